#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/split_pattern.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <chrono>
#include <pcre2.h>
#include <utility>

namespace saccade
{

namespace
{

template <auto Free>
struct Freeing {
    template <typename T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};
using MatchContext = std::unique_ptr<pcre2_match_context, Freeing<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freeing<pcre2_match_data_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Freeing<pcre2_jit_stack_free>>;

std::string describe(int code)
{
    std::array<PCRE2_UCHAR, 256> buffer{};
    const int length = pcre2_get_error_message(code, buffer.data(), buffer.size());
    return length > 0 ? std::string(reinterpret_cast<const char*>(buffer.data()),
                                    static_cast<std::size_t>(length))
                      : std::to_string(code);
}

// Steps for the search from one place: the patterns in use need a few for each character that they
// take.
constexpr std::uint32_t stepLimit = 5'000'000;
constexpr auto timeLimit = std::chrono::seconds(20);

/// One search through one text. The library limits the steps from one place; places are offered in
/// windows, between which the clock is looked at, so that a pattern that is slow everywhere ends,
/// too.
class Search
{
public:
    explicit Search(const pcre2_code* code)
        : m_code(code), m_context(pcre2_match_context_create(nullptr)),
          m_data(pcre2_match_data_create_from_pattern(code, nullptr)),
          m_stack(pcre2_jit_stack_create(32 * 1024, 16 * 1024 * 1024, nullptr))
    {
        if (!m_context || !m_data || !m_stack) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "There is no memory left to split a text into tokens."));
        }
        pcre2_set_match_limit(m_context.get(), stepLimit);
        pcre2_set_depth_limit(m_context.get(), stepLimit);
        pcre2_set_heap_limit(m_context.get(), 256 * 1024); // KiB
        pcre2_jit_stack_assign(m_context.get(), nullptr, m_stack.get());
    }

    struct Found {
        int error = 0; // PCRE2's code, negative
        bool found = false;
        bool outOfTime = false;
        TextRange range;
    };
    /// The next match in `text` (valid UTF-8) at or after `from`, the first byte of a character.
    Found next(std::string_view text, std::size_t from)
    {
        while (from <= text.size()) {
            const std::size_t last = std::min(text.size(), from + m_window);
            pcre2_set_offset_limit(m_context.get(), last);
            const auto before = std::chrono::steady_clock::now();
            const int code =
                pcre2_match(m_code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                            PCRE2_NO_UTF_CHECK, m_data.get(), m_context.get());
            const auto now = std::chrono::steady_clock::now();
            if (code >= 0) {
                const PCRE2_SIZE* places = pcre2_get_ovector_pointer(m_data.get());
                // \K and lookarounds may put the start behind the end or before the place of the
                // search.
                const std::size_t begin = std::max<std::size_t>(places[0], from);
                return {0, true, false, {begin, std::max<std::size_t>(begin, places[1])}};
            }
            if (code != PCRE2_ERROR_NOMATCH) {
                return {code, false, false, {}};
            }
            if (now - m_start > timeLimit) {
                return {0, false, true, {}};
            }
            const bool isQuick = now - before < std::chrono::milliseconds(20);
            m_window = isQuick ? std::min(m_window * 2, largestWindow)
                               : std::max<std::size_t>(1, m_window / 4);
            from = last + 1;
            while (from < text.size() &&
                   (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
                ++from;
            }
        }
        return {};
    }

private:
    static constexpr std::size_t largestWindow = 1 << 20;

    const pcre2_code* m_code;
    MatchContext m_context;
    MatchData m_data;
    JitStack m_stack;
    std::size_t m_window = 256;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

std::vector<TextRange> validStretches(std::string_view text)
{
    std::vector<TextRange> stretches;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!point.valid && at > start) {
            stretches.push_back({start, at});
        }
        at += point.length;
        start = point.valid ? start : at;
    }
    if (start < text.size()) {
        stretches.push_back({start, text.size()});
    }
    return stretches;
}

} // namespace

struct SplitPattern::Code {
    std::unique_ptr<pcre2_code, Freeing<pcre2_code_free>> code;
};

SplitPattern::~SplitPattern() = default;
SplitPattern::SplitPattern(SplitPattern&&) noexcept = default;
SplitPattern& SplitPattern::operator=(SplitPattern&&) noexcept = default;

SplitPattern::SplitPattern(std::string pattern, std::string file)
    : m_pattern(std::move(pattern)), m_file(std::move(file)), m_code(std::make_unique<Code>())
{
    constexpr std::size_t longestPattern = 64 * 1024;
    if (m_pattern.size() > longestPattern) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1: a regular expression is %2 bytes long; more than %3 "
                                      "are not supported."),
                    {m_file, std::to_string(m_pattern.size()), std::to_string(longestPattern)});
    }
    constexpr std::uint32_t options =
        PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT | PCRE2_NEVER_BACKSLASH_C;
    int error = 0;
    PCRE2_SIZE place = 0;
    m_code->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(m_pattern.data()),
                                     m_pattern.size(), options, &error, &place, nullptr));
    if (!m_code->code) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1: the regular expression \"%2\" is not understood at "
                                      "character %3: %4."),
                    {m_file, m_pattern.substr(0, 200), std::to_string(place), describe(error)});
    }
    // Without a just-in-time compiler for this machine the interpreter runs: slower, the same
    // result.
    pcre2_jit_compile(m_code->code.get(), PCRE2_JIT_COMPLETE);
}

std::vector<TextRange> SplitPattern::matches(std::string_view text) const
{
    std::vector<TextRange> result;
    Search search(m_code->code.get());
    // The library wants valid UTF-8, and would check all of the text again for each match if it
    // were not told that it is: every valid stretch is searched by itself.
    for (const TextRange stretch : validStretches(text)) {
        const std::string_view valid = text.substr(stretch.begin, stretch.size());
        for (std::size_t from = 0; from <= valid.size();) {
            const auto found = search.next(valid, from);
            if (found.error != 0 || found.outOfTime) {
                const std::string reason =
                    found.outOfTime ? "time limit exceeded" : describe(found.error);
                throw Error(
                    QT_TRANSLATE_NOOP("Error",
                                      "%1: the regular expression \"%2\" does not come to an end "
                                      "on this text (at byte %3: %4). Use another tokenizer or a "
                                      "shorter text."),
                    {m_file, m_pattern.substr(0, 200), std::to_string(stretch.begin + from),
                     reason});
            }
            if (!found.found) {
                break;
            }
            const TextRange range = found.range;
            result.push_back({stretch.begin + range.begin, stretch.begin + range.end});
            const bool stands = range.size() == 0 && range.end < valid.size();
            from = stands ? range.end + codePointAt(valid, range.end).length
                          : range.end + (range.size() == 0 ? 1 : 0);
        }
    }
    return result;
}

std::vector<TextRange> placesOf(std::string_view needle, std::string_view text)
{
    std::vector<TextRange> result;
    for (std::size_t at = text.find(needle); at != std::string_view::npos && !needle.empty();
         at = text.find(needle, at + needle.size())) {
        result.push_back({at, at + needle.size()});
    }
    return result;
}

} // namespace saccade
