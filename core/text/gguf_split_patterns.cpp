#include "core/text/gguf_split_patterns.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/text/pre_tokenizer.h"

#include <QtGlobal>
#include <map>

namespace saccade
{

namespace
{

// Each pattern as in the tokenizer.json of the model that the name comes from.
constexpr const char* llama3 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* qwen2 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* tekken =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* gpt4o =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* deepseek3 =
    R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
// Han ideographs up to U+9FA5 and, as DeepSeek writes its range, what lies between Samaritan and
// them.
constexpr const char* deepseekHan = R"([一-龥ࠀ-一가-퟿]+)";
constexpr const char* bloom = R"( ?[^(\s|.,!?…。，、।۔،)]+)";

const std::map<std::string, GgufSplit, std::less<>>& splits()
{
    static const std::map<std::string, GgufSplit, std::less<>> all = [] {
        std::map<std::string, GgufSplit, std::less<>> ways;
        const auto add = [&](std::initializer_list<const char*> names, const GgufSplit& split) {
            for (const char* name : names) {
                ways.emplace(name, split);
            }
        };
        add({"",
             "default",
             "gpt-2",
             "phi-2",
             "mpt",
             "olmo",
             "jais",
             "trillion",
             "granite-docling",
             "jina-es",
             "jina-de",
             "jina-v1-en",
             "jina-v2-es",
             "jina-v2-de",
             "jina-v2-code",
             "roberta-bpe",
             "gigachat",
             "mellum",
             "a.x-4.0",
             "modern-bert",
             "exaone4"},
            {{gpt2Pattern}});
        add({"llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "lfm2",
             "midm-2.0", "jina-v5-nano"},
            {{llama3}, true, true});
        add({"dbrx", "smaug-bpe", "glm4", "chatglm-bpe"}, {{llama3}});
        add({"qwen2", "deepseek-r1-qwen", "stablelm2", "hunyuan", "megrez", "kormo", "grok-2",
             "f2llmv2"},
            {{qwen2}});
        add({"starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b"},
            {{R"(\p{N})", gpt2Pattern}});
        add({"falcon"}, {{R"([\p{P}\$\+<=>\^~\|`]+)", gpt2Pattern, "[0-9][0-9][0-9]"}});
        add({"deepseek-coder"},
            {{R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)", deepseekHan, R"(\p{N})"}});
        add({"deepseek-v3", "hunyuan-dense"},
            {{R"(\p{N}{1,3})", "[一-龥぀-ゟ゠-ヿ]+", deepseek3}});
        add({"tekken"}, {{tekken}, true, true});
        add({"gpt-4o", "llama4", "kanana2", "talkie"}, {{gpt4o}});
        add({"bloom", "poro-chat", "gpt3-finnish"}, {{bloom}});
        add({"viking"}, {{bloom, R"(\p{N})"}});
        return ways;
    }();
    return all;
}

} // namespace

const GgufSplit& ggufSplit(const std::string& name, const std::string& file)
{
    const auto found = splits().find(name);
    if (found != splits().end()) {
        return found->second;
    }
    std::vector<std::string> known;
    for (const auto& [knownName, split] : splits()) {
        if (!knownName.empty()) {
            known.push_back(knownName);
        }
    }
    throw Error(
        QT_TRANSLATE_NOOP("Error",
                          "%1: the way to split words \"%2\" (tokenizer.ggml.pre) is not known to "
                          "this version; the nearest known one is \"%3\"."),
        {file, name.substr(0, 80), nearest(name, known)});
}

} // namespace saccade
