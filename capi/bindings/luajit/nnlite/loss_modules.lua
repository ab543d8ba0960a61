-- Losses as modules, for training as one call and for loss(prediction, target); CosineEmbeddingLoss is of two rows and a
-- target, TripletMarginLoss of anchor, positive and negative. Options as in the functions of these names; weights are
-- shared, and are buffers.
jit.off(true, true)

local calls = require("nnlite.calls")
local layers = require("nnlite.layers")
local operands = require("nnlite.operands")
local read = require("nnlite.losses").read
local settings = require("nnlite.settings")
local make, split, optional = layers.make, layers.split, operands.optional

local losses = {}

function losses.MSELoss(given)
  local where, rest = split(given)
  return make("nnl_mse_loss_create", where, read(rest, {}, "MSELoss").reduction)
end

function losses.L1Loss(given)
  local where, rest = split(given)
  return make("nnl_l1_loss_create", where, read(rest, {}, "L1Loss").reduction)
end

function losses.SmoothL1Loss(given)
  local where, rest = split(given)
  local found = read(rest, { "beta" }, "SmoothL1Loss")
  return make("nnl_smooth_l1_loss_create", where, calls.number(found.beta or 1, "beta"), found.reduction)
end

function losses.HuberLoss(given)
  local where, rest = split(given)
  local found = read(rest, { "delta" }, "HuberLoss")
  return make("nnl_huber_loss_create", where, calls.number(found.delta or 1, "delta"), found.reduction)
end

function losses.BCELoss(given)
  local where, rest = split(given)
  local found = read(rest, { "weight" }, "BCELoss")
  return make("nnl_bce_loss_create", where, optional(found.weight, "weight"), found.reduction)
end

function losses.BCEWithLogitsLoss(given)
  local where, rest = split(given)
  local found = read(rest, { "weight", "pos_weight" }, "BCEWithLogitsLoss")
  return make("nnl_bce_with_logits_loss_create", where, optional(found.weight, "weight"),
    optional(found.pos_weight, "pos_weight"), found.reduction)
end

function losses.NLLLoss(given)
  local where, rest = split(given)
  local found = read(rest, { "weight", "ignore_index" }, "NLLLoss")
  return make("nnl_nll_loss_create", where, optional(found.weight, "weight"),
    calls.integer(found.ignore_index or -100, "ignore_index"), found.reduction)
end

function losses.CrossEntropyLoss(given)
  local where, rest = split(given)
  return make("nnl_cross_entropy_loss_create", where, settings.cross_entropy(rest))
end

function losses.CosineEmbeddingLoss(given)
  local where, rest = split(given)
  local found = read(rest, { "margin" }, "CosineEmbeddingLoss")
  return make("nnl_cosine_embedding_loss_create", where, calls.number(found.margin or 0, "margin"), found.reduction)
end

function losses.TripletMarginLoss(given)
  local where, rest = split(given)
  return make("nnl_triplet_margin_loss_create", where, settings.triplet_margin(rest))
end

return losses
