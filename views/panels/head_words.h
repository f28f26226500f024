// How heads, tokens and values are written wherever a panel names them.
#pragma once

#include "core/trace/attention_source.h"
#include "views/attention_kind.h"

#include <QString>
#include <QStringList>

namespace saccade
{

/// "Layer 2 · Head 3", "Layer 2 · all heads (mean)", "Layer 0 · Channel 7" …
QString headName(HeadNaming naming, const HeadChoice& choice);
/// The trace's name of what is shown: "blocks.2.attention.pattern[3]".
QString tensorName(const AttentionPart& part, const HeadChoice& choice);
/// "Encoder", "Cross-attention", "Picture" … : how a user calls a part.
QString partTitle(const AttentionPart& part);
/// "17 “·the”"
QString tokenWords(const QStringList& labels, std::int64_t position);
/// Four significant digits, locale-independent: what can be pasted into a script.
QString valueWords(double value);

} // namespace saccade
