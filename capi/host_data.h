// What a host hands over with a callback.
#pragma once

#include <memory>

#include <nnlite/nnlite.h>

#include "base/no_cancellation.h"
#include "floating_point_scope.h"
#include "guard.h"

namespace nnl::capi {

/// A callback's user_data, given back through `done` when the last owner goes: but only once armed, which the
/// caller does when nothing can fail any more.
class HostData {
 public:
  HostData(nnl_release_callback done, void* user_data) noexcept : done_(done), user_data_(user_data) {}
  ~HostData() {
    if (!armed_ || !done_) return;
    const HostFloatingPointScope floating_point;
    const NoCancellation no_cancellation;
    done_(user_data_);
  }
  HostData(const HostData&) = delete;
  HostData& operator=(const HostData&) = delete;

  void* user_data() const noexcept { return user_data_; }
  void arm() noexcept { armed_ = true; }

 private:
  nnl_release_callback done_;
  void* user_data_;
  bool armed_ = false;
};

/// create() of what keeps a host's data: make(host) sets `host`, which is armed at success.
template <class Make>
nnl_status create_hosted(const char* function, const char* name, int64_t* out, Make&& make) noexcept {
  std::shared_ptr<HostData> host;
  const nnl_status status = create(function, name, out, [&] { return make(host); });
  if (status == NNL_OK) host->arm();
  return status;
}

}  // namespace nnl::capi
