#include "optim/kept_update.h"

#include <cstring>

namespace nnl {

KeptUpdate::KeptUpdate(const Tensor& parameter, const OptimizerMemory& memory)
    : parameter_(parameter),
      elements_(parameter.copy()),
      version_(parameter.storage()->version()),
      memory_(memory) {
  for (Tensor& buffer : memory_.buffers)
    if (buffer) buffer = buffer.copy();
  if (memory.pending && memory.pending->steps() > 0)
    stored_ = PendingRows::checked("optimizer", memory.pending->stored_table(), memory.pending->last(),
                                   memory_.buffers[0], memory.pending->history());
}

void KeptUpdate::put_back(OptimizerMemory& memory) noexcept {
  std::memcpy(parameter_.mutable_bytes(), elements_.bytes(),
              static_cast<size_t>(elements_.count() * size_of(elements_.dtype())));
  parameter_.storage()->restore_version(version_);
  memory = std::move(memory_);
  if (stored_) memory.pending->restore(*stored_);
}

}  // namespace nnl
