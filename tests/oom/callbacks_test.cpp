// Modules and operations of the caller's, whose callbacks run out of memory too.
#include <gtest/gtest.h>

#include "oom/models.h"

namespace nnl::test {
namespace {

/// What a call comes to of which a callback may have failed for want of memory.
const std::vector<nnl_status> either = {NNL_OUT_OF_MEMORY, NNL_CALLBACK_FAILED};

/// relu(layer(x)) + dropout(x), where the layer is the module's child.
nnl_status NNL_CALL residual(nnl_module module, int64_t, const nnl_tensor* inputs, nnl_tensor* output,
                             void*) {
  nnl_module layer = 0;
  nnl_tensor y = 0, z = 0, dropped = 0;
  nnl_status status = nnl_module_child(module, 0, &layer);
  if (status == NNL_OK) status = nnl_module_forward(layer, inputs[0], &y);
  if (status == NNL_OK) status = nnl_relu(y, &z);
  if (status == NNL_OK) status = nnl_dropout(inputs[0], 0.5, 1, &dropped);
  if (status == NNL_OK) status = nnl_add(z, dropped, output);
  nnl_module_release(layer);
  for (const nnl_tensor tensor : {y, z, dropped}) nnl_tensor_release(tensor);
  return status;
}

nnl_status NNL_CALL square(int64_t, const nnl_tensor* inputs, nnl_tensor* output, void*) {
  return nnl_multiply(inputs[0], inputs[0], output);
}

nnl_status NNL_CALL square_backward(int64_t, const nnl_tensor* inputs, nnl_tensor, nnl_tensor dy,
                                    const int32_t*, nnl_tensor* gradients, void*) {
  nnl_tensor twice = 0;
  nnl_status status = nnl_affine(inputs[0], 2, 0, &twice);
  if (status == NNL_OK) status = nnl_multiply(twice, dy, &gradients[0]);
  nnl_tensor_release(twice);
  return status;
}

void NNL_CALL count_done(void* user_data) { ++*static_cast<int*>(user_data); }

TEST(OutOfMemory, in_modules_of_the_callers) {
  sweep([](World& world) {
    const nnl_context c = world.context();
    static int done;  // counts too what the world releases in the end
    done = 0;
    nnl_module norm = 0;
    World::must(nnl_batch_norm1d_create(c, 3, nullptr, &norm));
    nnl_checkpoint_parts parts;
    nnl_checkpoint_parts_init(&parts, sizeof parts);
    parts.model = world.make("create", [&](nnl_module* out) {
      return nnl_module_create(c, "Residual", residual, count_done, &done, out);
    });
    world.call("add_child", [&] { return nnl_module_add_child(parts.model, "norm", norm); });
    const nnl_tensor scale = numbers(world, NNL_F32, {3}), shift = numbers(world, NNL_F32, {3});
    world.watch(parts);
    world.call("add_parameter", [&] { return nnl_module_add_parameter(parts.model, "scale", scale); });
    world.call("add_buffer", [&] { return nnl_module_add_buffer(parts.model, "shift", shift); });
    const nnl_tensor x = numbers(world, NNL_F32, {4, 3});
    World::must(nnl_tensor_set_requires_grad(x, 1));
    world.watch(x);
    const nnl_tensor y = world.make(
        "forward", [&](nnl_tensor* out) { return nnl_module_forward(parts.model, x, out); }, either);
    nnl_tensor loss = 0;
    World::must(nnl_sum(y, 0, nullptr, 0, &loss));
    world.call("backward", [&] { return nnl_tensor_backward(loss, 0, 0); });
    char text[2048];
    world.call(
        "summary", [&] { return nnl_module_summary(parts.model, 1, &x, text, sizeof text, nullptr); },
        either);
    world.note("summary", text);
    EXPECT_EQ(done, 0);
  });
}

TEST(OutOfMemory, in_operations_of_the_callers) {
  sweep([](World& world) {
    static int done;  // counts too what the world releases in the end
    done = 0;
    const nnl_tensor x = numbers(world, NNL_F64, {2, 3});
    World::must(nnl_tensor_set_requires_grad(x, 1));
    world.watch(x);
    const nnl_tensor y = world.make(
        "forward",
        [&](nnl_tensor* out) {
          return nnl_custom_op("square", 1, &x, square, square_backward, count_done, &done, out);
        },
        either);
    EXPECT_EQ(done, 0);
    world.watch(y);
    nnl_tensor loss = 0;
    World::must(nnl_sum(y, 0, nullptr, 0, &loss));
    world.call(
        "backward", [&] { return nnl_tensor_backward(loss, 0, 0); }, either);
    int32_t passed = 0;
    char report[512];
    world.call(
        "gradcheck",
        [&] {
          return nnl_gradcheck(square, nullptr, 1, &x, nullptr, &passed, report, sizeof report, nullptr);
        },
        either);
    world.note("gradcheck", std::to_string(passed) + report);
  });
}

TEST(OutOfMemory, in_a_training_of_a_callers_module) {
  sweep([](World& world) {
    const nnl_context c = world.context();
    nnl_module norm = 0, model = 0, loss = 0, last = 0;
    World::must(nnl_batch_norm1d_create(c, 3, nullptr, &norm));
    World::must(nnl_module_create(c, "Residual", residual, nullptr, nullptr, &model));
    World::must(nnl_module_add_child(model, "norm", norm));
    World::must(nnl_linear_create(c, 3, 2, nullptr, &last));
    World::must(nnl_mse_loss_create(c, NNL_REDUCTION_MEAN, &loss));
    nnl_checkpoint_parts parts;
    nnl_checkpoint_parts_init(&parts, sizeof parts);
    parts.model = sequential(world, {model, last});
    const std::vector<nnl_tensor> parameters = parameters_of(parts.model);
    World::must(nnl_adamw_create(static_cast<int64_t>(parameters.size()), parameters.data(), nullptr,
                                 &parts.optimizer));
    world.watch(parts);
    const nnl_tensor x = numbers(world, NNL_F32, {4, 3}), y = numbers(world, NNL_F32, {4, 2});
    for (int step = 0; step < 2; ++step)
      world.call(
          "train_step",
          [&] { return nnl_train_step(parts.model, loss, parts.optimizer, 1, &x, 1, &y, nullptr, nullptr); },
          either);
  });
}

}  // namespace
}  // namespace nnl::test
