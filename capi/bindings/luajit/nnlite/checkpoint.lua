-- Checkpoints: a training as a file.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local options = require("nnlite.options")

local read = options.reader("nnl_checkpoint_parts", {
  model = require("nnlite.module").Module, optimizer = require("nnlite.optimizers").Optimizer,
  schedule = require("nnlite.schedules").Schedule, loader = require("nnlite.loader").Loader,
})

local checkpoint = {}

-- The parts (model, optimizer, schedule, loader, of which one must be there; random, true: the context's random stream)
-- as one safetensors file, which appears whole or not at all.
function checkpoint.save_checkpoint(path, parts)
  check(C.nnl_checkpoint_save(calls.text(path, "path"), read(parts)))
end

-- Takes up the parts again in objects that were made as those saved were: training goes on with the bits that it would
-- have had without the stop. A part that the file lacks is NNL_NOT_FOUND. On failure nothing has changed.
function checkpoint.load_checkpoint(path, parts)
  check(C.nnl_checkpoint_load(calls.text(path, "path"), read(parts)))
end

return checkpoint
