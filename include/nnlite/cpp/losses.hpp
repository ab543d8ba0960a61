// Losses beside mse_loss and cross_entropy. Weights may be empty, for none.
#pragma once

#include <cstdint>

#include <nnlite/cpp/ops.hpp>

namespace nnlite {

/// |input - target|
inline Tensor l1_loss(const Tensor& input, const Tensor& target, Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_l1_loss, input.handle(), target.handle(), static_cast<std::int32_t>(reduction));
}
/// Quadratic below beta, else linear with slope 1.
inline Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, double beta = 1,
                             Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_smooth_l1_loss, input.handle(), target.handle(), beta,
                      static_cast<std::int32_t>(reduction));
}
/// Quadratic below delta, else linear with slope delta.
inline Tensor huber_loss(const Tensor& input, const Tensor& target, double delta = 1,
                         Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_huber_loss, input.handle(), target.handle(), delta,
                      static_cast<std::int32_t>(reduction));
}
/// Binary cross entropy of probabilities.
inline Tensor bce_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                       Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_bce_loss, input.handle(), target.handle(), weight.handle(),
                      static_cast<std::int32_t>(reduction));
}
/// Binary cross entropy of logits.
inline Tensor bce_with_logits_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                                   const Tensor& pos_weight = {}, Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_bce_with_logits_loss, input.handle(), target.handle(), weight.handle(),
                      pos_weight.handle(), static_cast<std::int32_t>(reduction));
}
/// Negative log-likelihood of class numbers.
inline Tensor nll_loss(const Tensor& input, const Tensor& target, const Tensor& weight = {},
                       std::int64_t ignore_index = -100, Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_nll_loss, input.handle(), target.handle(), weight.handle(), ignore_index,
                      static_cast<std::int32_t>(reduction));
}
/// Pulls rows of target 1 together and pushes those of -1 apart.
inline Tensor cosine_embedding_loss(const Tensor& a, const Tensor& b, const Tensor& target, double margin = 0,
                                    Reduction reduction = Reduction::mean) {
  return Tensor::make(nnl_cosine_embedding_loss, a.handle(), b.handle(), target.handle(), margin,
                      static_cast<std::int32_t>(reduction));
}

/// torch.nn.TripletMarginLoss's settings.
struct TripletMarginOptions {
  Reduction reduction = Reduction::mean;
  double margin = 1;
  double p = 2;
  double eps = 1e-6;
  bool swap = false;

  /// As nnlite.h has it.
  nnl_triplet_margin_options c() const {
    auto c = detail::defaults(nnl_triplet_margin_options_init);
    c.reduction = static_cast<std::int32_t>(reduction);
    c.margin = margin;
    c.p = p;
    c.eps = eps;
    c.swap = swap;
    return c;
  }
};
/// Wants the negative farther from the anchor than the positive, by the margin.
inline Tensor triplet_margin_loss(const Tensor& anchor, const Tensor& positive, const Tensor& negative,
                                  const TripletMarginOptions& options = {}) {
  return Tensor::make(nnl_triplet_margin_loss, anchor.handle(), positive.handle(), negative.handle(),
                      detail::address(options.c()));
}

}  // namespace nnlite
