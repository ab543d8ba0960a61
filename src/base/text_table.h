// Tables as text.
#pragma once

#include <string>
#include <vector>

namespace nnl {

/// Lines of equally many cells in UTF-8 as columns of equal width, two spaces apart: the first `names` are
/// aligned to the left, the others, numbers, to the right.
std::string table_of(const std::vector<std::vector<std::string>>& lines, size_t names);

}  // namespace nnl
