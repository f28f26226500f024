#include "core/base/error.h"
#include "core/display/matrix.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

namespace saccade
{

namespace
{

Matrix sample()
{
    Matrix matrix;
    matrix.title = "Layer 3, head 5";
    matrix.rowTitle = "query";
    matrix.columnTitle = "key";
    matrix.valueTitle = "attention";
    matrix.rows = 2;
    matrix.columns = 3;
    matrix.values = {0.1F, 0.25F, 1e-8F, 0.0F, 1.0F, 1.0F / 3.0F};
    matrix.rowLabels = {"a", "b,\"c\""};
    matrix.columnLabels = {"x", "y", "two\nlines"};
    return matrix;
}

} // namespace

class MatrixTest : public QObject
{
    Q_OBJECT

    QByteArray written(const Matrix& matrix, const char* name)
    {
        const auto path = m_folder.filePath(name);
        writeMatrix(matrix, path.toStdString());
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    // The layout is that of numpy.lib.format, version 1.0.
    void npyIsWhatNumPyReads()
    {
        const auto bytes = written(sample(), "m.npy");
        QVERIFY(bytes.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)));
        const auto header =
            static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
        QCOMPARE((10 + header) % 64, 0);
        const auto text = bytes.mid(10, header);
        QCOMPARE(text.trimmed(), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
        QVERIFY(text.endsWith('\n'));
        QCOMPARE(bytes.size(), qsizetype{10 + header + 24});
        std::vector<float> values(6);
        std::memcpy(values.data(), bytes.data() + 10 + header, 24);
        QCOMPARE(values, sample().values);
    }

    void csvHasLabelsAndShortestNumbers()
    {
        QCOMPARE(written(sample(), "m.csv"), "query\\key,x,y,\"two\nlines\"\n"
                                             "a,0.1,0.25,1e-08\n"
                                             "\"b,\"\"c\"\"\",0,1,0.33333334\n");
    }

    void jsonHoldsEverything()
    {
        const auto json = nlohmann::json::parse(written(sample(), "m.json").toStdString());
        QCOMPARE(json.at("title").get<std::string>(), std::string("Layer 3, head 5"));
        QCOMPARE(json.at("values").at(0).at(0).get<double>(), 0.1);
        QCOMPARE(json.at("values").at(1).size(), std::size_t{3});
        QCOMPARE(json.at("row_labels").at(1).get<std::string>(), std::string("b,\"c\""));
    }

    void jsonStaysValidWithNaNAndBrokenText()
    {
        auto matrix = sample();
        matrix.values[0] = std::numeric_limits<float>::quiet_NaN();
        matrix.rowLabels.front() = std::string(1, static_cast<char>(0xE6));
        const auto json = nlohmann::json::parse(written(matrix, "n.json").toStdString());
        QVERIFY(json.at("values").at(0).at(0).is_null());
        QCOMPARE(json.at("row_labels").at(0).get<std::string>(), std::string("\uFFFD"));
    }

    void otherNamesAreUsageErrors()
    {
        QVERIFY_EXCEPTION_THROWN(writeMatrix(sample(), "m.xlsx"), UsageError);
        QVERIFY_EXCEPTION_THROWN(writeMatrix(sample(), "m"), UsageError);
    }

    void aFolderThatIsMissingIsAnErrorThatNamesTheFile()
    {
        try {
            writeMatrix(sample(), "/nowhere/at/all/m.npy");
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("/nowhere/at/all/m.npy") != std::string::npos);
        }
    }

private:
    QTemporaryDir m_folder;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::MatrixTest)
#include "tst_matrix.moc"
