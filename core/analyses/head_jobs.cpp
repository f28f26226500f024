#include "core/analyses/head_jobs.h"

#include "core/analyses/head_measures.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace saccade
{

namespace
{

std::size_t place(HeadJob job)
{
    return static_cast<std::size_t>(job);
}

/// One head, row by row.
class Scoring
{
public:
    Scoring(const LayerPatterns& patterns, std::span<const float> head)
        : m_patterns(patterns), m_head(head), m_n(patterns.queries)
    {
        for (std::int64_t key = 0; key < m_n; ++key) {
            if (!patterns.keyTokens.empty()) {
                m_places[patterns.keyTokens[index(key)]].push_back(key);
            }
            m_isDelimiter.push_back(isDelimiter(patterns.keyLabels[index(key)]));
        }
    }

    JobScores operator()()
    {
        findSink();
        for (std::int64_t query = 0; query < m_n; ++query) {
            const auto visible = visibleKeys(m_patterns, query);
            if (visible > 1) { // a row with one key says nothing
                scoreRow(query, visible);
            }
        }
        for (std::size_t job = 0; job < headJobCount; ++job) {
            const auto count = static_cast<double>(m_result.queries[job]);
            m_result.scores[job] = count > 0.0 ? static_cast<float>(m_sums[job] / count) : 0.0F;
        }
        scoreOffsets();
        m_result.positional = positional();
        return m_result;
    }

private:
    static std::size_t index(std::int64_t i) { return static_cast<std::size_t>(i); }

    double at(std::int64_t query, std::int64_t key) const
    {
        return static_cast<double>(m_head[index(query * m_n + key)]);
    }

    // Special tokens and punctuation.
    static bool isDelimiter(const std::string& label)
    {
        const auto isWord = [](unsigned char byte) { return byte >= 0x80 || std::isalnum(byte); };
        const bool isSpecial = label.size() > 2 && ((label.front() == '[' && label.back() == ']') ||
                                                    (label.front() == '<' && label.back() == '>'));
        return isSpecial || (!label.empty() && std::ranges::none_of(label, isWord));
    }

    // The key that gets most from the other queries that see it.
    void findSink()
    {
        double most = -1.0;
        for (std::int64_t key = 0; key < m_n; ++key) {
            double sum = 0.0;
            double count = 0.0;
            for (std::int64_t query = 0; query < m_n; ++query) {
                if (query != key && key < visibleKeys(m_patterns, query)) {
                    sum += at(query, key);
                    count += 1.0;
                }
            }
            // The last keys of a causal text are seen by too few to say so.
            if (count * 2.0 >= static_cast<double>(m_n) - 1.0 && count > 0.0 &&
                sum / count > most) {
                most = sum / count;
                m_result.sinkKey = key;
            }
        }
    }

    void add(HeadJob job, double share, double keys, std::int64_t visible)
    {
        const auto uniform = keys / static_cast<double>(visible);
        if (keys > 0.0 && uniform < 1.0) {
            m_sums[place(job)] += (share - uniform) / (1.0 - uniform);
            ++m_result.queries[place(job)];
        }
    }

    void addKey(HeadJob job, std::int64_t query, std::int64_t key, std::int64_t visible)
    {
        if (key >= 0 && key < visible) {
            add(job, at(query, key), 1.0, visible);
        }
    }

    void scoreRow(std::int64_t query, std::int64_t visible)
    {
        addKey(HeadJob::Previous, query, query - 1, visible);
        addKey(HeadJob::Next, query, query + 1, visible);
        addKey(HeadJob::Self, query, query, visible);
        if (query != m_result.sinkKey) {
            addKey(HeadJob::Sink, query, m_result.sinkKey, visible);
        }
        scoreTokens(query, visible);
        double delimiters = 0.0;
        double share = 0.0;
        double common = 0.0;
        for (std::int64_t key = 0; key < visible; ++key) {
            if (m_isDelimiter[index(key)]) {
                delimiters += 1.0;
                share += at(query, key);
            }
            common += std::min(at(query, key), 1.0 / static_cast<double>(visible));
        }
        if (!m_patterns.keyTokens.empty()) {
            add(HeadJob::Delimiter, share, delimiters, visible);
        }
        m_sums[place(HeadJob::Broad)] += 2.0 * common - 1.0;
        ++m_result.queries[place(HeadJob::Broad)];
    }

    // Equal tokens, and what follows them.
    void scoreTokens(std::int64_t query, std::int64_t visible)
    {
        if (m_patterns.keyTokens.empty()) {
            return;
        }
        double same = 0.0, sameKeys = 0.0, followed = 0.0, followedKeys = 0.0;
        for (const auto key : m_places.at(m_patterns.keyTokens[index(query)])) {
            if (key != query && key < visible) {
                same += at(query, key);
                sameKeys += 1.0;
            }
            const auto next = key + 1;
            if (key != query && next != query && next < visible) {
                followed += at(query, next);
                followedKeys += 1.0;
            }
        }
        add(HeadJob::Duplicate, same, sameKeys, visible);
        add(HeadJob::Induction, followed, followedKeys, visible);
    }

    // The strongest direction to one of the eight neighbours.
    void scoreOffsets()
    {
        const auto map = alignedMap(m_patterns, m_head);
        if (map.empty()) {
            return;
        }
        const auto& grid = m_patterns.keySequence;
        const auto width = 2 * grid.columns - 1;
        float most = 0.0F;
        for (std::int64_t step = 0; step < 9; ++step) {
            const auto down = step / 3 - 1;
            const auto across = step % 3 - 1;
            const bool isInside = std::abs(down) < grid.rows && std::abs(across) < grid.columns;
            if ((down == 0 && across == 0) || !isInside) {
                continue;
            }
            const auto value =
                map[index((grid.rows - 1 + down) * width + grid.columns - 1 + across)];
            if (value > most) {
                most = value;
                m_result.offsetRows = down;
                m_result.offsetColumns = across;
            }
        }
        // Patches at the edge have no neighbour on that side.
        const auto having = static_cast<float>((grid.rows - std::abs(m_result.offsetRows)) *
                                               (grid.columns - std::abs(m_result.offsetColumns))) /
                            static_cast<float>(grid.rows * grid.columns);
        const auto uniform = 1.0F / static_cast<float>(grid.rows * grid.columns);
        if (most > 0.0F && having > 0.0F) {
            m_result.scores[place(HeadJob::OffsetLocal)] =
                (std::min(most / having, 1.0F) - uniform) / (1.0F - uniform);
            m_result.queries[place(HeadJob::OffsetLocal)] = grid.rows * grid.columns;
        }
    }

    float positional() const
    {
        std::vector<double> sums(index(2 * m_n - 1)), counts(sums.size());
        double total = 0.0, squares = 0.0, entries = 0.0;
        for (std::int64_t query = 0; query < m_n; ++query) {
            for (std::int64_t key = 0; key < visibleKeys(m_patterns, query); ++key) {
                const auto offset = index(query - key + m_n - 1);
                const auto value = at(query, key);
                sums[offset] += value;
                counts[offset] += 1.0;
                total += value;
                squares += value * value;
                entries += 1.0;
            }
        }
        double explained = 0.0;
        for (std::size_t offset = 0; offset < sums.size(); ++offset) {
            explained += counts[offset] > 0.0 ? sums[offset] * sums[offset] / counts[offset] : 0.0;
        }
        const auto common = total * total / std::max(entries, 1.0);
        const auto spread = squares - common;
        return spread > 1e-12 ? static_cast<float>((explained - common) / spread) : 0.0F;
    }

    const LayerPatterns& m_patterns;
    std::span<const float> m_head;
    std::int64_t m_n;
    std::map<std::int32_t, std::vector<std::int64_t>> m_places; // of each token
    std::vector<bool> m_isDelimiter;
    std::array<double, headJobCount> m_sums{};
    JobScores m_result;
};

} // namespace

const char* jobName(HeadJob job)
{
    static const std::array<const char*, headJobCount> names{
        "induction",    "duplicate", "previous", "next", "self",
        "offset-local", "delimiter", "sink",     "broad"};
    return names[place(job)];
}

std::optional<HeadJob> JobScores::best() const
{
    constexpr float least = 0.3F;
    const auto highest = std::ranges::max_element(scores);
    return *highest < least ? std::nullopt
                            : std::optional(static_cast<HeadJob>(highest - scores.begin()));
}

JobScores jobScores(const LayerPatterns& patterns, std::span<const float> head)
{
    return Scoring(patterns, head)();
}

} // namespace saccade
