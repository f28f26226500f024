// A workgroup, its lanes and what they share. Constants 0 and 1 are the same in every kernel.
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_EXT_control_flow_attributes : require

layout(local_size_x_id = 0) in;
layout(constant_id = 0) const uint lanes = 32;
layout(constant_id = 1) const bool singleSubgroup = false; // the workgroup is exactly one subgroup

// The grid is folded into two axes, because one axis ends at 65,535 workgroups.
uint group()
{
    return gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
}

uint lane()
{
    return singleSubgroup ? gl_SubgroupInvocationID : gl_LocalInvocationID.x;
}

shared float exchange[lanes];

// The value of every lane, for fromLane. All lanes must call it.
void publish(float value)
{
    if (!singleSubgroup) {
        barrier();
        exchange[lane()] = value;
        barrier();
    }
}

// What lane `index` published; `value` is this lane's own. `index` is the same in all lanes.
float fromLane(float value, uint index)
{
    return singleSubgroup ? subgroupBroadcast(value, index) : exchange[index];
}

float groupSum(float value)
{
    if (singleSubgroup) {
        return subgroupAdd(value);
    }
    publish(value);
    float total = 0.0;
    for (uint i = 0; i < lanes; ++i) {
        total += exchange[i];
    }
    return total;
}

float groupMax(float value)
{
    if (singleSubgroup) {
        return subgroupMax(value);
    }
    publish(value);
    float largest = value;
    for (uint i = 0; i < lanes; ++i) {
        largest = max(largest, exchange[i]);
    }
    return largest;
}

const float infinity = 1.0 / 0.0;

// Channels 4·column … of a row of `width`, zeros past its end. `wide` and `narrow` are views of the same
// buffer; the wide one fits where rows start at multiples of four.
vec4 rowFour(samplerBuffer wide, samplerBuffer narrow, bool aligned, uint row, uint column, uint width)
{
    if (aligned) {
        return texelFetch(wide, int(row * (width / 4) + column));
    }
    vec4 four = vec4(0.0);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        if (column * 4 + i < width) {
            four[i] = texelFetch(narrow, int(row * width + column * 4 + i)).x;
        }
    }
    return four;
}
