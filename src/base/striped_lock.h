// Reader-writer locks for objects that are too many, or too seldom contended, to hold one of their own.
#pragma once

#include <shared_mutex>

namespace nnl {

/// The lock of an object, shared with others by chance: hold at most one at a time. All are taken around a
/// fork, so that the child finds what they guard whole.
std::shared_mutex& striped_lock(const void* object) noexcept;

}  // namespace nnl
