#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/trace_info.h"
#include "core/display/number_text.h"
#include "core/text/tokenizer.h"
#include "core/trace/trace.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

struct InfoOptions {
    std::string path;
    bool asJson = false;
};

nlohmann::json toJson(const Tokenizer* tokenizer)
{
    if (tokenizer == nullptr) {
        return nullptr;
    }
    const auto optional = [](const auto& token) {
        return token ? nlohmann::json(*token) : nlohmann::json();
    };
    return {{"kind", tokenizer->kind()},
            {"size", tokenizer->size()},
            {"begin_token", optional(tokenizer->beginToken())},
            {"end_token", optional(tokenizer->endToken())}};
}

std::string dtypesText(const ModelInfo& info)
{
    std::string text;
    for (const auto& [name, elements] : info.dtypes) {
        text += (text.empty() ? "" : ", ") + name + " (" + std::to_string(elements) + ")";
    }
    return text;
}

std::string headsText(const ModelInfo& info)
{
    if (info.keyValueHeads == info.heads) {
        return std::to_string(info.heads);
    }
    return substitute(
        commandText(QT_TRANSLATE_NOOP("Command", "%1, sharing %2 of keys and values")),
        {std::to_string(info.heads), std::to_string(info.keyValueHeads)});
}

std::string tokenizerText(const Tokenizer* tokenizer)
{
    if (tokenizer == nullptr) {
        return commandText(QT_TRANSLATE_NOOP("Command", "none (give --tokens)"));
    }
    return substitute(commandText(QT_TRANSLATE_NOOP("Command", "%1, %2 tokens")),
                      {tokenizer->kind(), std::to_string(tokenizer->size())});
}

std::string described(const Model& model)
{
    const auto& info = model.info();
    const auto* tokenizer = model.tokenizer().get();
    const auto chat = tokenizer == nullptr ? std::string() : tokenizer->chatTemplate();
    const auto row = [](const char* label, const std::string& value) {
        return std::vector<std::string>{commandText(label), value};
    };
    return table({
        row(QT_TRANSLATE_NOOP("Command", "Name"), info.name),
        row(QT_TRANSLATE_NOOP("Command", "Architecture"),
            info.architecture + " (" + info.family + ")"),
        row(QT_TRANSLATE_NOOP("Command", "Format"), info.format),
        row(QT_TRANSLATE_NOOP("Command", "Path"), info.path),
        row(QT_TRANSLATE_NOOP("Command", "Parameters"), std::to_string(info.parameters)),
        row(QT_TRANSLATE_NOOP("Command", "Weights"), bytesText(info.weightBytes)),
        row(QT_TRANSLATE_NOOP("Command", "Element types"), dtypesText(info)),
        row(QT_TRANSLATE_NOOP("Command", "Layers"), std::to_string(info.layers)),
        row(QT_TRANSLATE_NOOP("Command", "Heads"), headsText(info)),
        row(QT_TRANSLATE_NOOP("Command", "Width of a head"), std::to_string(info.headWidth)),
        row(QT_TRANSLATE_NOOP("Command", "Width"), std::to_string(info.width)),
        row(QT_TRANSLATE_NOOP("Command", "Vocabulary"), std::to_string(info.vocabulary)),
        row(QT_TRANSLATE_NOOP("Command", "Context"), std::to_string(info.context)),
        row(QT_TRANSLATE_NOOP("Command", "Tokenizer"), tokenizerText(tokenizer)),
        row(QT_TRANSLATE_NOOP("Command", "Chat template"),
            chat.empty() ? commandText(QT_TRANSLATE_NOOP("Command", "none")) : chat),
    });
}

void printInfo(const InfoOptions& options)
{
    requireGiven(options.path, "PATH");
    if (isTrace(options.path)) {
        const auto trace = loadTrace(options.path);
        print(options.asJson ? jsonText(traceInfo(*trace)) + "\n" : traceInfoText(*trace));
        return;
    }
    const auto model = openNamedModel(options.path);
    if (!options.asJson) {
        print(described(*model));
        return;
    }
    auto json = toJson(model->info());
    const auto* tokenizer = model->tokenizer().get();
    json["tokenizer"] = toJson(tokenizer);
    const auto chat = tokenizer == nullptr ? std::string() : tokenizer->chatTemplate();
    json["chat_template"] = chat.empty() ? nlohmann::json() : nlohmann::json(chat);
    printJson(json);
}

class InfoCommand : public Command
{
public:
    std::string_view identifier() const override { return "info"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "Say what a checkpoint or a trace holds");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<InfoOptions>();
        app.add_option("PATH", options->path, modelHelp());
        app.add_flag("--json", options->asJson, jsonHelp());
        return [options] { printInfo(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<InfoCommand>());

} // namespace

} // namespace saccade
