local nn = require("nnlite")
local lent = require("nnlite.lent")
local support = require("support")
local test, same, near, fails, refuses, f64 = support.test, support.same, support.near, support.fails, support.refuses, support.f64

-- x^3 by FFI arrays.
local function cube(x, factor)
  return nn.custom_op("cube", { x }, function(input)
    local values, count = input:read()
    for i = 0, count - 1 do values[i] = values[i] ^ 3 end
    return input:clone():write(values)
  end, function(given)
    local values, count = given.inputs[1]:read()
    local g = given.output_gradient:read()
    for i = 0, count - 1 do values[i] = (factor or 3) * values[i] * values[i] * g[i] end
    return given.inputs[1]:clone():write(values)
  end)
end

test("a custom operation and its gradient", function()
  local x = f64({ 1, -2 }, true)
  local y = cube(x)
  same(y:to_table(), { 1, -8 })
  y:backward({ gradient = f64({ 1, 10 }) })
  same(x:grad():to_table(), { 3, 120 })
end)

test("backward is told what is wanted, and may give nothing", function()
  local a, b, wanted = f64({ 2 }, true), f64({ 5 }), nil
  nn.custom_op("product", { a, b }, function(x, y) return x * y end, function(given)
    wanted = given.wanted
    same(given.output:item(), 10)
    return { given.output_gradient * given.inputs[2] }
  end):backward()
  same({ wanted, a:grad():to_table() }, { { true, false }, { 5 } })
  local three = nn.custom_op("three", { a }, function(x) return x:clone() end, function(given)
    return { given.output_gradient, nil, given.output_gradient }
  end)
  fails("CALLBACK_FAILED", "a gradient for input 3 of 1", three.backward, three)
  local none = nn.custom_op("none", { a }, function(x) return x:clone() end)
  fails("NOT_SUPPORTED", "none", none.backward, none)
  same(a:grad():to_table(), { 5 })
end)

test("gradcheck tells right from wrong", function()
  local x = f64({ { 0.5, -1.5 } }, true)
  local passed, report = nn.gradcheck(function(input) return cube(input):tanh() end, { x })
  same(passed, true)
  assert(report:find("all 4 derivatives agree"))
  passed, report = nn.gradcheck(function(input) return cube(input, 2) end, { x }, { eps = 1e-5, atol = 1e-4 })
  same(passed, false)
  assert(report:find("input 0 at %[0, 0%], output at %[0, 0%]: analytical 0.5, numerical 0.75"))
  local raised = {}
  local problem = fails("CALLBACK_FAILED", "", nn.gradcheck, function() error(raised) end, { x })
  assert(problem.cause == raised)
  fails("INVALID_ARGUMENT", "", nn.gradcheck, function(input) return input end, { f64({ 1 }) })
end)

test("a custom module with parts", function()
  local scale = nn.CustomModule("Scale", function(self, x) return x * self:tensor("scale") + self:tensor("shift") end)
    :add_parameter("scale", f64({ 2 })):add_buffer("shift", f64({ 10 }))
  local net = nn.CustomModule("Residual", function(self, x) return x + self:child("body")(x) end):add_child("body", scale)
  same(net:kind(), "Residual")
  for name, parameter in net:named_parameters() do same({ name, parameter:requires_grad() }, { "body.scale", true }) end
  for name in net:named_buffers() do same(name, "body.shift") end
  local y = nn.Sequential({ net })(f64({ 1, 2 }))
  same(y:to_table(), { 13, 16 })
  y:sum():backward()
  same(net:tensor("body.scale"):grad():to_table(), { 3 })
  assert(net:summary(f64({ 1, 2 })):find("Residual.*Scale"))
  local list = nn.CustomModule("ModuleList"):add_child("0", net)
  fails("NOT_SUPPORTED", "", list, f64({ 1 }))
  fails("INVALID_STATE", "", net.add_child, net, "late", scale)
  fails("INVALID_ARGUMENT", "", list.add_child, list, "a.b", scale)
  fails("NOT_SUPPORTED", "", net.fold_batch_norms, net)
  fails("INVALID_ARGUMENT", "", nn.CustomModule, "")
  refuses("forward must be a function, not a number", nn.CustomModule, "m", 3)
end)

test("errors in callbacks are the cause, and their text the message", function()
  local x = f64({ 1 }, true)
  local object = setmetatable({}, { __tostring = function() return "no cube today" end })
  for _, raised in ipairs({ "no cube today", object }) do
    local function raises() error(raised, 0) end
    local problem = fails("CALLBACK_FAILED", "cube.*no cube today", nn.custom_op, "cube", { x }, raises)
    assert(problem.cause == raised)
    problem = fails("CALLBACK_FAILED", "no cube today", nn.CustomModule("m", raises), x)
    assert(problem.cause == raised)
    local walk = nn.custom_op("cube", { x }, function(y) return y:clone() end, raises)
    problem = fails("CALLBACK_FAILED", "cube.*no cube today", walk.backward, walk)
    assert(problem.cause == raised)
    same(x:grad(), nil)
  end
  local mute = setmetatable({}, { __tostring = function() error("mute") end })
  for _, odd in ipairs({ mute, false, 42, setmetatable({}, { __tostring = function() return {} end }) }) do
    local problem = fails("CALLBACK_FAILED", "", nn.custom_op, "cube", { x }, function() error(odd, 0) end)
    assert(problem.cause == odd)
  end
  fails("CALLBACK_FAILED", "long", nn.custom_op, "cube", { x }, function() error(("long "):rep(10000)) end)
  fails("CALLBACK_FAILED", "attempt to index", nn.custom_op, "cube", { x }, function(y) return y.none.field end)
end)

test("an error of nnlite in a callback is the cause of the one around it", function()
  local outer = nn.CustomModule("outer", function(_, x)
    return nn.custom_op("inner", { x }, function(y) return y:matmul(f64({ { 1, 2 } })) end)
  end)
  local problem = fails("CALLBACK_FAILED", "inner.*matmul", outer, f64({ { 1, 2 } }))
  same({ problem.cause.code, problem.cause.cause.code, problem.cause.cause.func },
    { "NNL_CALLBACK_FAILED", "NNL_SHAPE_MISMATCH", "nnl_matmul" })
  local catches = nn.CustomModule("catches", function(_, x)
    fails("CALLBACK_FAILED", "caught", nn.custom_op, "inner", { x }, function() error("caught") end)
    return x:clone()
  end)
  same(catches(f64({ 4 })):to_table(), { 4 })
  fails("CALLBACK_FAILED", "the result must be a Tensor, not a nil", nn.custom_op, "none", { f64({ 1 }) }, function() end)
end)

test("a callback is a scope, and its inputs end with it", function()
  local input, between, kept
  local y = nn.custom_op("scoped", { f64({ 1 }) }, function(x)
    input, between = x, x + 1
    kept = nn.keep(between + 1)
    return between * 2
  end)
  same({ y:item(), input:is_released(), between:is_released(), kept:item() }, { 4, true, true, 3 })
  fails("INVALID_HANDLE", "", input.item, input)
  kept:release()
  fails("CALLBACK_FAILED", "must not yield", nn.custom_op, "yields", { f64({ 1 }) }, function(x)
    coroutine.yield()
    return x
  end)
end)

test("callbacks nest as deep as nnlite allows", function()
  local function nest(x, depth)
    return nn.custom_op("nest", { x }, function(y) return depth == 0 and y or nest(y, depth - 1) end)
  end
  same(nest(f64({ 7 }), 120):item(), 7)
  local problem = fails("CALLBACK_FAILED", "", nest, f64({ 7 }), 200)
  while problem.cause do problem = problem.cause end
  assert(problem.message:find("128 callbacks"), problem.message)
end)

test("hot loops that LuaJIT compiles", function()
  local x, sum = f64({ 1, 2 }, true), 0
  for i = 1, 3000 do
    nn.scope(function()
      local y = cube(x)
      y:sum():backward()
      sum = sum + y:sum():item() + x:grad():count()
      x:zero_grad()
    end)
  end
  same(sum, 3000 * 11)
  local done = 0
  local memory = require("ffi").new("float[4]")
  for _ = 1, 3000 do nn.borrow(memory, { done = function() done = done + 1 end }):release() end
  same(done, 3000)
end)

test("functions are given back when nothing needs them", function()
  local before = lent.count()
  nn.scope(function()
    local x = f64({ 1 }, true)
    local y = cube(x)
    same(lent.count(), before + 1) -- its graph needs it
    y:backward()
    local module = nn.CustomModule("m", function(_, input) return input:clone() end)
    local model = nn.Sequential({ module })
    module:release()
    same(model(x):to_table(), { 1 }) -- the Sequential has it
    fails("INVALID_ARGUMENT", "", nn.CustomModule, ("x"):rep(300), function(_, input) return input end)
  end)
  same(lent.count(), before)
end)

test("custom parts train", function()
  local model = nn.CustomModule("Cubic", function(self, x) return cube(self:child("linear")(x)) end)
    :add_child("linear", nn.Linear(1, 1, { dtype = "f64" }))
  local adam = nn.Adam(model:parameters(), { learning_rate = 0.05 })
  local loss = nn.CustomModule("Loss", function(_, output, target) return nn.mse_loss(output, target) end)
  local loader = nn.Loader({ f64({ { 0.5 }, { 1 } }), f64({ { 0.125 }, { 1 } }) }, { batch_size = 2 })
  near(nn.fit(model, loss, adam, loader, { epochs = 300 }).loss, 0, 1e-3)
end)

test("the grad mode that a callback leaves is put back", function()
  nn.CustomModule("m", function(_, x)
    nn.set_grad_enabled(false)
    return x:clone()
  end)(f64({ 1 }))
  same(nn.grad_enabled(), true)
end)
