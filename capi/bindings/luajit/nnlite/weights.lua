-- Initial weights: each fills a floating tensor in place from its context's random stream and returns it.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local enums = require("nnlite.enums")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local number = calls.number

local weights = {}

local function fill(name, tensor, ...)
  check(C[name](operands.tensor(tensor, "tensor"), ...))
  return tensor
end

function weights.constant(tensor, value)
  return fill("nnl_init_constant", tensor, number(value, "value"))
end

-- Between low (0) and high (1).
function weights.uniform(tensor, low, high)
  return fill("nnl_init_uniform", tensor, number(low or 0, "low"), number(high or 1, "high"))
end

-- With mean (0) and std (1).
function weights.normal(tensor, mean, std)
  return fill("nnl_init_normal", tensor, number(mean or 0, "mean"), number(std or 1, "std"))
end

-- Glorot and Bengio 2010; gain is 1.
function weights.xavier_uniform(tensor, gain)
  return fill("nnl_init_xavier_uniform", tensor, number(gain or 1, "gain"))
end

function weights.xavier_normal(tensor, gain)
  return fill("nnl_init_xavier_normal", tensor, number(gain or 1, "gain"))
end

local function kaiming(name, method)
  return function(tensor, given)
    given = options.known(given, { "slope", "mode", "nonlinearity" }, method)
    return fill(name, tensor, number(given.slope or 0, "slope"), enums.constant_of(enums.fan, given.mode or "fan_in"),
      enums.constant_of(enums.nonlinearity, given.nonlinearity or "leaky_relu"))
  end
end

-- He et al. 2015. Options: slope of a leaky ReLU (0), mode ("fan_in" or "fan_out"), nonlinearity ("leaky_relu"; "linear",
-- "sigmoid", "tanh", "relu").
weights.kaiming_uniform = kaiming("nnl_init_kaiming_uniform", "kaiming_uniform")
weights.kaiming_normal = kaiming("nnl_init_kaiming_normal", "kaiming_normal")

-- 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)), slope being 0.01.
function weights.gain(nonlinearity, slope)
  return calls.get_double("nnl_init_gain", enums.constant_of(enums.nonlinearity, nonlinearity),
    number(slope or 0.01, "slope"))
end

return weights
