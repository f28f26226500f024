// Kernels for core/graph/ops/experts.h.
#include "core/cpu/cpu_kernel.h"
#include "core/cpu/weight_view.h"

#include <cstring>

namespace saccade
{

namespace
{

/// The k most probable of a row, ties to the lower number.
void choose(const float* probabilities, std::int64_t count, std::span<std::int32_t> chosen)
{
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto before = chosen.first(i);
        std::int32_t best = -1;
        for (std::int32_t expert = 0; expert < count; ++expert) {
            const bool isFree = std::ranges::find(before, expert) == before.end();
            if (isFree && (best < 0 || probabilities[expert] > probabilities[best])) {
                best = expert;
            }
        }
        chosen[i] = best;
    }
}

KernelRun prepareChoose(const KernelRequest& request)
{
    const auto n = request.input(0).shape[0];
    const auto count = request.input(0).shape[1];
    const auto k = request.node.attributes.integer("k");
    const bool renormalises = request.node.attributes.integer("renormalise") != 0;
    return [=](const KernelCall& call) {
        auto* experts = reinterpret_cast<std::int32_t*>(call.outputs[0]);
        for (std::int64_t row = 0; row < n; ++row) {
            const auto* probabilities = call.floats(0) + row * count;
            const std::span chosen(experts + row * k, static_cast<std::size_t>(k));
            choose(probabilities, count, chosen);
            float total = 0.0F;
            for (const auto expert : chosen) {
                total += probabilities[expert];
            }
            // Probabilities of 0 throughout say nothing to scale.
            const float scale = renormalises && total > 0.0F ? 1.0F / total : 1.0F;
            for (std::int64_t i = 0; i < k; ++i) {
                call.result(1)[row * k + i] = probabilities[experts[row * k + i]] * scale;
            }
        }
    };
}

/// Some rows that one expert computes, and some of its outputs.
struct ExpertTask {
    std::size_t expert = 0;
    std::span<const std::int64_t> rows; // of y
    std::int64_t firstOutput = 0;
    std::int64_t lastOutput = 0;
};

struct ExpertProduct {
    static constexpr std::int64_t rowsAtOnce = 32; // of a task
    static constexpr std::int64_t fewRows = 2;     // up to which each goes as a vector
    std::vector<StridedMatrix> weights;
    std::int64_t rows = 0;     // of y: n·k
    std::int64_t rowShare = 1; // rows of y that read one row of x

    const StridedMatrix& first() const { return weights.front(); }
    std::int64_t outputsOfTask(const VectorKernels& vector) const;
    std::int64_t scratch(const VectorKernels& vector) const;
    void compute(const KernelCall& call, const ExpertTask& task, float* scratch) const;
    void run(const KernelCall& call) const;
};

/// A task of one row streams about 256 KiB of weights; one of many rows has some tiles.
std::int64_t ExpertProduct::outputsOfTask(const VectorKernels& vector) const
{
    constexpr std::int64_t streamedBytes = 256 * 1024;
    const auto tile = vector.outputTile;
    const auto outputs = streamedBytes / std::max<std::int64_t>(first().rowBytes, 1);
    return std::clamp<std::int64_t>(outputs / tile, 1, 8) * tile;
}

std::int64_t ExpertProduct::scratch(const VectorKernels& vector) const
{
    return vector.multiplyScratch + rowsAtOnce * (first().inputs + outputsOfTask(vector));
}

void ExpertProduct::compute(const KernelCall& call, const ExpertTask& task, float* scratch) const
{
    StridedMatrix weight = weights[task.expert];
    const auto inputs = weight.inputs;
    const auto outputs = weight.outputs;
    const auto count = std::ssize(task.rows);
    if (count <= fewRows) {
        for (const auto row : task.rows) {
            call.vector.multiplyVector({weight, call.floats(0) + row / rowShare * inputs, nullptr,
                                        call.result() + row * outputs},
                                       task.firstOutput, task.lastOutput);
        }
        return;
    }
    // Rows of x side by side, then the part of y back to where its rows belong.
    float* x = scratch + call.vector.multiplyScratch;
    float* y = x + rowsAtOnce * inputs;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto row = task.rows[static_cast<std::size_t>(i)] / rowShare;
        std::copy_n(call.floats(0) + row * inputs, inputs, x + i * inputs);
    }
    const auto width = task.lastOutput - task.firstOutput;
    weight.data += task.firstOutput * weight.rowBytes;
    weight.outputs = width;
    for (std::int64_t first = 0; first < width; first += call.vector.outputTile) {
        const auto last = std::min(first + call.vector.outputTile, width);
        call.vector.multiplyMatrix({weight, x, nullptr, y}, {first, last, 0, count}, scratch);
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const auto row = task.rows[static_cast<std::size_t>(i)];
        std::copy_n(y + i * width, width, call.result() + row * outputs + task.firstOutput);
    }
}

void ExpertProduct::run(const KernelCall& call) const
{
    const auto outputs = first().outputs;
    const auto* experts = reinterpret_cast<const std::int32_t*>(call.inputs[1]);
    std::vector<std::vector<std::int64_t>> rowsOf(weights.size());
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto expert = experts[row];
        if (expert >= 0 && expert < std::ssize(weights)) {
            rowsOf[static_cast<std::size_t>(expert)].push_back(row);
        } else {
            std::fill_n(call.result() + row * outputs, outputs, 0.0F);
        }
    }
    std::vector<ExpertTask> tasks;
    const auto step = outputsOfTask(call.vector);
    for (std::size_t expert = 0; expert < weights.size(); ++expert) {
        const std::span<const std::int64_t> own(rowsOf[expert]);
        constexpr auto most = static_cast<std::size_t>(rowsAtOnce);
        for (std::size_t row = 0; row < own.size(); row += most) {
            const auto part = own.subspan(row, std::min(most, own.size() - row));
            for (std::int64_t output = 0; output < outputs; output += step) {
                tasks.push_back({expert, part, output, std::min(output + step, outputs)});
            }
        }
    }
    call.pool.run(std::ssize(tasks), [&](std::int64_t index, int thread) {
        compute(call, tasks[static_cast<std::size_t>(index)], call.pool.scratch(thread));
    });
}

KernelRun prepareExpertLinear(const KernelRequest& request)
{
    ExpertProduct product;
    for (std::size_t i = 2; i < request.node.inputs.size(); ++i) {
        product.weights.push_back(viewOf(request.input(i).constant, MatrixLayout::OutputInput));
    }
    product.rows = request.output().shape[0];
    const auto rowsOfX = request.input(0).shape[0];
    product.rowShare = rowsOfX == 0 ? 1 : product.rows / rowsOfX;
    request.pool.reserveScratch(product.scratch(request.vector));
    return [product = std::move(product)](const KernelCall& call) { product.run(call); };
}

KernelRun prepareMix(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto width = request.output().shape[1];
    const auto k = request.input(1).shape[1];
    return [=](const KernelCall& call) {
        forRanges(call.pool, n, k * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                auto* to = call.result() + row * width;
                std::fill_n(to, width, 0.0F);
                for (auto i = row * k; i < (row + 1) * k; ++i) {
                    const float weight = call.floats(1)[i];
                    const auto* y = call.floats(0) + i * width;
                    for (std::int64_t column = 0; column < width; ++column) {
                        to[column] += weight * y[column];
                    }
                }
            }
        });
    };
}

const Registry<CpuKernel>::Entry chooseEntry{
    std::make_unique<CpuKernel>("choose_experts", prepareChoose)};
const Registry<CpuKernel>::Entry expertLinearEntry{
    std::make_unique<CpuKernel>("expert_linear", prepareExpertLinear)};
const Registry<CpuKernel>::Entry mixEntry{std::make_unique<CpuKernel>("mix_experts", prepareMix)};

} // namespace

} // namespace saccade
