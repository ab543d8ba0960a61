// Modules: the layers, and several as one.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include <nnlite/cpp/ops.hpp>

namespace nnlite {

/// A parameter or buffer and its name, such as "0.weight".
struct NamedTensor {
  std::string name;
  Tensor tensor;
  std::int64_t handle() const noexcept { return tensor.handle(); }
};

/// How names of a file and of a module did not meet.
struct LoadReport {
  std::vector<std::string> missing;     // the module's, not in the file
  std::vector<std::string> unexpected;  // the file's, not in the module
  std::vector<std::string> mismatched;  // in both, but of another dtype or shape
};

struct LoadOptions {
  bool strict = true;    // names that did not meet are an error
  bool dry_run = false;  // compares only

  /// As nnlite.h has it.
  nnl_load_options c() const {
    auto c = detail::defaults(nnl_load_options_init);
    c.strict = strict;
    c.dry_run = dry_run;
    return c;
  }
};

struct NamedModule;

/// A layer, or several as one. Its tensors are shared with those that parameters() and the like return.
class Module : public detail::Handle<nnl_module_release> {
 public:
  Module() = default;

  /// Owns the module that a function of nnlite.h makes: `create(arguments..., &handle)`.
  template <class Create, class... Arguments>
  static Module make(Create&& create, const Arguments&... arguments) {
    return Module(create, arguments...);
  }

  /// Runs the module.
  Tensor forward(const Tensor& input) const {
    return Tensor::make(nnl_module_forward, handle(), input.handle());
  }
  Tensor operator()(const Tensor& input) const { return forward(input); }
  /// The same with several inputs, in the module's order; an empty one is absent, where the module allows it.
  Tensor forward(const std::vector<Tensor>& inputs) const {
    const auto handles = detail::handles(inputs);
    return Tensor::make(nnl_module_forward_inputs, handle(), detail::count_of(handles), handles.data());
  }

  /// Training mode, or inference mode with false.
  void train(bool training = true) const { check(nnl_module_train(handle(), training)); }
  /// Inference mode.
  void eval() const { train(false); }
  Context context() const { return Context::make(nnl_module_context, handle()); }
  bool is_training() const { return detail::get<std::int32_t>(nnl_module_is_training, handle()) != 0; }
  /// Freezes (false) or unfreezes all parameters.
  void set_requires_grad(bool requires_grad) const {
    check(nnl_module_set_requires_grad(handle(), requires_grad));
  }
  /// Drops all gradients.
  void zero_grad() const { check(nnl_module_zero_grad(handle())); }

  std::vector<NamedTensor> parameters() const {
    return named(nnl_module_num_parameters, nnl_module_parameter, nnl_module_parameter_name);
  }
  std::vector<NamedTensor> buffers() const {
    return named(nnl_module_num_buffers, nnl_module_buffer, nnl_module_buffer_name);
  }
  /// The parameter or buffer of that name; an Error with NNL_NOT_FOUND if there is none.
  Tensor tensor(const std::string& name) const {
    return Tensor::make(nnl_module_tensor, handle(), name.c_str());
  }

  /// Batch norms use and keep their running statistics in training mode too, or no longer with false.
  void freeze_statistics(bool frozen = true) const { check(nnl_module_freeze_statistics(handle(), frozen)); }
  /// Whether there is a batch norm and all are frozen.
  bool statistics_frozen() const {
    return detail::get<std::int32_t>(nnl_module_statistics_frozen, handle()) != 0;
  }
  /// In training, batch norms gather the statistics of micro-batches until commit_statistics().
  void accumulate_statistics(bool accumulate = true) const {
    check(nnl_module_accumulate_statistics(handle(), accumulate));
  }
  /// Moves the running statistics by what was gathered, as one batch of all would have.
  void commit_statistics() const { check(nnl_module_commit_statistics(handle())); }
  /// A copy for inference whose batch norms are folded into the layers in front of them.
  Module fold_batch_norms() const { return make(nnl_module_fold_batch_norms, handle()); }
  /// A table of the batch norms, and of how far the statistics of these inputs are from their running ones.
  std::string batch_norm_report(const std::vector<Tensor>& inputs) const {
    const auto handles = detail::handles(inputs);
    return detail::get_text(nnl_batch_norm_report, handle(), detail::count_of(handles), handles.data());
  }

  /// All parameters and buffers to a safetensors file and back.
  void save(const std::string& path) const { check(nnl_module_save(handle(), path.c_str())); }
  void load(const std::string& path) const { check(nnl_module_load(handle(), path.c_str())); }
  LoadReport load(const std::string& path, const LoadOptions& options) const;

  /// The layer's name for people, such as "BatchNorm1d".
  std::string kind() const { return detail::get_text(nnl_module_kind, handle()); }
  std::vector<NamedModule> children() const;
  /// A table of the modules with the shapes that they give when this runs on the inputs.
  std::string summary(const std::vector<Tensor>& inputs) const {
    const auto handles = detail::handles(inputs);
    return detail::get_text(nnl_module_summary, handle(), detail::count_of(handles), handles.data());
  }

 protected:
  using Handle::Handle;

 private:
  template <class Count, class Get, class Name>
  std::vector<NamedTensor> named(Count count, Get get, Name name) const {
    const auto size = detail::get<std::int64_t>(count, handle());
    std::vector<NamedTensor> result;
    for (std::int64_t i = 0; i < size; ++i)
      result.push_back({detail::get_text(name, handle(), i), Tensor::make(get, handle(), i)});
    return result;
  }
};

/// A child and its name in the module above.
struct NamedModule {
  std::string name;
  Module module;
};

inline std::vector<NamedModule> Module::children() const {
  const auto size = detail::get<std::int64_t>(nnl_module_num_children, handle());
  std::vector<NamedModule> result;
  for (std::int64_t i = 0; i < size; ++i)
    result.push_back(
        {detail::get_text(nnl_module_child_name, handle(), i), Module::make(nnl_module_child, handle(), i)});
  return result;
}

namespace detail {

/// The report's C handle.
class LoadReportHandle : public Handle<nnl_load_report_release> {
 public:
  using Handle::Handle;

  template <class... Arguments>
  static LoadReportHandle make(const Arguments&... arguments) {
    return LoadReportHandle(nnl_module_load_with, arguments...);
  }
  std::vector<std::string> names(std::int32_t list) const {
    const auto size = get<std::int64_t>(nnl_load_report_count, handle(), list);
    std::vector<std::string> result;
    for (std::int64_t i = 0; i < size; ++i)
      result.push_back(get_text(nnl_load_report_name, handle(), list, i));
    return result;
  }
};

}  // namespace detail

inline LoadReport Module::load(const std::string& path, const LoadOptions& options) const {
  const auto report = detail::LoadReportHandle::make(handle(), path.c_str(), detail::address(options.c()));
  return {report.names(NNL_LOAD_MISSING), report.names(NNL_LOAD_UNEXPECTED),
          report.names(NNL_LOAD_MISMATCHED)};
}

/// A look-up table: parameter "weight".
class Embedding : public Module {
 public:
  Embedding(std::int64_t num_embeddings, std::int64_t embedding_dim, const EmbeddingOptions& options = {},
            const Context& context = {})
      : Module(nnl_embedding_create, context.handle(), num_embeddings, embedding_dim,
               detail::address(options.c())) {}
  /// With a given weight, whose memory it shares if it is contiguous.
  static Embedding from_pretrained(const Tensor& weight, bool freeze = true,
                                   const EmbeddingOptions& options = {}) {
    return Embedding(nnl_embedding_from_pretrained, weight.handle(), std::int32_t{freeze},
                     detail::address(options.c()));
  }

 private:
  using Module::Module;
};

/// torch.nn.Linear's settings.
struct LinearOptions {
  DType dtype = DType::f32;
  bool bias = true;

  /// As nnlite.h has it.
  nnl_linear_options c() const {
    auto c = detail::defaults(nnl_linear_options_init);
    c.dtype = static_cast<nnl_dtype>(dtype);
    c.bias = bias;
    return c;
  }
};

/// x W^T + b: parameters "weight" and "bias".
class Linear : public Module {
 public:
  Linear(std::int64_t in_features, std::int64_t out_features, const LinearOptions& options = {},
         const Context& context = {})
      : Module(nnl_linear_create, context.handle(), in_features, out_features, detail::address(options.c())) {
  }
};

/// Batch norm of (N, C) and (N, C, L).
class BatchNorm1d : public Module {
 public:
  explicit BatchNorm1d(std::int64_t num_features, const BatchNormOptions& options = {},
                       const Context& context = {})
      : Module(nnl_batch_norm1d_create, context.handle(), num_features, detail::address(options.c())) {}
};

/// Batch norm of (N, C, H, W).
class BatchNorm2d : public Module {
 public:
  explicit BatchNorm2d(std::int64_t num_features, const BatchNormOptions& options = {},
                       const Context& context = {})
      : Module(nnl_batch_norm2d_create, context.handle(), num_features, detail::address(options.c())) {}
};

/// Batch norm of (N, C, D, H, W).
class BatchNorm3d : public Module {
 public:
  explicit BatchNorm3d(std::int64_t num_features, const BatchNormOptions& options = {},
                       const Context& context = {})
      : Module(nnl_batch_norm3d_create, context.handle(), num_features, detail::address(options.c())) {}
};

/// Joins all axes but the first.
class Flatten : public Module {
 public:
  explicit Flatten(const Context& context = {}) : Module(nnl_flatten_create, context.handle()) {}
};

class Sigmoid : public Module {
 public:
  explicit Sigmoid(const Context& context = {}) : Module(nnl_sigmoid_create, context.handle()) {}
};

class Tanh : public Module {
 public:
  explicit Tanh(const Context& context = {}) : Module(nnl_tanh_create, context.handle()) {}
};

class ReLU : public Module {
 public:
  explicit ReLU(const Context& context = {}) : Module(nnl_relu_create, context.handle()) {}
};

class LeakyReLU : public Module {
 public:
  explicit LeakyReLU(double negative_slope = 0.01, const Context& context = {})
      : Module(nnl_leaky_relu_create, context.handle(), negative_slope) {}
};

/// Modules one after the other, named "0", "1", ...; shared with the caller. Sequential{a} of a Sequential a
/// is a new one around it, Sequential(a) a copy.
class Sequential : public Module {
 public:
  Sequential(std::initializer_list<Module> modules, const Context& context = {})
      : Sequential(detail::handles(modules), context) {}
  explicit Sequential(const std::vector<Module>& modules, const Context& context = {})
      : Sequential(detail::handles(modules), context) {}

 private:
  Sequential(const std::vector<std::int64_t>& modules, const Context& context)
      : Module(nnl_sequential_create, context.handle(), detail::count_of(modules), modules.data()) {}
};

}  // namespace nnlite
