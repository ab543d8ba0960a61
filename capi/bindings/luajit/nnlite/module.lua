-- Modules: layers, or several as one.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local options = require("nnlite.options")

local Module = object.class("Module", "nnl_module_release", object.Object)

local modules = { Module = Module }

-- Owns a C handle.
function modules.new(handle)
  return object.new(Module, handle)
end

function modules.handle_of(value, name)
  return object.handle_of(value, Module, name)
end

-- Another object of the same module.
function Module:share()
  return modules.new(calls.get_integer("nnl_module_share", self.handle))
end

-- The context that it lives in, as a new object; or nn.default_context.
function Module:context()
  return context.of("nnl_module_context", self.handle)
end

-- Runs the module on its inputs, in its order; nil is an absent one, where the module allows it. In training mode batch
-- norms move their running statistics. model(x) is the same.
function Module:forward(...)
  local count = select("#", ...)
  if count == 1 and (...) ~= nil then
    return operands.made("nnl_module_forward", self.handle, operands.tensor((...), "input"))
  end
  return operands.made("nnl_module_forward_inputs", self.handle, operands.optional_list(count, { ... }, "inputs"))
end

-- Training mode (as made), or inference mode with false, of the module and all below it. Returns the module.
function Module:train(training)
  if training == nil then training = true end
  check(C.nnl_module_train(self.handle, calls.flag(training, "training")))
  return self
end

-- Inference mode. Returns the module.
function Module:eval()
  return self:train(false)
end

function Module:is_training()
  return calls.get_flag("nnl_module_is_training", self.handle)
end

-- Freezes (false) or unfreezes all parameters.
function Module:set_requires_grad(requires_grad)
  check(C.nnl_module_set_requires_grad(self.handle, calls.flag(requires_grad, "requires_grad")))
  return self
end

-- Drops all gradients.
function Module:zero_grad()
  check(C.nnl_module_zero_grad(self.handle))
end

-- An iterator over (name, object) of the `count` that the functions give.
local function named(self, count_name, get_name, name_name, make)
  local i = -1
  return function()
    i = i + 1
    if i >= calls.get_integer(count_name, self.handle) then return nil end
    return calls.get_text(name_name, self.handle, i), make(calls.get_integer(get_name, self.handle, i))
  end
end

local new_tensor = require("nnlite.tensor").new

-- for name, parameter in module:named_parameters() do ... end, with PyTorch's names ("0.weight").
function Module:named_parameters()
  return named(self, "nnl_module_num_parameters", "nnl_module_parameter", "nnl_module_parameter_name", new_tensor)
end

-- The same for buffers.
function Module:named_buffers()
  return named(self, "nnl_module_num_buffers", "nnl_module_buffer", "nnl_module_buffer_name", new_tensor)
end

-- The same for the modules right below; those of a Sequential are "0", "1", ...
function Module:named_children()
  return named(self, "nnl_module_num_children", "nnl_module_child", "nnl_module_child_name", modules.new)
end

-- The parameters in order, as a table.
function Module:parameters()
  local found = {}
  for _, parameter in self:named_parameters() do found[#found + 1] = parameter end
  return found
end

-- The child of that name, or nil.
function Module:child(wanted)
  for name, child in self:named_children() do
    if name == wanted then return child end
    child:release()
  end
  return nil
end

-- The parameter or buffer of that name, or an error with NNL_NOT_FOUND.
function Module:tensor(name)
  return operands.made("nnl_module_tensor", self.handle, calls.text(name, "name"))
end

-- "BatchNorm1d" and the like.
function Module:kind()
  return calls.get_text("nnl_module_kind", self.handle)
end

-- All parameters and buffers as a safetensors file, which appears whole or not at all.
function Module:save(path)
  check(C.nnl_module_save(self.handle, calls.text(path, "path")))
end

local LoadReport = object.class("LoadReport", "nnl_load_report_release", object.Object)

local function names(report, list)
  local found = {}
  for i = 0, calls.get_integer("nnl_load_report_count", report.handle, list) - 1 do
    found[#found + 1] = calls.get_text("nnl_load_report_name", report.handle, list, i)
  end
  return found
end

local read_load = options.reader("nnl_load_options")

-- Reads them back. The file must hold exactly the module's names, dtypes and shapes, or nothing is changed. With options
-- (strict, true; dry_run, false) it returns a table of the names that did not meet: missing, unexpected and mismatched;
-- not strict, it loads all that fits.
function Module:load(path, given)
  if given == nil then
    check(C.nnl_module_load(self.handle, calls.text(path, "path")))
    return
  end
  local read = read_load(given)
  local report = object.new(LoadReport,
    calls.get_integer("nnl_module_load_with", self.handle, calls.text(path, "path"), read))
  local lists = {}
  for name, list in pairs(enums.load_list.numbers) do lists[name] = names(report, list) end
  report:release()
  return lists
end

-- A table for people of the modules with the shapes that they give when this runs on the inputs.
function Module:summary(...)
  local count, inputs = operands.optional_list(select("#", ...), { ... }, "inputs")
  return calls.get_text("nnl_module_summary", self.handle, count, inputs)
end

-- A table for people of the batch norms, and of how far the statistics of these inputs are from their running ones.
function Module:batch_norm_report(...)
  local count, inputs = operands.optional_list(select("#", ...), { ... }, "inputs")
  return calls.get_text("nnl_batch_norm_report", self.handle, count, inputs)
end

-- Batch norms use and keep their running statistics in training mode too, or no longer with false.
function Module:freeze_statistics(frozen)
  if frozen == nil then frozen = true end
  check(C.nnl_module_freeze_statistics(self.handle, calls.flag(frozen, "frozen")))
end

-- Whether there is a batch norm and all are frozen.
function Module:statistics_frozen()
  return calls.get_flag("nnl_module_statistics_frozen", self.handle)
end

-- In training, batch norms gather the statistics of micro-batches until commit_statistics(), or no longer with false.
function Module:accumulate_statistics(accumulate)
  if accumulate == nil then accumulate = true end
  check(C.nnl_module_accumulate_statistics(self.handle, calls.flag(accumulate, "accumulate")))
end

-- Moves the running statistics by what was gathered, as one batch of all would have.
function Module:commit_statistics()
  check(C.nnl_module_commit_statistics(self.handle))
end

-- A copy for inference whose batch norms are folded into the layers in front of them.
function Module:fold_batch_norms()
  return modules.new(calls.get_integer("nnl_module_fold_batch_norms", self.handle))
end

function Module:__call(...)
  return self:forward(...)
end

function Module:__tostring()
  return self:is_released() and "Module (released)" or ("Module (%s)"):format(self:kind())
end

return modules
