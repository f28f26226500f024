#include "app/window/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <algorithm>
#include <memory>

namespace saccade
{

namespace
{

const QString folder = QStringLiteral(":/translations");
const QString prefix = QStringLiteral("saccade_");

QString endonym(const QString& code)
{
    QString name = QLocale(code).nativeLanguageName();
    return name.isEmpty() ? code : name.left(1).toUpper() + name.mid(1);
}

/// Installs what it loads and removes it when it goes.
class Installed
{
public:
    void load(const QString& code)
    {
        for (auto* translator : {&m_ours, &m_qt}) {
            QCoreApplication::removeTranslator(translator->get());
            *translator = std::make_unique<QTranslator>();
        }
        if (m_ours->load(prefix + code, folder)) {
            QCoreApplication::installTranslator(m_ours.get());
        }
        // Buttons of Qt's own dialogs.
        if (m_qt->load(QLocale(code), QStringLiteral("qtbase"), QStringLiteral("_"),
                       QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
            QCoreApplication::installTranslator(m_qt.get());
        }
    }

private:
    std::unique_ptr<QTranslator> m_ours = std::make_unique<QTranslator>();
    std::unique_ptr<QTranslator> m_qt = std::make_unique<QTranslator>();
};

} // namespace

const QList<Language>& languages()
{
    static const QList<Language> all = [] {
        QList<Language> list = {{QStringLiteral("en"), QStringLiteral("English")}};
        for (const auto& file :
             QDir(folder).entryList({prefix + QStringLiteral("*.qm")}, QDir::Files, QDir::Name)) {
            const QString code = file.mid(prefix.size()).chopped(3);
            if (code != QLatin1String("en")) { // English needs plural forms alone
                list.append({code, endonym(code)});
            }
        }
        return list;
    }();
    return all;
}

bool canBeWritten(const QString& code)
{
    static constexpr std::pair<QLocale::Script, QFontDatabase::WritingSystem> scripts[] = {
        {QLocale::SimplifiedChineseScript, QFontDatabase::SimplifiedChinese},
        {QLocale::TraditionalChineseScript, QFontDatabase::TraditionalChinese},
        {QLocale::JapaneseScript, QFontDatabase::Japanese},
        {QLocale::KoreanScript, QFontDatabase::Korean}};
    const auto script = QLocale(code).script();
    return std::ranges::none_of(scripts, [script](const auto& each) {
        return each.first == script && QFontDatabase::families(each.second).isEmpty();
    });
}

void applyLanguage(const QString& code)
{
    static Installed installed;
    QString wanted = code;
    if (wanted.isEmpty()) {
        for (const auto& language : languages()) {
            if (QLocale(language.code).language() == QLocale::system().language() &&
                canBeWritten(language.code)) {
                wanted = language.code;
            }
        }
    }
    installed.load(wanted.isEmpty() ? QStringLiteral("en") : wanted);
}

} // namespace saccade
