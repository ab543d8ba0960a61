// What a careless or hostile caller does: each call answers with a status, and nothing has changed.
#include <atomic>
#include <cmath>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <pthread.h>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace {

using nnlite::Tensor;

std::string argument() { return nnl_last_error_argument(); }

template <class T>
std::vector<T> values(nnl_tensor tensor) {
  int64_t count = 0;
  EXPECT_EQ(nnl_tensor_count(tensor, &count), NNL_OK);
  std::vector<T> result(static_cast<size_t>(count));
  EXPECT_EQ(nnl_tensor_read(tensor, result.data(), count * static_cast<int64_t>(sizeof(T))), NNL_OK);
  return result;
}

nnl_module sequential(const std::vector<nnl_module>& parts) {
  nnl_module module = 0;
  nnl_sequential_create(0, static_cast<int64_t>(parts.size()), parts.data(), &module);
  return module;
}

TEST(Misuse, outputs_are_named_and_zeroed) {
  EXPECT_EQ(nnl_tensor_full(0, NNL_F32, 0, nullptr, 0, nullptr), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(argument(), "tensor");
  EXPECT_EQ(nnl_tensor_count(5, nullptr), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(argument(), "count");
  nnl_tensor result = 7;
  EXPECT_EQ(nnl_add(0, Tensor::zeros({}).handle(), &result), NNL_INVALID_HANDLE);
  EXPECT_EQ(argument(), "a");
  EXPECT_EQ(result, 0);
  nnl_tensor batch[] = {111, 222};
  EXPECT_EQ(nnl_loader_next(0, 2, batch), NNL_INVALID_HANDLE);
  EXPECT_EQ(batch[0], 0);
  EXPECT_EQ(batch[1], 0);
}

TEST(Misuse, a_buffer_too_small_says_what_is_needed) {
  const Tensor t = Tensor::zeros({2, 3});
  int64_t shape[3] = {-1, -1, -1}, needed = 0;
  EXPECT_EQ(nnl_tensor_shape(t.handle(), shape, 1, &needed), NNL_BUFFER_TOO_SMALL);
  EXPECT_EQ(needed, 2);
  EXPECT_EQ(shape[0], -1);
  EXPECT_EQ(nnl_tensor_shape(t.handle(), shape, -1, &needed), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(nnl_tensor_shape(t.handle(), nullptr, 2, &needed), NNL_INVALID_ARGUMENT);
}

TEST(Misuse, flags_reserved_fields_and_sizes_of_options_are_checked) {
  nnl_linear_options options;
  nnl_linear_options_init(&options, sizeof options);
  nnl_module module = 0;
  options.reserved = 1;
  EXPECT_EQ(nnl_linear_create(0, 2, 2, &options, &module), NNL_NOT_SUPPORTED);
  options.reserved = 0;
  options.bias = 2;
  EXPECT_EQ(nnl_linear_create(0, 2, 2, &options, &module), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(argument(), "options.bias");
  options.bias = 1;
  for (const uint32_t size : {0u, 4u, 6u, 12u, 5000u}) {
    options.struct_size = size;
    EXPECT_EQ(nnl_linear_create(0, 2, 2, &options, &module), NNL_INVALID_ARGUMENT) << size;
  }
  options.struct_size = 8;  // an older caller's: bias is beyond its end
  options.bias = 77;
  EXPECT_EQ(nnl_linear_create(0, 2, 2, &options, &module), NNL_OK);
  nnl_module_release(module);
  EXPECT_EQ(nnl_set_grad_enabled(3), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(nnl_context_set_log_level(0, 5), NNL_INVALID_ARGUMENT);
}

TEST(Misuse, a_newer_callers_options_are_accepted_unless_they_ask_for_something_new) {
  struct Newer {
    nnl_linear_options known;
    int64_t unknown;
  } options;
  nnl_linear_options_init(&options.known, sizeof options);
  EXPECT_EQ(options.unknown, 0);
  nnl_module module = 0;
  EXPECT_EQ(nnl_linear_create(0, 2, 2, &options.known, &module), NNL_OK);
  nnl_module_release(module);
  options.unknown = 1;
  EXPECT_EQ(nnl_linear_create(0, 2, 2, &options.known, &module), NNL_NOT_SUPPORTED);
}

TEST(Misuse, sizes_that_overflow_are_refused) {
  nnl_tensor tensor = 0;
  const int64_t huge[] = {int64_t{1} << 60}, huge2[] = {int64_t{1} << 40, int64_t{1} << 40},
                negative[] = {-1}, many[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 1, huge, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 2, huge2, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 1, negative, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 9, many, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, -1, many, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_tensor_borrow(0, NNL_F64, 1, huge, nullptr, std::numeric_limits<int64_t>::min(), nullptr,
                              nullptr, &tensor),
            NNL_SHAPE_MISMATCH);
  const int64_t unaddressable[] = {int64_t{1} << 59};
  EXPECT_EQ(nnl_tensor_full(0, NNL_F64, 1, unaddressable, 0, &tensor), NNL_OUT_OF_MEMORY);
  const Tensor x = Tensor::zeros({4});
  const int64_t overflowing[] = {int64_t{1} << 62, 4, -1};
  EXPECT_EQ(nnl_reshape(x.handle(), 3, overflowing, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(nnl_sum(x.handle(), 9, many, 0, &tensor), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(argument(), "axes");
  const int64_t no_samples[] = {(int64_t{1} << 60) - 1, 0};
  EXPECT_EQ(nnl_tensor_full(0, NNL_F32, 2, no_samples, 0, &tensor), NNL_OK);
  nnl_loader loader = 0;
  EXPECT_EQ(nnl_loader_create(1, &tensor, nullptr, &loader), NNL_OUT_OF_MEMORY);
  nnl_tensor_release(tensor);
}

TEST(Misuse, numbers_that_do_not_fit_are_refused_or_bounded) {
  nnl_tensor tensor = 0;
  EXPECT_EQ(nnl_tensor_full(0, NNL_I32, 0, nullptr, 1e300, &tensor), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(nnl_tensor_full(0, NNL_U8, 0, nullptr, 300, &tensor), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(nnl_tensor_full(0, NNL_I64, 0, nullptr, NAN, &tensor), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(nnl_tensor_full(0, NNL_I64, 0, nullptr, 9223372036854775808.0, &tensor), NNL_INVALID_ARGUMENT);
  const Tensor source = Tensor::from({1e300, -1e300, std::nan(""), -2.7});
  const Tensor target = Tensor::zeros({4}, nnlite::DType::i32);
  target.copy_from(source);
  EXPECT_EQ(target.to_vector<std::int32_t>(),
            (std::vector<std::int32_t>{2147483647, -2147483647 - 1, 0, -2}));
}

TEST(Misuse, every_byte_of_a_bool_but_zero_is_true) {
  const unsigned char bytes[] = {2, 255, 0};
  const int64_t shape[] = {3};
  nnl_tensor tensor = 0;
  ASSERT_EQ(nnl_tensor_from_data(0, NNL_BOOL, 1, shape, bytes, 3, &tensor), NNL_OK);
  const Tensor numbers = Tensor::zeros({3}, nnlite::DType::i32);
  ASSERT_EQ(nnl_tensor_copy_from(numbers.handle(), tensor), NNL_OK);
  EXPECT_EQ(numbers.to_vector<std::int32_t>(), (std::vector<std::int32_t>{1, 1, 0}));
  nnl_tensor_release(tensor);
}

TEST(Misuse, a_gradients_row_numbers_are_a_copy) {
  const Tensor table = Tensor::zeros({5, 2});
  table.set_requires_grad();
  nnlite::Sgd sgd({table});
  nnlite::sum(nnlite::embedding(table, Tensor::from({3}))).backward();
  const auto [rows, gradients] = table.grad_rows();
  rows.write(std::vector<std::int64_t>{int64_t{1} << 40});
  sgd.step();
  EXPECT_EQ(table.to_vector<float>(), (std::vector<float>{0, 0, 0, 0, 0, 0, -1e-3f, -1e-3f, 0, 0}));
}

TEST(Misuse, a_gradient_that_was_broadcast_has_memory_of_its_own) {
  const Tensor x = Tensor::zeros({3});
  x.set_requires_grad();
  nnlite::sum(x).backward();
  x.grad().write(std::vector<float>{1, 2, 3});
  EXPECT_EQ(x.grad().to_vector<float>(), (std::vector<float>{1, 2, 3}));
}

TEST(Misuse, modules_nest_only_so_deep_and_so_wide) {
  nnl_module deep = sequential({});
  int depth = 1;
  for (nnl_module next; (next = sequential({deep})) != 0; ++depth) {
    nnl_module_release(deep);
    deep = next;
  }
  EXPECT_EQ(nnl_last_error_status(), NNL_NOT_SUPPORTED);
  EXPECT_EQ(depth, 256);
  nnl_module_release(deep);
  nnl_module wide = sequential({});
  int doublings = 0;
  for (nnl_module next; (next = sequential({wide, wide})) != 0; ++doublings) {
    nnl_module_release(wide);
    wide = next;
  }
  EXPECT_EQ(doublings, 19);
  nnl_module_release(wide);
}

/// The number of batches that a module of one batch norm has counted.
int64_t counted(nnl_module module) {
  nnl_tensor counter = 0;
  EXPECT_EQ(nnl_module_tensor(module, "0.num_batches_tracked", &counter), NNL_OK);
  const int64_t count = values<int64_t>(counter).at(0);
  nnl_tensor_release(counter);
  return count;
}

TEST(Misuse, a_call_inside_a_callback_fails_or_succeeds_by_itself) {
  struct Inner {
    nnl_module failing, working;
    nnl_tensor input;
    nnl_status first, second;
  } inner{};
  nnl_module norm = 0, misfit = 0;
  ASSERT_EQ(nnl_batch_norm1d_create(0, 2, nullptr, &norm), NNL_OK);
  ASSERT_EQ(nnl_linear_create(0, 7, 2, nullptr, &misfit), NNL_OK);
  inner.failing = sequential({norm, misfit});
  nnl_module other = 0;
  ASSERT_EQ(nnl_batch_norm1d_create(0, 2, nullptr, &other), NNL_OK);
  inner.working = sequential({other});
  const Tensor input = Tensor::from({1.f, 2.f, 3.f, 4.f}, {2, 2});
  inner.input = input.handle();
  // The callback runs while a failing outer call gives up what it borrowed.
  static float lent[] = {1, 2};
  const int64_t shape[] = {2};
  nnl_tensor view = 0;
  ASSERT_EQ(nnl_tensor_borrow(
                0, NNL_F32, 1, shape, lent, sizeof lent,
                [](void* user_data) {
                  auto* in = static_cast<Inner*>(user_data);
                  nnl_tensor out = 0;
                  in->first = nnl_module_forward(in->failing, in->input, &out);
                  in->second = nnl_module_forward(in->working, in->input, &out);
                  nnl_tensor_release(out);
                },
                &inner, &view),
            NNL_OK);
  nnl_tensor x = 0, y = 0, loss = 0;
  ASSERT_EQ(nnl_tensor_set_requires_grad(view, 1), NNL_OK);
  ASSERT_EQ(nnl_multiply(view, view, &x), NNL_OK);
  ASSERT_EQ(nnl_sum(x, 0, nullptr, 0, &y), NNL_OK);
  ASSERT_EQ(nnl_affine(y, 1, 0, &loss), NNL_OK);
  nnl_tensor_release(view);
  nnl_tensor_release(x);
  nnl_tensor_release(y);
  ASSERT_EQ(nnl_tensor_backward(loss, 0, 0), NNL_OK);
  nnl_tensor_release(loss);
  EXPECT_EQ(inner.first, NNL_SHAPE_MISMATCH);
  EXPECT_EQ(inner.second, NNL_OK);
  EXPECT_EQ(counted(inner.failing), 0);
  EXPECT_EQ(counted(inner.working), 1);
  for (nnl_module module : {norm, misfit, other, inner.failing, inner.working}) nnl_module_release(module);
}

TEST(Misuse, two_contexts_never_meet) {
  const auto context = nnlite::Context::create();
  const Tensor here = Tensor::zeros({2, 2}), bias = Tensor::zeros({2}, nnlite::DType::f32, context);
  EXPECT_THROW(nnlite::linear(here, here, bias), nnlite::Error);
  EXPECT_EQ(nnl_last_error_status(), NNL_INVALID_STATE);
  nnlite::Sgd sgd({here});
  EXPECT_THROW(sgd.add_group({bias}), nnlite::Error);
  EXPECT_EQ(nnl_last_error_status(), NNL_INVALID_STATE);
  EXPECT_THROW(nnlite::clip_grad_value({here, bias}, 1), nnlite::Error);
  EXPECT_THROW(nnlite::clip_grad_norm({here, bias}, 1), nnlite::Error);
  const nnl_tensor counter = 0;
  nnl_tensor foreign = 0, result = 0;
  ASSERT_EQ(nnl_tensor_full(context.handle(), NNL_I64, 0, nullptr, 0, &foreign), NNL_OK);
  EXPECT_EQ(nnl_batch_norm(here.handle(), 0, 0, counter, counter, foreign, 1, nullptr, &result),
            NNL_INVALID_STATE);
  nnl_tensor_release(foreign);
}

TEST(Misuse, counters_and_momenta_out_of_range_are_refused) {
  const Tensor x = Tensor::from({1.f, 2.f, 3.f, 4.f}, {2, 2}), mean = Tensor::zeros({2}),
               var = Tensor::ones({2}), counter = Tensor::from({std::numeric_limits<std::int64_t>::max()});
  nnl_tensor y = 0;
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), counter.handle(), 1, nullptr, &y),
            NNL_INVALID_STATE);
  counter.write(std::vector<std::int64_t>{-1});
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), counter.handle(), 1, nullptr, &y),
            NNL_INVALID_STATE);
  nnl_batch_norm_options options;
  nnl_batch_norm_options_init(&options, sizeof options);
  options.momentum = NAN;
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), 0, 1, &options, &y),
            NNL_INVALID_ARGUMENT);
  options.momentum = 0.1;
  options.eps = INFINITY;
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), 0, 1, &options, &y),
            NNL_INVALID_ARGUMENT);
  EXPECT_EQ(mean.to_vector<float>(), (std::vector<float>{0, 0}));
}

TEST(Misuse, read_only_memory_is_never_written) {
  static const float lent[] = {3, 4, 0.1f, 0.2f};
  const Tensor table = Tensor::borrow(lent, {2, 2});
  EXPECT_THROW(table.write(std::vector<float>{0, 0, 0, 0}), nnlite::Error);
  EXPECT_THROW(table.copy_from(table), nnlite::Error);
  EXPECT_EQ(nnl_init_constant(table.handle(), 1), NNL_INVALID_STATE);
  EXPECT_THROW(nnlite::Sgd({table}), nnlite::Error);
  nnlite::EmbeddingOptions bounded;
  bounded.max_norm = 1;
  EXPECT_THROW(nnlite::embedding(table, Tensor::from({0}), bounded), nnlite::Error);
  EXPECT_EQ(nnlite::embedding(table, Tensor::from({1}), bounded).to_vector<float>(),
            (std::vector<float>{0.1f, 0.2f}));  // within the bound: nothing to write
  const Tensor x = Tensor::from({1.f, 2.f, 3.f, 4.f}, {2, 2}), mean = Tensor::borrow(lent, {2}),
               var = Tensor::borrow(lent + 2, {2});
  nnl_tensor y = 0;
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), 0, 1, nullptr, &y),
            NNL_INVALID_STATE);
  EXPECT_EQ(nnl_batch_norm(x.handle(), 0, 0, mean.handle(), var.handle(), 0, 0, nullptr, &y), NNL_OK);
  nnl_tensor_release(y);
}

TEST(Misuse, a_log_callback_may_replace_itself) {
  const auto context = nnlite::Context::create();
  context.set_log_level(nnlite::LogLevel::info);
  context.set_memory_limit(10);
  int lines = 0;
  context.set_log_callback([&](nnlite::LogLevel, const std::string&) {
    ++lines;
    context.set_log_callback({});
  });
  for (int i = 0; i < 2; ++i) EXPECT_THROW(Tensor::zeros({100}, nnlite::DType::f32, context), nnlite::Error);
  EXPECT_EQ(lines, 1);
}

TEST(Misuse, files_of_any_kind_and_name) {
  const nnlite::Linear model(2, 2);
  const std::string folder = testing::TempDir();
  const std::string pipe = folder + "/nnlite_misuse_pipe";
  unlink(pipe.c_str());
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(nnl_module_load(model.handle(), pipe.c_str()), NNL_IO_ERROR);
  EXPECT_EQ(nnl_module_save(model.handle(), pipe.c_str()), NNL_IO_ERROR);
  unlink(pipe.c_str());
  const std::string longest = folder + "/" + std::string(255, 'n');
  model.save(longest);
  model.load(longest);
  unlink(longest.c_str());
  const std::string file = folder + "/nnlite_misuse_file", link = folder + "/nnlite_misuse_link";
  unlink(link.c_str());
  std::ofstream(file) << "old";
  chmod(file.c_str(), 0640);
  ASSERT_EQ(symlink(file.c_str(), link.c_str()), 0);
  model.save(link);
  struct stat status;
  ASSERT_EQ(lstat(link.c_str(), &status), 0);
  EXPECT_TRUE(S_ISLNK(status.st_mode));
  ASSERT_EQ(stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
  model.load(file);
  unlink(file.c_str());
  model.save(link);  // a link to a file that is not there
  ASSERT_EQ(lstat(link.c_str(), &status), 0);
  EXPECT_TRUE(S_ISLNK(status.st_mode));
  model.load(file);
  unlink(link.c_str());
  unlink(file.c_str());
}

TEST(Misuse, an_empty_batch_of_many_matrices_takes_no_time) {
  const Tensor a = Tensor::zeros({int64_t{1} << 50, 0, 3}), b = Tensor::zeros({3, 4});
  EXPECT_EQ(nnlite::matmul(a, b).shape(), (std::vector<std::int64_t>{int64_t{1} << 50, 0, 4}));
}

TEST(Misuse, a_cancelled_thread_finishes_its_call) {
  const nnlite::Linear model(2, 2);
  const std::string file = testing::TempDir() + "/nnlite_misuse_cancelled";
  std::atomic<int> status{-1};
  std::thread([&] {
    pthread_cancel(pthread_self());
    status = nnl_module_save(model.handle(), file.c_str());
  }).join();
  EXPECT_EQ(status, NNL_OK);
  model.load(file);
  unlink(file.c_str());
}

TEST(Misuse, a_failing_call_leaves_what_a_callback_did_meanwhile) {
  const auto context = nnlite::Context::create();
  const nnlite::BatchNorm1d shared(2, {}, context);
  const nnlite::Sequential model({shared, nnlite::Linear(2, 100'000, {}, context)}, context);
  const Tensor input = Tensor::from({1.f, 2.f, 3.f, 4.f}, {2, 2}, context);
  const auto counted_batches = [&] {
    return shared.tensor("num_batches_tracked").to_vector<std::int64_t>().at(0);
  };
  context.set_memory_limit(context.memory_used() + 10'000);
  context.set_log_level(nnlite::LogLevel::warning);
  bool inside_done = false;
  context.set_log_callback([&](nnlite::LogLevel, const std::string&) {
    if (inside_done) return;
    inside_done = true;
    shared(input);
  });
  EXPECT_THROW(model(input), nnlite::Error);
  EXPECT_TRUE(inside_done);
  EXPECT_EQ(counted_batches(), 2);  // the callback's, and with it what it saw
}

TEST(Misuse, a_released_module_is_no_part_of_anything) {
  std::atomic<nnl_module> shared{0};
  std::atomic<bool> stop{false};
  std::thread releasing([&] {
    while (!stop) nnl_module_release(shared.load());
  });
  for (int i = 0; i < 20'000; ++i) {
    nnl_module part = 0, whole = 0;
    ASSERT_EQ(nnl_relu_create(0, &part), NNL_OK);
    shared = part;
    const nnl_status status = nnl_sequential_create(0, 1, &part, &whole);
    EXPECT_TRUE(status == NNL_OK || status == NNL_INVALID_HANDLE);
    nnl_module_release(whole);
    nnl_module_release(part);
  }
  stop = true;
  releasing.join();
}

TEST(Misuse, threads_share_a_bounded_table_in_inference_mode) {
  constexpr int64_t rows = 20'000;
  for (int round = 0; round < 5; ++round) {
    const Tensor table = Tensor::full({rows, 4}, 3);
    std::vector<std::int64_t> all(rows);
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
    const Tensor indices = Tensor::from(all);
    nnlite::EmbeddingOptions bounded;
    bounded.max_norm = 1;
    std::atomic<int> ready{0}, wrong{0};
    const auto look_up = [&] {
      ++ready;
      while (ready < 2) std::this_thread::yield();
      for (const float value : nnlite::embedding(table, indices, bounded).to_vector<float>())
        if (std::abs(value - 0.5f) > 1e-6f) ++wrong;
    };
    std::thread other(look_up);
    look_up();
    other.join();
    EXPECT_EQ(wrong, 0);
    for (const float value : table.to_vector<float>()) ASSERT_NEAR(value, 0.5f, 1e-6f);
  }
}

}  // namespace
