-- nnlite for LuaJIT: everything as one table, flat, and initial weights as `init`.
jit.off(true, true)

local context = require("nnlite.context")
local custom = require("nnlite.custom")
local errors = require("nnlite.errors")
local object = require("nnlite.object")
local tensors = require("nnlite.tensor")

local nn = {
  Status = errors.Status, is_error = errors.is_error,
  scope = object.scope, keep = object.keep,
  Context = context.new, default_context = context.default,
  tensor = tensors.tensor, full = tensors.full, zeros = tensors.zeros, ones = tensors.ones, borrow = tensors.borrow,
  CustomModule = custom.CustomModule, custom_op = custom.custom_op, gradcheck = custom.gradcheck,
  Loader = require("nnlite.loader").new, Profile = require("nnlite.profile").new,
  NumberCheck = require("nnlite.number_check").new, init = require("nnlite.weights"),
}

-- What is told of errors in callbacks that cannot fail a call (log, release): on_warning(text); it prints at first.
function nn.set_on_warning(on_warning)
  errors.on_warning = require("nnlite.calls").callable(on_warning, "on_warning")
end

local Tensor = tensors.Tensor
local not_of_one_tensor = { where = true, cat = true, stack = true }

-- The operations, also as methods of tensors: x:f(...) is f(x, ...).
for _, name in ipairs({ "arithmetic", "reductions", "shapes", "activations" }) do
  for operation, f in pairs(require("nnlite." .. name)) do
    nn[operation] = f
    if not not_of_one_tensor[operation] then Tensor[operation] = f end
  end
end

Tensor.__add, Tensor.__sub, Tensor.__mul, Tensor.__div = nn.add, nn.subtract, nn.multiply, nn.divide
Tensor.__unm, Tensor.__pow = nn.negative, nn.pow

local inner = {
  Optimizer = true, Schedule = true, height_and_width = true, make = true, split = true, read = true,
}
for _, name in ipairs({ "functional", "losses", "layers", "loss_modules", "optimizers", "schedules", "training",
  "checkpoint", "process", "handle_report", "dlpack" }) do
  for key, value in pairs(require("nnlite." .. name)) do
    if not inner[key] then nn[key] = value end
  end
end

return nn
