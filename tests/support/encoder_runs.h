// Running encoders in tests.
#pragma once

#include "core/models/session.h"

#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// Identifiers of the usable devices whose identifiers begin with `kind`: "cpu", "gpu".
std::vector<std::string> usableDevices(const std::string& kind);

/// One backend a device, kept for the whole program.
const std::shared_ptr<Backend>& sharedBackend(const std::string& device);

EncoderInput textOf(std::vector<std::int32_t> tokens, std::vector<std::int32_t> segments = {});
EncoderInput pictureOf(Tensor pixels);

/// Results and everything that `taps` name, of one reading.
std::map<std::string, Tensor> encoded(const std::shared_ptr<const Model>& model,
                                      const std::shared_ptr<Backend>& backend,
                                      const EncoderInput& input,
                                      const std::vector<std::string>& taps = {});

/// The item `index` of a batch, of which only the first `extents` along each axis:
/// firstPart([2, 4, 12, 12], 1, {4, 9, 9}).
std::vector<float> firstPart(const Tensor& batch, std::int64_t index,
                             const std::vector<std::int64_t>& extents);

} // namespace saccade
