#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/model_card_text.h"
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
    bool withTensors = false;
    bool listsArchitectures = false;
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

void printArchitectures(const InfoOptions& options)
{
    const auto names = knownArchitectures();
    if (options.asJson) {
        printJson(names);
        return;
    }
    std::ranges::for_each(names, [](const auto& name) { print(name + "\n"); });
}

void printInfo(const InfoOptions& options)
{
    if (options.listsArchitectures) {
        printArchitectures(options);
        return;
    }
    requireGiven(options.path, "PATH");
    if (isTrace(options.path)) {
        const auto trace = loadTrace(options.path);
        print(options.asJson ? jsonText(traceInfo(*trace)) + "\n" : traceInfoText(*trace));
        return;
    }
    const auto model = openNamedModel(options.path);
    const auto card = modelCard(*model);
    if (!options.asJson) {
        print(modelCardText(*model, card));
        if (options.withTensors) {
            print("\n");
            print(tensorsText(*model));
        }
        return;
    }
    auto json = toJson(model->info());
    json.update(toJson(card));
    const auto* tokenizer = model->tokenizer().get();
    json["tokenizer"] = toJson(tokenizer);
    const auto chat = tokenizer == nullptr ? std::string() : tokenizer->chatTemplate();
    json["chat_template"] = chat.empty() ? nlohmann::json() : nlohmann::json(chat);
    if (options.withTensors) {
        json["tensors"] = tensorsJson(*model);
    }
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
        app.add_flag("--tensors", options->withTensors,
                     commandText(QT_TRANSLATE_NOOP("Command", "List every tensor of a model")));
        app.add_flag("--architectures", options->listsArchitectures,
                     commandText(QT_TRANSLATE_NOOP(
                         "Command", "List the architectures of all models that Saccade knows")));
        app.add_flag("--json", options->asJson, jsonHelp());
        return [options] { printInfo(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<InfoCommand>());

} // namespace

} // namespace saccade
