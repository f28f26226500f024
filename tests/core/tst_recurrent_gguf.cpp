// Recurrent models under the names that GGUF has for their tensors: the same logits.
#include "core/models/devices.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/model_runs.h"
#include "tests/support/plain_recurrent.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// A checkpoint of GGUF's form put together from another one.
class Converted
{
public:
    Converted(const Checkpoint& from, const std::string& architecture, nlohmann::json metadata)
        : m_from(from)
    {
        m_to.path = "tiny.gguf";
        m_to.format = "GGUF";
        m_to.configuration = {{"general.architecture", architecture}};
        for (const auto& [key, value] : metadata.items()) {
            m_to.configuration[architecture + "." + key] = value;
        }
    }

    void add(const std::string& name, const Tensor& tensor)
    {
        m_to.tensors.emplace(name, tensor);
        m_to.tensorFiles.emplace(name, "tiny.gguf");
    }
    /// Without its axes of length 1, as the converter squeezes them.
    void rename(const std::string& from, const std::string& to)
    {
        const auto& tensor = m_from.tensor(from);
        std::vector<std::int64_t> extents;
        std::ranges::copy_if(tensor.shape().extents(), std::back_inserter(extents),
                             [](std::int64_t extent) { return extent != 1; });
        add(to, tensor.reshaped(Shape(extents)));
    }
    void renameAll(const std::string& from, const std::string& to, const Pairs& pairs)
    {
        for (const auto& [old, fresh] : pairs) {
            rename(from + old, to + fresh);
        }
    }
    const Tensor& tensor(const std::string& name) const { return m_from.tensor(name); }
    const Checkpoint& result() const { return m_to; }

private:
    const Checkpoint& m_from;
    Checkpoint m_to;
};

Tensor negativeExponentials(const Tensor& tensor, Shape shape)
{
    auto result = Tensor::allocate(DType::F32, std::move(shape));
    std::ranges::transform(tensor.floats(), result.mutableFloats().begin(),
                           [](float value) { return -std::exp(value); });
    return result;
}

/// Rows of F32 below each other.
Tensor stacked(const std::vector<Tensor>& parts, Shape shape)
{
    auto result = Tensor::allocate(DType::F32, std::move(shape));
    auto to = result.mutableFloats().begin();
    for (const auto& part : parts) {
        to = std::ranges::copy(part.floats(), to).out;
    }
    return result;
}

const Pairs mambaNames{{"norm.weight", "attn_norm.weight"},
                       {"mixer.in_proj.weight", "ssm_in.weight"},
                       {"mixer.conv1d.weight", "ssm_conv1d.weight"},
                       {"mixer.conv1d.bias", "ssm_conv1d.bias"},
                       {"mixer.D", "ssm_d"},
                       {"mixer.out_proj.weight", "ssm_out.weight"}};

Checkpoint ggufMamba(const Checkpoint& from)
{
    Converted converted(from, "mamba",
                        {{"embedding_length", 32},
                         {"block_count", 2},
                         {"context_length", 1048576},
                         {"feed_forward_length", 0},
                         {"attention.head_count", 0},
                         {"ssm.dt_b_c_rms", false},
                         {"ssm.inner_size", 64},
                         {"ssm.state_size", 8},
                         {"ssm.conv_kernel", 4},
                         {"ssm.time_step_rank", 4},
                         {"attention.layer_norm_rms_epsilon", 1e-5}});
    converted.rename("backbone.embeddings.weight", "token_embd.weight");
    converted.rename("backbone.norm_f.weight", "output_norm.weight");
    for (const std::string layer : {"0", "1"}) {
        const auto old = "backbone.layers." + layer + ".";
        const auto fresh = "blk." + layer + ".";
        converted.renameAll(old, fresh, mambaNames);
        converted.renameAll(old, fresh,
                            {{"mixer.x_proj.weight", "ssm_x.weight"},
                             {"mixer.dt_proj.weight", "ssm_dt.weight"},
                             {"mixer.dt_proj.bias", "ssm_dt.bias"}});
        converted.add(fresh + "ssm_a",
                      negativeExponentials(converted.tensor(old + "mixer.A_log"), {64, 8}));
    }
    return converted.result();
}

Checkpoint ggufMamba2(const Checkpoint& from)
{
    Converted converted(from, "mamba2",
                        {{"embedding_length", 8},
                         {"block_count", 2},
                         {"context_length", 1048576},
                         {"ssm.inner_size", 16},
                         {"ssm.state_size", 3},
                         {"ssm.conv_kernel", 4},
                         {"ssm.time_step_rank", 4},
                         {"ssm.group_count", 2},
                         {"attention.layer_norm_rms_epsilon", 1e-5}});
    converted.rename("backbone.embeddings.weight", "token_embd.weight");
    converted.rename("backbone.norm_f.weight", "output_norm.weight");
    converted.rename("lm_head.weight", "output.weight");
    for (const std::string layer : {"0", "1"}) {
        const auto old = "backbone.layers." + layer + ".";
        const auto fresh = "blk." + layer + ".";
        auto names = mambaNames;
        std::erase_if(names, [](const auto& pair) { return pair.second == "ssm_d"; });
        converted.renameAll(old, fresh, names);
        converted.rename(old + "mixer.dt_bias", fresh + "ssm_dt.bias");
        converted.add(fresh + "ssm_a",
                      negativeExponentials(converted.tensor(old + "mixer.A_log"), {4, 1}));
        converted.add(fresh + "ssm_d", converted.tensor(old + "mixer.D").reshaped({4, 1}));
        converted.add(fresh + "ssm_norm.weight",
                      converted.tensor(old + "mixer.norm.weight").reshaped({2, 8}));
    }
    return converted.result();
}

void addFrame(Converted& converted)
{
    converted.renameAll("", "",
                        {{"emb.weight", "token_embd.weight"},
                         {"blocks.0.ln0.weight", "token_embd_norm.weight"},
                         {"blocks.0.ln0.bias", "token_embd_norm.bias"},
                         {"ln_out.weight", "output_norm.weight"},
                         {"ln_out.bias", "output_norm.bias"},
                         {"head.weight", "output.weight"}});
}

const Pairs rwkvNames{{"ln1.weight", "attn_norm.weight"},
                      {"ln1.bias", "attn_norm.bias"},
                      {"ln2.weight", "attn_norm_2.weight"},
                      {"ln2.bias", "attn_norm_2.bias"},
                      {"att.key.weight", "time_mix_key.weight"},
                      {"att.value.weight", "time_mix_value.weight"},
                      {"att.receptance.weight", "time_mix_receptance.weight"},
                      {"att.output.weight", "time_mix_output.weight"},
                      {"att.ln_x.weight", "time_mix_ln.weight"},
                      {"att.ln_x.bias", "time_mix_ln.bias"},
                      {"ffn.key.weight", "channel_mix_key.weight"},
                      {"ffn.value.weight", "channel_mix_value.weight"}};

Checkpoint ggufRwkv6(const Checkpoint& from, bool isFused)
{
    Converted converted(from, "rwkv6",
                        {{"embedding_length", 8},
                         {"block_count", 2},
                         {"context_length", 1048576},
                         {"wkv.head_size", 4},
                         {"rescale_every_n_layers", 0},
                         {"attention.layer_norm_epsilon", 1e-5}});
    addFrame(converted);
    for (const std::string layer : {"0", "1"}) {
        const auto old = "blocks." + layer + ".";
        const auto fresh = "blk." + layer + ".";
        converted.renameAll(old, fresh, rwkvNames);
        converted.renameAll(old, fresh,
                            {{"att.time_maa_x", "time_mix_lerp_x.weight"},
                             {"att.time_maa_w1", "time_mix_w1.weight"},
                             {"att.time_maa_w2", "time_mix_w2.weight"},
                             {"att.time_faaaa", "time_mix_first.weight"},
                             {"att.time_decay_w1", "time_mix_decay_w1.weight"},
                             {"att.time_decay_w2", "time_mix_decay_w2.weight"},
                             {"att.gate.weight", "time_mix_gate.weight"},
                             {"ffn.time_maa_k", "channel_mix_lerp_k.weight"},
                             {"ffn.time_maa_r", "channel_mix_lerp_r.weight"},
                             {"ffn.receptance.weight", "channel_mix_receptance.weight"}});
        converted.add(fresh + "time_mix_decay.weight",
                      converted.tensor(old + "att.time_decay").reshaped({8}));
        std::vector<Tensor> shares;
        for (const std::string letter : {"w", "k", "v", "r", "g"}) {
            shares.push_back(converted.tensor(old + "att.time_maa_" + letter));
            if (!isFused) {
                converted.add(fresh + "time_mix_lerp_" + letter + ".weight", shares.back());
            }
        }
        if (isFused) {
            converted.add(fresh + "time_mix_lerp_fused.weight", stacked(shares, {5, 1, 1, 8}));
        }
    }
    return converted.result();
}

Checkpoint ggufRwkv7(const Checkpoint& from)
{
    Converted converted(from, "rwkv7",
                        {{"embedding_length", 64},
                         {"block_count", 12},
                         {"context_length", 1048576},
                         {"wkv.head_size", 64},
                         {"attention.layer_norm_epsilon", 1e-5}});
    addFrame(converted);
    for (int layer = 0; layer < 12; ++layer) {
        const auto old = "blocks." + std::to_string(layer) + ".";
        const auto fresh = "blk." + std::to_string(layer) + ".";
        converted.renameAll(old, fresh, rwkvNames);
        converted.rename(old + "ffn.x_k", fresh + "channel_mix_lerp_k.weight");
        converted.add(fresh + "time_mix_lerp_fused.weight",
                      converted.tensor(old + "att.x_rwkvag").reshaped({6, 1, 1, 64}));
        for (const std::string part : {"w0", "w1", "w2", "a0", "a1", "a2", "v0", "v1", "v2", "g1",
                                       "g2", "k_k", "k_a", "r_k"}) {
            if (from.contains(old + "att." + part)) {
                converted.rename(old + "att." + part, fresh + "time_mix_" + part + ".weight");
            }
        }
    }
    return converted.result();
}

const std::vector<std::int32_t> tokens{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

Tensor logitsOf(const std::shared_ptr<const Model>& model)
{
    Session session(model, openBackend("cpu"), {.capacity = 16});
    return session.advance(tokens, LogitRows::All);
}

std::shared_ptr<const Model> fromFile(const Checkpoint& checkpoint)
{
    return loadModel(throughGgufFile(checkpoint), nullptr);
}

void compare(const std::shared_ptr<const Model>& model, std::span<const float> expected)
{
    const auto difference = largestDifference(logitsOf(model).floats(), expected);
    QVERIFY2(difference <= 1e-5, std::to_string(difference).c_str());
}

} // namespace

class TestRecurrentGguf : public QObject
{
    Q_OBJECT

private slots:
    void mamba()
    {
        REQUIRE_SHARED("oracles/hf_tiny/mamba");
        const auto original = openCheckpoint(sharedPath("oracles/hf_tiny/mamba"));
        compare(fromFile(ggufMamba(original)), logitsOf(load(original)).floats());
    }

    void mamba2NormsEachGroup()
    {
        const auto original = tinyMamba2();
        const auto plain = plainMamba2(original, tokens, 2);
        compare(fromFile(ggufMamba2(original)), std::vector<float>(plain.begin(), plain.end()));
    }

    void rwkv6()
    {
        const auto original = tinyRwkv6();
        const auto expected = logitsOf(load(original));
        compare(fromFile(ggufRwkv6(original, true)), expected.floats());
        compare(fromFile(ggufRwkv6(original, false)), expected.floats());
    }

    void rwkv7()
    {
        REQUIRE_SHARED("assets/lm/rwkv-tiny");
        const auto original =
            openCheckpoint(sharedPath("assets/lm/rwkv-tiny/tiny-rwkv-7v0-834K-FP32.bin"));
        compare(fromFile(ggufRwkv7(original)), logitsOf(load(original)).floats());
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TestRecurrentGguf)
#include "tst_recurrent_gguf.moc"
