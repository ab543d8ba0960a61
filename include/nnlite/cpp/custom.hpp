// Modules and operations of your own, and the check of their gradients.
//
// Functions given here may throw: what they throw comes out of the call that runs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {
namespace detail {

/// Tensors of their own for handles that a callback borrows.
inline std::vector<Tensor> shared(std::int64_t count, const nnl_tensor* handles) {
  std::vector<Tensor> tensors;
  for (std::int64_t i = 0; i < count; ++i) tensors.push_back(Tensor::make(nnl_tensor_share, handles[i]));
  return tensors;
}

/// A handle of its own, for nnlite to keep.
inline nnl_tensor given(const Tensor& tensor) { return get<nnl_tensor>(nnl_tensor_share, tensor.handle()); }

template <class T>
void NNL_CALL drop(void* user_data) noexcept {
  delete static_cast<T*>(user_data);
}

}  // namespace detail

/// A module built from parts: torch.nn.Module. Names hold no "." and are new in the module.
class CustomModule : public Module {
 public:
  /// What it computes. Use `self` for parts: a captured handle of the module itself keeps it alive for ever.
  using Forward = std::function<Tensor(const Module& self, const std::vector<Tensor>& inputs)>;

  /// Without a forward it only groups its children: torch.nn.ModuleList.
  explicit CustomModule(const std::string& kind, Forward forward = {}, const Context& context = {})
      : CustomModule(kind, forward ? std::make_unique<Forward>(std::move(forward)) : nullptr, context) {}

  /// Shares a tensor, which requires a gradient from now on: torch.nn.Parameter.
  const CustomModule& add_parameter(const std::string& name, const Tensor& parameter) const {
    check(nnl_module_add_parameter(handle(), name.c_str(), parameter.handle()));
    return *this;
  }
  /// Shares a tensor that requires no gradient.
  const CustomModule& add_buffer(const std::string& name, const Tensor& buffer) const {
    check(nnl_module_add_buffer(handle(), name.c_str(), buffer.handle()));
    return *this;
  }
  /// Shares a module. One that is itself a child takes no more children.
  const CustomModule& add_child(const std::string& name, const Module& child) const {
    check(nnl_module_add_child(handle(), name.c_str(), child.handle()));
    return *this;
  }

 private:
  CustomModule(const std::string& kind, std::unique_ptr<Forward> forward, const Context& context)
      : Module(nnl_module_create, context.handle(), kind.c_str(), forward ? call : nullptr,
               forward ? detail::drop<Forward> : nullptr, forward.get()) {
    forward.release();  // NOLINT: the module owns it
  }

  static nnl_status NNL_CALL call(nnl_module module, std::int64_t count, const nnl_tensor* inputs,
                                  nnl_tensor* output, void* user_data) noexcept {
    return detail::run_callback([&] {
      const Module self = Module::make(nnl_module_share, module);
      *output = detail::given((*static_cast<const Forward*>(user_data))(self, detail::shared(count, inputs)));
    });
  }
};

/// What the gradients of an operation of your own are computed from.
struct CustomGradient {
  std::vector<Tensor> inputs;
  Tensor output;
  Tensor output_gradient;
  std::vector<bool> wanted;  // for each input
};

/// A function of tensors.
using Function = std::function<Tensor(const std::vector<Tensor>& inputs)>;
/// A gradient for each input; an empty tensor is none.
using Backward = std::function<std::vector<Tensor>(const CustomGradient& given)>;

namespace detail {

struct CustomOp {
  Function forward;
  Backward backward;

  static nnl_status NNL_CALL call_forward(std::int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                          void* user_data) noexcept {
    return run_callback(
        [&] { *output = given(static_cast<const CustomOp*>(user_data)->forward(shared(count, inputs))); });
  }
  static nnl_status NNL_CALL call_backward(std::int64_t count, const nnl_tensor* inputs, nnl_tensor output,
                                           nnl_tensor output_gradient, const std::int32_t* wanted,
                                           nnl_tensor* gradients, void* user_data) noexcept {
    return run_callback([&] {
      const auto made = static_cast<const CustomOp*>(user_data)->backward(
          {shared(count, inputs), shared(1, &output)[0], shared(1, &output_gradient)[0],
           std::vector<bool>(wanted, wanted + count)});
      if (static_cast<std::int64_t>(made.size()) != count)
        throw Error(NNL_CALLBACK_FAILED, "backward gave another number of gradients than there are inputs",
                    "nnl_custom_op", "backward");
      for (std::size_t i = 0; i < made.size(); ++i)
        if (made[i] && wanted[i]) gradients[i] = given(made[i]);
    });
  }
};

}  // namespace detail

/// Runs an operation of your own: torch.autograd.Function. Both functions run without recording.
inline Tensor custom_op(const std::string& name, const std::vector<Tensor>& inputs, Function forward,
                        Backward backward = {}) {
  const auto handles = detail::handles(inputs);
  const bool differentiable = static_cast<bool>(backward);
  auto op = std::make_unique<detail::CustomOp>(detail::CustomOp{std::move(forward), std::move(backward)});
  Tensor output = Tensor::make(
      nnl_custom_op, name.c_str(), detail::count_of(handles), handles.data(), detail::CustomOp::call_forward,
      differentiable ? detail::CustomOp::call_backward : nullptr, detail::drop<detail::CustomOp>, op.get());
  op.release();  // NOLINT: graph or nnlite owned it
  return output;
}

/// torch.autograd.gradcheck's settings.
struct GradcheckOptions {
  double eps = 1e-6;
  double atol = 1e-5;
  double rtol = 1e-3;

  /// As nnlite.h has it.
  nnl_gradcheck_options c() const {
    auto c = detail::defaults(nnl_gradcheck_options_init);
    c.eps = eps;
    c.atol = atol;
    c.rtol = rtol;
    return c;
  }
};

struct GradcheckResult {
  bool passed = false;
  std::string report;
  explicit operator bool() const noexcept { return passed; }
};

/// Compares the gradients of a function with differences, for the inputs (f64) that require one.
inline GradcheckResult gradcheck(const Function& function, const std::vector<Tensor>& inputs,
                                 const GradcheckOptions& options = {}) {
  const auto handles = detail::handles(inputs);
  const auto c = options.c();
  detail::CustomOp called{function, {}};
  std::int32_t passed = 0;
  std::string report(4096, '\0');
  std::int64_t needed = 0;
  check(nnl_gradcheck(detail::CustomOp::call_forward, &called, detail::count_of(handles), handles.data(), &c,
                      &passed, report.data(), static_cast<std::int64_t>(report.size()), &needed));
  report.resize(static_cast<std::size_t>(needed) - 1);
  return {passed != 0, std::move(report)};
}

}  // namespace nnlite
