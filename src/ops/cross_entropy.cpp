#include <algorithm>
#include <numeric>
#include <vector>

#include "autograd/node.h"
#include "kernels/softmax.h"
#include "ops/class_targets.h"
#include "ops/loss_tensor.h"
#include "ops/ops.h"

namespace nnl {
namespace {

/// Axis 1 moved to the end (of one sample: axis 0, which is there already), contiguous.
Tensor classes_last(const Tensor& x) {
  std::vector<int> order(static_cast<size_t>(x.rank()));
  std::iota(order.begin(), order.end(), 0);
  if (x.rank() > 2) {
    order.erase(order.begin() + 1);
    order.push_back(1);
  }
  return x.permute(order).contiguous();
}

/// The way back: a view of a (N, ..., classes) tensor as (N, classes, ...).
Tensor classes_second(const Tensor& x) {
  std::vector<int> order(static_cast<size_t>(x.rank()));
  std::iota(order.begin(), order.end(), 0);
  if (x.rank() > 2) {
    order.pop_back();
    order.insert(order.begin() + 1, x.rank() - 1);
  }
  return x.permute(order);
}

/// What forward and backward share, as tensors.
struct Problem {
  Tensor logits;         // classes last
  Tensor class_numbers;  // i64, or empty
  Tensor probabilities;  // classes last, or empty
  Tensor weight;         // (classes) or empty
  CrossEntropyOptions options;

  template <class T>
  kernels::CrossEntropy<T> kernel() const {
    kernels::CrossEntropy<T> k;
    k.classes = logits.size(-1);
    k.rows = logits.count() / std::max<int64_t>(k.classes, 1);
    k.logits = logits.data<T>();
    k.weight = weight ? weight.data<T>() : nullptr;
    k.label_smoothing = options.label_smoothing;
    k.target = class_numbers ? class_numbers.data<int64_t>() : nullptr;
    k.probabilities = probabilities ? probabilities.data<T>() : nullptr;
    k.ignore_index = options.ignore_index;
    return k;
  }
};

/// The settings alone, so that the graph keeps no tensor that it did not save.
CrossEntropyOptions without_weight(CrossEntropyOptions options) {
  options.weight = Tensor();
  return options;
}

Problem checked(const Variable& logits, const Variable& target, const CrossEntropyOptions& options) {
  if (logits.rank() == 0) fail(Code::shape_mismatch, "cross_entropy: the logits have no axis of classes");
  if (!is_floating(logits.dtype()))
    fail(Code::dtype_mismatch, "cross_entropy: logits must be f32 or f64, not {}", name_of(logits.dtype()));
  check_same_context("cross_entropy", logits.data(), target.data());
  if (!(options.label_smoothing >= 0 && options.label_smoothing <= 1))
    fail(Code::invalid_argument, "cross_entropy: label_smoothing {} is not in [0, 1]",
         options.label_smoothing);
  const int64_t classes = logits.size(class_axis(logits.shape()));
  if (classes == 0)
    fail(Code::shape_mismatch, "cross_entropy: logits {} have no classes", to_string(logits.shape()));
  Problem problem{classes_last(logits.data()), {}, {}, {}, options};
  problem.weight = class_weight("cross_entropy", logits.data(), options.weight);
  if (is_floating(target.dtype())) {
    check_same_dtype("cross_entropy", logits.data(), target.data());
    if (!(target.shape() == logits.shape()))
      fail(Code::shape_mismatch, "cross_entropy: probabilities {} must have the logits' shape {}",
           to_string(target.shape()), to_string(logits.shape()));
    if (options.ignore_index >= 0)
      fail(Code::invalid_argument, "cross_entropy: ignore_index {} has no meaning for class probabilities",
           options.ignore_index);
    problem.probabilities = classes_last(target.data());
    return problem;
  }
  problem.class_numbers =
      class_numbers("cross_entropy", "logits", logits.data(), target.data(), options.ignore_index);
  return problem;
}

}  // namespace

Variable cross_entropy(const Variable& logits, const Variable& target, const CrossEntropyOptions& options) {
  const OpScope scope("cross_entropy", logits);
  const Problem problem = checked(logits, target, options);
  const int64_t rows = problem.logits.count() / problem.logits.size(-1);
  Context& owner = logits.context();
  const Tensor loss(owner, DType::f64, {rows}), logsumexp(owner, DType::f64, {rows}),
      mass(owner, DType::f64, {rows});
  const kernels::CrossEntropyRows per_row{loss.mutable_data<double>(), logsumexp.mutable_data<double>(),
                                          mass.mutable_data<double>()};
  const bool each = options.reduction == Reduction::none;
  double denominator = 1;
  dispatch_floating("cross_entropy", logits.dtype(), [&](auto type) {
    const auto kernel = problem.kernel<decltype(type)>();
    kernels::cross_entropy_forward(logits.threads(), kernel, per_row);
    if (options.reduction == Reduction::mean)
      denominator = kernel.target ? kernels::cross_entropy_denominator(kernel) : static_cast<double>(rows);
  });
  const Tensor result =
      reduced_losses(loss, logits.dtype(), class_loss_shape(logits.shape()), options.reduction, denominator);
  return record(
      "cross_entropy", result, {logits, target},
      {problem.logits, problem.class_numbers, problem.probabilities, problem.weight, logsumexp, mass},
      [options = without_weight(options), each, denominator](Backward& b) {
        const Problem saved{b.saved(0), b.saved(1), b.saved(2), b.saved(3), options};
        Tensor dlogits(b.dy().context(), b.dy().dtype(), saved.logits.shape());
        Tensor dprobabilities;
        if (b.needs(1)) dprobabilities = Tensor(dlogits.context(), dlogits.dtype(), dlogits.shape());
        dispatch_floating("cross_entropy", dlogits.dtype(), [&](auto type) {
          using T = decltype(type);
          const T* dloss = each ? b.dy().template data<T>() : nullptr;
          kernels::cross_entropy_backward(dlogits.threads(), saved.kernel<T>(), b.saved(4).data<double>(),
                                          b.saved(5).data<double>(), dloss,
                                          each ? 1 : b.dy().item() / denominator, dlogits.mutable_data<T>(),
                                          dprobabilities ? dprobabilities.mutable_data<T>() : nullptr);
        });
        if (b.needs(0)) b.give(0, classes_second(dlogits));
        if (b.needs(1)) b.give(1, classes_second(dprobabilities));
      });
}

}  // namespace nnl
