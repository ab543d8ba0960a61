#include "nn/batch_norm_report.h"

#include "nn/batch_norms.h"
#include "nn/custom_module.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/modules.h"

namespace nnl {
namespace {

using namespace test;

Ref<BatchNorm> norm(int dimensions, int64_t features, bool track = true, double eps = 0) {
  BatchNormSettings settings;
  settings.eps = eps;
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
  layer->train(false);
  EXPECT_EQ(batch_norm_report(*layer, {{known()}}),
            "layer    kind         mode       statistics  batches  least variance  values  mean shift  "
            "variance ratio\n"
            "(model)  BatchNorm1d  inference  tracked           0               4       4         1.5        "
            "      16\n");
}

TEST(BatchNormReport, compares_variances_as_the_layer_does_with_eps) {
  const auto layer = norm(1, 2, true, 1);
  copy_into(Tensor::full(context(), DType::f64, {2}, 3), layer->state().running_var);
  layer->train(false);
  EXPECT_EQ(batch_norm_report(*layer, {{known()}}),
            "layer    kind         mode       statistics  batches  least variance  values  mean shift  "
            "variance ratio\n"
            "(model)  BatchNorm1d  inference  tracked           0               3       4         1.5        "
            "     3.2\n")
      << "5 / 4 and 4 / 1.25";
}

TEST(BatchNormReport, has_a_line_for_each_batch_norm) {
  const auto first = norm(1, 2), shared = norm(1, 2), plain = norm(1, 2, false), spare = norm(2, 3);
  const Ref<Module> inner = make_ref<Sequential>(context(), std::vector<Ref<Module>>{shared, plain});
  const auto model = make_ref<CustomModule>(context(), "Model", [](CustomModule& self, auto inputs) {
    Variable y = inputs[0];
    for (const char* name : {"first", "inner", "again"})
      for (const NamedModule& child : self.children())
        if (child.name == name) y = child.module->forward(y);
    return y;
  });
  model->add_child("first", first);
  model->add_child("inner", inner);
  model->add_child("again", shared);
  model->add_child("spare", spare);
  first->forward(known());
  shared->accumulate_statistics(true);
  copy_into(Tensor::full(context(), DType::f64, {2}, 1), shared->state().running_mean);
  plain->train(false);
  spare->freeze_statistics(true);
  copy_into(Tensor::from<double>(context(), {3}, std::vector<double>{2, 3e-10, 1}),
            spare->state().running_var);
  EXPECT_EQ(batch_norm_report(*model, {{known()}}),
            "layer    kind         mode       statistics   batches  least variance  values  mean shift  "
            "variance ratio\n"
            "first    BatchNorm1d  training   tracked            1           0.925       4        2.37       "
            "      3.7\n"
            "inner.0  BatchNorm1d  training   accumulated        0               1       4           1       "
            "     1.33\n"
            "inner.1  BatchNorm1d  inference  none               -               -       4           -       "
            "        -\n"
            "spare    BatchNorm2d  training   frozen             0           3e-10       -           -       "
            "        -\n")
      << "the second's inputs are normalised already";
}

TEST(BatchNormReport, shows_what_is_not_finite) {
  const auto layer = norm(1, 1);
  layer->train(false);
  const auto report = [&](double a, double b) {
    return batch_norm_report(
        *layer, {{Variable(Tensor::from<double>(context(), {2, 1}, std::vector<double>{a, b}))}});
  };
  const std::string beginning =
      "layer    kind         mode       statistics  batches  least variance  values  mean shift  variance "
      "ratio\n"
      "(model)  BatchNorm1d  inference  tracked           0  ";
  EXPECT_EQ(report(NAN, 1), beginning + "             1       2         nan             nan\n");
  EXPECT_EQ(report(1e9, 1e9), beginning + "             1       2       1e+09             inf\n");
  copy_into(Tensor::full(context(), DType::f64, {1}, NAN), layer->state().running_var);
  EXPECT_EQ(report(0, 1), beginning + "           nan       2         nan             nan\n");
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
  const std::string titles =
      "layer    kind         mode       statistics  batches  least variance  values  mean shift  variance "
      "ratio\n";
  EXPECT_EQ(batch_norm_report(*layer, one), titles +
                                                "(model)  BatchNorm1d  inference  tracked           0        "
                                                "       1       1           -               -\n");
  const Ref<Module> linear = make_ref<Linear>(context(), 2, 2, true, DType::f64);
  EXPECT_EQ(batch_norm_report(*linear, one),
            "layer  kind  mode  statistics  batches  least variance  values  mean shift  variance ratio\n");
}

}  // namespace
}  // namespace nnl
