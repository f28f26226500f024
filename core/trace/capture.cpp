#include "core/trace/capture.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/graph/name_pattern.h"
#include "core/trace/run.h"
#include "core/trace/trace.h"

#include <QtGlobal>
#include <algorithm>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace saccade
{

namespace
{

using Names = std::vector<std::string>;

constexpr std::int64_t mostImplicitBytes = std::int64_t{256} << 20;

// Where models of any kind have their blocks (design, section 2).
const Names towers{"", "encoder.", "decoder.", "vision.", "text."};
// Parts of a block that mix positions.
const Names attending{"attention", "cross_attention", "ssm"};

Names inTowers(const Names& names)
{
    Names result;
    for (const auto& tower : towers) {
        for (const auto& name : names) {
            result.push_back(tower + name);
        }
    }
    return result;
}

// Gates over patches are what series mixers have for a pattern.
Names withGates(Names names)
{
    const auto gates = inTowers({"blocks.*.patch_gate.mean_weights"});
    names.insert(names.end(), gates.begin(), gates.end());
    return names;
}

Names ofAttention(const Names& values)
{
    Names names;
    for (const auto& part : attending) {
        for (const auto& value : values) {
            names.push_back("blocks.*." + part + "." + value);
        }
    }
    return inTowers(names);
}

Names ofStateSpace(const Names& values)
{
    Names names;
    for (const auto& value : values) {
        names.push_back("blocks.*.ssm." + value);
    }
    return names;
}

std::optional<std::int64_t> availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::int64_t kibibytes = 0;
    std::string unit;
    while (file >> key >> kibibytes >> unit) {
        if (key == "MemAvailable:") {
            return kibibytes * 1024;
        }
    }
    return std::nullopt;
}

std::string mebibytes(std::int64_t bytes)
{
    constexpr std::int64_t mebibyte = 1 << 20;
    return std::to_string(bytes / mebibyte + (bytes % mebibyte == 0 ? 0 : 1));
}

const Names* groupNamed(std::string_view word)
{
    const auto& groups = captureGroups();
    const auto group = std::ranges::find(groups, word, [](const auto& item) { return item.first; });
    return group == groups.end() ? nullptr : &group->second;
}

void requireWord(const std::string& word)
{
    if (groupNamed(word) != nullptr || word.find('.') != std::string::npos) {
        return;
    }
    Names known;
    for (const auto& [group, members] : captureGroups()) {
        known.push_back(group);
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” cannot be captured. Did you mean “%2”?"),
                     {word, nearest(word, known)});
}

std::int64_t product(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? std::numeric_limits<std::int64_t>::max()
                                                 : result;
}

std::int64_t sum(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    return __builtin_add_overflow(a, b, &result) ? std::numeric_limits<std::int64_t>::max()
                                                 : result;
}

// All computed values of a model with the bytes that a whole run makes of each.
using Sizes = std::map<std::string, std::int64_t, std::less<>>;

void addSizes(Sizes& sizes, const Graph& graph, std::int64_t factor)
{
    for (auto& name : graph.names()) {
        const auto& info = graph.info(*graph.idOf(name));
        if (info.source != ValueSource::Constant && info.source != ValueSource::State) {
            auto& bytes = sizes[std::move(name)];
            bytes = sum(bytes, product(Tensor::bytesFor(info.dtype, info.shape), factor));
        }
    }
}

Sizes sizesOf(const Model& model, const EncoderInput& input, std::int64_t length)
{
    Sizes sizes;
    std::int64_t source = 0;
    if (model.info().encodes) {
        const auto encoder = model.buildEncoder(input);
        source = encoder->source;
        addSizes(sizes, encoder->graph, 1);
    }
    if (model.info().generates) {
        // One row of every value, the caches as long as the run: what each position adds.
        const auto built =
            model.build({.rows = 1, .capacity = length, .logitRows = 1, .source = source});
        addSizes(sizes, built->graph, length);
    }
    return sizes;
}

std::set<std::string> matching(const Sizes& sizes, const std::string& pattern)
{
    std::set<std::string> found;
    for (const auto& [name, bytes] : sizes) {
        if (matchesName(pattern, name)) {
            found.insert(name);
        }
    }
    return found;
}

bool isImplicit(std::string_view name)
{
    return name.ends_with(".ssm.pattern");
}

// Members of a group that the model has; not every channel's matrix where that would be too much.
std::set<std::string> groupMembers(const Sizes& sizes, const Names& members)
{
    std::set<std::string> found;
    for (const auto& member : members) {
        found.merge(matching(sizes, member));
    }
    std::int64_t implicitBytes = 0;
    bool hasMean = false;
    for (const auto& name : found) {
        implicitBytes = sum(implicitBytes, isImplicit(name) ? sizes.at(name) : 0);
        hasMean = hasMean || name.ends_with(".ssm.mean_pattern");
    }
    if (hasMean && implicitBytes > mostImplicitBytes) {
        std::erase_if(found, isImplicit);
    }
    return found;
}

std::set<std::string> explicitNames(const Sizes& sizes, const std::string& word)
{
    auto found = matching(sizes, word);
    if (found.empty()) {
        Names known;
        for (const auto& [name, bytes] : sizes) {
            known.push_back(name);
        }
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The model has no value “%1”. Did you mean “%2”?"),
            {word, nearest(word, known)});
    }
    return found;
}

std::string presentGroups(const Sizes& sizes)
{
    std::string list;
    for (const auto& [group, members] : captureGroups()) {
        if (!groupMembers(sizes, members).empty()) {
            list += (list.empty() ? "" : ", ") + group;
        }
    }
    return list;
}

} // namespace

const std::vector<std::pair<std::string, std::vector<std::string>>>& captureGroups()
{
    static const std::vector<std::pair<std::string, Names>> groups{
        {"pattern", withGates(ofAttention({"pattern", "mean_pattern"}))},
        {"scores", ofAttention({"scores"})},
        {"queries", ofAttention({"queries"})},
        {"keys", ofAttention({"keys"})},
        {"values", ofAttention({"values"})},
        {"heads", ofAttention({"heads"})},
        {"output", ofAttention({"output"})},
        {"residual", inTowers({"embedding", "blocks.*.residual.after"})},
        {"gates", inTowers({"blocks.*.patch_gate.weights", "blocks.*.patch_gate.mean_weights",
                            "blocks.*.feature_gate.weights", "blocks.*.channel_gate.weights"})},
        {"mlp", inTowers({"blocks.*.mlp.hidden", "blocks.*.mlp.output"})},
        {"router",
         inTowers({"blocks.*.mlp.router", "blocks.*.mlp.experts", "blocks.*.mlp.weights"})},
        {"ssm", ofStateSpace({"pattern", "mean_pattern", "input", "delta", "scan", "gate", "gated",
                              "output"})},
        {"embedding", inTowers({"embedding"})},
        {"final_norm", inTowers({"final_norm"})},
        {"logits", {"logits"}},
    };
    return groups;
}

std::vector<std::string> captureNames(const std::vector<std::string>& capture)
{
    Names names;
    for (const auto& word : capture) {
        requireWord(word);
        const auto* group = groupNamed(word);
        if (group == nullptr) {
            names.push_back(word);
        } else {
            names.insert(names.end(), group->begin(), group->end());
        }
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

std::vector<std::string> absentGroups(const Names& capture, const Trace& trace)
{
    Names absent;
    for (const auto& word : capture) {
        const auto* group = groupNamed(word);
        const auto isThere = [&](const std::string& member) {
            return std::ranges::any_of(trace.tensors, [&](const auto& tensor) {
                return matchesName(member, tensor.first);
            });
        };
        if (group != nullptr && std::ranges::none_of(*group, isThere)) {
            absent.push_back(word);
        }
    }
    return absent;
}

CapturePlan planCapture(const Model& model, const std::vector<std::string>& capture,
                        const EncoderInput& input, std::int64_t length)
{
    std::ranges::for_each(capture, requireWord);
    if (capture.empty()) {
        return {};
    }
    const auto sizes = sizesOf(model, input, length);
    std::set<std::string> names;
    for (const auto& word : capture) {
        const auto* group = groupNamed(word);
        names.merge(group == nullptr ? explicitNames(sizes, word) : groupMembers(sizes, *group));
    }
    if (names.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The model has nothing of what --capture asks "
                                                    "for. It has: %1."),
                         {presentGroups(sizes)});
    }
    CapturePlan plan{{names.begin(), names.end()}, 0};
    for (const auto& name : names) {
        plan.bytes = sum(plan.bytes, sizes.at(name));
    }
    return plan;
}

void requireMemoryFor(const CapturePlan& plan, std::int64_t length)
{
    const auto available = availableMemory();
    if (available && plan.bytes > *available) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "Capturing this run takes %2 MiB of memory for the length "
                                      "%1, but only %3 MiB are available: capture less, or "
                                      "shorten the text or the steps."),
                    {std::to_string(length), mebibytes(plan.bytes), mebibytes(*available)});
    }
}

} // namespace saccade
