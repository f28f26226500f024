#include "core/files/npy_header.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

namespace saccade
{

namespace
{

class Parser
{
public:
    Parser(const std::filesystem::path& file, std::string_view text) : m_file(file), m_text(text) {}

    NpyHeader header()
    {
        NpyHeader result;
        std::set<std::string> seen;
        expect("{");
        while (!accept("}")) {
            const auto key = quoted();
            expect(":");
            if (!seen.insert(key).second) {
                refuse();
            }
            if (key == "descr") {
                result.description = quoted();
            } else if (key == "fortran_order") {
                result.order = truth() ? NpyOrder::Fortran : NpyOrder::RowMajor;
            } else if (key == "shape") {
                result.shape = shape();
            } else {
                refuse();
            }
            if (!accept(",")) {
                expect("}");
                break;
            }
        }
        skipSpace();
        constexpr std::size_t keys = 3;
        if (m_at != m_text.size() || seen.size() != keys) {
            refuse();
        }
        return result;
    }

private:
    void skipSpace()
    {
        const auto next = m_text.find_first_not_of(" \t\r\n", m_at);
        m_at = next == std::string_view::npos ? m_text.size() : next;
    }
    bool accept(std::string_view word)
    {
        skipSpace();
        if (!m_text.substr(m_at).starts_with(word)) {
            return false;
        }
        m_at += word.size();
        return true;
    }
    void expect(std::string_view word)
    {
        if (!accept(word)) {
            refuse();
        }
    }
    bool truth()
    {
        if (accept("True")) {
            return true;
        }
        expect("False");
        return false;
    }
    std::string quoted()
    {
        const char* quote = accept("'") ? "'" : "\"";
        if (*quote == '"') {
            expect(quote);
        }
        const auto end = m_text.find(quote, m_at);
        if (end == std::string_view::npos) {
            refuse();
        }
        const auto word = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return std::string(word);
    }
    Shape shape()
    {
        constexpr std::size_t mostAxes = 64; // of numpy 2
        std::vector<std::int64_t> extents;
        std::int64_t elements = 1;
        expect("(");
        while (!accept(")")) {
            skipSpace();
            std::int64_t extent = -1;
            const auto [end, error] =
                std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), extent);
            if (error != std::errc() || extent < 0 || extents.size() == mostAxes ||
                __builtin_mul_overflow(elements, std::max<std::int64_t>(extent, 1), &elements)) {
                refuse();
            }
            m_at = static_cast<std::size_t>(end - m_text.data());
            accept("L"); // as Python 2 wrote long integers
            extents.push_back(extent);
            if (!accept(",")) {
                expect(")");
                break;
            }
        }
        return Shape(std::move(extents));
    }
    [[noreturn]] void refuse() const
    {
        throw Error(QT_TRANSLATE_NOOP("Error", "The array in %1 has a header that numpy does not "
                                               "write, at its byte %2."),
                    {m_file.string(), std::to_string(m_at)});
    }

    const std::filesystem::path& m_file;
    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

NpyHeader parseNpyHeader(const std::filesystem::path& file, std::string_view text)
{
    return Parser(file, text).header();
}

} // namespace saccade
