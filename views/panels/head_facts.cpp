#include "views/panels/head_facts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

std::int64_t RowFacts::rank(std::int64_t key) const
{
    const float size = std::abs(values.at(static_cast<std::size_t>(key)));
    return 1 +
           std::ranges::count_if(values, [size](float other) { return std::abs(other) > size; });
}

std::vector<std::int64_t> RowFacts::strongestKeys(std::int64_t count) const
{
    std::vector<std::int64_t> keys(static_cast<std::size_t>(visible));
    std::iota(keys.begin(), keys.end(), 0);
    const auto wanted =
        std::min(keys.size(), static_cast<std::size_t>(std::max<std::int64_t>(count, 0)));
    const auto size = [this](std::int64_t key) {
        return std::abs(values[static_cast<std::size_t>(key)]);
    };
    std::ranges::partial_sort(keys, keys.begin() + static_cast<std::ptrdiff_t>(wanted),
                              [&size](std::int64_t a, std::int64_t b) {
                                  return size(a) != size(b) ? size(a) > size(b) : a < b;
                              });
    keys.resize(wanted);
    return keys;
}

RowFacts rowFacts(const AttentionSource& source, const HeadChoice& choice, std::int64_t query)
{
    RowFacts facts;
    facts.query = query;
    facts.values = source
                       .tile({.choice = choice,
                              .firstQuery = query,
                              .lastQuery = query + 1,
                              .firstKey = 0,
                              .lastKey = source.keys(),
                              .rows = 1,
                              .columns = static_cast<int>(source.keys()),
                              .pooling = Pooling::Mean})
                       .cells;
    double sum = 0;
    for (std::size_t key = 0; key < facts.values.size(); ++key) {
        const float size = std::abs(facts.values[key]);
        if (size > 0) {
            facts.visible = static_cast<std::int64_t>(key) + 1;
            sum += static_cast<double>(size);
        }
    }
    for (const float value : facts.values) {
        const double share = sum > 0 ? static_cast<double>(std::abs(value)) / sum : 0;
        facts.entropy -= share > 0 ? share * std::log(share) : 0;
    }
    const auto size = [](float value) { return std::abs(value); };
    facts.strongest = std::ranges::max_element(facts.values, {}, size) - facts.values.begin();
    return facts;
}

} // namespace saccade
