#include "core/text/chat_template.h"

#include "core/base/error.h"
#include "core/text/template/template_run.h"
#include "core/text/tokenizer.h"

#include <QtGlobal>

namespace saccade
{

std::string renderChat(const std::string& chatTemplate, const std::vector<ChatMessage>& messages,
                       const ChatTemplateOptions& options)
{
    const auto statements = parseTemplate(chatTemplate);
    TemplateList list;
    for (const auto& message : messages) {
        TemplateDictionary entry;
        entry.set("role", message.role);
        entry.set("content", message.content);
        list.items.emplace_back(std::move(entry));
    }
    std::map<std::string, TemplateValue> variables{
        {"messages", std::move(list)},
        {"tools", TemplateValue::None{}},
        {"documents", TemplateValue::None{}},
        {"add_generation_prompt", options.addGenerationPrompt},
        {"bos_token", options.beginToken},
        {"eos_token", options.endToken}};
    return TemplateRun(std::move(variables)).render(statements);
}

std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer,
                                     const std::vector<ChatMessage>& messages)
{
    const auto chatTemplate = tokenizer.chatTemplate();
    if (chatTemplate.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The model has no chat template: give it the "
                                                    "text as it is, without --chat."));
    }
    const auto textOf = [&](std::optional<std::int32_t> token) {
        return token ? tokenizer.entry(*token) : std::string();
    };
    const auto text =
        renderChat(chatTemplate, messages,
                   {true, textOf(tokenizer.beginToken()), textOf(tokenizer.endToken())});
    return tokenizer.encode(text, SpecialTokens::Omit);
}

} // namespace saccade
