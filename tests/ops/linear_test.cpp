#include "ops/ops.h"
#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

TEST(Linear, agrees_with_pytorch_on_every_case) {
  check_cases(
      "linear", [](const Case&) { return true; },
      [](const Case&, const Inputs& in) {
        return linear(in.at("input"), in.at("weight"), in.count("bias") ? in.at("bias") : Variable());
      });
}

TEST(Linear, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return linear(in[0], in[1], in[2]); },
                  {sample({2, 3, 4}), sample({5, 4}, 1), sample({5}, 2)});
}

TEST(MseLoss, agrees_with_pytorch_on_every_case) {
  check_cases(
      "mse_loss", [](const Case&) { return true; },
      [](const Case& c, const Inputs& in) {
        return mse_loss(in.at("input"), in.at("target"), reduction_of<Reduction>(c));
      });
}

TEST(MseLoss, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return mse_loss(in[0], in[1]); }, {sample({2, 3}), sample({2, 3}, 1)});
}

}  // namespace
}  // namespace nnl
