-- Trains a character-level language model (Bengio et al. 2003, with batch norm) on a word list: 5 characters in, the next
-- one out. Then it measures the model on words it has not seen, and invents words.
--
--   luajit words.lua [FILE]      the word list, one word a line; without one, a few names of stars
local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/../?.lua;" .. folder .. "/../?/init.lua;" .. package.path
local nn = require("nnlite")

local LENGTH = 5
local SYMBOLS = 27 -- the end of a word, and a to z
local STARS = [[achernar adhara albireo alcor aldebaran alderamin algieba algol alhena alioth alkaid almach alnair alnilam
  alnitak alphard alphecca alpheratz altair aludra ankaa antares arcturus arneb ascella aspidiske atlas atria avior
  bellatrix betelgeuse canopus capella caph castor cebalrai chara cursa deneb denebola diphda dschubba dubhe electra
  elnath eltanin enif fomalhaut furud gacrux gienah hadar hamal izar kochab kraz larawag lesath maia markab megrez
  meissa menkar menkent merak merope miaplacidus mimosa mintaka mira mirach mirfak mirzam mizar muphrid naos nashira
  nunki peacock phact phecda pherkad pleione polaris pollux porrima procyon rasalgethi rasalhague regulus rigel ruchbah
  sabik sadalmelik sadalsuud saiph scheat schedar shaula sheratan sirius spica tarazed thuban unukalhai vega vindemiatrix
  wezen zaurak zubenelgenubi zubeneschamali]]

local text = arg[1] and assert(io.open(arg[1])):read("*a") or STARS
local words, known = {}, {}
for word in text:lower():gmatch("%S+") do
  if word:find("^%l+$") then
    words[#words + 1] = word
    known[word] = true
  end
end

-- Tensors of contexts (n, LENGTH) and of the symbols that follow them (n), of every tenth word or of the others.
local function samples(held_back)
  local contexts, targets = {}, {}
  for i, word in ipairs(words) do
    if (i % 10 == 0) == held_back then
      local context = { 0, 0, 0, 0, 0 }
      for letter = 1, #word + 1 do
        local symbol = letter > #word and 0 or word:byte(letter) - 96
        contexts[#contexts + 1] = { unpack(context) }
        targets[#targets + 1] = symbol
        table.remove(context, 1)
        context[LENGTH] = symbol
      end
    end
  end
  return { nn.tensor(contexts, { dtype = "i32" }), nn.tensor(targets, { dtype = "i32" }) }
end

local training, validation = samples(false), samples(true)

local function make_model()
  return nn.Sequential({
    nn.Embedding(SYMBOLS, 16),
    nn.Flatten(),
    nn.Linear(LENGTH * 16, 64, { bias = false }),
    nn.BatchNorm1d(64),
    nn.Tanh(),
    nn.Linear(64, SYMBOLS),
  })
end

local model, loss = make_model(), nn.CrossEntropyLoss()
local sgd = nn.SGD(model:parameters(), { learning_rate = 0.1, momentum = 0.9 })
local report = nn.fit(model, loss, sgd, nn.Loader(training, { batch_size = 64, sampling = "shuffle", last_batch = "drop" }), {
  epochs = 60,
  validation = nn.Loader(validation, { batch_size = 256 }),
  schedule = nn.CosineAnnealingLR(sgd, 60),
  keep_best = true, -- few words are soon known by heart
  on_progress = function(at)
    if at.epoch_ended and at.epoch % 10 == 9 then print(("epoch %d: loss %.4f"):format(at.epoch + 1, at.loss)) end
  end,
})
print(("%d steps in %.1f s, validation loss %.4f nats a character"):format(report.steps, report.seconds, report.best_loss))

-- Draws letters until the end mark.
local function invent()
  local word, context = "", { 0, 0, 0, 0, 0 }
  while #word < 20 do
    local probabilities = nn.scope(function()
      return (model(nn.tensor({ context }, { dtype = "i32" })):softmax(1):read())
    end)
    local left, drawn = math.random(), 0
    while drawn < SYMBOLS - 1 and left >= probabilities[drawn] do
      left = left - probabilities[drawn]
      drawn = drawn + 1
    end
    if drawn == 0 then break end
    word = word .. string.char(96 + drawn)
    table.remove(context, 1)
    context[LENGTH] = drawn
  end
  return word
end

model:eval()
nn.no_grad(function()
  local invented = {}
  for _ = 1, 60 do
    local word = invent()
    if #word > 2 and not known[word] and #invented < 12 then invented[#invented + 1] = word end
  end
  print("Words that it invented: " .. table.concat(invented, " "))
end)

local path = os.tmpname()
model:save(path)
local loaded = make_model()
loaded:load(path)
os.remove(path)
local again = nn.evaluate(loaded, loss, nn.Loader(validation, { batch_size = 256 }))
print(("Saved and loaded into a new model, its validation loss is %.4f"):format(again))
