#include "core/text/vocabulary.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <limits>

namespace saccade
{

Vocabulary::Vocabulary(std::vector<std::pair<std::string, std::int64_t>> entries,
                       const std::string& file)
{
    const auto limit = std::min<std::int64_t>(std::ssize(entries) * 2 + 65536,
                                              std::numeric_limits<std::int32_t>::max());
    std::int64_t largest = -1;
    for (const auto& [entry, id] : entries) {
        if (id < 0 || id >= limit) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "%1: the token \"%2\" has the id %3, which is not between 0 "
                                     "and %4. The file is damaged."),
                        {file, entry.substr(0, 80), std::to_string(id), std::to_string(limit - 1)});
        }
        largest = std::max(largest, id);
    }
    m_entries.resize(static_cast<std::size_t>(largest + 1));
    m_ids.reserve(entries.size());
    std::vector<bool> taken(m_entries.size(), false);
    for (auto& [entry, id] : entries) {
        if (taken[static_cast<std::size_t>(id)]) {
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "%1: the id %2 is given to two tokens, \"%3\" and \"%4\". The "
                                  "file is damaged."),
                {file, std::to_string(id), m_entries[static_cast<std::size_t>(id)].substr(0, 80),
                 entry.substr(0, 80)});
        }
        taken[static_cast<std::size_t>(id)] = true;
        place(std::move(entry), static_cast<std::int32_t>(id), file);
    }
}

Vocabulary::Vocabulary(std::vector<std::string> entries, const std::string& file)
{
    m_entries.resize(entries.size());
    m_ids.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        place(std::move(entries[i]), static_cast<std::int32_t>(i), file);
    }
}

void Vocabulary::place(std::string entry, std::int32_t id, const std::string& file)
{
    if (entry.size() > longestAllowed) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1: token %2 is %3 bytes long; more than %4 are not supported."),
                    {file, std::to_string(id), std::to_string(entry.size()),
                     std::to_string(longestAllowed)});
    }
    m_longest = std::max(m_longest, entry.size());
    m_ids.insert_or_assign(entry, id);
    m_entries[static_cast<std::size_t>(id)] = std::move(entry);
}

const std::string& Vocabulary::entry(std::int32_t id) const
{
    static const std::string none;
    return id >= 0 && id < size() ? m_entries[static_cast<std::size_t>(id)] : none;
}

std::optional<std::int32_t> Vocabulary::find(std::string_view entry) const
{
    const auto found = m_ids.find(entry);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace saccade
