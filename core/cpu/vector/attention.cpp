// Softmax attention of one head (one of the files that are compiled once a level). Many rows go by
// tiles of queries × keys with a running maximum, so that nothing of size rows × capacity is kept
// (Dao et al., arXiv:2205.14135); one row goes as two products of a vector and a matrix.
#include "core/cpu/vector/level_parts.h"
#include "core/cpu/vector/products.h"
#include "core/cpu/vector/rows.h"

namespace saccade
{

namespace
{

constexpr std::int64_t blockRows = 64;
constexpr std::int64_t blockKeys = 96; // a multiple of tileWidth on every level

struct Span {
    std::int64_t first;
    std::int64_t last;
};

std::int64_t least(std::int64_t a, std::int64_t b)
{
    return a < b ? a : b;
}

std::int64_t most(std::int64_t a, std::int64_t b)
{
    return a < b ? b : a;
}

/// Keys that a row looks at.
Span keysOf(const AttentionSlice& part, std::int64_t row)
{
    if (!part.causal) {
        return {0, part.visible};
    }
    const auto last = least(part.position + row + 1, part.visible);
    return {part.window > 0 ? least(most(part.position + row + 1 - part.window, 0), last) : 0,
            last};
}

StridedMatrix viewOf(const std::byte* data, DType type, std::int64_t rows, std::int64_t width,
                     MatrixLayout layout)
{
    const std::int64_t elementBytes = type == DType::F16 ? 2 : 4;
    const bool byRows = layout == MatrixLayout::OutputInput;
    return {data, type, layout, byRows ? width : rows, byRows ? rows : width, width * elementBytes};
}

StridedMatrix keysOf(const AttentionSlice& part)
{
    return viewOf(part.keys, part.keyType, part.capacity, part.width, MatrixLayout::OutputInput);
}

StridedMatrix valuesOf(const AttentionSlice& part)
{
    return viewOf(part.values, part.valueType, part.capacity, part.valueWidth,
                  MatrixLayout::InputOutput);
}

/// From dot products of a row with keys firstKey … to scores, the bias included.
void finishScores(const AttentionSlice& part, std::int64_t row, std::int64_t firstKey,
                  float* scores, std::int64_t count)
{
    if (part.softCap > 0.0F) {
        const float inside = part.scale / part.softCap;
        eachVector(count, [=, cap = part.softCap](std::int64_t i, auto take, auto put) {
            put(scores + i, cap * hyperbolicTangent(take(scores + i) * inside));
        });
    } else {
        scaleRow(scores, part.scale, count);
    }
    if (part.bias != nullptr) {
        const float* bias = part.bias + row * part.biasStride + firstKey;
        eachVector(count, [=](std::int64_t i, auto take, auto put) {
            put(scores + i, take(scores + i) + take(bias + i));
        });
    }
}

void fill(float* to, float value, std::int64_t count)
{
    eachVector(count, [=](std::int64_t i, auto, auto put) { put(to + i, broadcast(value)); });
}

/// Raw scores of `rows` rows from firstRow on with the keys of a span: y [rows, stride].
void scoreBlock(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows, Span keys,
                float* y, std::int64_t stride)
{
    const auto view = keysOf(part);
    const auto packKeys = part.keyType == DType::F16 ? pack<F16Format> : pack<F32Format>;
    float* panel = part.scratch;
    for (auto key = keys.first; key < keys.last; key += tileWidth) {
        const auto columns = least(keys.last - key, tileWidth);
        packKeys(view, 0, part.width, key, columns, panel);
        multiplyPanel({.x = part.queries + firstRow * part.width,
                       .xStride = part.width,
                       .panel = panel,
                       .panelStride = tileWidth,
                       .depth = part.width,
                       .bias = nullptr,
                       .y = y + (key - keys.first),
                       .yStride = stride,
                       .columns = columns,
                       .begin = Begin::Zero},
                      rows);
    }
}

/// heads (=|+=) weights [rows, stride] · the values of a span of at most blockKeys keys.
void mixBlock(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows, Span keys,
              const float* weights, std::int64_t stride, Begin begin)
{
    const auto view = valuesOf(part);
    for (std::int64_t column = 0; column < part.valueWidth; column += tileWidth) {
        const auto columns = least(part.valueWidth - column, tileWidth);
        TileJob job{.x = weights,
                    .xStride = stride,
                    .panel = part.scratch,
                    .panelStride = tileWidth,
                    .depth = keys.last - keys.first,
                    .bias = nullptr,
                    .y = part.heads + firstRow * part.valueWidth + column,
                    .yStride = part.valueWidth,
                    .columns = columns,
                    .begin = begin};
        if (part.valueType == DType::F16) {
            pack<F16Format>(view, keys.first, job.depth, column, columns, part.scratch);
        } else if (columns % lanes != 0) {
            pack<F32Format>(view, keys.first, job.depth, column, columns, part.scratch);
        } else {
            job.panel =
                reinterpret_cast<const float*>(part.values) + keys.first * part.valueWidth + column;
            job.panelStride = part.valueWidth;
        }
        multiplyPanel(job, rows);
    }
}

/// One row by streaming keys and values. `scores` has room for all keys.
void attendRow(const AttentionSlice& part, std::int64_t row, float* scores)
{
    const auto keys = keysOf(part, row);
    const auto count = keys.last - keys.first;
    const auto multiplyKeys =
        part.keyType == DType::F16 ? multiplyRows<F16Format> : multiplyRows<F32Format>;
    const auto multiplyValues =
        part.valueType == DType::F16 ? multiplyColumns<F16Format> : multiplyColumns<F32Format>;
    StridedMatrix view = keysOf(part);
    view.data += keys.first * view.rowBytes;
    multiplyKeys({view, part.queries + row * part.width, nullptr, scores + keys.first}, 0, count);
    finishScores(part, row, keys.first, scores + keys.first, count);
    softmaxRow(scores + keys.first, scores + keys.first, count);
    view = valuesOf(part);
    view.data += keys.first * view.rowBytes;
    view.inputs = count;
    multiplyValues({view, scores + keys.first, nullptr, part.heads + row * part.valueWidth}, 0,
                   part.valueWidth);
}

/// What a block of rows has seen so far.
struct Running {
    float top[blockRows];
    float total[blockRows];
};

/// Turns raw scores of row `row` with a span of keys into weights relative to the running maximum,
/// and brings what was mixed before to the same measure.
void weigh(const AttentionSlice& part, std::int64_t row, Span keys, float* scores, Running& running,
           std::int64_t index)
{
    const auto seen = keysOf(part, row);
    const auto first = least(most(seen.first, keys.first), keys.last) - keys.first;
    const auto last = most(least(seen.last, keys.last) - keys.first, first);
    const auto width = keys.last - keys.first;
    fill(scores, 0.0F, first);
    fill(scores + last, 0.0F, width - last);
    if (first == last) {
        return;
    }
    finishScores(part, row, keys.first + first, scores + first, last - first);
    const float before = running.top[index];
    const float found = largestOf(scores + first, last - first);
    const float top = found < before ? before : found;
    if (top == -__builtin_inff()) {
        softmaxRow(scores + first, scores + first, last - first);
        return;
    }
    const float total = exponentials(scores + first, top, scores + first, last - first);
    const float shrink = exponential(broadcast(before - top))[0];
    if (shrink != 1.0F) {
        scaleRow(part.heads + row * part.valueWidth, shrink, part.valueWidth);
    }
    running.top[index] = top;
    running.total[index] = running.total[index] * shrink + total;
}

/// Rows that see any key of the span, of a block's: those before are not computed.
std::int64_t firstSeeing(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows,
                         Span keys)
{
    const auto row = part.causal ? keys.first - part.position : 0;
    return least(most(row, firstRow), firstRow + rows);
}

void attendStreaming(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows)
{
    float* scores = part.scratch + most(part.width, blockKeys) * tileWidth;
    Running running;
    for (std::int64_t i = 0; i < rows; ++i) {
        running.top[i] = -__builtin_inff();
        running.total[i] = 0.0F;
    }
    fill(part.heads + firstRow * part.valueWidth, 0.0F, rows * part.valueWidth);
    const Span all{keysOf(part, firstRow).first, keysOf(part, firstRow + rows - 1).last};
    for (auto key = all.first; key < all.last; key += blockKeys) {
        const Span keys{key, least(key + blockKeys, all.last)};
        const auto from = firstSeeing(part, firstRow, rows, keys);
        const auto count = firstRow + rows - from;
        scoreBlock(part, from, count, keys, scores, blockKeys);
        for (std::int64_t i = 0; i < count; ++i) {
            weigh(part, from + i, keys, scores + i * blockKeys, running, from + i - firstRow);
        }
        mixBlock(part, from, count, keys, scores, blockKeys, Begin::Continue);
    }
    for (std::int64_t i = 0; i < rows; ++i) {
        if (running.total[i] != 0.0F) {
            scaleRow(part.heads + (firstRow + i) * part.valueWidth, 1.0F / running.total[i],
                     part.valueWidth);
        }
    }
}

/// Scores of a block of rows into their rows of the pattern; what is not seen is `hidden`.
void scoreRows(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows, float hidden)
{
    const Span all{keysOf(part, firstRow).first, keysOf(part, firstRow + rows - 1).last};
    for (auto key = all.first; key < all.last; key += blockKeys) {
        const Span keys{key, least(key + blockKeys, all.last)};
        const auto from = firstSeeing(part, firstRow, rows, keys);
        scoreBlock(part, from, firstRow + rows - from, keys,
                   part.pattern + from * part.capacity + key, part.capacity);
    }
    for (auto row = firstRow; row < firstRow + rows; ++row) {
        const auto keys = keysOf(part, row);
        float* scores = part.pattern + row * part.capacity;
        fill(scores, hidden, keys.first);
        finishScores(part, row, keys.first, scores + keys.first, keys.last - keys.first);
        fill(scores + keys.last, hidden, part.capacity - keys.last);
    }
}

void mixRows(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows, Span all)
{
    const float* weights = part.pattern + firstRow * part.capacity;
    if (all.first >= all.last) {
        fill(part.heads + firstRow * part.valueWidth, 0.0F, rows * part.valueWidth);
    }
    for (auto key = all.first; key < all.last; key += blockKeys) {
        const Span keys{key, least(key + blockKeys, all.last)};
        mixBlock(part, firstRow, rows, keys, weights + key, part.capacity,
                 key == all.first ? Begin::Zero : Begin::Continue);
    }
}

void attendCaptured(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows)
{
    scoreRows(part, firstRow, rows, 0.0F);
    for (auto row = firstRow; row < firstRow + rows; ++row) {
        const auto keys = keysOf(part, row);
        float* scores = part.pattern + row * part.capacity + keys.first;
        softmaxRow(scores, scores, keys.last - keys.first);
    }
    mixRows(part, firstRow, rows,
            {keysOf(part, firstRow).first, keysOf(part, firstRow + rows - 1).last});
}

void attend(const AttentionSlice& part)
{
    if (part.rows == 1) {
        float* scores = part.scratch;
        if (part.pattern != nullptr) {
            const auto keys = keysOf(part, 0);
            scores = part.pattern;
            fill(scores, 0.0F, keys.first);
            fill(scores + keys.last, 0.0F, part.capacity - keys.last);
        }
        attendRow(part, 0, scores);
        return;
    }
    for (std::int64_t row = 0; row < part.rows; row += blockRows) {
        const auto rows = least(part.rows - row, blockRows);
        if (part.pattern == nullptr) {
            attendStreaming(part, row, rows);
        } else {
            attendCaptured(part, row, rows);
        }
    }
}

void score(const AttentionSlice& part)
{
    for (std::int64_t row = 0; row < part.rows; row += blockRows) {
        scoreRows(part, row, least(part.rows - row, blockRows), -__builtin_inff());
    }
}

/// One past the last key that any of the rows gives weight: what lies behind it may never have been
/// written, and must not be multiplied by the zeros.
std::int64_t lastWeighed(const AttentionSlice& part, std::int64_t firstRow, std::int64_t rows)
{
    std::int64_t last = 0;
    for (auto row = firstRow; row < firstRow + rows; ++row) {
        auto key = part.visible;
        while (key > last && part.pattern[row * part.capacity + key - 1] == 0.0F) {
            --key;
        }
        last = key;
    }
    return last;
}

void mix(const AttentionSlice& part)
{
    for (std::int64_t row = 0; row < part.rows; row += blockRows) {
        const auto rows = least(part.rows - row, blockRows);
        mixRows(part, row, rows, {0, lastWeighed(part, row, rows)});
    }
}

std::int64_t attentionScratch(const AttentionSlice& part)
{
    return most(most(part.width, blockKeys) * tileWidth + blockRows * blockKeys, part.capacity);
}

} // namespace

void SACCADE_LEVEL::addAttention(VectorKernels& kernels)
{
    kernels.attend = attend;
    kernels.score = score;
    kernels.mix = mix;
    kernels.attentionScratch = attentionScratch;
}

} // namespace saccade
