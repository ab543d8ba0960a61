// Modules and operations of lambdas, and what happens when they misbehave.
#include <atomic>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Error error_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {NNL_OK, ""};
}

std::string message_of(const std::function<void()>& body) { return error_of(body).what(); }

const Function multiply_forward = [](const std::vector<Tensor>& x) { return x[0] * x[1]; };
const Backward multiply_backward = [](const CustomGradient& g) {
  return std::vector<Tensor>{g.output_gradient * g.inputs[1], g.output_gradient * g.inputs[0]};
};

Tensor leaf(const std::vector<double>& values) { return Tensor::from(values).set_requires_grad(); }

TEST(Custom, modules_are_built_from_parts_and_nest) {
  const CustomModule residual("Residual", [](const Module& self, const std::vector<Tensor>& x) {
    return x[0] + self.children()[0].module(x[0]) * self.tensor("scale");
  });
  residual.add_child("inner", Sequential{Linear(3, 3), BatchNorm1d(3)})
      .add_parameter("scale", Tensor::ones({3}));
  residual.add_buffer("steps", Tensor::zeros({}, DType::i64));
  const Sequential model{residual, Linear(3, 2)};
  std::vector<std::string> names;
  for (const auto& [name, tensor] : model.parameters()) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("0.scale", "0.inner.0.weight", "0.inner.0.bias", "0.inner.1.weight",
                                 "0.inner.1.bias", "1.weight", "1.bias"));
  EXPECT_EQ(model.children()[0].module.kind(), "Residual");
  EXPECT_EQ(model.children()[0].module.children()[0].name, "inner");
  const Tensor y = model(Tensor::from({1.f, 2.f, 3.f, 2.f, 0.f, 1.f}, {2, 3}));
  sum(y).backward();
  EXPECT_TRUE(residual.tensor("scale").grad());
  EXPECT_THAT(model.summary({Tensor::ones({4, 3})}), HasSubstr("\n    inner  Sequential   [4, 3]"));
}

TEST(Custom, a_module_may_hand_an_input_on) {
  const CustomModule identity("Identity", [](const Module&, const std::vector<Tensor>& x) { return x[0]; });
  const Tensor x = leaf({1, 2});
  sum(identity(x)).backward();
  EXPECT_THAT(x.grad().to_vector<double>(), ElementsAre(1, 1));
}

TEST(Custom, what_a_lambda_throws_comes_out_of_the_call) {
  const CustomModule thrower("Thrower", [](const Module&, const std::vector<Tensor>&) -> Tensor {
    throw std::out_of_range("mine");
  });
  const Sequential around{thrower};
  const CustomModule outer("Outer",
                           [&](const Module&, const std::vector<Tensor>& x) { return around(x[0]); });
  EXPECT_THROW(outer(Tensor::ones({1})), std::out_of_range);
  EXPECT_EQ(nnl_last_error_status(), NNL_CALLBACK_FAILED);
  EXPECT_THAT(std::string(nnl_last_error_message()), HasSubstr("the callback failed with status 140: mine"));
  EXPECT_THROW(
      gradcheck([](const std::vector<Tensor>&) -> Tensor { throw std::bad_exception(); }, {leaf({1})}),
      std::bad_exception);
  // It is gone afterwards.
  EXPECT_EQ(message_of([] { CustomModule("Group")(Tensor::ones({1})); }),
            "Group: it has no forward of its own; run its children");
}

TEST(Custom, errors_of_the_library_inside_a_lambda_stay_what_they_are) {
  const CustomModule wrong("Wrong", [](const Module&, const std::vector<Tensor>& x) { return x[0] + x[1]; });
  const Error error = error_of([&] { wrong.forward({Tensor::ones({2}), Tensor::ones({3})}); });
  EXPECT_EQ(error.status(), NNL_SHAPE_MISMATCH);
  EXPECT_EQ(error.function(), "nnl_add");
  EXPECT_THAT(std::string(nnl_last_error_message()),
              HasSubstr("Wrong: the callback failed with status 140: nnl_add: "));
  EXPECT_THROW(CustomModule("Empty", [](const Module&, const std::vector<Tensor>&) { return Tensor(); })
                   .forward(Tensor::ones({1})),
               Error);
}

TEST(Custom, operations_have_gradients) {
  const Tensor a = leaf({2, 3}), b = leaf({5, 7});
  sum(custom_op("times", {a, b}, multiply_forward, multiply_backward)).backward();
  EXPECT_THAT(a.grad().to_vector<double>(), ElementsAre(5, 7));
  const auto result = gradcheck(
      [](const std::vector<Tensor>& x) { return custom_op("times", x, multiply_forward, multiply_backward); },
      {a, b});
  EXPECT_TRUE(result) << result.report;
  EXPECT_THAT(a.grad().to_vector<double>(), ElementsAre(5, 7));
}

TEST(Custom, a_failing_gradient_fails_the_walk_and_changes_nothing) {
  const Tensor a = leaf({2, 3}), b = leaf({5, 7});
  const auto walk = [&](const Backward& backward) {
    sum(custom_op("times", {a, b}, multiply_forward, backward) + a).backward();
  };
  EXPECT_THROW(walk([](const CustomGradient&) -> std::vector<Tensor> { throw std::logic_error("no"); }),
               std::logic_error);
  EXPECT_EQ(message_of([&] { walk([](const CustomGradient& g) { return std::vector<Tensor>{g.output}; }); }),
            "backward gave another number of gradients than there are inputs");
  EXPECT_EQ(message_of([&] {
              walk([](const CustomGradient&) { return std::vector<Tensor>{Tensor::ones({3}), {}}; });
            }),
            "backward of times: the gradient of input 0 is f32, not f64");
  EXPECT_EQ(error_of([&] { walk({}); }).status(), NNL_NOT_SUPPORTED);
  EXPECT_FALSE(a.grad());
}

TEST(Custom, a_constant_lent_gradient_is_copied) {
  const Tensor a = leaf({2, 3});
  static const double ones[] = {1, 1};
  const auto lent = [](const CustomGradient&) { return std::vector<Tensor>{Tensor::borrow(ones, {2})}; };
  sum(custom_op(
          "lent", {a}, [](const std::vector<Tensor>& x) { return x[0] * x[0]; }, lent))
      .backward();
  clip_grad_value({a}, 0.5);
  EXPECT_THAT(a.grad().to_vector<double>(), ElementsAre(0.5, 0.5));
  EXPECT_EQ(ones[0], 1);
}

TEST(Custom, functions_live_as_long_as_what_they_compute_for) {
  const auto watched = std::make_shared<int>(0);
  {
    const CustomModule module("Held",
                              [watched](const Module&, const std::vector<Tensor>& x) { return x[0]; });
    const Sequential around{module};
    const Tensor x = leaf({1});
    const Tensor y = custom_op("held", {x}, [watched](const std::vector<Tensor>& in) { return in[0] * 2; });
    EXPECT_EQ(watched.use_count(), 3);
    custom_op("gone", {Tensor::ones({1})}, [watched](const std::vector<Tensor>& in) { return in[0] * 2; });
    EXPECT_THROW(custom_op("", {x}, [watched](const std::vector<Tensor>& in) { return in[0]; }), Error);
    EXPECT_THROW(CustomModule("", [watched](const Module&, const std::vector<Tensor>& in) { return in[0]; }),
                 Error);
    EXPECT_EQ(watched.use_count(), 3);
  }
  EXPECT_EQ(watched.use_count(), 1);
}

TEST(Custom, a_run_that_fails_is_undone_down_to_the_layers_that_a_lambda_ran) {
  const BatchNorm1d norm(2);
  const CustomModule inner("Inner",
                           [norm](const Module&, const std::vector<Tensor>& x) { return norm(x[0]); });
  const Sequential model{inner, Linear(5, 1)};
  EXPECT_THROW(model(Tensor::from({1.f, 2.f, 3.f, 5.f}, {2, 2})), Error);
  EXPECT_EQ(norm.tensor("num_batches_tracked").to_vector<std::int64_t>()[0], 0);
  EXPECT_THAT(norm.tensor("running_mean").to_vector<float>(), ElementsAre(0, 0));
  inner(Tensor::from({1.f, 2.f, 3.f, 5.f}, {2, 2}));
  inner.summary({Tensor::ones({2, 2})});
  EXPECT_EQ(norm.tensor("num_batches_tracked").to_vector<std::int64_t>()[0], 1);
}

TEST(Custom, modes_that_a_callback_leaves_are_put_back) {
  const CustomModule careless("Careless", [](const Module&, const std::vector<Tensor>& x) {
    set_grad_enabled(false);
    return x[0];
  });
  careless(Tensor::ones({1}));
  EXPECT_TRUE(grad_enabled());
  const Linear line(1, 1);
  const Tensor x = Tensor::ones({3, 1});
  const FitReport report =
      fit(line, MSELoss(), Sgd(line.parameters()), Loader({x, x}), {}, [](const nnl_fit_progress&) {
        set_grad_enabled(false);
        return true;
      });
  EXPECT_EQ(report.steps, 3);
  EXPECT_TRUE(grad_enabled());
}

TEST(Custom, endless_recursion_is_an_error) {
  nnl_module module = 0;
  const auto again = [](nnl_module self, std::int64_t, const nnl_tensor* x, nnl_tensor* y, void*) {
    return nnl_module_forward(self, x[0], y);
  };
  ASSERT_EQ(nnl_module_create(0, "Again", again, nullptr, nullptr, &module), NNL_OK);
  nnl_tensor y = 7;
  const Tensor x = Tensor::ones({1});
  EXPECT_EQ(nnl_module_forward(module, x.handle(), &y), NNL_CALLBACK_FAILED);
  EXPECT_EQ(y, 0);
  EXPECT_THAT(std::string(nnl_last_error_message()), HasSubstr("the callback failed"));
  nnl_module_release(module);
}

TEST(Custom, outputs_that_are_none_stale_or_foreign_are_errors) {
  static nnl_tensor given;
  const auto give = [](nnl_module, std::int64_t, const nnl_tensor*, nnl_tensor* y, void*) -> nnl_status {
    *y = given;
    return NNL_OK;
  };
  nnl_module module = 0;
  ASSERT_EQ(nnl_module_create(0, "Give", give, nullptr, nullptr, &module), NNL_OK);
  const Tensor x = Tensor::ones({1});
  nnl_tensor y = 0;
  given = 0;
  EXPECT_EQ(nnl_module_forward(module, x.handle(), &y), NNL_CALLBACK_FAILED);
  EXPECT_STREQ(nnl_last_error_message(), "Give: the callback gave no output");
  given = 12345;
  EXPECT_EQ(nnl_module_forward(module, x.handle(), &y), NNL_INVALID_HANDLE);
  {
    const Context context = Context::create();
    const Tensor foreign = Tensor::ones({1}, DType::f32, context);
    ASSERT_EQ(nnl_tensor_share(foreign.handle(), &given), NNL_OK);
    EXPECT_EQ(nnl_module_forward(module, x.handle(), &y), NNL_INVALID_STATE);
    EXPECT_EQ(nnl_tensor_share(given, &y), NNL_INVALID_HANDLE);  // it passed to nnlite all the same
  }
  nnl_module_release(module);
}

TEST(Custom, a_walk_inside_a_walk_and_releases_inside_callbacks_are_harmless) {
  Tensor root;
  const Tensor x = leaf({2});
  nnl_status inner = NNL_OK;
  root = custom_op(
      "nested", {x}, [](const std::vector<Tensor>& in) { return in[0] * in[0]; },
      [&](const CustomGradient& g) {
        inner = nnl_tensor_backward(root.handle(), 0, 1);
        root = {};
        return std::vector<Tensor>{g.output_gradient * g.inputs[0] * 2};
      });
  const nnl_tensor handle = root.handle();
  EXPECT_EQ(nnl_tensor_backward(handle, 0, 0), NNL_OK);
  EXPECT_EQ(inner, NNL_INVALID_STATE);
  EXPECT_THAT(x.grad().to_vector<double>(), ElementsAre(4));
}

TEST(Custom, one_module_computes_on_many_threads_at_once) {
  const Embedding table(5, 2, {.max_norm = 1});
  const CustomModule doubled("Doubled", [table](const Module&, const std::vector<Tensor>& x) {
    return custom_op("times", {table(x[0]), Tensor::full({2}, 2)}, multiply_forward, multiply_backward);
  });
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      const Tensor rows = Tensor::from({0, 4, 4});
      for (int i = 0; i < 100; ++i) {
        const NoGrad off;
        const Tensor y = doubled(rows);
        right += y.to_vector<float>() == (2 * table(rows)).to_vector<float>();
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

TEST(Custom, a_training_that_a_module_fails_keeps_its_steps_and_says_why) {
  int runs = 0;
  const CustomModule tired("Tired", [&runs](const Module& self, const std::vector<Tensor>& x) {
    if (++runs > 2) throw std::runtime_error("enough");
    return x[0] * self.tensor("scale");
  });
  tired.add_parameter("scale", Tensor::ones({1}));
  const Tensor x = Tensor::from({1.f, 2.f, 3.f, 4.f}, {4, 1});
  const Loader loader({x, x * 3}, {.batch_size = 1});
  const Sgd sgd(tired.parameters(), {.learning_rate = 0.01});
  EXPECT_THROW(fit(tired, MSELoss(), sgd, loader), std::runtime_error);
  EXPECT_THAT(std::string(nnl_last_error_message()),
              HasSubstr("epoch 0, batch 2: Tired: the callback failed with status 140: enough"));
  // Two steps were made, with x = 1 and x = 2.
  EXPECT_NEAR(tired.tensor("scale").to_vector<float>()[0], 1.04 + 0.08 * (3 - 1.04), 1e-6);
}

TEST(Custom, loading_reports_what_did_not_meet) {
  const std::string path = "custom_hpp_test.safetensors";
  Sequential{Linear(2, 2), Linear(2, 3)}.save(path);
  const Sequential model{Linear(2, 2), Linear(3, 3), BatchNorm1d(1)};
  LoadOptions options;
  EXPECT_THROW(model.load(path, options), Error);
  options.strict = false;
  options.dry_run = true;
  const LoadReport report = model.load(path, options);
  EXPECT_THAT(report.missing,
              ElementsAre("2.weight", "2.bias", "2.running_mean", "2.running_var", "2.num_batches_tracked"));
  EXPECT_THAT(report.unexpected, ElementsAre());
  EXPECT_THAT(report.mismatched, ElementsAre("1.weight"));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace nnlite
