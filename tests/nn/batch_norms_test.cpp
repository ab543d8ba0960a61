// Frozen statistics and statistics of micro-batches.
#include "nn/batch_norms.h"

#include "base/transaction.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/modules.h"

namespace nnl {
namespace {

using namespace test;

Ref<BatchNorm> layer_of(const Case& c, DType dtype) {
  BatchNormSettings settings;
  if (c.settings.contains("momentum")) {
    settings.momentum.reset();
    if (!c.settings["momentum"].is_null()) settings.momentum = c.settings["momentum"].get<double>();
  }
  const auto layer =
      make_ref<BatchNorm>(context(), c.settings.at("layer").get<std::string>()[9] - '0', 2, settings, dtype);
  fill(*layer, c.inputs);
  return layer;
}

/// Calls check(case, layer, tolerance) for each case of a use, in f64 and f32.
template <class Check>
void for_cases(const char* use, const Check& check) {
  int checked = 0;
  for (const Case& c : golden_cases("batch_norm_uses")) {
    if (c.settings.at("use") != use) continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      check(c, layer_of(c, dtype), dtype, dtype == DType::f64 ? 1e-11 : 1e-5);
      ++checked;
    }
  }
  EXPECT_GT(checked, 0);
}

TEST(FreezeStatistics, agrees_with_pytorch) {
  for_cases("frozen", [](const Case& c, const Ref<BatchNorm>& layer, DType dtype, double close) {
    const Ref<Module> model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{layer});
    freeze_statistics(*model, true);
    const Variable x(tensor_of(c.inputs.at("x"), dtype), true);
    const Variable y = model->forward(x);
    expect_close(y.data(), c.outputs.at("output"), close, "output");
    backward(y, tensor_of(c.inputs.at("cotangent"), dtype));
    expect_close(x.grad().dense(), c.gradients.at("x"), close, "x");
    for (const auto& [name, parameter] : state_of(*layer))
      if (c.gradients.count(name)) expect_close(parameter.grad().dense(), c.gradients.at(name), close, name);
    expect_buffers(*layer, c.outputs, 0);
  });
}

TEST(FreezeStatistics, reaches_all_and_outlives_the_mode) {
  const auto a = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64),
             b = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const Ref<Module> inner = make_ref<Sequential>(context(), std::vector<Ref<Module>>{b}),
                    model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{a, inner, a});
  EXPECT_FALSE(statistics_frozen(*model));
  freeze_statistics(*inner, true);
  EXPECT_TRUE(b->statistics_frozen());
  EXPECT_FALSE(a->statistics_frozen());
  EXPECT_FALSE(statistics_frozen(*model));
  EXPECT_TRUE(statistics_frozen(*inner));
  model->train(false);
  model->train(true);
  model->forward(sample({4, 2}));
  EXPECT_EQ(b->state().num_batches_tracked.item(), 0);
  EXPECT_EQ(a->state().num_batches_tracked.item(), 2);
  freeze_statistics(*model, true);
  EXPECT_TRUE(statistics_frozen(*model));
  freeze_statistics(*model, false);
  model->forward(sample({4, 2}));
  EXPECT_EQ(b->state().num_batches_tracked.item(), 1);
  EXPECT_FALSE(statistics_frozen(*make_ref<Linear>(context(), 2, 2, true, DType::f64)));
}

TEST(FreezeStatistics, without_running_statistics_has_no_effect) {
  BatchNormSettings settings;
  settings.track_running_stats = false;
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, settings, DType::f64);
  const Variable x = sample({4, 2});
  const std::vector<double> before = values_of(layer->forward(x).data());
  layer->freeze_statistics(true);
  EXPECT_EQ(values_of(layer->forward(x).data()), before);
}

TEST(BatchNorms, are_found_once_and_by_their_first_name) {
  const auto a = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64),
             b = make_ref<BatchNorm>(context(), 2, 2, BatchNormSettings{}, DType::f64);
  const Ref<Module> inner = make_ref<Sequential>(context(), std::vector<Ref<Module>>{a, b}),
                    model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{inner, a, inner});
  const std::vector<NamedBatchNorm> found = batch_norms(*model);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].name, "0.0");
  EXPECT_EQ(found[1].name, "0.1");
  EXPECT_TRUE(found[1].layer == b);
  EXPECT_EQ(batch_norms(*a)[0].name, "");
}

TEST(MicroBatches, move_the_statistics_as_one_batch_does_in_pytorch) {
  for_cases("micro_batches", [](const Case& c, const Ref<BatchNorm>& layer, DType dtype, double close) {
    const auto before = numbers_of(*layer);
    layer->accumulate_statistics(true);
    for (int i = 0; i < c.settings.at("batches").get<int>(); ++i) {
      const Variable x(tensor_of(c.inputs.at("micro_" + std::to_string(i)), dtype));
      const auto alone = make_ref<BatchNorm>(context(), layer->dimensions(), 2, layer->settings(), dtype);
      copy_into(layer->weight().data(), alone->weight().data());
      copy_into(layer->bias().data(), alone->bias().data());
      EXPECT_EQ(values_of(layer->forward(x).data()), values_of(alone->forward(x).data())) << "micro " << i;
    }
    EXPECT_EQ(numbers_of(*layer), before);
    layer->commit_statistics();
    expect_buffers(*layer, c.outputs, close);
    layer->commit_statistics();
    expect_buffers(*layer, c.outputs, close);
  });
}

TEST(MicroBatches, begin_anew_after_each_commit) {
  const auto micro = make_ref<BatchNorm>(context(), 1, 3, BatchNormSettings{}, DType::f64),
             whole = make_ref<BatchNorm>(context(), 1, 3, BatchNormSettings{}, DType::f64);
  accumulate_statistics(*micro, true);
  for (int step = 0; step < 3; ++step) {
    const Variable x = sample({6, 3}, step);
    whole->forward(x);
    for (int64_t part = 0; part < 3; ++part) micro->forward(Variable(x.data().rows(2 * part, 2)));
    commit_statistics(*micro);
    expect_close(micro->state().running_var, {"f64", {3}, values_of(whole->state().running_var)}, 1e-13,
                 "variance");
    expect_close(micro->state().running_mean, {"f64", {3}, values_of(whole->state().running_mean)}, 1e-13,
                 "mean");
    EXPECT_EQ(micro->state().num_batches_tracked.item(), step + 1);
  }
}

TEST(MicroBatches, are_dropped_by_switching_and_by_freezing) {
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const auto before = numbers_of(*layer);
  for (int way = 0; way < 3; ++way) {
    layer->accumulate_statistics(true);
    layer->forward(sample({4, 2}));
    if (way == 0) layer->accumulate_statistics(false);
    if (way == 1) layer->accumulate_statistics(true);
    if (way == 2) layer->freeze_statistics(true);
    layer->commit_statistics();
    EXPECT_EQ(numbers_of(*layer), before) << way;
  }
  layer->freeze_statistics(false);
  layer->accumulate_statistics(false);
  layer->forward(sample({4, 2}));
  EXPECT_EQ(layer->state().num_batches_tracked.item(), 1);
}

TEST(MicroBatches, of_a_failed_call_are_not_gathered) {
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64),
             expected = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const Ref<Module> model = make_ref<Sequential>(
      context(), std::vector<Ref<Module>>{layer, make_ref<Linear>(context(), 3, 2, true, DType::f64)});
  layer->accumulate_statistics(true);
  layer->forward(sample({4, 2}));
  EXPECT_EQ(error_of([&] { model->forward(sample({4, 2}, 5)); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([&] { layer->forward(sample({1, 2})); }).code(), Code::shape_mismatch);
  {
    const Transaction fails;
    layer->commit_statistics();
    EXPECT_EQ(layer->state().num_batches_tracked.item(), 1);
  }
  EXPECT_EQ(layer->state().num_batches_tracked.item(), 0);
  layer->commit_statistics();
  expected->forward(sample({4, 2}));
  EXPECT_EQ(numbers_of(*layer), numbers_of(*expected));
}

TEST(MicroBatches, a_commit_that_fails_moves_none) {
  const auto good = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64),
             bad = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  const Ref<Module> model = make_ref<Sequential>(context(), std::vector<Ref<Module>>{good, bad});
  accumulate_statistics(*model, true);
  model->forward(sample({4, 2}));
  *bad->state().num_batches_tracked.mutable_data<int64_t>() = -3;
  const auto before = numbers_of(*model);
  EXPECT_EQ(error_of([&] { commit_statistics(*model); }).code(), Code::invalid_state);
  EXPECT_EQ(numbers_of(*model), before);
  *bad->state().num_batches_tracked.mutable_data<int64_t>() = 0;
  commit_statistics(*model);
  EXPECT_EQ(good->state().num_batches_tracked.item(), 1);
  EXPECT_EQ(bad->state().num_batches_tracked.item(), 1);
}

TEST(MicroBatches, in_inference_change_nothing) {
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64);
  layer->accumulate_statistics(true);
  layer->train(false);
  layer->forward(sample({4, 2}));
  layer->commit_statistics();
  EXPECT_EQ(layer->state().num_batches_tracked.item(), 0);
}

}  // namespace
}  // namespace nnl
