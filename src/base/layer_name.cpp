#include "base/layer_name.h"

namespace nnl {
namespace {

thread_local constinit LayerName* innermost = nullptr;

}  // namespace

LayerName* LayerName::running() noexcept { return innermost; }

LayerName* LayerName::set_running(LayerName* name) noexcept { return std::exchange(innermost, name); }

}  // namespace nnl
