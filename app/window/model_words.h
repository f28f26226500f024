// The sizes of a model as a sentence counts them.
#pragma once

#include <QString>

namespace saccade
{

struct ModelInfo;

/// "1 layer", "12 layers".
QString layersInWords(const ModelInfo& info);
/// "1 head", "12 heads"; "64 channels" of a model whose layers are recurrent channel by channel.
QString headsInWords(const ModelInfo& info);

} // namespace saccade
