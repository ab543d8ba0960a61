#include <cstdio>

#include <nnlite/nnlite.hpp>

int main() {
  const auto x = nnlite::Tensor::from({1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 6}, {4, 3});
  const auto y = nnlite::Tensor::from({4, 5, 6, 7});

  const nnlite::Sequential model{nnlite::Embedding(8, 4), nnlite::Flatten(), nnlite::Linear(12, 8),
                                 nnlite::BatchNorm1d(8)};
  nnlite::SgdOptions options;
  options.learning_rate = 0.1;
  const nnlite::Sgd sgd(model.parameters(), options);

  double value = 0;
  for (int step = 0; step < 50; ++step) {
    const auto loss = nnlite::cross_entropy(model(x), y);
    sgd.zero_grad();
    loss.backward();
    sgd.step();
    value = loss.item();
  }
  std::printf("loss %.6f\n", value);
}
