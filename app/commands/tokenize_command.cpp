#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/demo_model.h"
#include "core/base/error.h"
#include "core/models/model.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>

namespace saccade
{

namespace
{

struct TokenizeOptions {
    std::string model;
    std::optional<std::string> text;
    std::string textFile;
    bool plain = false;
    bool chat = false;
    bool asJson = false;
};

// The weights beside it need not be of an architecture that Saccade knows, unless the alphabet is
// their own.
std::shared_ptr<const Tokenizer> tokenizerOf(const std::string& name)
{
    requireGiven(name, "--model");
    const auto path = name == demoModelName ? demoModelFolder() : std::filesystem::path(name);
    requireExisting(path);
    auto tokenizer = findTokenizer(path);
    if (tokenizer == nullptr && std::filesystem::is_regular_file(path)) {
        tokenizer = openModel(path)->sourceTokenizer();
    }
    return tokenizer == nullptr ? openTokenizerFile(path) : tokenizer;
}

void printTokens(const TokenizeOptions& options)
{
    const auto tokenizer = tokenizerOf(options.model);
    if (!options.text && options.textFile.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The option %1 is missing."), {"--text"});
    }
    const auto text = givenText(options.text, options.textFile);
    const auto ids = options.chat ? encodeChat(*tokenizer, {{"user", text}})
                                  : tokenizer->encode(text, options.plain ? SpecialTokens::Omit
                                                                          : SpecialTokens::Add);
    if (options.asJson) {
        auto entries = nlohmann::json::array();
        for (const auto id : ids) {
            entries.push_back(tokenizer->entry(id));
        }
        printJson({{"ids", ids}, {"tokens", std::move(entries)}, {"text", tokenizer->decode(ids)}});
        return;
    }
    std::string lines;
    for (const auto id : ids) {
        lines += std::to_string(id) + "\t" + tokenLabel(tokenizer.get(), id) + "\n";
    }
    print(lines);
}

class TokenizeCommand : public Command
{
public:
    std::string_view identifier() const override { return "tokenize"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "Show the tokens of a text, one a line: id and text");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<TokenizeOptions>();
        app.add_option("--model", options->model, modelHelp())->type_name("PATH");
        addTextOptions(app, options->text, options->textFile);
        app.add_flag("--chat", options->chat,
                     commandText(QT_TRANSLATE_NOOP(
                         "Command", "The text as a user's message, by the model's chat template")));
        app.add_flag("--plain", options->plain,
                     commandText(QT_TRANSLATE_NOOP(
                         "Command", "Without the special tokens that the model expects")));
        app.add_flag(
            "--json", options->asJson,
            commandText(QT_TRANSLATE_NOOP(
                "Command", "One JSON document: ids, tokens as the vocabulary has them, text")));
        return [options] { printTokens(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<TokenizeCommand>());

} // namespace

} // namespace saccade
