#include "core/files/pickle_globals.h"

#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace saccade
{

namespace
{

using Arguments = std::vector<PickleIndex>;

enum class Role {
    Dictionary,  // an empty one, or one of pairs
    Sequence,    // a tuple of its argument's items
    Join,        // text of its arguments
    Encode,      // text as Latin-1 bytes
    Tensor,      // storage, offset, extents, strides, …
    Parameter,   // its first argument
    Storage,     // not called: names the type of a storage
    Word,        // not called: stands for its name
    NumpyType,   // "f8"
    NumpyScalar, // type, bytes
};

struct Known {
    std::string_view module, name;
    Role role;
    DType type = DType::F32;
};

// Names as PyTorch (torch/_utils.py, torch/storage.py), PyTorch Lightning and numpy write them.
constexpr std::array known{
    Known{"collections", "OrderedDict", Role::Dictionary},
    Known{"pytorch_lightning.utilities.parsing", "AttributeDict", Role::Dictionary},
    Known{"lightning_fabric.utilities.data", "AttributeDict", Role::Dictionary},
    Known{"lightning.fabric.utilities.data", "AttributeDict", Role::Dictionary},
    Known{"argparse", "Namespace", Role::Dictionary},
    Known{"__builtin__", "set", Role::Sequence},
    Known{"builtins", "set", Role::Sequence},
    Known{"torch", "Size", Role::Sequence},
    Known{"torch", "device", Role::Join},
    Known{"_codecs", "encode", Role::Encode},
    Known{"torch._utils", "_rebuild_tensor", Role::Tensor},
    Known{"torch._utils", "_rebuild_tensor_v2", Role::Tensor},
    Known{"torch._utils", "_rebuild_parameter", Role::Parameter},
    Known{"torch", "FloatStorage", Role::Storage, DType::F32},
    Known{"torch", "DoubleStorage", Role::Storage, DType::F64},
    Known{"torch", "HalfStorage", Role::Storage, DType::F16},
    Known{"torch", "BFloat16Storage", Role::Storage, DType::BF16},
    Known{"torch", "LongStorage", Role::Storage, DType::I64},
    Known{"torch", "IntStorage", Role::Storage, DType::I32},
    Known{"torch", "ShortStorage", Role::Storage, DType::I16},
    Known{"torch", "CharStorage", Role::Storage, DType::I8},
    Known{"torch", "ByteStorage", Role::Storage, DType::U8},
    Known{"torch", "BoolStorage", Role::Storage, DType::Bool},
    Known{"torch", "float32", Role::Word},
    Known{"torch", "float64", Role::Word},
    Known{"torch", "float16", Role::Word},
    Known{"torch", "bfloat16", Role::Word},
    Known{"torch", "int64", Role::Word},
    Known{"torch", "int32", Role::Word},
    Known{"torch", "int16", Role::Word},
    Known{"torch", "int8", Role::Word},
    Known{"torch", "uint8", Role::Word},
    Known{"torch", "bool", Role::Word},
    Known{"numpy", "dtype", Role::NumpyType},
    Known{"numpy.core.multiarray", "scalar", Role::NumpyScalar},
    Known{"numpy._core.multiarray", "scalar", Role::NumpyScalar},
};

template <typename T>
const T* get(const Pickle& pickle, PickleIndex index)
{
    return std::get_if<T>(&pickle[index]);
}

/// Sizes and strides: whole numbers in a tuple.
std::optional<std::vector<std::int64_t>> numbers(const Pickle& pickle, PickleIndex index)
{
    constexpr std::size_t mostAxes = 64; // as PyTorch
    const auto* list = get<PickleList>(pickle, index);
    if (list == nullptr || list->items.size() > mostAxes) {
        return std::nullopt;
    }
    std::vector<std::int64_t> result;
    for (const auto item : list->items) {
        const auto* number = get<std::int64_t>(pickle, item);
        if (number == nullptr) {
            return std::nullopt;
        }
        result.push_back(*number);
    }
    return result;
}

std::optional<PickleValue> dictionary(const Pickle& pickle, const Arguments& arguments)
{
    PickleDictionary result;
    const auto* pairs = arguments.empty() ? nullptr : get<PickleList>(pickle, arguments[0]);
    if (arguments.size() > 1 || (!arguments.empty() && pairs == nullptr)) {
        return std::nullopt;
    }
    for (const auto pair : pairs == nullptr ? std::vector<PickleIndex>() : pairs->items) {
        const auto* both = get<PickleList>(pickle, pair);
        if (both == nullptr || both->items.size() != 2) {
            return std::nullopt;
        }
        result.items.emplace_back(both->items[0], both->items[1]);
    }
    return result;
}

std::optional<PickleValue> sequence(const Pickle& pickle, const Arguments& arguments)
{
    const auto* items = arguments.size() == 1 ? get<PickleList>(pickle, arguments[0]) : nullptr;
    if (items == nullptr) {
        return std::nullopt;
    }
    return PickleList{items->items, true};
}

std::optional<PickleValue> joined(const Pickle& pickle, const Arguments& arguments)
{
    std::string text;
    for (const auto argument : arguments) {
        const std::string_view separator = text.empty() ? "" : ":";
        if (const auto* word = get<std::string>(pickle, argument)) {
            text += separator;
            text += *word;
        } else if (const auto* number = get<std::int64_t>(pickle, argument)) {
            text += separator;
            text += std::to_string(*number);
        } else {
            return std::nullopt;
        }
    }
    return text;
}

/// The way in which protocol 2 stores bytes: as text of the characters up to U+00FF.
std::optional<PickleValue> encoded(const Pickle& pickle, const Arguments& arguments)
{
    const auto* text = arguments.size() == 2 ? get<std::string>(pickle, arguments[0]) : nullptr;
    const auto* name = arguments.size() == 2 ? get<std::string>(pickle, arguments[1]) : nullptr;
    if (text == nullptr || name == nullptr || *name != "latin1") {
        return std::nullopt;
    }
    std::string bytes;
    for (std::size_t at = 0; at < text->size();) {
        const auto point = codePointAt(*text, at);
        if (!point.valid || point.value > 0xff) {
            return std::nullopt;
        }
        bytes += static_cast<char>(point.value);
        at += point.length;
    }
    return bytes;
}

std::optional<PickleValue> tensor(const Pickle& pickle, const Arguments& arguments)
{
    if (arguments.size() < 4 || arguments.size() > 8) {
        return std::nullopt;
    }
    const auto* storage = get<PickleStorage>(pickle, arguments[0]);
    const auto* offset = get<std::int64_t>(pickle, arguments[1]);
    auto extents = numbers(pickle, arguments[2]);
    auto strides = numbers(pickle, arguments[3]);
    if (storage == nullptr || offset == nullptr || !extents || !strides ||
        extents->size() != strides->size()) {
        return std::nullopt;
    }
    return std::make_shared<const PickleTensor>(
        PickleTensor{*storage, *offset, std::move(*extents), std::move(*strides)});
}

std::optional<PickleValue> parameter(const Pickle& pickle, const Arguments& arguments)
{
    const auto* data = arguments.empty() ? nullptr : get<PickleTensorPointer>(pickle, arguments[0]);
    return data == nullptr ? std::nullopt : std::optional<PickleValue>(*data);
}

std::optional<PickleValue> numpyType(const Pickle& pickle, const Arguments& arguments)
{
    const auto* name = arguments.empty() ? nullptr : get<std::string>(pickle, arguments[0]);
    return name == nullptr ? std::nullopt : std::optional<PickleValue>(PickleNumpyType{*name});
}

template <typename T>
std::optional<PickleValue> number(const std::string& bytes)
{
    if (bytes.size() != sizeof(T)) {
        return std::nullopt;
    }
    T value{};
    std::memcpy(&value, bytes.data(), sizeof(T));
    if constexpr (std::is_floating_point_v<T>) {
        return static_cast<double>(value);
    } else {
        if (std::cmp_greater(value, std::numeric_limits<std::int64_t>::max())) {
            return std::nullopt;
        }
        return static_cast<std::int64_t>(value);
    }
}

std::optional<PickleValue> numpyScalar(const Pickle& pickle, const Arguments& arguments)
{
    using Reader = std::optional<PickleValue> (*)(const std::string&);
    constexpr std::array<std::pair<std::string_view, Reader>, 11> readers{{
        {"f8", number<double>},
        {"f4", number<float>},
        {"i8", number<std::int64_t>},
        {"i4", number<std::int32_t>},
        {"i2", number<std::int16_t>},
        {"i1", number<std::int8_t>},
        {"u8", number<std::uint64_t>},
        {"u4", number<std::uint32_t>},
        {"u2", number<std::uint16_t>},
        {"u1", number<std::uint8_t>},
        {"b1", number<std::uint8_t>},
    }};
    const auto* type = arguments.size() == 2 ? get<PickleNumpyType>(pickle, arguments[0]) : nullptr;
    const auto* bytes = arguments.size() == 2 ? get<std::string>(pickle, arguments[1]) : nullptr;
    if (type == nullptr || bytes == nullptr) {
        return std::nullopt;
    }
    const auto* reader =
        std::ranges::find(readers, type->name, [](const auto& entry) { return entry.first; });
    if (reader == readers.end()) {
        return std::nullopt;
    }
    auto text = *bytes;
    if (type->isBigEndian) {
        std::ranges::reverse(text);
    }
    auto value = reader->second(text);
    if (value && type->name == "b1") {
        return *std::get_if<std::int64_t>(&*value) != 0;
    }
    return value;
}

} // namespace

std::optional<PickleValue> pickleGlobal(const std::string& module, const std::string& name)
{
    const auto* found = std::ranges::find_if(
        known, [&](const Known& entry) { return entry.module == module && entry.name == name; });
    if (found == known.end()) {
        return std::nullopt;
    }
    auto full = module + "." + name;
    if (found->role == Role::Word) {
        return full;
    }
    return PickleGlobal{static_cast<std::size_t>(found - known.begin()), std::move(full)};
}

std::optional<PickleValue> callPickleGlobal(const Pickle& pickle, const PickleGlobal& global,
                                            const Arguments& arguments)
{
    switch (known.at(global.known).role) {
    case Role::Dictionary:
        return dictionary(pickle, arguments);
    case Role::Sequence:
        return sequence(pickle, arguments);
    case Role::Join:
        return joined(pickle, arguments);
    case Role::Encode:
        return encoded(pickle, arguments);
    case Role::Tensor:
        return tensor(pickle, arguments);
    case Role::Parameter:
        return parameter(pickle, arguments);
    case Role::NumpyType:
        return numpyType(pickle, arguments);
    case Role::NumpyScalar:
        return numpyScalar(pickle, arguments);
    case Role::Storage:
    case Role::Word:
        break;
    }
    return std::nullopt;
}

std::optional<PickleStorage> pickleStorage(const Pickle& pickle, PickleIndex identifier)
{
    const auto* parts = get<PickleList>(pickle, identifier);
    if (parts == nullptr || (parts->items.size() != 5 && parts->items.size() != 6)) {
        return std::nullopt;
    }
    const auto* word = get<std::string>(pickle, parts->items[0]);
    const auto* type = get<PickleGlobal>(pickle, parts->items[1]);
    const auto* key = get<std::string>(pickle, parts->items[2]);
    const auto* elements = get<std::int64_t>(pickle, parts->items[4]);
    if (word == nullptr || *word != "storage" || type == nullptr ||
        known.at(type->known).role != Role::Storage || key == nullptr || elements == nullptr ||
        *elements < 0) {
        return std::nullopt;
    }
    PickleStorage storage{known.at(type->known).type, *key, *elements};
    if (parts->items.size() == 6 && get<PickleNone>(pickle, parts->items[5]) == nullptr) {
        const auto* part = get<PickleList>(pickle, parts->items[5]); // key, first, elements
        const auto* first = part != nullptr && part->items.size() == 3
                                ? get<std::int64_t>(pickle, part->items[1])
                                : nullptr;
        if (first == nullptr || *first < 0 || *first > *elements) {
            return std::nullopt;
        }
        storage.first = *first;
    }
    return storage;
}

bool setPickleState(Pickle& pickle, PickleIndex target, PickleIndex state)
{
    if (auto* type = std::get_if<PickleNumpyType>(&pickle.values[target])) {
        const auto* parts = get<PickleList>(pickle, state); // version, byte order, …
        const auto* order = parts != nullptr && parts->items.size() > 1
                                ? get<std::string>(pickle, parts->items[1])
                                : nullptr;
        type->isBigEndian = order != nullptr && *order == ">";
        return order != nullptr;
    }
    // An OrderedDict of PyTorch carries "_metadata" (versions of modules), a Namespace its content.
    auto* dictionary = std::get_if<PickleDictionary>(&pickle.values[target]);
    const auto* attributes = get<PickleDictionary>(pickle, state);
    if (dictionary == nullptr || attributes == nullptr) {
        return false;
    }
    if (dictionary->items.empty()) {
        dictionary->items = attributes->items;
    }
    return true;
}

} // namespace saccade
