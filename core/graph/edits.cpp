#include "core/graph/edits.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/graph/name_pattern.h"
#include "core/graph/ops/arithmetic.h"

#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace saccade
{

namespace
{

constexpr auto grammar = QT_TRANSLATE_NOOP(
    "Error", "“%1” is no edit: %2. Write NAME=NUMBER, NAME*=NUMBER or NAME+=NUMBER, where NAME may "
             "end in [INDEX] or [FIRST:LAST], as in %3.");

// The edit that was perhaps meant: what of `text` can be read, completed.
std::string nearestEdit(std::string_view text)
{
    const auto readNumber = [](std::string_view rest, double fallback) {
        double value = fallback;
        std::from_chars(rest.data(), rest.data() + rest.size(), value);
        return std::isfinite(value) ? value : fallback;
    };
    auto name = text.substr(0, text.find_first_of("[]=+ "));
    name.remove_suffix(name.ends_with('*') ? 1 : 0);
    const auto bracket = text.find('[');
    const auto equals = text.find('=');
    Edit edit;
    edit.name = name.find('.') == std::string_view::npos ? "blocks.3.attention.heads" : name;
    if (bracket < equals) {
        edit.first = static_cast<std::int64_t>(
            std::clamp(std::floor(readNumber(text.substr(bracket + 1), 0.0)), 0.0, 1e9));
        edit.count = 1;
    }
    const auto value =
        equals == std::string_view::npos ? 0.0 : readNumber(text.substr(equals + 1), 0.0);
    const auto sign = equals == std::string_view::npos || equals == 0 ? '=' : text[equals - 1];
    edit.scale = sign == '*' ? value : sign == '+' ? 1.0 : 0.0;
    edit.offset = sign == '*' ? 0.0 : value;
    return saccade::text(edit);
}

[[noreturn]] void refuse(std::string_view text, const std::string& reason)
{
    throw UsageError(grammar, {std::string(text), reason, nearestEdit(text)});
}

std::string number(double value)
{
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    return {buffer, end};
}

template <typename T>
std::optional<T> parsed(std::string_view text)
{
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                   : std::nullopt;
}

// "[5]" or "[2:7]" or "[2:]", without the brackets.
void parseSlice(std::string_view whole, std::string_view slice, Edit& edit)
{
    const auto colon = slice.find(':');
    const auto first = parsed<std::int64_t>(slice.substr(0, colon));
    if (!first || *first < 0) {
        refuse(whole, "“" + std::string(slice) + "” is no index");
    }
    edit.first = *first;
    edit.count = 1;
    if (colon == std::string_view::npos) {
        return;
    }
    if (colon + 1 == slice.size()) {
        edit.count = -1;
        return;
    }
    const auto last = parsed<std::int64_t>(slice.substr(colon + 1));
    if (!last || *last <= *first) {
        refuse(whole, "“" + std::string(slice) + "” is no range");
    }
    edit.count = *last - *first;
}

void applyTo(Graph& graph, Value value, const Edit& edit)
{
    const auto& shape = value.shape();
    const auto extent = shape.rank() == 0 ? 0 : shape[0];
    const auto count = edit.count == -1 ? extent - edit.first : edit.count;
    if (value.dtype() != DType::F32 || edit.first < 0 || edit.first > extent || count < 1 ||
        count > extent - edit.first) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The edit “%1” lies outside “%2”, which has the shape %3."),
            {text(edit), value.name(), shape.text()});
    }
    graph.replaceUses(value, editSlice(value, {.axis = 0, .first = edit.first, .count = count},
                                       edit.scale, edit.offset));
}

} // namespace

Edit parseEdit(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) {
        refuse(text, "the = is missing");
    }
    const auto value = parsed<double>(text.substr(equals + 1));
    if (!value || !std::isfinite(*value)) {
        refuse(text, "“" + std::string(text.substr(equals + 1)) + "” is no number");
    }
    auto name = text.substr(0, equals);
    Edit edit;
    edit.offset = *value;
    if (name.ends_with('*')) {
        edit.scale = *value;
        edit.offset = 0.0;
        name.remove_suffix(1);
    } else if (name.ends_with('+')) {
        edit.scale = 1.0;
        name.remove_suffix(1);
    }
    if (name.ends_with(']')) {
        const auto bracket = name.find('[');
        if (bracket == std::string_view::npos) {
            refuse(text, "the [ is missing");
        }
        parseSlice(text, name.substr(bracket + 1, name.size() - bracket - 2), edit);
        name = name.substr(0, bracket);
    }
    if (name.empty() || name.find_first_of("[] ") != std::string_view::npos) {
        refuse(text, "“" + std::string(name) + "” is no name");
    }
    edit.name = name;
    return edit;
}

std::string text(const Edit& edit)
{
    std::string result = edit.name;
    if (edit.count == 1) {
        result += "[" + std::to_string(edit.first) + "]";
    } else if (edit.count != -1) {
        result +=
            "[" + std::to_string(edit.first) + ":" + std::to_string(edit.first + edit.count) + "]";
    } else if (edit.first != 0) {
        result += "[" + std::to_string(edit.first) + ":]";
    }
    if (edit.scale == 0.0) {
        return result + "=" + number(edit.offset);
    }
    return edit.scale == 1.0 ? result + "+=" + number(edit.offset)
                             : result + "*=" + number(edit.scale);
}

std::vector<std::string> namesMatching(const Graph& graph, std::string_view pattern)
{
    std::vector<std::string> computed;
    std::vector<std::string> found;
    for (auto& name : graph.names()) {
        if (graph.info(*graph.idOf(name)).source == ValueSource::Node) {
            if (matchesName(pattern, name)) {
                found.push_back(name);
            }
            computed.push_back(std::move(name));
        }
    }
    if (found.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The model has no value “%1”. Did you mean “%2”?"),
            {std::string(pattern), nearest(pattern, computed)});
    }
    return found;
}

void applyEdit(Graph& graph, const Edit& edit)
{
    for (const auto& name : namesMatching(graph, edit.name)) {
        applyTo(graph, *graph.find(name), edit);
    }
}

} // namespace saccade
