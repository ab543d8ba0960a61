#include "nn/fold.h"

#include <cmath>

#include "nn/batch_norm.h"
#include "nn/sequential.h"

namespace nnl {
namespace {

/// A place in the copy: a Sequential with its places, or one module.
struct Place {
  const Module* original;
  std::vector<Place> inside;  // of a Sequential
  Ref<Module> replacement;    // a layer with batch norms folded in
  bool gone = false;          // a batch norm that was folded
};

bool is_sequential(const Module& module) { return dynamic_cast<const Sequential*>(&module) != nullptr; }

Place place_of(const Module& module) {
  Place place{&module, {}, {}, false};
  if (is_sequential(module))
    for (const NamedModule& child : module.children()) place.inside.push_back(place_of(*child.module));
  return place;
}

/// What a batch norm does in inference, as y * scale + shift.
struct Line {
  Tensor scale, shift;  // f64
};

Line line_of(const BatchNorm& layer) {
  const Tensor mean = layer.state().running_mean.to(DType::f64),
               var = layer.state().running_var.to(DType::f64);
  const Dims channels{layer.num_features()};
  const Line line{Tensor::full(layer.context(), DType::f64, channels, 1),
                  Tensor::zeros(layer.context(), DType::f64, channels)};
  if (layer.weight()) copy_into(layer.weight().data(), line.scale);
  if (layer.bias()) copy_into(layer.bias().data(), line.shift);
  for (int64_t c = 0; c < layer.num_features(); ++c) {
    double& scale = line.scale.mutable_data<double>()[c];
    scale /= std::sqrt(var.data<double>()[c] + layer.settings().eps);
    line.shift.mutable_data<double>()[c] -= mean.data<double>()[c] * scale;
  }
  return line;
}

/// Walks the modules that are not Sequentials in the order in which they run; `before` is the last one.
/// Has the parameters of `folded` want gradients where those of `from` did; a bias that is new as the weight
/// does.
void keep_wishes(const Module& from, const Module& folded) {
  bool wanted = true;
  for (const NamedVariable& parameter : folded.own_parameters()) {
    for (const NamedVariable& old : from.own_parameters())
      if (old.name == parameter.name) wanted = old.variable.requires_grad();
    Variable(parameter.variable).set_requires_grad(wanted);
  }
}

void fold(Place& place, Place*& before) {
  if (is_sequential(*place.original)) {
    for (Place& inside : place.inside) fold(inside, before);
    return;
  }
  const auto* layer = dynamic_cast<const BatchNorm*>(place.original);
  if (layer && before && layer->state().running_mean) {
    const Line line = line_of(*layer);
    const Module& target = before->replacement ? *before->replacement : *before->original;
    if (const Ref<Module> taken = target.folded(layer->dimensions(), line.scale, line.shift)) {
      keep_wishes(target, *taken);
      before->replacement = taken;
      place.gone = true;
      return;
    }
  }
  before = &place;
}

Ref<Module> build(const Place& place) {
  if (place.replacement) return place.replacement;
  if (!is_sequential(*place.original)) return place.original->copy();
  std::vector<Ref<Module>> modules;
  for (const Place& inside : place.inside)
    if (!inside.gone) modules.push_back(build(inside));
  return make_ref<Sequential>(place.original->context(), modules);
}

}  // namespace

Ref<Module> fold_batch_norms(Module& module) {
  Place root = place_of(module);
  Place* before = nullptr;
  fold(root, before);
  const Ref<Module> copy = build(root);
  copy->train(false);
  return copy;
}

Tensor scaled_rows(const Tensor& weight, const Tensor& scale) {
  const Tensor result = weight.copy();
  const int64_t row = scale.count() == 0 ? 0 : result.count() / scale.count();
  dispatch_floating("fold", weight.dtype(), [&](auto type) {
    using T = decltype(type);
    T* value = result.mutable_data<T>();
    for (int64_t i = 0; i < scale.count(); ++i)
      for (int64_t k = 0; k < row; ++k, ++value)
        *value = static_cast<T>(static_cast<double>(*value) * scale.data<double>()[i]);
  });
  return result;
}

Tensor scaled_bias(const Tensor& bias, const Tensor& scale, const Tensor& shift, DType dtype) {
  const Tensor result =
      bias ? bias.to(DType::f64).copy() : Tensor::zeros(scale.context(), DType::f64, scale.shape());
  for (int64_t c = 0; c < scale.count(); ++c) {
    double& value = result.mutable_data<double>()[c];
    value = value * scale.data<double>()[c] + shift.data<double>()[c];
  }
  return result.to(dtype);
}

}  // namespace nnl
