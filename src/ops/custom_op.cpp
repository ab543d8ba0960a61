#include "ops/custom_op.h"

#include "autograd/node.h"
#include "base/transaction.h"
#include "base/utf8.h"

namespace nnl {
namespace {

/// Runs work(), a user's function, without recording. An error says where.
template <class Work>
auto run_custom(const std::string& place, Work&& work) {
  const GradMode off(false);
  Transaction run(Transaction::Scope::run);
  try {
    auto result = work();
    run.commit();
    return result;
  } catch (Error& error) {
    error.add_place(place);
    throw;
  }
}

void check_gradient(int i, const Tensor& gradient, const Tensor& input) {
  if (&gradient.context() != &input.context())
    fail(Code::invalid_state, "the gradient of input {} belongs to another context", i);
  if (gradient.dtype() != input.dtype())
    fail(Code::dtype_mismatch, "the gradient of input {} is {}, not {}", i, name_of(gradient.dtype()),
         name_of(input.dtype()));
  if (!(gradient.shape() == input.shape()))
    fail(Code::shape_mismatch, "the gradient of input {} has shape {}, not {}", i,
         to_string(gradient.shape()), to_string(input.shape()));
}

void differentiate(const CustomOp& op, int count, Backward& backward) {
  if (!op.backward) fail(Code::not_supported, "backward of {}: it was made without one", op.name);
  std::vector<Tensor> inputs;
  CustomGradient given;
  for (int i = 0; i < count; ++i) {
    inputs.push_back(backward.saved(i));
    given.wanted.push_back(backward.needs(i));
  }
  given.inputs = inputs;
  given.output = backward.saved(count);
  given.dy = backward.dy();
  const std::vector<Tensor> gradients = run_custom("backward of " + op.name, [&] {
    std::vector<Tensor> result = op.backward(given);
    for (int i = 0; i < count; ++i) {
      Tensor& gradient = result[static_cast<size_t>(i)];
      if (!given.wanted[static_cast<size_t>(i)]) gradient = Tensor();
      if (!gradient) continue;
      check_gradient(i, gradient, inputs[static_cast<size_t>(i)]);
      if (!gradient.storage()->writable()) gradient = gradient.copy();  // a leaf's gradient can be written
    }
    return result;
  });
  for (int i = 0; i < count; ++i)
    if (gradients[static_cast<size_t>(i)]) backward.give(i, gradients[static_cast<size_t>(i)]);
}

}  // namespace

Variable custom_op(std::shared_ptr<const CustomOp> op, std::span<const Variable> inputs) {
  check_name("custom operation: its name", op->name);
  if (inputs.empty()) fail(Code::invalid_argument, "{}: no input", op->name);
  const OpScope scope(op->name.c_str(), inputs[0]);
  std::vector<Tensor> saved;
  for (const Variable& input : inputs) {
    check_same_context(op->name.c_str(), inputs[0].data(), input.data());
    saved.push_back(input.data());
  }
  const Tensor y = run_custom(op->name, [&] {
    Tensor result = op->forward(saved);
    if (&result.context() != &saved[0].context())
      fail(Code::invalid_state, "the output belongs to another context than the inputs");
    return result;
  });
  if (!is_floating(y.dtype())) return Variable(y);
  const int count = static_cast<int>(saved.size());
  saved.push_back(y);
  const char* name = op->name.c_str();  // lives as long as the gradient function
  return record(name, y, inputs, std::span<const Tensor>(saved),
                [op, count](Backward& backward) { differentiate(*op, count, backward); });
}

}  // namespace nnl
