#include "cells.h"

namespace bench {

std::string describe() {
  return "nnlite " + std::to_string(NNL_VERSION_MAJOR) + "." + std::to_string(NNL_VERSION_MINOR) + "." +
         std::to_string(NNL_VERSION_PATCH) + ", OpenBLAS inside, on one thread a call";
}

void set_threads(int threads) { nnlite::Context().set_threads(threads); }

void register_cells() {
  register_embedding();
  register_batch_norm();
  register_products();
  register_activations();
  register_cross_entropy();
  register_optimizers();
  register_models();
  register_one_call();
  register_calls();
  register_machine();
}

}  // namespace bench
