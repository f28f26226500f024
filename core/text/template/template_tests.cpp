#include "core/text/template/template_environment.h"
#include "core/text/template/template_error.h"

#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

using Value = TemplateValue;

struct Test {
    std::string_view name;
    bool (*passes)(const Value&, const Value& other);
};

bool isRemainder(const Value& value, std::int64_t divisor, std::int64_t remainder, const char* user)
{
    if (!value.isWhole() || divisor == 0) {
        throwTemplateValue(user);
    }
    return divisor == -1 || (value.wholeNumber() % divisor + divisor) % divisor == remainder;
}

constexpr std::array tests{
    Test{"defined", [](const Value& v, const Value&) { return !v.isUndefined(); }},
    Test{"undefined", [](const Value& v, const Value&) { return v.isUndefined(); }},
    Test{"none", [](const Value& v, const Value&) { return v.isNone(); }},
    Test{"string", [](const Value& v, const Value&) { return v.text() != nullptr; }},
    Test{"mapping", [](const Value& v, const Value&) { return v.dictionary() != nullptr; }},
    Test{"iterable",
         [](const Value& v, const Value&) {
             return v.text() != nullptr || v.list() != nullptr || v.dictionary() != nullptr ||
                    v.isUndefined();
         }},
    Test{"sequence",
         [](const Value& v, const Value&) {
             return v.text() != nullptr || v.list() != nullptr || v.dictionary() != nullptr ||
                    v.isUndefined();
         }},
    Test{"number", [](const Value& v, const Value&) { return v.isNumber(); }},
    Test{"integer", [](const Value& v, const Value&) { return v.integer() != nullptr; }},
    Test{"float", [](const Value& v, const Value&) { return v.real() != nullptr; }},
    Test{"boolean", [](const Value& v, const Value&) { return v.boolean() != nullptr; }},
    Test{"true",
         [](const Value& v, const Value&) { return v.boolean() != nullptr && *v.boolean(); }},
    Test{"false",
         [](const Value& v, const Value&) { return v.boolean() != nullptr && !*v.boolean(); }},
    Test{"callable", [](const Value& v, const Value&) { return v.function() != nullptr; }},
    Test{"odd", [](const Value& v, const Value&) { return isRemainder(v, 2, 1, "odd"); }},
    Test{"even", [](const Value& v, const Value&) { return isRemainder(v, 2, 0, "even"); }},
    Test{"divisibleby",
         [](const Value& v, const Value& o) {
             return isRemainder(v, o.wholeNumber(), 0, "divisibleby");
         }},
    Test{"eq", [](const Value& v, const Value& o) { return v.equals(o); }},
    Test{"==", [](const Value& v, const Value& o) { return v.equals(o); }},
    Test{"equalto", [](const Value& v, const Value& o) { return v.equals(o); }},
    Test{"sameas", [](const Value& v, const Value& o) { return v.equals(o); }},
    Test{"ne", [](const Value& v, const Value& o) { return !v.equals(o); }},
    Test{"!=", [](const Value& v, const Value& o) { return !v.equals(o); }},
    Test{"lt", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) < 0; }},
    Test{"<", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) < 0; }},
    Test{"le", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) <= 0; }},
    Test{"gt", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) > 0; }},
    Test{">", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) > 0; }},
    Test{"ge", [](const Value& v, const Value& o) { return compareTemplateValues(v, o) >= 0; }},
    Test{"in", [](const Value& v, const Value& o) { return templateContains(o, v); }},
    Test{"lower",
         [](const Value& v, const Value&) {
             return v.text() != nullptr && templateLower(*v.text()) == *v.text();
         }},
    Test{"upper",
         [](const Value& v, const Value&) {
             return v.text() != nullptr && templateUpper(*v.text()) == *v.text();
         }},
};

} // namespace

std::optional<bool> applyTemplateTest(const std::string& name, const TemplateValue& value,
                                      const TemplateArguments& arguments)
{
    const auto* found = std::ranges::find(tests, name, &Test::name);
    return found == tests.end() ? std::nullopt
                                : std::optional(found->passes(value, arguments.get(0, "")));
}

} // namespace saccade
