// Every string that a user reads is there in every language.
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <set>

class TestWindowTranslations : public QObject
{
    Q_OBJECT
private slots:
    void everyStringIsTranslated_data();
    void everyStringIsTranslated();
    void everyLanguageIsInTheProgram_data();
    void everyLanguageIsInTheProgram();
};

namespace
{

struct Message {
    QString context, source;
    QStringList translations;
    bool isFinished = true;
};

QDir sources()
{
    return QDir(QStringLiteral(SACCADE_SOURCE_FOLDER));
}

void addLanguages()
{
    QTest::addColumn<QString>("file");
    const auto files = QDir(sources().filePath(QStringLiteral("translations")))
                           .entryInfoList({QStringLiteral("*.ts")});
    QVERIFY(files.size() >= 2);
    for (const auto& file : files) {
        QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
}

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Message> messages;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("source")) {
            messages.append({context, xml.readElementText(), {}});
        } else if (xml.name() == QLatin1String("translation")) {
            messages.last().isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            const QString text =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            messages.last().translations << text;
        }
    }
    return messages;
}

/// %1, %2 …, and %n.
std::set<QString> places(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%[0-9n]"));
    std::set<QString> found;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        found.insert(match.next().captured());
    }
    return found;
}

} // namespace

void TestWindowTranslations::everyStringIsTranslated_data()
{
    addLanguages();
}

void TestWindowTranslations::everyStringIsTranslated()
{
    QFETCH(QString, file);
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QFileInfo(file).fileName());
    QVERIFY(QFile::copy(file, copy));
    QFile(copy).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QStringList arguments = {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"),
                             QStringLiteral("-locations"), QStringLiteral("none")};
    arguments << QStringLiteral("-I") << sources().path(); // else classes lose their namespace
    if (file.endsWith(QLatin1String("saccade_en.ts"))) {
        arguments << QStringLiteral("-pluralonly");
    }
    for (const char* part : {"app", "views", "core", "gpu"}) {
        arguments << sources().filePath(QLatin1String(part));
    }
    arguments << QStringLiteral("-ts") << copy;
    QProcess lupdate;
    lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
                  arguments);
    if (!lupdate.waitForStarted()) {
        QSKIP("there is no lupdate (qt6-l10n-tools)");
    }
    QVERIFY(lupdate.waitForFinished(120000));
    QCOMPARE(lupdate.exitCode(), 0);

    const auto messages = messagesOf(copy);
    QVERIFY(!messages.isEmpty());
    QStringList missing;
    for (const auto& message : messages) {
        const bool isEmpty =
            message.translations.isEmpty() || message.translations.first().isEmpty();
        if (!message.isFinished || (isEmpty && !message.source.trimmed().isEmpty())) {
            missing << QStringLiteral("%1: %2").arg(message.context, message.source);
        } else if (places(message.source) != places(message.translations.first())) {
            missing << QStringLiteral("%1: other places than in %2")
                           .arg(message.context, message.source);
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(QLatin1Char('\n') + missing.join(QLatin1Char('\n'))));
}

void TestWindowTranslations::everyLanguageIsInTheProgram_data()
{
    addLanguages();
}

void TestWindowTranslations::everyLanguageIsInTheProgram()
{
    QFETCH(QString, file);
    const QString compiled =
        QStringLiteral(":/translations/%1.qm").arg(QFileInfo(file).completeBaseName());
    QTranslator translator;
    QVERIFY2(translator.load(compiled), qPrintable(compiled));
    QVERIFY(!translator.isEmpty());
}

QTEST_GUILESS_MAIN(TestWindowTranslations)

#include "tst_window_translations.moc"
