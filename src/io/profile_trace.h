// Profiles as files for the viewers of Chrome's traces.
#pragma once

#include <string>

#include "base/context.h"

namespace nnl {

/// Writes the events of the context's profile as JSON in Chrome's trace event format, one complete event
/// ("X") each, an outer one before those within it. The file appears whole or not at all. Fails with
/// Code::invalid_state if nothing was ever recorded, and as AtomicFile does.
void save_trace(Context& context, const std::string& path);

}  // namespace nnl
