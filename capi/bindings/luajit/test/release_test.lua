local ffi = require("ffi")
local nn = require("nnlite")
local lent = require("nnlite.lent")
local support = require("support")
local test, same, near, fails, f64 = support.test, support.same, support.near, support.fails, support.f64

-- Collects garbage: finalizers of the first round free what those of the next ones wait for.
local function collect()
  for _ = 1, 4 do collectgarbage() end
end

test("releasing twice is harmless, and using what is released is an error", function()
  local x = nn.tensor({ 1, 2 })
  same(x:is_released(), false)
  x:release()
  x:release()
  same({ x:is_released(), tostring(x) }, { true, "Tensor (released)" })
  local problem = fails("INVALID_HANDLE", "", nn.add, x, 1)
  same({ problem.func, problem.argument }, { "nnl_affine", "x" })
  fails("INVALID_HANDLE", "", x.shape, x)
  fails("INVALID_HANDLE", "", nn.linear, nn.ones({ 1, 2 }), nn.ones({ 2, 2 }), x) -- and not: no bias
  local parameter = nn.zeros(1)
  for _, object in ipairs({ nn.Context(), nn.ReLU(), nn.SGD({ parameter }), nn.Loader({ parameter }),
    nn.StepLR(nn.SGD({ parameter }), 1) }) do
    local before = nn.live_handles()
    object:release()
    object:release()
    same(nn.live_handles(), before - 1)
  end
  nn.default_context:release()
  assert(nn.default_context:threads() > 0)
end)

test("objects outlive what they were made from", function()
  local here = { context = nn.Context({ seed = 1 }) }
  local layer = nn.Linear(2, 1, here)
  local model = nn.Sequential({ layer }, here)
  local weight = layer:tensor("weight")
  local sgd = nn.SGD(model:parameters())
  local schedule = nn.StepLR(sgd, 1)
  for _, object in ipairs({ here.context, layer, model, sgd }) do object:release() end
  schedule:step()
  same({ weight:shape(), schedule:last_epoch() }, { { 1, 2 }, 1 })
  local x = f64({ 1 }, true)
  local y = (x * 3):exp()
  local leaf = x:share()
  x:release()
  y:backward()
  near(leaf:grad():to_table(), { 3 * math.exp(3) })
end)

test("objects live through a shutdown", function()
  local x = nn.ones({ 64, 64 })
  nn.shutdown()
  same(x:matmul(x):sum():item(), 64 ^ 3)
  nn.shutdown()
  x:release()
  x:release()
end)

test("scopes keep what they return and what is kept", function()
  local before, lost, kept = nn.live_handles(), nil, nil
  local made, number = nn.scope(function()
    lost, kept = nn.tensor({ 1 }), nn.keep(nn.tensor({ 2 }))
    return { x = nn.scope(function() return lost + 1 end), list = { nn.tensor({ 3 }) } }, 5
  end)
  same(nn.live_handles(), before + 3)
  same({ made.x:item(), made.list[1]:item(), kept:item(), lost:is_released(), number }, { 2, 3, 2, true, 5 })
  kept:release()
  local raised = {}
  local fine, problem = pcall(nn.scope, function()
    lost = nn.tensor({ 1 })
    error(raised)
  end)
  assert(not fine and problem == raised and lost:is_released())
  support.refuses("scope: the function must not yield", nn.scope, function()
    lost = nn.tensor({ 1 })
    coroutine.yield()
  end)
  same(lost:is_released(), true)
  support.refuses("scope: a function expected, not a number", nn.scope, 3)
  assert(nn.scope(function() return nil end) == nil)
end)

do -- outside of the tests' scopes, which would release them
  collect()
  local handles, functions, ended = nn.live_handles(), lent.count(), 0
  local function make()
    for i = 1, 100 do
      local x = nn.borrow(ffi.new("float[3]", i), { done = function() ended = ended + 1 end })
      nn.CustomModule("m", function(_, y) return y:clone() end)(x)
      nn.custom_op("op", { x }, function(y) return y:clone() end, function(given) return given.output_gradient end)
    end
  end
  make()
  nn.shutdown()
  collect()
  local left = { nn.live_handles(), lent.count(), ended }
  test("the garbage collector gave all back, after a shutdown too", function()
    same(left, { handles, functions, 100 })
  end)
end

do -- outside of scopes too, which would hold on to all; garbage is collected between any two instructions of Lua
  local fine, sum
  debug.sethook(function() collectgarbage() end, "", 1)
  fine, sum = pcall(function()
    return nn.CustomModule("m", function(_, x)
      return nn.where(nn.ones(1):gt(0), 1, x) + nn.Sequential({ nn.ReLU(), nn.ReLU() })(nn.ones(1))
    end)(nn.zeros(1)):item()
  end)
  debug.sethook()
  collect()
  test("calls outlive the last references to what they are given", function() same({ fine, sum }, { true, 2 }) end)
end

test("an error in a release callback is a warning", function()
  local warned
  nn.set_on_warning(function(text) warned = text end)
  nn.borrow(ffi.new("float[4]"), { done = function() error("cannot take it back", 0) end }):release()
  same(warned, "a release callback failed: cannot take it back")
  nn.set_on_warning(function() error("a warning that fails") end)
  nn.borrow(ffi.new("float[4]"), { done = function() error("once more") end }):release()
  nn.set_on_warning(function(text) warned = text end)
end)

test("a Lua state that ends with everything alive", function()
  local script = support.temporary()
  local file = assert(io.open(script, "w"))
  file:write(([[
    package.path = %q .. package.path
    local ffi, nn = require("ffi"), require("nnlite")
    local context = nn.Context({ memory_limit = 1000000 })
    context:set_log_level("trace")
    context:set_log_callback(function() end)
    local x = nn.borrow(ffi.new("float[4]"), { done = function() io.write("back ") end, context = context })
    x:set_requires_grad(true)
    local y = nn.custom_op("op", { x }, function(a) return a:clone() end, function(given) return given.output_gradient end)
    local m = nn.CustomModule("m", function(_, a) return a:clone() end)
    m(nn.ones(2))
    nn.Loader({ x }):next()
    io.write("end ")
  ]]):format(nnlite_folder .. "/?.lua;" .. nnlite_folder .. "/?/init.lua;"))
  file:close()
  local pipe = io.popen(("%s %s && echo fine"):format("luajit", script))
  same(pipe:read("*a"), "end back fine\n")
  pipe:close()
  os.remove(script)
end)
