// DLPack and direct memory through nnlite.hpp: owners on several threads, and tables that step lazily.
#include <cmath>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace {

using nnlite::Tensor;

/// The first fields of DLPack's DLManagedTensor.
struct Managed {
  void* data;
  int32_t device_type, device_id, ndim;
  uint8_t code, bits;
  uint16_t lanes;
  int64_t *shape, *strides;
  uint64_t byte_offset;
  void* manager_ctx;
  void (*deleter)(Managed* self);
};

Managed* managed_of(const Tensor& tensor) { return static_cast<Managed*>(tensor.to_dlpack(false)); }

TEST(DlpackHpp, moves_a_tensor_there_and_back) {
  const auto context = nnlite::Context::create();
  Tensor tensor = Tensor::from<int32_t>({1, 2, 3, 4}, {2, 2}, context);
  Tensor back = Tensor::from_dlpack(tensor.to_dlpack(), true, context);
  EXPECT_EQ(back.dtype(), nnlite::DType::i32);
  tensor.mutable_data<int32_t>()[3] = 40;
  tensor = {};
  EXPECT_EQ(back.to_vector<int32_t>(), (std::vector<int32_t>{1, 2, 3, 40}));
  EXPECT_EQ(back.data<int32_t>()[3], 40);
  EXPECT_EQ(context.memory_used(), 16);
  EXPECT_EQ(back.context().memory_used(), 16);
  EXPECT_THROW(back.data<float>(), nnlite::Error);
  EXPECT_THROW(Tensor::from_dlpack(nullptr), nnlite::Error);
  back = {};
  EXPECT_EQ(context.memory_used(), 0);
}

TEST(DlpackHpp, tells_the_default_context_from_others) {
  EXPECT_EQ(Tensor::zeros({}).context().handle(), 0);
  EXPECT_FALSE(nnlite::ReLU().context());
  const auto context = nnlite::Context::create();
  const auto same = Tensor::zeros({}, nnlite::DType::f32, context).context();
  EXPECT_NE(same.handle(), 0);
  same.set_threads(7);
  EXPECT_EQ(context.threads(), 7);
  EXPECT_EQ(nnlite::ReLU(context).context().threads(), 7);
}

TEST(Dlpack, deleters_run_on_any_thread) {
  const auto context = nnlite::Context::create();
  std::vector<std::thread> threads;
  {
    const Tensor tensor = Tensor::full({100}, 1, nnlite::DType::f64, context);
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([managed = managed_of(tensor)] {
        double sum = 0;
        for (int k = 0; k < 100; ++k) sum += static_cast<double*>(managed->data)[k];
        EXPECT_EQ(sum, 100);
        managed->deleter(managed);
      });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(context.memory_used(), 0);
}

/// A table that SGD with momentum steps by rows, and its rows as they lie in memory.
class Table {
 public:
  explicit Table(bool lazy) {
    weight = Tensor::full({50, 2}, 1, nnlite::DType::f64).set_requires_grad();
    nnlite::SgdOptions options;
    options.learning_rate = 0.1;
    options.momentum = 0.9;
    options.lazy_rows = lazy;
    sgd = nnlite::Sgd({weight}, options);
  }
  void step(int32_t row) {
    sgd.zero_grad();
    nnlite::sum(nnlite::embedding(weight, Tensor::from<int32_t>({row, 49}, {2}))).backward();
    sgd.step();
  }
  Tensor weight;
  nnlite::Optimizer sgd;
};

void expect_same(const double* memory, const Tensor& tensor) {
  const auto wanted = tensor.to_vector<double>();
  for (size_t i = 0; i < wanted.size(); ++i) ASSERT_NEAR(memory[i], wanted[i], 1e-12) << i;
}

TEST(Dlpack, an_exported_table_shows_its_values_in_memory) {
  Table table(true), dense(false);
  const auto step = [&](int32_t row) {
    table.step(row);
    dense.step(row);
  };
  for (int32_t row = 0; row < 5; ++row) step(row);
  Managed* first = managed_of(nnlite::detach(table.weight));
  Managed* second = managed_of(nnlite::detach(table.weight));
  const auto* memory = static_cast<const double*>(first->data);
  expect_same(memory, dense.weight);
  step(5);
  expect_same(memory, dense.weight);
  first->deleter(first);
  step(6);
  expect_same(memory, dense.weight);
  second->deleter(second);
  for (int32_t row = 0; row < 5; ++row) step(row);
  // Nobody looks any more: row 6 is owed steps again, and reading still shows its values.
  EXPECT_GT(std::abs(memory[12] - dense.weight.to_vector<double>()[12]), 1e-3);
  expect_same(table.weight.to_vector<double>().data(), dense.weight);
}

TEST(Dlpack, direct_memory_of_a_table_shows_its_values_for_good) {
  Table table(true), dense(false);
  for (int32_t row = 0; row < 5; ++row) {
    table.step(row);
    dense.step(row);
  }
  const double* memory = table.weight.data<double>();
  expect_same(memory, dense.weight);
  for (int32_t row = 0; row < 5; ++row) {
    table.step(row);
    dense.step(row);
    expect_same(memory, dense.weight);
  }
}

}  // namespace
