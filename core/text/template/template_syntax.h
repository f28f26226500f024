// A chat template as a tree.
#pragma once

#include "core/text/template/template_value.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade
{

struct TemplateExpression {
    enum class Kind {
        Constant,   // value
        Name,       // name
        List,       // parts
        Tuple,      // parts
        Dictionary, // parts: key, value, key …
        Attribute,  // parts[0].name
        Index,      // parts[0][parts[1]]
        Slice,      // parts[0][parts[1]:parts[2]:parts[3]], null where left out
        Call,       // parts[0](rest, named)
        Filter,     // parts[0] | name(rest, named)
        Test,       // parts[0] is name(rest)
        Not,        // not parts[0]
        Negative,   // -parts[0]
        Positive,   // +parts[0]
        And,        // both are evaluated as Python does
        Or,
        Operation,   // parts[0] name parts[1]
        Comparison,  // parts[0] operators[0] parts[1] operators[1] parts[2] …
        Conditional, // parts[0] if parts[1] else parts[2] (null where left out)
    };
    using Pointer = std::unique_ptr<TemplateExpression>;

    Kind kind = Kind::Constant;
    std::size_t line = 1;
    std::string name;
    TemplateValue value;
    std::vector<Pointer> parts;
    std::vector<std::pair<std::string, Pointer>> named;
    std::vector<std::string> operators;
    int depth = 1; // of the tree below

    /// Appends a part, which may be null.
    void add(Pointer part)
    {
        depth = part == nullptr ? depth : std::max(depth, part->depth + 1);
        parts.push_back(std::move(part));
    }
};

struct TemplateStatement {
    enum class Kind {
        Text,     // text
        Print,    // expression
        If,       // expression, body, otherwise
        For,      // targets in expression if condition, body, otherwise
        Set,      // targets = expression; "name.attribute" for namespaces
        SetBlock, // targets[0] = body as text
        Macro,    // text(targets, defaults), body
        Group,    // body ({% generation %})
        Break,
        Continue,
    };

    Kind kind = Kind::Text;
    std::size_t line = 1;
    std::string text;
    std::vector<std::string> targets;
    TemplateExpression::Pointer expression, condition;
    std::vector<TemplateExpression::Pointer> defaults; // of a macro's last parameters
    std::vector<TemplateStatement> body, otherwise;
};

/// Throws Error (line, what) for what is no template, for tags that chat templates have no use for
/// (include, extends …), and for nesting deeper than 100.
std::vector<TemplateStatement> parseTemplate(std::string_view source);

} // namespace saccade
