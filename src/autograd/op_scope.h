// Where an operation's forward begins and ends, for profiles.
#pragma once

#include "base/profile_scope.h"

namespace nnl {

/// Marks the forward of an operation in the profile of its operand's context, from here to the end of the
/// function: its checks, its loops, its temporaries and its recording. The first line of every operation,
/// under the name of its node, so that profiles are right wherever it is called from. An operation that calls
/// others has them within its scope.
class OpScope {
 public:
  /// `op` lives as long as the scope. The operand is not looked at unless a profile records.
  template <class Operand>
  OpScope(const char* op, const Operand& operand) : scope_(ProfileKind::op, op, operand) {}

 private:
  const ProfileScope scope_;
};

}  // namespace nnl
