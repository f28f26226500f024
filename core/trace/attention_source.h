// Attention as a map that can be asked for any part at any zoom: all that panels know of attention.
#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

enum class Pooling { Mean, Maximum };
enum class Combine { Mean, Maximum };

/// One head, or several taken together: −1 stands for all.
struct HeadChoice {
    int layer = 0;
    int head = 0;
    Combine combine = Combine::Mean; // where layer or head is −1

    bool operator==(const HeadChoice&) const = default;
};

/// Half-open ranges of positions, and the size of the answer: rows × columns cells, each pooling
/// the part of the range that it covers (whole positions where there are as many cells).
struct TileRequest {
    HeadChoice choice;
    std::int64_t firstQuery = 0, lastQuery = 0;
    std::int64_t firstKey = 0, lastKey = 0;
    int rows = 0, columns = 0;
    Pooling pooling = Pooling::Mean;

    bool operator==(const TileRequest&) const = default;
};

struct Tile {
    int rows = 0, columns = 0;
    std::vector<float> cells; // [rows, columns]
    float maximum = 0;
};

/// Immutable and safe to call from several threads.
class AttentionSource
{
public:
    virtual ~AttentionSource() = default;
    virtual int layers() const = 0;
    virtual int heads() const = 0;
    virtual std::int64_t queries() const = 0;
    virtual std::int64_t keys() const = 0;
    /// Whether `tile` has values for this choice: a run may have captured some layers only.
    virtual bool has(const HeadChoice& choice) const
    {
        return choice.layer < layers() && choice.head < heads();
    }
    /// Ranges outside the map are Errors.
    virtual Tile tile(const TileRequest& request) const = 0;
};

/// The parts of which this trace holds patterns, in the model's order.
std::vector<AttentionPart> capturedParts(const Trace& trace);

/// What a user calls a part: "attention", "encoder.attention", "decoder.cross_attention", "ssm".
std::string partName(const AttentionPart& part);

/// The part of this name, of these values ("blocks.*.attention"), or the first one with this word
/// in its name ("cross_attention", "vision"). Throws UsageError naming those that there are.
const AttentionPart& partNamed(const std::vector<AttentionPart>& parts, std::string_view name);

/// From the captured patterns of one part of a trace (kept alive); null if it has none. Of an
/// implicit part whose channels were not kept one by one: their mean, as one head.
std::shared_ptr<const AttentionSource> attentionSource(std::shared_ptr<const Trace> trace,
                                                       const AttentionPart& part);
/// Of the first captured part.
std::shared_ptr<const AttentionSource> attentionSource(std::shared_ptr<const Trace> trace);

} // namespace saccade
