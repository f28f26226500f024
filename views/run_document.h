// One run as panels see it: the trace, its attention and the labels of its tokens.
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
    std::shared_ptr<const AttentionSource> attention;
    QStringList tokenLabels;

    static std::shared_ptr<const RunDocument> of(std::shared_ptr<const Trace> trace, QString title);
};

} // namespace saccade
