// Scopes, reports, profiles and the texts of errors.
#include <gtest/gtest.h>

#include "oom/models.h"

namespace nnl::test {
namespace {

TEST(OutOfMemory, in_scopes) {
  sweep([](World& world) {
    const nnl_tensor x = numbers(world, NNL_F32, {2, 3});
    nnl_scope outer = 0, inner = 0;
    world.call("begin", [&] { return nnl_scope_begin(&outer); });
    for (int i = 0; i < 17; ++i)  // where the list of handles grows
      world.make("relu", [&](nnl_tensor* out) { return nnl_relu(x, out); });
    world.call("begin", [&] { return nnl_scope_begin(&inner); });
    const nnl_tensor kept = world.make("relu", [&](nnl_tensor* out) { return nnl_relu(x, out); });
    world.call("keep", [&] { return nnl_scope_keep(inner, kept); });
    world.call("end", [&] { return nnl_scope_end(inner); });
    world.call("keep", [&] { return nnl_scope_keep(outer, kept); });
    world.call("end", [&] { return nnl_scope_end(outer); });
    world.watch(kept);
    nnl_tensor_release(kept);
    World::must(nnl_relu(x, &inner));
    world.watch(inner);
  });
}

TEST(OutOfMemory, in_reports_of_handles) {
  sweep([](World& world) {
    const Training t = language_model(world);
    const nnl_handle_report report = world.make(
        "report", [&](nnl_handle_report* out) { return nnl_handle_report_create(world.context(), 0, out); });
    char table[2048];
    world.call("table", [&] { return nnl_handle_report_table(report, table, sizeof table, nullptr); });
    world.note("table", table);
    world.call("all", [&] {
      nnl_handle_report all = 0;
      const nnl_status status = nnl_handle_report_create(0, 1, &all);
      nnl_handle_report_release(all);
      return status;
    });
  });
}

TEST(OutOfMemory, while_handles_are_traced) {
  World::must(nnl_set_handle_tracing(1));
  World::must(nnl_set_handle_label("without memory"));
  sweep([](World& world) {
    const Training t = language_model(world);
    world.watch(t.parts());
    for (int i = 0; i < 3; ++i)
      world.make("forward", [&](nnl_tensor* out) { return nnl_module_forward(t.model, t.inputs[0], out); });
    world.make("report",
               [&](nnl_handle_report* out) { return nnl_handle_report_create(world.context(), 0, out); });
  });
  World::must(nnl_set_handle_label(nullptr));
  World::must(nnl_set_handle_tracing(0));
}

TEST(OutOfMemory, while_a_profile_records) {
  sweep([](World& world) {
    const nnl_context c = world.context();
    const Training t = language_model(world);
    world.watch(t.parts());
    world.call("start", [&] { return nnl_profile_start(c, nullptr); });
    world.call("train_step", [&] {
      return nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), nullptr,
                            nullptr);
    });
    std::string text(1 << 16, '\0');
    world.call("table",
               [&] { return nnl_profile_table(c, text.data(), static_cast<int64_t>(text.size()), nullptr); });
    nnl_profile_summary summary;
    nnl_profile_summary_init(&summary, sizeof summary);
    world.call("summary", [&] { return nnl_profile_read_summary(c, &summary); });
    world.call("row", [&] { return nnl_profile_row_name(c, 0, text.data(), 100, nullptr); });
    const std::string trace = world.path("trace");
    world.call("stop", [&] { return nnl_profile_stop(c); });
    world.call("trace", [&] {
      const nnl_status status = nnl_profile_save_trace(c, trace.c_str());
      // Times differ from run to run, and so does the file.
      EXPECT_EQ(remove(trace.c_str()) == 0, status == NNL_OK);
      return status;
    });
  });
}

TEST(OutOfMemory, in_the_texts_of_errors) {
  sweep([](World& world) {
    const nnl_context c = world.context();
    const nnl_tensor a = numbers(world, NNL_F32, {2, 3}), b = numbers(world, NNL_F32, {4, 5}),
                     wrong = indices(world, {2, 3}, 50), far = indices(world, {40}, 50);
    world.watch(a);
    nnl_tensor y = 0;
    world.fail("add", NNL_SHAPE_MISMATCH, [&] { return nnl_add(a, b, &y); });
    world.fail("handle", NNL_INVALID_HANDLE, [&] { return nnl_relu(12345, &y); });
    world.fail("dtype", NNL_DTYPE_MISMATCH, [&] { return nnl_add(a, wrong, &y); });
    world.fail("index", NNL_INDEX_OUT_OF_RANGE, [&] { return nnl_embedding(b, far, nullptr, &y); });
    world.fail("backward", NNL_INVALID_STATE, [&] { return nnl_tensor_backward(a, 0, 0); });
    world.fail("null", NNL_INVALID_ARGUMENT, [&] { return nnl_relu(a, nullptr); });
    nnl_module linear = 0, model = 0;
    World::must(nnl_linear_create(c, 7, 2, nullptr, &linear));
    model = sequential(world, {sequential(world, {linear})});
    world.fail("nested", NNL_SHAPE_MISMATCH, [&] { return nnl_module_forward(model, a, &y); });
    world.fail("name", NNL_NOT_FOUND, [&] { return nnl_module_tensor(model, "0.0.nothing", &y); });
  });
}

}  // namespace
}  // namespace nnl::test
