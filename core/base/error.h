// The one exception type of Saccade: a sentence that says what happened, where, and what to do next.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace saccade {

/// An error that a user may read. The pattern is an English sentence with %1, %2 … for the arguments;
/// mark it QT_TRANSLATE_NOOP("Error", "…") where it is thrown, so that views can show it translated.
class Error : public std::runtime_error {
public:
    explicit Error(const char* pattern, std::vector<std::string> arguments = {});

    const std::string& pattern() const { return m_pattern; }
    const std::vector<std::string>& arguments() const { return m_arguments; }

private:
    std::string m_pattern;
    std::vector<std::string> m_arguments;
};

/// A command line, file or value that the user named wrongly: main exits with code 2 instead of 1.
class UsageError : public Error {
    using Error::Error;
};

/// The job was asked to stop; not a fault, nothing is reported.
class Cancelled : public Error {
public:
    Cancelled();
};

/// Replaces %1, %2 … in a (possibly translated) pattern by the arguments.
std::string substitute(const std::string& pattern, const std::vector<std::string>& arguments);

} // namespace saccade
