#include "tests/support/plain_encoder.h"

#include "core/files/safetensors.h"
#include "tests/support/model_runs.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>

namespace saccade
{

void PlainCheckpoint::add(const std::string& name, Shape shape, float offset)
{
    const auto seed = m_tensors.size() + 1;
    m_tensors.insert_or_assign(name, randomTensor(std::move(shape), seed, 0.5F, offset));
}

void PlainCheckpoint::set(const std::string& name, const Tensor& tensor)
{
    m_tensors.insert_or_assign(name, toF32(tensor));
}

void PlainCheckpoint::addLinear(const std::string& name, std::int64_t in, std::int64_t out)
{
    add(name + ".weight", {out, in});
    add(name + ".bias", {out});
}

void PlainCheckpoint::addNorm(const std::string& name, std::int64_t width)
{
    add(name + ".weight", {width}, 1.0F);
    add(name + ".bias", {width});
}

void PlainCheckpoint::rename(const std::string& from, const std::string& to)
{
    m_tensors.emplace(to, m_tensors.at(from));
    m_tensors.erase(from);
}

void PlainCheckpoint::drop(const std::string& name)
{
    m_tensors.erase(name);
}

void PlainCheckpoint::write(const std::string& name, const nlohmann::json& content) const
{
    const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

std::shared_ptr<const Model> PlainCheckpoint::open() const
{
    const std::filesystem::path folder(m_folder.path().toStdString());
    write("config.json", configuration);
    writeSafetensors(folder / "model.safetensors", m_tensors, {});
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(folder)), nullptr);
}

PlainMatrix PlainCheckpoint::matrix(const std::string& name, std::int64_t columns) const
{
    const auto& tensor = m_tensors.at(name);
    const auto values = tensor.floats();
    const auto width = columns == 0 ? tensor.shape()[-1] : columns;
    return {std::ssize(values) / width, width, {values.begin(), values.end()}};
}

void compare(const std::map<std::string, Tensor>& values, const std::string& name,
             const PlainMatrix& expected)
{
    constexpr double tolerance = 1e-5;
    QVERIFY2(values.contains(name), name.c_str());
    const auto difference = largestDifference(values.at(name).floats(), expected.floats());
    QVERIFY2(difference <= tolerance, (name + " differs by " + std::to_string(difference)).c_str());
}

double plainGelu(double x)
{
    return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2));
}

double plainGeluTanh(double x)
{
    return 0.5 * x *
           (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
}

double plainSilu(double x)
{
    return x / (1.0 + std::exp(-x));
}

PlainMatrix plus(PlainMatrix a, const PlainMatrix& b)
{
    for (std::int64_t r = 0; r < a.rows; ++r) {
        for (std::int64_t c = 0; c < a.columns; ++c) {
            a.at(r, c) += b.at(b.rows == 1 ? 0 : r, c);
        }
    }
    return a;
}

PlainMatrix times(PlainMatrix a, const PlainMatrix& b)
{
    for (std::int64_t r = 0; r < a.rows; ++r) {
        for (std::int64_t c = 0; c < a.columns; ++c) {
            a.at(r, c) *= b.at(b.rows == 1 ? 0 : r, c);
        }
    }
    return a;
}

PlainMatrix applied(PlainMatrix x, const PlainFunction& function)
{
    std::ranges::transform(x.values, x.values.begin(), function);
    return x;
}

PlainMatrix rowsOf(const PlainMatrix& x, std::int64_t first, std::int64_t count)
{
    const auto begin = x.values.begin() + first * x.columns;
    return {count, x.columns, {begin, begin + count * x.columns}};
}

PlainMatrix columnsOf(const PlainMatrix& x, std::int64_t first, std::int64_t count)
{
    PlainMatrix result{x.rows, count, {}};
    for (std::int64_t r = 0; r < x.rows; ++r) {
        for (std::int64_t c = 0; c < count; ++c) {
            result.values.push_back(x.at(r, first + c));
        }
    }
    return result;
}

PlainMatrix stacked(const PlainMatrix& a, const PlainMatrix& b)
{
    auto result = a;
    result.rows += b.rows;
    result.values.insert(result.values.end(), b.values.begin(), b.values.end());
    return result;
}

PlainMatrix meanOf(const PlainMatrix& x)
{
    PlainMatrix mean{1, x.columns, std::vector<double>(static_cast<std::size_t>(x.columns))};
    for (std::int64_t r = 0; r < x.rows; ++r) {
        for (std::int64_t c = 0; c < x.columns; ++c) {
            mean.at(0, c) += x.at(r, c) / static_cast<double>(x.rows);
        }
    }
    return mean;
}

PlainMatrix chosen(const PlainMatrix& table, const std::vector<std::int32_t>& rows)
{
    PlainMatrix result{0, table.columns, {}};
    for (const auto row : rows) {
        result = stacked(result, rowsOf(table, row, 1));
    }
    return result;
}

PlainMatrix PlainLayers::linear(const PlainMatrix& x, const std::string& name) const
{
    const auto weight = checkpoint.matrix(name + ".weight", x.columns);
    PlainMatrix y{x.rows, weight.rows, {}};
    for (std::int64_t r = 0; r < x.rows; ++r) {
        for (std::int64_t out = 0; out < weight.rows; ++out) {
            double sum = 0.0;
            for (std::int64_t in = 0; in < x.columns; ++in) {
                sum += x.at(r, in) * weight.at(out, in);
            }
            y.values.push_back(sum);
        }
    }
    return checkpoint.contains(name + ".bias") ? plus(y, checkpoint.matrix(name + ".bias")) : y;
}

PlainMatrix PlainLayers::norm(const PlainMatrix& x, const std::string& name) const
{
    auto y = x;
    for (std::int64_t r = 0; r < x.rows; ++r) {
        double mean = 0.0;
        double square = 0.0;
        for (std::int64_t c = 0; c < x.columns; ++c) {
            mean += x.at(r, c) / static_cast<double>(x.columns);
        }
        for (std::int64_t c = 0; c < x.columns; ++c) {
            square += std::pow(x.at(r, c) - mean, 2) / static_cast<double>(x.columns);
        }
        for (std::int64_t c = 0; c < x.columns; ++c) {
            y.at(r, c) = (x.at(r, c) - mean) / std::sqrt(square + epsilon);
        }
    }
    const bool isOld = checkpoint.contains(name + ".gamma");
    return plus(times(y, checkpoint.matrix(name + (isOld ? ".gamma" : ".weight"))),
                checkpoint.matrix(name + (isOld ? ".beta" : ".bias")));
}

PlainMatrix PlainLayers::attention(const PlainMatrix& queries, const PlainMatrix& keys,
                                   const PlainMatrix& values, std::int64_t heads) const
{
    auto result = queries;
    const auto width = queries.columns / heads;
    for (std::int64_t head = 0; head < heads; ++head) {
        const auto first = head * width;
        for (std::int64_t query = 0; query < queries.rows; ++query) {
            std::vector<double> weights;
            double sum = 0.0;
            for (std::int64_t key = 0; key < keys.rows; ++key) {
                double score = 0.0;
                for (std::int64_t c = first; c < first + width; ++c) {
                    score += queries.at(query, c) * keys.at(key, c);
                }
                weights.push_back(std::exp(score / std::sqrt(static_cast<double>(width))));
                sum += weights.back();
            }
            for (std::int64_t c = first; c < first + width; ++c) {
                result.at(query, c) = 0.0;
                for (std::int64_t key = 0; key < keys.rows; ++key) {
                    result.at(query, c) +=
                        weights[static_cast<std::size_t>(key)] / sum * values.at(key, c);
                }
            }
        }
    }
    return result;
}

PlainMatrix PlainLayers::patches(const Tensor& pixels, const std::string& name) const
{
    const auto bias = checkpoint.matrix(name + ".bias");
    const auto channels = pixels.shape()[0];
    const auto cells = checkpoint.matrix(name + ".weight").values.size() /
                       static_cast<std::size_t>(bias.columns * channels);
    const auto patch = std::lround(std::sqrt(static_cast<double>(cells)));
    const auto [height, width] = std::pair(pixels.shape()[1], pixels.shape()[2]);
    PlainMatrix all{0, channels * patch * patch, {}};
    for (std::int64_t top = 0; top + patch <= height; top += patch) {
        for (std::int64_t left = 0; left + patch <= width; left += patch) {
            ++all.rows;
            for (std::int64_t i = 0; i < all.columns; ++i) {
                const auto y = top + i / patch % patch;
                const auto place = (i / (patch * patch) * height + y) * width + left + i % patch;
                all.values.push_back(
                    static_cast<double>(pixels.floats()[static_cast<std::size_t>(place)]));
            }
        }
    }
    return linear(all, name);
}

namespace
{

// Keys (1981): the kernel of cubic convolution.
double kernel(double x, double a)
{
    x = std::abs(x);
    if (x <= 1.0) {
        return (a + 2.0) * std::pow(x, 3) - (a + 3.0) * x * x + 1.0;
    }
    return x < 2.0 ? a * std::pow(x, 3) - 5.0 * a * x * x + 8.0 * a * x - 4.0 * a : 0.0;
}

// What sample `from` of so many gives to sample `to` of so many.
double share(std::int64_t from, std::int64_t froms, std::int64_t to, std::int64_t tos,
             PlainAntialiasing antialiasing)
{
    const auto scale = static_cast<double>(froms) / static_cast<double>(tos);
    const auto middle = (static_cast<double>(to) + 0.5) * scale - 0.5;
    if (antialiasing == PlainAntialiasing::Off) {
        double sum = 0.0; // places outside take the nearest inside
        for (std::int64_t place = -3; place < froms + 3; ++place) {
            if (std::clamp<std::int64_t>(place, 0, froms - 1) == from) {
                sum += kernel(middle - static_cast<double>(place), -0.75);
            }
        }
        return sum;
    }
    const auto stretch = std::max(scale, 1.0);
    double all = 0.0; // only places inside count
    for (std::int64_t place = 0; place < froms; ++place) {
        all += kernel((static_cast<double>(place) - middle) / stretch, -0.5);
    }
    return kernel((static_cast<double>(from) - middle) / stretch, -0.5) / all;
}

} // namespace

PlainMatrix plainResized(const PlainMatrix& grid, std::int64_t columns, std::int64_t toRows,
                         std::int64_t toColumns, PlainAntialiasing antialiasing)
{
    const auto rows = grid.rows / columns;
    PlainMatrix result{toRows * toColumns, grid.columns, {}};
    result.values.resize(static_cast<std::size_t>(result.rows * result.columns));
    for (std::int64_t to = 0; to < result.rows; ++to) {
        for (std::int64_t from = 0; from < grid.rows; ++from) {
            const auto weight =
                share(from / columns, rows, to / toColumns, toRows, antialiasing) *
                share(from % columns, columns, to % toColumns, toColumns, antialiasing);
            for (std::int64_t c = 0; c < grid.columns; ++c) {
                result.at(to, c) += weight * grid.at(from, c);
            }
        }
    }
    return result;
}

} // namespace saccade
