// What a user reads of an exception: translated where it is one of ours.
#pragma once

#include <QString>
#include <exception>

namespace saccade
{

QString errorText(const std::exception& error);

} // namespace saccade
