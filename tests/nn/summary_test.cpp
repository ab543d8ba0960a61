#include "nn/summary.h"

#include "nn/batch_norm.h"
#include "nn/custom_module.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Ref<Module> linear(int64_t in, int64_t out) { return make_ref<Linear>(context(), in, out, true, DType::f64); }
Ref<Module> sequential(const std::vector<Ref<Module>>& parts) {
  return make_ref<Sequential>(context(), parts);
}

TEST(Summary, lists_modules_shapes_and_parameters) {
  const Ref<Module> frozen = linear(4, 5);
  frozen->set_requires_grad(false);
  const Ref<Module> model =
      sequential({linear(3, 4),
                  sequential({make_ref<BatchNorm>(context(), 1, 4, BatchNormSettings{}, DType::f64),
                              make_simple(context(), "ReLU", relu)}),
                  frozen});
  EXPECT_EQ(summarize(*model, {{sample({6, 3})}}),
            "module   kind         output  parameters\n"
            "(model)  Sequential   [6, 5]           0\n"
            "  0      Linear       [6, 4]          16\n"
            "  1      Sequential   [6, 4]           0\n"
            "    0    BatchNorm1d  [6, 4]           8\n"
            "    1    ReLU         [6, 4]           0\n"
            "  2      Linear       [6, 5]          25\n"
            "parameters: 49, trainable: 24\n");
}

TEST(Summary, changes_nothing) {
  const Ref<Module> norm = make_ref<BatchNorm>(context(), 1, 3, BatchNormSettings{}, DType::f64);
  const Variable x = sample({6, 3});
  const RandomState before = context().random_state();
  summarize(*norm, {{x}});
  EXPECT_EQ(norm->buffers()[2].variable.data().item(), 0);
  EXPECT_EQ(values_of(norm->buffers()[0].variable.data()), (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(norm->buffers()[0].variable.data().storage()->version(), 0);
  EXPECT_EQ(context().random_state(), before);
  EXPECT_FALSE(x.grad());
}

TEST(Summary, a_module_that_occurs_twice_counts_once_and_shows_each_of_its_runs) {
  const Ref<Module> twice = linear(3, 3);
  const Ref<Module> flat =
      make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 0, -1); });
  EXPECT_EQ(summarize(*sequential({twice, flat, linear(6, 3), twice}), {{sample({2, 3})}}),
            "module   kind        output  parameters\n"
            "(model)  Sequential  [3]              0\n"
            "  0      Linear      [2, 3]          12\n"
            "  1      Flatten     [6]              0\n"
            "  2      Linear      [3]             21\n"
            "  3      Linear      [3]             12\n"
            "parameters: 33, trainable: 33\n");
}

TEST(Summary, a_module_that_did_not_run_shows_none_and_one_that_ran_often_its_last) {
  const auto model = make_ref<CustomModule>(context(), "Lo\xc3\xb6p",
                                            [](CustomModule& self, std::span<const Variable> inputs) {
                                              const Ref<Module> step = self.children()[0].module;
                                              return step->forward(flatten(step->forward(inputs), 0, -1));
                                            });
  model->add_child("step", make_simple(context(), "ReLU", relu));
  model->add_child("unused", linear(1, 1));
  EXPECT_EQ(summarize(*model, {{sample({2, 3})}}),
            "module    kind    output  parameters\n"
            "(model)   Lo\xc3\xb6p    [6]              0\n"
            "  step    ReLU    [6]              0\n"
            "  unused  Linear  -                2\n"
            "parameters: 2, trainable: 2\n");
}

TEST(Summary, of_a_model_that_fails_says_why) {
  EXPECT_EQ(error_of([] { summarize(*linear(3, 4), {{sample({6, 2})}}); }).code(), Code::shape_mismatch);
}

}  // namespace
}  // namespace nnl
