// Runs a chat template, which nobody has checked: every step is counted.
#pragma once

#include "core/text/template/template_environment.h"
#include "core/text/template/template_syntax.h"

#include <map>

namespace saccade
{

class TemplateRun
{
public:
    explicit TemplateRun(std::map<std::string, TemplateValue> variables);
    /// Namespaces may hold themselves: they are emptied, so that nothing stays behind.
    ~TemplateRun();
    TemplateRun(const TemplateRun&) = delete;
    TemplateRun& operator=(const TemplateRun&) = delete;

    /// Throws Error on unknown names of filters and tests, on values that do not fit, by
    /// raise_exception, and beyond 2 million steps or 8 MB of text.
    std::string render(const std::vector<TemplateStatement>& statements);

private:
    enum class Flow { Next, Break, Continue };
    using Scope = std::map<std::string, TemplateValue>;

    Flow execute(const std::vector<TemplateStatement>& statements);
    Flow execute(const TemplateStatement& statement);
    Flow branch(const TemplateStatement& statement);
    Flow loop(const TemplateStatement& statement);
    std::vector<TemplateValue> loopItems(const TemplateStatement& statement);
    void assign(const TemplateStatement& statement);
    void bind(const std::vector<std::string>& targets, const TemplateValue& value);
    /// What the statements print.
    std::string captured(const std::vector<TemplateStatement>& statements);
    void print(const std::string& text);

    TemplateValue evaluate(const TemplateExpression& expression);
    TemplateValue evaluateAt(const TemplateExpression& expression);
    TemplateValue lookUp(const std::string& name) const;
    TemplateValue sequence(const TemplateExpression& expression);
    TemplateValue dictionary(const TemplateExpression& expression);
    TemplateValue slice(const TemplateExpression& expression);
    TemplateValue comparison(const TemplateExpression& expression);
    TemplateValue conditional(const TemplateExpression& expression);
    TemplateValue operation(const TemplateExpression& expression);
    TemplateValue negative(const TemplateExpression& expression);
    TemplateArguments arguments(const TemplateExpression& expression);
    TemplateValue call(const TemplateExpression& expression);
    TemplateValue callMacro(const TemplateStatement& macro, const TemplateArguments& arguments);
    TemplateValue callFunction(const std::string& name, const TemplateArguments& arguments,
                               std::size_t line);
    TemplateValue filter(const std::string& name, const TemplateValue& value,
                         const TemplateArguments& arguments, std::size_t line);
    bool test(const std::string& name, const TemplateValue& value,
              const TemplateArguments& arguments, std::size_t line);
    TemplateCalls calls(std::size_t line);
    void spend(std::size_t steps);
    TemplateValue counted(TemplateValue value);

    std::vector<Scope> m_scopes; // outermost first
    std::vector<TemplateValue> m_namespaces;
    std::string m_output;
    std::size_t m_steps = 0;
    int m_depth = 0;
};

/// a + b and so on, as Python computes. Throws Error for values that do not fit the operator.
TemplateValue templateOperation(const std::string& symbol, const TemplateValue& left,
                                const TemplateValue& right);

} // namespace saccade
