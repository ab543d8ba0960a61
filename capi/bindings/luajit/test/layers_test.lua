local ffi = require("ffi")
local nn = require("nnlite")
local support = require("support")
local test, same, near, fails, refuses, f64 = support.test, support.same, support.near, support.fails, support.refuses, support.f64

-- A tensor of f64 without a pattern.
local function wave(...)
  local shape, count = { ... }, 1
  for _, size in ipairs(shape) do count = count * size end
  local array = ffi.new("double[?]", count)
  for i = 0, count - 1 do array[i] = math.sin(i * i + 1) end
  return nn.tensor(array, { shape = shape })
end

local function parts(module)
  local found = {}
  for name, x in module:named_parameters() do found[#found + 1] = name .. " " .. table.concat(x:shape(), ",") end
  for name, x in module:named_buffers() do found[#found + 1] = name .. " " .. table.concat(x:shape(), ",") end
  return found
end

local function alike(a, b, tolerance)
  near(a:to_table(), b:to_table(), tolerance or 1e-9)
end

test("linear", function()
  local layer = nn.Linear(3, 2, { dtype = "f64" })
  same({ layer:kind(), tostring(layer) }, { "Linear", "Module (Linear)" })
  same(parts(layer), { "weight 2,3", "bias 2" })
  local weight, count = layer:tensor("weight"):read()
  for i = 0, count - 1 do assert(math.abs(weight[i]) <= 1 / math.sqrt(3)) end
  local x = wave(4, 3)
  alike(layer(x), nn.linear(x, layer:tensor("weight"), layer:tensor("bias")))
  same(parts(nn.Linear(3, 2, { bias = false })), { "weight 2,3" })
  refuses("linear_options: unknown option 'biass'; it has dtype, bias", nn.Linear, 3, 2, { biass = false })
  refuses("bias must be a boolean, not a number", nn.Linear, 3, 2, { bias = 0 })
  refuses("in_features must be a whole number", nn.Linear, "3", 2)
  refuses("options must be a table, not a number", nn.Linear, 3, 2, 1)
  fails("DTYPE_MISMATCH", "", layer, nn.zeros({ 4, 3 }))
  fails("SHAPE_MISMATCH", "%[4, 2%]", layer, wave(4, 2))
  fails("INVALID_ARGUMENT", "", layer, x, x)
  same(fails("NOT_FOUND", "weights", layer.tensor, layer, "weights").func, "nnl_module_tensor")
end)

test("embeddings and bags", function()
  local layer = nn.Embedding(4, 2, { padding_idx = -1 })
  local weight = layer:tensor("weight"):to_table()
  same(weight[4], { 0, 0 })
  same(layer(nn.tensor({ { 1LL, 3LL } })):to_table(), { { weight[2], { 0, 0 } } })
  fails("INDEX_OUT_OF_RANGE", "index 4 .*%[0, 4%)", layer, nn.tensor({ 4LL }))
  local given = f64({ { 3, 4 }, { 0.3, 0.4 } })
  local pretrained = nn.embedding_from_pretrained(given, { max_norm = 1 })
  near(pretrained(nn.tensor({ 0LL, 1LL })):to_table(), { 0.6, 0.8, 0.3, 0.4 })
  near(given:to_table(), { 0.6, 0.8, 0.3, 0.4 }) -- shared, rescaled in place
  same(pretrained:parameters()[1]:requires_grad(), false)
  same(nn.embedding_from_pretrained(given, { freeze = false }):parameters()[1]:requires_grad(), true)

  local rows = f64({ { 1, 2 }, { 3, 4 }, { 5, 6 } })
  local indices, offsets = nn.tensor({ 0LL, 1LL, 2LL }), nn.tensor({ 0LL, 2LL })
  same(nn.embedding_bag(rows, indices, offsets):to_table(), { { 2, 3 }, { 5, 6 } })
  same(nn.embedding_bag(rows, indices, offsets, { mode = "max" }):to_table(), { { 3, 4 }, { 5, 6 } })
  local weighted = { mode = "sum", per_sample_weights = f64({ 1, 10, 2 }) }
  same(nn.embedding_bag(rows, indices, offsets, weighted):to_table(), { { 31, 42 }, { 10, 12 } })
  same(nn.embedding_bag(rows, nn.tensor({ { 0LL, 2LL } }), nil, { mode = "sum" }):to_table(), { { 6, 8 } })
  fails("NOT_SUPPORTED", "", nn.embedding_bag, rows, indices, offsets, { per_sample_weights = f64({ 1, 1, 1 }) })
  local bags = nn.embedding_bag_from_pretrained(rows, { mode = "sum", padding_idx = 1 })
  same(bags(indices, offsets):to_table(), { { 1, 2 }, { 5, 6 } })
  local own = nn.EmbeddingBag(3, 2, { mode = "sum", dtype = "f64" })
  local doubled = own(nn.tensor({ { 0LL } }), nil, f64({ { 2 } }))
  near(doubled:to_table(), own:tensor("weight"):multiply(2):to_table()[1])
end)

test("batch norms", function()
  local x = f64({ { 1, 10 }, { 3, 30 } })
  local layer = nn.BatchNorm1d(2, { dtype = "f64", eps = 0 })
  same(parts(layer), { "weight 2", "bias 2", "running_mean 2", "running_var 2", "num_batches_tracked " })
  near(layer(x):to_table(), { -1, -1, 1, 1 })
  near(layer:tensor("running_mean"):to_table(), { 0.2, 2 })
  near(layer:tensor("running_var"):to_table(), { 1.1, 20.9 })
  same(layer:tensor("num_batches_tracked"):item(), 1)
  near(layer:eval()(x):to_table(),
    { 0.8 / math.sqrt(1.1), 8 / math.sqrt(20.9), 2.8 / math.sqrt(1.1), 28 / math.sqrt(20.9) })
  local average = nn.BatchNorm1d(2, { dtype = "f64", momentum = false })
  average(x)
  average(x + 2)
  near(average:tensor("running_mean"):to_table(), { 3, 21 })
  fails("SHAPE_MISMATCH", "", nn.BatchNorm1d(2), nn.zeros({ 1, 2 }))
  same(nn.BatchNorm1d(2, { batch_of_one = "running" })(nn.zeros({ 1, 2 })):to_table(), { { 0, 0 } })
  same(parts(nn.BatchNorm2d(2, { affine = false, track_running_stats = false })), {})
  same(nn.BatchNorm2d(2)(nn.ones({ 2, 2, 1, 3 })):shape(), { 2, 2, 1, 3 })
  same(nn.BatchNorm3d(2)(nn.ones({ 2, 2, 1, 1, 3 })):shape(), { 2, 2, 1, 1, 3 })
  local state = { running_mean = f64({ 0, 0 }), running_var = f64({ 1, 1 }), num_batches_tracked = nn.tensor(0LL) }
  near(nn.batch_norm(x, state, { training = true, momentum = 1, eps = 0 }):to_table(), { -1, -1, 1, 1 })
  near({ state.running_mean:to_table(), state.running_var:to_table() }, { 2, 20, 2, 200 })
  same(state.num_batches_tracked:item(), 1)
  refuses("unknown option 'mean'", nn.batch_norm, x, { mean = x })
end)

test("statistics of batch norms", function()
  local x = wave(8, 2)
  local layer = nn.BatchNorm1d(2, { dtype = "f64", momentum = 1 })
  layer:freeze_statistics()
  same(layer:statistics_frozen(), true)
  layer(x)
  same(layer:tensor("running_mean"):to_table(), { 0, 0 })
  layer:freeze_statistics(false)
  same(layer:statistics_frozen(), false)
  layer:accumulate_statistics()
  for _, part in ipairs(x:split({ 4, 4 })) do layer(part) end
  layer:commit_statistics()
  alike(layer:tensor("running_mean"), x:mean(0))
  alike(layer:tensor("running_var"), x:var(0))
  layer:accumulate_statistics(false)
  same(nn.recalibrate(layer, nn.Loader({ x + 1 }, { batch_size = 8 }), { max_batches = 3 }), 1)
  alike(layer:tensor("running_mean"), x:mean(0) + 1)
  local model = nn.Sequential({ nn.Linear(2, 2, { dtype = "f64" }), layer }):eval()
  local folded = model:fold_batch_norms()
  same(parts(folded), { "0.weight 2,2", "0.bias 2" })
  alike(folded(x), model(x))
  assert(model:batch_norm_report(x):find("BatchNorm1d.*tracked"))
end)

test("norms of each sample", function()
  local x = f64({ { 1, 3 }, { 10, 30 } })
  near(nn.layer_norm(x, 2, { eps = 0 }):to_table(), { -1, 1, -1, 1 })
  near(nn.layer_norm(x, { 2 }, { weight = f64({ 2, 2 }), bias = f64({ 1, 1 }), eps = 0 }):to_table(), { -1, 3, -1, 3 })
  local layer = nn.LayerNorm(2, { dtype = "f64", eps = 0, bias = false })
  same(parts(layer), { "weight 2" })
  near(layer(x):to_table(), { -1, 1, -1, 1 })
  fails("SHAPE_MISMATCH", "", layer, wave(2, 3))
  local four = f64({ { 1, 3, 10, 30 } })
  near(nn.group_norm(four, 2, { eps = 0 }):to_table(), { -1, 1, -1, 1 })
  near(nn.GroupNorm(2, 4, { dtype = "f64", eps = 0 })(four):to_table(), { -1, 1, -1, 1 })
end)

test("convolutions and pooling", function()
  local signal, kernel = f64({ { { 1, 2, 3, 4 } } }), f64({ { { 1, 0, -1 } } })
  same(nn.conv1d(signal, kernel):to_table(), { { { -2, -2 } } })
  same(nn.conv1d(signal, kernel, f64({ 1 }), { padding = "same" }):to_table(), { { { -1, -1, -1, 4 } } })
  same(nn.conv1d(signal, kernel, nil, { padding = 1, stride = 2 }):to_table(), { { { -2, -2 } } })
  local layer = nn.Conv1d(1, 2, 3, { dtype = "f64" })
  alike(layer(signal), nn.conv1d(signal, layer:tensor("weight"), layer:tensor("bias")))
  local image = nn.Conv2d(2, 4, { 3, 1 }, { groups = 2, padding = { 1, 0 }, dtype = "f64", bias = false })
  same(parts(image), { "weight 4,1,3,1" })
  alike(image(wave(1, 2, 5, 4)),
    nn.conv2d(wave(1, 2, 5, 4), image:tensor("weight"), nil, { groups = 2, padding = { 1, 0 } }))
  refuses("kernel must be a number or two", nn.Conv2d, 1, 1, { 1, 2, 3 })
  refuses("stride must be a number or two", nn.Conv2d, 1, 1, 3, { stride = { 1 } })
  fails("INVALID_ARGUMENT", "", nn.Conv2d, 3, 4, 3, { groups = 2 })

  local x = nn.tensor(ffi.new("double[16]", { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 }), { shape = { 1, 1, 4, 4 } })
  same(nn.max_pool2d(x, 2):to_table(), { { { { 5, 7 }, { 13, 15 } } } })
  same(nn.avg_pool2d(x, { 2, 4 }):to_table(), { { { { 3.5 }, { 11.5 } } } })
  same(nn.avg_pool2d(x, 2, { divisor_override = 1, stride = { 4, 2 } }):to_table(), { { { { 10, 18 } } } })
  same(nn.adaptive_avg_pool2d(x, 1):to_table(), { { { { 7.5 } } } })
  alike(nn.MaxPool2d(3, { stride = 1, padding = 1 })(x), nn.max_pool2d(x, 3, { stride = 1, padding = 1 }))
  alike(nn.AvgPool2d(2, { count_include_pad = false, padding = 1 })(x),
    nn.avg_pool2d(x, 2, { count_include_pad = false, padding = 1 }))
  same(nn.AdaptiveAvgPool2d({ 2, -1 })(x):shape(), { 1, 1, 2, 4 })
end)

test("activations as layers", function()
  local x = f64({ -2, -0.5, 0.25, 3 })
  local pairs_of = {
    { nn.Sigmoid(), x:sigmoid() }, { nn.Tanh(), x:tanh() }, { nn.ReLU(), x:relu() }, { nn.SiLU(), x:silu() },
    { nn.LeakyReLU(), x:leaky_relu() }, { nn.LeakyReLU(0.3), x:leaky_relu(0.3) }, { nn.ELU(2), x:elu(2) },
    { nn.GELU({ approximate = "tanh" }), x:gelu({ approximate = "tanh" }) }, { nn.GELU(), x:gelu() },
    { nn.Softplus({ beta = 3 }), x:softplus({ beta = 3 }) }, { nn.Hardtanh(-3, 0), x:hardtanh(-3, 0) },
    { nn.PReLU({ dtype = "f64" }), x:leaky_relu(0.25) }, { nn.Softmax(0), x:softmax(0) },
    { nn.LogSoftmax(0), x:log_softmax(0) }, { nn.Dropout(0.5):eval(), x }, { nn.Dropout(1), x * 0 },
  }
  for _, each in ipairs(pairs_of) do alike(each[1](x), each[2]) end
  same(nn.PReLU({ num_parameters = 3, init = 0.5 }):tensor("weight"):to_table(), { 0.5, 0.5, 0.5 })
  same(nn.Flatten()(wave(2, 3, 4)):shape(), { 2, 12 })
  refuses("axis must be a whole number", nn.Softmax)
  fails("INVALID_ARGUMENT", "", nn.Dropout, -1)
end)

test("losses, as functions and as modules", function()
  local x, y = f64({ 0.25, 0.75 }), f64({ 1, 0.5 })
  local d, e = 0.75, 0.25
  local function bce(p, t, more) return -((more or 1) * t * math.log(p) + (1 - t) * math.log(1 - p)) end
  local function sigmoid(v) return 1 / (1 + math.exp(-v)) end
  local cases = {
    { nn.mse_loss(x, y), nn.MSELoss(), (d * d + e * e) / 2 },
    { nn.mse_loss(x, y, { reduction = "sum" }), nn.MSELoss({ reduction = "sum" }), d * d + e * e },
    { nn.l1_loss(x, y), nn.L1Loss(), 0.5 },
    { nn.smooth_l1_loss(x, y, { beta = 0.5 }), nn.SmoothL1Loss({ beta = 0.5 }), (d - 0.25 + e * e) / 2 },
    { nn.huber_loss(x, y, { delta = 0.5 }), nn.HuberLoss({ delta = 0.5 }), (0.5 * (d - 0.25) + e * e / 2) / 2 },
    { nn.bce_loss(x, y), nn.BCELoss(), (bce(0.25, 1) + bce(0.75, 0.5)) / 2 },
    { nn.bce_with_logits_loss(x, y), nn.BCEWithLogitsLoss(), (bce(sigmoid(0.25), 1) + bce(sigmoid(0.75), 0.5)) / 2 },
  }
  for _, case in ipairs(cases) do
    near(case[1]:item(), case[3])
    near(case[2](x, y):item(), case[3])
  end
  near(nn.l1_loss(x, y, { reduction = "none" }):to_table(), { d, e })
  near(nn.bce_loss(x, y, { weight = f64({ 2, 0 }) }):item(), bce(0.25, 1))
  near(nn.bce_with_logits_loss(x, y, { pos_weight = f64({ 3 }) }):item(),
    (bce(sigmoid(0.25), 1, 3) + bce(sigmoid(0.75), 0.5, 3)) / 2)
  same(parts(nn.BCEWithLogitsLoss({ pos_weight = f64({ 3 }) })), { "pos_weight 1" })

  local logits, target = f64({ { 1, 2 }, { 3, 5 } }), nn.tensor({ 0LL, 1LL })
  local logged = logits:log_softmax(1)
  local each = { math.log(1 + math.exp(1)), math.log(1 + math.exp(-2)) }
  local weight, weighted = f64({ 3, 1 }), (3 * each[1] + each[2]) / 4
  near(nn.cross_entropy(logits, target, { reduction = "none" }):to_table(), each)
  near(nn.cross_entropy(logits, target, { ignore_index = 0 }):item(), each[2])
  near(nn.cross_entropy(logits, target, { weight = weight }):item(), weighted)
  near(nn.CrossEntropyLoss({ weight = weight })(logits, target):item(), weighted)
  near(nn.nll_loss(logged, target, { weight = weight }):item(), weighted)
  near(nn.NLLLoss({ ignore_index = 1, reduction = "sum" })(logged, target):item(), each[1])
  fails("INDEX_OUT_OF_RANGE", "", nn.cross_entropy, logits, nn.tensor({ 0LL, 2LL }))

  local a, b, sign = f64({ { 1, 0 }, { 1, 0 } }), f64({ { 0, 1 }, { 1, 1 } }), nn.tensor({ 1LL, -1LL })
  near(nn.cosine_embedding_loss(a, b, sign, { margin = 0.5, reduction = "none" }):to_table(), { 1, math.sqrt(0.5) - 0.5 })
  near(nn.CosineEmbeddingLoss({ margin = 0.5 })(a, b, sign):item(), (1 + math.sqrt(0.5) - 0.5) / 2)
  local anchor, positive, negative = f64({ { 0, 0 } }), f64({ { 3, 4 } }), f64({ { 0, 2 } })
  near(nn.triplet_margin_loss(anchor, positive, negative, { margin = 2, eps = 0 }):item(), 5)
  near(nn.TripletMarginLoss({ margin = 2, eps = 0, p = 1 })(anchor, positive, negative):item(), 7)
  refuses("reduction must be one of none, mean, sum, not max", nn.mse_loss, x, y, { reduction = "max" })
end)

test("sequentials, children and modes", function()
  local first, second = nn.Linear(2, 3), nn.BatchNorm1d(3)
  local model = nn.Sequential({ first, second })
  local names = {}
  for name in model:named_parameters() do names[#names + 1] = name end
  same(names, { "0.weight", "0.bias", "1.weight", "1.bias" })
  same(#model:parameters(), 4)
  local children = {}
  for name, child in model:named_children() do children[name] = child:kind() end
  same(children, { ["0"] = "Linear", ["1"] = "BatchNorm1d" })
  same({ model:child("1"):kind(), model:child("2") }, { "BatchNorm1d" })
  same({ model:is_training(), model:eval():is_training(), second:is_training() }, { true, false, false })
  same(model:train():is_training(), true)
  model:set_requires_grad(false)
  for _, parameter in ipairs(model:parameters()) do same(parameter:requires_grad(), false) end
  model:set_requires_grad(true)
  model(nn.ones({ 2, 2 })):sum():backward()
  assert(first:tensor("bias"):grad())
  model:zero_grad()
  same(first:tensor("bias"):grad(), nil)
  assert(model:summary(nn.ones({ 2, 2 })):find("Linear.*%[2, 3%].*BatchNorm1d"))
  local again = model:share()
  model:release()
  same({ again:kind(), tostring(model) }, { "Sequential", "Module (released)" })
  refuses("modules[2] must be a Module, not a number", nn.Sequential, { first, 3 })
end)

test("saving and loading", function()
  local path = support.temporary()
  local function make(size) return nn.Sequential({ nn.Linear(2, size), nn.BatchNorm1d(size) }) end
  local a, b, c = make(3), make(3), make(4)
  a:save(path)
  b:load(path)
  alike(b:tensor("0.weight"), a:tensor("0.weight"), 0)
  fails("SHAPE_MISMATCH", "0.weight", c.load, c, path)
  local report = c:load(path, { strict = false, dry_run = true })
  same({ report.missing, report.mismatched[1], report.mismatched[2] }, { {}, "0.weight", "0.bias" })
  local flat = nn.Linear(2, 3):load(path, { strict = false })
  same({ flat.missing, #flat.unexpected }, { { "weight", "bias" }, 7 })
  local file = assert(io.open(path, "w"))
  file:write("nothing")
  file:close()
  fails("INVALID_FILE", "", a.load, a, path)
  os.remove(path)
  fails("IO_ERROR", "", a.load, a, path)
  fails("IO_ERROR", "", a.save, a, path .. "/none/x")
  refuses("path must not contain a NUL", a.save, a, "a\0b")
end)

test("initial weights", function()
  local x = nn.zeros({ 200, 50 })
  local function spread() return { x:mean():item(), x:std():item() } end
  assert(nn.init.constant(x, 3) == x)
  near(spread(), { 3, 0 })
  nn.init.uniform(x, 1, 3)
  near(spread(), { 2, 2 / math.sqrt(12) }, 0.02)
  nn.init.normal(x, 1, 2)
  near(spread(), { 1, 2 }, 0.05)
  nn.init.xavier_uniform(x)
  assert(x:abs():max():item() <= math.sqrt(6 / 250))
  nn.init.xavier_normal(x, 2)
  near(spread()[2], 2 * math.sqrt(2 / 250), 0.01)
  nn.init.kaiming_normal(x, { nonlinearity = "relu", mode = "fan_out" })
  near(spread()[2], math.sqrt(2 / 200), 0.01)
  nn.init.kaiming_uniform(x, { slope = math.sqrt(5) })
  assert(x:abs():max():item() <= 1 / math.sqrt(50))
  near({ nn.init.gain("tanh"), nn.init.gain("leaky_relu", 0.2) }, { 5 / 3, math.sqrt(2 / 1.04) })
  fails("DTYPE_MISMATCH", "", nn.init.uniform, nn.zeros(1, { dtype = "i32" }))
  local function draw(seed) return nn.init.normal(nn.zeros(4, { context = nn.Context({ seed = seed }) })):to_table() end
  same(draw(5), draw(5LL))
  assert(draw(5)[1] ~= draw(6)[1])
end)
