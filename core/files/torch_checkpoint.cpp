#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/torch_file.h"

namespace saccade
{

namespace
{

/// A PyTorch file on its own (.pth, .pt, .bin, .ckpt). Its plain values are the configuration.
class TorchCheckpoint : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "pytorch"; }

    bool matches(const std::filesystem::path& path, std::span<const std::byte> head) const override
    {
        return isTorchFile(head) && path.extension() != ".npz" && path.extension() != ".keras";
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        auto file = readTorchFile(path);
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "PyTorch";
        checkpoint.configuration = std::move(file.values);
        for (auto& [name, tensor] : file.tensors) {
            checkpoint.tensorFiles.emplace(name, path.string());
        }
        checkpoint.tensors = std::move(file.tensors);
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<TorchCheckpoint>());

} // namespace

} // namespace saccade
