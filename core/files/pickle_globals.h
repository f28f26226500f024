// The names that a pickle may mention, and what calling them means.
#pragma once

#include "core/files/pickle.h"

#include <optional>

namespace saccade
{

/// What stands for module.name: a PickleGlobal to be called, or, for torch's element types, their
/// name as a string. Nothing for all that is not allowed.
std::optional<PickleValue> pickleGlobal(const std::string& module, const std::string& name);

/// What calling a global with these arguments gives: nothing is run, its few meanings are written
/// here. Nothing if the arguments are not what it takes.
std::optional<PickleValue> callPickleGlobal(const Pickle& pickle, const PickleGlobal& global,
                                            const std::vector<PickleIndex>& arguments);

/// What a persistent identifier of torch.save stands for: ("storage", type, key, device, elements),
/// in files of before PyTorch 1.6 with a sixth, a part of the record. Nothing if it is no such
/// thing.
std::optional<PickleStorage> pickleStorage(const Pickle& pickle, PickleIndex identifier);

/// Sets the state of a value (BUILD): an empty collection's attributes are its content, those of
/// others are left aside. False if the value can have none.
bool setPickleState(Pickle& pickle, PickleIndex target, PickleIndex state);

} // namespace saccade
