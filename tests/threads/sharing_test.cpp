// What threads may do at the same time: what convention 7 of nnlite.h and capi/docs/threads.md say, sentence
// by sentence. Above all for the thread sanitizer; the results are the same bits as on one thread.
#include <array>
#include <gtest/gtest.h>
#include <numeric>
#include <string>
#include <unistd.h>
#include <utility>

#include "threads/scale.h"
#include "threads/together.h"
#include "threads/training.h"

namespace {

using nnlite::Tensor;

constexpr int host_threads = 8;

/// Changes, over and over, all that a context lets any thread change at any time.
void meddle(const nnlite::Context& context, std::atomic<int>& lines) {
  static std::atomic<int> round{0};
  const int i = ++round;
  context.set_threads(1 + i % 4);
  context.set_memory_limit(i % 2 == 0 ? 0 : int64_t{1} << 40);
  context.set_log_level(i % 3 == 0 ? nnlite::LogLevel::off : nnlite::LogLevel::info);
  context.set_log_callback([&](nnlite::LogLevel, const std::string& text) { lines += !text.empty(); });
  const nnlite::Profile profile(context);
  nnlite::set_handle_tracing(i % 2 == 0);
  nnlite::set_handle_label("meddling");
  if (nnl_profile_start(context.handle(), nullptr) == NNL_OK) {
    profile.table();
    nnl_profile_stop(context.handle());
  }
  nnlite::HandleReport::of(context).table();
  nnlite::HandleReport::all().rows();
  context.memory_used();
  context.threads();
  const auto other = nnlite::Context::create();
  other.seed(i);
  Tensor::ones({3}, nnlite::DType::f32, other);
  if (i % 5 == 0) nnlite::check(nnl_shutdown());
}

TEST(Threads, train_their_own_models_while_all_settings_change) {
  const int steps = sanitized ? 3 : 10;
  std::vector<std::vector<float>> alone, at_once(host_threads);
  for (int i = 0; i < host_threads; ++i) alone.push_back(Training::after(steps, i, 1));
  std::vector<nnlite::Context> contexts(host_threads);
  std::array<std::atomic<bool>, host_threads> there{};
  std::atomic<int> lines{0};
  {
    const Meanwhile meddling([&] {
      meddle({}, lines);
      for (size_t i = 0; i < host_threads; ++i)
        if (there[i]) meddle(contexts[i], lines);
    });
    for (int repeat = 0; repeat < scaled(1); ++repeat)
      together(host_threads, [&](int i) {
        const auto index = static_cast<size_t>(i);
        const Training training(i);
        if (!there[index]) {
          contexts[index] = training.context();
          there[index] = true;
        }
        const std::string file =
            testing::TempDir() + "/nnlite_threads_" + std::to_string(getpid()) + "_" + std::to_string(i);
        for (int step = 0; step < steps; ++step) {
          training.step();
          training.model().save(file);
        }
        unlink(file.c_str());
        at_once[index] = training.state();
      });
  }
  nnlite::set_handle_tracing(false);
  for (size_t i = 0; i < host_threads; ++i) EXPECT_EQ(at_once[i], alone[i]) << i;
}

TEST(Threads, share_a_model_in_inference_mode_while_others_save_and_read_it) {
  const Training training(1);
  training.step();
  training.model().eval();
  const auto folded = training.model().fold_batch_norms();
  const nnlite::NoGrad off;
  const auto expected = training.model()(training.input()).to_vector<float>();
  const auto expected_folded = folded(training.input()).to_vector<float>();
  const auto state = training.state();
  const std::string file = testing::TempDir() + "/nnlite_threads_shared_" + std::to_string(getpid());
  together(host_threads, [&](int i) {
    const nnlite::NoGrad off_here;
    for (int repeat = 0; repeat < scaled(5); ++repeat) {
      EXPECT_EQ(training.model()(training.input()).to_vector<float>(), expected);
      EXPECT_EQ(folded(training.input()).to_vector<float>(), expected_folded);
      if (i % 4 == 0) training.model().save(file);
      if (i % 4 == 1) nnlite::save_checkpoint(file + "c", training.parts());
      if (i % 4 == 2) {
        EXPECT_EQ(training.state(), state);
      }
      if (i % 4 == 3) training.model().summary({training.input()});
    }
  });
  const Training copy(2);
  copy.model().load(file);
  EXPECT_EQ(copy.state(), state);
  nnlite::load_checkpoint(file + "c", copy.parts());
  EXPECT_EQ(copy.state(), state);
  unlink(file.c_str());
  unlink((file + "c").c_str());
}

TEST(Threads, record_graphs_of_their_own_over_shared_weights) {
  const nnlite::Linear layer(64, 64);
  layer.set_requires_grad(false);
  const auto input = [] { return Tensor::ones({8, 64}).set_requires_grad(); };
  const auto expected = [&] {
    const Tensor x = input();
    nnlite::sum(layer(x)).backward();
    return x.grad().to_vector<float>();
  }();
  together(host_threads, [&](int) {
    for (int repeat = 0; repeat < scaled(20); ++repeat) {
      const Tensor x = input();
      nnlite::sum(layer(x)).backward();
      EXPECT_EQ(x.grad().to_vector<float>(), expected);
    }
  });
}

TEST(Threads, share_a_bounded_table) {
  constexpr int64_t rows = 500;
  for (int round = 0; round < scaled(5); ++round) {
    const Tensor table = Tensor::full({rows, 8}, 3);
    std::vector<int64_t> all(rows);
    std::iota(all.begin(), all.end(), 0);
    const Tensor indices = Tensor::from(all);
    nnlite::EmbeddingOptions bounded;
    bounded.max_norm = 1;
    together(host_threads, [&](int) {
      const nnlite::NoGrad off;
      for (const float value : nnlite::embedding(table, indices, bounded).to_vector<float>())
        ASSERT_NEAR(value, 0.353553f, 1e-5f);
    });
  }
}

/// A table of which most rows are owed steps.
Tensor table_with_pending_rows() {
  const Tensor table = Tensor::full({500, 8}, 1).set_requires_grad();
  nnlite::SgdOptions options;
  options.learning_rate = 0.1;
  options.momentum = 0.9;
  const nnlite::Sgd sgd({table}, options);
  for (int i = 0; i < 5; ++i) {
    sgd.zero_grad();
    nnlite::sum(nnlite::embedding(table, Tensor::from<int64_t>({i, 499}, {2}))).backward();
    sgd.step();
  }
  return table;
}

TEST(Threads, read_and_look_up_a_table_whose_rows_are_owed_steps) {
  const auto expected = table_with_pending_rows().to_vector<float>();
  for (int round = 0; round < scaled(5); ++round) {
    const Tensor table = table_with_pending_rows();
    together(host_threads, [&](int i) {
      const nnlite::NoGrad off;
      if (i % 2 == 0) {
        EXPECT_EQ(table.to_vector<float>(), expected);
      }
      const auto row = nnlite::embedding(table, Tensor::from<int64_t>({3}, {1})).to_vector<float>();
      EXPECT_EQ(row, std::vector<float>(expected.begin() + 24, expected.begin() + 32));
    });
  }
}

TEST(Threads, bound_a_table_whose_rows_are_owed_steps) {
  std::vector<float> expected;
  for (int round = 0; round < scaled(3); ++round) {
    const Tensor table = table_with_pending_rows();
    std::vector<int64_t> all(500);
    std::iota(all.begin(), all.end(), 0);
    const Tensor indices = Tensor::from(all);
    nnlite::EmbeddingOptions bounded;
    bounded.max_norm = 1;
    if (round == 0) {
      const Tensor alone = table_with_pending_rows();
      expected = nnlite::embedding(alone, indices, bounded).to_vector<float>();
    }
    together(host_threads, [&](int) {
      const nnlite::NoGrad off;
      EXPECT_EQ(nnlite::embedding(table, indices, bounded).to_vector<float>(), expected);
    });
  }
}

TEST(Threads, release_each_others_handles) {
  std::array<std::atomic<nnl_tensor>, 16> slots{};
  int64_t before = 0, after = 0;
  nnlite::check(nnl_live_handles(&before));
  together(host_threads, [&](int i) {
    for (int repeat = 0; repeat < scaled(sanitized ? 500 : 3000); ++repeat) {
      const int64_t shape[] = {4};
      nnl_tensor made = 0, result = 0;
      ASSERT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, i, &made), NNL_OK);
      nnl_tensor_release(slots[static_cast<size_t>(repeat % 16)].exchange(made));
      const nnl_tensor any = slots[static_cast<size_t>((repeat * 7 + i) % 16)];
      const nnl_status status = nnl_add(any, any, &result);
      ASSERT_TRUE(status == NNL_OK || status == NNL_INVALID_HANDLE) << nnl_last_error_message();
      nnl_tensor_release(result);
      if (repeat % 3 == 0) nnl_tensor_release(any);
    }
  });
  for (auto& slot : slots) nnl_tensor_release(slot);
  nnlite::check(nnl_live_handles(&after));
  EXPECT_EQ(after, before);
}

TEST(Threads, have_scopes_of_their_own) {
  int64_t before = 0, after = 0;
  nnlite::check(nnl_live_handles(&before));
  std::array<std::atomic<nnl_scope>, host_threads> scopes{};
  together(host_threads, [&](int i) {
    for (int repeat = 0; repeat < scaled(200); ++repeat) {
      nnl_scope scope = 0;
      nnl_tensor tensor = 0, kept = 0;
      nnlite::check(nnl_scope_begin(&scope));
      scopes[static_cast<size_t>(i)] = scope;
      nnlite::check(nnl_tensor_full(0, NNL_F32, 0, nullptr, 1, &tensor));
      nnlite::check(nnl_relu(tensor, &kept));
      const nnl_status status = nnl_scope_keep(scope, kept);
      ASSERT_TRUE(status == NNL_OK || status == NNL_INVALID_HANDLE) << nnl_last_error_message();
      // Another thread's may be released at any time: then that thread's next handles are in no scope.
      if (repeat % 4 == 0) nnl_scope_release(scopes[static_cast<size_t>((i + 1) % host_threads)]);
      nnl_scope_release(scope);
      nnl_tensor_release(kept);
      nnl_tensor_release(tensor);
      EXPECT_EQ(nnl_relu(tensor, &kept), NNL_INVALID_HANDLE);
    }
  });
  nnlite::check(nnl_live_handles(&after));
  EXPECT_EQ(after, before);
}

TEST(Threads, draw_batches_of_shared_data) {
  std::vector<int64_t> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 0);
  const Tensor data = Tensor::from(numbers);
  together(host_threads, [&](int i) {
    nnlite::LoaderOptions options;
    options.batch_size = 7;
    options.sampling = nnlite::Sampling::shuffle;
    options.seed = i;
    const nnlite::Loader loader({data}, options);
    int64_t sum = 0;
    for (const auto& batch : loader)
      for (const int64_t number : batch[0].to_vector<int64_t>()) sum += number;
    EXPECT_EQ(sum, 499'500);
  });
}

TEST(Threads, draw_from_one_random_stream) {
  const auto context = nnlite::Context::create();
  std::vector<std::vector<double>> drawn(host_threads);
  together(host_threads, [&](int i) {
    const Tensor numbers = Tensor::zeros({1000}, nnlite::DType::f64, context);
    nnlite::init::uniform(numbers, 0, 1);
    drawn[static_cast<size_t>(i)] = numbers.to_vector<double>();
  });
  for (size_t i = 1; i < drawn.size(); ++i) EXPECT_NE(drawn[i], drawn[0]);
}

TEST(Threads, keep_their_last_error_and_grad_mode_to_themselves) {
  const int count = sanitized ? 200 : 1000;
  std::atomic<int> failed{0}, right{0};
  together(count, [&](int i) {
    const int64_t shape[] = {-1 - i};
    nnl_tensor tensor = 0;
    nnlite::check(nnl_set_grad_enabled(i % 2));
    EXPECT_EQ(nnl_last_error_status(), NNL_OK);
    EXPECT_EQ(nnl_tensor_full(0, NNL_F32, 1, shape, 0, &tensor), NNL_SHAPE_MISMATCH);
    ++failed;
    while (failed < count) std::this_thread::yield();
    const std::string message = nnl_last_error_message();
    right += message.find(std::to_string(-1 - i)) != std::string::npos &&
             nnl_last_error_status() == NNL_SHAPE_MISMATCH && nnlite::grad_enabled() == (i % 2 == 1);
  });
  EXPECT_EQ(right, count) << nnl_last_error_message();
}

TEST(Threads, give_back_lent_memory_and_deleters_anywhere) {
  std::atomic<int> given_back{0};
  for (int round = 0; round < scaled(20); ++round) {
    std::vector<float> memory(1000, 1.f);
    std::array<nnl_tensor, host_threads> handles{};
    {
      const Tensor lent = Tensor::borrow(memory.data(), {1000}, [&] { ++given_back; });
      for (nnl_tensor& handle : handles) nnlite::check(nnl_tensor_share(lent.handle(), &handle));
    }
    together(host_threads, [&](int i) {
      double total = 0;
      const Tensor shared = Tensor::make(nnl_tensor_share, handles[static_cast<size_t>(i)]);
      nnl_tensor_release(handles[static_cast<size_t>(i)]);
      nnlite::check(nnl_tensor_item(nnlite::sum(shared).handle(), &total));
      EXPECT_EQ(total, 1000);
    });
    EXPECT_EQ(given_back, round + 1);
  }
}

TEST(Threads, make_the_default_context_at_the_same_moment) {
  std::array<int64_t, host_threads> used{};
  together(host_threads, [&](int i) {
    const Tensor tensor = Tensor::zeros({16});
    while (nnlite::Context().memory_used() < 8 * 64) std::this_thread::yield();  // all in one context
    used[static_cast<size_t>(i)] = nnlite::Context().memory_used();
    static std::atomic<int> seen{0};
    ++seen;
    while (seen < host_threads) std::this_thread::yield();
  });
  for (const int64_t bytes : used) EXPECT_EQ(bytes, used[0]);
}

TEST(Threads, log_callbacks_may_look_up_rows_of_the_table_that_lacks_memory) {
  const auto context = nnlite::Context::create();
  const Tensor few = Tensor::from<int64_t>({1}, {1}, context);
  const Tensor many = Tensor::zeros({1000}, nnlite::DType::i64, context);
  nnlite::EmbeddingOptions bounded;
  bounded.max_norm = 1;
  Tensor table;
  int lines = 0, looked_up = 0;
  context.set_log_level(nnlite::LogLevel::warning);
  context.set_log_callback([&](nnlite::LogLevel, const std::string&) {
    if (++lines > 1) return;
    EXPECT_NEAR(nnlite::embedding(table, few, bounded).to_vector<float>()[0], 0.353553f, 1e-5f);
    ++looked_up;
  });
  const nnlite::NoGrad off;
  nnl_status status = NNL_OUT_OF_MEMORY;
  // Whichever of the look-up's tensors it is that finds no memory.
  for (int64_t room = 500; status != NNL_OK; room += 1000) {
    context.set_memory_limit(0);
    table = Tensor::full({1000, 8}, 3, nnlite::DType::f32, context);
    lines = 0;
    context.set_memory_limit(context.memory_used() + room);
    nnl_tensor result = 0;
    const auto c = bounded.c();
    status = nnl_embedding(table.handle(), many.handle(), &c, &result);
    nnl_tensor_release(result);
    ASSERT_TRUE(status == NNL_OK || status == NNL_OUT_OF_MEMORY) << nnl_last_error_message();
  }
  EXPECT_GT(looked_up, 10);
}

TEST(Threads, log_callbacks_may_read_the_table_whose_copy_lacks_memory) {
  const Tensor table = table_with_pending_rows();
  const auto context = table.context();
  std::vector<float> values(4000);
  std::vector<nnl_status> inside;
  context.set_log_level(nnlite::LogLevel::warning);
  context.set_log_callback([&](nnlite::LogLevel, const std::string&) {
    if (inside.empty()) {
      inside.push_back(NNL_OK);
      inside.push_back(nnl_tensor_read(table.handle(), values.data(), 16'000));
    }
  });
  context.set_memory_limit(context.memory_used() + 1);
  EXPECT_EQ(nnl_tensor_read(table.handle(), values.data(), 16'000), NNL_OUT_OF_MEMORY);
  EXPECT_EQ(inside, (std::vector<nnl_status>{NNL_OK, NNL_OUT_OF_MEMORY}));
  context.set_memory_limit(0);
  context.set_log_callback({});
  EXPECT_EQ(nnl_tensor_read(table.handle(), values.data(), 16'000), NNL_OK);
}

}  // namespace
