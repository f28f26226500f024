#include "core/text/chat_template.h"

#include "core/text/template/template_run.h"

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

} // namespace saccade
