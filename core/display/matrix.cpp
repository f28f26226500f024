#include "core/display/matrix.h"

#include "core/base/error.h"
#include "core/display/number_text.h"

#include <QFile>
#include <QSaveFile>
#include <QtGlobal>
#include <algorithm>
#include <bit>
#include <span>

namespace saccade
{

namespace
{

// NumPy's format, version 1.0: magic, header length, a Python dictionary padded to 64 bytes, raw
// values (numpy.lib.format).
std::string npy(const Matrix& matrix)
{
    static_assert(std::endian::native == std::endian::little);
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                         std::to_string(matrix.rows) + ", " + std::to_string(matrix.columns) +
                         "), }";
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
    file.append(reinterpret_cast<const char*>(matrix.values.data()),
                matrix.values.size() * sizeof(float));
    return file;
}

// RFC 4180: quoted where a comma, a quote or a line end makes it necessary.
std::string field(const std::string& text)
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

std::string label(const std::vector<std::string>& labels, std::int64_t index)
{
    return index < std::ssize(labels) ? labels[static_cast<std::size_t>(index)]
                                      : std::to_string(index);
}

std::span<const float> rowOf(const Matrix& matrix, std::int64_t row)
{
    return std::span(matrix.values)
        .subspan(static_cast<std::size_t>(row * matrix.columns),
                 static_cast<std::size_t>(matrix.columns));
}

std::string csv(const Matrix& matrix)
{
    std::string file = field(matrix.rowTitle + "\\" + matrix.columnTitle);
    for (std::int64_t column = 0; column < matrix.columns; ++column) {
        file += ',' + field(label(matrix.columnLabels, column));
    }
    file += '\n';
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        file += field(label(matrix.rowLabels, row));
        for (const float value : rowOf(matrix, row)) {
            file += ',' + numberText(value);
        }
        file += '\n';
    }
    return file;
}

std::string json(const Matrix& matrix)
{
    nlohmann::json values = nlohmann::json::array();
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        nlohmann::json line = nlohmann::json::array();
        for (const float value : rowOf(matrix, row)) {
            line.push_back(shortest(value));
        }
        values.push_back(std::move(line));
    }
    return jsonText({{"title", matrix.title},
                     {"row_title", matrix.rowTitle},
                     {"column_title", matrix.columnTitle},
                     {"value_title", matrix.valueTitle},
                     {"rows", matrix.rows},
                     {"columns", matrix.columns},
                     {"row_labels", matrix.rowLabels},
                     {"column_labels", matrix.columnLabels},
                     {"values", std::move(values)}}) +
           "\n";
}

std::string contents(const Matrix& matrix, const std::filesystem::path& path)
{
    auto extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (extension == ".npy") {
        return npy(matrix);
    }
    if (extension == ".csv") {
        return csv(matrix);
    }
    if (extension == ".json") {
        return json(matrix);
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error",
                                       "A matrix cannot be written as “%1”: the name must end in "
                                       ".npy, .csv or .json."),
                     {path.string()});
}

} // namespace

void writeMatrix(const Matrix& matrix, const std::filesystem::path& path)
{
    if (matrix.rows < 0 || matrix.columns < 0 ||
        std::ssize(matrix.values) != matrix.rows * matrix.columns) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 values do not fill a matrix of %2 rows and %3 columns."),
            {std::to_string(matrix.values.size()), std::to_string(matrix.rows),
             std::to_string(matrix.columns)});
    }
    const auto bytes = contents(matrix, path);
    QSaveFile file(QFile::decodeName(path.c_str()));
    file.setDirectWriteFallback(true);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), std::ssize(bytes)) != std::ssize(bytes) || !file.commit()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 cannot be written: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
}

} // namespace saccade
