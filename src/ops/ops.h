// Every differentiable operation. Inputs of one call have one context and one floating dtype unless said
// otherwise.
#pragma once

#include <optional>
#include <span>

#include "autograd/variable.h"
#include "kernels/rectifier.h"

namespace nnl {

/// Element by element with broadcasting as in PyTorch. Gradients are summed back to each input's shape.
Variable add(const Variable& a, const Variable& b);
Variable subtract(const Variable& a, const Variable& b);
Variable multiply(const Variable& a, const Variable& b);
Variable divide(const Variable& a, const Variable& b);
/// scale * x + shift
Variable affine(const Variable& x, double scale, double shift);

/// Matrix product as torch.matmul: vectors, matrices, and batches of matrices that broadcast.
Variable matmul(const Variable& a, const Variable& b);
/// x (..., in_features) times weight (out_features, in_features) transposed, plus bias (out_features) or
/// none.
Variable linear(const Variable& x, const Variable& weight, const Variable& bias);

/// Same elements in another shape; one size may be -1.
Variable reshape(const Variable& x, const Dims& shape);
/// Axes [start, end] become one. Axes may be negative.
Variable flatten(const Variable& x, int64_t start_axis, int64_t end_axis);
/// A view with two axes exchanged.
Variable transpose(const Variable& x, int64_t axis0, int64_t axis1);
/// A copy in memory of its own.
Variable clone(const Variable& x);

/// Sum or mean over the given axes (none: over all), which stay as size 1 if `keepdim`. The mean of nothing
/// is NaN.
Variable sum(const Variable& x, std::span<const int64_t> axes = {}, bool keepdim = false);
Variable mean(const Variable& x, std::span<const int64_t> axes = {}, bool keepdim = false);

Variable sigmoid(const Variable& x);
Variable tanh(const Variable& x);
Variable relu(const Variable& x);
/// x above 0, else negative_slope * x; the derivative at 0 is the slope.
Variable leaky_relu(const Variable& x, double negative_slope = 0.01);
Variable softmax(const Variable& x, int64_t axis);
Variable log_softmax(const Variable& x, int64_t axis);

/// What torch.nn.functional.embedding takes. An absent padding_idx is "none"; a negative one counts from the
/// end.
struct EmbeddingOptions {
  std::optional<int64_t> padding_idx;
  std::optional<double> max_norm;
  double norm_type = 2;
  bool scale_grad_by_freq = false;
};
/// Rows of weight (num_embeddings, embedding_dim) for indices (i32 or i64, any shape): shape indices +
/// [embedding_dim]. With max_norm, rows looked up whose norm exceeds it are first rescaled in place. The
/// gradient is row-sparse.
Variable embedding(const Variable& weight, const Tensor& indices, const EmbeddingOptions& options = {});

/// How a loss over many elements becomes one; the numbers are those of nnlite.h.
enum class Reduction : int32_t { none = 0, mean = 1, sum = 2 };
/// (input - target)^2 for equal shapes.
Variable mse_loss(const Variable& input, const Variable& target, Reduction reduction = Reduction::mean);

struct CrossEntropyOptions {
  Reduction reduction = Reduction::mean;
  int64_t ignore_index = -100;
  double label_smoothing = 0;
  Tensor weight;  // (classes) or empty
};
/// Cross entropy of logits (N, classes), (classes) or (N, classes, ...) against class numbers (i32 or i64,
/// the logits' shape without classes) or class probabilities (the logits' dtype and shape).
Variable cross_entropy(const Variable& logits, const Variable& target,
                       const CrossEntropyOptions& options = {});

/// Running statistics of a batch norm layer; empty tensors where they are not tracked.
struct BatchNormState {
  Tensor running_mean;
  Tensor running_var;
  Tensor num_batches_tracked;
};
/// Statistics of a batch for each channel, in f64; the variance is biased. All 0 where n is.
struct BatchMoments {
  int64_t n = 0;  // values of a channel
  Tensor mean;
  Tensor var;
};
/// What training does with a single value for each channel, which has no variance: fail as PyTorch does, or
/// use the running statistics, if there are any, and leave them as they are; the numbers are those of
/// nnlite.h.
enum class BatchOfOne : int32_t { error = 0, running = 1 };
struct BatchNormOptions {
  double eps = 1e-5;
  std::optional<double> momentum = 0.1;  // none: cumulative average
  bool training = true;
  bool track = true;  // training moves the running statistics
  BatchOfOne batch_of_one = BatchOfOne::error;
  BatchMoments* moments = nullptr;    // receives the batch's statistics, whichever are used
  kernels::Rectifier rectifier = {};  // what the result goes through, in the same pass
};
/// Fails with Code::invalid_argument, naming `op`, unless eps is finite and not negative and momentum in
/// [0, 1].
void check_batch_norm(const char* op, double eps, const std::optional<double>& momentum);
/// Batch norm over axis 1 of (N, C, ...). weight and bias (C) or none. Training uses the batch's statistics
/// and, if it tracks, moves the running ones; otherwise the running ones are used, or the batch's where there
/// are none. A rectifier gives the bits that relu or leaky_relu of the result would, gradients included.
Variable batch_norm(const Variable& x, const Variable& weight, const Variable& bias,
                    const BatchNormState& state, const BatchNormOptions& options = {});

}  // namespace nnl
