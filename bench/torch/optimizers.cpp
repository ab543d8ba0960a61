#include "cells.h"

namespace bench {
namespace {

void register_sgd(const std::string& name, const torch::optim::SGDOptions& options) {
  cell(name + "/" + std::to_string(parameter_tensors * parameter_elements), [=] {
    std::vector<torch::Tensor> parameters;
    for (std::int64_t i = 0; i < parameter_tensors; ++i) {
      parameters.push_back(leaf({parameter_elements}, static_cast<unsigned>(i + 1)));
      parameters.back().mutable_grad() = random_tensor({parameter_elements}, static_cast<unsigned>(i + 101));
    }
    return [sgd = std::make_shared<torch::optim::SGD>(parameters, options)] { sgd->step(); };
  });
}

}  // namespace

void register_optimizers() {
  register_sgd("sgd_step", torch::optim::SGDOptions(1e-3));
  register_sgd("sgd_momentum_step", torch::optim::SGDOptions(1e-3).momentum(0.9));
  register_sgd("sgd_nesterov_step",
               torch::optim::SGDOptions(1e-3).momentum(0.9).nesterov(true).weight_decay(1e-4));
}

}  // namespace bench
