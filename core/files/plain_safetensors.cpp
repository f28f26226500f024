#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/shards.h"

namespace saccade
{

namespace
{

/// A safetensors file on its own, without the config.json that makes a model of it.
class PlainSafetensors : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "safetensors"; }

    bool matches(const std::filesystem::path& path, std::span<const std::byte> head) const override
    {
        if (path.extension() == ".safetensors") {
            std::error_code error;
            return !std::filesystem::exists(path.parent_path() / "config.json", error);
        }
        // Under another name: a length whose upper bytes are zero, then the header's brace.
        constexpr auto zero = std::byte{0};
        return head.size() > 8 && head[8] == std::byte{'{'} && head[4] == zero && head[5] == zero &&
               head[6] == zero && head[7] == zero;
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "safetensors";
        checkpoint.configuration = nlohmann::json::object();
        addTensors(checkpoint, path);
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<PlainSafetensors>());

} // namespace

} // namespace saccade
