// The first training step of a process with PyTorch; nothing of it stays.
#include <torch/torch.h>

extern "C" __attribute__((visibility("default"))) void first_step() {
  namespace nn = torch::nn;
  nn::Sequential model{nn::Linear(16, 32), nn::BatchNorm1d(32), nn::Tanh(), nn::Linear(32, 4)};
  torch::optim::SGD sgd(model->parameters(), torch::optim::SGDOptions(1e-3));
  nn::functional::cross_entropy(model->forward(torch::ones({8, 16})), torch::zeros({8}, torch::kInt64))
      .backward();
  sgd.step();
}
