// Display: curves over one axis, as a chart shows them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct SeriesLine {
    std::string name;
    std::vector<float> values; // one a point of the axis
};

struct Series {
    std::string title;
    std::string xTitle; // "layer"
    std::string yTitle; // "stiffness"
    std::vector<float> x;
    std::vector<std::string> xLabels; // of the points; empty: their numbers
    std::vector<SeriesLine> lines;
};

nlohmann::json toJson(const Series& series);
/// A column for the axis and one for each line. Throws Error where a line has not a value for each
/// point.
std::string csvText(const Series& series);
/// F32 [1 + lines, points]: the axis first.
std::string npyText(const Series& series);

} // namespace saccade
