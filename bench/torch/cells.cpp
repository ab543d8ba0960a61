#include "cells.h"

namespace bench {

std::string describe() {
  const std::string config = at::show_config();
  const std::size_t blas = config.find("BLAS_INFO=");
  return std::string("PyTorch ") + TORCH_VERSION + ", " +
         (blas == std::string::npos ? "BLAS not named" : config.substr(blas, config.find(',', blas) - blas));
}

void set_threads(int threads) {
  torch::set_num_threads(threads);
  torch::set_num_interop_threads(1);
  torch::manual_seed(1);
}

void register_cells() {
  register_embedding();
  register_batch_norm();
  register_products();
  register_activations();
  register_cross_entropy();
  register_optimizers();
  register_models();
  register_calls();
}

}  // namespace bench
