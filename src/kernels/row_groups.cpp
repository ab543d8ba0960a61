#include "kernels/row_groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace nnl::kernels {
namespace {

struct LookUp {
  int64_t row, at;
};

/// Sorts by row, in input order where rows are equal, from the least significant digit on. Gives back which
/// of the two holds the result.
LookUp* radix_sort(int64_t count, int64_t largest, LookUp* from, LookUp* to) {
  constexpr int digit_bits = 11;
  constexpr size_t digits = size_t{1} << digit_bits;
  std::array<int64_t, digits> place;
  for (int shift = 0; largest >> shift != 0; shift += digit_bits) {
    const auto digit = [shift](const LookUp& l) {
      return static_cast<size_t>(l.row >> shift) & (digits - 1);
    };
    place.fill(0);
    for (int64_t i = 0; i < count; ++i) ++place[digit(from[i])];
    int64_t before = 0;
    for (int64_t& at : place) before += std::exchange(at, before);
    for (int64_t i = 0; i < count; ++i) to[place[digit(from[i])]++] = from[i];
    std::swap(from, to);
  }
  return from;
}

LookUp* sort(int64_t count, int64_t largest, LookUp* from, LookUp* to) {
  constexpr int64_t few = 512;  // for which counting digits costs more than comparing
  if (count > few) return radix_sort(count, largest, from, to);
  std::sort(from, from + count,
            [](const LookUp& a, const LookUp& b) { return std::pair(a.row, a.at) < std::pair(b.row, b.at); });
  return from;
}

}  // namespace

GroupSizes group_rows(int64_t count, const int64_t* rows, int64_t padding, int64_t* scratch, int64_t* row,
                      int64_t* begin, int64_t* order) {
  auto* lookups = reinterpret_cast<LookUp*>(scratch);
  int64_t members = 0, largest = 0, groups = 0;
  for (int64_t i = 0; i < count; ++i) {
    if (rows[i] == padding) continue;
    lookups[members++] = {rows[i], i};
    largest = std::max(largest, rows[i]);
  }
  const LookUp* sorted = sort(members, largest, lookups, lookups + count);
  for (int64_t i = 0; i < members; ++i) {
    if (i == 0 || sorted[i].row != sorted[i - 1].row) {
      row[groups] = sorted[i].row;
      begin[groups++] = i;
    }
    order[i] = sorted[i].at;
  }
  begin[groups] = members;
  return {groups, members};
}

}  // namespace nnl::kernels
