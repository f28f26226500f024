#include "core/text/sentence_piece_model.h"

#include "core/base/error.h"
#include "core/text/split_pattern.h"
#include "core/text/text_files.h"

#include <QtGlobal>

namespace saccade
{

SentencePieceModel::SentencePieceModel(const std::filesystem::path& path) : m_file(path.string())
{
    check(m_processor.LoadFromSerializedProto(readWholeFile(path)));
}

std::vector<int> SentencePieceModel::encodeIds(std::string_view text) const
{
    std::vector<int> ids;
    check(m_processor.Encode({text.data(), text.size()}, &ids));
    return ids;
}

std::vector<std::string> SentencePieceModel::encodePieces(std::string_view text) const
{
    std::vector<std::string> pieces;
    check(m_processor.Encode({text.data(), text.size()}, &pieces));
    return pieces;
}

std::string SentencePieceModel::decode(const std::vector<int>& ids) const
{
    std::string text;
    check(m_processor.Decode(ids, &text));
    return text;
}

void SentencePieceModel::check(const sentencepiece::util::Status& status) const
{
    if (!status.ok()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: the SentencePiece library reports: %2."),
                    {m_file, status.ToString()});
    }
}

std::string withSpaces(std::string_view piece)
{
    std::string text;
    std::size_t done = 0;
    for (const TextRange mark : placesOf("\u2581", piece)) {
        text += piece.substr(done, mark.begin - done);
        text += ' ';
        done = mark.end;
    }
    text += piece.substr(done);
    return text;
}

void requireToken(std::int32_t id, std::int64_t size)
{
    if (id < 0 || id >= size) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "There is no token %1; the vocabulary's tokens are 0 to "
                                           "%2."),
                         {std::to_string(id), std::to_string(size - 1)});
    }
}

} // namespace saccade
