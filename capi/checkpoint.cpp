#include "io/checkpoint.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_checkpoint_parts no_parts = {sizeof(nnl_checkpoint_parts), 1, 0, 0, 0, 0};

/// What a caller's struct names, kept alive by pins.
class Parts {
 public:
  explicit Parts(const nnl_checkpoint_parts* parts) {
    require(parts, "parts");
    const nnl_checkpoint_parts p = read_options(parts, no_parts, "parts");
    with_random_ = flag(p.random, "parts.random");
    if (p.model != 0) {
      Module& model = module_.emplace(p.model, "parts.model");
      add("model", state_.emplace(model), model.context());
    }
    if (p.optimizer != 0) add<Optimizer>("optimizer", optimizer_, p.optimizer, "parts.optimizer");
    if (p.schedule != 0) add<Schedule>("schedule", schedule_, p.schedule, "parts.schedule");
    if (p.loader != 0) add<Loader>("loader", loader_, p.loader, "parts.loader");
  }
  const std::vector<CheckpointPart>& list() const { return list_; }
  bool with_random() const { return with_random_; }

 private:
  void add(const char* name, Stateful& object, Context& context) {
    list_.push_back({name, &object, &context});
  }
  template <class T, class PinnedT>
  void add(const char* name, std::optional<PinnedT>& pinned, int64_t handle, const char* argument) {
    T& object = pinned.emplace(handle, argument);
    add(name, object, object.context());
  }

  std::optional<PinnedModule> module_;
  std::optional<ModuleState> state_;
  std::optional<PinnedOptimizer> optimizer_;
  std::optional<PinnedSchedule> schedule_;
  std::optional<PinnedLoader> loader_;
  std::vector<CheckpointPart> list_;
  bool with_random_;
};

}  // namespace

void NNL_CALL nnl_checkpoint_parts_init(nnl_checkpoint_parts* parts, uint32_t size) {
  write_options(no_parts, parts, size);
}

nnl_status NNL_CALL nnl_checkpoint_save(const char* path, const nnl_checkpoint_parts* parts) {
  return guard(__func__, [&] {
    require(path, "path");
    const Parts all(parts);
    save_checkpoint(path, all.list(), all.with_random());
  });
}

nnl_status NNL_CALL nnl_checkpoint_load(const char* path, const nnl_checkpoint_parts* parts) {
  return guard(__func__, [&] {
    require(path, "path");
    const Parts all(parts);
    load_checkpoint(path, all.list(), all.with_random());
  });
}
