#include "views/panels/head_words.h"

#include "views/token_label.h"

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

QString headName(HeadNaming naming, const HeadChoice& choice)
{
    const bool isChannel = naming == HeadNaming::Channels;
    const auto either = [isChannel](const char* head, const char* channel) {
        return words(isChannel ? channel : head);
    };
    if (choice.layer >= 0 && choice.head >= 0) {
        return either(QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · Head %2"),
                      QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · Channel %2"))
            .arg(choice.layer)
            .arg(choice.head);
    }
    const QString how = choice.combine == Combine::Mean
                            ? words(QT_TRANSLATE_NOOP("HeadWords", "mean"))
                            : words(QT_TRANSLATE_NOOP("HeadWords", "maximum"));
    if (choice.layer >= 0) {
        return either(QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · all heads (%2)"),
                      QT_TRANSLATE_NOOP("HeadWords", "Layer %1 · all channels (%2)"))
            .arg(choice.layer)
            .arg(how);
    }
    if (choice.head >= 0) {
        return either(QT_TRANSLATE_NOOP("HeadWords", "All layers · Head %1 (%2)"),
                      QT_TRANSLATE_NOOP("HeadWords", "All layers · Channel %1 (%2)"))
            .arg(choice.head)
            .arg(how);
    }
    return either(QT_TRANSLATE_NOOP("HeadWords", "All layers · all heads (%1)"),
                  QT_TRANSLATE_NOOP("HeadWords", "All layers · all channels (%1)"))
        .arg(how);
}

QString tensorName(const AttentionPart& part, const HeadChoice& choice)
{
    QString values = QString::fromStdString(part.values);
    if (choice.layer >= 0) {
        values.replace(QLatin1Char('*'), QString::number(choice.layer));
    }
    const QString head = choice.head >= 0 ? QStringLiteral("[%1]").arg(choice.head) : QString();
    return QStringLiteral("%1.pattern%2").arg(values, head);
}

QString partTitle(const AttentionPart& part)
{
    const QString values = QString::fromStdString(part.values);
    if (part.implicit) {
        return words(QT_TRANSLATE_NOOP("HeadWords", "Implicit"));
    }
    if (values.contains(QLatin1String("cross_attention"))) {
        return words(QT_TRANSLATE_NOOP("HeadWords", "Cross-attention"));
    }
    static constexpr std::pair<const char*, const char*> fronts[] = {
        {"encoder.", QT_TRANSLATE_NOOP("HeadWords", "Encoder")},
        {"decoder.", QT_TRANSLATE_NOOP("HeadWords", "Decoder")},
        {"vision", QT_TRANSLATE_NOOP("HeadWords", "Picture")},
        {"text", QT_TRANSLATE_NOOP("HeadWords", "Text")},
        {"blocks.", QT_TRANSLATE_NOOP("HeadWords", "Attention")}};
    for (const auto& [front, name] : fronts) {
        if (values.startsWith(QLatin1String(front))) {
            return words(name);
        }
    }
    return values;
}

QString tokenWords(const QStringList& labels, std::int64_t position)
{
    return labels.isEmpty() ? QString::number(position)
                            // U+200E: read from the left whatever the token's script
                            : QStringLiteral("\u200E%1 “%2”")
                                  .arg(position)
                                  .arg(isolated(labels.value(static_cast<qsizetype>(position))));
}

QString valueWords(double value)
{
    return QString::number(value, 'g', 4);
}

} // namespace saccade
