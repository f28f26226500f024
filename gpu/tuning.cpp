#include "gpu/tuning.h"

namespace saccade
{

Tuning tuningFor(const DeviceTraits& traits)
{
    Tuning tuning;
    tuning.singleSubgroup = traits.fixedSubgroup && traits.subgroupSize <= 64;
    tuning.lanes = tuning.singleSubgroup ? traits.subgroupSize : 64;
    if (!tuning.singleSubgroup) {
        tuning.attentionRows = 1;
    }
    if (traits.info.isSoftware) {
        tuning.largestIterations = 65'535;
        tuning.attentionKeys = 1U << 30U; // one core takes a head: splitting gains nothing
        tuning.attentionRows = tuning.singleSubgroup ? 8 : 1;
        tuning.vectorColumns = 8;
        tuning.matrixColumns = 8;
        tuning.workPerSubmission = 1'000'000; // some tenths of a second of mat_mul
    }
    return tuning;
}

} // namespace saccade
