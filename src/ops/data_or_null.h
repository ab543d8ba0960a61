// Pointers to elements that may be absent, for kernels.
#pragma once

#include "tensor/tensor.h"

namespace nnl {

template <class T>
const T* data_or_null(const Tensor& tensor) {
  return tensor ? tensor.data<T>() : nullptr;
}

template <class T>
T* mutable_data_or_null(const Tensor& tensor) {
  return tensor ? tensor.mutable_data<T>() : nullptr;
}

}  // namespace nnl
