-- Losses as functions. The option reduction is "mean", "sum" or "none".
jit.off(true, true)

local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local settings = require("nnlite.settings")
local made, tensor, optional = operands.made, operands.tensor, operands.optional

local losses = {}

-- Options of a loss, whose reduction becomes its constant.
function losses.read(given, keys, name)
  local all = { "reduction" }
  for _, key in ipairs(keys) do all[#all + 1] = key end
  local read = {}
  for key, value in pairs(options.known(given, all, name)) do read[key] = value end
  read.reduction = enums.constant_of(enums.reduction, read.reduction or "mean")
  return read
end

-- (input - target)^2 of equal shapes.
function losses.mse_loss(input, target, given)
  local read = losses.read(given, {}, "mse_loss")
  return made("nnl_mse_loss", tensor(input, "input"), tensor(target, "target"), read.reduction)
end

-- |input - target|
function losses.l1_loss(input, target, given)
  local read = losses.read(given, {}, "l1_loss")
  return made("nnl_l1_loss", tensor(input, "input"), tensor(target, "target"), read.reduction)
end

-- Quadratic below beta (1), else linear with slope 1.
function losses.smooth_l1_loss(input, target, given)
  local read = losses.read(given, { "beta" }, "smooth_l1_loss")
  return made("nnl_smooth_l1_loss", tensor(input, "input"), tensor(target, "target"),
    calls.number(read.beta or 1, "beta"), read.reduction)
end

-- Quadratic below delta (1), else linear with slope delta.
function losses.huber_loss(input, target, given)
  local read = losses.read(given, { "delta" }, "huber_loss")
  return made("nnl_huber_loss", tensor(input, "input"), tensor(target, "target"),
    calls.number(read.delta or 1, "delta"), read.reduction)
end

-- Binary cross entropy of probabilities; an input outside [0, 1] is NNL_INVALID_ARGUMENT. Options: weight.
function losses.bce_loss(input, target, given)
  local read = losses.read(given, { "weight" }, "bce_loss")
  return made("nnl_bce_loss", tensor(input, "input"), tensor(target, "target"), optional(read.weight, "weight"),
    read.reduction)
end

-- Binary cross entropy of logits. Options: weight; pos_weight, which multiplies the target's term.
function losses.bce_with_logits_loss(input, target, given)
  local read = losses.read(given, { "weight", "pos_weight" }, "bce_with_logits_loss")
  return made("nnl_bce_with_logits_loss", tensor(input, "input"), tensor(target, "target"),
    optional(read.weight, "weight"), optional(read.pos_weight, "pos_weight"), read.reduction)
end

-- -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...). Options: weight, ignore_index (-100).
function losses.nll_loss(input, target, given)
  local read = losses.read(given, { "weight", "ignore_index" }, "nll_loss")
  return made("nnl_nll_loss", tensor(input, "input"), tensor(target, "target"), optional(read.weight, "weight"),
    calls.integer(read.ignore_index or -100, "ignore_index"), read.reduction)
end

-- Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64) or class probabilities. Options:
-- weight, ignore_index (-100), label_smoothing (0). A class outside [0, C) is NNL_INDEX_OUT_OF_RANGE.
function losses.cross_entropy(logits, target, given)
  return made("nnl_cross_entropy", tensor(logits, "logits"), tensor(target, "target"), settings.cross_entropy(given))
end

-- Pulls rows of target 1 together and pushes those of -1 apart. Options: margin (0).
function losses.cosine_embedding_loss(a, b, target, given)
  local read = losses.read(given, { "margin" }, "cosine_embedding_loss")
  return made("nnl_cosine_embedding_loss", tensor(a, "a"), tensor(b, "b"), tensor(target, "target"),
    calls.number(read.margin or 0, "margin"), read.reduction)
end

-- max(0, margin + |anchor - positive| - |anchor - negative|) over the last axis. Options: margin (1), p (2), eps (1e-6),
-- swap (false).
function losses.triplet_margin_loss(anchor, positive, negative, given)
  return made("nnl_triplet_margin_loss", tensor(anchor, "anchor"), tensor(positive, "positive"),
    tensor(negative, "negative"), settings.triplet_margin(given))
end

return losses
