// Encoders written from the papers, a second time and plainly, in double precision: what the graphs
// of core/models are compared with where there is no reference implementation's output.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/model.h"

#include <QTemporaryDir>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace saccade
{

struct PlainMatrix {
    std::int64_t rows = 0, columns = 0;
    std::vector<double> values{};

    double& at(std::int64_t row, std::int64_t column)
    {
        return values[static_cast<std::size_t>(row * columns + column)];
    }
    double at(std::int64_t row, std::int64_t column) const
    {
        return values[static_cast<std::size_t>(row * columns + column)];
    }
    std::vector<float> floats() const { return {values.begin(), values.end()}; }
};

/// A checkpoint of random weights in a folder of its own, as Hugging Face and timm lay it out.
class PlainCheckpoint
{
public:
    nlohmann::json configuration;

    /// Adds a tensor of random numbers about `offset`.
    void add(const std::string& name, Shape shape, float offset = 0.0F);
    /// Adds one that there is.
    void set(const std::string& name, const Tensor& tensor);
    /// "`name`.weight" [out, in] and "`name`.bias" [out].
    void addLinear(const std::string& name, std::int64_t in, std::int64_t out);
    /// "`name`.weight", around 1, and "`name`.bias" [width].
    void addNorm(const std::string& name, std::int64_t width);
    void rename(const std::string& from, const std::string& to);
    void drop(const std::string& name);
    /// Another file of the folder.
    void write(const std::string& name, const nlohmann::json& content) const;
    /// Writes config.json and model.safetensors, and opens the folder.
    std::shared_ptr<const Model> open() const;

    bool contains(const std::string& name) const { return m_tensors.contains(name); }
    /// As a matrix of so many columns; the last axis' extent where that is 0.
    PlainMatrix matrix(const std::string& name, std::int64_t columns = 0) const;

private:
    QTemporaryDir m_folder;
    std::map<std::string, Tensor, std::less<>> m_tensors;
};

/// Fails the running test where `values` has not this value, or one that differs by more than 1e-5.
void compare(const std::map<std::string, Tensor>& values, const std::string& name,
             const PlainMatrix& expected);

using PlainFunction = std::function<double(double)>;
double plainGelu(double x);
double plainGeluTanh(double x);
double plainSilu(double x);

PlainMatrix plus(PlainMatrix a, const PlainMatrix& b); // b of one row is added to every row
PlainMatrix times(PlainMatrix a, const PlainMatrix& b);
PlainMatrix applied(PlainMatrix x, const PlainFunction& function);
PlainMatrix rowsOf(const PlainMatrix& x, std::int64_t first, std::int64_t count);
PlainMatrix columnsOf(const PlainMatrix& x, std::int64_t first, std::int64_t count);
PlainMatrix stacked(const PlainMatrix& a, const PlainMatrix& b); // a's rows, then b's
PlainMatrix meanOf(const PlainMatrix& x);                        // of the rows
PlainMatrix chosen(const PlainMatrix& table, const std::vector<std::int32_t>& rows);

/// The mathematics of one checkpoint's layers, by the names of its tensors.
struct PlainLayers {
    const PlainCheckpoint& checkpoint;
    double epsilon;

    PlainMatrix linear(const PlainMatrix& x, const std::string& name) const;
    PlainMatrix norm(const PlainMatrix& x, const std::string& name) const;
    PlainMatrix attention(const PlainMatrix& queries, const PlainMatrix& keys,
                          const PlainMatrix& values, std::int64_t heads) const;
    /// Pixels [channels, height, width] in patches, through the convolution `name`.
    PlainMatrix patches(const Tensor& pixels, const std::string& name) const;
};

/// Rows are cells of a grid with so many columns; to `toRows` × `toColumns` cells, bicubic.
/// sharpness: −0.75 without antialiasing, −0.5 with.
enum class PlainAntialiasing { Off, On };
PlainMatrix plainResized(const PlainMatrix& grid, std::int64_t columns, std::int64_t toRows,
                         std::int64_t toColumns, PlainAntialiasing antialiasing);

} // namespace saccade
