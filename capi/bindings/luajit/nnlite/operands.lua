-- What operations have in common: their tensors, and calls that make one.
jit.off(true, true)

local ffi = require("ffi")
local calls = require("nnlite.calls")
local object = require("nnlite.object")
local options = require("nnlite.options")
local tensors = require("nnlite.tensor")

local operands = {}

-- The tensor that a function of nnlite.h makes.
function operands.made(name, ...)
  return tensors.new(calls.get_integer(name, ...))
end

-- The two tensors that one makes: elements, and where they stand.
function operands.selection(name, ...)
  local values, indices = calls.get_two(name, ...)
  return tensors.new(values), tensors.new(indices)
end

function operands.tensor(x, name)
  return object.handle_of(x, tensors.Tensor, name)
end

function operands.optional(x, name)
  return object.optional_handle(x, tensors.Tensor, name)
end

-- The handles of tensors as (number, array).
function operands.list(values, name)
  return object.handles_of(values, tensors.Tensor, name)
end

-- The same of `count` values of which some may be nil.
function operands.optional_list(count, values, name)
  local handles = ffi.new("int64_t[?]", count)
  for i = 1, count do handles[i - 1] = operands.optional(values[i], ("%s[%d]"):format(name, i)) end
  return count, handles
end

-- Axes as (number, array); nil is none, which means all.
function operands.axes(axes)
  return calls.integers(axes, "axes")
end

-- The keepdim of options that have nothing else, as a flag.
function operands.keepdim(given, name)
  return calls.flag(options.known(given, { "keepdim" }, name).keepdim or false, "keepdim")
end

return operands
