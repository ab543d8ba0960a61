// Look-ups sorted by row.
#pragma once

#include <cstdint>

namespace nnl::kernels {

struct GroupSizes {
  int64_t groups;   // different rows
  int64_t members;  // look-ups of them
};

/// Groups `count` look-ups by row, those of row `padding` (-1: none) left out: row[g] ascends,
/// order[begin[g]] to order[begin[g + 1]] are the look-ups of row[g] in input order. Rows are at least 0.
/// `row` and `order` have place for count numbers, `begin` for one more, `scratch` for four times as many.
/// Takes time in proportion to count.
GroupSizes group_rows(int64_t count, const int64_t* rows, int64_t padding, int64_t* scratch, int64_t* row,
                      int64_t* begin, int64_t* order);

}  // namespace nnl::kernels
