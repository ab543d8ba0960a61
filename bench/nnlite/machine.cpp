// What the machine can do: copying memory, and products of matrices.
#include <cstring>
#include <thread>

#include "cells.h"

namespace bench {
namespace {

int threads_of_context() { return nnlite::Context().threads(); }

}  // namespace

void register_machine() {
  // 256 MiB read and as much written, by as many threads as the program has.
  cell("machine_copy", [] {
    const std::size_t bytes = std::size_t{256} << 20;
    const std::size_t threads = static_cast<std::size_t>(threads_of_context());
    return [from = std::vector<char>(bytes, 1), to = std::make_shared<std::vector<char>>(bytes), threads] {
      std::vector<std::jthread> all;
      const std::size_t part = from.size() / threads;
      for (std::size_t i = 0; i < threads; ++i)
        all.emplace_back([&, i] { std::memcpy(to->data() + i * part, from.data() + i * part, part); });
    };
  });
  cell("machine_gemm", [] {
    return [a = random_tensor({2048, 2048}), b = random_tensor({2048, 2048}, 2)] {
      benchmark::DoNotOptimize(nnlite::matmul(a, b).handle());
    };
  });
}

}  // namespace bench
