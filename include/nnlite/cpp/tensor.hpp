// Tensors and their gradients.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <nnlite/cpp/context.hpp>

namespace nnlite {

/// Sizes of the axes; {} is a single element.
using Shape = std::vector<std::int64_t>;

namespace detail {

/// The dtype whose elements a C++ type holds.
template <class T>
constexpr DType dtype_of() {
  static_assert(std::is_arithmetic_v<T>, "a tensor's elements are numbers");
  if constexpr (std::is_same_v<T, bool>) {
    static_assert(sizeof(bool) == 1, "a bool is a byte");
    return DType::boolean;
  } else if constexpr (std::is_floating_point_v<T>) {
    static_assert(sizeof(T) == 4 || sizeof(T) == 8, "float or double");
    return sizeof(T) == 4 ? DType::f32 : DType::f64;
  } else if constexpr (std::is_signed_v<T>) {
    static_assert(sizeof(T) == 4 || sizeof(T) == 8, "integers have 32 or 64 bits");
    return sizeof(T) == 4 ? DType::i32 : DType::i64;
  } else {
    static_assert(sizeof(T) == 1, "unsigned integers have 8 bits");
    return DType::u8;
  }
}

template <class T>
std::int64_t bytes_of(std::size_t count) {
  return static_cast<std::int64_t>(count * sizeof(T));
}

}  // namespace detail

struct RowGradient;

/// Elements of one dtype in row-major order. Copies share the elements; clone() makes others.
class Tensor : public detail::Handle<nnl_tensor_release> {
 public:
  Tensor() = default;

  /// Owns the tensor that a function of nnlite.h makes: `create(arguments..., &handle)`.
  template <class Create, class... Arguments>
  static Tensor make(Create&& create, const Arguments&... arguments) {
    return Tensor(create, arguments...);
  }
  /// Copies of `values`, whose number must be the shape's.
  template <class T>
  static Tensor from(const std::vector<T>& values, const Shape& shape, const Context& context = {}) {
    if constexpr (std::is_same_v<T, bool>) {
      const std::vector<std::uint8_t> bytes(values.begin(), values.end());
      return from_memory(bytes.data(), bytes.size(), DType::boolean, shape, context);
    } else {
      return from_memory(values.data(), values.size(), detail::dtype_of<T>(), shape, context);
    }
  }
  template <class T>
  static Tensor from(std::initializer_list<T> values, const Shape& shape, const Context& context = {}) {
    return from_memory(values.begin(), values.size(), detail::dtype_of<T>(), shape, context);
  }
  /// The same with one axis.
  template <class T>
  static Tensor from(const std::vector<T>& values) {
    return from(values, {static_cast<std::int64_t>(values.size())});
  }
  template <class T>
  static Tensor from(std::initializer_list<T> values) {
    return from(values, {static_cast<std::int64_t>(values.size())});
  }
  /// Every element `value`.
  static Tensor full(const Shape& shape, double value, DType dtype = DType::f32,
                     const Context& context = {}) {
    return make(nnl_tensor_full, context.handle(), static_cast<nnl_dtype>(dtype), detail::rank_of(shape),
                shape.data(), value);
  }
  static Tensor zeros(const Shape& shape, DType dtype = DType::f32, const Context& context = {}) {
    return full(shape, 0, dtype, context);
  }
  static Tensor ones(const Shape& shape, DType dtype = DType::f32, const Context& context = {}) {
    return full(shape, 1, dtype, context);
  }
  /// A single element of `like`'s dtype and context.
  static Tensor scalar_like(const Tensor& like, double value) {
    return make(nnl_tensor_scalar_like, like.handle(), value);
  }
  /// The caller's own memory of `shape`'s size, without a copy. It must stay until `done` is called, on the
  /// thread that drops the last reference; `done` must not throw, and is not called if this fails. Const
  /// memory is never written to: what would change the tensor is an error.
  template <class T>
  static Tensor borrow(T* data, const Shape& shape, std::function<void()> done = {},
                       const Context& context = {}) {
    std::int64_t bytes = static_cast<std::int64_t>(sizeof(T));
    for (const std::int64_t size : shape) bytes *= size;
    auto owned = done ? std::make_unique<std::function<void()>>(std::move(done)) : nullptr;
    const auto call = [&](auto* function) {
      return make(function, context.handle(),
                  static_cast<nnl_dtype>(detail::dtype_of<std::remove_const_t<T>>()), detail::rank_of(shape),
                  shape.data(), data, bytes, owned ? call_done : nullptr, owned.get());
    };
    Tensor result = [&] {
      if constexpr (std::is_const_v<T>)
        return call(nnl_tensor_borrow_const);
      else
        return call(nnl_tensor_borrow);
    }();
    static_cast<void>(owned.release());
    return result;
  }

  /// The memory of another library that a DLPack struct describes (DLManagedTensorVersioned, or without a
  /// version DLManagedTensor), without a copy. Takes it over unless it throws.
  static Tensor from_dlpack(void* managed, bool versioned = true, const Context& context = {}) {
    return make(nnl_tensor_from_dlpack, context.handle(), managed, static_cast<std::int32_t>(versioned));
  }
  /// Such a struct for another library, which calls its deleter in the end.
  void* to_dlpack(bool versioned = true) const {
    return detail::get<void*>(nnl_tensor_to_dlpack, handle(), static_cast<std::int32_t>(versioned));
  }

  Context context() const { return Context::make(nnl_tensor_context, handle()); }
  DType dtype() const { return static_cast<DType>(detail::get<nnl_dtype>(nnl_tensor_dtype, handle())); }
  std::int32_t rank() const { return detail::get<std::int32_t>(nnl_tensor_rank, handle()); }
  Shape shape() const {
    Shape shape(static_cast<std::size_t>(rank()));
    check(nnl_tensor_shape(handle(), shape.data(), rank(), nullptr));
    return shape;
  }
  /// The number of elements.
  std::int64_t count() const { return detail::get<std::int64_t>(nnl_tensor_count, handle()); }
  /// The only element of a tensor that has just one.
  double item() const { return detail::get<double>(nnl_tensor_item, handle()); }
  /// All elements, row-major. T must fit the dtype.
  template <class T>
  std::vector<T> to_vector() const {
    check_dtype<T>("nnl_tensor_read");
    const auto size = static_cast<std::size_t>(count());
    if constexpr (std::is_same_v<T, bool>) {
      std::vector<std::uint8_t> bytes(size);
      check(nnl_tensor_read(handle(), bytes.data(), detail::bytes_of<std::uint8_t>(size)));
      return {bytes.begin(), bytes.end()};
    } else {
      std::vector<T> values(size);
      check(nnl_tensor_read(handle(), values.data(), detail::bytes_of<T>(size)));
      return values;
    }
  }
  /// Replaces all elements, row-major. T must fit the dtype.
  template <class T>
  void write(const std::vector<T>& values) const {
    check_dtype<T>("nnl_tensor_write");
    if constexpr (std::is_same_v<T, bool>) {
      const std::vector<std::uint8_t> bytes(values.begin(), values.end());
      check(nnl_tensor_write(handle(), bytes.data(), detail::bytes_of<std::uint8_t>(bytes.size())));
    } else {
      check(nnl_tensor_write(handle(), values.data(), detail::bytes_of<T>(values.size())));
    }
  }
  /// The elements of a row-major tensor where they lie, to be written now; valid while the tensor or another
  /// of its memory lives. T must fit the dtype.
  template <class T>
  T* mutable_data() const {
    return static_cast<T*>(memory<T>(1));
  }
  /// The same for reading.
  template <class T>
  const T* data() const {
    return static_cast<const T*>(memory<T>(0));
  }
  /// Another tensor's elements into this one: same shape, any dtypes.
  void copy_from(const Tensor& source) const { check(nnl_tensor_copy_from(handle(), source.handle())); }

  /// Whether backward computes a gradient for it.
  bool requires_grad() const { return detail::get<std::int32_t>(nnl_tensor_requires_grad, handle()) != 0; }
  const Tensor& set_requires_grad(bool requires_grad = true) const {
    check(nnl_tensor_set_requires_grad(handle(), requires_grad));
    return *this;
  }
  /// Accumulates the gradients of all leaves that this depends on. `gradient` is its own, empty for a single
  /// element.
  void backward(const Tensor& gradient = {}, bool retain_graph = false) const {
    check(nnl_tensor_backward(handle(), gradient.handle(), retain_graph));
  }
  /// The accumulated gradient, dense; empty if there is none. Shared with the leaf unless it is row-sparse.
  Tensor grad() const { return make(nnl_tensor_grad, handle()); }
  /// Puts a copy of `gradient` in the place of a leaf's gradient.
  void set_grad(const Tensor& gradient) const { check(nnl_tensor_set_grad(handle(), gradient.handle())); }
  /// A copy of the row-sparse gradient of an embedding's weight.
  RowGradient grad_rows() const;
  /// Drops the gradient.
  void zero_grad() const { check(nnl_tensor_zero_grad(handle())); }

 private:
  using Handle::Handle;

  static Tensor from_memory(const void* data, std::size_t count, DType dtype, const Shape& shape,
                            const Context& context) {
    const auto bytes = static_cast<std::int64_t>(count * size_of(dtype));
    return make(nnl_tensor_from_data, context.handle(), static_cast<nnl_dtype>(dtype), detail::rank_of(shape),
                shape.data(), data, bytes);
  }

  static constexpr std::size_t size_of(DType dtype) {
    if (dtype == DType::f64 || dtype == DType::i64) return 8;
    return dtype == DType::f32 || dtype == DType::i32 ? 4 : 1;
  }

  template <class T>
  void* memory(std::int32_t writing) const {
    check_dtype<T>("nnl_tensor_data");
    void* data = nullptr;
    check(nnl_tensor_data(handle(), writing, &data, nullptr));
    return data;
  }

  template <class T>
  void check_dtype(const char* function) const {
    if (dtype() != detail::dtype_of<T>())
      throw Error(NNL_DTYPE_MISMATCH, "the tensor holds elements of another type", function, "tensor");
  }

  static void NNL_CALL call_done(void* user_data) noexcept {
    const std::unique_ptr<std::function<void()>> done(static_cast<std::function<void()>*>(user_data));
    (*done)();
  }
};

/// Ascending row numbers (i64, [n]) and the gradients of those rows ([n, columns]).
struct RowGradient {
  Tensor rows;
  Tensor values;
};

inline RowGradient Tensor::grad_rows() const {
  RowGradient gradient;
  gradient.rows = make([&](auto* rows) {
    gradient.values = make([&](auto* values) { return nnl_tensor_grad_rows(handle(), rows, values); });
    return NNL_OK;
  });
  return gradient;
}

}  // namespace nnlite
