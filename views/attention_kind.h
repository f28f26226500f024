// What a view has to know of an attention, besides its numbers.
#pragma once

namespace saccade
{

/// Which keys a query can attend to: in causal attention none after itself.
enum class KeyVisibility { All, UpToQuery };

/// What the maps of a layer are called: recurrent layers may have channels in the place of heads.
enum class HeadNaming { Heads, Channels };

} // namespace saccade
