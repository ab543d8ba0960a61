#include <limits>

#include "autograd/node.h"
#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

/// Fails unless a buffer for `shape` has exactly `bytes` bytes.
void check_bytes(DType type, const Dims& shape, const void* data, int64_t bytes) {
  const int64_t wanted = count_elements(shape) * size_of(type);
  if (bytes != wanted)
    fail_argument("bytes", Code::shape_mismatch, "{} given, shape {} of {} has {}", bytes, to_string(shape),
                  name_of(type), wanted);
  if (wanted > 0) require(data, "data");
}

/// Fails for memory that must not be written.
void check_writable(const Variable& variable) {
  if (!variable.data().storage()->writable()) fail(Code::invalid_state, "the tensor is read-only");
}

/// A view of the caller's row-major memory for the length of a call.
Tensor view_of(Context& owner, DType type, const Dims& shape, void* data, int64_t bytes) {
  return Tensor(make_ref<Storage>(owner, data, bytes, true, std::function<void()>()), type, shape,
                contiguous_strides(shape));
}

}  // namespace

nnl_status NNL_CALL nnl_tensor_full(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                    double value, nnl_tensor* result) {
  return create(__func__, result, [&] {
    return Variable(Tensor::full(*context(ctx), dtype(type), dims(rank, shape, "shape"), value));
  });
}

nnl_status NNL_CALL nnl_tensor_from_data(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                         const void* data, int64_t bytes, nnl_tensor* result) {
  return create(__func__, result, [&] {
    const Dims sizes = dims(rank, shape, "shape");
    check_bytes(dtype(type), sizes, data, bytes);
    Tensor made(*context(ctx), dtype(type), sizes);
    if (bytes > 0) std::memcpy(made.storage()->data(), data, static_cast<size_t>(bytes));
    return Variable(made);
  });
}

nnl_status NNL_CALL nnl_tensor_borrow(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                      void* data, int64_t bytes, nnl_release_callback done, void* user_data,
                                      nnl_tensor* result) {
  if (result) *result = 0;
  return guard(__func__, [&] {
    require(result, "tensor");
    const DType element = dtype(type);
    const Dims sizes = dims(rank, shape, "shape");
    check_bytes(element, sizes, data, bytes);
    if (reinterpret_cast<uintptr_t>(data) % static_cast<uintptr_t>(size_of(element)) != 0)
      fail_argument("data", Code::invalid_argument, "not aligned for {}", name_of(element));
    // The release function is armed only when nothing can fail any more.
    auto armed = std::make_shared<bool>(false);
    auto storage = make_ref<Storage>(*context(ctx), data, bytes, true, [=] {
      if (*armed && done) done(user_data);
    });
    *result = publish(Variable(Tensor(storage, element, sizes, contiguous_strides(sizes))));
    *armed = true;
  });
}

void NNL_CALL nnl_tensor_release(nnl_tensor handle) { release_handle(Kind::tensor, handle); }

nnl_status NNL_CALL nnl_tensor_dtype(nnl_tensor handle, nnl_dtype* type) {
  return answer(__func__, type, [&] { return tensor(handle, "tensor").dtype(); });
}

nnl_status NNL_CALL nnl_tensor_rank(nnl_tensor handle, int32_t* rank) {
  return answer(__func__, rank, [&] { return tensor(handle, "tensor").rank(); });
}

nnl_status NNL_CALL nnl_tensor_shape(nnl_tensor handle, int64_t* shape, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const Dims sizes = tensor(handle, "tensor").shape();
    copy_out(sizes.begin(), sizes.size(), shape, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_tensor_count(nnl_tensor handle, int64_t* count) {
  return answer(__func__, count, [&] { return tensor(handle, "tensor").count(); });
}

nnl_status NNL_CALL nnl_tensor_item(nnl_tensor handle, double* value) {
  return answer(__func__, value, [&] { return tensor(handle, "tensor").data().item(); });
}

nnl_status NNL_CALL nnl_tensor_read(nnl_tensor handle, void* data, int64_t bytes) {
  return guard(__func__, [&] {
    const Variable source = tensor(handle, "tensor");
    check_bytes(source.dtype(), source.shape(), data, bytes);
    if (bytes > 0)
      copy_into(source.data(), view_of(source.context(), source.dtype(), source.shape(), data, bytes));
  });
}

nnl_status NNL_CALL nnl_tensor_write(nnl_tensor handle, const void* data, int64_t bytes) {
  return guard(__func__, [&] {
    const Variable target = tensor(handle, "tensor");
    check_writable(target);
    check_bytes(target.dtype(), target.shape(), data, bytes);
    if (bytes == 0) return;
    copy_into(view_of(target.context(), target.dtype(), target.shape(), const_cast<void*>(data), bytes),
              target.data());
    target.data().changed("nnl_tensor_write");
  });
}

nnl_status NNL_CALL nnl_tensor_copy_from(nnl_tensor handle, nnl_tensor source) {
  return guard(__func__, [&] {
    const Variable target = tensor(handle, "tensor"), from = tensor(source, "source");
    check_writable(target);
    check_same_context("nnl_tensor_copy_from", target.data(), from.data());
    copy_into(target.data().storage() == from.data().storage() ? from.data().copy() : from.data(),
              target.data());
    target.data().changed("nnl_tensor_copy_from");
  });
}

nnl_status NNL_CALL nnl_tensor_requires_grad(nnl_tensor handle, int32_t* requires_grad) {
  return answer(__func__, requires_grad, [&] { return tensor(handle, "tensor").requires_grad(); });
}

nnl_status NNL_CALL nnl_tensor_set_requires_grad(nnl_tensor handle, int32_t requires_grad) {
  return guard(__func__, [&] { tensor(handle, "tensor").set_requires_grad(requires_grad != 0); });
}

nnl_status NNL_CALL nnl_tensor_backward(nnl_tensor handle, nnl_tensor gradient, int32_t retain_graph) {
  return guard(__func__, [&] {
    const Variable given = optional_tensor(gradient, "gradient");
    backward(tensor(handle, "tensor"), given ? given.data() : Tensor(), retain_graph != 0);
  });
}

nnl_status NNL_CALL nnl_tensor_grad(nnl_tensor handle, nnl_tensor* gradient) {
  if (gradient) *gradient = 0;
  return guard(__func__, [&] {
    require(gradient, "gradient");
    const Variable owner = tensor(handle, "tensor");
    if (owner.grad()) *gradient = publish(Variable(owner.grad().dense()));
  });
}

nnl_status NNL_CALL nnl_tensor_grad_rows(nnl_tensor handle, nnl_tensor* rows, nnl_tensor* values) {
  if (rows) *rows = 0;
  if (values) *values = 0;
  return guard(__func__, [&] {
    require(rows, "rows");
    require(values, "values");
    const Gradient gradient = tensor(handle, "tensor").grad();
    if (!gradient.is_row_sparse()) fail(Code::invalid_state, "the gradient is dense or missing");
    const nnl_tensor made = publish(Variable(gradient.row_sparse().rows));
    try {
      *values = publish(Variable(gradient.row_sparse().values));
    } catch (...) {
      release_handle(Kind::tensor, made);
      throw;
    }
    *rows = made;
  });
}

nnl_status NNL_CALL nnl_tensor_zero_grad(nnl_tensor handle) {
  return guard(__func__, [&] { tensor(handle, "tensor").clear_grad(); });
}
