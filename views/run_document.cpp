#include "views/run_document.h"

namespace saccade
{

std::shared_ptr<const RunDocument> RunDocument::of(std::shared_ptr<const Trace> trace,
                                                   QString title)
{
    auto document = std::make_shared<RunDocument>();
    document->title = std::move(title);
    document->attention = attentionSource(trace);
    for (const auto& label : trace->tokenLabels) {
        document->tokenLabels << QString::fromStdString(label);
    }
    document->trace = std::move(trace);
    return document;
}

} // namespace saccade
