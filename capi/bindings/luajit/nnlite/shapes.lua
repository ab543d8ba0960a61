-- Operations on shapes and positions, for any dtype. Axes and positions count from 0, negative axes from the end.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local tensors = require("nnlite.tensor")
local made, tensor = operands.made, operands.tensor

local shapes = {}

-- The tensor that a function makes of x and of whole numbers as (number, array).
local function made_by(name, x, values, title)
  local handle = tensor(x, "x")
  local count, list = calls.integers(values, title)
  return made(name, handle, count, list)
end

-- The same elements in another shape, of which one size may be -1. Shares memory where the layout allows.
function shapes.reshape(x, shape)
  return made_by("nnl_reshape", x, shape, "shape")
end

-- Axes from start_axis (0) to end_axis (-1) become one.
function shapes.flatten(x, start_axis, end_axis)
  return made("nnl_flatten", tensor(x, "x"), calls.integer(start_axis or 0, "start_axis"),
    calls.integer(end_axis or -1, "end_axis"))
end

-- Two axes exchanged; shares memory.
function shapes.transpose(x, axis0, axis1)
  return made("nnl_transpose", tensor(x, "x"), calls.integer(axis0, "axis0"), calls.integer(axis1, "axis1"))
end

-- All axes in another order; shares memory.
function shapes.permute(x, axes)
  return made_by("nnl_permute", x, axes, "axes")
end

-- Without those of the axes (nil: of all) that have size 1; shares memory.
function shapes.squeeze(x, axes)
  return made_by("nnl_squeeze", x, axes, "axes")
end

-- With a new axis of size 1; shares memory.
function shapes.unsqueeze(x, axis)
  return made("nnl_unsqueeze", tensor(x, "x"), calls.integer(axis, "axis"))
end

-- Axes of size 1 repeated and new ones in front, -1 keeping a size; shares memory and must not be written to.
function shapes.expand(x, shape)
  return made_by("nnl_expand", x, shape, "shape")
end

-- A copy in memory of its own.
function shapes.clone(x)
  return made("nnl_clone", tensor(x, "x"))
end

-- The same memory, cut off from the graph.
function shapes.detach(x)
  return made("nnl_detach", tensor(x, "x"))
end

local function joined(name, values, axis)
  local count, handles = operands.list(values, "tensors")
  return made(name, count, handles, calls.integer(axis or 0, "axis"))
end

-- Tensors one after the other along an axis (0).
function shapes.cat(values, axis)
  return joined("nnl_cat", values, axis)
end

-- The same along a new axis (0); all of one shape.
function shapes.stack(values, axis)
  return joined("nnl_stack", values, axis)
end

-- An axis (0) cut into parts of sizes that add up to it, as a table; they share memory.
function shapes.split(x, sizes, axis)
  local count, list = calls.integers(sizes, "sizes")
  local handles = ffi.new("int64_t[?]", count)
  check(C.nnl_split(tensor(x, "x"), calls.integer(axis or 0, "axis"), count, list, handles))
  local parts = {}
  for i = 1, count do parts[i] = tensors.new(tonumber(handles[i - 1])) end
  return parts
end

local ALL_THE_REST = 0x7fffffffffffffffLL

-- x[start:stop:step] along an axis as Python has it; shares memory. Options: start (0), stop (the end), step (1).
function shapes.slice(x, axis, given)
  given = options.known(given, { "start", "stop", "step" }, "slice")
  return made("nnl_slice", tensor(x, "x"), calls.integer(axis, "axis"), calls.integer(given.start or 0, "start"),
    calls.integer(given.stop or ALL_THE_REST, "stop"), calls.integer(given.step or 1, "step"))
end

-- Element index[i, j, k] along the axis, at the same place in the other axes. The index is i32 or i64.
function shapes.gather(x, axis, index)
  return made("nnl_gather", tensor(x, "x"), calls.integer(axis, "axis"), tensor(index, "index"))
end

-- Whole slices of x at places along an axis, which may repeat.
function shapes.index_select(x, axis, index)
  return made("nnl_index_select", tensor(x, "x"), calls.integer(axis, "axis"), tensor(index, "index"))
end

-- i64 of the index's shape and one more axis of `classes`; -1, the default: as many as the greatest index + 1.
function shapes.one_hot(index, classes)
  return made("nnl_one_hot", tensor(index, "index"), calls.integer(classes or -1, "classes"))
end

return shapes
