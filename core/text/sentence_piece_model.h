// A SentencePiece model as Google's library runs it, its complaints as Errors that name the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <sentencepiece_processor.h>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

class SentencePieceModel
{
public:
    /// Throws Error (file, reason) if the file is no model.
    explicit SentencePieceModel(const std::filesystem::path& path);

    const std::string& file() const { return m_file; }
    /// What is asked of single pieces: their kinds, scores and numbers.
    const sentencepiece::SentencePieceProcessor& pieces() const { return m_processor; }

    std::vector<int> encodeIds(std::string_view text) const;
    std::vector<std::string> encodePieces(std::string_view text) const;
    std::string decode(const std::vector<int>& ids) const;

private:
    void check(const sentencepiece::util::Status& status) const;

    std::string m_file;
    sentencepiece::SentencePieceProcessor m_processor;
};

/// A piece with spaces for "▁", which stands before words.
std::string withSpaces(std::string_view piece);

/// Throws UsageError unless `id` is one of `size` tokens.
void requireToken(std::int32_t id, std::int64_t size);

} // namespace saccade
