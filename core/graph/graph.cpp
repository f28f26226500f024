#include "core/graph/graph.h"

#include "core/base/error.h"
#include "core/graph/op.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

// "blocks.0.mlp.hidden F32 [4, 8]", or the number of a value that has no name.
std::string described(const Value& value)
{
    const auto& info = value.graph->info(value);
    return (info.name.empty() ? "#" + std::to_string(value.id) : info.name) + " " +
           std::string(layout(info.dtype).name) + " " + info.shape.text();
}

std::string described(std::span<const Value> values)
{
    std::string text;
    for (const auto& value : values) {
        text += (text.empty() ? "" : ", ") + described(value);
    }
    return text;
}

} // namespace

const Shape& Value::shape() const
{
    return graph->info(*this).shape;
}

DType Value::dtype() const
{
    return graph->info(*this).dtype;
}

const std::string& Value::name() const
{
    return graph->info(*this).name;
}

Value Graph::add(ValueInfo info)
{
    info.shape.elements(); // refuses impossible extents
    const auto id = static_cast<std::uint32_t>(m_values.size());
    const auto name = std::exchange(info.name, {});
    m_values.push_back(std::move(info));
    const Value value{this, id};
    if (!name.empty()) {
        setName(value, name);
    }
    return value;
}

Value Graph::input(std::string name, DType type, Shape shape)
{
    return add({.source = ValueSource::Input,
                .dtype = type,
                .shape = std::move(shape),
                .name = std::move(name),
                .constant = {}});
}

Value Graph::constant(Tensor tensor, std::string name)
{
    return add({.source = ValueSource::Constant,
                .dtype = tensor.dtype(),
                .shape = tensor.shape(),
                .name = std::move(name),
                .constant = tensor});
}

Value Graph::state(std::string name, DType type, Shape shape)
{
    return add({.source = ValueSource::State,
                .dtype = type,
                .shape = std::move(shape),
                .name = std::move(name),
                .constant = {}});
}

std::vector<Value> Graph::apply(const Op& op, std::span<const Value> inputs, Attributes attributes)
{
    Node node{.op = &op, .inputs = {}, .outputs = {}, .attributes = std::move(attributes)};
    for (const auto& input : inputs) {
        if (input.graph != this || input.id >= m_values.size()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "“%1” was given a value of another graph."),
                        {std::string(op.name)});
        }
        node.inputs.push_back(input.id);
    }
    std::vector<OutputType> types;
    try {
        types = op.outputs(inputs, node.attributes);
    } catch (const Error& error) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“%1” does not fit %2: %3"),
                    {std::string(op.name), described(inputs), error.what()});
    }
    std::vector<Value> outputs;
    for (auto& type : types) {
        outputs.push_back(add({.source = ValueSource::Node,
                               .dtype = type.dtype,
                               .shape = std::move(type.shape),
                               .name = {},
                               .constant = {},
                               .producer = static_cast<std::uint32_t>(m_nodes.size())}));
        node.outputs.push_back(outputs.back().id);
    }
    m_nodes.push_back(std::move(node));
    return outputs;
}

void Graph::setName(Value value, std::string name)
{
    addName(value, name);
    auto& info = m_values.at(value.id);
    if (!info.name.empty() && info.name != name) {
        m_names.erase(info.name);
    }
    info.name = std::move(name);
}

void Graph::addName(Value value, std::string name)
{
    const auto [place, isNew] = m_names.try_emplace(name, value.id);
    if (!isNew && place->second != value.id) {
        throw Error(QT_TRANSLATE_NOOP("Error", "Two values of a graph cannot both be named “%1”."),
                    {name});
    }
}

std::optional<Value> Graph::find(std::string_view name)
{
    const auto id = idOf(name);
    return id ? std::optional(Value{this, *id}) : std::nullopt;
}

std::optional<std::uint32_t> Graph::idOf(std::string_view name) const
{
    const auto found = m_names.find(name);
    return found == m_names.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> Graph::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, id] : m_names) {
        result.push_back(name);
    }
    return result;
}

std::vector<bool> Graph::ancestors(Value value) const
{
    std::vector<bool> found(m_nodes.size(), false);
    std::vector<std::uint32_t> pending{value.id};
    while (!pending.empty()) {
        const auto& info = m_values.at(pending.back());
        pending.pop_back();
        if (info.source == ValueSource::Node && !found[info.producer]) {
            found[info.producer] = true;
            const auto& inputs = m_nodes[info.producer].inputs;
            pending.insert(pending.end(), inputs.begin(), inputs.end());
        }
    }
    return found;
}

void Graph::replaceUses(Value value, Value replacement)
{
    auto& old = m_values.at(value.id);
    auto& fresh = m_values.at(replacement.id);
    if (old.dtype != fresh.dtype || old.shape != fresh.shape) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 cannot be replaced by %2: type or shape differ."),
            {described(value), described(replacement)});
    }
    const auto kept = ancestors(replacement);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (!kept[i]) {
            std::ranges::replace(m_nodes[i].inputs, value.id, replacement.id);
        }
    }
    for (auto& [name, id] : m_names) {
        id = id == value.id ? replacement.id : id;
    }
    if (!old.name.empty()) {
        fresh.name = std::exchange(old.name, {});
    }
}

void Graph::replaceNode(std::uint32_t index, Node node)
{
    for (const auto output : node.outputs) {
        auto& info = m_values.at(output);
        info.source = ValueSource::Node;
        info.producer = index;
    }
    m_nodes.at(index) = std::move(node);
}

} // namespace saccade
