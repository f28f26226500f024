#include "core/models/gradient_graph.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/graph/name_pattern.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

/// The matrices that recurrent layers act like are computed beside the model, not by it.
void refuseImplicit(const std::string& name)
{
    if (name.find(".ssm.") != std::string::npos && name.ends_with("pattern")) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "“%1” has no gradient: it is there to be looked at, the "
                                           "layer does not compute with it."),
                         {name});
    }
}

} // namespace

bool GradientGraph::has(std::string_view pattern) const
{
    return std::ranges::any_of(m_graph.names(), [&](const std::string& name) {
        return m_graph.info(*m_graph.idOf(name)).dtype == DType::F32 && matchesName(pattern, name);
    });
}

std::vector<std::string> GradientGraph::matching(std::string_view pattern) const
{
    std::vector<std::string> all;
    std::vector<std::string> found;
    for (auto& name : m_graph.names()) {
        const auto& info = m_graph.info(*m_graph.idOf(name));
        const bool isComputed =
            info.source == ValueSource::Node || info.source == ValueSource::Input;
        if (isComputed && info.dtype == DType::F32) {
            if (matchesName(pattern, name)) {
                found.push_back(name);
            }
            all.push_back(std::move(name));
        }
    }
    if (found.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The model has no value “%1”. Did you mean “%2”?"),
            {std::string(pattern), nearest(pattern, all)});
    }
    return found;
}

void GradientGraph::replace(const std::string& name)
{
    const auto old = *m_graph.find(matching(name).front());
    const auto given = m_graph.input("given " + name, DType::F32, old.shape());
    m_graph.replaceUses(old, given);
    m_replaced.push_back({name, given, std::nullopt});
}

void GradientGraph::want(std::string_view pattern)
{
    for (auto& name : matching(pattern)) {
        refuseImplicit(name);
        const auto value = *m_graph.find(name);
        m_wanted.push_back({std::move(name), value, std::nullopt});
    }
}

void GradientGraph::tap(std::string_view pattern)
{
    for (auto& name : matching(pattern)) {
        const auto value = *m_graph.find(name);
        m_tapped.push_back({std::move(name), value, std::nullopt});
    }
}

std::optional<Shape> GradientGraph::shapeOf(std::string_view name) const
{
    for (const auto* list : {&m_wanted, &m_tapped, &m_replaced}) {
        const auto found = std::ranges::find(*list, name, &Named::name);
        if (found != list->end()) {
            return found->value.shape();
        }
    }
    return std::nullopt;
}

std::vector<Value> GradientGraph::differentiate(std::span<const Seed> seeds,
                                                std::span<const Value> further)
{
    std::vector<Value> values;
    std::ranges::transform(m_wanted, std::back_inserter(values), &Named::value);
    std::ranges::copy(further, std::back_inserter(values));
    const auto found = gradients(m_graph, seeds, values);
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        m_wanted[i].gradient = found[i];
    }
    return {found.begin() + std::ssize(m_wanted), found.end()};
}

void GradientGraph::compile(Backend& backend, std::vector<Value> outputs,
                            const std::shared_ptr<StateStore>& states)
{
    for (const auto& [name, value, gradient] : m_wanted) {
        outputs.push_back(value);
        if (gradient) {
            outputs.push_back(*gradient);
        }
    }
    std::ranges::transform(m_tapped, std::back_inserter(outputs), &Named::value);
    m_program = backend.compile(m_graph, outputs, states);
}

void GradientGraph::setReplacements(Program& program,
                                    const GradientSession::Tensors& replacements) const
{
    for (const auto& [name, value, gradient] : m_replaced) {
        const auto found = replacements.find(name);
        const bool fits = found != replacements.end() && found->second.dtype() == DType::F32 &&
                          found->second.shape() == value.shape();
        if (!fits) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "The model was made ready for “%1” of the shape %2, but "
                                           "is given %3."),
                {name, value.shape().text(),
                 found == replacements.end() ? "none" : found->second.shape().text()});
        }
        program.set(value, found->second);
    }
}

void GradientGraph::collect(ModelGradients& result)
{
    for (const auto& [name, value, gradient] : m_wanted) {
        result.values.insert_or_assign(name, m_program->get(value));
        result.gradients.insert_or_assign(name, m_program->get(*gradient));
    }
    for (const auto& [name, value, gradient] : m_tapped) {
        result.values.insert_or_assign(name, m_program->get(value));
    }
}

} // namespace saccade
