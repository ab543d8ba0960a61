// Checkpoints: a training as a file, to go on later with the same bits.
#pragma once

#include <string>

#include <nnlite/cpp/schedules.hpp>

namespace nnlite {

/// What a checkpoint holds; what is empty is not in it.
struct CheckpointParts {
  Module model = {};
  Optimizer optimizer = {};
  Schedule schedule = {};
  Loader loader = {};
  bool random = true;  ///< where the context's random stream stands

  /// As nnlite.h has it.
  nnl_checkpoint_parts c() const {
    auto c = detail::defaults(nnl_checkpoint_parts_init);
    c.random = random;
    c.model = model.handle();
    c.optimizer = optimizer.handle();
    c.schedule = schedule.handle();
    c.loader = loader.handle();
    return c;
  }
};

/// Writes the parts as one file, which appears whole or not at all.
inline void save_checkpoint(const std::string& path, const CheckpointParts& parts) {
  const auto c = parts.c();
  check(nnl_checkpoint_save(path.c_str(), &c));
}
/// Takes up the parts, made as they were for the saved ones; on failure nothing has changed.
inline void load_checkpoint(const std::string& path, const CheckpointParts& parts) {
  const auto c = parts.c();
  check(nnl_checkpoint_load(path.c_str(), &c));
}

}  // namespace nnlite
