// The inner loop of byte-pair encoding: neighbours are merged, the cheapest pair first.
#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <string_view>
#include <vector>

namespace saccade
{

/// A stretch of a word; its neighbours in a doubly linked list within a vector.
struct Symbol {
    std::int32_t id = -1;
    std::uint32_t begin = 0;  // in bytes of the word
    std::uint32_t length = 0; // 0: merged into its left neighbour
    std::int32_t previous = -1;
    std::int32_t next = -1;
};

struct SymbolMerge {
    double cost = 0.0;
    std::int32_t id = -1; // of the merged symbol
};

/// Merges until `mergeOf(left, right)` (an optional SymbolMerge) knows no neighbours any more. The
/// cheapest merge comes first, the leftmost among equals. O(n log n) (Sennrich et al. 2016,
/// arXiv:1508.07909, with a heap of candidates; a candidate whose symbols have changed since is
/// dropped when it comes up).
template <typename MergeOf>
std::vector<Symbol> mergeSymbols(std::vector<Symbol> symbols, const MergeOf& mergeOf)
{
    struct Candidate {
        SymbolMerge merge;
        std::int32_t left;
        std::uint32_t
            length; // of both together: symbols only grow, so an equal sum means no change
        bool operator>(const Candidate& other) const
        {
            return merge.cost != other.merge.cost ? merge.cost > other.merge.cost
                                                  : left > other.left;
        }
    };
    std::vector<Candidate> storage;
    storage.reserve(symbols.size());
    std::priority_queue candidates(std::greater<Candidate>{}, std::move(storage));
    const auto at = [&](std::int32_t index) -> Symbol& {
        return symbols[static_cast<std::size_t>(index)];
    };
    const auto offer = [&](std::int32_t left) {
        if (left < 0 || at(left).next < 0) {
            return;
        }
        const Symbol& right = at(at(left).next);
        if (const std::optional<SymbolMerge> merge = mergeOf(at(left), right)) {
            candidates.push({*merge, left, at(left).length + right.length});
        }
    };
    for (std::int32_t i = 0; i < std::ssize(symbols); ++i) {
        at(i).previous = i - 1;
        at(i).next = i + 1 < std::ssize(symbols) ? i + 1 : -1;
    }
    for (std::int32_t i = 0; i + 1 < std::ssize(symbols); ++i) {
        offer(i);
    }
    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = at(best.left);
        if (left.length == 0 || left.next < 0 ||
            left.length + at(left.next).length != best.length) {
            continue;
        }
        Symbol& right = at(left.next);
        left.length = best.length;
        left.id = best.merge.id;
        left.next = right.next;
        right.length = 0;
        if (left.next >= 0) {
            at(left.next).previous = best.left;
        }
        offer(left.previous);
        offer(best.left);
    }
    std::erase_if(symbols, [](const Symbol& symbol) { return symbol.length == 0; });
    return symbols;
}

} // namespace saccade
