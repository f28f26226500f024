// Analyses of traces in tests, and comparing what they give.
#pragma once

#include "core/analyses/analysis.h"
#include "tests/support/model_runs.h"

#include <QTest>

namespace saccade
{

/// The analysis (with a variant or not) of a trace alone.
inline Display computedDisplay(const char* name, const Trace& trace,
                               Settings settings = Settings::object())
{
    const auto choice = analysisNamed(name);
    settings.update(choice.settings);
    return analyse(*choice.analysis, {std::make_shared<Trace>(trace), nullptr, nullptr, {}}, settings);
}

/// The same, of analyses that give a matrix.
inline Matrix computed(const char* name, const Trace& trace, Settings settings = Settings::object())
{
    return std::get<Matrix>(computedDisplay(name, trace, std::move(settings)));
}

/// Fails the test where numbers differ by more than `tolerance`.
inline void compare(std::span<const float> got, std::span<const float> wanted, const char* what,
                    double tolerance = 1e-6)
{
    const auto difference = largestDifference(got, wanted);
    QVERIFY2(difference <= tolerance,
             (what + (" differs by " + std::to_string(difference))).c_str());
}

} // namespace saccade
