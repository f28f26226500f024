#include "core/text/rwkv_vocabulary.h"

#include "core/base/error.h"
#include "core/text/longest_match.h"
#include "core/text/text_files.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <optional>

namespace saccade
{

namespace
{

constexpr const char* kind = "RWKV World";

std::optional<unsigned> hexadecimal(std::string_view digits)
{
    unsigned value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const bool isWhole = error == std::errc() && end == digits.data() + digits.size();
    return isWhole && !digits.empty() ? std::optional(value) : std::nullopt;
}

enum class Escapes {
    Bytes,     // \xE6 is a byte
    Characters // \xe6 is U+00E6
};

/// The escape after a backslash at the start of `text`: how long it is and what it stands for.
struct Escape {
    std::size_t length = 0; // 0: none
    std::string meaning;
};
Escape readEscape(std::string_view text, Escapes escapes)
{
    const auto number = [&](std::size_t digits) -> Escape {
        const auto value =
            text.size() > digits ? hexadecimal(text.substr(1, digits)) : std::nullopt;
        if (!value || (*value >= 0xD800 && *value < 0xE000)) {
            return {};
        }
        return {digits + 1, escapes == Escapes::Bytes ? std::string(1, static_cast<char>(*value))
                                                      : utf8(static_cast<char32_t>(*value))};
    };
    switch (text.empty() ? '\0' : text.front()) {
    case 'n':
        return {1, "\n"};
    case 't':
        return {1, "\t"};
    case 'r':
        return {1, "\r"};
    case '\\':
    case '\'':
    case '"':
        return {1, std::string(text.substr(0, 1))};
    case 'x':
        return number(2);
    case 'u':
        return escapes == Escapes::Characters ? number(4) : Escape();
    default:
        return {};
    }
}

std::optional<std::string> withoutEscapes(std::string_view text, Escapes escapes)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            result += text[at++];
            continue;
        }
        const auto escape = readEscape(text.substr(at + 1), escapes);
        if (escape.length == 0) {
            return std::nullopt;
        }
        result += escape.meaning;
        at += 1 + escape.length;
    }
    return result;
}

/// 'text', "text" or b'bytes'.
std::optional<std::string> literal(std::string_view text)
{
    const bool isBytes = text.starts_with("b");
    text.remove_prefix(isBytes ? 1 : 0);
    if (text.size() < 2 || text.front() != text.back() ||
        (text.front() != '\'' && text.front() != '"')) {
        return std::nullopt;
    }
    return withoutEscapes(text.substr(1, text.size() - 2),
                          isBytes ? Escapes::Bytes : Escapes::Characters);
}

std::optional<std::size_t> decimal(std::string_view digits)
{
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool isWhole = error == std::errc() && end == digits.data() + digits.size();
    return isWhole ? std::optional(value) : std::nullopt;
}

struct Entry {
    std::size_t id = 0;
    std::string bytes;
};

std::optional<Entry> readLine(std::string_view line)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return std::nullopt;
    }
    const auto id = decimal(line.substr(0, first));
    const auto bytes = literal(line.substr(first + 1, last - first - 1));
    const auto length = decimal(line.substr(last + 1));
    if (!id || !bytes || length != bytes->size()) {
        return std::nullopt;
    }
    return Entry{*id, *bytes};
}

} // namespace

std::shared_ptr<const Tokenizer> readRwkvVocabulary(const std::filesystem::path& path)
{
    constexpr std::size_t mostEntries = 1 << 20;
    const std::string text = readWholeFile(path);
    std::vector<std::string> entries;
    std::size_t number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const auto entry = readLine(line);
        if (!entry || entry->id >= mostEntries) {
            throw Error(QT_TRANSLATE_NOOP("Error", "Line %2 of %1 is none of an RWKV vocabulary: "
                                                   "an id, a string and its length."),
                        {path.string(), std::to_string(number)});
        }
        entries.resize(std::max(entries.size(), entry->id + 1));
        entries[entry->id] = entry->bytes;
    }
    return std::make_shared<LongestMatchTokenizer>(kind, std::move(entries), 0);
}

std::shared_ptr<const Tokenizer> readGgufRwkvVocabulary(const nlohmann::json& metadata,
                                                        const std::string& file)
{
    const auto model = metadata.find("tokenizer.ggml.model");
    const auto tokens = metadata.find("tokenizer.ggml.tokens");
    if (model == metadata.end() || *model != "rwkv" || tokens == metadata.end()) {
        return nullptr;
    }
    std::vector<std::string> entries;
    for (const auto& token : *tokens) {
        const auto bytes = token.is_string()
                               ? withoutEscapes(token.get_ref<const std::string&>(), Escapes::Bytes)
                               : std::nullopt;
        if (!bytes) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The token %2 in %1 is none of an RWKV "
                                                   "vocabulary."),
                        {file, std::to_string(entries.size())});
        }
        // The first stands for the end of a text.
        entries.push_back(entries.empty() ? std::string() : *bytes);
    }
    return std::make_shared<LongestMatchTokenizer>(kind, std::move(entries), 0);
}

} // namespace saccade
