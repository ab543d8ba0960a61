-- The conformance program (see ../CONFORMANCE.md).
local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. folder .. "/?/init.lua;" .. package.path

local ffi = require("ffi")
local nn = require("nnlite")

local state = 1

local function draw()
  state = (state * 16807) % 2147483647 -- below 2^46, so exact
  return state
end

local function draw_unit()
  return (draw() % 1000) / 500 - 1
end

-- A context as each case begins with.
local function begin()
  state = 1
  return nn.Context({ seed = 7 })
end

local function print_loss(name, step, loss)
  print(("%s %s %.13a"):format(name, step, loss))
end

-- Saves the model, prints the file's size and its 64-bit FNV-1a, and removes it.
local function print_file(name, model)
  local path = ("conformance-luajit-%s.safetensors"):format(name)
  model:save(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("*a")
  file:close()
  os.remove(path)
  local hash = 14695981039346656037ULL
  for i = 1, #bytes do
    hash = bit.bxor(hash, bytes:byte(i) + 0ULL) * 1099511628211ULL
  end
  print(("%s file %d %s"):format(name, #bytes, bit.tohex(hash)))
end

-- The next batch; an epoch's end is passed over.
local function next_batch(loader)
  local x, y = loader:next()
  if not x then x, y = loader:next() end
  return x, y
end

local function words()
  local context = begin()
  local letters = ffi.new("int32_t[?]", 4096 + 5)
  for i = 0, 4096 + 4 do letters[i] = draw() % 27 end
  local windows = ffi.new("int32_t[?]", 4096 * 5)
  for i = 0, 4095 do ffi.copy(windows + i * 5, letters + i, 5 * 4) end
  local contexts = nn.tensor(windows, { shape = { 4096, 5 }, context = context })
  local targets = nn.tensor(letters + 5, { shape = { 4096 }, context = context })

  local here = { context = context }
  local model = nn.Sequential({
    nn.Embedding(27, 16, here),
    nn.Flatten(here),
    nn.Linear(80, 256, { bias = false, context = context }),
    nn.BatchNorm1d(256, here),
    nn.Tanh(here),
    nn.Linear(256, 27, here),
  }, here)
  local sgd = nn.SGD(model:parameters(), { learning_rate = 0.1, momentum = 0.9 })
  local loader = nn.Loader({ contexts, targets }, { batch_size = 32, sampling = "shuffle", seed = 3, last_batch = "drop" })

  for step = 1, 200 do
    nn.scope(function()
      local x, y = next_batch(loader)
      local loss = nn.cross_entropy(model(x), y)
      sgd:zero_grad()
      loss:backward()
      sgd:step()
      print_loss("words", step, loss:item())
    end)
  end
  print_file("words", model)
end

local function images()
  local context = begin()
  local pixels = ffi.new("float[?]", 64 * 12 * 12)
  for i = 0, 64 * 12 * 12 - 1 do pixels[i] = draw_unit() end
  local labels = ffi.new("int64_t[?]", 64)
  for i = 0, 63 do labels[i] = draw() % 4 end
  pixels = nn.tensor(pixels, { shape = { 64, 1, 12, 12 }, context = context })
  labels = nn.tensor(labels, { context = context })

  local here = { context = context }
  local padded = { padding = 1, context = context }
  local model = nn.Sequential({
    nn.Conv2d(1, 8, 3, padded),
    nn.BatchNorm2d(8, here),
    nn.ReLU(here),
    nn.MaxPool2d(2, here),
    nn.Conv2d(8, 16, 3, padded),
    nn.BatchNorm2d(16, here),
    nn.LeakyReLU(0.1, here),
    nn.AdaptiveAvgPool2d(1, here),
    nn.Flatten(here),
    nn.Linear(16, 4, here),
  }, here)
  local loss = nn.CrossEntropyLoss(here)
  local adamw = nn.AdamW(model:parameters(), { learning_rate = 0.01 })
  local loader = nn.Loader({ pixels, labels }, { batch_size = 16 })

  for step = 1, 60 do
    nn.scope(function()
      local x, y = next_batch(loader)
      print_loss("images", step, nn.train_step(model, loss, adamw, x, y))
    end)
  end
  model:eval()
  print_loss("images", "mean", nn.no_grad(function() return model(pixels):mean():item() end))
  print_file("images", model)
end

-- x * x * x in the doubles of Lua.
local function cube(x)
  return nn.custom_op("cube", { x }, function(input)
    local values, count = input:read()
    for i = 0, count - 1 do values[i] = values[i] * values[i] * values[i] end
    return input:clone():write(values)
  end, function(given)
    local values, count = given.inputs[1]:read()
    local g = given.output_gradient:read()
    for i = 0, count - 1 do values[i] = 3 * values[i] * values[i] * g[i] end
    return given.inputs[1]:clone():write(values)
  end)
end

local function custom()
  local context = begin()
  local function units(rows, columns)
    local values = ffi.new("double[?]", rows * columns)
    for i = 0, rows * columns - 1 do values[i] = draw_unit() end
    return nn.tensor(values, { shape = { rows, columns }, context = context })
  end
  local inputs, targets = units(32, 3), units(32, 1)
  local f64 = { dtype = "f64", context = context }
  local first, second = nn.Linear(3, 4, f64), nn.Linear(4, 1, f64)
  local parameters = first:parameters()
  for _, parameter in ipairs(second:parameters()) do table.insert(parameters, parameter) end
  local sgd = nn.SGD(parameters, { learning_rate = 0.05 })

  for step = 1, 50 do
    nn.scope(function()
      local loss = nn.mse_loss(second(cube(first(inputs))), targets)
      sgd:zero_grad()
      loss:backward()
      sgd:step()
      print_loss("custom", step, loss:item())
    end)
  end
  local fine, problem = pcall(nn.custom_op, "cube", { inputs }, function() error("no cube today") end)
  if not fine and problem.message:find("no cube today", 1, true) then print("custom failed " .. problem.status) end
end

for _, case in ipairs({ words, images, custom }) do nn.scope(case) end
if nn.live_handles() ~= 0 then
  io.stderr:write(("conformance: %d handles were not released\n"):format(nn.live_handles()))
  os.exit(1)
end
