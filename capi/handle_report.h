// What handles are live, and what they hold.
#pragma once

#include <string>
#include <vector>

#include "base/context.h"
#include "handle_table.h"

namespace nnl::capi {

/// Live handles of one kind and origin.
struct HandleRow {
  Kind kind;
  std::string function, label;
  int64_t thread;
  int64_t count = 0;
  int64_t bytes = 0;  // of the tensors behind them, each block once
};

struct HandleReport : RefCounted {
  std::vector<HandleRow> rows;  // by kinds, and of a kind those of most handles first
};

/// Of the handles of a context's objects, or of all handles.
Ref<HandleReport> report_handles(const Context* context);

/// A table with a line for each row, for people.
std::string table_of(const HandleReport& report);

}  // namespace nnl::capi
