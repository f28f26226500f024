#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/json_fields.h"
#include "core/text/split_pattern.h"
#include "core/text/text_replacement.h"
#include "core/text/token_decoder.h"

#include <QtGlobal>
#include <array>
#include <functional>
#include <map>
#include <utility>

namespace saccade
{

namespace
{

using Pieces = std::vector<DecodedPiece>;
using Change = std::function<Pieces(Pieces, TextPlace)>;

class FunctionDecoder : public TokenDecoder
{
public:
    explicit FunctionDecoder(Change change) : m_change(std::move(change)) {}
    Pieces apply(Pieces pieces, TextPlace place) const override
    {
        return m_change(std::move(pieces), place);
    }

private:
    Change m_change;
};

class SequenceDecoder : public TokenDecoder
{
public:
    explicit SequenceDecoder(std::vector<std::unique_ptr<const TokenDecoder>> parts)
        : m_parts(std::move(parts))
    {
    }
    Pieces apply(Pieces pieces, TextPlace place) const override
    {
        for (const auto& part : m_parts) {
            pieces = part->apply(std::move(pieces), place);
        }
        return pieces;
    }

private:
    std::vector<std::unique_ptr<const TokenDecoder>> m_parts;
};

std::string replaceAll(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos && !from.empty();
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

Pieces fuse(Pieces pieces, TextPlace /*place*/)
{
    DecodedPiece whole;
    for (const DecodedPiece& piece : pieces) {
        whole.text += piece.text;
    }
    return {std::move(whole)};
}

Pieces byteLevel(Pieces pieces, TextPlace /*place*/)
{
    for (DecodedPiece& piece : pieces) {
        // An added token, or an entry with other characters, stands for itself.
        if (const auto bytes = piece.isAdded ? std::nullopt : fromByteAlphabet(piece.text)) {
            piece.text = *bytes;
        }
    }
    return pieces;
}

Pieces byteFallback(Pieces pieces, TextPlace /*place*/)
{
    for (DecodedPiece& piece : pieces) {
        if (const auto byte = byteOfEntry(piece.text)) {
            piece.text = std::string(1, static_cast<char>(*byte));
        }
    }
    return pieces;
}

/// The spaces that English wants before a contraction or a sign no more.
std::string cleanUp(std::string text)
{
    static const std::array<std::pair<const char*, const char*>, 11> rules{{{" .", "."},
                                                                            {" ?", "?"},
                                                                            {" !", "!"},
                                                                            {" ,", ","},
                                                                            {" ' ", "'"},
                                                                            {" n't", "n't"},
                                                                            {" 'm", "'m"},
                                                                            {" do not", " don't"},
                                                                            {" 's", "'s"},
                                                                            {" 've", "'ve"},
                                                                            {" 're", "'re"}}};
    for (const auto& [from, to] : rules) {
        text = replaceAll(std::move(text), from, to);
    }
    return text;
}

Change makeWordPiece(const nlohmann::json& description, const std::string& /*file*/)
{
    return [prefix = textOr(description, "prefix", "##"),
            cleans = fieldOr(description, "cleanup", true)](Pieces pieces, TextPlace place) {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            std::string& text = pieces[i].text;
            const bool opens = i == 0 && place == TextPlace::Start;
            if (!opens) {
                text = text.starts_with(prefix) ? text.substr(prefix.size()) : " " + text;
            }
            if (cleans) {
                text = cleanUp(text);
            }
        }
        return pieces;
    };
}

Change makeMetaspace(const nlohmann::json& description, const std::string& /*file*/)
{
    const bool adds = fieldOr(description, "add_prefix_space", true);
    const bool prepends =
        textOr(description, "prepend_scheme", adds ? "always" : "never") != "never";
    return [mark = textOr(description, "replacement", "\u2581"), prepends](Pieces pieces,
                                                                           TextPlace place) {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const bool drops = i == 0 && prepends && place == TextPlace::Start;
            pieces[i].text = replaceAll(std::move(pieces[i].text), mark, drops ? "" : " ");
        }
        return pieces;
    };
}

Change makeBpe(const nlohmann::json& description, const std::string& /*file*/)
{
    return [suffix = textOr(description, "suffix", "</w>")](Pieces pieces, TextPlace place) {
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const bool closes = i + 1 == pieces.size() && place == TextPlace::Start;
            pieces[i].text = replaceAll(std::move(pieces[i].text), suffix, closes ? "" : " ");
        }
        return pieces;
    };
}

Change makeReplace(const nlohmann::json& description, const std::string& file)
{
    auto replacement = std::make_shared<const TextReplacement>(description, file);
    return [replacement](Pieces pieces, TextPlace /*place*/) {
        for (DecodedPiece& piece : pieces) {
            piece.text = replacement->apply(piece.text);
        }
        return pieces;
    };
}

Change makeStrip(const nlohmann::json& description, const std::string& /*file*/)
{
    const auto start = fieldOr<std::uint32_t>(description, "start", 0);
    const auto stop = fieldOr<std::uint32_t>(description, "stop", 0);
    return [content = textOr(description, "content", " "), start, stop](Pieces pieces,
                                                                        TextPlace place) {
        for (DecodedPiece& piece : pieces) {
            std::string_view text = piece.text;
            const std::uint32_t most = place == TextPlace::Start ? start : 0;
            for (std::uint32_t i = 0; i < most && !content.empty() && text.starts_with(content);
                 ++i) {
                text.remove_prefix(content.size());
            }
            for (std::uint32_t i = 0; i < stop && !content.empty() && text.ends_with(content);
                 ++i) {
                text.remove_suffix(content.size());
            }
            piece.text = std::string(text);
        }
        return pieces;
    };
}

using Maker = Change (*)(const nlohmann::json& description, const std::string& file);

const std::map<std::string, Maker, std::less<>>& makers()
{
    static const std::map<std::string, Maker, std::less<>> all{
        {"ByteLevel",
         [](const nlohmann::json&, const std::string&) -> Change { return byteLevel; }},
        {"ByteFallback",
         [](const nlohmann::json&, const std::string&) -> Change { return byteFallback; }},
        {"Fuse", [](const nlohmann::json&, const std::string&) -> Change { return fuse; }},
        {"WordPiece", makeWordPiece},
        {"Metaspace", makeMetaspace},
        {"BPEDecoder", makeBpe},
        {"Replace", makeReplace},
        {"Strip", makeStrip}};
    return all;
}

} // namespace

std::unique_ptr<const TokenDecoder> makeTokenDecoder(const nlohmann::json& description,
                                                     const std::string& file)
{
    if (description.is_null()) {
        return nullptr;
    }
    const auto type = description.at("type").get<std::string>();
    if (type == "Sequence") {
        std::vector<std::unique_ptr<const TokenDecoder>> parts;
        for (const auto& part : description.at("decoders")) {
            parts.push_back(makeTokenDecoder(part, file));
        }
        return std::make_unique<SequenceDecoder>(std::move(parts));
    }
    const auto found = makers().find(type);
    if (found == makers().end()) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1: the decoder \"%2\" is not known to this version."),
            {file, type.substr(0, 80)});
    }
    return std::make_unique<FunctionDecoder>(found->second(description, file));
}

} // namespace saccade
