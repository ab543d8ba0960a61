// A fit that runs out of memory leaves whole steps.
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "oom/failing_memory.h"
#include "oom/models.h"

namespace nnl::test {
namespace {

/// A training with everything that a fit can have, on a few batches. Its validation changes nothing, as one
/// with max_norm would.
class FitWorld final : public World {
 public:
  FitWorld() : World(1, testing::TempDir()), training_(image_model(*this)) {
    nnl_fit_options_init(&options_, sizeof options_);
    options_.epochs = 2;
    options_.has_clip_norm = 1;
    options_.clip_norm = 0.5;
    options_.schedule_each_step = 1;
    options_.patience = 3;
    options_.validation = loader(2);
    must(nnl_exponential_lr_create(training_.optimizer, 0.9, &options_.schedule));
    parts_ = training_.parts();
    parts_.schedule = options_.schedule;
    parts_.loader = loader(1);
  }
  ~FitWorld() override { end(); }

  void call(const std::string&, const std::function<nnl_status()>&, std::vector<nnl_status>) override {}
  void fail(const std::string&, nnl_status, const std::function<nnl_status()>&) override {}

  nnl_status fit(nnl_fit_callback callback, void* user_data) {
    return nnl_fit(training_.model, training_.loss, training_.optimizer, parts_.loader, &options_, callback,
                   user_data, nullptr);
  }
  /// Of all but the validation.
  std::string state_of_training() const {
    const std::string file = path("nnlite_oom_fit");
    must(nnl_checkpoint_save(file.c_str(), &parts_));
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    remove(file.c_str());
    return text.str();
  }
  /// One step and the place of the loader after it, or the end of an epoch.
  void go_on() {
    nnl_tensor batch[2];
    must(nnl_loader_next(parts_.loader, 2, batch));
    if (batch[0] == 0) return;
    must(nnl_train_step(training_.model, training_.loss, training_.optimizer, 1, &batch[0], 1, &batch[1],
                        nullptr, nullptr));
    for (const nnl_tensor tensor : batch) nnl_tensor_release(tensor);
  }

 private:
  nnl_loader loader(int64_t batch) {
    nnl_loader_options options;
    nnl_loader_options_init(&options, sizeof options);
    options.sampling = NNL_SAMPLING_SHUFFLE;
    options.batch_size = batch;
    const nnl_tensor data[] = {training_.inputs[0], training_.targets[0]};
    nnl_loader made = 0;
    must(nnl_loader_create(2, data, &options, &made));
    return made;
  }

  Training training_;
  nnl_checkpoint_parts parts_;
  nnl_fit_options options_;
};

/// The states between the steps of an undisturbed fit.
struct Steps {
  FitWorld& world;
  std::set<std::string> states;

  static nnl_status NNL_CALL note(const nnl_fit_progress*, void* user_data) {
    auto& self = *static_cast<Steps*>(user_data);
    self.states.insert(self.world.state_of_training());
    return NNL_OK;
  }
};

nnl_status NNL_CALL go(const nnl_fit_progress*, void*) { return NNL_OK; }

TEST(OutOfMemory, in_a_fit_leaves_whole_steps) {
  std::set<std::string> between;
  int64_t requests = 0, before = 0, after = 0, failures = 0;
  World::must(nnl_live_handles(&before));
  {
    FitWorld world;
    Steps steps{world, {world.state_of_training()}};
    World::must(world.fit(Steps::note, &steps));
    between = steps.states;
    between.insert(world.state_of_training());
    ASSERT_GE(between.size(), 7u);
  }
  {
    FitWorld world;
    refuse_request(INT64_MAX, Refusal::one);
    World::must(world.fit(go, nullptr));
    requests = grant_requests().requests;
    ASSERT_GT(requests, 300);
  }
  for (const Refusal refusal : {Refusal::one, Refusal::all_later})
    for (int64_t k = 1; k <= requests; k += sweep_stride()) {
      FitWorld world;
      World::must(nnl_shutdown());
      refuse_request(k, refusal);
      const nnl_status status = world.fit(go, nullptr);
      const Refused refused = grant_requests();
      if (status != NNL_OK) {
        ASSERT_EQ(status, NNL_OUT_OF_MEMORY) << k;
        ASSERT_GT(refused.refused, 0);
        ++failures;
      }
      ASSERT_EQ(between.count(world.state_of_training()), 1u) << k << ": " << nnl_last_error_message();
      ASSERT_NO_THROW(world.go_on()) << k;
    }
  World::must(nnl_live_handles(&after));
  EXPECT_EQ(after, before);
  std::printf("fits: %lld failures in %lld requests\n", static_cast<long long>(failures),
              static_cast<long long>(2 * requests));
}

}  // namespace
}  // namespace nnl::test
