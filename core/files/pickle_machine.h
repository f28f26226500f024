// The stack machine that a pickle is a program for. It builds values and runs nothing else.
#pragma once

#include "core/files/pickle.h"

namespace saccade
{

/// One function for each instruction that is allowed (pickle.cpp lists them).
class PickleMachine
{
public:
    explicit PickleMachine(ByteReader& reader) : m_reader(reader) {}

    std::size_t instructionStart() const { return m_start; }
    /// Reads the code of the next instruction.
    std::uint8_t nextCode();
    /// What was built; the machine is empty afterwards.
    Pickle finish();

    void none() { push(PickleNone{}); }
    void yes() { push(true); }
    void no() { push(false); }
    void float64(); // big-endian, unlike all else
    void int8() { push(std::int64_t{m_reader.read<std::uint8_t>()}); }
    void int16() { push(std::int64_t{m_reader.read<std::uint16_t>()}); }
    void int32() { push(std::int64_t{m_reader.read<std::int32_t>()}); }
    void longInteger();
    void text8() { push(text(m_reader.read<std::uint8_t>())); }
    void text32() { push(text(m_reader.read<std::uint32_t>())); }
    void text64() { push(text(m_reader.read<std::uint64_t>())); }

    void mark() { m_marks.push_back(m_stack.size()); }
    void emptyTuple() { push(PickleList{{}, true}); }
    void tuple1() { push(PickleList{last(1), true}); }
    void tuple2() { push(PickleList{last(2), true}); }
    void tuple3() { push(PickleList{last(3), true}); }
    void tuple() { push(PickleList{sinceMark(), true}); }
    void emptyList() { push(PickleList{}); }
    void append() { appendItems(last(1)); }
    void appends() { appendItems(sinceMark()); }
    void emptyDictionary() { push(PickleDictionary{}); }
    void setItem() { setPairs(last(2)); }
    void setItems() { setPairs(sinceMark()); }

    void put8() { put(m_reader.read<std::uint8_t>()); }
    void put32() { put(m_reader.read<std::uint32_t>()); }
    void memoize() { put(m_memo.size()); }
    void get8() { get(m_reader.read<std::uint8_t>()); }
    void get32() { get(m_reader.read<std::uint32_t>()); }

    void global();
    void stackGlobal();
    void call();
    void build();
    void persistent();
    void protocol() { m_reader.take(1); }
    void frame() { m_reader.take(8); }

private:
    template <typename T>
    void push(T value)
    {
        m_pickle.values.emplace_back(std::move(value));
        m_stack.push_back(static_cast<PickleIndex>(m_pickle.values.size() - 1));
    }

    /// How many values lie above the last mark.
    std::size_t reach() const { return m_stack.size() - (m_marks.empty() ? 0 : m_marks.back()); }
    std::vector<PickleIndex> last(std::size_t count);
    std::vector<PickleIndex> sinceMark();
    PickleIndex top();
    template <typename T>
    T& topAs();
    void appendItems(const std::vector<PickleIndex>& items);
    void setPairs(const std::vector<PickleIndex>& items);
    void put(std::size_t place);
    void get(std::size_t place);
    std::string text(std::uint64_t length);
    std::string line();
    void pushGlobal(const std::string& module, const std::string& name);
    void countCopy(const PickleValue& value);
    [[noreturn]] void damaged() const;
    [[noreturn]] void refuseName(const std::string& name) const;

    ByteReader& m_reader;
    Pickle m_pickle;
    std::vector<PickleIndex> m_stack;
    std::vector<std::size_t> m_marks; // where in the stack
    std::vector<PickleIndex> m_memo;
    std::size_t m_start = 0;  // of the instruction
    std::size_t m_copied = 0; // items and characters, by calls
};

} // namespace saccade
