// How many threads this machine lets the process keep busy.
#pragma once

namespace nnl {

/// The processors in the calling thread's affinity mask, lowered to the processor quota of its cgroups
/// (version 2, rounded up). At least 1. Reads the system anew at each call, so keep the answer. Any thread.
/// Needs no memory.
int hardware_threads() noexcept;

namespace detail {

/// The lowest processor quota along the cgroup path that `membership` (in the form of /proc/self/cgroup)
/// names below the cgroup file system at `root`, in processors, rounded up; 0 if there is none.
int cgroup_quota(const char* membership, const char* root) noexcept;

}  // namespace detail

}  // namespace nnl
