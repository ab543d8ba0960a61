-- Optimizers with torch.optim's names and defaults, and the clipping of gradients.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local options = require("nnlite.options")

local Optimizer = object.class("Optimizer", "nnl_optimizer_release", object.Object)

local optimizers = { Optimizer = Optimizer }

-- Updates every parameter that has a gradient. Gradients stay as they are.
function Optimizer:step()
  check(C.nnl_optimizer_step(self.handle))
end

-- Brings tables whose rows are owed steps (SGD's lazy_rows) up to date in memory.
function Optimizer:settle()
  check(C.nnl_optimizer_settle(self.handle))
end

-- Drops the gradients of all parameters.
function Optimizer:zero_grad()
  check(C.nnl_optimizer_zero_grad(self.handle))
end

function Optimizer:num_groups()
  return calls.get_integer("nnl_optimizer_num_groups", self.handle)
end

-- Of a group, which count from 0, as in nnlite.h.
function Optimizer:learning_rate(group)
  return calls.get_double("nnl_optimizer_learning_rate", self.handle, calls.integer(group or 0, "group"))
end

function Optimizer:set_learning_rate(learning_rate, group)
  check(C.nnl_optimizer_set_learning_rate(self.handle, calls.integer(group or 0, "group"),
    calls.number(learning_rate, "learning_rate")))
end

-- The momentum of a group of SGD or RMSprop, beta1 of the Adams; NNL_NOT_SUPPORTED for Adagrad.
function Optimizer:momentum(group)
  return calls.get_double("nnl_optimizer_momentum", self.handle, calls.integer(group or 0, "group"))
end

function Optimizer:set_momentum(momentum, group)
  check(C.nnl_optimizer_set_momentum(self.handle, calls.integer(group or 0, "group"), calls.number(momentum, "momentum")))
end

-- A constructor, and add_group(parameters, options) of what it makes.
local function optimizer(title, create, add_group, struct)
  local class = object.class(title, nil, Optimizer)
  local read = options.reader(struct)
  class.add_group = function(self, parameters, given)
    local count, handles = operands.list(parameters, "parameters")
    check(C[add_group](self.handle, count, handles, read(given)))
    return self
  end
  return function(parameters, given)
    local count, handles = operands.list(parameters, "parameters")
    return object.new(class, calls.get_integer(create, count, handles, read(given)))
  end
end

-- Each takes a table of parameters, which it shares, and options:
-- learning_rate (1e-3), momentum, dampening, weight_decay (0), nesterov, maximize (false), lazy_rows (true)
optimizers.SGD = optimizer("SGD", "nnl_sgd_create", "nnl_sgd_add_group", "nnl_sgd_options")
-- learning_rate (1e-3), beta1 (0.9), beta2 (0.999), eps (1e-8), weight_decay (0), amsgrad, maximize (false)
optimizers.Adam = optimizer("Adam", "nnl_adam_create", "nnl_adam_add_group", "nnl_adam_options")
-- as Adam, but weight_decay (1e-2), which is no part of the moments
optimizers.AdamW = optimizer("AdamW", "nnl_adamw_create", "nnl_adamw_add_group", "nnl_adamw_options")
-- learning_rate (1e-3), beta1 (0.9), beta2 (0.999), eps (1e-8), maximize (false); for row-sparse gradients alone
optimizers.SparseAdam = optimizer("SparseAdam", "nnl_sparse_adam_create", "nnl_sparse_adam_add_group",
  "nnl_sparse_adam_options")
-- learning_rate (1e-2), lr_decay, weight_decay, initial_accumulator_value (0), eps (1e-10), maximize (false)
optimizers.Adagrad = optimizer("Adagrad", "nnl_adagrad_create", "nnl_adagrad_add_group", "nnl_adagrad_options")
-- learning_rate (1e-2), alpha (0.99), eps (1e-8), weight_decay, momentum (0), centered, maximize (false)
optimizers.RMSprop = optimizer("RMSprop", "nnl_rmsprop_create", "nnl_rmsprop_add_group", "nnl_rmsprop_options")

-- Scales gradients so that their common norm is at most max_norm; returns the norm before. Options: norm_type (2),
-- error_if_nonfinite (false).
function optimizers.clip_grad_norm(parameters, max_norm, given)
  given = options.known(given, { "norm_type", "error_if_nonfinite" }, "clip_grad_norm")
  local count, handles = operands.list(parameters, "parameters")
  return calls.get_double("nnl_clip_grad_norm", count, handles, calls.number(max_norm, "max_norm"),
    calls.number(given.norm_type or 2, "norm_type"), calls.flag(given.error_if_nonfinite or false, "error_if_nonfinite"))
end

-- Clamps every gradient element to [-clip_value, clip_value].
function optimizers.clip_grad_value(parameters, clip_value)
  local count, handles = operands.list(parameters, "parameters")
  check(C.nnl_clip_grad_value(count, handles, calls.number(clip_value, "clip_value")))
end

return optimizers
