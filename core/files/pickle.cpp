#include "core/files/pickle.h"

#include "core/base/error.h"
#include "core/files/pickle_machine.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

struct Instruction {
    unsigned code;
    std::string_view name;
    void (PickleMachine::*run)() = nullptr; // null: refused
};

constexpr std::array instructions{
    Instruction{'N', "NONE", &PickleMachine::none},
    Instruction{0x88, "NEWTRUE", &PickleMachine::yes},
    Instruction{0x89, "NEWFALSE", &PickleMachine::no},
    Instruction{'G', "BINFLOAT", &PickleMachine::float64},
    Instruction{'K', "BININT1", &PickleMachine::int8},
    Instruction{'M', "BININT2", &PickleMachine::int16},
    Instruction{'J', "BININT", &PickleMachine::int32},
    Instruction{0x8a, "LONG1", &PickleMachine::longInteger},
    Instruction{'U', "SHORT_BINSTRING", &PickleMachine::text8},
    Instruction{'T', "BINSTRING", &PickleMachine::text32},
    Instruction{'C', "SHORT_BINBYTES", &PickleMachine::text8},
    Instruction{'B', "BINBYTES", &PickleMachine::text32},
    Instruction{0x8c, "SHORT_BINUNICODE", &PickleMachine::text8},
    Instruction{'X', "BINUNICODE", &PickleMachine::text32},
    Instruction{0x8d, "BINUNICODE8", &PickleMachine::text64},
    Instruction{'(', "MARK", &PickleMachine::mark},
    Instruction{')', "EMPTY_TUPLE", &PickleMachine::emptyTuple},
    Instruction{0x85, "TUPLE1", &PickleMachine::tuple1},
    Instruction{0x86, "TUPLE2", &PickleMachine::tuple2},
    Instruction{0x87, "TUPLE3", &PickleMachine::tuple3},
    Instruction{'t', "TUPLE", &PickleMachine::tuple},
    Instruction{']', "EMPTY_LIST", &PickleMachine::emptyList},
    Instruction{'a', "APPEND", &PickleMachine::append},
    Instruction{'e', "APPENDS", &PickleMachine::appends},
    Instruction{0x8f, "EMPTY_SET", &PickleMachine::emptyList},
    Instruction{0x90, "ADDITEMS", &PickleMachine::appends},
    Instruction{'}', "EMPTY_DICT", &PickleMachine::emptyDictionary},
    Instruction{'s', "SETITEM", &PickleMachine::setItem},
    Instruction{'u', "SETITEMS", &PickleMachine::setItems},
    Instruction{'q', "BINPUT", &PickleMachine::put8},
    Instruction{'r', "LONG_BINPUT", &PickleMachine::put32},
    Instruction{0x94, "MEMOIZE", &PickleMachine::memoize},
    Instruction{'h', "BINGET", &PickleMachine::get8},
    Instruction{'j', "LONG_BINGET", &PickleMachine::get32},
    Instruction{'c', "GLOBAL", &PickleMachine::global},
    Instruction{0x93, "STACK_GLOBAL", &PickleMachine::stackGlobal},
    Instruction{'R', "REDUCE", &PickleMachine::call},
    Instruction{0x81, "NEWOBJ", &PickleMachine::call},
    Instruction{'b', "BUILD", &PickleMachine::build},
    Instruction{'Q', "BINPERSID", &PickleMachine::persistent},
    Instruction{0x80, "PROTO", &PickleMachine::protocol},
    Instruction{0x95, "FRAME", &PickleMachine::frame},
    // Refused, but called by their names.
    Instruction{'0', "POP"},
    Instruction{'1', "POP_MARK"},
    Instruction{'2', "DUP"},
    Instruction{'F', "FLOAT"},
    Instruction{'I', "INT"},
    Instruction{'L', "LONG"},
    Instruction{'P', "PERSID"},
    Instruction{'S', "STRING"},
    Instruction{'V', "UNICODE"},
    Instruction{'d', "DICT"},
    Instruction{'g', "GET"},
    Instruction{'i', "INST"},
    Instruction{'l', "LIST"},
    Instruction{'o', "OBJ"},
    Instruction{'p', "PUT"},
    Instruction{0x82, "EXT1"},
    Instruction{0x83, "EXT2"},
    Instruction{0x84, "EXT4"},
    Instruction{0x8b, "LONG4"},
    Instruction{0x8e, "BINBYTES8"},
    Instruction{0x91, "FROZENSET"},
    Instruction{0x92, "NEWOBJ_EX"},
    Instruction{0x96, "BYTEARRAY8"},
    Instruction{0x97, "NEXT_BUFFER"},
    Instruction{0x98, "READONLY_BUFFER"},
};

/// Instructions by their code; null where there is none.
const std::array<const Instruction*, 256>& instructionTable()
{
    static const auto table = [] {
        std::array<const Instruction*, 256> result{};
        for (const auto& instruction : instructions) {
            result.at(instruction.code) = &instruction;
        }
        return result;
    }();
    return table;
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::size_t position, std::uint8_t code)
{
    const auto* instruction = instructionTable().at(code);
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "%1 is refused: its pickle has the instruction %3 at byte %2, which "
                             "no checkpoint of tensors needs. Save the model's state_dict alone, "
                             "or as safetensors."),
                {path.string(), std::to_string(position),
                 instruction == nullptr ? std::to_string(code) : std::string(instruction->name)});
}

} // namespace

Pickle readPickle(ByteReader& reader)
{
    constexpr std::size_t most = 1'000'000;
    constexpr std::uint8_t stop = '.';
    PickleMachine machine(reader);
    for (std::size_t count = 0; count < most; ++count) {
        const auto code = machine.nextCode();
        if (code == stop) {
            return machine.finish();
        }
        const auto* instruction = instructionTable().at(code);
        if (instruction == nullptr || instruction->run == nullptr) {
            refuse(reader.path(), machine.instructionStart(), code);
        }
        (machine.*instruction->run)();
    }
    throw Error(QT_TRANSLATE_NOOP("Error", "%1 is refused: its pickle has more than %2 "
                                           "instructions, and tensors need some forty each. Save "
                                           "the model's state_dict alone, or as safetensors."),
                {reader.path().string(), std::to_string(most)});
}

} // namespace saccade
