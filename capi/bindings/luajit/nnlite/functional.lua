-- Layers as functions of given weights; nil stands for an absent tensor.
jit.off(true, true)

local calls = require("nnlite.calls")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local settings = require("nnlite.settings")
local fail = require("nnlite.usage").fail
local made, tensor, optional = operands.made, operands.tensor, operands.optional

local functional = {}

-- x (..., in) times the transpose of weight (out, in), plus bias (out).
function functional.linear(x, weight, bias)
  return made("nnl_linear", tensor(x, "x"), tensor(weight, "weight"), optional(bias, "bias"))
end

-- Rows of weight for indices (i32 or i64) of any shape. The gradient is row-sparse. Options as in Embedding.
function functional.embedding(weight, indices, given)
  return made("nnl_embedding", tensor(weight, "weight"), tensor(indices, "indices"), settings.embedding(given))
end

-- For each bag of indices the sum, mean or greatest elements of the rows of weight: bags from one offset to the next, or
-- each row of indices (bags, n). Options as in EmbeddingBag, and per_sample_weights, which multiply the rows.
function functional.embedding_bag(weight, indices, offsets, given)
  local rest, weights = options.without(given, "per_sample_weights")
  return made("nnl_embedding_bag", tensor(weight, "weight"), tensor(indices, "indices"), optional(offsets, "offsets"),
    optional(weights, "per_sample_weights"), settings.embedding_bag(rest))
end

-- Batch norm over axis 1 of x (N, C, ...). `state` has weight, bias, running_mean, running_var (all (C)) and
-- num_batches_tracked (i64, one element), any of which may be absent. Options as in BatchNorm1d, and training (false),
-- which moves the running statistics.
function functional.batch_norm(x, state, given)
  state = options.known(state, { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }, "batch_norm")
  local rest, training = options.without(given, "training")
  return made("nnl_batch_norm", tensor(x, "x"), optional(state.weight, "weight"), optional(state.bias, "bias"),
    optional(state.running_mean, "running_mean"), optional(state.running_var, "running_var"),
    optional(state.num_batches_tracked, "num_batches_tracked"), calls.flag(training or false, "training"),
    settings.batch_norm(rest))
end

local norm_keys = { "weight", "bias", "eps" }

-- Normalises the last axes, whose sizes must be normalized_shape. Options: weight, bias, eps (1e-5).
function functional.layer_norm(x, normalized_shape, given)
  given = options.known(given, norm_keys, "layer_norm")
  local handle = tensor(x, "x")
  local rank, shape = calls.integers(normalized_shape, "normalized_shape")
  return made("nnl_layer_norm", handle, rank, shape, optional(given.weight, "weight"), optional(given.bias, "bias"),
    calls.number(given.eps or 1e-5, "eps"))
end

-- Normalises each of num_groups groups of the channels of each sample of x (N, C, ...). Options as in layer_norm.
function functional.group_norm(x, num_groups, given)
  given = options.known(given, norm_keys, "group_norm")
  return made("nnl_group_norm", tensor(x, "x"), calls.integer(num_groups, "num_groups"),
    optional(given.weight, "weight"), optional(given.bias, "bias"), calls.number(given.eps or 1e-5, "eps"))
end

-- Of signals x (N, C, L) or (C, L) with weight (out, C / groups, length). Options as in Conv1d.
function functional.conv1d(x, weight, bias, given)
  return made("nnl_conv1d", tensor(x, "x"), tensor(weight, "weight"), optional(bias, "bias"), settings.conv(given))
end

-- Of images x (N, C, H, W) or (C, H, W) with weight (out, C / groups, height, width). Options as in Conv2d.
function functional.conv2d(x, weight, bias, given)
  return made("nnl_conv2d", tensor(x, "x"), tensor(weight, "weight"), optional(bias, "bias"), settings.conv(given))
end

-- Height and width, of two numbers or of one for both.
local function height_and_width(size, name)
  local count, both = calls.integers(size, name)
  if count < 1 or count > 2 then fail("%s must be a number or two", name) end
  return tonumber(both[0]), tonumber(both[count - 1])
end
functional.height_and_width = height_and_width

local function pooled(name, x, size, title, ...)
  local handle = tensor(x, "x")
  local height, width = height_and_width(size, title)
  return made(name, handle, height, width, ...)
end

-- The greatest element of each window of images. Options: stride (0: the kernel), padding (0), dilation (1), ceil_mode.
function functional.max_pool2d(x, kernel, given)
  return pooled("nnl_max_pool2d", x, kernel, "kernel", settings.max_pool2d(given))
end

-- The average of each window of images. Options: stride (0: the kernel), padding (0), ceil_mode, count_include_pad
-- (true), divisor_override (0: none).
function functional.avg_pool2d(x, kernel, given)
  return pooled("nnl_avg_pool2d", x, kernel, "kernel", settings.avg_pool2d(given))
end

-- Averages of windows that share each plane out evenly; -1 keeps a size.
function functional.adaptive_avg_pool2d(x, output_size)
  return pooled("nnl_adaptive_avg_pool2d", x, output_size, "output_size")
end

return functional
