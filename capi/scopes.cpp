#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

using PinnedScope = Pinned<Kind::scope, Scope>;

nnl_status NNL_CALL nnl_scope_begin(nnl_scope* scope) {
  if (scope) *scope = 0;
  return guard(__func__, [&] {
    require(scope, "scope");
    *scope = Scope::begin();
  });
}

nnl_status NNL_CALL nnl_scope_keep(nnl_scope scope, int64_t handle) {
  return guard(__func__, [&] { PinnedScope(scope, "scope")->keep(handle); });
}

nnl_status NNL_CALL nnl_scope_end(nnl_scope scope) {
  return guard(__func__, [&] { PinnedScope(scope, "scope")->end(); });
}

void NNL_CALL nnl_scope_release(nnl_scope scope) { Scope::drop(scope); }
