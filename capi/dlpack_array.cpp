#include "dlpack_array.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace nnl::capi::dlpack {
namespace {

DataType data_type(DType type) {
  const auto bits = static_cast<uint8_t>(8 * size_of(type));
  switch (type) {
    case DType::f32:
    case DType::f64:
      return {code_float, bits, 1};
    case DType::i32:
    case DType::i64:
      return {code_int, bits, 1};
    case DType::u8:
      return {code_uint, bits, 1};
    case DType::boolean:
      break;
  }
  return {code_bool, bits, 1};
}

DType dtype_from(const DataType& given) {
  for (const DType type : {DType::f32, DType::f64, DType::i32, DType::i64, DType::u8, DType::boolean}) {
    const DataType own = data_type(type);
    if (own.code == given.code && own.bits == given.bits && own.lanes == given.lanes) return type;
  }
  fail(Code::not_supported, "dlpack: elements of code {} with {} bits and {} lanes are of no dtype",
       given.code, given.bits, given.lanes);
}

/// The array's strides, those of axes with fewer than two elements, which mean nothing, as in a row-major
/// one.
Dims strides_from(const Array& array, const Dims& shape) {
  Dims strides = contiguous_strides(shape);
  if (!array.strides) return strides;
  for (int axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] < 2) continue;
    if (array.strides[axis] < 0)
      fail(Code::not_supported, "dlpack: stride {} of axis {} is negative", array.strides[axis], axis);
    strides[axis] = array.strides[axis];
  }
  return strides;
}

/// Elements from the first to the last in memory, both included.
int64_t extent(const Dims& shape, const Dims& strides) {
  int64_t last = 0;
  for (int axis = 0; axis < shape.size(); ++axis) {
    int64_t way = 0;
    if (__builtin_mul_overflow(shape[axis] - 1, strides[axis], &way) ||
        __builtin_add_overflow(last, way, &last) || last >= int64_t{1} << 60)
      fail(Code::invalid_argument, "dlpack: strides {} reach beyond any memory", to_string(strides));
  }
  return last + 1;
}

/// Whether an axis steps less far than those with smaller strides reach together.
bool overlaps(const Dims& shape, const Dims& strides) {
  std::vector<std::pair<int64_t, int64_t>> axes;
  for (int axis = 0; axis < shape.size(); ++axis)
    if (shape[axis] > 1) axes.emplace_back(strides[axis], shape[axis]);
  std::sort(axes.begin(), axes.end());
  int64_t reach = 0;
  for (const auto& [stride, size] : axes) {
    if (stride <= reach) return true;
    reach += stride * (size - 1);
  }
  return false;
}

}  // namespace

Array array_of(const Tensor& tensor, int64_t* shape, int64_t* strides) {
  std::copy(tensor.shape().begin(), tensor.shape().end(), shape);
  std::copy(tensor.strides().begin(), tensor.strides().end(), strides);
  void* const data = tensor.count() > 0 ? const_cast<char*>(tensor.bytes()) : nullptr;
  return {data, {cpu, 0}, tensor.rank(), data_type(tensor.dtype()), shape, strides, 0};
}

Layout layout_of(const Array& array) {
  if (array.device.type != cpu)
    fail(Code::not_supported, "dlpack: the memory is on a device of type {}, not on the processor",
         array.device.type);
  const DType dtype = dtype_from(array.dtype);
  if (array.ndim < 0 || array.ndim > max_rank)
    fail(Code::not_supported, "dlpack: {} axes; a tensor has at most {}", array.ndim, max_rank);
  if (array.ndim > 0 && !array.shape) fail(Code::invalid_argument, "dlpack: the shape is NULL");
  const Dims shape(array.shape, array.ndim);
  if (count_elements(shape) == 0) return {dtype, shape, contiguous_strides(shape), nullptr, 0, false};
  const Dims strides = strides_from(array, shape);
  const int64_t elements = extent(shape, strides);
  if (!array.data) fail(Code::invalid_argument, "dlpack: the data is NULL");
  const uintptr_t address = reinterpret_cast<uintptr_t>(array.data) + array.byte_offset;
  if (address % static_cast<uintptr_t>(size_of(dtype)) != 0)
    fail(Code::not_supported, "dlpack: the memory is not aligned for {}", name_of(dtype));
  return {dtype,
          shape,
          strides,
          reinterpret_cast<void*>(address),
          elements * size_of(dtype),
          overlaps(shape, strides)};
}

}  // namespace nnl::capi::dlpack
