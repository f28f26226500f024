#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/aligned_view.h"
#include "core/files/checkpoint.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <array>
#include <cstring>
#include <optional>

namespace saccade
{

namespace
{

/// The 28 bytes at the start, `struct Config` of llama2.c's run.c.
struct Header {
    std::int64_t dim = 0;
    std::int64_t hiddenDim = 0;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t keyHeads = 0;
    std::int64_t vocabulary = 0;
    std::int64_t length = 0;
    bool hasClassifier =
        false; // output weights apart from the embedding; a negative vocabulary says so
};

constexpr std::size_t headerBytes = 28;

/// The header, unless its numbers are no transformer's: the format has no magic number.
std::optional<Header> parseHeader(std::span<const std::byte> head)
{
    std::array<std::int32_t, headerBytes / sizeof(std::int32_t)> fields{};
    if (head.size() < headerBytes) {
        return std::nullopt;
    }
    std::memcpy(fields.data(), head.data(), headerBytes);
    Header header{fields[0], fields[1], fields[2], fields[3],
                  fields[4], fields[5], fields[6], fields[5] < 0};
    header.vocabulary = std::abs(header.vocabulary);
    // The bounds also keep every product below far from overflow.
    const auto within = [](std::int64_t value, std::int64_t most) {
        return value > 0 && value <= most;
    };
    const bool isPlausible = within(header.dim, 1 << 16) && within(header.hiddenDim, 1 << 20) &&
                             within(header.layers, 1 << 10) && within(header.heads, 1 << 10) &&
                             within(header.keyHeads, header.heads) &&
                             within(header.vocabulary, 1 << 24) && within(header.length, 1 << 24) &&
                             header.dim % header.heads == 0 && header.dim / header.heads % 2 == 0 &&
                             header.heads % header.keyHeads == 0;
    return isPlausible ? std::optional(header) : std::nullopt;
}

struct Part {
    const char* name;
    Shape shape;
};

/// In the order of the file (legacy_export of llama2.c's export.py).
std::vector<Part> parts(const Header& header)
{
    const auto& [dim, hiddenDim, layers, heads, keyHeads, vocabulary, length, hasClassifier] =
        header;
    const auto headWidth = dim / heads;
    const auto keyDim = headWidth * keyHeads;
    std::vector<Part> result{
        {"token_embedding_table", {vocabulary, dim}},
        {"rms_att_weight", {layers, dim}},
        {"wq", {layers, dim, dim}},
        {"wk", {layers, keyDim, dim}},
        {"wv", {layers, keyDim, dim}},
        {"wo", {layers, dim, dim}},
        {"rms_ffn_weight", {layers, dim}},
        {"w1", {layers, hiddenDim, dim}},
        {"w2", {layers, dim, hiddenDim}},
        {"w3", {layers, hiddenDim, dim}},
        {"rms_final_weight", {dim}},
        {"freq_cis_real", {length, headWidth / 2}},
        {"freq_cis_imag", {length, headWidth / 2}},
    };
    if (hasClassifier) {
        result.push_back({"wcls", {vocabulary, dim}});
    }
    return result;
}

class Llama2c : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "llama2c"; }

    bool matches(const std::filesystem::path& path, std::span<const std::byte> head) const override
    {
        return path.extension() == ".bin" && parseHeader(head);
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        const auto mapped = mapFile(path);
        const auto header = parseHeader(mapped.bytes);
        if (!header) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 has no header of llama2.c."),
                        {path.string()});
        }
        const auto all = parts(*header);
        auto expected = static_cast<std::int64_t>(headerBytes);
        for (const auto& part : all) {
            expected += Tensor::bytesFor(DType::F32, part.shape);
        }
        if (std::ssize(mapped.bytes) != expected) {
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "%1 is no complete llama2.c file: its header asks for %2 "
                                  "bytes, but it has %3. Download it again."),
                {path.string(), std::to_string(expected), std::to_string(mapped.bytes.size())});
        }
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "llama2.c";
        checkpoint.configuration = configuration(*header);
        auto rest = mapped.bytes.subspan(headerBytes);
        for (const auto& [name, shape] : all) {
            const auto bytes = static_cast<std::size_t>(Tensor::bytesFor(DType::F32, shape));
            // The rotary angles are computed anew; run.c skips their tables as well.
            if (!std::string_view(name).starts_with("freq_cis")) {
                checkpoint.tensors.emplace(
                    name, alignedView(DType::F32, shape, rest.first(bytes), mapped.owner));
                checkpoint.tensorFiles.emplace(name, path.string());
            }
            rest = rest.subspan(bytes);
        }
        return checkpoint;
    }

private:
    static nlohmann::json configuration(const Header& header)
    {
        return {{"dim", header.dim},
                {"hidden_dim", header.hiddenDim},
                {"n_layers", header.layers},
                {"n_heads", header.heads},
                {"n_kv_heads", header.keyHeads},
                {"vocab_size", header.vocabulary},
                {"seq_len", header.length}};
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<Llama2c>());

} // namespace

} // namespace saccade
