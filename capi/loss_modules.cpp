#include "guard.h"
#include "loss_options.h"
#include "nn/loss.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

/// Nothing, of that shape: losses are tried on it when they are made, which checks their settings.
Variable nothing(nnl_context ctx, DType dtype, const Dims& shape) {
  return Variable(Tensor(*context(ctx), dtype, shape));
}

/// A loss of prediction and target.
template <class Function>
Ref<Module> of_pair(nnl_context ctx, const char* kind,
                    std::initializer_list<std::pair<const char*, Tensor>> constants, Function function) {
  return make_loss(*context(ctx), kind, 2, constants,
                   [function](std::span<const Variable> in) { return function(in[0], in[1]); });
}

}  // namespace

nnl_status NNL_CALL nnl_mse_loss_create(nnl_context ctx, int32_t reduction, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return of_pair(ctx, "MSELoss", {}, [how = reduction_of(reduction)](const Variable& x, const Variable& y) {
      return mse_loss(x, y, how);
    });
  });
}

nnl_status NNL_CALL nnl_l1_loss_create(nnl_context ctx, int32_t reduction, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return of_pair(ctx, "L1Loss", {}, [how = reduction_of(reduction)](const Variable& x, const Variable& y) {
      return l1_loss(x, y, how);
    });
  });
}

nnl_status NNL_CALL nnl_smooth_l1_loss_create(nnl_context ctx, double beta, int32_t reduction,
                                              nnl_module* module) {
  return create(__func__, "module", module, [&] {
    smooth_l1_loss(nothing(ctx, DType::f32, {0}), nothing(ctx, DType::f32, {0}), beta);
    return of_pair(ctx, "SmoothL1Loss", {},
                   [beta, how = reduction_of(reduction)](const Variable& x, const Variable& y) {
                     return smooth_l1_loss(x, y, beta, how);
                   });
  });
}

nnl_status NNL_CALL nnl_huber_loss_create(nnl_context ctx, double delta, int32_t reduction,
                                          nnl_module* module) {
  return create(__func__, "module", module, [&] {
    huber_loss(nothing(ctx, DType::f32, {0}), nothing(ctx, DType::f32, {0}), delta);
    return of_pair(ctx, "HuberLoss", {},
                   [delta, how = reduction_of(reduction)](const Variable& x, const Variable& y) {
                     return huber_loss(x, y, delta, how);
                   });
  });
}

nnl_status NNL_CALL nnl_bce_loss_create(nnl_context ctx, nnl_tensor weight, int32_t reduction,
                                        nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const Tensor w = constant(weight, "weight");
    return of_pair(ctx, "BCELoss", {{"weight", w}},
                   [w, how = reduction_of(reduction)](const Variable& x, const Variable& y) {
                     return bce_loss(x, y, w, how);
                   });
  });
}

nnl_status NNL_CALL nnl_bce_with_logits_loss_create(nnl_context ctx, nnl_tensor weight, nnl_tensor pos_weight,
                                                    int32_t reduction, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const Tensor w = constant(weight, "weight"), p = constant(pos_weight, "pos_weight");
    return of_pair(ctx, "BCEWithLogitsLoss", {{"weight", w}, {"pos_weight", p}},
                   [w, p, how = reduction_of(reduction)](const Variable& x, const Variable& y) {
                     return bce_with_logits_loss(x, y, w, p, how);
                   });
  });
}

nnl_status NNL_CALL nnl_nll_loss_create(nnl_context ctx, nnl_tensor weight, int64_t ignore_index,
                                        int32_t reduction, nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const NllOptions options{reduction_of(reduction), ignore_index, constant(weight, "weight")};
    return of_pair(
        ctx, "NLLLoss", {{"weight", options.weight}},
        [options](const Variable& x, const Variable& y) { return nll_loss(x, y.data(), options); });
  });
}

nnl_status NNL_CALL nnl_cross_entropy_loss_create(nnl_context ctx, const nnl_cross_entropy_options* options,
                                                  nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const CrossEntropyOptions o = cross_entropy_options(options);
    Ref<Module> made = of_pair(ctx, "CrossEntropyLoss", {{"weight", o.weight}},
                               [o](const Variable& x, const Variable& y) { return cross_entropy(x, y, o); });
    const DType dtype = o.weight ? o.weight.dtype() : DType::f32;
    cross_entropy(nothing(ctx, dtype, {0, o.weight ? o.weight.count() : 1}), nothing(ctx, DType::i64, {0}),
                  o);
    return made;
  });
}

nnl_status NNL_CALL nnl_cosine_embedding_loss_create(nnl_context ctx, double margin, int32_t reduction,
                                                     nnl_module* module) {
  return create(__func__, "module", module, [&] {
    return make_loss(*context(ctx), "CosineEmbeddingLoss", 3, {},
                     [margin, how = reduction_of(reduction)](std::span<const Variable> in) {
                       return cosine_embedding_loss(in[0], in[1], in[2].data(), margin, how);
                     });
  });
}

nnl_status NNL_CALL nnl_triplet_margin_loss_create(nnl_context ctx, const nnl_triplet_margin_options* options,
                                                   nnl_module* module) {
  return create(__func__, "module", module, [&] {
    const TripletMarginOptions o = triplet_margin_options(options);
    const Variable row = nothing(ctx, DType::f32, {0, 1});
    triplet_margin_loss(row, row, row, o);
    return make_loss(*context(ctx), "TripletMarginLoss", 3, {}, [o](std::span<const Variable> in) {
      return triplet_margin_loss(in[0], in[1], in[2], o);
    });
  });
}
