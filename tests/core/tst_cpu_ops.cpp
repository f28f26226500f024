// Every op on the CPU, at every level of instructions that runs here, against plain double
// precision.
#include "core/cpu/cpu_backend.h"
#include "tests/support/op_cases.h"

#include <QTest>

using namespace saccade;

class TestCpuOps : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheReference_data();
    void agreesWithTheReference();

private:
    std::vector<OpCase> m_cases = opCases();
    std::map<std::string, std::unique_ptr<CpuBackend>> m_backends;
};

void TestCpuOps::agreesWithTheReference_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<int>("index");
    for (const auto& vector : vectorLevels()) {
        for (int i = 0; i < static_cast<int>(m_cases.size()); ++i) {
            const auto name =
                std::string(vector.level) + ": " + m_cases[static_cast<std::size_t>(i)].name;
            QTest::newRow(name.c_str()) << QString::fromUtf8(vector.level) << i;
        }
    }
}

void TestCpuOps::agreesWithTheReference()
{
    QFETCH(QString, level);
    QFETCH(int, index);
    const auto name = level.toStdString();
    auto& backend = m_backends[name];
    if (backend == nullptr) {
        backend = std::make_unique<CpuBackend>(CpuOptions{.threads = 3, .level = name});
    }
    const auto example = m_cases[static_cast<std::size_t>(index)].make();
    const auto found = differences(*backend, example);
    QVERIFY2(found.empty(), found.c_str());
}

QTEST_GUILESS_MAIN(TestCpuOps)
#include "tst_cpu_ops.moc"
