#include "train/recalibrate.h"

#include "nn/batch_norms.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "support/modules.h"

namespace nnl {
namespace {

using namespace test;
using Modules = std::vector<Ref<Module>>;

Ref<Module> sequential(const Modules& modules) { return make_ref<Sequential>(context(), modules); }

Ref<Module> model_of(const Case& c, DType dtype) {
  const std::string layer = c.settings.at("layer");
  if (layer != "Linear")
    return sequential({make_ref<BatchNorm>(context(), layer[9] - '0', 2, BatchNormSettings{}, dtype)});
  BatchNormSettings cumulative;
  cumulative.momentum.reset();
  return sequential({make_ref<Linear>(context(), 3, 4, true, dtype),
                     make_ref<BatchNorm>(context(), 1, 4, BatchNormSettings{}, dtype),
                     make_simple(context(), "Tanh", [](const Variable& x) { return nnl::tanh(x); }),
                     make_ref<Linear>(context(), 4, 2, true, dtype),
                     make_ref<BatchNorm>(context(), 1, 2, cumulative, dtype)});
}

Ref<Loader> loader_of(const std::vector<Tensor>& tensors, int64_t batch_size) {
  LoaderOptions options;
  options.batch_size = batch_size;
  return make_ref<Loader>(tensors, options);
}

TEST(Recalibrate, agrees_with_pytorch) {
  int checked = 0;
  for (const Case& c : golden_cases("batch_norm_uses")) {
    if (c.settings.at("use") != "recalibrate") continue;
    for (DType dtype : {DType::f64, DType::f32}) {
      SCOPED_TRACE(c.name + ", " + name_of(dtype));
      const Ref<Module> model = model_of(c, dtype);
      fill(*model, c.inputs);
      const bool training = c.settings.at("training");
      model->train(training);
      const int64_t size = c.settings.at("batch_size"), samples = c.inputs.at("x").shape[0];
      const Ref<Loader> loader = loader_of({tensor_of(c.inputs.at("x"), dtype)}, size);
      EXPECT_EQ(recalibrate(*model, *loader), (samples + size - 1) / size);
      expect_buffers(*model, c.outputs, dtype == DType::f64 ? 1e-12 : 1e-5);
      EXPECT_EQ(loader->epoch(), 1);
      EXPECT_EQ(model->training(), training);
      EXPECT_EQ(model->children().back().module->training(), training);
      for (const NamedVariable& parameter : model->parameters()) EXPECT_FALSE(parameter.variable.grad());
      EXPECT_TRUE(grad_enabled());
      ++checked;
    }
  }
  EXPECT_EQ(checked, 12);
}

Ref<BatchNorm> fresh() { return make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64); }

TEST(Recalibrate, takes_what_is_left_of_an_epoch_or_the_next) {
  const Ref<Loader> loader = loader_of({sample({8, 2}).data()}, 2);
  const auto layer = fresh();
  loader->next();
  EXPECT_EQ(recalibrate(*layer, *loader), 3);
  EXPECT_EQ(recalibrate(*layer, *loader, 3), 3);
  EXPECT_EQ(loader->epoch(), 1);
  EXPECT_EQ(recalibrate(*layer, *loader, 1), 1);
  EXPECT_EQ(loader->epoch(), 1);
  EXPECT_EQ(recalibrate(*layer, *loader, 9), 4) << "it stood at the end of an epoch";
  EXPECT_EQ(loader->epoch(), 3);
  EXPECT_EQ(layer->state().num_batches_tracked.item(), 4);
}

TEST(Recalibrate, hands_over_all_tensors_of_a_batch_but_the_last) {
  const Ref<Loader> with_target =
      loader_of({sample({4, 2}).data(), Tensor::zeros(context(), DType::i64, {4})}, 2);
  EXPECT_EQ(recalibrate(*fresh(), *with_target), 2);
  const Ref<Loader> two_inputs =
      loader_of({sample({4, 2}).data(), sample({4, 2}).data(), sample({4}).data()}, 2);
  EXPECT_EQ(std::string(error_of([&] { recalibrate(*fresh(), *two_inputs); }).what()),
            "batch 0: BatchNorm1d: 2 inputs given, 1 wanted");
}

TEST(Recalibrate, leaves_frozen_statistics_alone) {
  const auto frozen = fresh(), other = fresh();
  frozen->freeze_statistics(true);
  const auto before = numbers_of(*frozen);
  const Ref<Loader> loader = loader_of({sample({8, 2}).data()}, 4);
  EXPECT_EQ(recalibrate(*frozen, *loader), 0);
  EXPECT_EQ(recalibrate(*make_ref<Linear>(context(), 2, 2, true, DType::f64), *loader), 0);
  EXPECT_EQ(recalibrate(*sequential({frozen, other}), *loader), 2) << "nothing was drawn before";
  EXPECT_EQ(numbers_of(*frozen), before);
  EXPECT_EQ(other->state().num_batches_tracked.item(), 2);
}

TEST(Recalibrate, that_fails_changes_nothing) {
  const auto layer = fresh();
  EmbeddingOptions table;
  table.max_norm = 0.1;
  const Ref<Module> model = sequential({make_ref<Embedding>(context(), 6, 2, table, DType::f64), layer});
  const auto before = numbers_of(*model);
  const Tensor indices = Tensor::from<int64_t>(context(), {6}, std::vector<int64_t>{0, 1, 2, 3, 4, 77});
  const Ref<Loader> loader = loader_of({indices}, 2);
  EXPECT_EQ(std::string(error_of([&] { recalibrate(*model, *loader); }).what()),
            "batch 2: layer 0 (Embedding): embedding: index 77 at position [1] is not in [0, 6)");
  EXPECT_EQ(numbers_of(*model), before);
  EXPECT_EQ(values_of(loader->next()[0]), (std::vector<double>{0, 1})) << "the loader stands where it stood";
  EXPECT_TRUE(model->training());
  EXPECT_TRUE(grad_enabled());
}

TEST(Recalibrate, refuses_what_makes_no_sense) {
  const Ref<Loader> loader = loader_of({sample({3, 2}).data()}, 2);
  EXPECT_EQ(error_of([&] { recalibrate(*fresh(), *loader, -1); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] { recalibrate(*fresh(), *loader); }).code(), Code::shape_mismatch)
      << "a batch of one";
  LoaderOptions drop;
  drop.batch_size = 9;
  drop.last_batch = LastBatch::drop;
  const Ref<Loader> empty = make_ref<Loader>(std::vector<Tensor>{sample({3, 2}).data()}, drop);
  const auto layer = fresh();
  EXPECT_EQ(std::string(error_of([&] { recalibrate(*layer, *empty); }).what()),
            "recalibrate: the loader has no batches");
  EXPECT_EQ(empty->epoch(), 0);
}

TEST(Recalibrate, passes_over_a_batch_of_one_where_that_is_chosen) {
  BatchNormSettings settings;
  settings.batch_of_one = BatchOfOne::running;
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, settings, DType::f64), expected = fresh();
  const Tensor x = sample({5, 2}).data();
  EXPECT_EQ(recalibrate(*layer, *loader_of({x}, 2)), 3);
  recalibrate(*expected, *loader_of({x.rows(0, 4)}, 2));
  EXPECT_EQ(numbers_of(*layer), numbers_of(*expected));
}

TEST(Recalibrate, leaves_layers_alone_that_meet_only_single_values) {
  BatchNormSettings settings;
  settings.batch_of_one = BatchOfOne::running;
  const auto layer = make_ref<BatchNorm>(context(), 1, 2, settings, DType::f64);
  const Ref<Module> model = sequential({layer});
  model->forward(sample({4, 2}, 0, false));
  const std::vector<double> mean = values_of(layer->state().running_mean);
  EXPECT_EQ(recalibrate(*model, *loader_of({sample({3, 2}).data()}, 1)), 3);
  EXPECT_EQ(values_of(layer->state().running_mean), mean);
  EXPECT_EQ(layer->state().num_batches_tracked.item(), 1);
}

}  // namespace
}  // namespace nnl
