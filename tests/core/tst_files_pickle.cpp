#include "core/files/torch_file.h"
#include "tests/core/torch_bytes.h"

#include <QElapsedTimer>
#include <QTest>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace saccade
{

namespace
{

using namespace std::string_literals;

std::string repeated(const std::string& part, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

/// {"a": value}
std::string entry(const std::string& value)
{
    return PickleBytes().code("}").word("a").code(value).code("s.");
}

/// A call of module.name("id").
std::string callOf(const char* module, const char* name)
{
    return PickleBytes().global(module, name).word("id").code("\x85R.");
}

} // namespace

/// Pickles that nobody should trust. Each is refused with file, byte and reason, without memory and
/// in no time.
class PickleTest : public QObject
{
    Q_OBJECT

private slots:
    void refusesEveryCallableByName_data();
    void refusesEveryCallableByName();
    void refusesEveryOtherInstructionByName_data();
    void refusesEveryOtherInstructionByName();
    void refusesBrokenPickles_data();
    void refusesBrokenPickles();
    void bombsTakeNeitherTimeNorMemory_data();
    void bombsTakeNeitherTimeNorMemory();
    void truncationAtEveryByteIsRefused();
    void aFlippedBitIsReadOrRefused();

private:
    QString messageFor(const std::string& pickle)
    {
        const auto path = writeFile(m_folder, "hostile.pt", torchZip(pickle, 6));
        return QString::fromStdString(messageOf([&] { readTorchFile(path); }));
    }

    QTemporaryDir m_folder;
};

void PickleTest::refusesEveryCallableByName_data()
{
    QTest::addColumn<std::string>("pickle");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* module, const char* name) {
        QTest::addRow("%s.%s", module, name)
            << callOf(module, name) << QString("\"%1.%2\"").arg(module, name);
    };
    row("os", "system");
    row("posix", "system");
    row("nt", "system");
    row("subprocess", "Popen");
    row("builtins", "eval");
    row("builtins", "exec");
    row("builtins", "getattr");
    row("builtins", "__import__");
    row("__builtin__", "eval");
    row("torch", "load");
    row("torch.hub", "load");
    row("torch.nn", "Linear");
    row("torch._utils", "_rebuild_qtensor");
    row("torch._utils", "rebuild_tensor_v2");
    row("torch", "ComplexFloatStorage");
    row("numpy.core.multiarray", "_reconstruct");
    row("numpy", "load");
    row("collections", "OrderedDict.fromkeys");
    row("collections OrderedDict", "x");
    row("", "");
    row("__main__", "Model");
    QTest::newRow("on the stack") << std::string(
                                         PickleBytes().word("os").word("system").code("\x93."))
                                  << "\"os.system\"";
    QTest::newRow("without a call")
        << std::string(PickleBytes().global("os", "system").code(".")) << "\"os.system\"";
    QTest::newRow("inside arguments") << std::string(PickleBytes()
                                                         .global("collections", "OrderedDict")
                                                         .code("(")
                                                         .global("os", "system")
                                                         .word("id")
                                                         .code("\x85RtR."))
                                      << "\"os.system\"";
    QTest::newRow("as a storage") << std::string(PickleBytes()
                                                     .code("(")
                                                     .word("storage")
                                                     .global("os", "system")
                                                     .word("0")
                                                     .word("cpu")
                                                     .integer(6)
                                                     .code("tQ."))
                                  << "\"os.system\"";
}

void PickleTest::refusesEveryCallableByName()
{
    QFETCH(std::string, pickle);
    QFETCH(QString, name);
    const auto message = messageFor(pickle);
    QVERIFY2(message.contains("its pickle asks for " + name), qPrintable("message: " + message));
    QVERIFY2(message.contains("hostile.pt"), qPrintable(message));
    QVERIFY2(message.contains("at byte "), qPrintable(message));
}

void PickleTest::refusesEveryOtherInstructionByName_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    const std::vector<std::pair<int, const char*>> rows{{'0', "POP"},
                                                        {'1', "POP_MARK"},
                                                        {'2', "DUP"},
                                                        {'F', "FLOAT"},
                                                        {'I', "INT"},
                                                        {'L', "LONG"},
                                                        {'P', "PERSID"},
                                                        {'S', "STRING"},
                                                        {'V', "UNICODE"},
                                                        {'d', "DICT"},
                                                        {'g', "GET"},
                                                        {'i', "INST"},
                                                        {'l', "LIST"},
                                                        {'o', "OBJ"},
                                                        {'p', "PUT"},
                                                        {0x82, "EXT1"},
                                                        {0x83, "EXT2"},
                                                        {0x84, "EXT4"},
                                                        {0x8b, "LONG4"},
                                                        {0x8e, "BINBYTES8"},
                                                        {0x91, "FROZENSET"},
                                                        {0x92, "NEWOBJ_EX"},
                                                        {0x96, "BYTEARRAY8"},
                                                        {0x97, "NEXT_BUFFER"},
                                                        {0x98, "READONLY_BUFFER"},
                                                        {0xff, "255"},
                                                        {0, "0"}};
    for (const auto& [code, name] : rows) {
        QTest::newRow(name) << code << name;
    }
}

void PickleTest::refusesEveryOtherInstructionByName()
{
    QFETCH(int, code);
    QFETCH(QString, name);
    const auto message =
        messageFor(std::string("\x80\x02}") + std::string(1, static_cast<char>(code)) + "xxx.");
    QVERIFY2(message.contains("the instruction " + name + " at byte 3"),
             qPrintable("message: " + message));
}

void PickleTest::refusesBrokenPickles_data()
{
    QTest::addColumn<std::string>("pickle");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& pickle, const char* reason) {
        QTest::newRow(name) << pickle << reason;
    };
    constexpr auto damaged = "does not find the values";
    row("nothing", "", "it ends at byte 0");
    row("no STOP", "\x80\x02}", "it ends at byte 3");
    row("STOP alone", "\x80\x02.", damaged);
    row("empty stack", "\x80\x02\x85.", damaged);
    row("mark in the way", "\x80\x02N(\x86.", damaged);
    row("no mark", "\x80\x02Nt.", damaged);
    row("odd pairs", "\x80\x02}(Nu.", damaged);
    row("pairs for a list", "\x80\x02](NNu.", damaged);
    row("append to a tuple", "\x80\x02)Na.", damaged);
    row("append to a number", "\x80\x02K\x01Na.", damaged);
    row("memo that was never set", "\x80\x02h\x05.", damaged);
    row("memo far away", "\x80\x02Nr\xff\xff\xff\xff.",
        "keeps a value under the number 4294967295, but it has only 1 values");
    row("memo of nothing", "\x80\x02q\x00."s, damaged);
    row("state of a number", "\x80\x02K\x01}b.", damaged);
    row("identifier that is no storage", "\x80\x02NQ.", damaged);
    row("text of 4 GiB", "\x80\x02X\xff\xff\xff\xff.", "it should go on for 4294967295 bytes");
    row("text of 2^63 bytes", "\x80\x02\x8d\0\0\0\0\0\0\0\x80."s,
        "it should go on for 9223372036854775808 bytes");
    row("bytes of 4 GiB",
        "\x80\x02"
        "B\xff\xff\xff\xff.",
        "it should go on for 4294967295 bytes");
    row("number of 200 bytes", std::string("\x80\x02\x8a\xc8") + std::string(200, '\x7f') + ".",
        "of 200 bytes");
    row("name without end",
        std::string("\x80\x02"
                    "c") +
            std::string(5000, 'x'),
        damaged);
    row("a call of a number", "\x80\x02K\x01)R.", "calls a value that is no function");
    row("a call of a result", PickleBytes().global("torch", "Size").code(")\x85R)R."),
        "calls a value that is no function");
    row("a call of a type", PickleBytes().global("torch", "FloatStorage").code(")R."),
        "gives torch.FloatStorage arguments");
    row("a call of a word", PickleBytes().global("torch", "float32").code(")R."), "no function");
    row("arguments in a list", PickleBytes().global("collections", "OrderedDict").code("]R."),
        "gives collections.OrderedDict arguments");
    row("arguments that miss",
        PickleBytes().global("torch._utils", "_rebuild_tensor_v2").code(")R."),
        "gives torch._utils._rebuild_tensor_v2 arguments");
    row("a list in itself",
        entry("]q\x01h\x01"
              "a"),
        "contain themselves");
    row("a dictionary in itself", "\x80\x02}q\x01X\x01\0\0\0ah\x01s."s, "contain themselves");
    row("deep lists", entry(repeated("]", 10000) + repeated("a", 9999)), "nested deeper than 64");
    row("deep tuples", entry(std::string("N") + repeated("\x85", 100'000)),
        "nested deeper than 64");
}

void PickleTest::refusesBrokenPickles()
{
    QFETCH(std::string, pickle);
    QFETCH(QString, reason);
    const auto message = messageFor(pickle);
    QVERIFY2(message.contains(reason), qPrintable("message: " + message));
    QVERIFY2(message.contains("hostile.pt"), qPrintable(message));
}

void PickleTest::bombsTakeNeitherTimeNorMemory_data()
{
    QTest::addColumn<std::string>("pickle");
    // Each list holds the one before ten times: 10^30 values in 30 lists.
    std::string lists = "]q\x01";
    for (int i = 0; i < 30; ++i) {
        lists += std::string("](") + repeated("h\x01", 10) + "eq\x01";
    }
    QTest::newRow("lists of lists") << entry(std::string("](") + lists + "e");
    std::string tuples = "Nq\x01";
    for (int i = 0; i < 40; ++i) {
        tuples += "h\x01h\x01h\x01\x87q\x01";
    }
    QTest::newRow("tuples of tuples") << entry(std::string("](") + tuples + "e");
    const auto text = "X\x40\x42\x0f\0"s + std::string(1'000'000, 'x') + "q\x01";
    QTest::newRow("one text, many times")
        << entry(std::string("](") + text + repeated("h\x01", 500'000) + "e");
    QTest::newRow("one text, encoded many times")
        << entry(std::string("](") + text +
                 repeated("c_codecs\nencode\nh\x01X\x06\0\0\0latin1\x86R"s, 20'000) + "e");
    QTest::newRow("one list, copied many times")
        << entry(std::string("](") + repeated("N", 500'000) + std::string("tq\x01") +
                 repeated("ctorch\nSize\nh\x01\x85R", 20'000) + "]");
    QTest::newRow("instructions without end")
        << entry(std::string("](") + repeated("N", 1'000'100) + "e");
    QTest::newRow("marks without end") << entry(repeated("(", 1'000'000));
}

void PickleTest::bombsTakeNeitherTimeNorMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer needs memory without limit");
#endif
    QFETCH(std::string, pickle);
    const auto path = writeFile(m_folder, "bomb.pt", torchZip(pickle, 6));
    enum Outcome { refused, opened, otherwise };
    const auto child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        const rlimit memory{2'000'000'000, 2'000'000'000};
        const rlimit seconds{20, 20};
        ::setrlimit(RLIMIT_DATA, &memory);
        ::setrlimit(RLIMIT_CPU, &seconds);
        try {
            ::_exit(messageOf([&] { readTorchFile(path); }).empty() ? opened : refused);
        } catch (...) {
            ::_exit(otherwise);
        }
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), static_cast<int>(refused));
}

void PickleTest::truncationAtEveryByteIsRefused()
{
    const std::string whole =
        PickleBytes().code("}").word("w").tensor("0", 6, 0, {2, 3}, {3, 1}).code("s.");
    QVERIFY(messageFor(whole).isEmpty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY2(!messageFor(whole.substr(0, size)).isEmpty(), std::to_string(size).c_str());
    }
}

void PickleTest::aFlippedBitIsReadOrRefused()
{
    const auto whole =
        torchZip(PickleBytes().code("}").word("w").tensor("0", 6, 0, {2, 3}, {3, 1}).code("s."), 6);
    constexpr unsigned bits = 8;
    for (std::size_t bit = 0; bit < whole.size() * bits; ++bit) {
        auto flipped = whole;
        flipped[bit / bits] = static_cast<char>(flipped[bit / bits] ^ (1 << (bit % bits)));
        const auto path = writeFile(m_folder, "flipped.pt", flipped);
        // An Error or a checkpoint whose bytes can be read: nothing else.
        messageOf([&] { readAll(openCheckpoint(path)); });
    }
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::PickleTest)
#include "tst_files_pickle.moc"
