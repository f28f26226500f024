#include "core/text/template/template_error.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <QtGlobal>

namespace saccade
{

void throwTemplateSyntax(std::size_t line, const std::string& near)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The chat template has a mistake in line %1, near %2."),
                {std::to_string(line), inQuotes(near)});
}

void throwTemplateUnknown(std::size_t line, const std::string& name)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The chat template uses %2 in line %1, which Saccade "
                                           "does not know."),
                {std::to_string(line), inQuotes(name)});
}

void throwTemplateTooLong()
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The chat template takes too many steps, or makes more "
                                           "text than a prompt can be."));
}

void throwTemplateValue(const std::string& what)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The chat template gives %1 a value that it cannot "
                                           "use."),
                {inQuotes(what)});
}

void requireTemplateSize(std::size_t size)
{
    constexpr std::size_t most = 8'000'000;
    if (size > most) {
        throwTemplateTooLong();
    }
}

} // namespace saccade
