// The first training step of a process with nnlite; nothing of it stays.
#include <nnlite/nnlite.hpp>

extern "C" __attribute__((visibility("default"))) void first_step() {
  using namespace nnlite;
  const Sequential model{Linear(16, 32), BatchNorm1d(32), Tanh(), Linear(32, 4)};
  const Sgd sgd(model.parameters());
  train_step(model, CrossEntropyLoss(), sgd, Tensor::ones({8, 16}), Tensor::zeros({8}, DType::i64));
}
