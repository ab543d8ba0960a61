// Why the parts exist, each shown on a real training: what goes wrong without it and not with it.
#include "base/random.h"
#include "nn/batch_norm.h"
#include "nn/init.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "optim/clip.h"
#include "optim/sgd.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

enum class Activation { sigmoid, tanh, relu };

Ref<Module> activation(Activation which) {
  switch (which) {
    case Activation::sigmoid:
      return make_simple(context(), "Sigmoid", [](const Variable& x) { return nnl::sigmoid(x); });
    case Activation::tanh:
      return make_simple(context(), "Tanh", [](const Variable& x) { return nnl::tanh(x); });
    case Activation::relu:
      break;
  }
  return make_simple(context(), "ReLU", [](const Variable& x) { return nnl::relu(x); });
}

/// Points of the plane; the class says whether a point lies inside a circle that holds half of them.
struct Circles {
  Variable x, label;
};
Circles circles(int64_t count) {
  Tensor x(context(), DType::f32, {count, 2}), label(context(), DType::i64, {count});
  init::normal(x, 0, 1);
  for (int64_t i = 0; i < count; ++i) {
    const float* point = x.data<float>() + 2 * i;
    label.mutable_data<int64_t>()[i] = point[0] * point[0] + point[1] * point[1] < 1.386F;
  }
  return {Variable(x), Variable(label)};
}

/// How a network is built; the last layer has two logits and no activation.
struct Plan {
  int64_t depth;
  int64_t width;
  Activation function;
  std::function<void(const Tensor&)> init;
  bool batch_norm = false;
};

struct Network {
  explicit Network(const Plan& plan) {
    for (int64_t i = 0; i <= plan.depth; ++i) {
      const int64_t in = i == 0 ? 2 : plan.width, out = i == plan.depth ? 2 : plan.width;
      const Ref<Module> linear = make_ref<Linear>(context(), in, out, true, DType::f32);
      weights.push_back(linear->parameters()[0].variable);
      plan.init(weights.back().data());
      init::constant(linear->parameters()[1].variable.data(), 0);
      layers.push_back(linear);
      if (i == plan.depth) break;
      if (plan.batch_norm)
        layers.push_back(make_ref<BatchNorm>(context(), 1, out, BatchNormSettings{}, DType::f32));
      layers.push_back(activation(plan.function));
    }
    model = make_ref<Sequential>(context(), layers);
    for (const NamedVariable& entry : model->parameters()) parameters.push_back(entry.variable);
  }

  double loss_on(const Circles& data) {
    const GradMode off(false);
    return cross_entropy(model->forward(data.x), data.label).data().item();
  }

  /// Input of each activation for this data, in training mode.
  std::vector<Tensor> activation_inputs(const Circles& data) {
    const GradMode off(false);
    std::vector<Tensor> inputs;
    Variable x = data.x;
    for (const Ref<Module>& layer : layers) {
      const std::string kind = layer->kind();
      if (kind == "ReLU" || kind == "Tanh" || kind == "Sigmoid") inputs.push_back(x.data());
      x = layer->forward(x);
    }
    return inputs;
  }

  std::vector<Ref<Module>> layers;
  std::vector<Variable> weights, parameters;
  Ref<Module> model;
};

double norm_of(const Tensor& tensor) {
  double squares = 0;
  for (double value : values_of(tensor)) squares += value * value;
  return std::sqrt(squares);
}

/// Root mean square.
double scale_of(const Tensor& tensor) {
  return norm_of(tensor) / std::sqrt(static_cast<double>(tensor.count()));
}

struct Training {
  double learning_rate;
  int steps;
  double max_norm = 0;  // 0: no clipping
};
/// Trains on all data at once; returns the last loss, or stops early with a loss that is no number.
double train(Network& network, const Circles& data, const Training& training) {
  SgdOptions options;
  options.learning_rate = training.learning_rate;
  Sgd sgd(network.parameters, options);
  double last = 0;
  for (int step = 0; step < training.steps; ++step) {
    sgd.zero_grad();
    const Variable loss = cross_entropy(network.model->forward(data.x), data.label);
    last = loss.data().item();
    if (!std::isfinite(last)) return last;
    backward(loss);
    if (training.max_norm > 0) clip_grad_norm(network.parameters, training.max_norm);
    sgd.step();
  }
  return network.loss_on(data);
}

void xavier(const Tensor& weight) { init::xavier_uniform(weight); }
void he(const Tensor& weight) {
  init::kaiming_normal(weight, 0, init::FanMode::fan_in, init::Nonlinearity::relu);
}
std::function<void(const Tensor&)> spread(double std) {
  return [std](const Tensor& weight) { init::normal(weight, 0, std); };
}

/// What a network that has learnt nothing loses on two even classes.
const double kChance = std::log(2.0);

class Why : public testing::Test {
 protected:
  void SetUp() override { context().set_random_state({20, 0}); }
};

// Hochreiter 1991: each sigmoid multiplies the gradient by at most 1/4.
TEST_F(Why, early_gradients_vanish_through_sigmoids_and_not_through_relus) {
  const Circles data = circles(256);
  const auto first_against_last = [&](Network& network) {
    backward(cross_entropy(network.model->forward(data.x), data.label));
    return scale_of(network.weights[0].grad().dense()) / scale_of(network.weights.back().grad().dense());
  };
  Network sigmoids({10, 32, Activation::sigmoid, xavier}), relus({10, 32, Activation::relu, he});
  EXPECT_LT(first_against_last(sigmoids), 1e-5);
  EXPECT_GT(first_against_last(relus), 3e-2);
  const Tensor first_before = sigmoids.weights[0].data().copy();
  EXPECT_GT(train(sigmoids, data, {0.1, 300}), 0.98 * kChance);
  EXPECT_LT(train(relus, data, {0.1, 300}), 0.3 * kChance);
  const Variable moved = subtract(sigmoids.weights[0].detach(), Variable(first_before));
  EXPECT_LT(norm_of(moved.data()), 1e-3 * norm_of(first_before));
}

// Glorot & Bengio 2010; He et al. 2015.
TEST_F(Why, naive_weights_kill_or_blow_up_the_signal_that_he_and_xavier_keep) {
  const Circles data = circles(256);
  const auto last_against_first = [&](Activation function, const std::function<void(const Tensor&)>& init) {
    Network network({20, 128, function, init});
    const std::vector<Tensor> inputs = network.activation_inputs(data);
    return scale_of(inputs.back()) / scale_of(inputs.front());
  };
  EXPECT_LT(last_against_first(Activation::relu, spread(0.01)), 1e-10);
  EXPECT_GT(last_against_first(Activation::relu, spread(1)), 1e10);
  const double relu = last_against_first(Activation::relu, he);
  EXPECT_GT(relu, 0.3);
  EXPECT_LT(relu, 3);
  EXPECT_LT(last_against_first(Activation::tanh, spread(0.01)), 1e-10);
  const double tanh = last_against_first(Activation::tanh, xavier);
  EXPECT_GT(tanh, 0.1);
  EXPECT_LT(tanh, 1);

  Network killed({20, 64, Activation::relu, spread(0.01)}), kept({20, 64, Activation::relu, he});
  Network blown({20, 64, Activation::relu, spread(1)});
  EXPECT_NEAR(train(killed, data, {0.02, 200}), kChance, 0.01);
  EXPECT_FALSE(train(blown, data, {0.02, 200}) < kChance);
  EXPECT_LT(train(kept, data, {0.02, 400}), 0.6 * kChance);
}

// Pascanu et al. 2013.
TEST_F(Why, a_large_learning_rate_diverges_and_clipping_or_a_small_rate_saves_it) {
  // A regression whose targets reach far: the first gradients are large.
  const Circles data = circles(256);
  Tensor target(context(), DType::f32, {256, 2});
  for (int64_t i = 0; i < target.count(); ++i)
    target.mutable_data<float>()[i] = 30 * std::sin(2 * data.x.data().data<float>()[i]);
  const auto loss_after = [&](const Training& training) {
    context().set_random_state({21, 0});
    Network network({2, 32, Activation::tanh, xavier});
    SgdOptions options;
    options.learning_rate = training.learning_rate;
    Sgd sgd(network.parameters, options);
    double loss = 0;
    for (int step = 0; step < training.steps && std::isfinite(loss); ++step) {
      sgd.zero_grad();
      const Variable error = mse_loss(network.model->forward(data.x), Variable(target));
      loss = error.data().item();
      backward(error);
      if (training.max_norm > 0) clip_grad_norm(network.parameters, training.max_norm);
      sgd.step();
    }
    return loss;
  };
  const double start = loss_after({0, 1});
  EXPECT_FALSE(std::isfinite(loss_after({0.5, 200})));
  EXPECT_LT(loss_after({0.5, 200, 0.5}), 0.97 * start);
  EXPECT_LT(loss_after({0.005, 200}), 0.97 * start);
}

// Ioffe & Szegedy 2015: internal covariate shift.
TEST_F(Why, batch_norm_keeps_layer_inputs_steady_and_allows_a_rate_at_which_the_plain_net_fails) {
  const Circles data = circles(256);
  const Plan plain{6, 32, Activation::relu, he};
  Plan normalized = plain;
  normalized.batch_norm = true;
  /// How far the distribution of any activation's input went from where it started: the shift of its mean in
  /// standard deviations, or the factor of its spread, whichever is larger, at any time of a training.
  const auto drift = [&](const Plan& plan) {
    context().set_random_state({22, 0});
    Network network(plan);
    const auto distributions = [&] {
      std::vector<std::pair<double, double>> result;
      for (const Tensor& input : network.activation_inputs(data)) {
        const double mean = nnl::mean(Variable(input)).data().item(), scale = scale_of(input);
        result.emplace_back(mean, std::sqrt(scale * scale - mean * mean));
      }
      return result;
    };
    const auto start = distributions();
    double largest = 0;
    for (int i = 0; i < 20; ++i) {
      train(network, data, {0.2, 20});
      const auto now = distributions();
      for (size_t k = 0; k < now.size(); ++k) {
        const double spread = now[k].second / start[k].second;
        largest = std::max(
            {largest, std::abs(now[k].first - start[k].first) / start[k].second, spread, 1 / spread});
      }
    }
    return largest;
  };
  EXPECT_LT(drift(normalized), 2);
  EXPECT_GT(drift(plain), 2 * drift(normalized));

  const auto loss_after = [&](const Plan& plan, double learning_rate) {
    context().set_random_state({23, 0});
    Network network(plan);
    return train(network, data, {learning_rate, 200});
  };
  const double high = 3;
  EXPECT_LT(loss_after(plain, 0.05), 0.5 * kChance);  // the plain network can learn this
  EXPECT_FALSE(loss_after(plain, high) < 0.9 * kChance);
  EXPECT_LT(loss_after(normalized, high), 0.2 * kChance);
}

}  // namespace
}  // namespace nnl
