#include "autograd/kept_gradient.h"

#include <memory>

#include "base/transaction.h"

namespace nnl {

void restore_on_rollback(std::vector<KeptGradient> gradients) {
  Transaction::on_rollback([kept = std::make_shared<std::vector<KeptGradient>>(std::move(gradients))] {
    for (KeptGradient& gradient : *kept) gradient.put_back();
  });
}

}  // namespace nnl
