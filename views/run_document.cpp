#include "views/run_document.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

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

/// Labels of one axis of the map, as many as it has positions or none; a patch is named by its
/// place. Traces made by hand may have no sequences: then there are tokens alone.
QStringList axisLabels(const Trace& trace, const Sequence& shape)
{
    const auto* sequence = trace.sequence(shape.name);
    auto texts = labels(sequence == nullptr ? trace.tokenLabels : sequence->labels);
    if (texts.size() != shape.length) {
        return {};
    }
    for (auto patch = shape.leading; shape.columns > 0 && patch < shape.length; ++patch) {
        const auto index = patch - shape.leading;
        texts[patch] = QCoreApplication::translate("RunDocument", "row %1, col. %2")
                           .arg(index / shape.columns)
                           .arg(index % shape.columns);
    }
    return texts;
}

/// The grid is left out where it does not fill the axis: files may say what they like.
Sequence axisShape(const Trace& trace, const std::string& name, std::int64_t length)
{
    constexpr std::int64_t mostPatches = 1 << 20; // a side
    const auto* sequence = trace.sequence(name);
    Sequence shape = sequence == nullptr ? Sequence() : sequence->shape;
    const bool isGrid = shape.rows > 0 && shape.rows <= mostPatches && shape.columns > 0 &&
                        shape.columns <= mostPatches && shape.leading >= 0 &&
                        shape.leading + shape.rows * shape.columns == length;
    if (!isGrid) {
        shape.rows = shape.columns = shape.leading = 0;
    }
    shape.name = name;
    shape.length = length;
    return shape;
}

/// "input.picture" as an image; null if there is none.
QImage pictureOf(const Trace& trace)
{
    constexpr std::int64_t mostPixels = 16384; // a side
    const auto* tensor = trace.find("input.picture");
    if (tensor == nullptr || tensor->dtype() != DType::F32 || tensor->shape().rank() != 3 ||
        tensor->shape()[0] != 3 || tensor->isEmpty() || tensor->shape()[1] > mostPixels ||
        tensor->shape()[2] > mostPixels) {
        return {};
    }
    const auto height = tensor->shape()[1];
    const auto width = tensor->shape()[2];
    const auto values = tensor->floats(); // [colour, row, column]
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    const auto level = [&](std::int64_t colour, std::int64_t pixel) {
        const float value = values[static_cast<std::size_t>(colour * height * width + pixel)];
        return static_cast<int>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
    };
    for (std::int64_t pixel = 0; pixel < height * width; ++pixel) {
        image.setPixel(static_cast<int>(pixel % width), static_cast<int>(pixel / width),
                       qRgb(level(0, pixel), level(1, pixel), level(2, pixel)));
    }
    return image;
}

void lookAt(RunDocument& document, const AttentionPart& part)
{
    document.part = part;
    document.attention = attentionSource(document.trace, part);
    if (document.attention) {
        const auto& trace = *document.trace;
        document.queries = axisShape(trace, part.queries, document.attention->queries());
        document.keys = axisShape(trace, part.keys, document.attention->keys());
        document.queryLabels = axisLabels(trace, document.queries);
        document.keyLabels = axisLabels(trace, document.keys);
    }
}

} // namespace

bool writesTokens(const Trace& trace)
{
    const auto& info = trace.modelInfo;
    const auto found = info.is_object() ? info.find("generates") : info.end();
    return found == info.end() || !found->is_boolean() || found->get<bool>();
}

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
    document->tokenLabels = labels(trace->tokenLabels);
    document->picture = pictureOf(*trace);
    document->trace = std::move(trace);
    lookAt(*document, part);
    return document;
}

HeadNaming RunDocument::headNaming() const
{
    const auto& info = trace->modelInfo;
    const auto width = info.is_object() ? info.find("head_width") : info.end();
    const bool isOne =
        width != info.end() && width->is_number_integer() && width->get<std::int64_t>() == 1;
    return part.implicit && isOne ? HeadNaming::Channels : HeadNaming::Heads;
}

std::shared_ptr<const RunDocument> RunDocument::withPart(std::string_view values) const
{
    auto document = std::make_shared<RunDocument>(*this);
    const auto found = std::ranges::find(
        parts, values, [](const AttentionPart& it) { return std::string_view(it.values); });
    if (!parts.empty()) {
        lookAt(*document, found == parts.end() ? parts.front() : *found);
    }
    return document;
}

} // namespace saccade
