// Losses as modules, for training and for forward({prediction, target}). Weights may be empty, for none.
#pragma once

#include <cstdint>

#include <nnlite/cpp/layers.hpp>
#include <nnlite/cpp/losses.hpp>

namespace nnlite {

class MSELoss : public Module {
 public:
  explicit MSELoss(Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_mse_loss_create, context.handle(), static_cast<std::int32_t>(reduction)) {}
};

class L1Loss : public Module {
 public:
  explicit L1Loss(Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_l1_loss_create, context.handle(), static_cast<std::int32_t>(reduction)) {}
};

class SmoothL1Loss : public Module {
 public:
  explicit SmoothL1Loss(double beta = 1, Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_smooth_l1_loss_create, context.handle(), beta, static_cast<std::int32_t>(reduction)) {}
};

class HuberLoss : public Module {
 public:
  explicit HuberLoss(double delta = 1, Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_huber_loss_create, context.handle(), delta, static_cast<std::int32_t>(reduction)) {}
};

class BCELoss : public Module {
 public:
  explicit BCELoss(const Tensor& weight = {}, Reduction reduction = Reduction::mean,
                   const Context& context = {})
      : Module(nnl_bce_loss_create, context.handle(), weight.handle(), static_cast<std::int32_t>(reduction)) {
  }
};

class BCEWithLogitsLoss : public Module {
 public:
  explicit BCEWithLogitsLoss(const Tensor& weight = {}, const Tensor& pos_weight = {},
                             Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_bce_with_logits_loss_create, context.handle(), weight.handle(), pos_weight.handle(),
               static_cast<std::int32_t>(reduction)) {}
};

class NLLLoss : public Module {
 public:
  explicit NLLLoss(const Tensor& weight = {}, std::int64_t ignore_index = -100,
                   Reduction reduction = Reduction::mean, const Context& context = {})
      : Module(nnl_nll_loss_create, context.handle(), weight.handle(), ignore_index,
               static_cast<std::int32_t>(reduction)) {}
};

class CrossEntropyLoss : public Module {
 public:
  explicit CrossEntropyLoss(const CrossEntropyOptions& options = {}, const Context& context = {})
      : Module(nnl_cross_entropy_loss_create, context.handle(), detail::address(options.c())) {}
};

class CosineEmbeddingLoss : public Module {
 public:
  explicit CosineEmbeddingLoss(double margin = 0, Reduction reduction = Reduction::mean,
                               const Context& context = {})
      : Module(nnl_cosine_embedding_loss_create, context.handle(), margin,
               static_cast<std::int32_t>(reduction)) {}
};

class TripletMarginLoss : public Module {
 public:
  explicit TripletMarginLoss(const TripletMarginOptions& options = {}, const Context& context = {})
      : Module(nnl_triplet_margin_loss_create, context.handle(), detail::address(options.c())) {}
};

}  // namespace nnlite
