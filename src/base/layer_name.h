// The module whose forward runs on this thread, for reports of what happens in it.
#pragma once

#include <string>

#include "base/ref.h"

namespace nnl {

/// A module by its name in profiles: its path ("3.conv"), or its kind where it has none; and its kind.
struct LayerName : RefCounted {
  LayerName(std::string path_or_kind, const char* of_kind) : path(std::move(path_or_kind)), kind(of_kind) {}

  const std::string path, kind;

  /// That of the innermost module that runs on this thread; nullptr outside of all, or where it began
  /// unobserved.
  static LayerName* running() noexcept;
  /// Returns the one before.
  static LayerName* set_running(LayerName* name) noexcept;
};

}  // namespace nnl
