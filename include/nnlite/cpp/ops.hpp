// Operations: each makes a new tensor, recorded for backward where an input requires a gradient.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <nnlite/cpp/tensor.hpp>

namespace nnlite {

/// Element by element; shapes broadcast as in NumPy and PyTorch.
inline Tensor add(const Tensor& a, const Tensor& b) { return Tensor::make(nnl_add, a.handle(), b.handle()); }
inline Tensor subtract(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_subtract, a.handle(), b.handle());
}
inline Tensor multiply(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_multiply, a.handle(), b.handle());
}
inline Tensor divide(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_divide, a.handle(), b.handle());
}
/// scale * x + shift
inline Tensor affine(const Tensor& x, double scale, double shift) {
  return Tensor::make(nnl_affine, x.handle(), scale, shift);
}

inline Tensor operator+(const Tensor& a, const Tensor& b) { return add(a, b); }
inline Tensor operator-(const Tensor& a, const Tensor& b) { return subtract(a, b); }
inline Tensor operator*(const Tensor& a, const Tensor& b) { return multiply(a, b); }
inline Tensor operator/(const Tensor& a, const Tensor& b) { return divide(a, b); }
inline Tensor operator-(const Tensor& x) { return affine(x, -1, 0); }
inline Tensor operator+(const Tensor& x, double y) { return affine(x, 1, y); }
inline Tensor operator+(double y, const Tensor& x) { return affine(x, 1, y); }
inline Tensor operator-(const Tensor& x, double y) { return affine(x, 1, -y); }
inline Tensor operator-(double y, const Tensor& x) { return affine(x, -1, y); }
inline Tensor operator*(const Tensor& x, double y) { return affine(x, y, 0); }
inline Tensor operator*(double y, const Tensor& x) { return affine(x, y, 0); }
inline Tensor operator/(const Tensor& x, double y) { return divide(x, Tensor::scalar_like(x, y)); }
inline Tensor operator/(double y, const Tensor& x) { return divide(Tensor::scalar_like(x, y), x); }

/// Matrix product of vectors, matrices or batches of matrices.
inline Tensor matmul(const Tensor& a, const Tensor& b) {
  return Tensor::make(nnl_matmul, a.handle(), b.handle());
}
/// x (..., in) times the transpose of weight (out, in), plus bias (out), which may be empty.
inline Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias = {}) {
  return Tensor::make(nnl_linear, x.handle(), weight.handle(), bias.handle());
}

/// The same elements in another shape, of which one size may be -1.
inline Tensor reshape(const Tensor& x, const Shape& shape) {
  return Tensor::make(nnl_reshape, x.handle(), detail::rank_of(shape), shape.data());
}
/// Axes from start_axis to end_axis become one.
inline Tensor flatten(const Tensor& x, std::int64_t start_axis = 0, std::int64_t end_axis = -1) {
  return Tensor::make(nnl_flatten, x.handle(), start_axis, end_axis);
}
/// Two axes exchanged; shares memory.
inline Tensor transpose(const Tensor& x, std::int64_t axis0, std::int64_t axis1) {
  return Tensor::make(nnl_transpose, x.handle(), axis0, axis1);
}
/// A copy in memory of its own.
inline Tensor clone(const Tensor& x) { return Tensor::make(nnl_clone, x.handle()); }
/// The same memory, cut off from the graph.
inline Tensor detach(const Tensor& x) { return Tensor::make(nnl_detach, x.handle()); }

/// Sum and mean over axes (none given: over all).
inline Tensor sum(const Tensor& x, const std::vector<std::int64_t>& axes = {}, bool keepdim = false) {
  return Tensor::make(nnl_sum, x.handle(), detail::rank_of(axes), axes.data(), keepdim);
}
inline Tensor mean(const Tensor& x, const std::vector<std::int64_t>& axes = {}, bool keepdim = false) {
  return Tensor::make(nnl_mean, x.handle(), detail::rank_of(axes), axes.data(), keepdim);
}

inline Tensor sigmoid(const Tensor& x) { return Tensor::make(nnl_sigmoid, x.handle()); }
inline Tensor tanh(const Tensor& x) { return Tensor::make(nnl_tanh, x.handle()); }
inline Tensor relu(const Tensor& x) { return Tensor::make(nnl_relu, x.handle()); }
inline Tensor leaky_relu(const Tensor& x, double negative_slope = 0.01) {
  return Tensor::make(nnl_leaky_relu, x.handle(), negative_slope);
}
inline Tensor softmax(const Tensor& x, std::int64_t axis) {
  return Tensor::make(nnl_softmax, x.handle(), axis);
}
inline Tensor log_softmax(const Tensor& x, std::int64_t axis) {
  return Tensor::make(nnl_log_softmax, x.handle(), axis);
}

/// (input - target)^2, reduced.
inline Tensor mse_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_mse_loss, input.handle(), target.handle(), static_cast<std::int32_t>(reduction));
}

/// torch.nn.CrossEntropyLoss's settings.
struct CrossEntropyOptions {
  Reduction reduction = Reduction::mean;
  std::int64_t ignore_index = -100;  ///< targets of this value do not count
  double label_smoothing = 0;
  Tensor weight = {};  ///< one for each class, or empty

  /// As nnlite.h has it.
  nnl_cross_entropy_options c() const {
    auto c = detail::defaults(nnl_cross_entropy_options_init);
    c.reduction = static_cast<std::int32_t>(reduction);
    c.ignore_index = ignore_index;
    c.label_smoothing = label_smoothing;
    c.weight = weight.handle();
    return c;
  }
};

/// Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers.
inline Tensor cross_entropy(const Tensor& logits, const Tensor& target,
                            const CrossEntropyOptions& options = {}) {
  return Tensor::make(nnl_cross_entropy, logits.handle(), target.handle(), detail::address(options.c()));
}

/// torch.nn.Embedding's settings.
struct EmbeddingOptions {
  DType dtype = DType::f32;                                ///< of the weight that a layer makes
  std::optional<std::int64_t> padding_idx = std::nullopt;  ///< a row whose gradient is always 0
  std::optional<double> max_norm = std::nullopt;  ///< rows looked up with a larger norm are rescaled in place
  double norm_type = 2;                           ///< the p of that norm
  bool scale_grad_by_freq = false;                ///< divide each row's gradient by its occurrences

  /// As nnlite.h has it.
  nnl_embedding_options c() const {
    auto c = detail::defaults(nnl_embedding_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.has_padding_idx = padding_idx.has_value();
    c.padding_idx = padding_idx.value_or(0);
    c.has_max_norm = max_norm.has_value();
    c.max_norm = max_norm.value_or(0);
    c.norm_type = norm_type;
    c.scale_grad_by_freq = scale_grad_by_freq;
    return c;
  }
};

/// Rows of weight for indices (i32 or i64) of any shape.
inline Tensor embedding(const Tensor& weight, const Tensor& indices, const EmbeddingOptions& options = {}) {
  const auto c = options.c();
  return Tensor::make(nnl_embedding, weight.handle(), indices.handle(), &c);
}

/// torch.nn.BatchNorm1d's settings.
struct BatchNormOptions {
  DType dtype = DType::f32;
  bool affine = true;
  bool track_running_stats = true;
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  ///< weight of the new batch; std::nullopt averages all batches alike
  bool bias = true;                      ///< of an affine layer
  BatchOfOne batch_of_one = BatchOfOne::error;

  /// As nnlite.h has it.
  nnl_batch_norm_options c() const {
    auto c = detail::defaults(nnl_batch_norm_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.affine = affine;
    c.track_running_stats = track_running_stats;
    c.eps = eps;
    c.cumulative_average = !momentum;
    c.momentum = momentum.value_or(c.momentum);
    c.bias = bias;
    c.batch_of_one = static_cast<std::int32_t>(batch_of_one);
    return c;
  }
};

/// Parameters and statistics of nnlite::batch_norm, each of size C; any may be empty.
struct BatchNormState {
  Tensor weight = {};
  Tensor bias = {};
  Tensor running_mean = {};
  Tensor running_var = {};
  Tensor num_batches_tracked = {};  ///< i64, one element
};

/// Batch norm over axis 1 of x (N, C, ...); in training it moves the running statistics.
inline Tensor batch_norm(const Tensor& x, const BatchNormState& state, bool training,
                         const BatchNormOptions& options = {}) {
  const auto c = options.c();
  return Tensor::make(nnl_batch_norm, x.handle(), state.weight.handle(), state.bias.handle(),
                      state.running_mean.handle(), state.running_var.handle(),
                      state.num_batches_tracked.handle(), training, &c);
}

}  // namespace nnlite
