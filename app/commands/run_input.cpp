#include "app/commands/run_input.h"

#include "app/commands/arguments.h"
#include "app/commands/console.h"
#include "app/commands/demo_model.h"
#include "app/commands/run_picture.h"
#include "core/base/error.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"
#include "core/trace/input_files.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

bool reads(const ModelInfo& info, InputKind kind)
{
    return std::ranges::find(info.inputs, kind) != info.inputs.end();
}

// The options that this model takes, as a user would type them.
std::string takenOptions(const ModelInfo& info)
{
    std::string list;
    const auto add = [&](const char* names) {
        list += list.empty() ? "" : ", ";
        list += names;
    };
    if (reads(info, InputKind::Text)) {
        add("--text, --text-file, --tokens");
    }
    if (reads(info, InputKind::TextPair)) {
        add("--pair, --segments");
    }
    if (reads(info, InputKind::Image)) {
        add(info.pixels ? "--image, --rows, --tokens" : "--image");
    }
    if (reads(info, InputKind::Audio)) {
        add("--audio");
    }
    if (reads(info, InputKind::Series)) {
        add("--series, --column, --at");
    }
    if (info.generates && info.encodes) {
        add("--decoder-text, --decoder-tokens");
    }
    return list;
}

void refuseUnless(bool isTaken, bool isGiven, const char* option, const ModelInfo& info)
{
    if (isGiven && !isTaken) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 is not for the model “%2”, which takes: %3."),
            {option, info.name, takenOptions(info)});
    }
}

// What is given must be for this model, and enough.
void check(const RunOptions& options, const ModelInfo& info)
{
    const auto& input = options.input;
    const bool isText = reads(info, InputKind::Text);
    const bool isTwoSided = info.generates && info.encodes;
    refuseUnless(isText, options.text.has_value(), "--text", info);
    refuseUnless(isText, !options.textFile.empty(), "--text-file", info);
    refuseUnless(isText || info.pixels, options.tokens.has_value(), "--tokens", info);
    refuseUnless(reads(info, InputKind::TextPair), input.pair.has_value(), "--pair", info);
    refuseUnless(reads(info, InputKind::TextPair), input.segments.has_value(), "--segments", info);
    refuseUnless(reads(info, InputKind::Image), !input.image.empty(), "--image", info);
    refuseUnless(info.pixels && !input.image.empty(), input.rows.has_value(), "--rows", info);
    refuseUnless(reads(info, InputKind::Audio), !input.audio.empty(), "--audio", info);
    const bool readsSeries = reads(info, InputKind::Series);
    refuseUnless(readsSeries, !input.series.empty(), "--series", info);
    refuseUnless(readsSeries, !input.columns.empty(), "--column", info);
    refuseUnless(readsSeries, input.at.has_value(), "--at", info);
    refuseUnless(isTwoSided, input.decoderText.has_value(), "--decoder-text", info);
    refuseUnless(isTwoSided, input.decoderTokens.has_value(), "--decoder-tokens", info);

    const int texts =
        (options.text ? 1 : 0) + (options.textFile.empty() ? 0 : 1) + (options.tokens ? 1 : 0);
    if (texts > 1) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "Give --text, --text-file or --tokens: one of them, "
                                           "not several."));
    }
    if (texts == 0 && input.image.empty() && input.audio.empty() && input.series.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The model “%1” needs something to read. It takes: %2."),
            {info.name, takenOptions(info)});
    }
    if (info.pixels && texts > 0 && !input.image.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "Give --image or --tokens, not both."));
    }
    if (input.pair && options.tokens) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error", "--pair is a second text beside --text: of --tokens, --segments says which "
                     "belong to which."));
    }
    if (input.decoderText && input.decoderTokens) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "Give --decoder-text or --decoder-tokens, not both."));
    }
}

void requireTokenizer(const Tokenizer* tokenizer, const RunOptions& options)
{
    if (tokenizer == nullptr) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The model “%1” has no tokenizer: give --tokens "
                                           "instead of a text, or put its tokenizer beside it."),
                         {options.model});
    }
}

bool hasText(const RunOptions& options)
{
    return options.text || !options.textFile.empty();
}

// The text or tokens as an encoder reads them.
EncoderInput textOf(const RunOptions& options, const Model& model)
{
    EncoderInput input;
    if (options.tokens) {
        input.tokens = parseTokens(*options.tokens, "--tokens");
    } else if (hasText(options)) {
        requireTokenizer(model.sourceTokenizer().get(), options);
        const auto text = givenText(options.text, options.textFile);
        input = options.input.pair ? textInput(model, text, *options.input.pair)
                                   : textInput(model, text);
    }
    if (options.input.segments) {
        input.segments = parseTokens(*options.input.segments, "--segments");
        if (input.segments.size() != input.tokens.size()) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error",
                                  "--segments needs a number for each token: it has %1, but "
                                  "the tokens are %2."),
                {std::to_string(input.segments.size()), std::to_string(input.tokens.size())});
        }
    }
    return input;
}

// What the decoder of an encoder–decoder begins with.
std::vector<std::int32_t> decoderPrompt(const RunOptions& options, const Model& model)
{
    const auto& input = options.input;
    if (input.decoderTokens) {
        return parseTokens(*input.decoderTokens, "--decoder-tokens");
    }
    auto tokens = model.info().decoderStart;
    if (input.decoderText) {
        requireTokenizer(model.tokenizer().get(), options);
        const auto text = model.tokenizer()->encode(*input.decoderText, SpecialTokens::Omit);
        tokens.insert(tokens.end(), text.begin(), text.end());
    }
    return tokens;
}

std::vector<std::int32_t> promptOf(const RunOptions& options, const Model& model)
{
    if (options.tokens) {
        return parseTokens(*options.tokens, "--tokens");
    }
    requireTokenizer(model.tokenizer().get(), options);
    const auto text = givenText(options.text, options.textFile);
    if (options.input.chat) {
        return encodeChat(*model.tokenizer(), {{"user", text}});
    }
    auto tokens = model.tokenizer()->encode(text);
    if (tokens.empty() && model.info().beginToken) {
        tokens.push_back(*model.info().beginToken);
    }
    return tokens;
}

// Recipes are run again from other folders.
std::string absolute(const std::string& path)
{
    return std::filesystem::absolute(path).string();
}

// What the recipe keeps of the user's own words.
nlohmann::json sourceOf(const RunOptions& options)
{
    nlohmann::json source{
        {"model", options.model == demoModelName ? options.model : absolute(options.model)}};
    const auto& input = options.input;
    const auto addText = [&](const char* key, const std::optional<std::string>& text) {
        if (text) {
            source[key] = *text;
        }
    };
    if (options.tokens) {
        source["tokens"] = parseTokens(*options.tokens, "--tokens");
    } else if (!options.textFile.empty()) {
        source["text_file"] = options.textFile;
    } else {
        addText("text", options.text);
    }
    if (input.chat) {
        source["chat"] = true;
    }
    addText("pair", input.pair);
    addText("decoder_text", input.decoderText);
    if (!input.image.empty()) {
        source["image"] = absolute(input.image);
    }
    if (!input.audio.empty()) {
        source["audio"] = absolute(input.audio);
    }
    if (!input.series.empty()) {
        source["series"] = absolute(input.series);
        source["columns"] = input.columns;
    }
    if (input.at) {
        source["at"] = *input.at;
    }
    return source;
}

} // namespace

void addInputOptions(CLI::App& app, InputOptions& options)
{
    app.add_flag("--chat", options.chat,
                 commandText(QT_TRANSLATE_NOOP(
                     "Command", "The text as a user's message, by the model's chat template")));
    const auto group = commandText(QT_TRANSLATE_NOOP("Command", "What models of other kinds read"));
    const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
        app.add_option(name, target, commandText(help))->type_name(type)->group(group);
    };
    add("--pair", options.pair, "T",
        QT_TRANSLATE_NOOP("Command", "A second text, for models that compare two"));
    add("--segments", options.segments, "IDS",
        QT_TRANSLATE_NOOP("Command", "To which text each of --tokens belongs, 0,0,1,1"));
    add("--image", options.image, "FILE",
        QT_TRANSLATE_NOOP("Command", "A picture, or its pixels as numbers (.safetensors, .npy)"));
    add("--rows", options.rows, "N",
        QT_TRANSLATE_NOOP("Command", "Of the picture, for models that write pictures: the N "
                                     "uppermost rows are given, the others are written (default: "
                                     "all but the pixels of --steps are given)"));
    add("--audio", options.audio, "FILE",
        QT_TRANSLATE_NOOP("Command", "A sound, or its log-mel features as numbers"));
    add("--series", options.series, "FILE",
        QT_TRANSLATE_NOOP("Command", "A table of series (.csv, .tsv), a row a moment"));
    app.add_option("--column", options.columns,
                   commandText(QT_TRANSLATE_NOOP(
                       "Command", "Of the series these columns, by name (default: all)")))
        ->type_name("NAME")
        ->group(group);
    add("--at", options.at, "ROW",
        QT_TRANSLATE_NOOP("Command", "Row that is forecast first, counted from 0 (default: the one "
                                     "after the last)"));
    add("--decoder-text", options.decoderText, "T",
        QT_TRANSLATE_NOOP("Command", "What the output of an encoder–decoder begins with"));
    add("--decoder-tokens", options.decoderTokens, "IDS",
        QT_TRANSLATE_NOOP("Command", "The same as token ids, its start token included"));
}

RunRequest inputOf(const RunOptions& options, const Model& model)
{
    const auto& info = model.info();
    check(options, info);
    for (const auto* file : {&options.input.image, &options.input.audio}) {
        if (!file->empty()) {
            requireExistingFile(*file);
        }
    }
    RunRequest request;
    request.source = sourceOf(options);
    if (!info.encodes) {
        request.prompt =
            options.input.image.empty()
                ? promptOf(options, model)
                : picturePrompt(model, options.input.image, keptPixels(options, *info.pixels));
        return request;
    }
    request.input = withFiles(model, textOf(options, model), inputFiles(request.source));
    if (info.generates) {
        request.prompt = decoderPrompt(options, model);
    }
    return request;
}

} // namespace saccade
