// Exact-lazy sparse SGD against the dense optimizer.
#include <cstring>
#include <random>

#include "base/transaction.h"
#include "io/checkpoint.h"
#include "nn/embedding.h"
#include "ops/embedding_bag.h"
#include "optim/clip.h"
#include "optim/sgd.h"
#include "support/files.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

/// One random schedule: settings, and what happens in each step.
class Schedule {
 public:
  explicit Schedule(unsigned seed) : random_(seed) {
    const double momenta[] = {0, 0.5, 0.9, 0.99}, decays[] = {0, 1e-4, 0.05}, dampenings[] = {0, 0.3};
    options.momentum = momenta[random_() % 4];
    options.weight_decay = decays[random_() % 3];
    options.nesterov = options.momentum != 0 && random_() % 3 == 0;
    options.dampening = options.nesterov ? 0 : dampenings[random_() % 2];
    options.maximize = random_() % 4 == 0;
    options.learning_rate = 0.05;
  }

  bool chance(int of) { return random_() % static_cast<unsigned>(of) == 0; }
  double uniform(double from, double to) { return std::uniform_real_distribution<>(from, to)(random_); }

  /// Rows and values of a gradient of a table of `rows` rows of `width`; a row may be without one, all may.
  RowSparse gradient(DType dtype, int64_t rows, int64_t width) {
    std::vector<int64_t> chosen;
    std::vector<double> values;
    const int of = chance(8) ? 1000 : 5;
    for (int64_t row = 0; row < rows; ++row) {
      if (!chance(of)) continue;
      chosen.push_back(row);
      for (int64_t k = 0; k < width; ++k) values.push_back(uniform(-1, 1));
    }
    const auto count = static_cast<int64_t>(chosen.size());
    return {Tensor::from<int64_t>(context(), {count}, chosen),
            Tensor::from<double>(context(), {count, width}, values).to(dtype),
            {rows, width}};
  }

  SgdOptions options;

 private:
  std::mt19937 random_;
};

constexpr int64_t rows = 23, width = 5;

Tensor start_of(DType dtype) { return sample({rows, width}, 3).data().to(dtype).copy(); }

/// A table and its optimizer.
struct Training {
  Training(DType dtype, SgdOptions options, bool lazy) : table(start_of(dtype), true) {
    options.lazy_rows = lazy;
    sgd = make_ref<Sgd>(std::vector<Variable>{table}, options);
  }
  void step(const Gradient& gradient) {
    table.set_grad(gradient);
    sgd->step();
  }
  Variable table;
  Ref<Sgd> sgd;
};

/// What happens in a step of a schedule, to all trainings alike.
void advance(Schedule& schedule, std::initializer_list<Training*> trainings) {
  if (schedule.chance(4)) {
    const double rate = schedule.uniform(0, 0.1);
    for (Training* t : trainings) t->sgd->set_learning_rate(0, rate);
  }
  if (schedule.chance(10)) {
    const double momentum = schedule.options.nesterov || schedule.chance(2) ? 0.7 : 0;
    for (Training* t : trainings) t->sgd->set_momentum(0, momentum);
  }
  if (schedule.chance(10)) {
    for (Training* t : trainings) t->step({});
    return;
  }
  const RowSparse gradient = schedule.gradient(DType::f64, rows, width);
  const bool dense = schedule.chance(12);
  for (Training* t : trainings) {
    const RowSparse own{gradient.rows, gradient.values.to(t->table.dtype()), gradient.shape};
    t->step(dense ? Gradient(to_dense(own)) : Gradient(own));
  }
}

std::vector<char> bits(const Tensor& tensor) {
  const Tensor values = tensor.contiguous();
  return {values.bytes(), values.bytes() + values.count() * size_of(values.dtype())};
}

bool is_pending(const Variable& table) { return table.data().storage()->pending(); }

TEST(LazyRows, equal_the_dense_steps_of_any_schedule_in_f64) {
  int pending = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Schedule schedule(seed);
    Training lazy(DType::f64, schedule.options, true), dense(DType::f64, schedule.options, false);
    for (int step = 0; step < 150; ++step) {
      advance(schedule, {&lazy, &dense});
      ASSERT_FALSE(is_pending(dense.table));
      pending += is_pending(lazy.table);
      if (!schedule.chance(20)) continue;
      expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "table");
    }
    expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "table");
    lazy.sgd->settle();
    EXPECT_FALSE(is_pending(lazy.table));
    expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "settled");
    const Tensor velocity = find(lazy.sgd->state(), "0.momentum_buffer");
    const Tensor expected = find(dense.sgd->state(), "0.momentum_buffer");
    ASSERT_EQ(static_cast<bool>(velocity), static_cast<bool>(expected));
    if (velocity) expect_close(velocity, {"f64", {rows, width}, values_of(expected)}, 1e-10, "velocity");
  }
  EXPECT_GT(pending, 10000);
}

TEST(LazyRows, are_no_further_from_f64_than_dense_steps_in_f32) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Schedule schedule(seed);
    Training lazy(DType::f32, schedule.options, true), dense(DType::f32, schedule.options, false);
    Training exact(DType::f64, schedule.options, false);
    exact.table.data().mutable_data<double>();
    copy_into(dense.table.data(), exact.table.data());
    for (int step = 0; step < 150; ++step) advance(schedule, {&lazy, &dense, &exact});
    const std::vector<double> a = values_of(lazy.table.data()), b = values_of(dense.table.data()),
                              want = values_of(exact.table.data());
    double worst_lazy = 0, worst_dense = 0;
    for (size_t i = 0; i < want.size(); ++i) {
      const double ulp = std::abs(want[i]) * 0x1p-23;
      worst_lazy = std::max(worst_lazy, std::abs(a[i] - want[i]) - 4 * ulp);
      worst_dense = std::max(worst_dense, std::abs(b[i] - want[i]));
    }
    EXPECT_LE(worst_lazy, worst_dense);
  }
}

// f32 cannot hold 1 - 1e-8, so a dense step of that decay changes nothing.
TEST(LazyRows, keep_decay_that_dense_steps_in_f32_lose) {
  SgdOptions options;
  options.learning_rate = 1e-3;
  options.weight_decay = 1e-5;
  Training lazy(DType::f32, options, true);
  copy_into(Tensor::full(context(), DType::f32, {rows, width}, 1), lazy.table.data());
  Schedule schedule(1);
  const RowSparse none{
      Tensor(context(), DType::i64, {0}), Tensor(context(), DType::f32, {0, width}), {rows, width}};
  for (int step = 0; step < 20000; ++step) lazy.step(none);
  EXPECT_NEAR(values_of(lazy.table.data())[7], std::pow(1 - 1e-8, 20000), 1e-7);
}

TEST(LazyRows, reading_never_changes_later_bits) {
  for (const DType dtype : {DType::f32, DType::f64})
    for (unsigned seed = 0; seed < 40; ++seed) {
      SCOPED_TRACE(seed);
      Schedule schedule(seed);
      Training quiet(dtype, schedule.options, true), read(dtype, schedule.options, true);
      const Tensor all = Tensor::from<int64_t>(context(), {4}, std::vector<int64_t>{0, 3, 3, 22});
      for (int step = 0; step < 60; ++step) {
        advance(schedule, {&quiet, &read});
        const std::vector<char> stored(
            static_cast<char*>(read.table.data().storage()->data()),
            static_cast<char*>(read.table.data().storage()->data()) + read.table.data().storage()->bytes());
        const std::vector<double> seen = values_of(read.table.data());
        const std::vector<double> part = values_of(read.table.data().rows(3, 1));
        EXPECT_EQ(part, std::vector<double>(seen.begin() + 3 * width, seen.begin() + 4 * width));
        const std::vector<double> looked_up = values_of(embedding(read.table, all, {}).data());
        EXPECT_EQ(std::vector<double>(looked_up.end() - width, looked_up.end()),
                  std::vector<double>(seen.end() - width, seen.end()));
        EXPECT_EQ(bits(read.table.data().copy()), bits(read.table.data()));
        EXPECT_FALSE(read.sgd->state().empty());
        EXPECT_EQ(std::memcmp(read.table.data().storage()->data(), stored.data(), stored.size()), 0);
      }
      EXPECT_EQ(bits(read.table.data()), bits(quiet.table.data()));
    }
}

TEST(LazyRows, look_ups_and_bags_show_what_the_table_shows) {
  Schedule schedule(5);
  schedule.options.momentum = 0.9;
  schedule.options.weight_decay = 0.01;
  Training t(DType::f64, schedule.options, true);
  for (int step = 0; step < 30; ++step) t.step(schedule.gradient(DType::f64, rows, width));
  ASSERT_TRUE(is_pending(t.table));
  std::vector<int64_t> every(rows);
  for (int64_t i = 0; i < rows; ++i) every[static_cast<size_t>(i)] = i;
  const Tensor indices = Tensor::from<int64_t>(context(), {rows}, every);
  EXPECT_EQ(bits(embedding(t.table, indices, {}).data()), bits(t.table.data()));
  const Tensor bag = embedding_bag(t.table, indices.reshape({rows, 1}), {}, {}, {}).data();
  EXPECT_EQ(bits(bag), bits(t.table.data()));
  EXPECT_TRUE(is_pending(t.table));
}

TEST(LazyRows, a_change_from_outside_comes_after_what_is_pending) {
  Schedule schedule(9);
  schedule.options.momentum = 0.9;
  schedule.options.weight_decay = 0.01;
  Training lazy(DType::f64, schedule.options, true), dense(DType::f64, schedule.options, false);
  for (int step = 0; step < 50; ++step) {
    advance(schedule, {&lazy, &dense});
    if (step % 7 != 3) continue;
    for (Training* t : {&lazy, &dense}) {
      const Tensor part = t->table.data().rows(4, 3);
      copy_into(Tensor::full(context(), DType::f64, part.shape(), 0.5), part);
      part.changed("write");
    }
  }
  expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "table");
}

TEST(LazyRows, two_optimizers_take_turns) {
  Schedule schedule(11);
  schedule.options.momentum = 0.9;
  schedule.options.weight_decay = 0.01;
  Training lazy(DType::f64, schedule.options, true), dense(DType::f64, schedule.options, false);
  SgdOptions options = schedule.options;
  options.nesterov = options.dampening == 0;
  Sgd lazy_other({lazy.table}, options);
  options.lazy_rows = false;
  Sgd dense_other({dense.table}, options);
  for (int step = 0; step < 60; ++step) {
    const RowSparse gradient = schedule.gradient(DType::f64, rows, width);
    lazy.table.set_grad(gradient);
    dense.table.set_grad(gradient);
    const bool other = schedule.chance(3);
    (other ? lazy_other : *lazy.sgd).step();
    (other ? dense_other : *dense.sgd).step();
  }
  expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "table");
}

TEST(LazyRows, what_is_pending_outlives_the_optimizer) {
  Schedule schedule(13);
  schedule.options.momentum = 0.9;
  Training t(DType::f32, schedule.options, true);
  for (int step = 0; step < 30; ++step) t.step(schedule.gradient(DType::f32, rows, width));
  const std::vector<char> before = bits(t.table.data());
  t.sgd = {};
  EXPECT_TRUE(is_pending(t.table));
  EXPECT_EQ(bits(t.table.data()), before);
  t.table.data().mutable_data<float>();
  EXPECT_FALSE(is_pending(t.table));
  EXPECT_EQ(bits(t.table.data()), before);
}

TEST(LazyRows, memory_of_the_host_always_shows_the_values) {
  Schedule schedule(17);
  schedule.options.momentum = 0.9;
  Training owned(DType::f64, schedule.options, true);
  std::vector<double> memory = values_of(owned.table.data());
  const Variable borrowed(
      Tensor(make_ref<Storage>(context(), memory.data(), rows * width * 8, true, std::function<void()>()),
             DType::f64, {rows, width}, {width, 1}),
      true);
  Sgd sgd({borrowed}, owned.sgd ? schedule.options : SgdOptions());
  for (int step = 0; step < 20; ++step) {
    const RowSparse gradient = schedule.gradient(DType::f64, rows, width);
    owned.step(gradient);
    Variable(borrowed).set_grad(gradient);
    sgd.step();
    EXPECT_FALSE(is_pending(borrowed));
    expect_close(owned.table.data(), {"f64", {rows, width}, memory}, 1e-12, "memory");
  }
}

TEST(LazyRows, go_on_for_more_steps_than_the_history_holds) {
  SgdOptions options;
  options.learning_rate = 1e-3;
  options.momentum = 0.9;
  options.weight_decay = 1e-3;
  Training lazy(DType::f64, options, true), dense(DType::f64, options, false);
  const int64_t row = 2;
  const RowSparse one{Tensor::from<int64_t>(context(), {1}, std::span(&row, 1)),
                      Tensor::full(context(), DType::f64, {1, width}, 0.01),
                      {rows, width}};
  for (int64_t step = 0; step < PendingRows::most_steps + 100; ++step) {
    const bool sparse = step % 3000 == 1;
    const RowSparse none{
        Tensor(context(), DType::i64, {0}), Tensor(context(), DType::f64, {0, width}), {rows, width}};
    lazy.step(sparse ? one : none);
    dense.step(sparse ? one : none);
  }
  EXPECT_EQ(lazy.table.data().storage()->pending()->steps(), 100);
  expect_close(lazy.table.data(), {"f64", {rows, width}, values_of(dense.table.data())}, 1e-10, "table");
}

TEST(LazyRows, a_row_of_zeros_stays_so_where_others_overflow) {
  SgdOptions options;
  options.learning_rate = 1e3;
  options.momentum = 0.9;
  options.weight_decay = 1;
  Training lazy(DType::f64, options, true), dense(DType::f64, options, false);
  for (Training* t : {&lazy, &dense})
    for (int64_t k = 0; k < width; ++k) t->table.data().mutable_data<double>()[k] = 0;
  const RowSparse none{
      Tensor(context(), DType::i64, {0}), Tensor(context(), DType::f64, {0, width}), {rows, width}};
  for (int step = 0; step < 300; ++step) {
    lazy.step(none);
    dense.step(none);
  }
  const std::vector<double> values = values_of(lazy.table.data()), expected = values_of(dense.table.data());
  for (size_t i = 0; i < values.size(); ++i) {
    if (i < static_cast<size_t>(width)) {
      EXPECT_EQ(values[i], 0);
    }
    EXPECT_EQ(std::isfinite(values[i]), std::isfinite(expected[i])) << i;
  }
}

TEST(LazyRows, have_the_same_bits_at_any_thread_count) {
  constexpr int64_t many = 3000, wide = 70;
  std::vector<std::vector<char>> results;
  const int before = context().threads();
  for (const int threads : {1, 3}) {
    context().set_threads(threads);
    Schedule schedule(19);
    SgdOptions options;
    options.momentum = 0.9;
    options.weight_decay = 0.01;
    Variable table(sample({many, wide}).data().to(DType::f32), true);
    Sgd sgd({table}, options);
    for (int step = 0; step < 12; ++step) {
      table.set_grad(schedule.gradient(DType::f32, many, wide));
      sgd.step();
    }
    results.push_back(bits(table.data()));
    sgd.settle();
    results.push_back(bits(table.data()));
  }
  context().set_threads(before);
  EXPECT_EQ(results[0], results[1]);
  EXPECT_EQ(results[0], results[2]);
  EXPECT_EQ(results[0], results[3]);
}

/// An embedding with padding and max_norm, looked up several times in a step, accumulated and clipped.
struct Model {
  Model(const SgdOptions& given, bool lazy) {
    SgdOptions sgd_options = given;
    sgd_options.lazy_rows = lazy;
    EmbeddingOptions options;
    options.padding_idx = 2;
    options.max_norm = 1.25;
    layer = make_ref<Embedding>(context(), rows, width, options, DType::f64);
    copy_into(start_of(DType::f64), table().data());
    sgd = make_ref<Sgd>(std::vector<Variable>{table()}, sgd_options);
  }
  Variable table() const { return layer->parameters()[0].variable; }
  void step(Schedule& schedule) {
    sgd->zero_grad();
    const int backwards = schedule.chance(3) ? 2 : 1;
    for (int i = 0; i < backwards; ++i) {
      std::vector<int64_t> a, b;
      for (int j = 0; j < 4; ++j) {
        a.push_back(static_cast<int64_t>(schedule.uniform(0, rows)));
        b.push_back(static_cast<int64_t>(schedule.uniform(0, rows)));
      }
      const Variable x = layer->forward(Variable(Tensor::from<int64_t>(context(), {4}, a)));
      const Variable y = layer->forward(Variable(Tensor::from<int64_t>(context(), {4}, b)));
      backward(sum(multiply(x, y)));
    }
    const std::vector<Variable> parameters = {table()};
    if (schedule.chance(2)) clip_grad_norm(parameters, 0.5, 2, false);
    sgd->step();
  }
  Ref<Embedding> layer;
  Ref<Sgd> sgd;
};

TEST(LazyRows, equal_dense_training_with_padding_max_norm_clipping_and_accumulation) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Schedule schedule(seed), same(seed);
    Model lazy(schedule.options, true), dense(schedule.options, false);
    for (int step = 0; step < 60; ++step) {
      lazy.step(schedule);
      dense.step(same);
    }
    expect_close(lazy.table().data(), {"f64", {rows, width}, values_of(dense.table().data())}, 1e-10,
                 "table");
  }
}

TEST(LazyRows, a_rescaled_row_is_put_back_when_the_call_fails) {
  Schedule schedule(3);
  schedule.options.momentum = 0.9;
  schedule.options.weight_decay = 0.02;
  Model model(schedule.options, true);
  for (int step = 0; step < 20; ++step) model.step(schedule);
  Storage& storage = *model.table().data().storage();
  ASSERT_TRUE(storage.pending());
  const std::vector<char> shown = bits(model.table().data());
  const std::vector<char> stored(static_cast<char*>(storage.data()),
                                 static_cast<char*>(storage.data()) + storage.bytes());
  const auto look_up = [&] {
    EmbeddingOptions options;
    options.max_norm = 0.01;
    embedding(model.table(), Tensor::from<int64_t>(context(), {2}, std::vector<int64_t>{5, 6}), options);
  };
  {
    const Transaction failing;
    look_up();
    EXPECT_NE(bits(model.table().data()), shown);
  }
  EXPECT_EQ(bits(model.table().data()), shown);
  EXPECT_EQ(std::memcmp(storage.data(), stored.data(), stored.size()), 0);
  look_up();
  const std::vector<double> row = values_of(model.table().data().rows(5, 1));
  double square = 0;
  for (const double x : row) square += x * x;
  EXPECT_NEAR(std::sqrt(square), 0.01, 1e-6);
}

TEST(LazyRows, a_checkpoint_in_the_middle_goes_on_with_the_same_bits) {
  const TemporaryFile file;
  for (unsigned seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    Schedule schedule(seed);
    Model through(schedule.options, true), resumed(schedule.options, true);
    for (int step = 0; step < 30; ++step) through.step(schedule);
    const auto parts = [](Model& model, ModuleState& state) {
      return std::vector<CheckpointPart>{{"model", &state, &context()},
                                         {"optimizer", model.sgd.get(), &context()}};
    };
    ModuleState a(*through.layer), b(*resumed.layer);
    save_checkpoint(file.path, parts(through, a), false);
    load_checkpoint(file.path, parts(resumed, b), false);
    EXPECT_EQ(is_pending(resumed.table()), is_pending(through.table()));
    EXPECT_EQ(bits(resumed.table().data()), bits(through.table().data()));
    Schedule same = schedule;
    for (int step = 0; step < 30; ++step) {
      through.step(schedule);
      resumed.step(same);
    }
    EXPECT_EQ(bits(resumed.table().data()), bits(through.table().data()));
    const State one = through.sgd->state(), other = resumed.sgd->state();
    ASSERT_EQ(one.size(), other.size());
    for (size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(one[i].first, other[i].first);
      EXPECT_EQ(bits(one[i].second), bits(other[i].second)) << one[i].first;
    }
  }
}

TEST(LazyRows, an_optimizers_state_never_changes_other_weights) {
  Schedule schedule(3);
  schedule.options.momentum = 0.9;
  schedule.options.weight_decay = 0.02;
  Model saved(schedule.options, true), other(schedule.options, true);
  for (int step = 0; step < 30; ++step) saved.step(schedule);
  const State state = saved.sgd->state();
  ASSERT_TRUE(find(state, "0.pending.table"));
  const std::vector<char> before = bits(other.table().data());
  other.sgd->prepare_state(state)();
  EXPECT_EQ(bits(other.table().data()), before);
  EXPECT_FALSE(is_pending(other.table()));
  saved.sgd->settle();
  EXPECT_EQ(bits(find(other.sgd->state(), "0.momentum_buffer")),
            bits(find(saved.sgd->state(), "0.momentum_buffer")));
}

TEST(LazyRows, a_state_that_cannot_be_is_refused) {
  Schedule schedule(3);
  schedule.options.momentum = 0.9;
  Model model(schedule.options, true);
  for (int step = 0; step < 5; ++step) model.step(schedule);
  const auto changed = [&](const char* name, const Tensor& value) {
    State state = model.sgd->state();
    std::erase_if(state, [&](const auto& entry) { return entry.first == name; });
    if (value) state.emplace_back(name, value);
    return error_of([&] { model.sgd->prepare_state(state); });
  };
  const std::vector<char> before = bits(model.table().data());
  EXPECT_EQ(changed("0.pending.last", {}).code(), Code::not_found);
  EXPECT_EQ(changed("0.pending.history", {}).code(), Code::not_found);
  EXPECT_EQ(changed("0.pending.table", {}).code(), Code::invalid_argument);
  EXPECT_STREQ(changed("0.pending.history", Tensor(context(), DType::f64, {0, 4})).what(),
               "sgd: a history of 0 steps is not in [1, 65536]");
  EXPECT_STREQ(changed("0.pending.last", Tensor::full(context(), DType::i32, {rows}, 9)).what(),
               "sgd: row 0 has taken part in 9 of 5 steps");
  EXPECT_EQ(changed("0.pending.table", Tensor(context(), DType::f64, {rows, 1})).code(),
            Code::shape_mismatch);
  EXPECT_EQ(bits(model.table().data()), before);
}

}  // namespace
}  // namespace nnl
