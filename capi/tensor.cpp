#include <algorithm>
#include <limits>

#include "autograd/node.h"
#include "guard.h"
#include "host_data.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

/// Copies elements as they are, but for a bool, of which every byte but 0 becomes 1.
void copy_elements(DType dtype, void* to, const void* from, int64_t bytes) {
  if (dtype == DType::boolean) {
    const auto* given = static_cast<const unsigned char*>(from);
    std::transform(given, given + bytes, static_cast<unsigned char*>(to),
                   [](unsigned char b) { return b != 0; });
  } else {
    std::memcpy(to, from, static_cast<size_t>(bytes));
  }
}

/// Fails unless a buffer for `shape` has exactly `bytes` bytes.
void check_bytes(DType type, const Dims& shape, const void* data, int64_t bytes) {
  const int64_t wanted = count_elements(shape) * size_of(type);
  if (bytes != wanted)
    fail_argument("bytes", Code::shape_mismatch, "{} given, shape {} of {} has {}", bytes, to_string(shape),
                  name_of(type), wanted);
  if (wanted > 0) require(data, "data");
}

nnl_status borrow(const char* function, nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                  void* data, bool writable, int64_t bytes, nnl_release_callback done, void* user_data,
                  nnl_tensor* result) {
  return create_hosted(function, "tensor", result, [&](auto& host) {
    host = std::make_shared<HostData>(done, user_data);
    const DType element = dtype(type);
    const Dims sizes = dims(rank, shape, "shape");
    check_bytes(element, sizes, data, bytes);
    if (reinterpret_cast<uintptr_t>(data) % static_cast<uintptr_t>(size_of(element)) != 0)
      fail_argument("data", Code::invalid_argument, "not aligned for {}", name_of(element));
    auto storage = make_ref<Storage>(*context(ctx), data, bytes, writable, [host] {});
    return Variable(Tensor(storage, element, sizes, contiguous_strides(sizes)));
  });
}

}  // namespace

nnl_status NNL_CALL nnl_tensor_full(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                    double value, nnl_tensor* result) {
  return create(__func__, "tensor", result, [&] {
    return Variable(Tensor::full(*context(ctx), dtype(type), dims(rank, shape, "shape"), value));
  });
}

nnl_status NNL_CALL nnl_tensor_scalar_like(nnl_tensor like, double value, nnl_tensor* result) {
  return create(__func__, "tensor", result, [&] {
    const Variable model = tensor(like, "like");
    return Variable(Tensor::full(model.context(), model.dtype(), {}, value));
  });
}

nnl_status NNL_CALL nnl_tensor_from_data(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                         const void* data, int64_t bytes, nnl_tensor* result) {
  return create(__func__, "tensor", result, [&] {
    const Dims sizes = dims(rank, shape, "shape");
    check_bytes(dtype(type), sizes, data, bytes);
    Tensor made(*context(ctx), dtype(type), sizes);
    if (bytes > 0) copy_elements(made.dtype(), made.mutable_bytes(), data, bytes);
    return Variable(made);
  });
}

nnl_status NNL_CALL nnl_tensor_borrow(nnl_context ctx, nnl_dtype type, int32_t rank, const int64_t* shape,
                                      void* data, int64_t bytes, nnl_release_callback done, void* user_data,
                                      nnl_tensor* result) {
  return borrow(__func__, ctx, type, rank, shape, data, true, bytes, done, user_data, result);
}

nnl_status NNL_CALL nnl_tensor_borrow_const(nnl_context ctx, nnl_dtype type, int32_t rank,
                                            const int64_t* shape, const void* data, int64_t bytes,
                                            nnl_release_callback done, void* user_data, nnl_tensor* result) {
  return borrow(__func__, ctx, type, rank, shape, const_cast<void*>(data), false, bytes, done, user_data,
                result);
}

void NNL_CALL nnl_tensor_release(nnl_tensor handle) { release_handle(Kind::tensor, handle); }

nnl_status NNL_CALL nnl_tensor_share(nnl_tensor handle, nnl_tensor* other) {
  return create(__func__, "other", other, [&] { return tensor(handle, "tensor"); });
}

nnl_status NNL_CALL nnl_tensor_dtype(nnl_tensor handle, nnl_dtype* type) {
  return answer(__func__, "dtype", type, [&] { return tensor(handle, "tensor").dtype(); });
}

nnl_status NNL_CALL nnl_tensor_rank(nnl_tensor handle, int32_t* rank) {
  return answer(__func__, "rank", rank, [&] { return tensor(handle, "tensor").rank(); });
}

nnl_status NNL_CALL nnl_tensor_shape(nnl_tensor handle, int64_t* shape, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const Dims sizes = tensor(handle, "tensor").shape();
    copy_out(sizes.begin(), sizes.size(), "shape", shape, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_tensor_count(nnl_tensor handle, int64_t* count) {
  return answer(__func__, "count", count, [&] { return tensor(handle, "tensor").count(); });
}

nnl_status NNL_CALL nnl_tensor_item(nnl_tensor handle, double* value) {
  return answer(__func__, "value", value, [&] { return tensor(handle, "tensor").data().item(); });
}

nnl_status NNL_CALL nnl_tensor_read(nnl_tensor handle, void* data, int64_t bytes) {
  return guard(__func__, [&] {
    const Variable source = tensor(handle, "tensor");
    check_bytes(source.dtype(), source.shape(), data, bytes);
    if (bytes > 0) copy_elements(source.dtype(), data, source.data().contiguous().bytes(), bytes);
  });
}

nnl_status NNL_CALL nnl_tensor_write(nnl_tensor handle, const void* data, int64_t bytes) {
  return guard(__func__, [&] {
    const Variable target = tensor(handle, "tensor");
    check_writable("nnl_tensor_write", target.data());
    check_bytes(target.dtype(), target.shape(), data, bytes);
    if (bytes == 0) return;
    const bool direct = target.data().is_contiguous();
    const Tensor place = direct ? target.data() : Tensor(target.context(), target.dtype(), target.shape());
    copy_elements(target.dtype(), place.mutable_bytes(), data, bytes);
    if (!direct) copy_into(place, target.data());
    target.data().changed("nnl_tensor_write");
  });
}

nnl_status NNL_CALL nnl_tensor_copy_from(nnl_tensor handle, nnl_tensor source) {
  return guard(__func__, [&] {
    const Variable target = tensor(handle, "tensor"), from = tensor(source, "source");
    check_writable("nnl_tensor_copy_from", target.data());
    check_same_context("nnl_tensor_copy_from", target.data(), from.data());
    copy_into(target.data().storage() == from.data().storage() ? from.data().copy() : from.data(),
              target.data());
    target.data().changed("nnl_tensor_copy_from");
  });
}

nnl_status NNL_CALL nnl_tensor_data(nnl_tensor handle, int32_t writing, void** data, int64_t* bytes) {
  return guard(__func__, [&] {
    require(data, "data");
    const Variable source = tensor(handle, "tensor");
    const bool changes = flag(writing, "writing");
    if (changes) check_writable("nnl_tensor_data", source.data());
    if (!source.data().is_contiguous())
      fail_argument("tensor", Code::not_supported, "its elements do not lie in row-major order");
    source.data().storage()->give_away();
    *data = const_cast<char*>(source.data().bytes());
    if (bytes) *bytes = source.count() * size_of(source.dtype());
    if (changes) source.data().changed("nnl_tensor_data");
  });
}

nnl_status NNL_CALL nnl_tensor_context(nnl_tensor handle, nnl_context* context) {
  return give_context(__func__, context, [&] { return Ref<Context>(&tensor(handle, "tensor").context()); });
}

nnl_status NNL_CALL nnl_tensor_requires_grad(nnl_tensor handle, int32_t* requires_grad) {
  return answer(__func__, "requires_grad", requires_grad,
                [&] { return tensor(handle, "tensor").requires_grad(); });
}

nnl_status NNL_CALL nnl_tensor_set_requires_grad(nnl_tensor handle, int32_t requires_grad) {
  return guard(__func__,
               [&] { tensor(handle, "tensor").set_requires_grad(flag(requires_grad, "requires_grad")); });
}

nnl_status NNL_CALL nnl_tensor_backward(nnl_tensor handle, nnl_tensor gradient, int32_t retain_graph) {
  return guard(__func__, [&] {
    const Variable given = optional_tensor(gradient, "gradient");
    backward(tensor(handle, "tensor"), given ? given.data() : Tensor(), flag(retain_graph, "retain_graph"));
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
    const nnl_tensor made = publish(Variable(gradient.row_sparse().rows.copy()));
    try {
      *values = publish(Variable(gradient.row_sparse().values.copy()));
    } catch (...) {
      release_handle(Kind::tensor, made);
      throw;
    }
    *rows = made;
  });
}

nnl_status NNL_CALL nnl_tensor_set_grad(nnl_tensor handle, nnl_tensor gradient) {
  return guard(__func__, [&] {
    Variable owner = tensor(handle, "tensor");
    const Tensor given = tensor(gradient, "gradient").data();
    if (!owner.requires_grad() || !owner.is_leaf())
      fail_argument("tensor", Code::invalid_state, "it is no leaf that requires a gradient");
    check_same_context("nnl_tensor_set_grad", owner.data(), given);
    check_same_dtype("nnl_tensor_set_grad", owner.data(), given);
    if (!(given.shape() == owner.shape()))
      fail_argument("gradient", Code::shape_mismatch, "{} is not the tensor's shape {}",
                    to_string(given.shape()), to_string(owner.shape()));
    owner.set_grad(given.copy());
  });
}

nnl_status NNL_CALL nnl_tensor_zero_grad(nnl_tensor handle) {
  return guard(__func__, [&] { tensor(handle, "tensor").clear_grad(); });
}
