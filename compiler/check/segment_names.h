#pragma once

#include "compiler/check/context.h"

namespace reeve::check {

/// The names of all segments, as choices. They come before the attributes of work types, of which
/// one may be of the type `Claim.segment`.
void declare_segment_names(Context& ctx);

}  // namespace reeve::check
