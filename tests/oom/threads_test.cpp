// What must not fail because of missing memory, and threads that first call while it is missing.
#include <gtest/gtest.h>
#include <thread>

#include "oom/failing_memory.h"
#include "oom/models.h"

namespace nnl::test {
namespace {

class Alone final : public World {
 public:
  explicit Alone(int threads = 1) : World(threads_may_start ? threads : 1, testing::TempDir()) {}
  ~Alone() override { end(); }
  void call(const std::string&, const std::function<nnl_status()>&, std::vector<nnl_status>) override {}
  void fail(const std::string&, nnl_status, const std::function<nnl_status()>&) override {}
};

/// The status of a call for which there is no memory and no thread at all.
nnl_status without_memory(const std::function<nnl_status()>& call) {
  World::must(nnl_shutdown());
  refuse_request(1, Refusal::all_later);
  const nnl_status status = call();
  grant_requests();
  return status;
}

std::vector<float> elements(nnl_tensor tensor, int64_t count) {
  std::vector<float> values(static_cast<size_t>(count));
  World::must(nnl_tensor_read(tensor, values.data(), 4 * count));
  return values;
}

/// A table of which rows are owed a step, large enough that several threads bring it up to date.
Training table_with_pending_rows(World& world) {
  const Training t = language_model(world, 20000, 8);
  for (int step = 0; step < 2; ++step)
    World::must(nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), nullptr,
                               nullptr));
  return t;
}

TEST(WithoutMemory, rows_that_are_owed_steps_are_brought_up_to_date) {
  Alone world(3);
  const Training t = table_with_pending_rows(world);
  const std::vector<float> shown = elements(t.parameters[0], 160000);
  EXPECT_EQ(without_memory([&] { return nnl_optimizer_settle(t.optimizer); }), NNL_OK);
  EXPECT_EQ(elements(t.parameters[0], 160000), shown);
}

TEST(WithoutMemory, everything_can_be_released) {
  int64_t before = 0, after = 0;
  World::must(nnl_live_handles(&before));
  {
    Alone world(3);
    const Training t = table_with_pending_rows(world);
    EXPECT_EQ(without_memory([&] {
                for (const nnl_tensor tensor : t.parameters) nnl_tensor_release(tensor);
                nnl_module_release(t.model);
                nnl_optimizer_release(t.optimizer);
                nnl_context_release(world.context());
                return nnl_shutdown();
              }),
              NNL_OK);
  }
  World::must(nnl_live_handles(&after));
  EXPECT_EQ(after, before);
}

TEST(WithoutMemory, questions_are_answered) {
  Alone world;
  const Training t = language_model(world);
  EXPECT_EQ(without_memory([&] {
              int64_t number = 0;
              int32_t flag = 0;
              double value = 0;
              for (const nnl_status status :
                   {nnl_tensor_count(t.inputs[0], &number), nnl_tensor_rank(t.inputs[0], &flag),
                    nnl_module_is_training(t.model, &flag), nnl_module_train(t.model, 0),
                    nnl_module_num_children(t.model, &number), nnl_optimizer_zero_grad(t.optimizer),
                    nnl_optimizer_learning_rate(t.optimizer, 0, &value), nnl_grad_enabled(&flag),
                    nnl_context_memory_used(world.context(), &number), nnl_live_handles(&number),
                    nnl_context_set_memory_limit(world.context(), 0),
                    nnl_context_set_threads(world.context(), 0), nnl_context_seed(world.context(), 1)})
                if (status != NNL_OK) return status;
              return nnl_status{NNL_OK};
            }),
            NNL_OK)
      << nnl_last_error_function();
}

TEST(WithoutMemory, a_fresh_thread_gets_its_status_and_message) {
  Alone world;
  const nnl_tensor a = numbers(world, NNL_F32, {2, 3}), b = numbers(world, NNL_F32, {4});
  nnl_status too_little = NNL_OK, wrong = NNL_OK;
  std::string first, second;
  bool answered = false;
  std::thread([&] {
    nnl_tensor result = 7;
    refuse_request(1, Refusal::all_later);
    too_little = nnl_add(a, a, &result);
    grant_requests();
    first = nnl_last_error_message();
    answered = result == 0;
  }).join();
  std::thread([&] {
    nnl_tensor result = 7;
    refuse_request(1, Refusal::all_later);
    wrong = nnl_add(a, b, &result);  // whose text needs memory
    grant_requests();
    second = nnl_last_error_message();
  }).join();
  EXPECT_EQ(too_little, NNL_OUT_OF_MEMORY);
  EXPECT_EQ(first, "out of memory");
  EXPECT_TRUE(answered);
  EXPECT_EQ(wrong, NNL_OUT_OF_MEMORY);
  EXPECT_EQ(second, "out of memory");
}

TEST(OutOfMemory, on_a_fresh_thread) {
  // Each attempt on a thread of its own, which has no lists and no buffers yet.
  const Scenario steps = [](World& world) {
    const Training t = language_model(world);
    world.watch(t.parts());
    for (int step = 0; step < 2; ++step)
      world.call("train_step", [&] {
        return nnl_train_step(t.model, t.loss, t.optimizer, 1, t.inputs.data(), 1, t.targets.data(), nullptr,
                              nullptr);
      });
    world.fail("train_step", NNL_SHAPE_MISMATCH, [&] {
      return nnl_train_step(t.model, t.loss, t.optimizer, 1, t.targets.data(), 1, t.targets.data(), nullptr,
                            nullptr);
    });
  };
  sweep(steps, 1, {Shortage::one, Shortage::all_later}, Caller::fresh_thread);
}

}  // namespace
}  // namespace nnl::test
