#include "nn/activations.h"

#include "base/transaction.h"
#include "nn/dropout.h"
#include "nn/linear.h"
#include "nn/prelu.h"
#include "nn/sequential.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

TEST(ActivationLayers, check_their_settings_when_they_are_made) {
  const auto message = [](auto make) {
    const Error error = error_of(make);
    EXPECT_EQ(error.code(), Code::invalid_argument);
    return std::string(error.what());
  };
  EXPECT_EQ(message([] { make_elu(context(), NAN); }), "elu: alpha is nan");
  EXPECT_EQ(message([] { make_softplus(context(), NAN, 1); }), "softplus: beta is nan");
  EXPECT_EQ(message([] { make_hardtanh(context(), 1, 1); }),
            "Hardtanh: min_val 1 is not less than max_val 1");
  EXPECT_EQ(message([] { Dropout(context(), 1.5); }), "Dropout: p 1.5 is not in [0, 1]");
  EXPECT_EQ(message([] { Dropout(context(), NAN); }), "Dropout: p nan is not in [0, 1]");
  EXPECT_EQ(message([] { PReLU(context(), 0, 0.25, DType::f32); }),
            "PReLU: num_parameters 0 must be positive");
  EXPECT_EQ(message([] { PReLU(context(), 1, NAN, DType::f32); }), "PReLU: init nan is not finite");
  EXPECT_EQ(error_of([] { PReLU(context(), 1, 0.25, DType::i64); }).code(), Code::dtype_mismatch);
}

TEST(ActivationLayers, are_named_as_in_pytorch) {
  EXPECT_STREQ(make_elu(context(), 1)->kind(), "ELU");
  EXPECT_STREQ(make_gelu(context(), GeluApproximation::none)->kind(), "GELU");
  EXPECT_STREQ(make_silu(context())->kind(), "SiLU");
  EXPECT_STREQ(make_log_softmax(context(), 1)->kind(), "LogSoftmax");
  const Ref<Module> prelu = make_ref<PReLU>(context(), 3, 0.25, DType::f64);
  ASSERT_EQ(prelu->parameters().size(), 1u);
  EXPECT_EQ(prelu->parameters()[0].name, "weight");
  EXPECT_EQ(values_of(prelu->parameters()[0].variable.data()), (std::vector<double>{0.25, 0.25, 0.25}));
}

TEST(Dropout, at_the_ends_of_its_range_keeps_all_or_nothing) {
  const Variable x(Tensor::full(context(), DType::f64, {5}, 3));
  EXPECT_EQ(values_of(Dropout(context(), 0).forward(x).data()), std::vector<double>(5, 3));
  EXPECT_EQ(values_of(Dropout(context(), 1).forward(x).data()), std::vector<double>(5, 0));
}

TEST(Dropout, a_failing_model_gives_its_random_numbers_back) {
  const Ref<Module> model = make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{make_ref<Dropout>(context(), 0.5),
                                          make_ref<Linear>(context(), 4, 2, true, DType::f64)});
  const RandomState before = context().random_state();
  const Error error = error_of([&] { model->forward(sample({2, 3})); });
  EXPECT_EQ(error.code(), Code::shape_mismatch);
  EXPECT_EQ(context().random_state(), before);
  model->train(false);
  model->forward(sample({2, 4}));
  EXPECT_EQ(context().random_state(), before);
}

}  // namespace
}  // namespace nnl
