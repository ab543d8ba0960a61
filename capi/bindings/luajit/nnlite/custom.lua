-- Modules and operations of the caller's own, and the check of gradients.
--
-- The functions may raise errors: the call that ran them fails with NNL_CALLBACK_FAILED, the text in its message and the
-- error itself as its cause. Each runs to its end (it must not yield) and is a scope: all that it makes ends with it but
-- for the result, and its inputs end too (share() keeps one, in nn.keep()).
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local context = require("nnlite.context")
local errors = require("nnlite.errors")
local lent = require("nnlite.lent")
local modules = require("nnlite.module")
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local tensors = require("nnlite.tensor")

local custom = {}

-- Tensors for handles that a callback borrows.
local function borrowed(count, handles)
  local shared = {}
  for i = 1, tonumber(count) do shared[i] = operands.made("nnl_tensor_share", handles[i - 1]) end
  return shared
end

-- A handle of its own, for nnlite to keep.
local function given(tensor, name)
  return object.pass_out(calls.get_integer("nnl_tensor_share", object.handle_of(tensor, tensors.Tensor, name)))
end

-- The inside of a callback whose output is a tensor.
local function answer(output, compute)
  return errors.guarded(function()
    object.scope(function() output[0] = given(compute(), "the result") end)
  end)
end

local module_pointer = ffi.cast("nnl_module_callback", function(module, count, inputs, output, user_data)
  return answer(output, function()
    local self = modules.new(calls.get_integer("nnl_module_share", module))
    return lent.by(user_data)(self, unpack(borrowed(count, inputs)))
  end)
end)

local function_pointer = ffi.cast("nnl_function_callback", function(count, inputs, output, user_data)
  return answer(output, function() return lent.by(user_data).forward(unpack(borrowed(count, inputs))) end)
end)

local function walk_back(count, inputs, output, output_gradient, wanted, gradients, backward)
  local flags = {}
  for i = 1, count do flags[i] = wanted[i - 1] ~= 0 end
  local results = backward({
    inputs = borrowed(count, inputs), wanted = flags,
    output = operands.made("nnl_tensor_share", output),
    output_gradient = operands.made("nnl_tensor_share", output_gradient),
  })
  if object.is(results, tensors.Tensor) then results = { results } end
  if type(results) ~= "table" then
    error("backward must give a table of gradients, not a " .. object.describe(results), 0)
  end
  for i in pairs(results) do
    if type(i) ~= "number" or i < 1 or i > count then
      error(("backward gave a gradient for input %s of %d"):format(tostring(i), count), 0)
    end
  end
  for i = 1, count do
    if flags[i] and results[i] then gradients[i - 1] = given(results[i], ("the gradient of input %d"):format(i)) end
  end
end

local backward_pointer = ffi.cast("nnl_backward_callback",
  function(count, inputs, output, output_gradient, wanted, gradients, user_data)
    return errors.guarded(function()
      local backward = lent.by(user_data).backward
      object.scope(function()
        walk_back(tonumber(count), inputs, output, output_gradient, wanted, gradients, backward)
      end)
    end)
  end)

local CustomModule = object.class("CustomModule", nil, modules.Module)
custom.Class = CustomModule

-- A module built from parts: torch.nn.Module. `kind` is its name for people. forward(self, ...) computes it from its
-- inputs; take the parts from `self`, for a module that the function holds on to is never collected. Without a forward
-- the module only groups its children, as torch.nn.ModuleList. Options: context.
function custom.CustomModule(kind, forward, given_options)
  local read = options.known(given_options, { "context" }, "CustomModule")
  local where = context.handle_of(read.context)
  calls.text(kind, "kind")
  if forward == nil then
    return object.new(CustomModule, calls.get_integer("nnl_module_create", where, kind, nil, nil, nil))
  end
  return lent.lend(calls.callable(forward, "forward"), function(user_data)
    return object.new(CustomModule, calls.get_integer("nnl_module_create", where, kind, module_pointer,
      lent.release_pointer, user_data))
  end)
end

-- Shares a tensor, which requires a gradient from now on. Names hold no "." and are new in the module. Returns the module.
function CustomModule:add_parameter(name, parameter)
  errors.check(C.nnl_module_add_parameter(self.handle, calls.text(name, "name"), operands.tensor(parameter, "parameter")))
  return self
end

-- Shares a tensor that requires no gradient.
function CustomModule:add_buffer(name, buffer)
  errors.check(C.nnl_module_add_buffer(self.handle, calls.text(name, "name"), operands.tensor(buffer, "buffer")))
  return self
end

-- Shares a module. One that is itself a child takes no more children (NNL_INVALID_STATE): build from below.
function CustomModule:add_child(name, child)
  errors.check(C.nnl_module_add_child(self.handle, calls.text(name, "name"), modules.handle_of(child, "child")))
  return self
end

-- Runs an operation of one's own on a table of tensors: torch.autograd.Function. `forward` is called now with the tensors,
-- `backward` when a gradient comes with a table of inputs, output, output_gradient and wanted (a flag for each input); it
-- gives a table with a gradient for each input (nil for none), or just that of a single input. Both run without
-- recording. Without backward, walking back is NNL_NOT_SUPPORTED.
function custom.custom_op(name, inputs, forward, backward)
  local operation = { forward = calls.callable(forward, "forward") }
  if backward ~= nil then operation.backward = calls.callable(backward, "backward") end
  calls.text(name, "name")
  local count, handles = operands.list(inputs, "inputs")
  return lent.lend(operation, function(user_data)
    return operands.made("nnl_custom_op", name, count, handles, function_pointer, backward and backward_pointer or nil,
      lent.release_pointer, user_data)
  end)
end

local REPORT_BYTES = 4096 -- it never needs more
local read_gradcheck = options.reader("nnl_gradcheck_options")

-- Compares the gradients of f(...) with differences, for the inputs (a table of f64) that require one: whether all are
-- right, and a report. Options: eps (1e-6), atol (1e-5), rtol (1e-3).
function custom.gradcheck(f, inputs, given_options)
  local operation = { forward = calls.callable(f, "f") }
  local count, handles = operands.list(inputs, "inputs")
  local read = read_gradcheck(given_options)
  local passed, needed = ffi.new("int32_t[1]"), ffi.new("int64_t[1]")
  local report = ffi.new("char[?]", REPORT_BYTES)
  lent.during(operation, function(user_data)
    errors.check(C.nnl_gradcheck(function_pointer, user_data, count, handles, read, passed, report, REPORT_BYTES, needed))
  end)
  return passed[0] ~= 0, ffi.string(report, needed[0] - 1)
end

return custom
