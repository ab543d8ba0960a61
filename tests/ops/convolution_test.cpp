#include "ops/convolution.h"

#include <limits>

#include "ops/views.h"
#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

/// The first numbers of a list among the settings.
Pair pair(const Case& c, const char* name) {
  const std::vector<int64_t> given = list(c, name);
  return {given.at(0), given.at(given.size() - 1)};
}

ConvOptions options_of(const Case& c) {
  ConvOptions options{pair(c, "stride"), {0, 0}, pair(c, "dilation"), c.settings.at("groups"), false};
  if (c.settings.at("padding") == "same")
    options.padding_same = true;
  else
    options.padding = pair(c, "padding");
  return options;
}

Variable optional(const Inputs& in, const char* name) { return in.count(name) ? in.at(name) : Variable(); }

TEST(Convolution, agrees_with_pytorch_on_every_case) {
  check_cases(
      "convolution", [](const Case&) { return true; },
      [](const Case& c, const Inputs& in) {
        const Variable x =
            c.settings.value("swapped", false) ? transpose(in.at("input"), -1, -2) : in.at("input");
        return (is_op(c, "conv1d") ? conv1d : conv2d)(x, in.at("weight"), optional(in, "bias"),
                                                      options_of(c));
      });
}

TEST(Convolution, gradients_agree_with_finite_differences) {
  const std::vector<Variable> image = {sample({2, 4, 5, 4}), sample({6, 2, 3, 2}, 1), sample({6}, 2)};
  check_gradients(
      [](const auto& in) {
        return conv2d(in[0], in[1], in[2], {{2, 1}, {1, 2}, {1, 2}, 2});
      },
      image);
  const std::vector<Variable> depthwise = {sample({2, 3, 5, 4}), sample({3, 1, 3, 3}, 1), sample({3}, 2)};
  check_gradients(
      [](const auto& in) {
        return conv2d(in[0], in[1], in[2], {{1, 2}, {1, 1}, {2, 1}, 3});
      },
      depthwise);
  const std::vector<Variable> signal = {sample({2, 2, 6}), sample({3, 2, 3}, 1), sample({3}, 2)};
  ConvOptions same;
  same.padding_same = true;
  check_gradients([&](const auto& in) { return conv1d(in[0], in[1], in[2], same); }, signal);
  const std::vector<Variable> pointwise = {sample({2, 2, 2, 3}), sample({3, 2, 1, 1}, 1), sample({3}, 2)};
  check_gradients([](const auto& in) { return conv2d(in[0], in[1], in[2]); }, pointwise);
}

struct Large {
  const char* name;
  Dims x, weight;
  ConvOptions options;
};

/// Shapes that are cut in every way: into rows, pieces of rows, blocks of channels and parts of the batch.
std::vector<Large> large_shapes() {
  return {{"rows and blocks of channels", {2, 40, 50, 60}, {3, 40, 3, 3}, {{1, 1}, {1, 1}, {1, 1}, 1}},
          {"pieces of a row", {2, 3, 2, 5000}, {2, 3, 2, 3}, {{1, 2}, {0, 1}, {1, 1}, 1}},
          {"many images and groups", {37, 6, 9, 9}, {8, 3, 3, 3}, {{2, 1}, {2, 0}, {1, 2}, 2}},
          {"a large kernel", {1, 2, 140, 150}, {3, 2, 130, 120}, {{3, 2}, {5, 6}, {1, 1}, 1}},
          {"pointwise", {3, 5, 60, 70}, {4, 5, 1, 1}, {}},
          {"depthwise", {3, 5, 60, 70}, {10, 1, 5, 3}, {{1, 2}, {2, 3}, {2, 1}, 5}}};
}

/// The same sums one by one: the output, and what sum(output * dy) hands to x, weight and bias.
struct Plain {
  std::vector<double> y, dx, dweight, dbias;

  Plain(const Large& c, const Tensor& x, const Tensor& w, const Tensor& bias, const Tensor& dy)
      : y(static_cast<size_t>(dy.count())),
        dx(static_cast<size_t>(x.count())),
        dweight(static_cast<size_t>(w.count())),
        dbias(static_cast<size_t>(bias.count())) {
    const ConvOptions& o = c.options;
    const int64_t outs = dy.size(1), per_group = w.size(1), out_group = outs / o.groups;
    size_t at = 0;
    for (int64_t n = 0; n < dy.size(0); ++n)
      for (int64_t k = 0; k < outs; ++k)
        for (int64_t row = 0; row < dy.size(2); ++row)
          for (int64_t column = 0; column < dy.size(3); ++column, ++at) {
            const double gradient = dy.data<double>()[at];
            y[at] = bias.data<double>()[k];
            dbias[static_cast<size_t>(k)] += gradient;
            for (int64_t i = 0; i < w.count() / outs; ++i) {
              const int64_t channel = i / (w.size(2) * w.size(3));
              const int64_t r = row * o.stride[0] - o.padding[0] + i / w.size(3) % w.size(2) * o.dilation[0];
              const int64_t q = column * o.stride[1] - o.padding[1] + i % w.size(3) * o.dilation[1];
              if (r < 0 || r >= x.size(2) || q < 0 || q >= x.size(3)) continue;
              const int64_t plane = n * x.size(1) + k / out_group * per_group + channel;
              const auto from = static_cast<size_t>((plane * x.size(2) + r) * x.size(3) + q),
                         tap = static_cast<size_t>(k * (w.count() / outs) + i);
              y[at] += w.data<double>()[tap] * x.data<double>()[from];
              dx[from] += w.data<double>()[tap] * gradient;
              dweight[tap] += x.data<double>()[from] * gradient;
            }
          }
  }
};

void expect_near(const std::vector<double>& actual, const std::vector<double>& expected, double scale,
                 const char* what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  double worst = 0;
  for (size_t i = 0; i < actual.size(); ++i) worst = std::max(worst, std::abs(actual[i] - expected[i]));
  EXPECT_LT(worst, 1e-12 * scale) << what;
}

TEST(Convolution, of_large_shapes_is_the_plain_sum) {
  for (const Large& c : large_shapes()) {
    SCOPED_TRACE(c.name);
    const Variable x = sample(c.x), w = sample(c.weight, 1), bias = sample({c.weight[0]}, 2);
    const Variable y = conv2d(x, w, bias, c.options);
    const Tensor dy = sample(y.shape(), 3).data();
    backward(y, dy);
    const Plain plain(c, x.data(), w.data(), bias.data(), dy);
    expect_near(values_of(y.data()), plain.y, static_cast<double>(w.count()), "output");
    const double positions = static_cast<double>(dy.count());
    expect_near(values_of(x.grad().dense()), plain.dx, static_cast<double>(w.count()), "gradient of x");
    expect_near(values_of(w.grad().dense()), plain.dweight, positions, "gradient of weight");
    expect_near(values_of(bias.grad().dense()), plain.dbias, positions, "gradient of bias");
  }
}

TEST(Convolution, gives_the_same_bits_at_any_number_of_threads) {
  const int before = context().threads();
  for (const Large& c : large_shapes())
    for (DType dtype : {DType::f32, DType::f64}) {
      SCOPED_TRACE(std::string(c.name) + ", " + name_of(dtype));
      std::vector<std::vector<double>> seen;
      for (int threads : {1, 3}) {
        context().set_threads(threads);
        const Variable x(sample(c.x).data().to(dtype), true), w(sample(c.weight, 1).data().to(dtype), true),
            bias(sample({c.weight[0]}, 2).data().to(dtype), true);
        const Variable y = conv2d(x, w, bias, c.options);
        backward(y, sample(y.shape(), 3).data().to(dtype));
        for (const Tensor& result : {y.data(), x.grad().dense(), w.grad().dense(), bias.grad().dense()})
          seen.push_back(values_of(result));
      }
      for (size_t i = 0; i < 4; ++i) EXPECT_EQ(seen[i], seen[i + 4]) << i;
    }
  context().set_threads(before);
}

TEST(Convolution, computes_only_the_gradients_that_are_wanted) {
  for (size_t wanted = 0; wanted < 3; ++wanted) {
    const std::vector<Variable> in = {sample({2, 2, 3, 3}, 0, wanted == 0),
                                      sample({2, 2, 2, 2}, 1, wanted == 1), sample({2}, 2, wanted == 2)};
    check_gradients([](const auto& i) { return conv2d(i[0], i[1], i[2]); }, in);
    for (size_t i = 0; i < 3; ++i) EXPECT_EQ(static_cast<bool>(in[i].grad()), i == wanted);
  }
}

TEST(Convolution, of_nothing_gives_nothing_and_zero_gradients) {
  const Variable no_batch = sample({0, 2, 0, 4}), no_channels = sample({2, 0, 4, 4}), bias = sample({3}, 2);
  const Variable w = sample({3, 2, 1, 1}), none = sample({3, 0, 2, 2});
  const Variable empty = conv2d(no_batch, w, bias, {{1, 1}, {1, 1}});
  EXPECT_EQ(to_string(empty.shape()), "[0, 3, 2, 6]");
  backward(empty, empty.data());
  EXPECT_EQ(values_of(w.grad().dense()), std::vector<double>(6, 0.0));
  EXPECT_EQ(values_of(bias.grad().dense()), std::vector<double>(3, 0.0));
  const Variable constant = conv2d(no_channels, none, bias);
  EXPECT_EQ(to_string(constant.shape()), "[2, 3, 3, 3]");
  for (int64_t i = 0; i < constant.count(); ++i)
    EXPECT_EQ(constant.data().data<double>()[i], bias.data().data<double>()[i / 9 % 3]);
}

std::string message(const std::function<void()>& call, Code code) {
  const Error error = error_of(call);
  EXPECT_EQ(error.code(), code) << error.what();
  return error.what();
}

TEST(Convolution, names_what_is_wrong) {
  const Variable x = sample({2, 4, 5, 6}), w = sample({6, 2, 3, 3});
  const auto with = [&](ConvOptions options) { return [&, options] { conv2d(x, w, {}, options); }; };
  ConvOptions groups;
  groups.groups = 4;
  EXPECT_EQ(message(with(groups), Code::invalid_argument),
            "conv2d: 4 groups do not divide the 6 outputs of weight [6, 2, 3, 3]");
  groups.groups = 3;
  EXPECT_EQ(message(with(groups), Code::shape_mismatch),
            "conv2d: weight [6, 2, 3, 3] with 3 groups does not fit input [2, 4, 5, 6] of 4 channels");
  groups.groups = 0;
  EXPECT_EQ(message(with(groups), Code::invalid_argument), "conv2d: groups 0 is not in [1, 2147483647]");
  const ConvOptions far{{1, 1}, {1, 1}, {4, 1}, 2};
  EXPECT_EQ(message(with(far), Code::shape_mismatch),
            "conv2d: the kernel covers 9 elements, more than the padded input's 7 (input [2, 4, 5, 6])");
  const int64_t huge = int64_t{1} << 62, least = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(message(with({{1, 1}, {huge, huge}, {1, 1}, 2}), Code::invalid_argument),
            "conv2d: padding 4611686018427387904 is not in [0, 2147483647]");
  EXPECT_EQ(message(with({{1, 0}, {0, 0}, {1, 1}, 2}), Code::invalid_argument),
            "conv2d: stride 0 is not in [1, 2147483647]");
  EXPECT_EQ(message(with({{1, 1}, {0, 0}, {least, 1}, 2}), Code::invalid_argument),
            "conv2d: dilation -9223372036854775808 is not in [1, 2147483647]");
  const int64_t most = std::numeric_limits<int32_t>::max();
  EXPECT_EQ(message(with({{1, 1}, {most, most}, {1, 1}, 2}), Code::shape_mismatch),
            "shape [2, 6, 4294967297, 4294967298] has too many elements");
  EXPECT_EQ(message(with({{1, 1}, {1, 0}, {1, 1}, 2, true}), Code::invalid_argument),
            "conv2d: padding_same and padding 1 exclude each other");
  EXPECT_EQ(message(with({{1, 2}, {0, 0}, {1, 1}, 2, true}), Code::invalid_argument),
            "conv2d: padding_same wants stride 1, not 2");
  EXPECT_EQ(message([&] { conv1d(x, w, {}); }, Code::shape_mismatch),
            "conv1d: input [2, 4, 5, 6] must have 2 or 3 axes");
  EXPECT_EQ(message(
                [&] {
                  conv1d(sample({4, 5}), w, {});
                },
                Code::shape_mismatch),
            "conv1d: weight [6, 2, 3, 3] must have 3 axes");
  EXPECT_EQ(message(
                [&] {
                  conv2d(x, sample({6, 4, 3, 3}), sample({5}));
                },
                Code::shape_mismatch),
            "conv2d: bias [5] must have 6 elements");
  EXPECT_EQ(message(
                [&] {
                  conv2d(sample({1, 4, 0, 5}), w, {}, {});
                },
                Code::shape_mismatch),
            "conv2d: only batch and channels may be empty, not the rest of input [1, 4, 0, 5]");
}

TEST(Convolution, refuses_operands_of_different_kinds) {
  const Variable x = sample({2, 2, 5, 5}), w = sample({3, 2, 3, 3});
  const Variable f32(w.data().to(DType::f32)), integers(x.data().to(DType::i64));
  EXPECT_EQ(message([&] { conv2d(x, f32, {}); }, Code::dtype_mismatch), "conv2d: dtypes f64 and f32 differ");
  EXPECT_EQ(message([&] { conv2d(integers, integers, {}); }, Code::dtype_mismatch),
            "conv2d: f32 or f64 wanted, not i64");
  const Ref<Context> other = make_ref<Context>();
  const Variable stranger(Tensor::zeros(*other, DType::f64, {3}));
  EXPECT_EQ(message([&] { conv2d(x, w, stranger); }, Code::invalid_state),
            "conv2d: the tensors belong to different contexts");
}

}  // namespace
}  // namespace nnl
