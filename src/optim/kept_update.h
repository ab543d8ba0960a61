// A parameter and what its optimizer remembers of it, to be put back.
#pragma once

#include "optim/optimizer.h"

namespace nnl {

/// As they are before an update, copied whole.
class KeptUpdate {
 public:
  KeptUpdate(const Tensor& parameter, const OptimizerMemory& memory);

  /// Puts the parameter's elements back, and into `memory` what was remembered, down to the bits that rows
  /// have while steps of theirs are pending. The optimizer's buffers are others afterwards. Cannot fail.
  void put_back(OptimizerMemory& memory) noexcept;

 private:
  Tensor parameter_, elements_;
  int64_t version_;
  OptimizerMemory memory_;
  std::optional<PendingRows::Stored> stored_;
};

}  // namespace nnl
