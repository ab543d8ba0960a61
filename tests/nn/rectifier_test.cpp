// A batch norm and the ReLU or leaky ReLU behind it, which Sequential runs in one pass.
#include "nn/rectifier.h"

#include <bit>
#include <cmath>
#include <limits>

#include "nn/activations.h"
#include "nn/batch_norm.h"
#include "nn/sequential.h"
#include "nn/summary.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

using Modules = std::vector<Ref<Module>>;

Ref<Module> sequence(const Modules& modules) { return make_ref<Sequential>(context(), modules); }

Ref<BatchNorm> norm_of(DType dtype) {
  return make_ref<BatchNorm>(context(), 2, 5, BatchNormSettings{}, dtype);
}

/// The elements' bits, in which all NaN are one.
std::vector<uint64_t> bits_of(const Tensor& tensor) {
  std::vector<uint64_t> all;
  for (double value : values_of(tensor))
    all.push_back(std::bit_cast<uint64_t>(std::isnan(value) ? std::nan("") : value));
  return all;
}

struct Setting {
  Dims shape;
  DType dtype;
  bool training, affine;
  double spoilt;  // an element of the input
  int threads;
};

/// All that two batches, forward and backward, give and leave behind in a batch norm and an activation.
std::vector<std::vector<uint64_t>> run(const Setting& s, const Ref<Module>& activation, bool joined) {
  context().set_threads(s.threads);
  BatchNormSettings settings;
  settings.affine = s.affine;
  const auto norm = make_ref<BatchNorm>(context(), std::max(1, static_cast<int>(s.shape.size()) - 2),
                                        s.shape[1], settings, s.dtype);
  if (s.affine) {
    copy_into(sample({s.shape[1]}, 7).data().to(s.dtype), norm->weight().data());
    copy_into(sample({s.shape[1]}, 8).data().to(s.dtype), norm->bias().data());
  }
  const Ref<Module> model = sequence({norm, activation});
  model->train(s.training);
  std::vector<std::vector<uint64_t>> all;
  for (double batch : {1.0, 2.0}) {
    const Tensor values = sample(s.shape, batch).data().to(s.dtype);
    dispatch_floating("test", s.dtype, [&](auto type) {
      using T = decltype(type);
      values.mutable_data<T>()[values.count() / 2] = static_cast<T>(s.spoilt);
    });
    const Variable x(values, true);
    const Variable y = joined ? model->forward(x) : activation->forward(norm->forward(x));
    backward(y, sample(s.shape, batch + 2).data().to(s.dtype));
    all.push_back(bits_of(y.data()));
    all.push_back(bits_of(x.grad().dense()));
    for (const NamedVariable& parameter : model->parameters())
      all.push_back(bits_of(parameter.variable.grad().dense()));
    for (const NamedVariable& buffer : model->buffers()) all.push_back(bits_of(buffer.variable.data()));
  }
  context().set_threads(0);
  return all;
}

TEST(Rectifier, joined_with_a_batch_norm_gives_the_bits_of_two_layers) {
  const Modules activations{make_relu(context()), make_leaky_relu(context(), 0.01),
                            make_leaky_relu(context(), 0), make_leaky_relu(context(), -2)};
  const double infinity = std::numeric_limits<double>::infinity();
  for (const Dims& shape : {Dims{70, 67}, Dims{300, 130}, Dims{3, 5, 37}, Dims{4, 3, 7, 7},
                            Dims{2, 2, 1, 5, 9}, Dims{2, 3, 40, 41}})
    for (DType dtype : {DType::f32, DType::f64})
      for (bool training : {true, false})
        for (double spoilt : {0.5, std::nan(""), infinity, -infinity})
          for (const Ref<Module>& activation : activations) {
            SCOPED_TRACE(fmt::format("{} {} training {} with {}, {}", to_string(shape), name_of(dtype),
                                     training, spoilt, activation->kind()));
            const bool affine = spoilt != infinity;
            const auto apart = run({shape, dtype, training, affine, spoilt, 1}, activation, false);
            ASSERT_EQ(run({shape, dtype, training, affine, spoilt, 1}, activation, true), apart);
            ASSERT_EQ(run({shape, dtype, training, affine, spoilt, 3}, activation, true), apart);
          }
}

TEST(Rectifier, joined_with_a_batch_norm_agrees_with_finite_differences) {
  for (double slope : {0.0, 0.3}) {
    const auto norm = norm_of(DType::f64);
    const Ref<Module> model = sequence({norm, make_leaky_relu(context(), slope)});
    check_gradients([&](const auto& in) { return model->forward(in[0]); }, {sample({2, 5, 3, 3})}, 1e-5);
  }
}

TEST(Rectifier, an_observer_sees_both_layers) {
  struct Kinds final : ForwardObserver {
    void ran(const Module& module, const Variable&) override { kinds.push_back(module.kind()); }
    std::vector<std::string> kinds;
  };
  const Ref<Module> model = sequence({norm_of(DType::f64), make_relu(context())});
  const Variable x = sample({2, 5, 3, 3});
  Kinds observer;
  {
    const ForwardObserver::Scope scope(observer);
    model->forward(x);
  }
  EXPECT_EQ(observer.kinds, (std::vector<std::string>{"BatchNorm2d", "ReLU", "Sequential"}));
  EXPECT_NE(summarize(*model, std::span(&x, 1)).find("ReLU         [2, 5, 3, 3]"), std::string::npos)
      << summarize(*model, std::span(&x, 1));
}

TEST(Rectifier, one_operation_stands_for_both_layers) {
  const Ref<Module> model = sequence({norm_of(DType::f64), make_relu(context())});
  const Variable y = model->forward(sample({2, 5, 3, 3}));
  EXPECT_STREQ(y.node()->op(), "batch_norm");
  const Ref<Module> other = sequence({norm_of(DType::f64), make_silu(context())});
  EXPECT_STRNE(other->forward(sample({2, 5, 3, 3})).node()->op(), "batch_norm");
}

TEST(Rectifier, a_joined_layer_that_fails_is_named_and_changes_nothing) {
  const auto norm = norm_of(DType::f64);
  const Ref<Module> model = sequence({make_relu(context()), norm, make_relu(context())});
  const Error error = error_of([&] { model->forward(sample({2, 4, 3, 3})); });
  EXPECT_EQ(error.code(), Code::shape_mismatch);
  EXPECT_NE(std::string(error.what()).find("layer 1 (BatchNorm2d)"), std::string::npos) << error.what();
  EXPECT_EQ(norm->state().num_batches_tracked.item(), 0);
}

TEST(Rectifier, a_bias_changed_before_backward_leaves_the_gradient_as_it_was) {
  const auto gradient = [](bool changes) {
    const auto norm = norm_of(DType::f64);
    const Ref<Module> model = sequence({norm, make_relu(context())});
    const Variable x = sample({2, 5, 3, 3});
    const Variable y = model->forward(x);
    if (changes) copy_into(Tensor::full(context(), DType::f64, {5}, 100), norm->bias().data());
    backward(y, sample({2, 5, 3, 3}, 3).data());
    return values_of(x.grad().dense());
  };
  EXPECT_EQ(gradient(true), gradient(false));
}

TEST(Rectifier, a_copy_of_the_layers_is_joined_too) {
  const Ref<Module> model = sequence({norm_of(DType::f64), make_leaky_relu(context(), 0.2)});
  const Variable x = sample({2, 5, 3, 3});
  const Variable y = model->copy()->forward(x);
  EXPECT_STREQ(y.node()->op(), "batch_norm");
  EXPECT_EQ(values_of(y.data()), values_of(model->forward(x).data()));
}

TEST(Rectifier, frozen_statistics_are_used_and_kept) {
  const auto norm = norm_of(DType::f64);
  norm->freeze_statistics(true);
  const Ref<Module> model = sequence({norm, make_relu(context())});
  const Variable x = sample({2, 5, 3, 3});
  const auto fused = values_of(model->forward(x).data());
  EXPECT_EQ(fused, values_of(relu(norm->forward(x)).data()));
  EXPECT_EQ(norm->state().num_batches_tracked.item(), 0);
}

}  // namespace
}  // namespace nnl
