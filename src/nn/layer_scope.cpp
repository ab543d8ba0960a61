#include "nn/layer_scope.h"

#include <memory>
#include <optional>

#include "base/layer_name.h"
#include "nn/module.h"

namespace nnl {

struct LayerScope::Running {
  const Module& module;
  std::string path;  // empty for the module that the caller ran
  Running* outer;
  Ref<LayerName> name{};
  LayerName* outer_name = nullptr;
  size_t next_child = 0;  // where the search for the next child begins
  std::optional<ProfileScope> scope{};

  /// The path of a module that this one runs; empty if it is no child.
  std::string path_of(const Module& child) {
    const std::vector<NamedModule>& children = module.children();
    for (size_t i = 0; i < children.size(); ++i) {
      const size_t place = (next_child + i) % children.size();
      if (children[place].module.get() != &child) continue;
      next_child = place + 1;
      return path.empty() ? children[place].name : path + "." + children[place].name;
    }
    return {};
  }
};

thread_local constinit LayerScope::Running* LayerScope::innermost_ = nullptr;

void LayerScope::begin(const Module& module) {
  // An aggregate. NOLINTNEXTLINE(modernize-make-unique)
  auto running = std::unique_ptr<Running>(
      new Running{module, innermost_ ? innermost_->path_of(module) : std::string(), innermost_});
  const std::string& path = running->path;
  running->name = make_ref<LayerName>(path.empty() ? module.kind() : path, module.kind());
  running->scope.emplace(ProfileKind::layer, running->name->path.c_str(), module, module.kind());
  running->outer_name = LayerName::set_running(running->name.get());
  innermost_ = running_ = running.release();
}

void LayerScope::end() noexcept {
  innermost_ = running_->outer;
  LayerName::set_running(running_->outer_name);
  delete running_;
}

}  // namespace nnl
