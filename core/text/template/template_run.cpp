#include "core/text/template/template_run.h"

#include "core/text/template/template_error.h"

namespace saccade
{

namespace
{

using Kind = TemplateStatement::Kind;
using Value = TemplateValue;

} // namespace

TemplateRun::TemplateRun(std::map<std::string, TemplateValue> variables)
{
    m_scopes.push_back(std::move(variables));
}

TemplateRun::~TemplateRun()
{
    for (const auto& value : m_namespaces) {
        (*value.dictionary())->entries.clear();
    }
}

std::string TemplateRun::render(const std::vector<TemplateStatement>& statements)
{
    execute(statements);
    return std::move(m_output);
}

TemplateRun::Flow TemplateRun::execute(const std::vector<TemplateStatement>& statements)
{
    for (const auto& statement : statements) {
        const auto flow = execute(statement);
        if (flow != Flow::Next) {
            return flow;
        }
    }
    return Flow::Next;
}

TemplateRun::Flow TemplateRun::execute(const TemplateStatement& statement)
{
    spend(1);
    switch (statement.kind) {
    case Kind::Text:
        print(statement.text);
        return Flow::Next;
    case Kind::Print:
        print(templateText(evaluate(*statement.expression)));
        return Flow::Next;
    case Kind::If:
        return branch(statement);
    case Kind::For:
        return loop(statement);
    case Kind::Set:
        assign(statement);
        return Flow::Next;
    case Kind::SetBlock:
        bind(statement.targets, captured(statement.body));
        return Flow::Next;
    case Kind::Macro:
        m_scopes.back()[statement.text] = TemplateFunction{statement.text, &statement, nullptr};
        return Flow::Next;
    case Kind::Group:
        return execute(statement.body);
    case Kind::Break:
        return Flow::Break;
    case Kind::Continue:
        return Flow::Continue;
    }
    return Flow::Next;
}

TemplateRun::Flow TemplateRun::branch(const TemplateStatement& statement)
{
    return execute(evaluate(*statement.expression).isTrue() ? statement.body : statement.otherwise);
}

std::vector<TemplateValue> TemplateRun::loopItems(const TemplateStatement& statement)
{
    auto items = templateItems(evaluate(*statement.expression), "for");
    spend(items.size());
    if (statement.condition == nullptr) {
        return items;
    }
    std::vector<TemplateValue> chosen;
    for (auto& item : items) {
        m_scopes.emplace_back();
        bind(statement.targets, item);
        if (evaluate(*statement.condition).isTrue()) {
            chosen.push_back(std::move(item));
        }
        m_scopes.pop_back();
    }
    return chosen;
}

TemplateRun::Flow TemplateRun::loop(const TemplateStatement& statement)
{
    const auto items = loopItems(statement);
    const auto length = std::ssize(items);
    constexpr std::size_t costOfScope = 16; // the variable "loop" is made anew each time
    for (std::int64_t i = 0; i < length; ++i) {
        const auto at = [&](std::int64_t place) {
            return place < 0 || place >= length ? Value() : items[static_cast<std::size_t>(place)];
        };
        TemplateDictionary state;
        state.entries = {{"index", i + 1},
                         {"index0", i},
                         {"first", i == 0},
                         {"last", i == length - 1},
                         {"length", length},
                         {"revindex", length - i},
                         {"revindex0", length - i - 1},
                         {"previtem", at(i - 1)},
                         {"nextitem", at(i + 1)}};
        spend(costOfScope);
        m_scopes.emplace_back();
        m_scopes.back()["loop"] = std::move(state);
        bind(statement.targets, at(i));
        const auto flow = execute(statement.body);
        m_scopes.pop_back();
        if (flow == Flow::Break) {
            break;
        }
    }
    return length == 0 ? execute(statement.otherwise) : Flow::Next;
}

void TemplateRun::assign(const TemplateStatement& statement)
{
    auto value = evaluate(*statement.expression);
    if (statement.text.empty()) {
        bind(statement.targets, value);
        return;
    }
    const auto target = lookUp(statement.targets[0]);
    if (target.dictionary() == nullptr || !(*target.dictionary())->isNamespace) {
        throwTemplateValue(statement.targets[0] + "." + statement.text);
    }
    spend((*target.dictionary())->entries.size() / 4);
    (*target.dictionary())->set(statement.text, std::move(value));
}

void TemplateRun::bind(const std::vector<std::string>& targets, const TemplateValue& value)
{
    if (targets.size() == 1) {
        m_scopes.back()[targets[0]] = value;
        return;
    }
    const auto items = templateItems(value, "for");
    if (items.size() != targets.size()) {
        throwTemplateValue(targets[0]);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        m_scopes.back()[targets[i]] = items[i];
    }
}

std::string TemplateRun::captured(const std::vector<TemplateStatement>& statements)
{
    std::string outer;
    std::swap(outer, m_output);
    execute(statements);
    std::swap(outer, m_output);
    return outer;
}

TemplateValue TemplateRun::callMacro(const TemplateStatement& macro, const TemplateArguments& given)
{
    // It sees the template's own variables and its parameters, not those of its caller.
    std::vector<Scope> callers(std::make_move_iterator(m_scopes.begin() + 1),
                               std::make_move_iterator(m_scopes.end()));
    m_scopes.resize(1);
    m_scopes.emplace_back();
    const auto optional = macro.targets.size() - macro.defaults.size();
    for (std::size_t i = 0; i < macro.targets.size(); ++i) {
        auto value = given.get(i, macro.targets[i]);
        if (value.isUndefined() && i >= optional) {
            value = evaluate(*macro.defaults[i - optional]);
        }
        m_scopes.back()[macro.targets[i]] = std::move(value);
    }
    auto text = captured(macro.body);
    m_scopes.resize(1);
    m_scopes.insert(m_scopes.end(), std::make_move_iterator(callers.begin()),
                    std::make_move_iterator(callers.end()));
    return text;
}

void TemplateRun::print(const std::string& text)
{
    spend(text.size() / 64);
    requireTemplateSize(m_output.size() + text.size());
    m_output += text;
}

void TemplateRun::spend(std::size_t steps)
{
    constexpr std::size_t most = 2'000'000;
    m_steps += steps;
    if (m_steps > most) {
        throwTemplateTooLong();
    }
}

/// Copying texts and lists is work, too.
TemplateValue TemplateRun::counted(TemplateValue value)
{
    if (const auto* text = value.text()) {
        requireTemplateSize(text->size());
        spend(text->size() / 64);
    } else if (const auto* list = value.list()) {
        spend(list->items.size() / 16);
    } else if (const auto* entries = value.dictionary()) {
        spend((*entries)->entries.size() / 16);
    }
    return value;
}

} // namespace saccade
