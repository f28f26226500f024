#include "core/models/describe.h"

#include "core/files/checkpoint.h"
#include "core/files/hugging_face_cache.h"
#include "core/files/json_file.h"
#include "core/models/configuration.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace saccade
{

namespace
{

void addStopTokens(ModelInfo& info, const std::vector<std::int32_t>& tokens)
{
    for (const auto token : tokens) {
        if (std::ranges::find(info.stopTokens, token) == info.stopTokens.end()) {
            info.stopTokens.push_back(token);
        }
    }
}

void setBeginToken(ModelInfo& info, const std::vector<std::int32_t>& tokens)
{
    if (!tokens.empty()) {
        info.beginToken = tokens.front();
    }
}

// "GPT2LMHeadModel", for checkpoints older than "model_type".
std::string firstArchitecture(const Checkpoint& checkpoint)
{
    const auto found = checkpoint.configuration.find("architectures");
    const bool isStated = found != checkpoint.configuration.end() && found->is_array() &&
                          !found->empty() && found->front().is_string();
    return isStated ? found->front().get<std::string>() : std::string();
}

// "vit_tiny_patch16_224" and its kin, which have one form; other architectures by their own names.
std::string timmArchitecture(const std::string& name)
{
    const bool isVit = name.starts_with("vit_") || name.starts_with("deit");
    return isVit ? "timm-vit" : name;
}

// Whether queries of TransformerLens see later keys too. The mask of such models is true
// throughout; older versions stored a causal one that they did not use, as in ARENA's classifier of
// brackets.
bool seesEveryKey(const Checkpoint& checkpoint)
{
    const auto mask = checkpoint.tensor("blocks.0.attn.mask").bytes();
    const bool isOpen =
        std::ranges::all_of(mask, [](std::byte value) { return value != std::byte{0}; });
    const bool isOfBrackets = checkpoint.tensor("embed.W_E").shape() == Shape{5, 56} &&
                              checkpoint.contains("unembed.W_U") &&
                              checkpoint.tensor("unembed.W_U").shape() == Shape{56, 2};
    return isOpen || isOfBrackets;
}

// What the names of the tensors say where there is no configuration; empty if they say nothing.
std::string architectureOfTensors(const Checkpoint& checkpoint)
{
    struct Mark {
        std::string_view architecture;
        std::array<std::string_view, 3> tensors;
    };
    constexpr std::array marks{
        Mark{"timm-vit", {"patch_embed.proj.weight", "pos_embed", "blocks.0.attn.qkv.weight"}},
        Mark{"mnist-vit",
             {"patch_embed.proj.weight", "encoder.0.attn.in_proj_weight", "classifier.weight"}},
        Mark{"mnist-vit-fixed",
             {"patch_embed.proj.weight", "encoder.0.attn.q.weight", "classifier.weight"}},
        Mark{"mnist-vit-fixed", {"ppw", "WQ", "cw"}},
        Mark{"transformer-lens", {"embed.W_E", "blocks.0.attn.W_Q", "blocks.0.attn.mask"}},
        Mark{"image-gpt", {"gpt.sos", "gpt.token_embeddings.weight", "gpt.head.weight"}},
        Mark{"character-transformer",
             {"token_embedding.weight", "blocks.0.sa.in_proj_weight", "lm_head.weight"}}};
    const auto found = std::ranges::find_if(marks, [&](const Mark& mark) {
        return std::ranges::all_of(
            mark.tensors, [&](std::string_view name) { return checkpoint.contains(name); });
    });
    if (found == marks.end()) {
        return {};
    }
    const bool isEncoder = found->architecture == "transformer-lens" && seesEveryKey(checkpoint);
    return std::string(found->architecture) + (isEncoder ? "-encoder" : "");
}

std::string fileName(const std::filesystem::path& path)
{
    const bool endsInSlash = path.filename().empty();
    return (endsInSlash ? path.parent_path() : path).filename().string();
}

void describeHuggingFace(ModelInfo& info, const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto architecture = firstArchitecture(checkpoint);
    info.architecture =
        architecture.empty() ? config.word("architecture", info.architecture) : architecture;
    const auto file = checkpoint.besides("config.json");
    const auto folder =
        file.empty() ? checkpoint.path : std::filesystem::absolute(file).parent_path();
    const auto name = hubName(folder); // a snapshot's own name is a commit
    info.name = name.empty() ? fileName(folder) : name;
    setBeginToken(info, config.tokens("bos_token_id"));
    addStopTokens(info, config.tokens("eos_token_id"));
    const auto generation = checkpoint.besides("generation_config.json");
    if (!generation.empty()) {
        const auto object = readJson(generation);
        addStopTokens(info, Configuration(generation.string(), object).tokens("eos_token_id"));
    }
}

void describeGguf(ModelInfo& info, const Checkpoint& checkpoint)
{
    info.name = Configuration(checkpoint, "general.").word("name", info.name);
    const Configuration config(checkpoint, "tokenizer.ggml.");
    setBeginToken(info, config.tokens("bos_token_id"));
    addStopTokens(info, config.tokens("eos_token_id"));
    addStopTokens(info, config.tokens("eot_token_id"));
}

// What the configuration says; empty if it says nothing.
std::string statedArchitecture(const Checkpoint& checkpoint)
{
    if (checkpoint.format == "llama2.c") {
        return checkpoint.format;
    }
    if (!checkpoint.configuration.is_object()) {
        return {};
    }
    if (checkpoint.format == "GGUF") {
        return Configuration(checkpoint).word("general.architecture", {});
    }
    const auto type = Configuration(checkpoint).word("model_type", {});
    if (!type.empty()) {
        return type;
    }
    const auto timm = Configuration(checkpoint).word("architecture", {});
    if (!timm.empty()) {
        return timmArchitecture(timm);
    }
    auto name = firstArchitecture(checkpoint);
    for (const std::string_view ending :
         {"LMHeadModel", "ForCausalLM", "ForMaskedLM", "ForSequenceClassification", "Model"}) {
        if (name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            break;
        }
    }
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

} // namespace

std::string architectureOf(const Checkpoint& checkpoint)
{
    auto stated = statedArchitecture(checkpoint);
    return stated.empty() ? architectureOfTensors(checkpoint) : stated;
}

ModelInfo describe(const Checkpoint& checkpoint)
{
    ModelInfo info;
    info.architecture = architectureOf(checkpoint);
    info.name = fileName(checkpoint.path);
    info.format = checkpoint.format;
    info.path = checkpoint.path.string();
    if (checkpoint.format == "Hugging Face") {
        describeHuggingFace(info, checkpoint);
    } else if (checkpoint.format == "GGUF") {
        describeGguf(info, checkpoint);
    } else if (checkpoint.format == "llama2.c") {
        // Fixed by its tokenizer (llama2.c, run.c): 1 begins a text and stands between two, 2 ends
        // one.
        info.beginToken = 1;
        info.stopTokens = {1, 2};
    }
    return info;
}

} // namespace saccade
