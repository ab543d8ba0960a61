#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

TEST(Activation, agrees_with_pytorch_on_every_case) {
  const auto is_softmax = [](const Case& c) {
    return c.settings.at("op").get<std::string>().find("softmax") != std::string::npos;
  };
  check_cases(
      "activation", [&](const Case& c) { return !is_softmax(c); },
      [](const Case& c, const Inputs& in) {
        const std::string op = c.settings.at("op");
        const Variable x = in.at("input");
        if (op == "sigmoid") return sigmoid(x);
        if (op == "tanh") return nnl::tanh(x);
        if (op == "relu") return relu(x);
        if (op == "leaky_relu") return leaky_relu(x, c.settings.value("negative_slope", 0.01));
        throw std::runtime_error("no such operation: " + op);
      });
}

TEST(Activation, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return sigmoid(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return nnl::tanh(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return relu(in[0]); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return leaky_relu(in[0], 0.3); }, {sample({3, 5})});
  check_gradients([](const auto& in) { return nnl::tanh(transpose(in[0], 0, 1)); }, {sample({3, 5})});
}

}  // namespace
}  // namespace nnl
