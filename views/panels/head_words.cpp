#include "views/panels/head_words.h"

#include <QCoreApplication>

namespace saccade
{

namespace
{

QString words(const char* text)
{
    return QCoreApplication::translate("HeadWords", text);
}

} // namespace

QString headName(const HeadChoice& choice)
{
    if (choice.layer >= 0 && choice.head >= 0) {
        return words(QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · Head %2"))
            .arg(choice.layer)
            .arg(choice.head);
    }
    const QString how = choice.combine == Combine::Mean
                            ? words(QT_TRANSLATE_NOOP("HeadWords", "mean"))
                            : words(QT_TRANSLATE_NOOP("HeadWords", "maximum"));
    if (choice.layer >= 0) {
        return words(QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · all heads (%2)"))
            .arg(choice.layer)
            .arg(how);
    }
    if (choice.head >= 0) {
        return words(QT_TRANSLATE_NOOP("HeadWords", "All layers · Head %1 (%2)"))
            .arg(choice.head)
            .arg(how);
    }
    return words(QT_TRANSLATE_NOOP("HeadWords", "All layers · all heads (%1)")).arg(how);
}

QString tensorName(const HeadChoice& choice)
{
    const QString layer = choice.layer >= 0 ? QString::number(choice.layer) : QStringLiteral("*");
    const QString head = choice.head >= 0 ? QStringLiteral("[%1]").arg(choice.head) : QString();
    return QStringLiteral("blocks.%1.attention.pattern%2").arg(layer, head);
}

QString tokenWords(const QStringList& labels, std::int64_t position)
{
    return QStringLiteral("%1 “%2”").arg(position).arg(
        labels.value(static_cast<qsizetype>(position)));
}

QString valueWords(double value)
{
    return QString::number(value, 'g', 4);
}

} // namespace saccade
