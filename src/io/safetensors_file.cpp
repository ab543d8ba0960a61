#include "io/safetensors_file.h"

#include <algorithm>
#include <bit>

#include "base/utf8.h"
#include "io/atomic_file.h"

namespace nnl {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

Tensor SafetensorsFile::read(const SafetensorsEntry& entry, Context& context) const {
  if (!entry.dtype())
    fail(Code::dtype_mismatch, "safetensors: tensor \"{}\" is {}, which nnlite has not",
         shortened(entry.name()), entry.dtype_name());
  const Tensor values(context, *entry.dtype(), entry.shape());
  file_.read(values.mutable_bytes(), entry.bytes(), header_.data_begin() + entry.begin());
  if (entry.dtype() == DType::boolean) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.bytes());
    if (std::any_of(bytes, bytes + values.count(), [](unsigned char byte) { return byte > 1; }))
      fail(Code::invalid_file, "safetensors: tensor \"{}\" has values that are neither true nor false",
           shortened(entry.name()));
  }
  return values;
}

void write_safetensors(const std::string& path, State tensors, const SafetensorsMetadata& metadata) {
  // Wide elements first, so that all are aligned in the file.
  std::stable_sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) {
    return size_of(a.second.dtype()) > size_of(b.second.dtype());
  });
  const std::string header = make_safetensors_header(tensors, metadata);
  const uint64_t length = header.size();
  AtomicFile file(path);
  file.write(&length, sizeof length);
  file.write(header.data(), header.size());
  for (const auto& [name, tensor] : tensors) {
    const Tensor values = tensor.contiguous();
    file.write(values.bytes(), static_cast<size_t>(values.count() * size_of(values.dtype())));
  }
  file.commit();
}

}  // namespace nnl
