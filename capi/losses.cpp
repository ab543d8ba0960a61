#include "guard.h"
#include "loss_options.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_cross_entropy_options defaults = {sizeof(nnl_cross_entropy_options), NNL_REDUCTION_MEAN, -100,
                                                0, 0};

constexpr nnl_triplet_margin_options triplet_defaults = {
    sizeof(nnl_triplet_margin_options), NNL_REDUCTION_MEAN, 0, 0, 1, 2, 1e-6};

}  // namespace

CrossEntropyOptions nnl::capi::cross_entropy_options(const nnl_cross_entropy_options* options) {
  const nnl_cross_entropy_options o = read_options(options, defaults);
  return {enumerator(o.reduction, Reduction::sum, "options.reduction"), o.ignore_index, o.label_smoothing,
          constant(o.weight, "options.weight")};
}

TripletMarginOptions nnl::capi::triplet_margin_options(const nnl_triplet_margin_options* options) {
  const nnl_triplet_margin_options o = read_options(options, triplet_defaults);
  check_reserved(o.reserved);
  return {enumerator(o.reduction, Reduction::sum, "options.reduction"), o.margin, o.p, o.eps,
          flag(o.swap, "options.swap")};
}

nnl_status NNL_CALL nnl_l1_loss(nnl_tensor input, nnl_tensor target, int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return l1_loss(tensor(input, "input"), tensor(target, "target"), reduction_of(reduction));
  });
}

nnl_status NNL_CALL nnl_smooth_l1_loss(nnl_tensor input, nnl_tensor target, double beta, int32_t reduction,
                                       nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return smooth_l1_loss(tensor(input, "input"), tensor(target, "target"), beta, reduction_of(reduction));
  });
}

nnl_status NNL_CALL nnl_huber_loss(nnl_tensor input, nnl_tensor target, double delta, int32_t reduction,
                                   nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return huber_loss(tensor(input, "input"), tensor(target, "target"), delta, reduction_of(reduction));
  });
}

nnl_status NNL_CALL nnl_bce_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int32_t reduction,
                                 nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return bce_loss(tensor(input, "input"), tensor(target, "target"), constant(weight, "weight"),
                    reduction_of(reduction));
  });
}

nnl_status NNL_CALL nnl_bce_with_logits_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight,
                                             nnl_tensor pos_weight, int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return bce_with_logits_loss(tensor(input, "input"), tensor(target, "target"), constant(weight, "weight"),
                                constant(pos_weight, "pos_weight"), reduction_of(reduction));
  });
}

nnl_status NNL_CALL nnl_nll_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight, int64_t ignore_index,
                                 int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return nll_loss(tensor(input, "input"), tensor(target, "target").data(),
                    {reduction_of(reduction), ignore_index, constant(weight, "weight")});
  });
}

nnl_status NNL_CALL nnl_cosine_embedding_loss(nnl_tensor a, nnl_tensor b, nnl_tensor target, double margin,
                                              int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return cosine_embedding_loss(tensor(a, "a"), tensor(b, "b"), tensor(target, "target").data(), margin,
                                 reduction_of(reduction));
  });
}

void NNL_CALL nnl_triplet_margin_options_init(nnl_triplet_margin_options* options, uint32_t size) {
  write_options(triplet_defaults, options, size);
}

nnl_status NNL_CALL nnl_triplet_margin_loss(nnl_tensor anchor, nnl_tensor positive, nnl_tensor negative,
                                            const nnl_triplet_margin_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return triplet_margin_loss(tensor(anchor, "anchor"), tensor(positive, "positive"),
                               tensor(negative, "negative"), triplet_margin_options(options));
  });
}

nnl_status NNL_CALL nnl_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return mse_loss(tensor(input, "input"), tensor(target, "target"), reduction_of(reduction));
  });
}

void NNL_CALL nnl_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size) {
  write_options(defaults, options, size);
}

nnl_status NNL_CALL nnl_cross_entropy(nnl_tensor logits, nnl_tensor target,
                                      const nnl_cross_entropy_options* options, nnl_tensor* result) {
  return create(__func__, "result", result, [&] {
    return cross_entropy(tensor(logits, "logits"), tensor(target, "target"), cross_entropy_options(options));
  });
}
