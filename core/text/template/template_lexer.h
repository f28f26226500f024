// A chat template cut into texts and the words of its tags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct TemplateToken {
    enum class Kind {
        Text,
        BlockBegin,
        BlockEnd,
        PrintBegin,
        PrintEnd,
        Name,
        Integer,
        Real,
        String,
        Symbol
    };
    Kind kind = Kind::Text;
    std::string text; // of strings: what they stand for
    std::size_t line = 1;
};

/// Comments are gone and white space is trimmed as transformers configures Jinja: trim_blocks,
/// lstrip_blocks, no trailing line end; "-" and "+" at tags as Jinja defines them. Throws Error
/// (line) for what is no token.
/// Source: https://jinja.palletsprojects.com/templates/, "Whitespace Control".
std::vector<TemplateToken> tokenizeTemplate(std::string_view source);

} // namespace saccade
