#include "core/base/error.h"
#include "core/text/normalizer.h"

#include <QtGlobal>
#include <utility>
#include <vector>

namespace saccade
{

void checkNesting(const nlohmann::json& description, const std::string& file)
{
    constexpr int deepest = 16 * 2; // an object and its list at each level
    std::vector<std::pair<const nlohmann::json*, int>> open{{&description, 0}};
    while (!open.empty()) {
        const auto [value, depth] = open.back();
        open.pop_back();
        if (depth > deepest) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "%1: the tokenizer's steps are nested more than 16 deep."),
                        {file});
        }
        for (const auto& child : *value) {
            if (child.is_structured()) {
                open.emplace_back(&child, depth + 1);
            }
        }
    }
}

} // namespace saccade
