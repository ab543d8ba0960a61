// A training that runs out of memory at any place goes on as if nothing had been.
#include <gtest/gtest.h>

#include "oom/failing_memory.h"
#include "oom/models.h"

namespace nnl::test {
namespace {

using Make = std::function<Training(World&)>;

Scenario steps_by_parts(const Make& make, int steps) {
  return [=](World& world) {
    const Training t = make(world);
    world.watch(t.parts());
    const auto count = static_cast<int64_t>(t.parameters.size());
    for (int step = 0; step < steps; ++step) {
      const nnl_tensor y = world.make("forward", [&](nnl_tensor* out) {
        return nnl_module_forward_inputs(t.model, 1, t.inputs.data(), out);
      });
      const nnl_tensor compared[] = {y, t.targets[0]};
      const nnl_tensor loss = world.make(
          "loss", [&](nnl_tensor* out) { return nnl_module_forward_inputs(t.loss, 2, compared, out); });
      world.call("zero_grad", [&] { return nnl_optimizer_zero_grad(t.optimizer); });
      world.call("backward", [&] { return nnl_tensor_backward(loss, 0, 1); });
      world.call("backward again", [&] { return nnl_tensor_backward(loss, 0, 0); });
      double norm = 0;
      world.call("clip_grad_norm",
                 [&] { return nnl_clip_grad_norm(count, t.parameters.data(), 0.1, 2, 0, &norm); });
      world.call("clip_grad_value", [&] { return nnl_clip_grad_value(count, t.parameters.data(), 0.02); });
      world.call("step", [&] { return nnl_optimizer_step(t.optimizer); });
      nnl_tensor_release(y);
      nnl_tensor_release(loss);
    }
    world.call("settle", [&] { return nnl_optimizer_settle(t.optimizer); });
  };
}

Scenario whole_steps(const Make& make, int steps) {
  return [=](World& world) {
    const Training t = make(world);
    world.watch(t.parts());
    nnl_train_step_options options;
    nnl_train_step_options_init(&options, sizeof options);
    options.has_clip_norm = 1;
    options.clip_norm = 0.2;
    for (int step = 0; step < steps; ++step) {
      double loss = -1;
      world.call("train_step", [&] {
        return nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), &options,
                              &loss);
      });
      world.note("loss", std::to_string(loss));
    }
  };
}

const Make language = [](World& world) { return language_model(world); };

TEST(OutOfMemory, in_a_step_of_a_language_model_by_parts) { sweep(steps_by_parts(language, 3)); }
TEST(OutOfMemory, in_a_step_of_an_image_model_by_parts) { sweep(steps_by_parts(image_model, 2)); }
TEST(OutOfMemory, in_a_step_of_bags_by_parts) { sweep(steps_by_parts(bag_model, 2)); }

TEST(OutOfMemory, in_a_whole_step_of_a_language_model) { sweep(whole_steps(language, 3)); }
TEST(OutOfMemory, in_a_whole_step_of_an_image_model) { sweep(whole_steps(image_model, 2)); }
TEST(OutOfMemory, in_a_whole_step_of_bags) { sweep(whole_steps(bag_model, 2)); }

TEST(OutOfMemory, in_a_step_on_several_threads) {
  // A table whose loops are split, and workers that start anew in each attempt.
  const Make large = [](World& world) { return language_model(world, 9000, 8, 64); };
  sweep(steps_by_parts(large, 2), 3,
        {Shortage::one, Shortage::all_later, Shortage::limit, Shortage::threads});
}

TEST(OutOfMemory, in_evaluation_and_running_statistics) {
  sweep([](World& world) {
    const Training t = language_model(world);
    nnl_loader_options options;
    nnl_loader_options_init(&options, sizeof options);
    options.batch_size = 4;
    options.sampling = NNL_SAMPLING_SHUFFLE;
    const nnl_tensor data[] = {t.inputs[0], t.targets[0]};
    nnl_checkpoint_parts parts = t.parts();
    parts.loader =
        world.make("loader", [&](nnl_loader* out) { return nnl_loader_create(2, data, &options, out); });
    world.watch(parts);
    double loss = 0;
    world.call("evaluate", [&] { return nnl_evaluate(t.model, t.loss, parts.loader, 1, &loss); });
    world.note("loss", std::to_string(loss));
    int64_t batches = 0;
    world.call("recalibrate", [&] { return nnl_recalibrate(t.model, parts.loader, 0, &batches); });
    world.call("accumulate", [&] { return nnl_module_accumulate_statistics(t.model, 1); });
    for (int i = 0; i < 2; ++i)
      world.make("forward", [&](nnl_tensor* out) { return nnl_module_forward(t.model, t.inputs[0], out); });
    world.call("commit", [&] { return nnl_module_commit_statistics(t.model); });
    for (int i = 0; i < 3; ++i) {
      nnl_tensor batch[2] = {5, 5};
      world.call("next", [&] {
        const nnl_status status = nnl_loader_next(parts.loader, 2, batch);
        EXPECT_TRUE(status == NNL_OK || (batch[0] == 0 && batch[1] == 0));
        return status;
      });
    }
    world.make("fold", [&](nnl_module* out) { return nnl_module_fold_batch_norms(t.model, out); });
    char text[2048];
    world.call("summary",
               [&] { return nnl_module_summary(t.model, 1, t.inputs.data(), text, sizeof text, nullptr); });
    world.note("summary", text);
    world.call("report", [&] {
      return nnl_batch_norm_report(t.model, 1, t.inputs.data(), text, sizeof text, nullptr);
    });
    world.note("report", text);
  });
}

}  // namespace
}  // namespace nnl::test
