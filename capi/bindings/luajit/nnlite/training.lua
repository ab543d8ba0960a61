-- Training as one call: a step, or epochs over a data set.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local errors = require("nnlite.errors")
local lent = require("nnlite.lent")
local Loader = require("nnlite.loader").Loader
local modules = require("nnlite.module")
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local Optimizer = require("nnlite.optimizers").Optimizer
local options = require("nnlite.options")
local Schedule = require("nnlite.schedules").Schedule
local Tensor = require("nnlite.tensor").Tensor

local training = {}

local function list_of(values, name)
  if object.is(values, Tensor) then values = { values } end
  return operands.list(values, name)
end

local read_step = options.reader("nnl_train_step_options")

-- One step: drops the gradients, runs the model on the inputs (a tensor or a table) and the loss on its output and the
-- targets, walks back, clips, and steps the optimizer. Returns the loss before the update. A failing step has changed
-- nothing. Options: clip_norm and clip_value (none), clip_norm_type (2), error_if_nonfinite (false).
function training.train_step(model, loss, optimizer, inputs, targets, given)
  local num_inputs, ins = list_of(inputs, "inputs")
  local num_targets, outs = list_of(targets, "targets")
  return calls.get_double("nnl_train_step", modules.handle_of(model, "model"), modules.handle_of(loss, "loss"),
    object.handle_of(optimizer, Optimizer, "optimizer"), num_inputs, ins, num_targets, outs, read_step(given))
end

-- The mean loss over the rest of the loader's epoch, in inference mode. Options: num_inputs, how many tensors of a batch
-- the model takes (0: all but the last).
function training.evaluate(model, loss, loader, given)
  given = options.known(given, { "num_inputs" }, "evaluate")
  return calls.get_double("nnl_evaluate", modules.handle_of(model, "model"), modules.handle_of(loss, "loss"),
    object.handle_of(loader, Loader, "loader"), calls.integer(given.num_inputs or 0, "num_inputs"))
end

local read_fit = options.reader("nnl_fit_options", { validation = Loader, schedule = Schedule })

local progress_pointer = ffi.cast("nnl_fit_callback", function(progress, user_data)
  return errors.guarded(function()
    local at = options.to_table("nnl_fit_progress", progress)
    at.epoch_ended = at.epoch_ended ~= 0
    local on_progress = lent.by(user_data)
    local go_on = object.scope(function() return on_progress(at) end)
    return go_on == false and errors.Status.CANCELLED or nil
  end)
end)

-- Trains epoch by epoch from where the loader stands; returns a table: end ("epochs", "time", "cancelled", "patience";
-- write report["end"]), epochs, steps, best_epoch (from 0, or -1), loss, validation_loss, best_loss, seconds. Options:
-- those of train_step; epochs (1), num_inputs (0: all but the last), validation (a loader), schedule, schedule_each_step
-- (false), max_seconds (0: no limit), patience (0: never), min_delta (0), keep_best (false); and on_progress, called after
-- each step and each epoch with a table: epoch_ended, epoch, batch, batches, step, loss, validation_loss, seconds. False
-- from it ends the fit; an error in it fails the fit and is the error's cause. It is a scope.
function training.fit(model, loss, optimizer, loader, given)
  local rest, on_progress = options.without(given, "on_progress")
  local read = read_fit(rest)
  local report = options.initial("nnl_fit_report")
  local function run(callback, user_data)
    errors.check(C.nnl_fit(modules.handle_of(model, "model"), modules.handle_of(loss, "loss"),
      object.handle_of(optimizer, Optimizer, "optimizer"), object.handle_of(loader, Loader, "loader"), read, callback,
      user_data, report))
  end
  if on_progress == nil then
    run(nil, nil)
  else
    lent.during(calls.callable(on_progress, "on_progress"), function(user_data) run(progress_pointer, user_data) end)
  end
  local found = options.to_table("nnl_fit_report", report)
  found["end"] = enums.name_of(enums.fit_end, found["end"])
  return found
end

-- Replaces the running statistics of batch norms by their average over batches of the loader, at most max_batches (0:
-- all); returns their number.
function training.recalibrate(module, loader, given)
  given = options.known(given, { "max_batches" }, "recalibrate")
  return calls.get_integer("nnl_recalibrate", modules.handle_of(module, "module"),
    object.handle_of(loader, Loader, "loader"), calls.integer(given.max_batches or 0, "max_batches"))
end

return training
