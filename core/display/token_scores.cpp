#include "core/display/token_scores.h"

#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <array>

namespace saccade
{

nlohmann::json toJson(const TokenScores& scores)
{
    return {{"title", scores.title},     {"value_title", scores.valueTitle},
            {"labels", scores.labels},   {"values", shortestNumbers(scores.values)},
            {"remarks", scores.remarks}, {"leading", scores.leading},
            {"rows", scores.rows},       {"columns", scores.columns}};
}

std::string csvText(const TokenScores& scores)
{
    std::vector<std::string> fields{"position", "token", scores.valueTitle};
    if (!scores.remarks.empty()) {
        fields.emplace_back("remark");
    }
    auto text = csvLine(fields);
    for (std::size_t i = 0; i < scores.values.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i);
        fields = {std::to_string(position), labelAt(scores.labels, position),
                  numberText(scores.values[i])};
        if (i < scores.remarks.size()) {
            fields.push_back(scores.remarks[i]);
        }
        text += csvLine(fields);
    }
    return text;
}

std::string npyText(const TokenScores& scores)
{
    return npyBytes(std::array{std::ssize(scores.values)}, scores.values);
}

} // namespace saccade
