#include "ops/losses.h"

#include "support/op_cases.h"

namespace nnl {
namespace {

using namespace test;

Tensor given(const Inputs& in, const char* name) { return in.count(name) ? in.at(name).data() : Tensor(); }

Variable pair_loss_of(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Reduction reduction = reduction_of<Reduction>(c);
  const Variable &x = in.at("input"), &y = in.at("target");
  if (op == "l1") return l1_loss(x, y, reduction);
  if (op == "smooth_l1") return smooth_l1_loss(x, y, c.settings.value("beta", 1.0), reduction);
  if (op == "huber") return huber_loss(x, y, c.settings.value("delta", 1.0), reduction);
  if (op == "bce") return bce_loss(x, y, given(in, "weight"), reduction);
  return bce_with_logits_loss(x, y, given(in, "weight"), given(in, "pos_weight"), reduction);
}

Variable row_loss_of(const Case& c, const Inputs& in) {
  const std::string op = c.settings.at("op");
  const Reduction reduction = reduction_of<Reduction>(c);
  const auto setting = [&](const char* name, double otherwise) {
    if (!c.settings.contains(name)) return otherwise;
    return c.settings[name].is_string() ? INFINITY : c.settings[name].get<double>();
  };
  if (op == "nll")
    return nll_loss(in.at("input"), in.at("target").data(),
                    {reduction, c.settings.value("ignore_index", int64_t{-100}), given(in, "weight")});
  if (op == "cosine_embedding")
    return cosine_embedding_loss(in.at("a"), in.at("b"), in.at("target").data(), setting("margin", 0),
                                 reduction);
  return triplet_margin_loss(in.at("anchor"), in.at("positive"), in.at("negative"),
                             {reduction, setting("margin", 1), setting("p", 2), setting("eps", 1e-6),
                              c.settings.value("swap", false)});
}

bool every(const Case&) { return true; }

TEST(PairLosses, agree_with_pytorch_on_every_case) { check_cases("pair_losses", every, pair_loss_of); }
TEST(RowLosses, agree_with_pytorch_on_every_case) { check_cases("row_losses", every, row_loss_of); }

TEST(Losses, gradients_agree_with_finite_differences) {
  const Variable probability = sigmoid(sample({3, 4}, 5)).detach(), weight = sigmoid(sample({4})).detach();
  const std::vector<int64_t> classes = {3, 0, 2}, signs = {1, -1, 1};
  const Tensor target = Tensor::from<int64_t>(context(), {3}, classes),
               sides = Tensor::from<int64_t>(context(), {3}, signs);
  for (Reduction reduction : {Reduction::none, Reduction::mean, Reduction::sum}) {
    const std::vector<Variable> two = {sample({3, 4}), sample({3, 4}, 2)};
    check_gradients([&](const auto& in) { return l1_loss(in[0], in[1], reduction); }, two);
    check_gradients([&](const auto& in) { return smooth_l1_loss(in[0], in[1], 0.7, reduction); }, two);
    check_gradients([&](const auto& in) { return huber_loss(in[0], in[1], 0.7, reduction); }, two);
    check_gradients(
        [&](const auto& in) {
          return bce_with_logits_loss(in[0], in[1], weight.data(), weight.data(), reduction);
        },
        two);
    check_gradients([&](const auto& in) { return bce_loss(in[0], probability, weight.data(), reduction); },
                    {Variable(probability.data().copy(), true)});
    check_gradients(
        [&](const auto& in) {
          return nll_loss(in[0], target, {reduction, 2, {}});
        },
        {sample({3, 4})});
    check_gradients(
        [&](const auto& in) { return cosine_embedding_loss(in[0], in[1], sides, -0.5, reduction); }, two);
    for (double p : {1.0, 2.0, 3.0})
      check_gradients(
          [&](const auto& in) {
            return triplet_margin_loss(in[0], in[1], in[2], {reduction, 3, p, 1e-6, true});
          },
          {sample({3, 4}), sample({3, 4}, 2), sample({3, 4}, 4)});
  }
}

TEST(Losses, name_what_is_wrong) {
  const Variable x = sample({2, 3});
  EXPECT_EQ(error_of([&] { l1_loss(x, sample({3, 2})); }).code(), Code::shape_mismatch);
  const Error outside = error_of([&] { bce_loss(affine(x, 0, 1.5), x); });
  EXPECT_EQ(outside.code(), Code::invalid_argument);
  EXPECT_EQ(std::string(outside.what()), "bce_loss: input 1.5 at position [0, 0] is not in [0, 1]");
  const std::vector<int64_t> beyond = {0, 3};
  const Error target = error_of([&] { nll_loss(x, Tensor::from<int64_t>(context(), {2}, beyond)); });
  EXPECT_EQ(target.code(), Code::index_out_of_range);
  EXPECT_EQ(std::string(target.what()),
            "nll_loss: target 3 at position [1] is not in [0, 3) and not ignore_index -100");
  EXPECT_EQ(error_of([&] {
              triplet_margin_loss(x, x, x, {Reduction::mean, 0});
            }).code(),
            Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
