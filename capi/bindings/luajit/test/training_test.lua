local nn = require("nnlite")
local support = require("support")
local test, same, near, fails, refuses, f64 = support.test, support.same, support.near, support.fails, support.refuses, support.f64

-- A parameter with a gradient.
local function parameter(value, gradient)
  local p = f64(value, true)
  if gradient then p:set_grad(f64(gradient)) end
  return p
end

test("SGD and its groups", function()
  local p, q = parameter({ 1 }, { 2 }), parameter({ 1 }, { 2 })
  local sgd = nn.SGD({ p }, { learning_rate = 0.1, momentum = 0.5 })
  assert(sgd:add_group({ q }, { learning_rate = 1, maximize = true }) == sgd)
  same(sgd:num_groups(), 2)
  sgd:step()
  near({ p:item(), q:item() }, { 0.8, 3 })
  sgd:step()
  near({ p:item(), q:item() }, { 0.8 - 0.1 * 3, 5 })
  same({ sgd:learning_rate(), sgd:learning_rate(1), sgd:momentum() }, { 0.1, 1, 0.5 })
  sgd:set_learning_rate(0, 1)
  sgd:set_momentum(0)
  sgd:step()
  near({ p:item(), q:item() }, { 0.5 - 0.2, 5 })
  sgd:settle()
  sgd:zero_grad()
  same(p:grad(), nil)
  fails("INDEX_OUT_OF_RANGE", "", sgd.learning_rate, sgd, 2)
  fails("INVALID_ARGUMENT", "", nn.SGD, {})
  fails("INVALID_ARGUMENT", "", nn.SGD, { p, p })
  refuses("sgd_options: unknown option 'lr'; it has nesterov", nn.SGD, { p }, { lr = 1 })
  refuses("parameters[1] must be a Tensor, not a number", nn.SGD, { 1 })
end)

test("the other optimizers take their first step by their formulas", function()
  local g = 2
  local steps = {
    { nn.Adam, { learning_rate = 0.1, eps = 0 }, 1 - 0.1 },
    { nn.Adam, { learning_rate = 0.1, eps = 0, maximize = true }, 1 + 0.1 },
    { nn.AdamW, { learning_rate = 0.1, eps = 0, weight_decay = 0.5 }, 1 * (1 - 0.05) - 0.1 },
    { nn.Adagrad, { learning_rate = 0.1, eps = 0, initial_accumulator_value = 5 }, 1 - 0.1 * g / math.sqrt(g * g + 5) },
    { nn.RMSprop, { learning_rate = 0.1, eps = 0, alpha = 0.75 }, 1 - 0.1 * g / math.sqrt(0.25 * g * g) },
  }
  for _, step in ipairs(steps) do
    local p, q = parameter({ 1 }, { g }), parameter({ 1 }, { g })
    step[1]({ p }, step[2]):add_group({ q }, step[2]):step()
    near({ p:item(), q:item() }, { step[3], step[3] }, 1e-12)
  end
  local adagrad = nn.Adagrad({ parameter({ 1 }) })
  fails("NOT_SUPPORTED", "", adagrad.momentum, adagrad)
  fails("INVALID_ARGUMENT", "", nn.Adam, { parameter({ 1 }) }, { beta1 = 1 })
  local rows = nn.zeros({ 3, 1 }, { requires_grad = true })
  nn.embedding(rows, nn.tensor({ 1LL })):sum():backward()
  nn.SparseAdam({ rows }, { learning_rate = 0.1 }):add_group({ parameter({ 1 }) }):step()
  near(rows:to_table(), { 0, -0.1, 0 })
  local dense = nn.SparseAdam({ parameter({ 1 }, { 1 }) })
  fails("NOT_SUPPORTED", "", dense.step, dense)
end)

test("clipping", function()
  local p = parameter({ 0, 0 }, { 3, 4 })
  near(nn.clip_grad_norm({ p }, 1), 5)
  near(p:grad():to_table(), { 0.6, 0.8 })
  near(nn.clip_grad_norm({ p }, 10, { norm_type = math.huge }), 0.8)
  nn.clip_grad_value({ p }, 0.7)
  near(p:grad():to_table(), { 0.6, 0.7 })
  p:set_grad(f64({ 0 / 0, 0 }))
  fails("INVALID_STATE", "", nn.clip_grad_norm, { p }, 1, { error_if_nonfinite = true })
end)

test("loaders", function()
  local x, y = nn.tensor({ 0, 1, 2, 3, 4 }), nn.tensor({ 0LL, 10LL, 20LL, 30LL, 40LL })
  local loader = nn.Loader({ x, y }, { batch_size = 2 })
  same({ loader:num_batches(), loader:epoch() }, { 3, 0 })
  local seen = {}
  for a, b in loader:batches() do seen[#seen + 1] = { a:to_table(), b:to_table() } end
  same(seen, { { { 0, 1 }, { 0, 10 } }, { { 2, 3 }, { 20, 30 } }, { { 4 }, { 40 } } })
  same({ loader:epoch(), (loader:next()):to_table() }, { 1, { 0, 1 } })
  local rest = 0
  for _ in loader:batches() do rest = rest + 1 end
  same(rest, 2) -- of the epoch
  local function sizes(options)
    local found = {}
    for a in nn.Loader({ x }, options):batches() do found[#found + 1] = a:count() end
    return found
  end
  same({ sizes({ batch_size = 2, last_batch = "drop" }), sizes({ batch_size = 2, last_batch = "merge" }) },
    { { 2, 2 }, { 2, 3 } })
  local function order(seed)
    local found = {}
    for a in nn.Loader({ x }, { sampling = "shuffle", seed = seed }):batches() do found[#found + 1] = a:item() end
    return found
  end
  same(order(1), order(1))
  local kinds, different = {}, 0
  for seed = 0, 4 do
    local text = table.concat(order(seed), ",")
    if not kinds[text] then different = different + 1 end
    kinds[text] = true
  end
  assert(different > 1)

  local before, kept = nn.live_handles()
  loader:each(function(a, b)
    b:clone()
    if a:count() == 1 then kept = nn.keep(a + 1) end
  end)
  same({ nn.live_handles(), kept:to_table() }, { before + 1, { 5 } })
  kept:release()
  refuses("f must be a function", loader.each, loader, 3)
  fails("SHAPE_MISMATCH", "", nn.Loader, { x, nn.zeros(4) })
  refuses("last_batch must be one of keep, drop, merge, not first", nn.Loader, { x }, { last_batch = "first" })
end)

-- The learning rates of an optimizer (1 at first) after each of some steps of a schedule, the one at the beginning first.
local function rates(make, count, step)
  local optimizer = nn.SGD({ parameter({ 1 }) }, { learning_rate = 1, momentum = 0.5 })
  local schedule = make(optimizer)
  local found = { optimizer:learning_rate() }
  for _ = 1, count do
    (step or schedule.step)(schedule)
    found[#found + 1] = optimizer:learning_rate()
  end
  return found
end

test("schedules", function()
  near(rates(function(o) return nn.StepLR(o, 2) end, 4), { 1, 1, 0.1, 0.1, 0.01 })
  near(rates(function(o) return nn.MultiStepLR(o, { 1, 3 }, { gamma = 0.5 }) end, 4), { 1, 0.5, 0.5, 0.25, 0.25 })
  near(rates(function(o) return nn.ExponentialLR(o, 0.9) end, 2), { 1, 0.9, 0.81 })
  near(rates(function(o) return nn.LinearLR(o, { start_factor = 0.5, total_iters = 2 }) end, 3), { 0.5, 0.75, 1, 1 })
  near(rates(function(o) return nn.CosineAnnealingLR(o, 2) end, 2), { 1, 0.5, 0 })
  near(rates(function(o) return nn.CosineAnnealingWarmRestarts(o, 2, { eta_min = 0.5 }) end, 3), { 1, 0.75, 1, 0.75 })
  near(rates(function(o) return nn.ReduceLROnPlateau(o, { patience = 1, factor = 0.5, min_lr = 0.3 }) end, 6,
    function(schedule) schedule:step_metric(7) end), { 1, 1, 1, 0.5, 0.5, 0.3, 0.3 })
  near(rates(function(o)
    return nn.SequentialLR({ nn.LinearLR(o, { start_factor = 0.5, total_iters = 1 }), nn.ExponentialLR(o, 0.1) }, { 2 })
  end, 3), { 0.5, 1, 1, 0.1 })
  local cycle = { annealing = "linear", pct_start = 0.5, div_factor = 4 }
  near(rates(function(o) return nn.OneCycleLR(o, 4, 5, cycle) end, 3),
    { 1, 3, 4 * 0.8 + 1e-4 * 0.2, 4 * 0.4 + 1e-4 * 0.6 })

  local optimizer = nn.SGD({ parameter({ 1 }) }, { learning_rate = 1 })
  local restarts = nn.CosineAnnealingWarmRestarts(optimizer, 2)
  restarts:step_epoch(0.5)
  near(optimizer:learning_rate(), (1 + math.cos(math.pi / 4)) / 2)
  same(restarts:last_epoch(), 0)
  near(restarts:last_learning_rate(), optimizer:learning_rate())
  fails("INDEX_OUT_OF_RANGE", "", restarts.last_learning_rate, restarts, 1)
  fails("NOT_SUPPORTED", "", restarts.step_metric, restarts, 1)
  fails("INVALID_ARGUMENT", "", nn.StepLR, optimizer, 0)
  local problem = fails("INVALID_ARGUMENT", "milestone", nn.SequentialLR, { nn.StepLR(optimizer, 1) }, { 1 })
  same({ problem.func, problem.argument }, { "nnl_sequential_lr_create", "milestones" })
  refuses("StepLR: unknown option 'gama'", nn.StepLR, optimizer, 1, { gama = 1 })
end)

-- y = 2 x, to be learned by a single weight.
local function line()
  local it = { x = f64({ { 1 }, { 2 }, { 3 }, { 4 } }), y = f64({ { 2 }, { 4 }, { 6 }, { 8 } }), loss = nn.MSELoss() }
  it.model = nn.Linear(1, 1, { dtype = "f64", bias = false })
  nn.no_grad(function() nn.init.constant(it.model:tensor("weight"), 0) end)
  it.sgd = nn.SGD(it.model:parameters(), { learning_rate = 0.01 })
  it.loader = nn.Loader({ it.x, it.y }, { batch_size = 2 })
  it.weight = function() return it.model:tensor("weight"):item() end
  return it
end

test("a training step", function()
  local it = line()
  near(nn.train_step(it.model, it.loss, it.sgd, it.x, it.y), 30) -- mean of 4 x^2
  near(it.weight(), 0.01 * 30) -- the mean of 4 x^2 is its gradient too, negated
  near(nn.train_step(it.model, it.loss, it.sgd, { it.x }, { it.y }, { clip_norm = 0.5 }), 7.5 * 1.7 ^ 2)
  near(it.weight(), 0.3 + 0.01 * 0.5)
  local before = it.weight()
  local problem = fails("SHAPE_MISMATCH", "", nn.train_step, it.model, it.loss, it.sgd, it.x, it.y:reshape({ 2, 2 }))
  same({ problem.func, it.weight() }, { "nnl_train_step", before })
  refuses("unknown option 'clip'", nn.train_step, it.model, it.loss, it.sgd, it.x, it.y, { clip = 1 })
  refuses("model must be a Module, not a SGD", nn.train_step, it.sgd, it.loss, it.sgd, it.x, it.y)
end)

test("a fit, its report and its progress", function()
  local it = line()
  local validation = nn.Loader({ f64({ { 1 } }), f64({ { 2 } }) })
  local seen = {}
  local report = nn.fit(it.model, it.loss, it.sgd, it.loader, {
    epochs = 2, validation = validation, schedule = nn.StepLR(it.sgd, 1),
    on_progress = function(at) seen[#seen + 1] = at end,
  })
  same({ report["end"], report.epochs, report.steps, report.best_epoch }, { "epochs", 2, 4, 1 })
  local at = {}
  for i, each in ipairs(seen) do at[i] = { each.epoch_ended, each.epoch, each.batch, each.step } end
  same(at, { { false, 0, 1, 1 }, { false, 0, 2, 2 }, { true, 0, 2, 2 }, { false, 1, 1, 3 }, { false, 1, 2, 4 }, { true, 1, 2, 4 } })
  near(seen[1].loss, 10) -- mean of 4 x^2 for 1 and 2
  near({ report.validation_loss, nn.evaluate(it.model, it.loss, validation) }, { (2 - it.weight()) ^ 2, (2 - it.weight()) ^ 2 })
  same(seen[1].validation_loss, 0 / 0)
  near(it.sgd:learning_rate(), 1e-4)
  assert(report.seconds > 0 and seen[1].batches == 2)
  local cancelled = nn.fit(it.model, it.loss, it.sgd, it.loader,
    { epochs = 9, on_progress = function(progress) return progress.step < 3 end })
  same({ cancelled["end"], cancelled.steps }, { "cancelled", 3 })
  same(nn.fit(it.model, it.loss, it.sgd, it.loader, { epochs = 99, patience = 2, min_delta = 1e9 })["end"], "patience")
  refuses("unknown option 'epoch'", nn.fit, it.model, it.loss, it.sgd, it.loader, { epoch = 1 })
end)

test("an error in a fit callback is the cause", function()
  local it = line()
  local raised = { "enough of this" }
  local problem = fails("CALLBACK_FAILED", "table: ", nn.fit, it.model, it.loss, it.sgd, it.loader,
    { on_progress = function() error(raised) end })
  assert(problem.cause == raised)
  same(problem.func, "nnl_fit")
  assert(it.weight() ~= 0) -- the step before stays done
  problem = fails("CALLBACK_FAILED", "training_test.lua:%d+: enough", nn.fit, it.model, it.loss, it.sgd, it.loader,
    { on_progress = function() error("enough") end })
  assert(problem.cause:find("enough"))
  fails("CALLBACK_FAILED", "must not yield", nn.fit, it.model, it.loss, it.sgd, it.loader,
    { on_progress = function() coroutine.yield() end })
end)

test("a checkpoint goes on with the same bits", function()
  local path = support.temporary()
  local function parts()
    local here = { context = nn.Context({ seed = 3 }) }
    local function data(values) return nn.tensor(values, { dtype = "f64", context = here.context }) end
    local these = { model = nn.Linear(1, 1, { dtype = "f64", context = here.context }) }
    these.optimizer = nn.Adam(these.model:parameters())
    these.loader = nn.Loader({ data({ { 1 }, { 2 }, { 3 } }), data({ { 2 }, { 4 }, { 5 } }) }, { sampling = "shuffle", seed = 5 })
    these.schedule = nn.StepLR(these.optimizer, 1, { gamma = 0.9 })
    return these, nn.MSELoss(here)
  end
  local function train(these, loss)
    return nn.fit(these.model, loss, these.optimizer, these.loader, { epochs = 2, schedule = these.schedule }).loss
  end
  local first, first_loss = parts()
  local second, second_loss = parts()
  train(first, first_loss)
  nn.save_checkpoint(path, first)
  local expected = train(first, first_loss)
  nn.load_checkpoint(path, second)
  same(train(second, second_loss), expected)
  same(second.model:tensor("weight"):to_table(), first.model:tensor("weight"):to_table())
  local sgd = nn.SGD(second.model:parameters())
  fails("INVALID_ARGUMENT", "", nn.load_checkpoint, path, { optimizer = sgd })
  fails("INVALID_ARGUMENT", "", nn.save_checkpoint, path, { random = false })
  refuses("unknown option 'net'", nn.save_checkpoint, path, { net = sgd })
  os.remove(path)
end)
