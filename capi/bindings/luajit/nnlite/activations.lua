-- Activations and dropout, element by element, for floating tensors. A setting that is NaN is NNL_INVALID_ARGUMENT.
jit.off(true, true)

local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local made, tensor = operands.made, operands.tensor

local activations = {}

-- 1 / (1 + exp(-x))
function activations.sigmoid(x)
  return made("nnl_sigmoid", tensor(x, "x"))
end

function activations.tanh(x)
  return made("nnl_tanh", tensor(x, "x"))
end

-- max(x, 0), with derivative 0 at 0.
function activations.relu(x)
  return made("nnl_relu", tensor(x, "x"))
end

-- x above 0, else negative_slope (0.01) x.
function activations.leaky_relu(x, negative_slope)
  return made("nnl_leaky_relu", tensor(x, "x"), calls.number(negative_slope or 0.01, "negative_slope"))
end

-- x above 0, else alpha (1) * (exp(x) - 1).
function activations.elu(x, alpha)
  return made("nnl_elu", tensor(x, "x"), calls.number(alpha or 1, "alpha"))
end

-- By the normal distribution itself; the option approximate = "tanh" computes it by tanh.
function activations.gelu(x, given)
  given = options.known(given, { "approximate" }, "gelu")
  return made("nnl_gelu", tensor(x, "x"), enums.constant_of(enums.gelu, given.approximate or "none"))
end

-- x / (1 + exp(-x))
function activations.silu(x)
  return made("nnl_silu", tensor(x, "x"))
end

-- log(1 + exp(beta x)) / beta, or x where beta x is above the threshold. Options: beta (1), threshold (20).
function activations.softplus(x, given)
  given = options.known(given, { "beta", "threshold" }, "softplus")
  return made("nnl_softplus", tensor(x, "x"), calls.number(given.beta or 1, "beta"),
    calls.number(given.threshold or 20, "threshold"))
end

-- x cut to [min_val (-1), max_val (1)], with derivative 0 at the bounds.
function activations.hardtanh(x, min_val, max_val)
  return made("nnl_hardtanh", tensor(x, "x"), calls.number(min_val or -1, "min_val"), calls.number(max_val or 1, "max_val"))
end

-- x above 0, else weight x; the weight has one element, or one for each place of axis 1.
function activations.prelu(x, weight)
  return made("nnl_prelu", tensor(x, "x"), tensor(weight, "weight"))
end

-- exp(x) / sum(exp(x)) along an axis.
function activations.softmax(x, axis)
  return made("nnl_softmax", tensor(x, "x"), calls.integer(axis, "axis"))
end

-- Its logarithm.
function activations.log_softmax(x, axis)
  return made("nnl_log_softmax", tensor(x, "x"), calls.integer(axis, "axis"))
end

-- Drops elements at random, by the context's random stream, and divides the others by 1 - p. Options: p (0.5), training
-- (true; without it the result is x itself, not a copy).
function activations.dropout(x, given)
  given = options.known(given, { "p", "training" }, "dropout")
  return made("nnl_dropout", tensor(x, "x"), calls.number(given.p or 0.5, "p"),
    calls.flag(given.training == nil or given.training, "training"))
end

return activations
