-- Sums, extrema and the like, over all elements or along axes: a number or a table, from 0, negative ones from the end.
-- The option keepdim (false) leaves reduced axes as size 1.
jit.off(true, true)

local calls = require("nnlite.calls")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local made, selection, tensor = operands.made, operands.selection, operands.tensor

local reductions = {}

local function total(name, method)
  return function(x, axes, given)
    local handle, keepdim = tensor(x, "x"), operands.keepdim(given, method)
    local count, list = operands.axes(axes)
    return made(name, handle, count, list, keepdim)
  end
end

reductions.sum = total("nnl_sum", "sum")
reductions.mean = total("nnl_mean", "mean") -- of nothing it is NaN

local function spread(name, method)
  return function(x, axes, given)
    given = options.known(given, { "correction", "keepdim" }, method)
    local handle = tensor(x, "x")
    local count, list = operands.axes(axes)
    return made(name, handle, count, list, calls.integer(given.correction or 1, "correction"),
      calls.flag(given.keepdim or false, "keepdim"))
  end
end

-- Variance and standard deviation; the sum of squares is divided by n - correction (1: unbiased).
reductions.var = spread("nnl_var", "var")
reductions.std = spread("nnl_std", "std")

-- (sum of |x|^p)^(1/p), p being 2; 0 counts what is not 0, infinity is the greatest |x|, -infinity the least.
function reductions.norm(x, p, axes, given)
  local handle, keepdim = tensor(x, "x"), operands.keepdim(given, "norm")
  local count, list = operands.axes(axes)
  return made("nnl_norm", handle, calls.number(p or 2, "p"), count, list, keepdim)
end

local function extremum(name, along_name, method)
  return function(x, axis, given)
    if axis == nil then return made(name, tensor(x, "x")) end
    return selection(along_name, tensor(x, "x"), calls.integer(axis, "axis"), operands.keepdim(given, method))
  end
end

-- The greatest or least of all elements (any dtype), or with an axis two tensors: those along it, and where they stand
-- (i64, from 0), the first of equal ones.
reductions.max = extremum("nnl_max", "nnl_max_along", "max")
reductions.min = extremum("nnl_min", "nnl_min_along", "min")

local function place(name, along_name, method)
  return function(x, axis, given)
    local keepdim = operands.keepdim(given, method)
    if axis == nil then return made(name, tensor(x, "x"), keepdim) end
    return made(along_name, tensor(x, "x"), calls.integer(axis, "axis"), keepdim)
  end
end

-- Where the greatest or least element stands, among all or along an axis (i64, from 0); the first of equal ones.
reductions.argmax = place("nnl_argmax", "nnl_argmax_along", "argmax")
reductions.argmin = place("nnl_argmin", "nnl_argmin_along", "argmin")

-- The k greatest elements along an axis in descending order, and where they stand. Options: axis (-1), largest (true;
-- false: the least, ascending).
function reductions.topk(x, k, given)
  given = options.known(given, { "axis", "largest" }, "topk")
  return selection("nnl_topk", tensor(x, "x"), calls.integer(k, "k"), calls.integer(given.axis or -1, "axis"),
    calls.flag(given.largest == nil or given.largest, "largest"))
end

-- Sums of a * b along an axis over both norms, each at least eps. Options: axis (1), eps (1e-8).
function reductions.cosine_similarity(a, b, given)
  given = options.known(given, { "axis", "eps" }, "cosine_similarity")
  return made("nnl_cosine_similarity", tensor(a, "a"), tensor(b, "b"), calls.integer(given.axis or 1, "axis"),
    calls.number(given.eps or 1e-8, "eps"))
end

return reductions
