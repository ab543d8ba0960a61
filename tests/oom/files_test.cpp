// Saving and loading without memory: the old file or the new one, the old values or the new ones.
#include <gtest/gtest.h>

#include "oom/failing_memory.h"
#include "oom/models.h"

namespace nnl::test {
namespace {

void step(const Training& t) {
  World::must(nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), nullptr,
                             nullptr));
}

TEST(OutOfMemory, in_saving_and_loading_a_module) {
  sweep([](World& world) {
    const Training t = language_model(world);
    world.watch(t.parts());
    const std::string file = world.path("model"), other = world.path("other"),
                      nothing = world.path("nothing"), nowhere = world.path("no/folder");
    step(t);
    world.call("save", [&] { return nnl_module_save(t.model, file.c_str()); });
    step(t);
    world.call("save over it", [&] { return nnl_module_save(t.model, file.c_str()); });
    step(t);
    world.call("load", [&] { return nnl_module_load(t.model, file.c_str()); });
    const Training smaller = language_model(world, 20, 4);
    world.watch(smaller.parts());
    World::must(nnl_module_save(smaller.model, other.c_str()));
    nnl_load_options options;
    nnl_load_options_init(&options, sizeof options);
    options.strict = 0;
    const nnl_load_report report = world.make("load in part", [&](nnl_load_report* out) {
      return nnl_module_load_with(t.model, other.c_str(), &options, out);
    });
    char name[64];
    world.call("name", [&] {
      return nnl_load_report_name(report, NNL_LOAD_MISMATCHED, 0, name, sizeof name, nullptr);
    });
    world.note("mismatched", name);
    world.fail("load another", NNL_SHAPE_MISMATCH, [&] { return nnl_module_load(t.model, other.c_str()); });
    world.fail("load nothing", NNL_IO_ERROR, [&] { return nnl_module_load(t.model, nothing.c_str()); });
    world.fail("save nowhere", NNL_IO_ERROR, [&] { return nnl_module_save(t.model, nowhere.c_str()); });
  });
}

/// A checkpoint of all parts, taken up after further steps.
void checkpoints(World& world, const Training& t) {
  nnl_checkpoint_parts parts = t.parts();
  World::must(
      nnl_one_cycle_lr_create(t.optimizer, 1, std::vector<double>{0.1}.data(), 50, nullptr, &parts.schedule));
  nnl_loader_options options;
  nnl_loader_options_init(&options, sizeof options);
  options.sampling = NNL_SAMPLING_SHUFFLE;
  options.batch_size = 2;
  const nnl_tensor data[] = {t.inputs[0], t.targets[0]};
  World::must(nnl_loader_create(2, data, &options, &parts.loader));
  world.watch(parts);
  const auto go_on = [&] {
    nnl_tensor batch[2];
    World::must(nnl_loader_next(parts.loader, 2, batch));
    step(t);
    World::must(nnl_schedule_step(parts.schedule));
    for (const nnl_tensor tensor : batch) nnl_tensor_release(tensor);
  };
  const std::string file = world.path("checkpoint");
  go_on();
  world.call("save", [&] { return nnl_checkpoint_save(file.c_str(), &parts); });
  go_on();
  go_on();
  world.call("load", [&] { return nnl_checkpoint_load(file.c_str(), &parts); });
  world.call("load again", [&] { return nnl_checkpoint_load(file.c_str(), &parts); });
  world.call("a step", [&] {
    return nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), nullptr,
                          nullptr);
  });
}

TEST(OutOfMemory, in_checkpoints) {
  sweep([](World& world) { checkpoints(world, language_model(world)); });
}

TEST(OutOfMemory, in_checkpoints_of_moments) {
  sweep([](World& world) { checkpoints(world, image_model(world)); });
}

TEST(OutOfMemory, in_checkpoints_on_several_threads) {
  sweep([](World& world) { checkpoints(world, language_model(world, 9000, 8)); }, 3,
        {Shortage::one, Shortage::all_later}, Caller::same_thread, 23);
}

TEST(OutOfMemory, while_lines_are_logged) {
  sweep([](World& world) {
    const Training t = language_model(world);
    world.watch(t.parts());
    const std::string file = world.path("model");
    struct Counts {
      int lines = 0, done = 0;
    } first, second;
    World::must(nnl_context_set_log_level(world.context(), NNL_LOG_INFO));
    const auto log = [](int32_t, const char*, void* user_data) {
      ++static_cast<Counts*>(user_data)->lines;
      return nnl_status{NNL_OK};
    };
    const auto count = [](void* user_data) { ++static_cast<Counts*>(user_data)->done; };
    World::must(nnl_context_set_log_callback(world.context(), log, count, &first));
    world.call("save", [&] { return nnl_module_save(t.model, file.c_str()); });
    world.call("load", [&] { return nnl_module_load(t.model, file.c_str()); });
    EXPECT_GT(first.lines, 0);
    world.call("a callback", [&] {
      const nnl_status status = nnl_context_set_log_callback(world.context(), log, count, &second);
      EXPECT_EQ(first.done, status == NNL_OK);
      EXPECT_EQ(second.done, 0);
      return status;
    });
    world.call("no callback", [&] {
      const nnl_status status = nnl_context_set_log_callback(world.context(), nullptr, nullptr, nullptr);
      EXPECT_EQ(second.done, status == NNL_OK);
      return status;
    });
  });
}

}  // namespace
}  // namespace nnl::test
