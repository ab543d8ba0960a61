-- Schedules of the learning rate, with torch.optim.lr_scheduler's names and defaults. Epochs count from 0; they may as
-- well be batches.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local errors = require("nnlite.errors")
local object = require("nnlite.object")
local options = require("nnlite.options")
local Optimizer = require("nnlite.optimizers").Optimizer
local check, integer, number = errors.check, calls.integer, calls.number

local Schedule = object.class("Schedule", "nnl_schedule_release", object.Object)

local schedules = { Schedule = Schedule }

local function make(name, ...)
  return object.new(Schedule, calls.get_integer(name, ...))
end

-- The next epoch, after the optimizer's steps.
function Schedule:step()
  check(C.nnl_schedule_step(self.handle))
end

-- The next epoch of a ReduceLROnPlateau, in which the metric was so much.
function Schedule:step_metric(metric)
  check(C.nnl_schedule_step_metric(self.handle, number(metric, "metric")))
end

-- A given epoch, which may be a fraction, for CosineAnnealingWarmRestarts.
function Schedule:step_epoch(epoch)
  check(C.nnl_schedule_step_epoch(self.handle, number(epoch, "epoch")))
end

-- The epoch that it has come to.
function Schedule:last_epoch()
  return calls.get_integer("nnl_schedule_last_epoch", self.handle)
end

-- The rate of a group (0) as the last step left it.
function Schedule:last_learning_rate(group)
  return calls.get_double("nnl_schedule_last_learning_rate", self.handle, integer(group or 0, "group"))
end

local function optimizer_handle(optimizer)
  return object.handle_of(optimizer, Optimizer, "optimizer")
end

-- Times gamma (0.1) after every step_size epochs.
function schedules.StepLR(optimizer, step_size, given)
  given = options.known(given, { "gamma" }, "StepLR")
  return make("nnl_step_lr_create", optimizer_handle(optimizer), integer(step_size, "step_size"),
    number(given.gamma or 0.1, "gamma"))
end

-- Times gamma (0.1) at each milestone.
function schedules.MultiStepLR(optimizer, milestones, given)
  given = options.known(given, { "gamma" }, "MultiStepLR")
  local handle = optimizer_handle(optimizer)
  local count, list = calls.integers(milestones, "milestones")
  return make("nnl_multi_step_lr_create", handle, count, list, number(given.gamma or 0.1, "gamma"))
end

-- Times gamma after every epoch.
function schedules.ExponentialLR(optimizer, gamma)
  return make("nnl_exponential_lr_create", optimizer_handle(optimizer), number(gamma, "gamma"))
end

-- A warm-up: a factor from start_factor (1/3) to end_factor (1) in total_iters (5) even steps.
function schedules.LinearLR(optimizer, given)
  given = options.known(given, { "start_factor", "end_factor", "total_iters" }, "LinearLR")
  return make("nnl_linear_lr_create", optimizer_handle(optimizer), number(given.start_factor or 1 / 3, "start_factor"),
    number(given.end_factor or 1, "end_factor"), integer(given.total_iters or 5, "total_iters"))
end

-- Half a cosine from the initial rate to eta_min (0) in t_max epochs.
function schedules.CosineAnnealingLR(optimizer, t_max, given)
  given = options.known(given, { "eta_min" }, "CosineAnnealingLR")
  return make("nnl_cosine_annealing_lr_create", optimizer_handle(optimizer), integer(t_max, "t_max"),
    number(given.eta_min or 0, "eta_min"))
end

-- Half cosines to eta_min (0), the first in t_0 epochs, each t_mult (1) times as long as the one before.
function schedules.CosineAnnealingWarmRestarts(optimizer, t_0, given)
  given = options.known(given, { "t_mult", "eta_min" }, "CosineAnnealingWarmRestarts")
  return make("nnl_cosine_annealing_warm_restarts_create", optimizer_handle(optimizer), integer(t_0, "t_0"),
    integer(given.t_mult or 1, "t_mult"), number(given.eta_min or 0, "eta_min"))
end

local read_one_cycle = options.reader("nnl_one_cycle_lr_options", { annealing = enums.annealing })

-- Up to max_lr (a number, or a table of one for each group) and down again in total_steps steps. Options: pct_start (0.3),
-- annealing ("cosine" or "linear"), cycle_momentum (true), base_momentum (0.85), max_momentum (0.95), div_factor (25),
-- final_div_factor (1e4), three_phase (false).
function schedules.OneCycleLR(optimizer, max_lr, total_steps, given)
  local handle = optimizer_handle(optimizer)
  local count, rates = calls.numbers(max_lr, "max_lr")
  return make("nnl_one_cycle_lr_create", handle, count, rates, integer(total_steps, "total_steps"), read_one_cycle(given))
end

local read_plateau = options.reader("nnl_reduce_lr_on_plateau_options",
  { mode = enums.plateau, threshold_mode = enums.threshold })

-- Times `factor` (0.1) when a metric no longer improves (step_metric). Options: mode ("min" or "max"), factor, patience
-- (10), threshold (1e-4), threshold_mode ("rel" or "abs"), cooldown (0), min_lr (0, or a table), eps (1e-8).
function schedules.ReduceLROnPlateau(optimizer, given)
  local handle = optimizer_handle(optimizer)
  local rest, min_lr = options.without(given, "min_lr")
  local count, rates = calls.numbers(min_lr, "min_lr")
  return make("nnl_reduce_lr_on_plateau_create", handle, count, rates, read_plateau(rest))
end

-- Schedules that were just made, one after another: schedule i + 1 begins at step milestones[i].
function schedules.SequentialLR(list, milestones)
  local count, handles = object.handles_of(list, Schedule, "schedules")
  local number_of, steps = calls.integers(milestones, "milestones")
  if number_of + 1 ~= count then
    error(errors.new(errors.Status.INVALID_ARGUMENT, "there must be one milestone less than schedules",
      "nnl_sequential_lr_create", "milestones"), 0)
  end
  return make("nnl_sequential_lr_create", count, handles, steps)
end

return schedules
