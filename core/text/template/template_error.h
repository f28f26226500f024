// How a chat template fails.
#pragma once

#include <cstddef>
#include <string>

namespace saccade
{

/// Each throws Error. The interpreter adds the line to those that lack it.
[[noreturn]] void throwTemplateSyntax(std::size_t line, const std::string& near);
[[noreturn]] void throwTemplateUnknown(std::size_t line, const std::string& name);
[[noreturn]] void throwTemplateTooLong();
/// `what` (a filter, an operator) was given a value that it cannot use.
[[noreturn]] void throwTemplateValue(const std::string& what);

/// Throws Error where a text has more bytes, or a list more items, than any prompt needs.
void requireTemplateSize(std::size_t size);

} // namespace saccade
