// Text to token ids and back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct Checkpoint;

/// Whether the tokenizer's own template adds its special tokens (a beginning-of-text token, [CLS]
/// …).
enum class SpecialTokens { Add, Omit };

/// Two texts as one input.
struct TokenPair {
    std::vector<std::int32_t> ids;
    std::vector<std::int32_t> segments; // one an id: 0 or 1, as the template says
};

class Tokenizer
{
public:
    virtual ~Tokenizer() = default;
    /// "byte-level BPE", "WordPiece", "Unigram", "metaspace BPE": what `info` shows.
    virtual std::string kind() const = 0;
    virtual std::int64_t size() const = 0;
    /// Any bytes are text: invalid UTF-8 is tokenised byte by byte where the vocabulary can, else
    /// replaced. Added tokens that stand in the text are recognised.
    virtual std::vector<std::int32_t> encode(std::string_view text,
                                             SpecialTokens special = SpecialTokens::Add) const = 0;
    /// Both texts with the special tokens of the tokenizer's template for pairs ([CLS] A [SEP] B
    /// [SEP]); without one, each as a text of its own.
    virtual TokenPair encodePair(std::string_view first, std::string_view second) const;
    /// The text of all ids together (bytes; a character may be split over tokens). Ids out of range
    /// throw UsageError. Special tokens are omitted unless `special` is Add.
    virtual std::string decode(std::span<const std::int32_t> ids,
                               SpecialTokens special = SpecialTokens::Omit) const = 0;
    /// What one token adds in the midst of a text (bytes, perhaps no whole character; with the
    /// space before the word, where there is one). A special token: its entry.
    virtual std::string pieceText(std::int32_t id) const = 0;
    /// The entry as the vocabulary stores it ("Ġthe", "▁the", "<0x0A>").
    virtual std::string entry(std::int32_t id) const = 0;
    virtual std::optional<std::int32_t> find(std::string_view entry) const = 0;
    virtual std::optional<std::int32_t> beginToken() const = 0;
    virtual std::optional<std::int32_t> endToken() const = 0;
    /// Template of chat messages as stored beside the tokenizer (Jinja), or empty.
    virtual std::string chatTemplate() const { return {}; }
};

/// What a label shows for one token of a sequence: its decoded text with spaces, line ends and
/// bytes that are no whole character made visible ("·the", "⏎", "⟨E6⟩").
std::string tokenLabel(const Tokenizer* tokenizer, std::int32_t id);

/// The tokenizer of a checkpoint: tokenizer.json, tokenizer.model, vocab.json + merges.txt or
/// vocab.txt in its folder, GGUF's own vocabulary, tok*.bin beside a llama2.c file. Null if there
/// is none (token ids can still be given); throws Error (file, reason) if it is broken.
std::shared_ptr<const Tokenizer> openTokenizer(const Checkpoint& checkpoint);

/// A tokenizer file or folder by itself, or that of a checkpoint; of a translator what reads its
/// texts. Null if there is none, or none but what the model's family knows.
std::shared_ptr<const Tokenizer> findTokenizer(const std::filesystem::path& path);

/// As findTokenizer; throws UsageError if there is none.
std::shared_ptr<const Tokenizer> openTokenizerFile(const std::filesystem::path& path);

} // namespace saccade
