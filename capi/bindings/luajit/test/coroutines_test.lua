-- Tasks as Lua has them: coroutines, which a scheduler may change between at every yield.
local nn = require("nnlite")
local support = require("support")
local test, same, refuses = support.test, support.same, support.refuses

local TASKS = 1000

-- Runs tasks to their ends, each a step at a time.
local function run(task)
  local threads = {}
  for id = 1, TASKS do threads[id] = coroutine.create(function() task(id) end) end
  local alive = TASKS
  while alive > 0 do
    for id = 1, TASKS do
      if threads[id] then
        assert(coroutine.resume(threads[id]))
        if coroutine.status(threads[id]) == "dead" then threads[id], alive = nil, alive - 1 end
      end
    end
  end
end

test("1,000 tasks that err at once get their own messages", function()
  local layer, right = nn.Linear(2, 2), 0
  run(function(id)
    for _ = 1, id % 7 do coroutine.yield() end
    local _, problem = pcall(layer.tensor, layer, ("missing %d."):format(id))
    coroutine.yield()
    same(problem.code, "NNL_NOT_FOUND")
    assert(problem.message:find(("missing %d."):format(id), 1, true), problem.message)
    right = right + 1
  end)
  same(right, TASKS)
end)

test("errors in callbacks of 1,000 tasks are their own causes", function()
  local x = nn.ones(1)
  run(function(id)
    local raised = { id }
    coroutine.yield()
    local _, problem = pcall(nn.custom_op, "op", { x }, function() error(raised) end)
    coroutine.yield()
    assert(problem.cause == raised)
  end)
end)

test("no_grad is right in tasks that change", function()
  local x = nn.ones(1, { requires_grad = true })
  run(function(id)
    for _ = 1, id % 3 do coroutine.yield() end
    local y = id % 2 == 1 and x + 1 or nn.no_grad(function() return x + 1 end)
    same(y:requires_grad(), id % 2 == 1)
    coroutine.yield()
    same(nn.grad_enabled(), true)
  end)
  same(nn.no_grad(function() return nn.enable_grad(nn.grad_enabled) end), true)
  refuses("no_grad: the function must not yield", nn.no_grad, coroutine.yield)
  refuses("no_grad: a function expected, not a number", nn.no_grad, 1)
  same(nn.grad_enabled(), true)
  local raised = {}
  local _, problem = pcall(nn.no_grad, function() error(raised) end)
  assert(problem == raised)
  same(nn.grad_enabled(), true)
  nn.set_grad_enabled(false)
  same(nn.grad_enabled(), false)
  nn.set_grad_enabled(true)
end)
