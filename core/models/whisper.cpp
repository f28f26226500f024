// Whisper (Radford et al., arXiv:2212.04356): two convolutions over a log-mel spectrogram, then an
// encoder–decoder transformer whose decoder writes what it hears.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/json_file.h"
#include "core/models/encoder_decoder_weights.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr std::int64_t kernelWidth = 3; // of both convolutions
constexpr std::int64_t framesPerPosition = 2;

std::optional<std::int32_t> tokenIn(const nlohmann::json& object, const std::string& key)
{
    const auto found = object.find(key);
    const bool isToken = found != object.end() && found->is_number_integer() &&
                         found->get<double>() >= 0.0 && found->get<double>() < 2147483648.0;
    return isToken ? std::optional(found->get<std::int32_t>()) : std::nullopt;
}

std::string wordIn(const nlohmann::json& object, const char* key, const char* fallback)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : fallback;
}

// [[1, 50259], [2, 50359]]: the tokens at positions 1, 2 …; null where they are to be found out.
void addForced(std::vector<std::int32_t>& start, const nlohmann::json& object)
{
    const auto found = object.find("forced_decoder_ids");
    if (found == object.end() || !found->is_array()) {
        return;
    }
    for (const auto& pair : *found) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_integer() ||
            pair[0] != start.size() || !tokenIn({{"id", pair[1]}}, "id")) {
            return;
        }
        start.push_back(pair[1].get<std::int32_t>());
    }
}

// Start of transcript, language, task, no time stamps; models of one language have no tokens for
// language and task.
std::vector<std::int32_t> transcriptStart(const Checkpoint& checkpoint)
{
    auto start = decoderStart(checkpoint);
    const auto generation = generationConfiguration(checkpoint);
    const auto languages = generation.value("lang_to_id", nlohmann::json());
    const auto tasks = generation.value("task_to_id", nlohmann::json());
    if (languages.is_object() && tasks.is_object()) {
        const auto wanted = wordIn(generation, "language", "<|en|>");
        auto language = tokenIn(languages, wanted);
        if (!language) {
            language = tokenIn(languages, "<|" + wanted + "|>");
        }
        if (!language) {
            language = tokenIn(languages, "<|en|>");
        }
        const auto task = tokenIn(tasks, wordIn(generation, "task", "transcribe"));
        if (language && task) {
            start.insert(start.end(), {*language, *task});
        }
    } else {
        addForced(start, generation.contains("forced_decoder_ids") ? generation
                                                                   : checkpoint.configuration);
    }
    const auto silent = tokenIn(generation, "no_timestamps_token_id");
    if (silent && std::ranges::find(start, *silent) == start.end()) {
        start.push_back(*silent);
    }
    return start;
}

class Whisper : public EncoderDecoder
{
public:
    Whisper(std::shared_ptr<const Checkpoint> opened, std::shared_ptr<const Tokenizer> tokenizer)
        : EncoderDecoder(std::move(opened), std::move(tokenizer))
    {
        const Configuration config(*checkpoint());
        Weights weights(*checkpoint());
        const std::string prefix = weights.contains("model.encoder.conv1.weight") ? "model." : "";
        const auto encoder = bartStack(config, *checkpoint(), "encoder");
        const auto decoder = bartStack(config, *checkpoint(), "decoder");
        const auto width = encoder.width;
        const auto vocabulary = config.count("vocab_size");
        m_audio = preprocessing(config);
        m_positions = config.count("max_source_positions");
        m_first = convolution(weights, prefix + "encoder.conv1", m_audio.bins, width);
        m_second = convolution(weights, prefix + "encoder.conv2", width, width);
        const auto context = config.count("max_target_positions");
        EncoderDecoderWeights all{
            .encoder = stack(weights, prefix + "encoder.", encoder, Cross::None, m_positions),
            .decoder = stack(weights, prefix + "decoder.", decoder, Cross::Present, context),
            .output = {},
            .outputBias = {}};
        all.decoder.embedding =
            takeFirst(weights, {prefix + "decoder.embed_tokens.weight", "proj_out.weight"},
                      vocabulary, width);
        all.output = config.flag("tie_word_embeddings", true)
                         ? all.decoder.embedding
                         : weights.matrix("proj_out.weight", vocabulary, width);
        if (encoder.heads != decoder.heads) {
            config.refuse("decoder_attention_heads",
                          QT_TRANSLATE_NOOP("Error", "as many as the encoder's are expected."));
        }
        all.headWidth = width / decoder.heads;
        all.activation = activationNamed(config, "activation_function", "gelu");
        all.attentionScale = 1.0 / std::sqrt(static_cast<double>(all.headWidth));
        weights.describe(m_info);
        takeWeights(std::move(all), "whisper", context);
        m_info.inputs = {InputKind::Audio};
        m_info.decoderStart = transcriptStart(*checkpoint());
    }

    AudioPreprocessing audioPreprocessing() const override { return m_audio; }

private:
    AudioPreprocessing preprocessing(const Configuration& config) const
    {
        AudioPreprocessing audio;
        audio.bins = config.count("num_mel_bins", audio.bins);
        audio.frames = framesPerPosition * config.count("max_source_positions");
        const auto file = checkpoint()->besides("preprocessor_config.json");
        if (!file.empty()) {
            const auto object = readJson(file);
            if (object.is_object()) {
                const Configuration stated(file.string(), object);
                audio.sampleRate = stated.count("sampling_rate", audio.sampleRate);
                audio.window = stated.count("n_fft", audio.window);
                audio.hop = stated.count("hop_length", audio.hop);
            }
        }
        return audio;
    }

    static Projection convolution(Weights& weights, const std::string& name, std::int64_t in,
                                  std::int64_t out)
    {
        return {.weight = weights.array(name + ".weight", {out, in, kernelWidth})
                              .reshaped({out, in * kernelWidth}),
                .bias = weights.vector(name + ".bias", out)};
    }

    static Stack stack(Weights& weights, const std::string& name, const BartStack& shape,
                       Cross cross, std::int64_t positions)
    {
        return {.embedding = {},
                .positions =
                    weights.matrix(name + "embed_positions.weight", positions, shape.width),
                .embeddingNorm = {},
                .layers = takeBartLayers(weights, name, shape, cross, Bias::None),
                .finalNorm = takeLayerNorm(weights, name + "layer_norm", shape.width),
                .heads = shape.heads};
    }

    std::string sourceName() const override { return "frames"; }

    Sequence sourceSequence(std::int64_t length) const override
    {
        return {.name = "frames",
                .length = length,
                .secondsPerPosition = static_cast<double>(framesPerPosition * m_audio.hop) /
                                      static_cast<double>(m_audio.sampleRate)};
    }

    // features [bins, frames] → [frames / 2, width]
    Value embedSource(EncoderGraph& encoder, const EncoderInput& input) const override
    {
        const auto& shape = input.features.shape();
        if (input.features.isEmpty() || input.features.dtype() != DType::F32 || shape.rank() != 2 ||
            shape[0] != m_audio.bins || shape[1] > framesPerPosition * m_positions) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "%1 reads the log-mel spectrogram of a sound, F32 [%2, "
                                           "up to %3], but none or another was given."),
                {m_info.name, std::to_string(m_audio.bins),
                 std::to_string(framesPerPosition * m_positions)});
        }
        const auto features = encoder.graph.input("features", DType::F32, shape);
        encoder.inputs.emplace("features", features);
        const auto hidden = convolved(features, m_first, 1); // [frames, width]
        return convolved(transpose(hidden), m_second, framesPerPosition);
    }

    // x [channels, n] → [n / stride, width]
    Value convolved(Value x, const Projection& kernel, std::int64_t stride) const
    {
        const auto channels = x.shape()[0];
        const auto length = x.shape()[1];
        const auto windows =
            unfold(reshape(x, {channels, 1, length}),
                   {.width = kernelWidth, .strideX = stride, .paddingX = kernelWidth / 2});
        return activate(project(windows, kernel), Activation::GeluErf);
    }

    AudioPreprocessing m_audio;
    std::int64_t m_positions = 0; // of the encoder
    Projection m_first, m_second;
};

class WhisperFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "whisper"; }
    std::vector<std::string> architectures() const override { return {"whisper"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Whisper>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<WhisperFamily>());

} // namespace

} // namespace saccade
