// How attention lies on a picture.
#pragma once

namespace saccade
{

enum class PatchFilter { Nearest, Bilinear };
enum class PatchGrid { Hidden, Shown };

struct PatchLook {
    double opacity = 0.55; // of the attention over the picture: 0 … 1
    PatchFilter filter = PatchFilter::Nearest;
    PatchGrid grid = PatchGrid::Shown;

    bool operator==(const PatchLook&) const = default;
};

} // namespace saccade
