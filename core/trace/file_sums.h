// The files that a run read, as sums of their contents: whether a recipe still makes the same run.
#pragma once

#include <nlohmann/json.hpp>

namespace saccade
{

class Model;

/// {"image": …, "audio": …} with the SHA-256 of each file that `source` names, and {"model": …}:
/// one sum over the checkpoint's files, of which large ones enter by their length and sixteen parts
/// of a mebibyte each. Files that are not there have no sum.
nlohmann::json fileSums(const Model& model, const nlohmann::json& source);

/// Throws Error naming the file if one is not what it was when the recipe was written. Recipes
/// without sums are older, and trusted.
void requireSameFiles(const nlohmann::json& recipe, const Model& model);

} // namespace saccade
