#include "app/commands/model_card_text.h"

#include "app/commands/console.h"
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/text/tokenizer.h"
#include "core/trace/attention_source.h"
#include "core/trace/model_json.h"

#include <QString>
#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

using Rows = std::vector<std::vector<std::string>>;

std::string substituted(const char* pattern, const std::vector<std::string>& arguments)
{
    return substitute(commandText(pattern), arguments);
}

// "1.24 G", "38.2 M": three digits of a count.
std::string countText(double count)
{
    constexpr std::array units{"", " k", " M", " G", " T", " P"};
    std::size_t unit = 0;
    while (count >= 999.5 && unit + 1 < units.size()) {
        count /= 1000.0;
        ++unit;
    }
    return QString::number(count, 'g', 3).toStdString() + units[unit];
}

std::string headsText(const ModelInfo& info)
{
    if (info.keyValueHeads == info.heads || info.keyValueHeads == 0) {
        return std::to_string(info.heads);
    }
    return substituted(QT_TRANSLATE_NOOP("Command", "%1, sharing %2 of keys and values"),
                       {std::to_string(info.heads), std::to_string(info.keyValueHeads)});
}

std::string tokenizerText(const Tokenizer* tokenizer)
{
    if (tokenizer == nullptr) {
        return commandText(QT_TRANSLATE_NOOP("Command", "none (give --tokens)"));
    }
    return tokenizer->kind() + ", " +
           countedText(tokenizer->size(), QT_TRANSLATE_NOOP("Command", "%1 token"),
                       QT_TRANSLATE_NOOP("Command", "%1 tokens"));
}

std::string readsText(const ModelInfo& info)
{
    std::string text;
    for (const auto kind : info.inputs) {
        const char* name = nullptr;
        switch (kind) {
        case InputKind::Text:
            name = QT_TRANSLATE_NOOP("Command", "text");
            break;
        case InputKind::TextPair:
            name = QT_TRANSLATE_NOOP("Command", "pairs of texts");
            break;
        case InputKind::Image:
            name = QT_TRANSLATE_NOOP("Command", "images");
            break;
        case InputKind::Audio:
            name = QT_TRANSLATE_NOOP("Command", "sound");
            break;
        case InputKind::Series:
            name = QT_TRANSLATE_NOOP("Command", "series");
            break;
        }
        text += text.empty() ? "" : ", ";
        text += commandText(name);
    }
    return text;
}

std::string givesText(const ModelInfo& info)
{
    switch (info.head) {
    case HeadKind::LanguageModel:
        return commandText(QT_TRANSLATE_NOOP("Command", "the next token"));
    case HeadKind::MaskedLanguageModel:
        return commandText(QT_TRANSLATE_NOOP("Command", "the tokens that are masked"));
    case HeadKind::Classification:
        return info.classes.empty() ? commandText(QT_TRANSLATE_NOOP("Command", "classes"))
                                    : substituted(QT_TRANSLATE_NOOP("Command", "one of %1 classes"),
                                                  {std::to_string(info.classes.size())});
    case HeadKind::Embedding:
        return commandText(QT_TRANSLATE_NOOP("Command", "an embedding"));
    case HeadKind::Similarity:
        return commandText(QT_TRANSLATE_NOOP("Command", "how well an image and a text fit"));
    case HeadKind::Forecast:
        return commandText(QT_TRANSLATE_NOOP("Command", "a forecast"));
    }
    return {};
}

std::string partText(const AttentionPart& part)
{
    return substituted(part.implicit ? QT_TRANSLATE_NOOP("Command", "%1, %2, implicit (%3 to %4)")
                       : part.causal ? QT_TRANSLATE_NOOP("Command", "%1, %2, causal (%3 to %4)")
                                     : QT_TRANSLATE_NOOP("Command", "%1, %2 (%3 to %4)"),
                       {countedText(part.layers, QT_TRANSLATE_NOOP("Command", "%1 layer"),
                                    QT_TRANSLATE_NOOP("Command", "%1 layers")),
                        countedText(part.heads, QT_TRANSLATE_NOOP("Command", "%1 head"),
                                    QT_TRANSLATE_NOOP("Command", "%1 heads")),
                        part.queries, part.keys});
}

Rows descriptionRows(const Model& model)
{
    const auto& info = model.info();
    const auto* tokenizer = model.tokenizer().get();
    const auto chat = tokenizer == nullptr ? std::string() : tokenizer->chatTemplate();
    const auto number = [](std::int64_t value) {
        return value > 0 ? std::to_string(value)
                         : commandText(QT_TRANSLATE_NOOP("Command", "no limit"));
    };
    Rows rows;
    const auto add = [&](const char* label, const std::string& value) {
        rows.push_back({commandText(label), value});
    };
    add(QT_TRANSLATE_NOOP("Command", "Name"), info.name);
    add(QT_TRANSLATE_NOOP("Command", "Architecture"), info.architecture + " (" + info.family + ")");
    add(QT_TRANSLATE_NOOP("Command", "Format"), info.format);
    add(QT_TRANSLATE_NOOP("Command", "Path"), info.path);
    add(QT_TRANSLATE_NOOP("Command", "Reads"), readsText(info));
    add(QT_TRANSLATE_NOOP("Command", "Gives"), givesText(info));
    add(QT_TRANSLATE_NOOP("Command", "Layers"), std::to_string(info.layers));
    if (info.heads > 0) {
        add(QT_TRANSLATE_NOOP("Command", "Heads"), headsText(info));
        add(QT_TRANSLATE_NOOP("Command", "Width of a head"), std::to_string(info.headWidth));
    }
    add(QT_TRANSLATE_NOOP("Command", "Width"), std::to_string(info.width));
    if (info.vocabulary > 0) {
        add(QT_TRANSLATE_NOOP("Command", "Vocabulary"), std::to_string(info.vocabulary));
    }
    add(QT_TRANSLATE_NOOP("Command", "Context"), number(info.context));
    for (const auto& part : attentionParts(info)) {
        if (part.heads == 0) {
            continue; // gates instead
        }
        rows.push_back(
            {substituted(QT_TRANSLATE_NOOP("Command", "Attention “%1”"), {partName(part)}),
             partText(part)});
    }
    const bool hasText = std::ranges::any_of(info.inputs, [](InputKind kind) {
        return kind == InputKind::Text || kind == InputKind::TextPair;
    });
    if (hasText || tokenizer != nullptr) {
        add(QT_TRANSLATE_NOOP("Command", "Tokenizer"), tokenizerText(tokenizer));
        add(QT_TRANSLATE_NOOP("Command", "Chat template"),
            chat.empty() ? commandText(QT_TRANSLATE_NOOP("Command", "none"))
                         : commandText(QT_TRANSLATE_NOOP("Command", "yes (--json shows it)")));
    }
    return rows;
}

std::string kindText(const CardPart& part)
{
    static const std::vector<std::pair<std::string, const char*>> names{
        {"embedding", QT_TRANSLATE_NOOP("Command", "embedding")},
        {"attention", QT_TRANSLATE_NOOP("Command", "attention")},
        {"state space", QT_TRANSLATE_NOOP("Command", "state space")},
        {"mlp", QT_TRANSLATE_NOOP("Command", "MLP")},
        {"experts", QT_TRANSLATE_NOOP("Command", "experts")},
        {"norms", QT_TRANSLATE_NOOP("Command", "norms")},
        {"head", QT_TRANSLATE_NOOP("Command", "head")},
        {"other", QT_TRANSLATE_NOOP("Command", "other")},
    };
    const auto found =
        std::ranges::find(names, part.kind, &std::pair<std::string, const char*>::first);
    const auto kind = found == names.end() ? part.kind : commandText(found->second);
    return part.tower.empty() ? kind : part.tower + ": " + kind;
}

// "123", or "123 (45 active)" where a token meets only some experts.
std::string parametersText(std::int64_t all, std::int64_t active)
{
    return all == active ? std::to_string(all)
                         : substituted(QT_TRANSLATE_NOOP("Command", "%1 (%2 for a token)"),
                                       {std::to_string(all), std::to_string(active)});
}

std::string partsTable(const ModelInfo& info, const ModelCard& card)
{
    Rows rows{{commandText(QT_TRANSLATE_NOOP("Command", "Part")),
               commandText(QT_TRANSLATE_NOOP("Command", "Parameters")),
               commandText(QT_TRANSLATE_NOOP("Command", "Memory"))}};
    for (const auto& part : card.parts) {
        rows.push_back({kindText(part), parametersText(part.parameters, part.activeParameters),
                        bytesText(part.bytes)});
    }
    // Of what the checkpoint stores, the model may use more than its graphs show (fused tables).
    const auto inactive = card.parameters - card.activeParameters;
    rows.push_back({commandText(QT_TRANSLATE_NOOP("Command", "all")),
                    parametersText(info.parameters, info.parameters - inactive),
                    bytesText(info.weightBytes)});
    return table(rows);
}

std::string workText(const CardWork& work)
{
    return substituted(
        QT_TRANSLATE_NOOP("Command", "%1 (%2 of matrices, %3 of attention)"),
        {countText(work.total()), countText(work.matrices), countText(work.attention)});
}

std::string costTable(const ModelInfo& info, const ModelCard& card)
{
    Rows rows;
    const auto add = [&](const char* label, const std::string& value) {
        rows.push_back({commandText(label), value});
    };
    if (info.encodes) {
        rows.push_back(
            {countedText(card.inputPositions,
                         QT_TRANSLATE_NOOP("Command", "FLOPs of an input of %1 position"),
                         QT_TRANSLATE_NOOP("Command", "FLOPs of an input of %1 positions")),
             workText(card.input)});
    }
    if (info.generates) {
        add(QT_TRANSLATE_NOOP("Command", "FLOPs per token at full context"), workText(card.token));
        add(QT_TRANSLATE_NOOP("Command", "Cache per token"), bytesText(card.cacheBytesPerToken));
        if (info.context > 0) {
            add(QT_TRANSLATE_NOOP("Command", "Cache at full context"),
                bytesText(card.cacheBytesPerToken * info.context));
        }
    }
    if (card.cacheBytesPerSource > 0) {
        add(QT_TRANSLATE_NOOP("Command", "Cache per position of the encoder"),
            bytesText(card.cacheBytesPerSource));
    }
    if (card.stateBytes > 0) {
        add(QT_TRANSLATE_NOOP("Command", "State"), bytesText(card.stateBytes));
    }
    return table(rows);
}

std::string typesTable(const ModelCard& card)
{
    Rows rows{{commandText(QT_TRANSLATE_NOOP("Command", "Type")),
               commandText(QT_TRANSLATE_NOOP("Command", "Tensors")),
               commandText(QT_TRANSLATE_NOOP("Command", "Elements")),
               commandText(QT_TRANSLATE_NOOP("Command", "Memory"))}};
    for (const auto& type : card.types) {
        rows.push_back({type.name, std::to_string(type.tensors), std::to_string(type.elements),
                        bytesText(type.bytes)});
    }
    return table(rows);
}

std::string fileOf(const Checkpoint& checkpoint, const std::string& tensor)
{
    const auto found = checkpoint.tensorFiles.find(tensor);
    return found == checkpoint.tensorFiles.end() ? checkpoint.path.filename().string()
                                                 : found->second;
}

} // namespace

std::string modelCardText(const Model& model, const ModelCard& card)
{
    const auto& info = model.info();
    return table(descriptionRows(model)) + "\n" + partsTable(info, card) + "\n" +
           costTable(info, card) + "\n" + typesTable(card);
}

std::string tensorsText(const Model& model)
{
    Rows rows{{commandText(QT_TRANSLATE_NOOP("Command", "Tensor")),
               commandText(QT_TRANSLATE_NOOP("Command", "Type")),
               commandText(QT_TRANSLATE_NOOP("Command", "Shape")),
               commandText(QT_TRANSLATE_NOOP("Command", "File"))}};
    for (const auto& [name, tensor] : model.checkpoint()->tensors) {
        rows.push_back({name, std::string(layout(tensor.dtype()).name), tensor.shape().text(),
                        fileOf(*model.checkpoint(), name)});
    }
    return table(rows);
}

nlohmann::json tensorsJson(const Model& model)
{
    auto tensors = nlohmann::json::array();
    for (const auto& [name, tensor] : model.checkpoint()->tensors) {
        tensors.push_back({{"name", name},
                           {"dtype", layout(tensor.dtype()).name},
                           {"shape", tensor.shape().extents()},
                           {"file", fileOf(*model.checkpoint(), name)}});
    }
    return tensors;
}

} // namespace saccade
