// One graph of a model with its backward: names resolved, edits and replacements in place, compiled
// and run.
#pragma once

#include "core/graph/autodiff.h"
#include "core/models/model_gradients.h"

namespace saccade
{

class GradientGraph
{
public:
    /// `graph` must outlive it and is changed.
    explicit GradientGraph(Graph& graph) : m_graph(graph) {}

    /// Whether some value fits the pattern.
    bool has(std::string_view pattern) const;
    /// Puts an input in the value's place. Throws UsageError if there is none or it is not F32.
    void replace(const std::string& name);
    /// Values whose gradients, or that alone, are wanted. Throws UsageError as above, and for
    /// matrices that are there to be looked at.
    void want(std::string_view pattern);
    void tap(std::string_view pattern);
    bool wantsGradients() const { return !m_wanted.empty(); }
    /// → of the wanted value of this name, or of one tapped or replaced; none if it is another's.
    std::optional<Shape> shapeOf(std::string_view name) const;

    /// Adds the backward. `further` values have gradients too, in the order of the result.
    std::vector<Value> differentiate(std::span<const Seed> seeds, std::span<const Value> further);
    /// Compiles for these outputs, and for gradients and values by name.
    void compile(Backend& backend, std::vector<Value> outputs,
                 const std::shared_ptr<StateStore>& states);

    Program& program() { return *m_program; }
    /// In a program of this graph. Throws UsageError where one is missing or of another shape.
    void setReplacements(Program& program, const GradientSession::Tensors& replacements) const;
    /// Adds gradients and values by name, as F32.
    void collect(ModelGradients& result);

private:
    struct Named {
        std::string name;
        Value value;
        std::optional<Value> gradient;
    };
    std::vector<std::string> matching(std::string_view pattern) const;

    Graph& m_graph;
    std::vector<Named> m_wanted;
    std::vector<Named> m_tapped;
    std::vector<Named> m_replaced;
    std::unique_ptr<Program> m_program;
};

} // namespace saccade
