#include "tests/support/tiny_models.h"

#include "core/base/philox.h"

namespace saccade
{

namespace
{

void add(Checkpoint& checkpoint, const std::string& name, Shape shape, float offset = 0.0F)
{
    const auto seed = checkpoint.tensors.size() + 1;
    checkpoint.tensors.emplace(name, randomTensor(std::move(shape), seed, 0.5F, offset));
    checkpoint.tensorFiles.emplace(name, "tiny.safetensors");
}

} // namespace

Tensor randomTensor(Shape shape, std::uint64_t seed, float size, float offset)
{
    auto tensor = Tensor::allocate(DType::F32, std::move(shape));
    std::uint64_t index = 0;
    for (auto& value : tensor.mutableFloats()) {
        const auto even = static_cast<float>(philoxUniform(seed, index++));
        value = offset + size * (2.0F * even - 1.0F);
    }
    return tensor;
}

Checkpoint tinyGpt2()
{
    Checkpoint checkpoint;
    checkpoint.path = "tiny";
    checkpoint.format = "Hugging Face";
    checkpoint.configuration = {{"model_type", "gpt2"}, {"architectures", {"GPT2LMHeadModel"}},
                                {"n_embd", 8},          {"n_layer", 2},
                                {"n_head", 2},          {"n_positions", 16},
                                {"vocab_size", 11},     {"bos_token_id", 3},
                                {"eos_token_id", 4}};
    add(checkpoint, "transformer.wte.weight", {11, 8});
    add(checkpoint, "transformer.wpe.weight", {16, 8});
    for (const std::string block : {"transformer.h.0.", "transformer.h.1."}) {
        for (const auto* norm : {"ln_1", "ln_2"}) {
            add(checkpoint, block + norm + ".weight", {8}, 1.0F);
            add(checkpoint, block + norm + ".bias", {8});
        }
        const auto projection = [&](const std::string& name, std::int64_t in, std::int64_t out) {
            add(checkpoint, block + name + ".weight", {in, out});
            add(checkpoint, block + name + ".bias", {out});
        };
        projection("attn.c_attn", 8, 24);
        projection("attn.c_proj", 8, 8);
        projection("mlp.c_fc", 8, 32);
        projection("mlp.c_proj", 32, 8);
    }
    add(checkpoint, "transformer.ln_f.weight", {8}, 1.0F);
    add(checkpoint, "transformer.ln_f.bias", {8});
    return checkpoint;
}

Checkpoint tinyLlama()
{
    Checkpoint checkpoint;
    checkpoint.path = "tiny";
    checkpoint.format = "Hugging Face";
    checkpoint.configuration = {{"model_type", "llama"},
                                {"architectures", {"LlamaForCausalLM"}},
                                {"hidden_size", 16},
                                {"num_hidden_layers", 2},
                                {"num_attention_heads", 4},
                                {"num_key_value_heads", 2},
                                {"intermediate_size", 24},
                                {"vocab_size", 11},
                                {"max_position_embeddings", 16},
                                {"rms_norm_eps", 1e-5},
                                {"eos_token_id", {4, 5}}};
    add(checkpoint, "model.embed_tokens.weight", {11, 16});
    for (const std::string block : {"model.layers.0.", "model.layers.1."}) {
        add(checkpoint, block + "input_layernorm.weight", {16}, 1.0F);
        add(checkpoint, block + "post_attention_layernorm.weight", {16}, 1.0F);
        add(checkpoint, block + "self_attn.q_proj.weight", {16, 16});
        add(checkpoint, block + "self_attn.k_proj.weight", {8, 16});
        add(checkpoint, block + "self_attn.v_proj.weight", {8, 16});
        add(checkpoint, block + "self_attn.o_proj.weight", {16, 16});
        add(checkpoint, block + "mlp.gate_proj.weight", {24, 16});
        add(checkpoint, block + "mlp.up_proj.weight", {24, 16});
        add(checkpoint, block + "mlp.down_proj.weight", {16, 24});
    }
    add(checkpoint, "model.norm.weight", {16}, 1.0F);
    add(checkpoint, "lm_head.weight", {11, 16});
    return checkpoint;
}

std::shared_ptr<const Model> load(Checkpoint checkpoint)
{
    return loadModel(std::make_shared<const Checkpoint>(std::move(checkpoint)), nullptr);
}

} // namespace saccade
