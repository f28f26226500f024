// Messages of a chat as the one text that a model was trained on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saccade
{

class Tokenizer;

struct ChatMessage {
    std::string role; // "system", "user", "assistant"
    std::string content;
};

struct ChatTemplateOptions {
    bool addGenerationPrompt = true; // ends with the beginning of an answer
    std::string beginToken;          // the tokens' text ("<s>"), empty if there is none
    std::string endToken;
};

/// Renders a template in the subset of Jinja that chat templates use, set up as transformers does:
/// expressions, filters, tests, if, for (with loop, conditions, break, continue), set, namespaces,
/// macros, raise_exception and strftime_now; {% generation %} is transparent. The text has its
/// special tokens: encode it with SpecialTokens::Omit. Throws Error on what is no such template, on
/// messages that it refuses, and when it takes too many steps.
std::string renderChat(const std::string& chatTemplate, const std::vector<ChatMessage>& messages,
                       const ChatTemplateOptions& options);

/// The tokens of a chat in the words of the tokenizer's own template, up to where the answer
/// begins. Throws UsageError if it has no template.
std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer,
                                     const std::vector<ChatMessage>& messages);

} // namespace saccade
