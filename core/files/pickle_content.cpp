#include "core/files/pickle_content.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <optional>

namespace saccade
{

namespace
{

using nlohmann::json;
using Tensors = std::map<std::string, PickleIndex>;

/// Walks nested values. Each visit counts, so that values which share parts end in time.
class Walk
{
public:
    Walk(const Pickle& pickle, const std::filesystem::path& path) : m_pickle(pickle), m_path(path)
    {
    }

    /// Remembers the tensors below this value; what is left of it comes back, if anything.
    std::optional<json> value(PickleIndex index, const std::string& name);
    std::optional<std::string> key(PickleIndex index) const;
    Tensors takeTensors() { return std::move(m_tensors); }

private:
    /// One level of nesting, for as long as it lives.
    class Level
    {
    public:
        explicit Level(Walk& walk);
        ~Level() { --m_walk.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Walk& m_walk;
    };

    std::optional<json> list(const PickleList& list, const std::string& name);
    std::optional<json> dictionary(const PickleDictionary& dictionary, const std::string& name);
    void count(std::size_t cost);

    const Pickle& m_pickle;
    const std::filesystem::path& m_path;
    Tensors m_tensors;
    std::size_t m_depth = 0;
    std::size_t m_cost = 0;
};

Walk::Level::Level(Walk& walk) : m_walk(walk)
{
    constexpr std::size_t deepest = 64;
    if (walk.m_depth >= deepest) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The values in %1 are nested deeper than %2 levels, "
                                               "or contain themselves."),
                    {walk.m_path.string(), std::to_string(deepest)});
    }
    ++walk.m_depth;
}

void Walk::count(std::size_t cost)
{
    constexpr std::size_t most = 16'000'000;
    m_cost += cost;
    if (m_cost > most) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: its pickle copies the same values "
                                               "over and over."),
                    {m_path.string()});
    }
}

std::optional<std::string> Walk::key(PickleIndex index) const
{
    const auto& value = m_pickle[index];
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    return std::nullopt;
}

std::optional<json> Walk::value(PickleIndex index, const std::string& name)
{
    const auto& value = m_pickle[index];
    count(1 + name.size());
    if (const auto* text = std::get_if<std::string>(&value)) {
        count(text->size());
        return *text;
    }
    if (const auto* flag = std::get_if<bool>(&value)) {
        return *flag;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return *number;
    }
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    if (const auto* items = std::get_if<PickleList>(&value)) {
        const Level level(*this);
        return list(*items, name);
    }
    if (const auto* items = std::get_if<PickleDictionary>(&value)) {
        const Level level(*this);
        return dictionary(*items, name);
    }
    if (std::holds_alternative<PickleTensorPointer>(value)) {
        m_tensors.insert_or_assign(name.empty() ? "tensor" : name, index);
        return std::nullopt;
    }
    if (const auto* global = std::get_if<PickleGlobal>(&value)) {
        return global->name;
    }
    return json(); // None; storages and numpy's types say nothing on their own
}

std::optional<json> Walk::list(const PickleList& list, const std::string& name)
{
    auto result = json::array();
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const auto place = (name.empty() ? "" : name + ".") + std::to_string(i);
        if (auto item = value(list.items[i], place)) {
            result.push_back(std::move(*item));
        }
    }
    return result.empty() && !list.items.empty() ? std::nullopt : std::optional(std::move(result));
}

std::optional<json> Walk::dictionary(const PickleDictionary& dictionary, const std::string& name)
{
    auto result = json::object();
    for (const auto& [keyIndex, item] : dictionary.items) {
        const auto word = key(keyIndex);
        if (!word) {
            continue; // a key that is neither text nor number names nothing
        }
        count(word->size());
        if (auto left = value(item, name.empty() ? *word : name + "." + *word)) {
            result[*word] = std::move(*left);
        }
    }
    return result.empty() && !dictionary.items.empty() ? std::nullopt
                                                       : std::optional(std::move(result));
}

/// Where training programs put the weights, the most telling names first.
constexpr std::array<std::string_view, 11> wrappers{
    "state_dict", "model_state_dict", "model_state", "params_ema", "params", "model",
    "net",        "network",          "module",      "weights",    "ema"};

Tensors withoutPrefix(Tensors tensors, std::string_view prefix)
{
    const bool haveAll = !tensors.empty() && std::ranges::all_of(tensors, [&](const auto& entry) {
        return entry.first.starts_with(prefix) && entry.first.size() > prefix.size();
    });
    if (!haveAll) {
        return tensors;
    }
    Tensors result;
    for (const auto& [name, index] : tensors) {
        result.emplace(name.substr(prefix.size()), index);
    }
    return result;
}

/// The tensors of the wrapping dictionary, taken out of all: without its prefix, without others.
Tensors unwrapped(Tensors tensors)
{
    for (const auto wrapper : wrappers) {
        const auto prefix = std::string(wrapper) + ".";
        const auto first = tensors.lower_bound(prefix);
        if (first == tensors.end() || !first->first.starts_with(prefix)) {
            continue;
        }
        Tensors inside;
        for (auto place = first; place != tensors.end() && place->first.starts_with(prefix);
             ++place) {
            inside.emplace(place->first.substr(prefix.size()), place->second);
        }
        return inside;
    }
    return tensors;
}

} // namespace

PickleContent contentOf(const Pickle& pickle, const std::filesystem::path& path)
{
    PickleContent content;
    Walk walk(pickle, path);
    auto left = walk.value(pickle.root, "");
    content.tensors = walk.takeTensors();
    content.values = left && left->is_object() ? std::move(*left) : json::object();
    const auto* root = std::get_if<PickleDictionary>(&pickle[pickle.root]);
    // A dictionary below the root wraps; in a plain state_dict "model.layers…" is part of the name.
    const auto isNested = [&](const auto& item) {
        const auto word = walk.key(item.first);
        return word && std::ranges::find(wrappers, *word) != wrappers.end() &&
               std::holds_alternative<PickleDictionary>(pickle[item.second]);
    };
    if (root != nullptr && std::ranges::any_of(root->items, isNested)) {
        content.tensors = unwrapped(std::move(content.tensors));
    }
    for (const auto* prefix : {"module.", "_orig_mod."}) {
        content.tensors = withoutPrefix(std::move(content.tensors), prefix);
    }
    return content;
}

} // namespace saccade
