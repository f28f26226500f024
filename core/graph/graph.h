// A static computation: nodes that apply ops to named values. Built once, compiled by a Backend.
#pragma once

#include "core/graph/attributes.h"
#include "core/graph/tensor.h"

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade {

class Graph;
struct Op;

/// A handle to one value of a Graph: the output of a node, or an input, constant or state.
struct Value {
    Graph* graph = nullptr;
    std::uint32_t id = 0;

    bool operator==(const Value&) const = default;
    const Shape& shape() const;
    DType dtype() const;
    const std::string& name() const;
};

enum class ValueSource { Input, Constant, State, Node };

struct ValueInfo {
    ValueSource source = ValueSource::Node;
    DType dtype = DType::F32;
    Shape shape;
    std::string name;          // empty if nobody named it
    Tensor constant;           // of a Constant
    std::uint32_t producer = 0; // node index, of a Node
};

/// One application of an op. Most have one output; fused ones may have more.
struct Node {
    const Op* op = nullptr;
    std::vector<std::uint32_t> inputs;
    std::vector<std::uint32_t> outputs;
    Attributes attributes;
};

/// Define-then-run. Values and nodes only grow, so ids stay valid; a copy of a Graph keeps the ids.
class Graph {
public:
    /// What the caller sets before each run.
    Value input(std::string name, DType type, Shape shape);
    /// Data known now: a weight in its own precision, a table.
    Value constant(Tensor tensor, std::string name = {});
    /// Zero at first; keeps its contents between runs. Programs compiled with the same StateStore
    /// share states by name.
    Value state(std::string name, DType type, Shape shape);
    /// Applies an op: the op's shape rule checks the inputs and gives the outputs' types and shapes.
    /// Throws Error naming the op, the values and the shapes.
    std::vector<Value> apply(const Op& op, std::span<const Value> inputs, Attributes attributes = {});

    /// Names a value (design, section 2). Throws Error if the name is taken.
    void setName(Value value, std::string name);
    /// A further name: what leaves block 0 enters block 1. Throws Error if the name is taken.
    void addName(Value value, std::string name);
    std::optional<Value> find(std::string_view name);
    /// The id of the value of this name.
    std::optional<std::uint32_t> idOf(std::string_view name) const;
    std::vector<std::string> names() const;

    /// Every node that reads `value`, but those that `replacement` is computed from, reads `replacement`
    /// instead: how edits enter a built graph. The names move to the replacement, so that a tap sees what
    /// the model computed with. Throws Error if type or shape differ.
    void replaceUses(Value value, Value replacement);

    /// Puts another node at `index`; its outputs, existing values, are produced there from then on. For
    /// rewriting passes such as fuseAttention.
    void replaceNode(std::uint32_t index, Node node);

    const ValueInfo& info(Value value) const { return info(value.id); }
    const ValueInfo& info(std::uint32_t id) const { return m_values.at(id); }
    const std::deque<Node>& nodes() const { return m_nodes; }
    std::size_t valueCount() const { return m_values.size(); }
    Value value(std::uint32_t id) { return {this, id}; }

private:
    Value add(ValueInfo info);
    std::vector<bool> ancestors(Value value) const; // by node

    std::deque<ValueInfo> m_values;
    std::deque<Node> m_nodes;
    std::map<std::string, std::uint32_t, std::less<>> m_names;
};

} // namespace saccade
