#include "optim/sgd.h"

#include "optim/clip.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

std::string numbered(const char* what, int64_t step, int64_t i) {
  return std::string(what) + "_" + std::to_string(step) + "_" + std::to_string(i);
}

SgdOptions options_of(const nlohmann::json& group) {
  SgdOptions options;
  options.momentum = group.value("momentum", 0.0);
  options.dampening = group.value("dampening", 0.0);
  options.nesterov = group.value("nesterov", false);
  options.weight_decay = group.value("weight_decay", 0.0);
  options.maximize = group.value("maximize", false);
  options.learning_rate = group.value("lr", options.learning_rate);
  return options;
}

void run_schedule(const Case& c, DType dtype) {
  std::map<int64_t, Variable> parameters;
  Ref<Sgd> sgd;
  for (const auto& group : c.settings.at("groups")) {
    std::vector<Variable> members;
    for (int64_t i : group.at("parameters")) {
      parameters[i] = Variable(tensor_of(c.inputs.at("param_" + std::to_string(i)), dtype), true);
      members.push_back(parameters[i]);
    }
    if (sgd)
      sgd->add(members, options_of(group));
    else
      sgd = make_ref<Sgd>(members, options_of(group));
  }
  const int64_t steps = c.settings.at("steps");
  for (int64_t step = 0; step < steps; ++step) {
    const auto& rates = c.settings.at("rates").at(static_cast<size_t>(step));
    for (size_t g = 0; g < rates.size(); ++g) sgd->set_learning_rate(static_cast<int64_t>(g), rates[g]);
    for (auto& [i, parameter] : parameters) {
      const auto given = c.inputs.find(numbered("grad", step, i));
      parameter.set_grad(given == c.inputs.end() ? Gradient() : Gradient(tensor_of(given->second, dtype)));
    }
    sgd->step();
    for (auto& [i, parameter] : parameters)
      expect_close(parameter.data(), c.outputs.at(numbered("param", step, i)), tolerance(dtype),
                   numbered("parameter", step, i));
  }
  const State state = sgd->state();
  for (const auto& [i, parameter] : parameters) {
    const Tensor buffer = find(state, std::to_string(i) + ".momentum_buffer");
    const auto expected = c.outputs.find("momentum_buffer_" + std::to_string(i));
    ASSERT_EQ(static_cast<bool>(buffer), expected != c.outputs.end());
    if (buffer) expect_close(buffer, expected->second, tolerance(dtype), expected->first);
  }
}

TEST(Sgd, agrees_with_pytorch_step_for_step) {
  int checked = 0;
  for (const Case& c : golden_cases("sgd")) {
    if (c.settings.value("error", false) || !c.settings.contains("rates") || c.settings.contains("deviation"))
      continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      run_schedule(c, dtype);
      ++checked;
    }
  }
  EXPECT_GT(checked, 60);
}

TEST(Sgd, refuses_the_settings_that_pytorch_refuses) {
  int checked = 0;
  for (const Case& c : golden_cases("sgd")) {
    if (!c.settings.value("error", false)) continue;
    SCOPED_TRACE(c.name);
    EXPECT_EQ(error_of([&] { Sgd({sample({1})}, options_of(c.settings)); }).code(), Code::invalid_argument);
    ++checked;
  }
  EXPECT_EQ(checked, 5);
}

// A gradient of zeros keeps the velocity and decays; no gradient, which zero_grad leaves, does nothing.
TEST(Sgd, a_step_after_zeroing_is_pytorchs) {
  for (const char* name : {"zero_grad_to_none_skips", "zero_grad_to_zeros_does_not_skip"})
    for (DType dtype : {DType::f64, DType::f32}) {
      const Case& c = golden_case("sgd", name);
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      Variable p(tensor_of(c.inputs.at("param_0"), dtype), true);
      Sgd sgd({p}, options_of(c.settings));
      p.set_grad(tensor_of(c.inputs.at("grad_0_0"), dtype));
      sgd.step();
      expect_close(p.data(), c.outputs.at("param_0_0"), tolerance(dtype), "first step");
      sgd.zero_grad();
      EXPECT_FALSE(p.grad());
      if (!c.settings.at("set_to_none")) p.set_grad(Tensor::zeros(context(), dtype, p.shape()));
      sgd.step();
      expect_close(p.data(), c.outputs.at("param_1_0"), tolerance(dtype), "second step");
    }
}

TEST(Sgd, takes_gradients_that_are_not_contiguous) {
  for (DType dtype : {DType::f64, DType::f32}) {
    const Tensor gradient = sample({3, 4}, 1).data().to(dtype);
    Variable plain(sample({3, 4}).data().to(dtype).copy(), true), other(plain.data().copy(), true);
    const SgdOptions options{0.25, 0.9, 0, 0.125, true, false};
    Sgd a({plain}, options), b({other}, options);
    for (int step = 0; step < 3; ++step) {
      plain.set_grad(gradient);
      other.set_grad(scattered(gradient));
      a.step();
      b.step();
      EXPECT_EQ(values_of(other.data()), values_of(plain.data()));
    }
  }
}

TEST(Sgd, bad_settings_are_refused) {
  const auto with = [](auto change) {
    SgdOptions options;
    change(options);
    return error_of([&] { Sgd({sample({2})}, options); }).code();
  };
  EXPECT_EQ(with([](auto& o) { o.learning_rate = -1; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.momentum = NAN; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.weight_decay = -0.1; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.nesterov = true; }), Code::invalid_argument);
  EXPECT_EQ(with([](auto& o) { o.nesterov = true, o.momentum = 0.9, o.dampening = 0.1; }),
            Code::invalid_argument);
}

TEST(Sgd, a_parameter_has_one_place) {
  const Variable p = sample({2});
  EXPECT_EQ(error_of([&] { Sgd({p, p}, {}); }).code(), Code::invalid_argument);
  Sgd sgd({p}, {});
  EXPECT_EQ(error_of([&] { sgd.add({p}, {}); }).code(), Code::invalid_argument);
  EXPECT_EQ(sgd.num_groups(), 1);
}

TEST(Sgd, row_sparse_steps_equal_dense_ones_for_every_setting) {
  struct Momentum {
    double factor, dampening;
    bool nesterov;
  };
  for (const Momentum& momentum :
       {Momentum{0, 0, false}, Momentum{0.9, 0, false}, Momentum{0.9, 0.25, false}, Momentum{0.9, 0, true}})
    for (double decay : {0.0, 0.1})
      for (bool maximize : {false, true}) {
        Variable sparse = sample({5, 2}), dense = sample({5, 2});
        const SgdOptions options{0.5,   momentum.factor,   momentum.dampening,
                                 decay, momentum.nesterov, maximize};
        Sgd a({sparse}, options), b({dense}, options);
        for (int step = 0; step < 4; ++step) {
          const std::vector<int64_t> rows = {step % 2, 3};
          const RowSparse gradient{
              Tensor::from<int64_t>(context(), {2}, rows), sample({2, 2}, step).data(), {5, 2}};
          sparse.set_grad(gradient);
          dense.set_grad(to_dense(gradient));
          a.step();
          b.step();
          expect_close(sparse.data(), {"f64", {5, 2}, values_of(dense.data())}, 1e-15, "parameter");
        }
      }
}

TEST(Clip, agrees_with_pytorch_on_every_case) {
  int checked = 0;
  for (const Case& c : golden_cases("clip")) {
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      std::vector<Variable> parameters;
      for (int64_t i = 0; i < c.settings.at("parameters"); ++i) {
        const auto given = c.inputs.find("grad_" + std::to_string(i));
        Variable parameter(
            Tensor::zeros(context(), dtype, given == c.inputs.end() ? Dims{1} : shape_of(given->second)),
            true);
        if (given != c.inputs.end()) parameter.set_grad(tensor_of(given->second, dtype));
        parameters.push_back(parameter);
      }
      const auto clip = [&] {
        if (c.settings.at("by") == "value") {
          clip_grad_value(parameters, c.settings.at("clip_value"));
          return 0.0;
        }
        const auto& type = c.settings.at("norm_type");
        return clip_grad_norm(parameters, c.settings.at("max_norm"),
                              type.is_string() ? INFINITY : type.get<double>(),
                              c.settings.value("error_if_nonfinite", false));
      };
      ++checked;
      if (c.settings.value("error", false)) {
        EXPECT_EQ(error_of(clip).code(), Code::invalid_state);
        for (size_t i = 0; i < parameters.size(); ++i)
          expect_close(parameters[i].grad().dense(), c.inputs.at("grad_" + std::to_string(i)), 0,
                       "unchanged");
        continue;
      }
      const double total = clip();
      if (c.outputs.count("total_norm")) {
        const double want = c.outputs.at("total_norm").data[0];
        if (std::isfinite(want))
          EXPECT_NEAR(total, want, tolerance(dtype) * std::max(1.0, want));
        else
          EXPECT_EQ(std::isnan(total), std::isnan(want));
      }
      for (size_t i = 0; i < parameters.size(); ++i) {
        const auto want = c.outputs.find("grad_" + std::to_string(i));
        ASSERT_EQ(want != c.outputs.end(), static_cast<bool>(parameters[i].grad()));
        if (want != c.outputs.end())
          expect_close(parameters[i].grad().dense(), want->second, tolerance(dtype), want->first);
      }
    }
  }
  EXPECT_GT(checked, 40);
}

TEST(Clip, never_writes_into_a_gradient_that_somebody_holds) {
  Variable p = sample({2});
  const Tensor gradient = Tensor::full(context(), DType::f64, {2}, 10);
  p.set_grad(gradient);
  clip_grad_norm(std::vector<Variable>{p}, 1);
  EXPECT_EQ(values_of(gradient), (std::vector<double>{10, 10}));
  EXPECT_LT(values_of(p.grad().dense())[0], 1);
}

TEST(Sgd, dampening_near_one_keeps_its_precision) {
  Variable p(Tensor::zeros(context(), DType::f32, {1}), true);
  SgdOptions options;
  options.learning_rate = 1;
  options.momentum = 0.5;
  options.dampening = 0.9999;
  Sgd sgd({p}, options);
  for (double gradient : {0.0, 1.0}) {
    p.set_grad(Tensor::full(context(), DType::f32, {1}, gradient));
    sgd.step();
  }
  EXPECT_NEAR(p.data().item(), -1e-4, 1e-11);
}

TEST(Sgd, an_infinite_parameter_stays_infinite) {
  for (double momentum : {0.0, 0.9}) {
    Variable p(Tensor::full(context(), DType::f32, {1}, -INFINITY), true);
    SgdOptions options;
    options.momentum = momentum;
    Sgd sgd({p}, options);
    p.set_grad(Tensor::full(context(), DType::f32, {1}, 1));
    sgd.step();
    EXPECT_EQ(p.data().item(), -INFINITY);
  }
}

TEST(Clip, takes_gradients_of_any_layout_and_row_sparse_ones) {
  const std::vector<int64_t> rows = {0, 3};
  for (DType dtype : {DType::f64, DType::f32}) {
    const RowSparse sparse{
        Tensor::from<int64_t>(context(), {2}, rows), sample({2, 2}).data().to(dtype), {5, 2}};
    const Tensor dense = sample({3, 4}, 1).data().to(dtype);
    const auto clipped = [&](const Gradient& first, const Gradient& second, bool by_norm) {
      Variable a(Tensor::zeros(context(), dtype, {5, 2}), true),
          b(Tensor::zeros(context(), dtype, {3, 4}), true);
      a.set_grad(first);
      b.set_grad(second);
      const std::vector<Variable> both{a, b};
      const double norm = by_norm ? clip_grad_norm(both, 0.5) : 0;
      if (!by_norm) clip_grad_value(both, 0.5);
      EXPECT_EQ(a.grad().is_row_sparse(), first.is_row_sparse());
      return std::array{values_of(a.grad().dense()), values_of(b.grad().dense()), std::vector<double>{norm}};
    };
    for (bool by_norm : {false, true}) {
      const auto got = clipped(sparse, scattered(dense), by_norm),
                 expected = clipped(to_dense(sparse), dense, by_norm);
      for (size_t part = 0; part < got.size(); ++part)
        for (size_t i = 0; i < got[part].size(); ++i)
          EXPECT_NEAR(got[part][i], expected[part][i], tolerance(dtype)) << part << ", " << i;
    }
  }
}

TEST(Clip, bad_settings_are_refused) {
  Variable p = sample({2});
  p.set_grad(sample({2}, 1).data());
  const std::vector<Variable> one{p};
  const auto message = [](const auto& call) {
    const Error error = error_of(call);
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return std::string(error.what());
  };
  EXPECT_EQ(message([&] { clip_grad_norm(one, -1); }), "clip_grad_norm: max_norm -1 must not be negative");
  EXPECT_EQ(message([&] { clip_grad_norm(one, NAN); }), "clip_grad_norm: max_norm nan must not be negative");
  EXPECT_EQ(message([&] { clip_grad_norm(one, 1, 0); }), "clip_grad_norm: norm_type 0 must be positive");
  EXPECT_EQ(message([&] { clip_grad_value(one, -1); }), "clip_grad_value: -1 must not be negative");
  EXPECT_EQ(message([&] { clip_grad_value(one, NAN); }), "clip_grad_value: nan must not be negative");
  EXPECT_EQ(values_of(p.grad().dense()), values_of(sample({2}, 1).data()));
}

TEST(Clip, to_nothing_leaves_zeros) {
  for (bool by_norm : {false, true}) {
    Variable p = sample({3});
    p.set_grad(sample({3}, 1).data());
    const std::vector<Variable> one{p};
    if (by_norm)
      EXPECT_GT(clip_grad_norm(one, 0), 0);
    else
      clip_grad_value(one, 0);
    for (double value : values_of(p.grad().dense())) EXPECT_EQ(value, 0);
  }
}

TEST(Clip, a_parameter_named_twice_counts_once) {
  Variable p = sample({2});
  p.set_grad(Tensor::full(context(), DType::f64, {2}, 3));
  EXPECT_DOUBLE_EQ(clip_grad_norm(std::vector<Variable>{p, p}, 100), std::sqrt(18));
}

}  // namespace
}  // namespace nnl
