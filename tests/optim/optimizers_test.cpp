// Adam, AdamW, SparseAdam, Adagrad and RMSprop.
#include "support/optimizers.h"

#include "ops/ops.h"

namespace nnl {
namespace {

using namespace test;

std::string numbered(const char* what, int64_t step, size_t i) {
  return std::string(what) + "_" + std::to_string(step) + "_" + std::to_string(i);
}

/// A case's parameters and optimizer, and the steps that its gradients make.
struct GivenSteps {
  GivenSteps(const Case& c, DType dtype) : reference(c) {
    for (size_t i = 0; c.inputs.count("param_" + std::to_string(i)); ++i)
      parameters.emplace_back(tensor_of(c.inputs.at("param_" + std::to_string(i)), dtype), true);
    optimizer = make_optimizer(c.settings.at("optimizer"), c.settings.at("groups"), parameters);
  }

  int64_t steps() const { return static_cast<int64_t>(reference.settings.at("rates").size()); }

  Gradient gradient(int64_t step, size_t i) const {
    const DType dtype = parameters[i].dtype();
    const auto given = reference.inputs.find(numbered("grad", step, i));
    if (given == reference.inputs.end()) return {};
    const Tensor values = tensor_of(given->second, dtype);
    const auto rows = reference.inputs.find(numbered("rows", step, i));
    if (rows == reference.inputs.end()) return values;
    return RowSparse{tensor_of(rows->second, dtype), values, parameters[i].shape()};
  }

  void step(int64_t step) {
    for (int64_t g = 0; g < optimizer->num_groups(); ++g)
      optimizer->set_learning_rate(g, reference.settings.at("rates").at(static_cast<size_t>(step)));
    for (size_t i = 0; i < parameters.size(); ++i) parameters[i].set_grad(gradient(step, i));
    optimizer->step();
  }

  std::vector<double> values() const {
    std::vector<double> all;
    for (const Variable& variable : parameters)
      for (double value : values_of(variable.data())) all.push_back(value);
    return all;
  }

  const Case& reference;
  std::vector<Variable> parameters;
  Ref<Optimizer> optimizer;
};

/// Calls body(case) for every case of the topics with given gradients.
template <class Body>
void for_cases(const Body& body) {
  for (const char* topic : {"adam", "adagrad", "rmsprop"})
    for (const Case& c : golden_cases(topic)) {
      if (!c.settings.contains("optimizer")) continue;
      SCOPED_TRACE(c.name);
      body(c);
    }
}

TEST(Optimizers, agree_with_pytorch_step_for_step) {
  int checked = 0;
  for_cases([&](const Case& c) {
    if (c.settings.value("error", false)) return;
    for (DType dtype : {DType::f64, DType::f32}) {
      GivenSteps run(c, dtype);
      for (int64_t step = 0; step < run.steps(); ++step) {
        run.step(step);
        for (size_t i = 0; i < run.parameters.size(); ++i)
          expect_close(run.parameters[i].data(), c.outputs.at(numbered("param", step, i)), tolerance(dtype),
                       numbered("parameter", step, i));
      }
      ++checked;
    }
  });
  EXPECT_EQ(checked, 2 * 34);
}

TEST(Optimizers, remember_what_pytorch_remembers) {
  int checked = 0;
  for_cases([&](const Case& c) {
    if (c.settings.value("error", false)) return;
    GivenSteps run(c, DType::f64);
    for (int64_t step = 0; step < run.steps(); ++step) run.step(step);
    for (const auto& [name, tensor] : run.optimizer->state()) {
      if (name.rfind("param_groups", 0) == 0) continue;
      ASSERT_TRUE(c.outputs.count(name)) << name;
      expect_close(tensor, c.outputs.at(name), 1e-12, name);
      ++checked;
    }
    for (const auto& [name, expected] : c.outputs) {
      if (name.rfind("param_", 0) == 0) continue;
      EXPECT_TRUE(find(run.optimizer->state(), name)) << name;
    }
  });
  EXPECT_GT(checked, 150);
}

TEST(Optimizers, a_training_that_is_taken_up_again_has_the_same_bits) {
  for_cases([&](const Case& c) {
    if (c.settings.value("error", false)) return;
    for (DType dtype : {DType::f64, DType::f32})
      for (int64_t stop : {0, 1, 4, 7}) {
        GivenSteps whole(c, dtype), first(c, dtype), second(c, dtype);
        for (int64_t step = 0; step < whole.steps(); ++step) whole.step(step);
        for (int64_t step = 0; step < stop; ++step) first.step(step);
        second.optimizer->prepare_state(first.optimizer->state())();
        for (size_t i = 0; i < first.parameters.size(); ++i)
          copy_into(first.parameters[i].data(), second.parameters[i].data());
        for (int64_t step = stop; step < whole.steps(); ++step) second.step(step);
        EXPECT_EQ(second.values(), whole.values()) << stop;
        const State a = whole.optimizer->state(), b = second.optimizer->state();
        ASSERT_EQ(a.size(), b.size());
        for (size_t i = 0; i < a.size(); ++i) {
          EXPECT_EQ(a[i].first, b[i].first);
          EXPECT_EQ(values_of(a[i].second), values_of(b[i].second)) << a[i].first;
        }
      }
  });
}

TEST(Optimizers, refuse_the_settings_that_pytorch_refuses) {
  int checked = 0;
  for_cases([&](const Case& c) {
    if (!c.settings.value("error", false)) return;
    EXPECT_EQ(error_of([&] { GivenSteps(c, DType::f64); }).code(), Code::invalid_argument);
    ++checked;
  });
  EXPECT_EQ(checked, 26);
}

TEST(Optimizers, say_which_setting_is_wrong) {
  const auto message = [](const char* kind, nlohmann::json group) {
    group["parameters"] = std::vector<int>{0};
    return std::string(
        error_of([&] { make_optimizer(kind, nlohmann::json::array({group}), {sample({2})}); }).what());
  };
  EXPECT_EQ(message("Adam", {{"eps", -1}}), "adam: eps -1 must be finite and not negative");
  EXPECT_EQ(message("AdamW", {{"beta2", 1}}), "adamw: beta2 1 is not in [0, 1)");
  EXPECT_EQ(message("SparseAdam", {{"lr", 0}}), "sparse_adam: learning rate 0 and eps 1e-08 must be above 0");
  EXPECT_EQ(message("Adagrad", {{"lr_decay", INFINITY}}),
            "adagrad: lr_decay inf must be finite and not negative");
  EXPECT_EQ(message("RMSprop", {{"alpha", NAN}}), "rmsprop: alpha nan must be finite and not negative");
  EXPECT_EQ(message("Adam", {{"lr", NAN}}), "optimizer: learning rate nan must be finite and not negative");
}

TEST(Optimizers, a_float32_training_is_as_exact_as_pytorch_s) {
  for (const Case& c : golden_cases("optimizer_precision")) {
    const int64_t count = 64, steps = c.settings.at("steps");
    Variable p(Tensor(context(), DType::f32, {count}), true);
    Tensor rows(context(), DType::i64, {count});
    for (int64_t i = 0; i < count; ++i) {
      p.data().mutable_data<float>()[i] = static_cast<float>(i - 32) / 16;
      rows.mutable_data<int64_t>()[i] = i;
    }
    const Ref<Optimizer> optimizer = make_optimizer(c.settings.at("optimizer"), c.settings.at("groups"), {p});
    for (int64_t step = 0; step < steps; ++step) {
      Tensor gradient(context(), DType::f32, {count});
      for (int64_t i = 0; i < count; ++i)
        gradient.mutable_data<float>()[i] = static_cast<float>((7 * step + 13 * i) % 64 - 31) / 64;
      if (c.settings.at("optimizer") == "SparseAdam")
        p.set_grad(RowSparse{rows, gradient, p.shape()});
      else
        p.set_grad(gradient);
      optimizer->step();
    }
    double worst = 0;
    const std::vector<double> got = values_of(p.data());
    for (size_t i = 0; i < got.size(); ++i)
      worst = std::max(worst, std::abs(got[i] - c.outputs.at("param").data[i]));
    RecordProperty(c.name, std::to_string(worst));
    EXPECT_LE(worst, 1.25 * c.settings.at("worst_float32").get<double>()) << c.name;
  }
}

TEST(Optimizers, an_embedding_learns_as_in_pytorch) {
  for (const Case& c : golden_cases("adagrad")) {
    if (!c.settings.contains("training")) continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      Variable table(tensor_of(c.inputs.at("table"), dtype), true);
      const nlohmann::json groups = {{{"parameters", {0}}, {"lr", c.settings.at("lr")}}};
      const Ref<Optimizer> optimizer = make_optimizer(c.settings.at("training"), groups, {table});
      for (int64_t step = 0; step < c.settings.at("steps"); ++step) {
        const std::string number = std::to_string(step);
        const Tensor index = tensor_of(c.inputs.at("indices_" + number), dtype);
        const Variable target(tensor_of(c.inputs.at("target_" + number), dtype));
        optimizer->zero_grad();
        backward(mse_loss(embedding(table, index), target, Reduction::sum));
        EXPECT_TRUE(table.grad().is_row_sparse());
        optimizer->step();
        expect_close(table.data(), c.outputs.at("table_" + number), tolerance(dtype), c.name + number);
      }
    }
  }
}

/// A row-sparse gradient of rows 1 and 3 of a table (5, 2), different in each step.
RowSparse two_rows(int step) {
  const std::vector<int64_t> rows = {1, 3};
  return {Tensor::from<int64_t>(context(), {2}, rows), sample({2, 2}, step).data(), {5, 2}};
}

TEST(Optimizers, row_sparse_gradients_count_as_dense_ones) {
  for (const char* kind : {"Adam", "AdamW", "RMSprop", "Adagrad"})
    for (double decay : {0.0, 0.25}) {
      SCOPED_TRACE(kind);
      Variable sparse = sample({5, 2}), dense = sample({5, 2});
      const nlohmann::json groups = {{{"parameters", {0}}, {"weight_decay", decay}, {"lr", 0.5}}};
      const Ref<Optimizer> a = make_optimizer(kind, groups, {sparse}),
                           b = make_optimizer(kind, groups, {dense});
      for (int step = 0; step < 4; ++step) {
        sparse.set_grad(two_rows(step));
        dense.set_grad(to_dense(two_rows(step)));
        a->step();
        b->step();
        EXPECT_EQ(values_of(sparse.data()), values_of(dense.data()));
      }
    }
}

TEST(SparseAdam, leaves_other_rows_and_their_moments_alone) {
  Variable table = sample({5, 2});
  const std::vector<double> before = values_of(table.data());
  const Ref<Optimizer> adam = make_optimizer("SparseAdam", {{{"parameters", {0}}}}, {table});
  for (int step = 0; step < 3; ++step) {
    table.set_grad(two_rows(step));
    adam->step();
  }
  const std::vector<double> after = values_of(table.data());
  const std::vector<double> mean = values_of(find(adam->state(), "0.exp_avg"));
  for (size_t row : {0U, 2U, 4U})
    for (size_t k = 2 * row; k < 2 * row + 2; ++k) {
      EXPECT_EQ(after[k], before[k]);
      EXPECT_EQ(mean[k], 0);
    }
  EXPECT_NE(after[2], before[2]);
  EXPECT_EQ(find(adam->state(), "0.step").item(), 3);
}

TEST(SparseAdam, a_dense_gradient_is_refused_and_nothing_steps) {
  Variable first = sample({5, 2}), second = sample({3});
  const std::vector<double> before = values_of(first.data());
  const Ref<Optimizer> adam = make_optimizer("SparseAdam", {{{"parameters", {0, 1}}}}, {first, second});
  first.set_grad(two_rows(0));
  second.set_grad(sample({3}).data());
  const Error error = error_of([&] { adam->step(); });
  EXPECT_EQ(error.code(), Code::not_supported);
  EXPECT_STREQ(error.what(),
               "sparse_adam: a parameter of group 0, of shape [3], has a dense gradient; adam takes these");
  EXPECT_EQ(values_of(first.data()), before);
  EXPECT_FALSE(find(adam->state(), "0.step"));
}

TEST(Optimizers, a_step_without_memory_changes_nothing) {
  for (const char* kind : {"Adam", "AdamW", "Adagrad", "RMSprop"}) {
    SCOPED_TRACE(kind);
    const Ref<Context> own = make_ref<Context>();
    Variable first(Tensor::full(*own, DType::f64, {4}, 1), true);
    Variable second(Tensor::full(*own, DType::f64, {1 << 16}, 1), true);
    const Ref<Optimizer> optimizer = make_optimizer(kind, {{{"parameters", {0, 1}}}}, {first, second});
    first.set_grad(Tensor::full(*own, DType::f64, {4}, 1));
    second.set_grad(Tensor::full(*own, DType::f64, {1 << 16}, 1));
    own->set_memory_limit(own->memory_used() + 4096);
    EXPECT_EQ(error_of([&] { optimizer->step(); }).code(), Code::out_of_memory);
    EXPECT_EQ(first.data().data<double>()[0], 1);
    own->set_memory_limit(0);
    EXPECT_FALSE(find(optimizer->state(), "0.step"));
    optimizer->step();
    EXPECT_NE(first.data().data<double>()[0], 1);
  }
}

TEST(Optimizers, have_the_same_bits_at_any_thread_count) {
  const int64_t count = 100'003;
  for (const char* kind : {"SGD", "Adam", "AdamW", "SparseAdam", "Adagrad", "RMSprop"})
    for (bool sparse : {false, true}) {
      if (std::string(kind) == "SparseAdam" && !sparse) continue;
      SCOPED_TRACE(kind);
      std::vector<double> results[2];
      for (int i = 0; i < 2; ++i) {
        context().set_threads(i == 0 ? 1 : 3);
        Variable p(sample({count}).data().to(DType::f32), true);
        const Ref<Optimizer> optimizer = make_optimizer(kind, {{{"parameters", {0}}}}, {p});
        Tensor rows(context(), DType::i64, {count});
        for (int64_t r = 0; r < count; ++r) rows.mutable_data<int64_t>()[r] = r;
        for (int step = 0; step < 2; ++step) {
          const Tensor g = sample({count}, step).data().to(DType::f32);
          p.set_grad(sparse ? Gradient(RowSparse{rows, g, {count}}) : Gradient(g));
          optimizer->step();
        }
        results[i] = values_of(p.data());
      }
      context().set_threads(0);
      EXPECT_EQ(results[0], results[1]);
    }
}

TEST(Optimizers, never_write_into_a_gradient_and_note_their_change) {
  for (const char* kind : {"SGD", "Adam", "AdamW", "Adagrad", "RMSprop"}) {
    SCOPED_TRACE(kind);
    Variable p = sample({3}), other = sample({3}, 1);
    const nlohmann::json groups = {{{"parameters", {0}}, {"weight_decay", 0.5}, {"maximize", true}}};
    const Ref<Optimizer> optimizer = make_optimizer(kind, groups, {p});
    const Variable product = multiply(p, other);
    const Tensor gradient = sample({3}, 2).data();
    p.set_grad(gradient);
    optimizer->step();
    EXPECT_EQ(values_of(gradient), values_of(sample({3}, 2).data()));
    EXPECT_EQ(error_of([&] { backward(product, gradient); }).code(), Code::invalid_state);
  }
}

TEST(Optimizers, take_parameters_without_elements) {
  for (const char* kind : {"SGD", "Adam", "AdamW", "Adagrad", "RMSprop"}) {
    Variable p = sample({0, 3});
    const Ref<Optimizer> optimizer = make_optimizer(kind, {{{"parameters", {0}}}}, {p});
    p.set_grad(sample({0, 3}).data());
    optimizer->step();
    EXPECT_EQ(p.count(), 0) << kind;
  }
}

// No row is a gradient too: of a batch without indices, say. It counts as zeros.
TEST(Optimizers, take_row_sparse_gradients_without_rows) {
  const RowSparse none{Tensor(context(), DType::i64, {0}), Tensor(context(), DType::f64, {0, 2}), {5, 2}};
  for (const char* kind : {"SGD", "Adam", "AdamW", "SparseAdam", "Adagrad", "RMSprop"}) {
    SCOPED_TRACE(kind);
    Variable sparse = sample({5, 2}), dense = sample({5, 2});
    const Ref<Optimizer> a = make_optimizer(kind, {{{"parameters", {0}}}}, {sparse});
    const Ref<Optimizer> b = make_optimizer(kind, {{{"parameters", {0}}}}, {dense});
    const bool rows_alone = std::string(kind) == "SparseAdam";
    for (int step = 0; step < 3; ++step) {
      const Gradient given = step == 1 ? none : two_rows(step);
      const std::vector<double> before = values_of(sparse.data());
      sparse.set_grad(given);
      dense.set_grad(rows_alone ? given : Gradient(given.dense()));
      a->step();
      b->step();
      expect_close(sparse.data(), {"f64", {5, 2}, values_of(dense.data())}, 1e-15, "parameter");
      if (step == 1 && rows_alone) {
        EXPECT_EQ(values_of(sparse.data()), before);
      }
    }
  }
}

TEST(Optimizers, take_the_least_settings) {
  const nlohmann::json least = {{"parameters", {0}}, {"lr", 0},       {"eps", 0},
                                {"beta1", 0},        {"beta2", 0},    {"lr_decay", 0},
                                {"alpha", 0},        {"momentum", 0}, {"dampening", 0}};
  for (const char* kind : {"SGD", "Adam", "AdamW", "Adagrad", "RMSprop"}) {
    Variable p = sample({3});
    const Ref<Optimizer> optimizer = make_optimizer(kind, nlohmann::json::array({least}), {p});
    p.set_grad(sample({3}, 1).data());
    optimizer->step();
    EXPECT_EQ(values_of(p.data()), values_of(sample({3}).data())) << kind;
  }
  const auto sparse_adam = [](nlohmann::json group) {
    group["parameters"] = {0};
    return error_of([&] { make_optimizer("SparseAdam", nlohmann::json::array({group}), {sample({2})}); })
        .code();
  };
  EXPECT_EQ(sparse_adam({{"lr", 0}}), Code::invalid_argument);
  EXPECT_EQ(sparse_adam({{"eps", 0}}), Code::invalid_argument);
}

TEST(Optimizer, refuses_what_is_no_parameter) {
  const Variable integers(Tensor(context(), DType::i64, {2}), false);
  const Variable turned(sample({2, 3}).data().permute(std::vector<int>{1, 0}), true);
  const Variable result = multiply(sample({2}), sample({2}));
  for (const Variable& bad : {integers, turned, result}) {
    const Error error = error_of([&] { Sgd({sample({2}), bad}, {}); });
    EXPECT_EQ(error.code(), Code::invalid_argument);
    EXPECT_STREQ(error.what(), "optimizer: parameter 1 must be a contiguous leaf of f32 or f64");
  }
  EXPECT_STREQ(error_of([] { Sgd({}, {}); }).what(), "optimizer: a group without parameters");
}

TEST(Optimizer, refuses_groups_that_it_does_not_have) {
  Sgd sgd({sample({2})}, {});
  for (int64_t group : {-1, 1}) {
    const Error error = error_of([&] { sgd.set_learning_rate(group, 1); });
    EXPECT_EQ(error.code(), Code::index_out_of_range);
    EXPECT_EQ(std::string(error.what()), "optimizer: group " + std::to_string(group) + " is not in [0, 1)");
  }
  sgd.set_learning_rate(0, 0);
  EXPECT_EQ(sgd.learning_rate(0), 0);
}

TEST(Sgd, nesterov_never_loses_its_momentum) {
  SgdOptions options;
  options.momentum = 0.5;
  Sgd plain({sample({2})}, options);
  plain.set_momentum(0, 0);
  EXPECT_EQ(plain.momentum(0), 0);
  options.nesterov = true;
  Sgd nesterov({sample({2})}, options);
  EXPECT_STREQ(error_of([&] { nesterov.set_momentum(0, 0); }).what(),
               "sgd: nesterov wants a momentum, not 0");
  nesterov.set_momentum(0, 0.25);
  EXPECT_EQ(nesterov.momentum(0), 0.25);
}

TEST(Rmsprop, a_centered_moment_that_rounding_takes_below_zero_is_zero) {
  Variable p(Tensor::full(context(), DType::f32, {1}, 1), true);
  RmspropOptions options;
  options.centered = true;
  options.eps = 1;
  Rmsprop optimizer({p}, options);
  p.set_grad(Tensor::full(context(), DType::f32, {1}, 0.1));
  for (int step = 0; step < 3000; ++step) optimizer.step();
  EXPECT_NEAR(p.data().item(), 1 - 3000 * 0.01 * 0.1, 0.5);
}

TEST(Rmsprop, a_momentum_that_is_set_later_begins_at_rest) {
  Variable p = sample({2});
  Rmsprop optimizer({p}, RmspropOptions());
  p.set_grad(sample({2}, 1).data());
  optimizer.step();
  optimizer.set_momentum(0, 0.5);
  EXPECT_FALSE(find(optimizer.state(), "0.momentum_buffer"));
  optimizer.step();
  EXPECT_TRUE(find(optimizer.state(), "0.momentum_buffer"));
}

TEST(Adam, keeps_an_infinite_parameter_infinite) {
  for (double decay : {0.0, 0.5}) {
    Variable p(Tensor::full(context(), DType::f32, {1}, -INFINITY), true);
    AdamOptions options;
    options.weight_decay = decay;
    AdamW optimizer({p}, options);
    p.set_grad(Tensor::full(context(), DType::f32, {1}, 1));
    optimizer.step();
    EXPECT_EQ(p.data().item(), -INFINITY);
  }
}

TEST(OptimizerState, has_what_its_settings_want) {
  Variable p = sample({2});
  AdamOptions options;
  Adam plain({p}, options);
  options.amsgrad = true;
  Adam amsgrad({p}, options);
  p.set_grad(sample({2}, 1).data());
  plain.step();
  amsgrad.step();
  const auto message = [](Optimizer& optimizer, State state, const std::string& missing) {
    std::erase_if(state, [&](const auto& entry) { return entry.first == missing; });
    return std::string(error_of([&] { optimizer.prepare_state(state); }).what());
  };
  EXPECT_EQ(message(amsgrad, plain.state(), ""), "adam: its state has no \"0.max_exp_avg_sq\"");
  EXPECT_EQ(message(plain, amsgrad.state(), ""),
            "adam: its state has \"0.max_exp_avg_sq\", which its settings exclude");
  EXPECT_EQ(message(plain, plain.state(), "0.exp_avg"), "adam: its state has no \"0.exp_avg\"");
  EXPECT_EQ(message(plain, plain.state(), "0.step"), "adam: its state has no \"0.step\"");
  State zero = plain.state();
  zero[0].second = Tensor::zeros(context(), DType::i64, {});
  EXPECT_EQ(message(plain, zero, ""), "adam: \"0.step\" of its state is 0, less than 1 or too large");
  State beta = plain.state();
  beta.back().second = Tensor::full(context(), DType::f64, {}, 1);
  EXPECT_EQ(message(plain, beta, ""), "adam: beta1 1 is not in [0, 1)");
}

}  // namespace
}  // namespace nnl
