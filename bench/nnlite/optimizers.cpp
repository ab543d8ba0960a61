#include "cells.h"

namespace bench {
namespace {

using namespace nnlite;

void register_sgd(const std::string& name, const SgdOptions& options) {
  cell(name + "/" + std::to_string(parameter_tensors * parameter_elements), [=] {
    std::vector<Tensor> parameters;
    for (std::int64_t i = 0; i < parameter_tensors; ++i) {
      parameters.push_back(leaf({parameter_elements}, static_cast<unsigned>(i + 1)));
      parameters.back().set_grad(random_tensor({parameter_elements}, static_cast<unsigned>(i + 101)));
    }
    return [sgd = Sgd(parameters, options)] { sgd.step(); };
  });
}

}  // namespace

void register_optimizers() {
  SgdOptions options;
  options.learning_rate = 1e-3;
  register_sgd("sgd_step", options);
  options.momentum = 0.9;
  register_sgd("sgd_momentum_step", options);
  options.nesterov = true;
  options.weight_decay = 1e-4;
  register_sgd("sgd_nesterov_step", options);
}

}  // namespace bench
