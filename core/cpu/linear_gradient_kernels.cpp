// Kernels for what lies before the ops of core/graph/ops/linear.h and experts.h.
#include "core/cpu/transposed_product.h"

namespace saccade
{

namespace
{

KernelRun prepareLinearTransposed(const KernelRequest& request)
{
    const TransposedProduct product(request.input(1).constant);
    const auto n = request.output().shape[0];
    request.pool.reserveScratch(product.scratch(request.vector));
    return [product, n](const KernelCall& call) {
        product.run(call, call.floats(0), n, call.result());
    };
}

KernelRun prepareScatterRows(const KernelRequest& request)
{
    const auto n = request.input(0).shape[0];
    const auto width = request.input(0).shape[1];
    const auto entries = request.output().shape[0];
    const bool isRange = request.node.attributes.integer("range") != 0;
    return [=](const KernelCall& call) {
        const auto* ids = reinterpret_cast<const std::int32_t*>(call.inputs[1]);
        std::fill_n(call.result(), entries * width, 0.0F);
        for (std::int64_t row = 0; row < n; ++row) {
            const std::int64_t id = isRange ? call.position(1) + row : ids[row];
            if (id >= 0 && id < entries) {
                float* to = call.result() + id * width;
                call.vector.add(to, call.floats(0) + row * width, to, width);
            }
        }
    };
}

KernelRun prepareChooseGradient(const KernelRequest& request)
{
    const auto n = request.input(0).shape[0];
    const auto count = request.input(0).shape[1];
    const auto k = request.input(1).shape[1];
    const bool renormalises = request.node.attributes.integer("renormalise") != 0;
    return [=](const KernelCall& call) {
        const auto* experts = reinterpret_cast<const std::int32_t*>(call.inputs[1]);
        std::fill_n(call.result(), n * count, 0.0F);
        for (std::int64_t row = 0; row < n; ++row) {
            float total = 0.0F;
            float mean = 0.0F;
            for (auto i = row * k; i < (row + 1) * k; ++i) {
                total += call.floats(0)[row * count + experts[i]];
                mean += call.floats(2)[i] * call.floats(3)[i];
            }
            const bool scales = renormalises && total > 0.0F;
            for (auto i = row * k; i < (row + 1) * k; ++i) {
                const float cotangent = call.floats(3)[i];
                call.result()[row * count + experts[i]] =
                    scales ? (cotangent - mean) / total : cotangent;
            }
        }
    };
}

struct ExpertsBackward {
    std::vector<TransposedProduct> products; // one an expert
    std::int64_t rows = 0;                   // of y: n·k
    std::int64_t outputs = 0;
    std::int64_t inputs = 0;
    std::int64_t rowShare = 1; // rows of y that share one of x

    void run(const KernelCall& call) const;
};

void ExpertsBackward::run(const KernelCall& call) const
{
    const auto* experts = reinterpret_cast<const std::int32_t*>(call.inputs[1]);
    std::fill_n(call.result(), rows / rowShare * inputs, 0.0F);
    std::vector<float> chosen(static_cast<std::size_t>(rows * outputs));
    std::vector<float> found(static_cast<std::size_t>(rows * inputs));
    for (std::size_t expert = 0; expert < products.size(); ++expert) {
        std::vector<std::int64_t> own;
        for (std::int64_t row = 0; row < rows; ++row) {
            if (experts[row] == static_cast<std::int64_t>(expert)) {
                std::copy_n(call.floats(0) + row * outputs, outputs,
                            chosen.data() + std::ssize(own) * outputs);
                own.push_back(row);
            }
        }
        products[expert].run(call, chosen.data(), std::ssize(own), found.data());
        for (std::size_t i = 0; i < own.size(); ++i) {
            float* to = call.result() + own[i] / rowShare * inputs;
            call.vector.add(to, found.data() + static_cast<std::int64_t>(i) * inputs, to, inputs);
        }
    }
}

KernelRun prepareExpertsBackward(const KernelRequest& request)
{
    ExpertsBackward backward;
    std::int64_t scratch = 0;
    for (std::size_t i = 2; i < request.node.inputs.size(); ++i) {
        backward.products.emplace_back(request.input(i).constant);
        scratch = std::max(scratch, backward.products.back().scratch(request.vector));
    }
    backward.rows = request.input(0).shape[0];
    backward.outputs = request.input(0).shape[1];
    backward.inputs = request.output().shape[1];
    const auto rowsOfX = request.output().shape[0];
    backward.rowShare = rowsOfX == 0 ? 1 : backward.rows / rowsOfX;
    request.pool.reserveScratch(scratch);
    return [backward = std::move(backward)](const KernelCall& call) { backward.run(call); };
}

const Registry<CpuKernel>::Entry linearTransposedEntry{
    std::make_unique<CpuKernel>("linear_transposed", prepareLinearTransposed)};
const Registry<CpuKernel>::Entry scatterRowsEntry{
    std::make_unique<CpuKernel>("scatter_rows", prepareScatterRows)};
const Registry<CpuKernel>::Entry chooseGradientEntry{
    std::make_unique<CpuKernel>("choose_experts_gradient", prepareChooseGradient)};
const Registry<CpuKernel>::Entry expertsBackwardEntry{
    std::make_unique<CpuKernel>("expert_linear_transposed", prepareExpertsBackward)};

} // namespace

} // namespace saccade
