// One run as panels see it: the trace, its attention and the labels of its positions.
#pragma once

#include "core/trace/attention_source.h"

#include <QString>
#include <QStringList>

namespace saccade
{

/// Immutable; shared by all panels. `attention` is null where no pattern was captured.
struct RunDocument {
    QString title;
    std::shared_ptr<const Trace> trace;
    std::vector<AttentionPart> parts; // of which there are patterns
    AttentionPart part;               // the one that is looked at
    std::shared_ptr<const AttentionSource> attention;
    QStringList tokenLabels;
    QStringList queryLabels, keyLabels; // of the part

    static std::shared_ptr<const RunDocument> of(std::shared_ptr<const Trace> trace, QString title);
    /// Looking at one of capturedParts(*trace).
    static std::shared_ptr<const RunDocument> of(std::shared_ptr<const Trace> trace, QString title,
                                                 const AttentionPart& part);
};

} // namespace saccade
