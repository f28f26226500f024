// WordPiece: the longest entry that fits, again and again (BERT).
#pragma once

#include "core/text/byte_trie.h"
#include "core/text/token_model.h"

namespace saccade
{

class WordPiece : public TokenModel
{
public:
    struct Options {
        std::string unknownToken = "[UNK]";
        std::string continuingPrefix = "##"; // of entries that stand within a word
        std::int64_t longestWord = 100;      // characters; longer words are unknown
    };
    /// Throws Error naming `file` if the unknown token is no entry.
    WordPiece(Vocabulary vocabulary, const Options& options, const std::string& file);

    std::string kind() const override { return "WordPiece"; }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    /// One unknown token for the whole word if a part of it fits no entry (Devlin et al. 2018,
    /// arXiv:1810.04805).
    std::vector<std::int32_t> tokenize(std::string_view word) const override;

private:
    Vocabulary m_vocabulary;
    ByteTrie m_starting;
    ByteTrie m_continuing; // without the prefix
    std::int32_t m_unknown = -1;
    std::int64_t m_longestWord;
};

} // namespace saccade
