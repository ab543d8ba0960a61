-- Operations element by element, comparisons and matrix products; shapes broadcast as in NumPy and PyTorch. Tensors are
-- floating and of one dtype unless it says "any dtype"; a number stands for one element of the other operand's dtype.
-- Each operation makes a new tensor, recorded for backward where an input requires a gradient.
jit.off(true, true)

local calls = require("nnlite.calls")
local operands = require("nnlite.operands")
local made, tensor = operands.made, operands.tensor

local arithmetic = {}

-- The result of use(a, b) with the handles of two operands, either of which may be a number.
local function with_operands(a, b, use)
  local left, right = type(a) == "number", type(b) == "number"
  if left == right then return use(tensor(a, "a"), tensor(b, "b")) end
  local x = left and b or a
  tensor(x, left and "b" or "a")
  local scalar = x:scalar_like(left and a or b)
  local fine, result = pcall(use, left and scalar.handle or x.handle, left and x.handle or scalar.handle)
  scalar:release()
  if not fine then error(result, 0) end
  return result
end

-- scale * x + shift
function arithmetic.affine(x, scale, shift)
  return made("nnl_affine", tensor(x, "x"), calls.number(scale, "scale"), calls.number(shift, "shift"))
end

function arithmetic.add(a, b)
  if type(b) == "number" then return arithmetic.affine(a, 1, b) end
  if type(a) == "number" then return arithmetic.affine(b, 1, a) end
  return made("nnl_add", tensor(a, "a"), tensor(b, "b"))
end

function arithmetic.subtract(a, b)
  if type(b) == "number" then return arithmetic.affine(a, 1, -b) end
  if type(a) == "number" then return arithmetic.affine(b, -1, a) end
  return made("nnl_subtract", tensor(a, "a"), tensor(b, "b"))
end

function arithmetic.multiply(a, b)
  if type(b) == "number" then return arithmetic.affine(a, b, 0) end
  if type(a) == "number" then return arithmetic.affine(b, a, 0) end
  return made("nnl_multiply", tensor(a, "a"), tensor(b, "b"))
end

function arithmetic.divide(a, b)
  return with_operands(a, b, function(x, y) return made("nnl_divide", x, y) end)
end

-- The lesser of two elements (any dtype); equal ones get half the gradient each.
function arithmetic.minimum(a, b)
  return with_operands(a, b, function(x, y) return made("nnl_minimum", x, y) end)
end

-- The greater of two elements (any dtype); equal ones get half the gradient each.
function arithmetic.maximum(a, b)
  return with_operands(a, b, function(x, y) return made("nnl_maximum", x, y) end)
end

local function unary(name)
  return function(x) return made(name, tensor(x, "x")) end
end

arithmetic.exp = unary("nnl_exp")
arithmetic.log = unary("nnl_log") -- the natural logarithm
arithmetic.sqrt = unary("nnl_sqrt")
arithmetic.abs = unary("nnl_abs") -- derivative 0 at 0
arithmetic.negative = unary("nnl_negative")
arithmetic.reciprocal = unary("nnl_reciprocal")
arithmetic.logical_not = unary("nnl_logical_not") -- any dtype; every element but 0 is true

-- x to a power: a number, or one for each element. A number to a tensor's powers works too.
function arithmetic.pow(x, exponent)
  if type(exponent) == "number" then return made("nnl_pow", tensor(x, "x"), exponent) end
  return with_operands(x, exponent, function(a, b) return made("nnl_pow_tensor", a, b) end)
end

-- min(max(x, low), high); a bound may be nil. NaN as a bound is NNL_INVALID_ARGUMENT.
function arithmetic.clamp(x, low, high)
  return made("nnl_clamp", tensor(x, "x"), calls.number(low or -math.huge, "low"), calls.number(high or math.huge, "high"))
end

local function comparison(name, scalar_name)
  return function(a, b)
    if type(b) == "number" then return made(scalar_name, tensor(a, "a"), b) end
    return made(name, tensor(a, "a"), tensor(b, "b"))
  end
end

-- Comparisons of tensors of one dtype, any, or with a number: bool tensors without gradient.
arithmetic.eq = comparison("nnl_eq", "nnl_eq_scalar")
arithmetic.ne = comparison("nnl_ne", "nnl_ne_scalar")
arithmetic.lt = comparison("nnl_lt", "nnl_lt_scalar")
arithmetic.le = comparison("nnl_le", "nnl_le_scalar")
arithmetic.gt = comparison("nnl_gt", "nnl_gt_scalar")
arithmetic.ge = comparison("nnl_ge", "nnl_ge_scalar")

function arithmetic.logical_and(a, b)
  return made("nnl_logical_and", tensor(a, "a"), tensor(b, "b"))
end

function arithmetic.logical_or(a, b)
  return made("nnl_logical_or", tensor(a, "a"), tensor(b, "b"))
end

-- a where `condition` (bool) is true, else b; any dtype, and one of the two may be a number.
function arithmetic.where(condition, a, b)
  tensor(condition, "condition")
  return with_operands(a, b, function(x, y) return made("nnl_where", condition.handle, x, y) end)
end

-- `value` where `mask` (bool) is true, else x; any dtype.
function arithmetic.masked_fill(x, mask, value)
  return made("nnl_masked_fill", tensor(x, "x"), tensor(mask, "mask"), calls.number(value, "value"))
end

-- Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast.
function arithmetic.matmul(a, b)
  return made("nnl_matmul", tensor(a, "a"), tensor(b, "b"))
end

-- Matrix products of a (n, i, k) and b (n, k, j) one by one.
function arithmetic.bmm(a, b)
  return made("nnl_bmm", tensor(a, "a"), tensor(b, "b"))
end

return arithmetic
