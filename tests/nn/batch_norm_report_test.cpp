#include "nn/batch_norm_report.h"

#include "nn/batch_norms.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/modules.h"

namespace nnl {
namespace {

using namespace test;

Ref<BatchNorm> norm(int dimensions, int64_t features, bool track = true) {
  BatchNormSettings settings;
  settings.eps = 0;
  settings.track_running_stats = track;
  return make_ref<BatchNorm>(context(), dimensions, features, settings, DType::f64);
}

/// (4, 2): means 3 and -1, unbiased variances 4 and 0.25.
Variable known() {
  const double a = std::sqrt(3.0), b = a / 4;
  return Variable(Tensor::from<double>(
      context(), {4, 2}, std::vector<double>{3 + a, -1 + b, 3 - a, -1 - b, 3 + a, -1 + b, 3 - a, -1 - b}));
}

TEST(BatchNormReport, gives_the_worst_channel_of_each) {
  const auto layer = norm(1, 2);
  copy_into(Tensor::full(context(), DType::f64, {2}, 4), layer->state().running_var);
  const std::vector<Variable> inputs = {known()};
  layer->train(false);
  EXPECT_EQ(batch_norm_report(*layer, inputs),
            "layer  kind          mean shift  variance ratio\n"
            "       BatchNorm1d        1.500          16.000\n");
}

TEST(BatchNormReport, has_a_line_for_each_batch_norm) {
  const auto first = norm(1, 2), shared = norm(1, 2), plain = norm(1, 2, false);
  const Ref<Module> inner = make_ref<Sequential>(context(), std::vector<Ref<Module>>{shared, plain});
  const Ref<Module> model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{first, inner, shared});
  const std::vector<Variable> inputs = {known()};
  EXPECT_EQ(batch_norm_report(*model, inputs),
            "layer  kind          mean shift  variance ratio\n"
            "0      BatchNorm1d        3.000           4.000\n"
            "1.0    BatchNorm1d        0.000           1.333\n"
            "1.1    BatchNorm1d  no running statistics\n")
      << "the second's inputs are normalised already";
}

TEST(BatchNormReport, shows_what_is_not_finite) {
  const auto layer = norm(1, 1);
  layer->train(false);
  const std::vector<Variable> bad = {
      Variable(Tensor::from<double>(context(), {2, 1}, std::vector<double>{NAN, 1}))};
  EXPECT_EQ(batch_norm_report(*layer, bad),
            "layer  kind          mean shift  variance ratio\n"
            "       BatchNorm1d          nan             nan\n");
  const std::vector<Variable> far = {
      Variable(Tensor::from<double>(context(), {2, 1}, std::vector<double>{1e9, 1e9}))};
  EXPECT_EQ(batch_norm_report(*layer, far),
            "layer  kind          mean shift  variance ratio\n"
            "       BatchNorm1d    1.000e+09             inf\n");
}

TEST(BatchNormReport, leaves_nothing_changed) {
  EmbeddingOptions table;
  table.max_norm = 0.01;
  const Ref<Module> model = make_ref<Sequential>(
      context(),
      std::vector<Ref<Module>>{make_ref<Embedding>(context(), 5, 3, table, DType::f64), norm(1, 3)});
  const auto before = numbers_of(*model);
  const std::vector<Variable> inputs = {
      Variable(Tensor::from<int64_t>(context(), {4}, std::vector<int64_t>{0, 1, 2, 3}))};
  for (bool training : {true, false}) {
    model->train(training);
    batch_norm_report(*model, inputs);
    EXPECT_EQ(numbers_of(*model), before);
    EXPECT_EQ(model->training(), training);
  }
  const std::vector<Variable> wrong = {Variable(Tensor::full(context(), DType::i64, {2}, 9))};
  EXPECT_EQ(error_of([&] { batch_norm_report(*model, wrong); }).code(), Code::index_out_of_range);
  EXPECT_EQ(numbers_of(*model), before);
}

TEST(BatchNormReport, says_where_there_is_nothing_to_compare) {
  const auto layer = norm(1, 2);
  layer->train(false);
  const std::vector<Variable> one = {sample({1, 2})};
  EXPECT_NE(batch_norm_report(*layer, one).find("fewer than 2 values a channel"), std::string::npos);
  const Ref<Module> linear = make_ref<Linear>(context(), 2, 2, true, DType::f64);
  EXPECT_EQ(batch_norm_report(*linear, one), "layer  kind          mean shift  variance ratio\n");
}

}  // namespace
}  // namespace nnl
