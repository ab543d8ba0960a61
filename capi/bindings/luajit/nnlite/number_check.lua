-- Number checks: where NaN and infinities arise.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local options = require("nnlite.options")

local NumberCheck = {}
NumberCheck.__index = NumberCheck

-- Looks for NaN and infinities in all that a context's work makes (nil: the default one). Results do not change.
local function new(of)
  context.handle_of(of)
  return setmetatable({ context = of }, NumberCheck)
end

local function handle(self)
  return context.handle_of(self.context)
end

local function read(self)
  local found = options.initial("nnl_number_report")
  check(C.nnl_number_report_read(handle(self), found))
  return options.to_table("nnl_number_report", found)
end

-- Begins anew: "report" keeps the first one, "fail" has every call that makes one fail with INVALID_STATE and change
-- nothing, "off" ends it.
function NumberCheck:set_mode(mode)
  check(C.nnl_context_set_number_check(handle(self), enums.constant_of(enums.number_check, mode)))
end

function NumberCheck:mode()
  return enums.name_of(enums.number_check, read(self).mode)
end

-- The first finding since the mode was set, or nil: a table with kind ("forward", "backward", "update", "loss"), is_nan,
-- inputs_finite, input (nil: it arose there; else NaN was given as that input, counted from 0), position, step, op, layer
-- and text.
function NumberCheck:report()
  local found = read(self)
  if found.found == 0 then return nil end
  return {
    kind = enums.name_of(enums.number_kind, found.kind),
    is_nan = found.is_nan ~= 0, inputs_finite = found.inputs_finite ~= 0,
    input = found.input >= 0 and found.input or nil, position = found.position, step = found.step,
    op = calls.get_text("nnl_number_report_op", handle(self)),
    layer = calls.get_text("nnl_number_report_layer", handle(self)),
    text = calls.get_text("nnl_number_report_text", handle(self)),
  }
end

return { new = new }
