#include "core/decoders/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace saccade
{

namespace
{

constexpr std::size_t shownCandidates = 10;

// exp(logit/temperature − max/temperature), not yet divided by the sum.
std::vector<double> weights(std::span<const float> logits, double temperature)
{
    const double most = *std::ranges::max_element(logits);
    std::vector<double> result;
    result.reserve(logits.size());
    for (const auto logit : logits) {
        result.push_back(std::exp((logit - most) / temperature));
    }
    return result;
}

std::vector<float> penalised(std::span<const float> logits, std::span<const std::int32_t> before,
                             double penalty)
{
    std::vector<float> result(logits.begin(), logits.end());
    if (penalty == 1.0) {
        return result;
    }
    for (const auto token : std::set(before.begin(), before.end())) {
        auto& logit = result[static_cast<std::size_t>(token)];
        logit = static_cast<float>(logit > 0 ? logit / penalty : logit * penalty);
    }
    return result;
}

// Tokens by falling logit, of equal ones the lower id first; sorted as far as somebody asks,
// because a vocabulary is long and what is drawn mostly stands in front.
class Ranking
{
public:
    explicit Ranking(std::span<const float> logits) : m_logits(logits), m_order(logits.size())
    {
        std::iota(m_order.begin(), m_order.end(), 0);
    }

    std::size_t size() const { return m_order.size(); }

    std::size_t operator[](std::size_t rank)
    {
        if (rank >= m_sorted) {
            sortUpTo(std::min(std::max(rank + 1, 4 * m_sorted), m_order.size()));
        }
        return static_cast<std::size_t>(m_order[rank]);
    }

private:
    void sortUpTo(std::size_t end)
    {
        const auto at = [this](std::size_t place) {
            return m_order.begin() + static_cast<std::ptrdiff_t>(place);
        };
        std::partial_sort(at(m_sorted), at(end), m_order.end(),
                          [this](std::int32_t a, std::int32_t b) {
                              const auto left = m_logits[static_cast<std::size_t>(a)];
                              const auto right = m_logits[static_cast<std::size_t>(b)];
                              return left > right || (left == right && a < b);
                          });
        m_sorted = end;
    }

    std::span<const float> m_logits;
    std::vector<std::int32_t> m_order;
    std::size_t m_sorted = 0;
};

// Weights of tokens that may be drawn: the first `count` of a ranking.
struct Choice {
    std::size_t count;
    double sum;
};

// At least one token survives.
Choice survivors(Ranking& order, std::span<const double> weight, const SamplingRules& rules)
{
    Choice choice{order.size(), std::accumulate(weight.begin(), weight.end(), 0.0)};
    const auto sumOfFirst = [&](std::size_t count) {
        double sum = 0.0;
        for (std::size_t rank = 0; rank < count; ++rank) {
            sum += weight[order[rank]];
        }
        return sum;
    };
    if (rules.topK > 0 && static_cast<std::size_t>(rules.topK) < order.size()) {
        choice.count = static_cast<std::size_t>(rules.topK);
        choice.sum = sumOfFirst(choice.count);
    }
    if (rules.topP < 1.0) {
        double sum = 0.0;
        std::size_t rank = 0;
        while (rank < choice.count && (rank == 0 || sum < rules.topP * choice.sum)) {
            sum += weight[order[rank++]];
        }
        choice = {rank, sum};
    }
    if (rules.minP > 0.0) {
        const double least = rules.minP * weight[order[0]];
        std::size_t rank = 1;
        while (rank < choice.count && weight[order[rank]] >= least) {
            ++rank;
        }
        choice = {rank, sumOfFirst(rank)};
    }
    return choice;
}

std::size_t drawn(Ranking& order, std::span<const double> weight, const Choice& choice,
                  double random)
{
    double rest = random * choice.sum;
    for (std::size_t rank = 0; rank < choice.count; ++rank) {
        rest -= weight[order[rank]];
        if (rest < 0.0) {
            return order[rank];
        }
    }
    return order[choice.count - 1];
}

double entropy(std::span<const double> weight, double sum)
{
    double result = 0.0;
    for (const auto one : weight) {
        result -= one > 0.0 ? one / sum * std::log(one / sum) : 0.0;
    }
    return result;
}

} // namespace

Step chooseToken(std::span<const float> logits, std::span<const std::int32_t> before,
                 const SamplingRules& rules, double random)
{
    const auto changed = penalised(logits, before, rules.repetitionPenalty);
    Ranking order(changed);
    Choice choice{1, 0.0};
    auto token = order[0];
    if (rules.temperature > 0.0) {
        const auto weight = weights(changed, rules.temperature);
        choice = survivors(order, weight, rules);
        token = drawn(order, weight, choice, random);
    }
    const auto raw = weights(logits, 1.0);
    const auto sum = std::accumulate(raw.begin(), raw.end(), 0.0);
    Step step;
    step.token = static_cast<std::int32_t>(token);
    step.probability = static_cast<float>(raw[token] / sum);
    step.entropy = static_cast<float>(entropy(raw, sum));
    // What survived is a beginning of the ranking: all that stands no lower than its last.
    const auto last = order[choice.count - 1];
    Ranking rawOrder(logits);
    for (std::size_t rank = 0; rank < std::min(shownCandidates, logits.size()); ++rank) {
        const auto shown = rawOrder[rank];
        const bool kept =
            changed[shown] > changed[last] || (changed[shown] == changed[last] && shown <= last);
        step.candidates.push_back({.token = static_cast<std::int32_t>(shown),
                                   .probability = static_cast<float>(raw[shown] / sum),
                                   .kept = kept});
    }
    return step;
}

} // namespace saccade
