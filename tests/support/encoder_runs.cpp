#include "tests/support/encoder_runs.h"

#include "core/models/devices.h"

#include <numeric>

namespace saccade
{

std::vector<std::string> usableDevices(const std::string& kind)
{
    std::vector<std::string> result;
    for (const auto& device : allDevices()) {
        if (device.identifier.starts_with(kind) && device.remark.empty()) {
            result.push_back(device.identifier);
        }
    }
    return result;
}

const std::shared_ptr<Backend>& sharedBackend(const std::string& device)
{
    static std::map<std::string, std::shared_ptr<Backend>> open;
    auto& backend = open[device];
    if (!backend) {
        backend = openBackend(device);
    }
    return backend;
}

EncoderInput textOf(std::vector<std::int32_t> tokens, std::vector<std::int32_t> segments)
{
    EncoderInput input;
    input.tokens = std::move(tokens);
    input.segments = std::move(segments);
    return input;
}

EncoderInput pictureOf(Tensor pixels)
{
    EncoderInput input;
    input.pixels = std::move(pixels);
    return input;
}

std::map<std::string, Tensor> encoded(const std::shared_ptr<const Model>& model,
                                      const std::shared_ptr<Backend>& backend,
                                      const EncoderInput& input,
                                      const std::vector<std::string>& taps)
{
    Session session(model, backend, {.taps = taps, .input = input});
    std::map<std::string, Tensor> values;
    session.setTapSink([&](const std::string& name, std::int64_t, const Tensor& tensor) {
        values.emplace(name, tensor);
    });
    for (auto& [name, tensor] : session.encode(input)) {
        values.insert_or_assign(name, tensor);
    }
    return values;
}

std::vector<float> firstPart(const Tensor& batch, std::int64_t index,
                             const std::vector<std::int64_t>& extents)
{
    const auto all = batch.floats();
    const auto& shape = batch.shape().extents(); // [batch, …extents or more]
    const auto count =
        std::accumulate(extents.begin(), extents.end(), std::int64_t{1}, std::multiplies<>());
    std::vector<float> part;
    for (std::int64_t i = 0; i < count; ++i) {
        auto rest = i;
        std::int64_t place = 0;
        std::int64_t step = 1;
        for (auto axis = extents.size(); axis-- > 0;) {
            place += rest % extents[axis] * step;
            rest /= extents[axis];
            step *= shape[axis + 1];
        }
        part.push_back(all[static_cast<std::size_t>(index * step + place)]);
    }
    return part;
}

} // namespace saccade
