-- Failed calls as errors.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local constants = require("nnlite.declarations").constants
local usage = require("nnlite.usage")

local errors = {}

-- What a call came to, by name: errors.Status.SHAPE_MISMATCH.
errors.Status = {}
local names = {}
for name in ([[OK INVALID_ARGUMENT INVALID_HANDLE SHAPE_MISMATCH DTYPE_MISMATCH INDEX_OUT_OF_RANGE INVALID_STATE
  OUT_OF_MEMORY IO_ERROR INVALID_FILE NOT_FOUND CANCELLED BUFFER_TOO_SMALL NOT_SUPPORTED CALLBACK_FAILED
  INTERNAL]]):gmatch("%S+") do
  local status = constants["NNL_" .. name]
  errors.Status[name] = status
  names[status] = "NNL_" .. name
end

local Error = {}
Error.__index = Error
errors.Error = Error

-- An error: status, code ("NNL_SHAPE_MISMATCH"), message, func (of nnlite.h), argument ("" if none is at fault) and
-- cause (what a callback raised, if one did), and the caller's place ("file:line: ").
function errors.new(status, message, func, argument, cause)
  return setmetatable({
    status = status, code = names[status] or "NNL_" .. status, message = message, func = func or "",
    argument = argument or "", cause = cause, place = usage.place(),
  }, Error)
end

function Error:__tostring()
  return self.place .. self.message
end

-- Whether a value is an error of nnlite.
function errors.is_error(value)
  return getmetatable(value) == Error
end

-- What a callback has raised, as {value}, on its way past C to the call that caused it.
local raised

-- Raises the thread's last error unless `status` is 0; its cause is what a callback raised.
function errors.check(status)
  if status == 0 then return end
  local cause
  if status == constants.NNL_CALLBACK_FAILED and raised then cause = raised[1] end
  raised = nil
  error(errors.new(C.nnl_last_error_status(), ffi.string(C.nnl_last_error_message()),
    ffi.string(C.nnl_last_error_function()), ffi.string(C.nnl_last_error_argument()), cause), 0)
end

-- The text of anything that was raised.
function errors.message_of(value)
  if errors.is_error(value) then return value.message end
  local fine, text = pcall(tostring, value)
  return fine and type(text) == "string" and text or "an error that has no text"
end

-- Runs the inside of a callback: what it returns (a status; nil is NNL_OK), or a failure if it raises an error, which
-- waits for check().
function errors.guarded(body, ...)
  raised = nil
  local fine, result = pcall(body, ...)
  if fine then return result or constants.NNL_OK end
  raised = { result }
  C.nnl_set_last_error(errors.message_of(result))
  return constants.NNL_CALLBACK_FAILED
end

-- Called with the text of an error in a callback that cannot fail a call (log, release); prints it at first.
errors.on_warning = function(text)
  io.stderr:write("nnlite: warning: ", text, "\n")
end

-- Runs the inside of such a callback.
function errors.guarded_quietly(what, body, ...)
  local fine, problem = pcall(body, ...)
  if not fine then pcall(errors.on_warning, what .. " failed: " .. errors.message_of(problem)) end
end

return errors
