#include "core/display/data_file.h"

#include "core/base/error.h"
#include "core/display/number_text.h"

#include <QFile>
#include <QSaveFile>
#include <QtGlobal>
#include <algorithm>
#include <bit>

namespace saccade
{

namespace
{

std::string quotedField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

} // namespace

std::string npyBytes(std::span<const std::int64_t> shape, std::span<const float> values)
{
    static_assert(std::endian::native == std::endian::little);
    std::int64_t elements = 1;
    std::string extents;
    for (const auto extent : shape) {
        elements *= extent;
        extents += (extents.empty() ? "" : ", ") + std::to_string(extent);
    }
    if (elements != std::ssize(values)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 values do not fill an array of shape %2."),
                    {std::to_string(values.size()), extents});
    }
    // Magic, header length, a Python dictionary padded to 64 bytes, raw values.
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
    header += extents;
    header += shape.size() == 1 ? ",), }" : "), }";
    constexpr std::size_t preamble = 10;
    constexpr std::size_t alignment = 64;
    while ((preamble + header.size() + 1) % alignment != 0) {
        header += ' ';
    }
    header += '\n';
    std::string file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(header.size() & 0xFF);
    file += static_cast<char>(header.size() >> 8);
    file += header;
    file.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return file;
}

std::string csvLine(const std::vector<std::string>& fields)
{
    std::string line;
    for (const auto& field : fields) {
        if (&field != &fields.front()) {
            line += ',';
        }
        line += quotedField(field);
    }
    return line + '\n';
}

std::string labelAt(const std::vector<std::string>& labels, std::int64_t index)
{
    return index < std::ssize(labels) ? labels[static_cast<std::size_t>(index)]
                                      : std::to_string(index);
}

std::vector<double> shortestNumbers(std::span<const float> values)
{
    std::vector<double> numbers(values.size());
    std::ranges::transform(values, numbers.begin(), shortest);
    return numbers;
}

std::string lowerExtension(const std::filesystem::path& path)
{
    auto extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return extension;
}

void writeFile(const std::string& bytes, const std::filesystem::path& path)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    file.setDirectWriteFallback(true);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), std::ssize(bytes)) != std::ssize(bytes) || !file.commit()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 cannot be written: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
}

} // namespace saccade
