// The character-level transformer of github.com/sdan/nanoEBM: two pre-norm blocks of
// torch.nn.MultiheadAttention ("blocks.0.sa.in_proj_weight" …). It was trained without a causal
// mask, so that it reads whole texts of up to 32 characters and says at every position which
// character follows there. Two heads, which the file does not state; the checkpoint holds its
// characters ("itos").
#include "core/base/registry.h"
#include "core/models/small_transformer.h"
#include "core/text/character_tokenizer.h"

namespace saccade
{

namespace
{

SmallTransformer read(Weights& weights, const Checkpoint& checkpoint)
{
    const auto& embedding = checkpoint.tensor("token_embedding.weight").shape();
    const auto vocabulary = embedding[0];
    const auto width = embedding[-1];
    const auto context = checkpoint.tensor("position_embedding.weight").shape()[0];
    const auto layers = countLayers(checkpoint, [](std::int64_t layer) {
        return "blocks." + std::to_string(layer) + ".sa.in_proj_weight";
    });
    SmallTransformer result;
    result.family = "character-transformer";
    result.heads = 2;
    result.embedding = weights.matrix("token_embedding.weight", vocabulary, width);
    result.positions = weights.matrix("position_embedding.weight", context, width);
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const auto name = "blocks." + std::to_string(layer);
        SmallBlock block;
        block.attentionNorm = smallNorm(weights, name + ".ln1", width);
        readTorchAttention(weights, name + ".sa", width, block);
        block.mlpNorm = smallNorm(weights, name + ".ln2", width);
        block.hidden = smallProjection(weights, name + ".ffwd.0", width, 4 * width);
        block.mlpOutput = smallProjection(weights, name + ".ffwd.2", 4 * width, width);
        result.blocks.push_back(std::move(block));
    }
    result.finalNorm = smallNorm(weights, "ln_f", width);
    result.output = {.weight = weights.matrix("lm_head.weight", vocabulary, width), .bias = {}};
    result.activation = Activation::Relu;
    result.direction = SmallDirection::Bidirectional;
    result.head = HeadKind::MaskedLanguageModel;
    return result;
}

/// The characters of "itos", where each id has one.
std::shared_ptr<const Tokenizer> alphabetOf(const Checkpoint& checkpoint)
{
    const auto& shape = checkpoint.tensor("token_embedding.weight").shape();
    const auto found = checkpoint.configuration.find("itos");
    if (found == checkpoint.configuration.end() || !found->is_object()) {
        return nullptr;
    }
    std::vector<std::string> characters;
    for (std::int64_t id = 0; id < shape[0]; ++id) {
        const auto character = found->find(std::to_string(id));
        if (character == found->end() || !character->is_string()) {
            return nullptr;
        }
        characters.push_back(character->get<std::string>());
    }
    return std::make_shared<CharacterTokenizer>(std::move(characters));
}

class CharacterTransformerFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "character-transformer"; }
    std::vector<std::string> architectures() const override { return {"character-transformer"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        auto parts = read(weights, *checkpoint);
        if (tokenizer == nullptr) {
            tokenizer = alphabetOf(*checkpoint);
        }
        return makeSmallTransformer(std::move(checkpoint), std::move(tokenizer), weights,
                                    std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<CharacterTransformerFamily>());

} // namespace

} // namespace saccade
