-- Scopes of nnlite's behind those here, and reports of what is live.
local ffi = require("ffi")
local nn = require("nnlite")
local C = require("nnlite.library")
local constants = require("nnlite.declarations").constants
local tensors = require("nnlite.tensor")
local support = require("support")
local test, same, fails, refuses, f64 = support.test, support.same, support.fails, support.refuses, support.f64

local function raw_zero()
  local out = ffi.new("int64_t[1]")
  same(C.nnl_tensor_full(0, constants.NNL_F32, 0, nil, 0, out), 0)
  return tonumber(out[0])
end

test("a scope ends handles that have no object", function()
  local before, during = nn.live_handles(), nil
  nn.scope(function()
    raw_zero()
    nn.scope(raw_zero)
    during = nn.live_handles() -- with the scope's own
  end)
  same({ during, nn.live_handles() }, { before + 2, before })
  pcall(nn.scope, function()
    raw_zero()
    error("out")
  end)
  pcall(nn.scope, function()
    raw_zero()
    coroutine.yield()
  end)
  same(nn.live_handles(), before)
end)

test("what is returned or kept outlives its scopes", function()
  local kept
  local returned, nothing = nn.scope(function()
    return nn.scope(function()
      kept = nn.keep({ nn.tensor({ 2 }), { nn.tensor({ 3 }) } })
      local released = nn.tensor({ 4 })
      released:release()
      return nn.tensor({ 1 }), nn.keep(released)
    end)
  end)
  same({ returned:item(), kept[1]:item(), kept[2][1]:item(), nothing:is_released() }, { 1, 2, 3, true })
  kept[1]:release()
  kept[2][1]:release()
  same(nn.scope(function() return tensors.new(raw_zero()) end):item(), 0)
end)

test("callbacks have scopes of their own inside those around the call", function()
  local inner
  local module = nn.CustomModule("Makes", function(_, x)
    inner = nn.tensor({ 5 })
    nn.scope(raw_zero)
    raw_zero()
    return x + inner
  end)
  local before = nn.live_handles()
  local y = nn.scope(function() return module(nn.tensor({ 1 })) end)
  same({ y:item(), inner:is_released(), nn.live_handles() }, { 6, true, before + 1 })
  local x = f64({ 2 }, true)
  nn.scope(function()
    nn.custom_op("half", { x }, function(a) return a:clone() end, function(given) return given.output_gradient * 0.5 end)
      :backward()
  end)
  same(x:grad():to_table(), { 0.5 })
  local fine = nn.live_handles()
  fails("CALLBACK_FAILED", "the gradient of input 2 must be a Tensor", nn.scope, function()
    nn.custom_op("bad", { x, x }, function(a) return a:clone() end, function() return { f64({ 1 }), 3 } end):backward()
  end)
  same(nn.live_handles(), fine)
end)

test("scopes in too deep a recursion leave nothing behind", function()
  local before, depth = nn.live_handles(), 0
  local function nest()
    depth = depth + 1
    return nn.scope(function()
      raw_zero()
      return nest()
    end)
  end
  assert(not pcall(nest))
  assert(depth > 50)
  same(nn.live_handles(), before)
end)

test("tensors and modules tell their context", function()
  same({ nn.zeros(1):context() == nn.default_context, nn.ReLU():context() == nn.default_context }, { true, true })
  local context = nn.Context({ threads = 3 })
  local here = { context = context }
  local layer = nn.Linear(2, 2, here)
  same(layer:context():threads(), 3)
  local double = nn.CustomModule("Double", function(_, x) return x * nn.full({ 2 }, 2, { context = x:context() }) end, here)
  local y = double(nn.ones(2, here))
  same({ y:to_table(), y:context():threads() }, { { 2, 2 }, 3 })
  local again = layer:context()
  for _, object in ipairs({ context, layer, double, y }) do object:release() end
  same(nn.zeros(1, { context = again }):context():threads(), 3)
  fails("INVALID_HANDLE", "", layer.context, layer)
end)

local function brief(report)
  local rows = {}
  for i, row in ipairs(report.rows) do rows[i] = { row.kind, row.func, row.label, row.count } end
  return rows
end

test("a report tells what is live, and while tracing is on what made it", function()
  local context = nn.Context()
  local of_context = { context = context }
  local x = nn.tensor({ 1, 2 }, { dtype = "f64", context = context })
  local untraced = nn.handle_report(of_context)
  same(brief(untraced), { { "context", "", "", 1 }, { "tensor", "", "", 1 } })
  same({ untraced.rows[2].bytes >= 16, untraced.rows[2].thread }, { true, 0 })
  nn.set_handle_tracing(true)
  local fine, problem = pcall(function()
    nn.set_handle_label("epoch 3")
    local y, z = x + x, x + x
    nn.set_handle_label(nil)
    local layer = nn.Linear(2, 2, of_context)
    local report = nn.handle_report(of_context)
    same(brief(report), { { "context", "", "", 1 }, { "tensor", "nnl_add", "epoch 3", 2 }, { "tensor", "", "", 1 },
      { "module", "nnl_linear_create", "", 1 } })
    same({ report.rows[2].bytes >= 32, report.rows[2].thread > 0, report.rows[4].bytes >= 24 }, { true, true, true })
    assert(report.table:find("nnl_add") and report.table:match("([^\n]*)\n*$"):find("%f[%d]5%f[%D]"), report.table)
    local all, scopes = 0, 0
    for _, row in ipairs(nn.handle_report().rows) do
      all = all + row.count
      if row.kind == "scope" then scopes = scopes + row.count end
    end
    same({ all, scopes }, { nn.live_handles(), 1 })
    for _, object in ipairs({ y, z, layer }) do object:release() end
    same(#nn.handle_report(of_context).rows, 2)
  end)
  nn.set_handle_tracing(false)
  if not fine then error(problem, 0) end
  for _, row in ipairs(nn.handle_report({ context = nn.default_context }).rows) do assert(row.kind ~= "context") end
  refuses("unknown option 'contexts'", nn.handle_report, { contexts = 1 })
  refuses("label must be a string, not a number", nn.set_handle_label, 3)
  refuses("on must be a boolean, not a number", nn.set_handle_tracing, 1)
  local gone = nn.Context()
  gone:release()
  fails("INVALID_HANDLE", "", nn.handle_report, { context = gone })
end)

test("the library tells what it is", function()
  same(nn.abi_version(), 1)
  local info = {}
  for key, value in nn.build_info():gmatch("([^\n:]+): ([^\n]*)") do info[key] = value end
  local version = nn.version()
  same(info.version, ("%d.%d.%d"):format(version / 10000, version / 100 % 100, version % 100))
  same({ info.abi, tonumber(info.threads) }, { "1", nn.default_context:threads() })
  for _, key in ipairs({ "compiler", "build", "blas", "instruction set" }) do assert(info[key] and info[key] ~= "", key) end
end)
