// What an empty view says: what to do next, for the model that is open.
#pragma once

#include <QString>

namespace saccade
{

class Model;

/// Null: no model is open.
QString emptyWords(const Model* model);

} // namespace saccade
