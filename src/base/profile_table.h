// Profiles as text.
#pragma once

#include <string>

#include "base/profiler.h"

namespace nnl {

/// One table each of operations, layers and parts of the training, those that took longest first, and a last
/// line of sums; tables without lines are left out. Shares are of the time of the whole profile.
std::string profile_table(const Profile& profile);

}  // namespace nnl
