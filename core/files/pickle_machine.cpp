#include "core/files/pickle_machine.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/files/pickle_globals.h"

#include <QtGlobal>
#include <bit>
#include <limits>

namespace saccade
{

std::uint8_t PickleMachine::nextCode()
{
    m_start = m_reader.position();
    return m_reader.read<std::uint8_t>();
}

Pickle PickleMachine::finish()
{
    m_pickle.root = top();
    return std::move(m_pickle);
}

void PickleMachine::float64()
{
    push(std::bit_cast<double>(__builtin_bswap64(m_reader.read<std::uint64_t>())));
}

void PickleMachine::longInteger()
{
    const auto length = m_reader.read<std::uint8_t>();
    const auto bytes = m_reader.take(length);
    if (length > sizeof(std::int64_t)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: its pickle has a whole number of %3 "
                                               "bytes at byte %2; 8 are read."),
                    {m_reader.path().string(), std::to_string(m_start), std::to_string(length)});
    }
    // Two's complement, least byte first: the highest bit fills the rest.
    const bool isNegative = length > 0 && (bytes.back() & std::byte{0x80}) != std::byte{0};
    std::uint64_t value = isNegative ? ~std::uint64_t{0} : 0;
    for (auto i = bytes.size(); i-- > 0;) {
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[i]);
    }
    push(static_cast<std::int64_t>(value));
}

void PickleMachine::global()
{
    const auto module = line();
    pushGlobal(module, line());
}

void PickleMachine::stackGlobal()
{
    const auto names = last(2);
    const auto* module = std::get_if<std::string>(&m_pickle[names[0]]);
    const auto* name = std::get_if<std::string>(&m_pickle[names[1]]);
    if (module == nullptr || name == nullptr) {
        damaged();
    }
    pushGlobal(std::string(*module), std::string(*name));
}

void PickleMachine::pushGlobal(const std::string& module, const std::string& name)
{
    auto value = pickleGlobal(module, name);
    if (!value) {
        refuseName(module + "." + name);
    }
    push(std::move(*value));
}

void PickleMachine::call()
{
    const auto parts = last(2);
    const auto* callable = std::get_if<PickleGlobal>(&m_pickle[parts[0]]);
    const auto* arguments = std::get_if<PickleList>(&m_pickle[parts[1]]);
    if (callable == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: at byte %2 its pickle calls a value "
                                               "that is no function."),
                    {m_reader.path().string(), std::to_string(m_start)});
    }
    auto result = arguments != nullptr && arguments->isTuple
                      ? callPickleGlobal(m_pickle, *callable, arguments->items)
                      : std::nullopt;
    if (!result) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: at byte %2 its pickle gives %3 "
                                               "arguments that it does not take."),
                    {m_reader.path().string(), std::to_string(m_start), callable->name});
    }
    countCopy(*result);
    push(std::move(*result));
}

void PickleMachine::build()
{
    const auto state = last(1);
    if (!setPickleState(m_pickle, top(), state[0])) {
        damaged();
    }
    countCopy(m_pickle[top()]);
}

void PickleMachine::persistent()
{
    const auto storage = pickleStorage(m_pickle, last(1)[0]);
    if (!storage) {
        damaged();
    }
    countCopy(*storage);
    push(*storage);
}

/// A short pickle could copy a long value over and over.
void PickleMachine::countCopy(const PickleValue& value)
{
    constexpr std::size_t most = 16'000'000;
    m_copied += 1;
    if (const auto* text = std::get_if<std::string>(&value)) {
        m_copied += text->size();
    } else if (const auto* list = std::get_if<PickleList>(&value)) {
        m_copied += list->items.size();
    } else if (const auto* dictionary = std::get_if<PickleDictionary>(&value)) {
        m_copied += dictionary->items.size();
    } else if (const auto* type = std::get_if<PickleNumpyType>(&value)) {
        m_copied += type->name.size();
    } else if (const auto* storage = std::get_if<PickleStorage>(&value)) {
        m_copied += storage->key.size();
    } else if (const auto* tensor = std::get_if<PickleTensorPointer>(&value)) {
        m_copied += (*tensor)->storage.key.size() + (*tensor)->extents.size();
    }
    if (m_copied > most) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: its pickle copies the same values "
                                               "over and over."),
                    {m_reader.path().string()});
    }
}

std::vector<PickleIndex> PickleMachine::last(std::size_t count)
{
    if (count > reach()) {
        damaged();
    }
    std::vector<PickleIndex> items(m_stack.end() - static_cast<std::ptrdiff_t>(count),
                                   m_stack.end());
    m_stack.resize(m_stack.size() - count);
    return items;
}

std::vector<PickleIndex> PickleMachine::sinceMark()
{
    if (m_marks.empty()) {
        damaged();
    }
    auto items = last(reach());
    m_marks.pop_back();
    return items;
}

PickleIndex PickleMachine::top()
{
    if (reach() == 0) {
        damaged();
    }
    return m_stack.back();
}

template <typename T>
T& PickleMachine::topAs()
{
    auto* value = std::get_if<T>(&m_pickle.values[top()]);
    if (value == nullptr) {
        damaged();
    }
    return *value;
}

void PickleMachine::appendItems(const std::vector<PickleIndex>& items)
{
    auto& list = topAs<PickleList>();
    if (list.isTuple) {
        damaged();
    }
    list.items.insert(list.items.end(), items.begin(), items.end());
}

void PickleMachine::setPairs(const std::vector<PickleIndex>& items)
{
    auto& dictionary = topAs<PickleDictionary>();
    if (items.size() % 2 != 0) {
        damaged();
    }
    for (std::size_t i = 0; i < items.size(); i += 2) {
        dictionary.items.emplace_back(items[i], items[i + 1]);
    }
}

void PickleMachine::put(std::size_t place)
{
    constexpr auto nothing = std::numeric_limits<PickleIndex>::max();
    // Pythons count their notes; a place far ahead would only take memory.
    if (place > m_pickle.values.size()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: at byte %2 its pickle keeps a value "
                                               "under the number %3, but it has only %4 values."),
                    {m_reader.path().string(), std::to_string(m_start), std::to_string(place),
                     std::to_string(m_pickle.values.size())});
    }
    if (place >= m_memo.size()) {
        m_memo.resize(place + 1, nothing);
    }
    m_memo[place] = top();
}

void PickleMachine::get(std::size_t place)
{
    if (place >= m_memo.size() || m_memo[place] >= m_pickle.values.size()) {
        damaged();
    }
    m_stack.push_back(m_memo[place]);
}

std::string PickleMachine::text(std::uint64_t length)
{
    const auto bytes = m_reader.take(length);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string PickleMachine::line()
{
    constexpr std::size_t longest = 1000;
    std::string text;
    for (auto c = m_reader.read<char>(); c != '\n'; c = m_reader.read<char>()) {
        text += c;
        if (text.size() > longest) {
            damaged();
        }
    }
    return text;
}

void PickleMachine::damaged() const
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The pickle in %1 is damaged: the instruction at byte "
                                           "%2 does not find the values that it needs."),
                {m_reader.path().string(), std::to_string(m_start)});
}

void PickleMachine::refuseName(const std::string& name) const
{
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "%1 is refused: at byte %2 its pickle asks for %3, and only tensors "
                             "and plain values are read. If you trust it, save the model's "
                             "state_dict alone, or as safetensors."),
                {m_reader.path().string(), std::to_string(m_start), inQuotes(name)});
}

} // namespace saccade
