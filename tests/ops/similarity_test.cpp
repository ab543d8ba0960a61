#include "ops/similarity.h"

#include "support/op_arguments.h"

namespace nnl {
namespace {

using namespace test;

TEST(Similarity, agrees_with_pytorch_on_every_case) {
  check_cases(
      "similarity", [](const Case&) { return true; },
      [](const Case& c, const Inputs& in) {
        if (is_op(c, "bmm")) return bmm(in.at("a"), in.at("b"));
        return cosine_similarity(in.at("a"), in.at("b"), c.settings.at("axis"), c.settings.at("eps"));
      });
}

TEST(Similarity, gradients_agree_with_finite_differences) {
  check_gradients([](const auto& in) { return bmm(in[0], in[1]); },
                  {sample({2, 3, 4}), sample({2, 4, 2}, 1)});
  check_gradients([](const auto& in) { return cosine_similarity(in[0], in[1]); },
                  {sample({3, 4}), sample({3, 4}, 1)});
  check_gradients([](const auto& in) { return cosine_similarity(in[0], in[1], 0); },
                  {sample({3, 4, 2}), sample({4, 1}, 1)});
  check_gradients([](const auto& in) { return cosine_similarity(transpose(in[0], 0, 1), in[1], -1); },
                  {sample({3, 2}), sample({3}, 1)});
}

TEST(CosineSimilarity, is_right_for_very_short_and_very_long_floats) {
  const Variable tiny(Tensor::full(context(), DType::f32, {1, 3}, 1e-30)),
      huge(Tensor::full(context(), DType::f32, {1, 3}, 1e30));
  EXPECT_NEAR(cosine_similarity(huge, huge).data().item(), 1, 1e-6);
  EXPECT_NEAR(cosine_similarity(tiny, huge, 1, 0).data().item(), 1, 1e-6);
}

TEST(Similarity, bad_operands_are_refused) {
  const Variable a = sample({2, 3}), f(Tensor::full(context(), DType::f32, {2, 3}, 1));
  EXPECT_EQ(std::string(error_of([&] { bmm(a, a); }).what()), "bmm: [2, 3] and [2, 3] must have 3 axes");
  EXPECT_EQ(error_of([&] { cosine_similarity(a, f); }).code(), Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { cosine_similarity(a, a, 1, -1); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { cosine_similarity(a, a, 1, std::nan("")); }).code(), Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
