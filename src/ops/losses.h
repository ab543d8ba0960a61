// Losses beside mse_loss and cross_entropy, with the semantics of torch.nn.functional. Weights are constants.
#pragma once

#include "ops/ops.h"

namespace nnl {

/// |input - target| for equal shapes.
Variable l1_loss(const Variable& input, const Variable& target, Reduction reduction = Reduction::mean);
/// With d = |input - target|: d^2 / (2 beta) below beta, else d - beta / 2. A beta of 0 gives l1_loss.
Variable smooth_l1_loss(const Variable& input, const Variable& target, double beta = 1,
                        Reduction reduction = Reduction::mean);
/// With d = |input - target|: d^2 / 2 below delta, else delta (d - delta / 2).
Variable huber_loss(const Variable& input, const Variable& target, double delta = 1,
                    Reduction reduction = Reduction::mean);

/// -weight (target log input + (1 - target) log(1 - input)), the logarithms no less than -100. `input` must
/// be in [0, 1]; `weight` broadcasts to its shape, or is empty.
Variable bce_loss(const Variable& input, const Variable& target, const Tensor& weight = {},
                  Reduction reduction = Reduction::mean);
/// The same of sigmoid(input), without overflow; `pos_weight` multiplies the target's term.
Variable bce_with_logits_loss(const Variable& input, const Variable& target, const Tensor& weight = {},
                              const Tensor& pos_weight = {}, Reduction reduction = Reduction::mean);

struct NllOptions {
  Reduction reduction = Reduction::mean;
  int64_t ignore_index = -100;
  Tensor weight;  // (classes) or empty
};
/// -weight[target] * input[target] for log-probabilities (N, classes), (classes) or (N, classes, ...) and
/// class numbers (i32 or i64, the shape without classes).
Variable nll_loss(const Variable& input, const Tensor& target, const NllOptions& options = {});

/// 1 - cos(a, b) where target is 1, max(0, cos(a, b) - margin) where it is -1, and 0 elsewhere, for rows (N,
/// D) with a target (N), or (D) with a single one. The rows broadcast.
Variable cosine_embedding_loss(const Variable& a, const Variable& b, const Tensor& target, double margin = 0,
                               Reduction reduction = Reduction::mean);

struct TripletMarginOptions {
  Reduction reduction = Reduction::mean;
  double margin = 1;
  double p = 2;  // of the distance: positive or infinite
  double eps = 1e-6;
  bool swap = false;  // the distance of positive and negative counts where it is less
};
/// max(0, margin + |anchor - positive + eps| - |anchor - negative + eps|) with p-norms over the last axis.
Variable triplet_margin_loss(const Variable& anchor, const Variable& positive, const Variable& negative,
                             const TripletMarginOptions& options = {});

}  // namespace nnl
