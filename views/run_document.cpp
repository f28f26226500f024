#include "views/run_document.h"

namespace saccade
{

namespace
{

QStringList labels(const std::vector<std::string>& texts)
{
    QStringList result;
    for (const auto& text : texts) {
        result << QString::fromStdString(text);
    }
    return result;
}

// Traces made by hand may have no sequences: then there are tokens alone.
QStringList sequenceLabels(const Trace& trace, const std::string& name)
{
    const auto* sequence = trace.sequence(name);
    return labels(sequence == nullptr ? trace.tokenLabels : sequence->labels);
}

} // namespace

std::shared_ptr<const RunDocument> RunDocument::of(std::shared_ptr<const Trace> trace,
                                                   QString title)
{
    const auto parts = capturedParts(*trace);
    return of(std::move(trace), std::move(title), parts.empty() ? AttentionPart() : parts.front());
}

std::shared_ptr<const RunDocument> RunDocument::of(std::shared_ptr<const Trace> trace,
                                                   QString title, const AttentionPart& part)
{
    auto document = std::make_shared<RunDocument>();
    document->title = std::move(title);
    document->parts = capturedParts(*trace);
    document->part = part;
    document->attention = attentionSource(trace, part);
    document->tokenLabels = labels(trace->tokenLabels);
    document->queryLabels = sequenceLabels(*trace, part.queries);
    document->keyLabels = sequenceLabels(*trace, part.keys);
    document->trace = std::move(trace);
    return document;
}

} // namespace saccade
