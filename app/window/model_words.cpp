#include "app/window/model_words.h"

#include "core/models/model.h"

#include <QCoreApplication>

namespace saccade
{

QString layersInWords(const ModelInfo& info)
{
    const auto count = static_cast<int>(info.layers);
    return QCoreApplication::translate("ModelWords", "%n layer(s)", nullptr, count);
}

QString headsInWords(const ModelInfo& info)
{
    const auto count = static_cast<int>(info.heads);
    const bool isOfChannels = info.headWidth == 1 && attentionParts(info).front().implicit;
    return isOfChannels ? QCoreApplication::translate("ModelWords", "%n channel(s)", nullptr, count)
                        : QCoreApplication::translate("ModelWords", "%n head(s)", nullptr, count);
}

} // namespace saccade
