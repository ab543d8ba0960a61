// The safetensors format: a length, a JSON header, and the tensors' bytes.
#pragma once

#include <string>
#include <vector>

#include "tensor/tensor.h"

namespace nnl {

/// One entry of a header, checked: `begin` and `end` lie in the data and fit dtype and shape.
struct SafetensorsEntry {
  std::string name;
  DType dtype;
  Dims shape;
  int64_t begin, end;
};

/// Reads a header's JSON for `data_bytes` bytes of tensors. Fails with Code::invalid_file unless names are
/// unique, dtypes known, and the entries cover the data without overlap or gap.
std::vector<SafetensorsEntry> parse_safetensors_header(const std::string& json, int64_t data_bytes);

/// The JSON for tensors that follow each other in this order, padded to a multiple of 8 bytes.
std::string make_safetensors_header(const std::vector<std::pair<std::string, Tensor>>& tensors);

}  // namespace nnl
