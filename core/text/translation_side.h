// Which language of a translator a tokenizer is for.
#pragma once

namespace saccade
{

enum class Side { Source, Target };

} // namespace saccade
