local nn = require("nnlite")
local support = require("support")
local test, same, near, fails, refuses, f64 = support.test, support.same, support.near, support.fails, support.refuses, support.f64

local values = { -2, -0.5, 0.25, 3 }

local function map(f)
  local made = {}
  for i, value in ipairs(values) do made[i] = f(value) end
  return made
end

test("arithmetic, with tensors and numbers on either side", function()
  local a, b = f64({ 1, 2, 3 }), f64({ { 10 }, { 20 } })
  same((a + b):to_table(), { { 11, 12, 13 }, { 21, 22, 23 } })
  same((a - b):to_table(), { { -9, -8, -7 }, { -19, -18, -17 } })
  same((a * b):to_table(), { { 10, 20, 30 }, { 20, 40, 60 } })
  same((b / a):to_table(), { { 10, 5, 10 / 3 }, { 20, 10, 20 / 3 } })
  same({ (a + 1):to_table(), (1 + a):to_table() }, { { 2, 3, 4 }, { 2, 3, 4 } })
  same({ (a - 1):to_table(), (1 - a):to_table() }, { { 0, 1, 2 }, { 0, -1, -2 } })
  same({ (a * 3):to_table(), (3 * a):to_table() }, { { 3, 6, 9 }, { 3, 6, 9 } })
  same({ (a / 3):to_table(), (3 / a):to_table() }, { { 1 / 3, 2 / 3, 1 }, { 3, 1.5, 1 } })
  same({ (-a):to_table(), (a ^ 2):to_table(), (2 ^ a):to_table() }, { { -1, -2, -3 }, { 1, 4, 9 }, { 2, 4, 8 } })
  same({ a:minimum(2):to_table(), nn.maximum(2, a):to_table() }, { { 1, 2, 2 }, { 2, 2, 3 } })
  same(a:affine(2, 1):to_table(), { 3, 5, 7 })
  same(a:pow(f64({ 0, 1, -1 })):to_table(), { 1, 2, 1 / 3 })
  same(fails("SHAPE_MISMATCH", "%[3%].*%[2%]", nn.add, a, f64({ 1, 2 })).func, "nnl_add")
  fails("DTYPE_MISMATCH", "", nn.add, a, nn.tensor({ 1, 2, 3 }))
  refuses("b must be a Tensor, not a string", nn.add, a, "1")
  refuses("a must be a Tensor, not a number", nn.divide, 1, 2)
  refuses("b must be a Tensor, not a nil", nn.matmul, a)
end)

test("functions of one element", function()
  local x = f64(values)
  near(x:exp():to_table(), map(math.exp))
  near(x:abs():log():to_table(), map(function(v) return math.log(math.abs(v)) end))
  near(x:abs():sqrt():to_table(), map(function(v) return math.sqrt(math.abs(v)) end))
  same(x:negative():to_table(), map(function(v) return -v end))
  same(x:reciprocal():to_table(), map(function(v) return 1 / v end))
  same(x:clamp(-1, 1):to_table(), { -1, -0.5, 0.25, 1 })
  same({ x:clamp(nil, 0):to_table(), x:clamp(0):to_table() }, { { -2, -0.5, 0, 0 }, { 0, 0, 0.25, 3 } })
  fails("INVALID_ARGUMENT", "", x.clamp, x, 0 / 0)
end)

-- The normal distribution, by Simpson's rule from 0 on.
local function normal(v)
  local function density(t) return math.exp(-t * t / 2) / math.sqrt(2 * math.pi) end
  local sum = density(0) + density(v)
  for i = 1, 999 do sum = sum + density(v * i / 1000) * (i % 2 == 1 and 4 or 2) end
  return 0.5 + sum * v / 3000
end

test("activations", function()
  local x = f64(values)
  local function sigmoid(v) return 1 / (1 + math.exp(-v)) end
  near(x:sigmoid():to_table(), map(sigmoid))
  near(x:tanh():to_table(), map(math.tanh))
  same(x:relu():to_table(), { 0, 0, 0.25, 3 })
  near(x:leaky_relu():to_table(), { -0.02, -0.005, 0.25, 3 })
  near(x:leaky_relu(0.5):to_table(), { -1, -0.25, 0.25, 3 })
  near(x:elu(2):to_table(), map(function(v) return v > 0 and v or 2 * (math.exp(v) - 1) end))
  near(x:silu():to_table(), map(function(v) return v * sigmoid(v) end))
  near(x:softplus({ beta = 2 }):to_table(), map(function(v) return math.log(1 + math.exp(2 * v)) / 2 end))
  same(x:softplus({ threshold = 1 }):to_table()[4], 3)
  same(x:hardtanh():to_table(), { -1, -0.5, 0.25, 1 })
  same(x:hardtanh(-0.25, 2):to_table(), { -0.25, -0.25, 0.25, 2 })
  same(x:prelu(f64({ 0.5 })):to_table(), { -1, -0.25, 0.25, 3 })
  near(x:gelu():to_table(), map(function(v) return v * normal(v) end), 1e-9)
  near(x:gelu({ approximate = "tanh" }):to_table(), map(function(v)
    return 0.5 * v * (1 + math.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ^ 3)))
  end))
  local sum = 0
  for _, v in ipairs(values) do sum = sum + math.exp(v) end
  near(x:softmax(0):to_table(), map(function(v) return math.exp(v) / sum end))
  near(x:log_softmax(-1):to_table(), map(function(v) return v - math.log(sum) end))
  same(x:dropout({ training = false }):to_table(), values)
  local dropped, count = nn.ones(10000):dropout({ p = 0.25 }):read()
  local zeros = 0
  for i = 0, count - 1 do
    assert(dropped[i] == 0 or math.abs(dropped[i] - 4 / 3) < 1e-6)
    if dropped[i] == 0 then zeros = zeros + 1 end
  end
  near(zeros / count, 0.25, 0.03)
  fails("INVALID_ARGUMENT", "", x.dropout, x, { p = 2 })
  refuses("approximate must be one of none, tanh, not erf", x.gelu, x, { approximate = "erf" })
end)

test("comparisons and choices", function()
  local a, b = nn.tensor({ 1, 2, 3 }), nn.tensor({ 3, 2, 1 })
  local expected = {
    eq = { false, true, false }, ne = { true, false, true }, lt = { true, false, false },
    le = { true, true, false }, gt = { false, false, true }, ge = { false, true, true },
  }
  for name, result in pairs(expected) do
    same(a[name](a, b):to_table(), result, name)
    same(a[name](a, 2):to_table(), result, name) -- b differs from 2 as a does, the other way round
  end
  local yes, no = a:gt(1), a:gt(2)
  same(yes:logical_and(no):to_table(), { false, false, true })
  same(yes:logical_or(no):to_table(), { false, true, true })
  same(no:logical_not():to_table(), { true, true, false })
  same(nn.where(yes, a, b):to_table(), { 3, 2, 3 })
  same({ nn.where(yes, 0, b):to_table(), nn.where(yes, a, -1):to_table() }, { { 3, 0, 0 }, { -1, 2, 3 } })
  same(a:masked_fill(yes, 9):to_table(), { 1, 9, 9 })
end)

test("reductions", function()
  local x = f64({ { 1, 5, 3 }, { 4, 2, 6 } })
  same({ x:sum():item(), x:sum(0):to_table() }, { 21, { 5, 7, 9 } })
  same(x:mean(-1, { keepdim = true }):to_table(), { { 3 }, { 4 } })
  same(x:mean({ 0, 1 }):item(), 3.5)
  near(x:var(1):to_table(), { 4, 4 })
  near(x:var(1, { correction = 0, keepdim = true }):to_table(), { { 8 / 3 }, { 8 / 3 } })
  near(x:std(1):to_table(), { 2, 2 })
  near(x:norm():item(), math.sqrt(91))
  same(x:norm(math.huge, 0):to_table(), { 4, 5, 6 })
  same(x:norm(1, 1, { keepdim = true }):to_table(), { { 9 }, { 12 } })
  same({ x:max():item(), x:min():item() }, { 6, 1 })
  local most, where = x:max(1)
  same({ most:to_table(), where:to_table() }, { { 5, 6 }, { 1, 2 } })
  same((x:min(0, { keepdim = true })):to_table(), { { 1, 2, 3 } })
  same({ x:argmax():item(), x:argmin():item() }, { 5, 0 })
  same({ x:argmax(0):to_table(), x:argmin(1, { keepdim = true }):to_table() }, { { 1, 0, 1 }, { { 0 }, { 1 } } })
  local top, places = x:topk(2)
  same({ top:to_table(), places:to_table() }, { { { 5, 3 }, { 6, 4 } }, { { 1, 2 }, { 2, 0 } } })
  same((x:topk(1, { axis = 0, largest = false })):to_table(), { { 1, 2, 3 } })
  fails("INDEX_OUT_OF_RANGE", "", x.topk, x, 4)
  fails("INDEX_OUT_OF_RANGE", "", x.sum, x, 2)
  local none = nn.zeros({ 0 })
  fails("SHAPE_MISMATCH", "", none.max, none)
  refuses("sum: unknown option 'keep_dim'", x.sum, x, 0, { keep_dim = true })
  refuses("keepdim must be a boolean, not a number", x.sum, x, 0, { keepdim = 1 })
  near(f64({ { 1, 2 } }):cosine_similarity(f64({ { 2, 1 } })):item(), 4 / 5)
end)

test("shapes and positions", function()
  local x = f64({ { 1, 2, 3 }, { 4, 5, 6 } })
  same(x:reshape({ 3, -1 }):to_table(), { { 1, 2 }, { 3, 4 }, { 5, 6 } })
  same(x:reshape(6):shape(), { 6 })
  same(nn.zeros({ 2, 3, 4 }):flatten(1):shape(), { 2, 12 })
  same(x:transpose(0, 1):to_table(), { { 1, 4 }, { 2, 5 }, { 3, 6 } })
  same(nn.zeros({ 2, 3, 4 }):permute({ 2, 0, 1 }):shape(), { 4, 2, 3 })
  same({ nn.zeros({ 1, 2, 1 }):squeeze():shape(), nn.zeros({ 1, 2, 1 }):squeeze(0):shape() }, { { 2 }, { 2, 1 } })
  same({ x:unsqueeze(0):shape(), x:unsqueeze(-1):shape() }, { { 1, 2, 3 }, { 2, 3, 1 } })
  same(f64({ { 1 }, { 2 } }):expand({ -1, 3 }):to_table(), { { 1, 1, 1 }, { 2, 2, 2 } })
  local clone = x:clone()
  x:reshape(6):write({ 0, 0, 0, 0, 0, 0 }) -- a view
  same({ x:to_table(), clone:to_table() }, { { { 0, 0, 0 }, { 0, 0, 0 } }, { { 1, 2, 3 }, { 4, 5, 6 } } })
  same(nn.tensor({ 1 }, { requires_grad = true }):multiply(2):detach():requires_grad(), false)
  same({ nn.cat({ clone, clone }, 1):shape(), nn.stack({ clone, x }):shape() }, { { 2, 6 }, { 2, 2, 3 } })
  local parts = clone:split({ 1, 2 }, 1)
  same({ parts[1]:to_table(), parts[2]:to_table() }, { { { 1 }, { 4 } }, { { 2, 3 }, { 5, 6 } } })
  fails("SHAPE_MISMATCH", "", clone.split, clone, { 1, 1 }, 1)
  same(clone:slice(1, { start = -2 }):to_table(), { { 2, 3 }, { 5, 6 } })
  same(clone:slice(1, { stop = 2, step = 2 }):to_table(), { { 1 }, { 4 } })
  same(clone:gather(1, nn.tensor({ { 2LL }, { 0LL } })):to_table(), { { 3 }, { 4 } })
  same(clone:index_select(1, nn.tensor({ 2, 2 }, { dtype = "i32" })):to_table(), { { 3, 3 }, { 6, 6 } })
  local problem = fails("INDEX_OUT_OF_RANGE", "3 .*%[0, 3%)", nn.index_select, clone, 1, nn.tensor({ 3LL }))
  same(problem.func, "nnl_index_select")
  same(nn.tensor({ 1LL, 0LL }):one_hot():to_table(), { { 0, 1 }, { 1, 0 } })
  same(nn.one_hot(nn.tensor({ 1LL }), 3):to_table(), { { 0, 1, 0 } })
  refuses("tensors[2] must be a Tensor, not a number", nn.cat, { x, 1 })
  refuses("tensors must be a table of Tensors, not a Tensor", nn.cat, x)
end)

test("matrix products", function()
  local a, b = f64({ { 1, 2 }, { 3, 4 } }), f64({ { 5, 6 }, { 7, 8 } })
  same(a:matmul(b):to_table(), { { 19, 22 }, { 43, 50 } })
  same(a:unsqueeze(0):bmm(b:unsqueeze(0)):to_table(), { { { 19, 22 }, { 43, 50 } } })
  same(nn.linear(a, b, f64({ 1, 2 })):to_table(), { { 18, 25 }, { 40, 55 } })
  same(nn.linear(a, b):to_table(), { { 17, 23 }, { 39, 53 } })
  fails("SHAPE_MISMATCH", "", nn.matmul, a, f64({ { 1, 2 } }))
end)
