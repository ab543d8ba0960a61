-- Contexts: what two users in one process must not share.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local errors = require("nnlite.errors")
local lent = require("nnlite.lent")
local object = require("nnlite.object")
local options = require("nnlite.options")

local Context = object.class("Context", "nnl_context_release", object.Object)

local read = options.reader("nnl_context_options", { device = enums.device, threads = calls.integer32 })

-- A context of its own thread budget, memory limit, random stream and log. Options: threads (0: the number of
-- processors), memory_limit in bytes (0: none), seed (0), device ("cpu").
local function new(given)
  return object.new(Context, calls.get_integer("nnl_context_create", read(given)))
end

-- The most threads that one operation uses, the caller included. Results are the same bits at any number.
function Context:threads()
  return calls.get_int32("nnl_context_threads", self.handle)
end

function Context:set_threads(threads)
  errors.check(C.nnl_context_set_threads(self.handle, calls.integer32(threads, "threads")))
end

-- Bytes of tensor memory in use.
function Context:memory_used()
  return calls.get_integer("nnl_context_memory_used", self.handle)
end

-- How many bytes may be in use; 0: no limit. A tensor beyond it fails with NNL_OUT_OF_MEMORY.
function Context:set_memory_limit(bytes)
  errors.check(C.nnl_context_set_memory_limit(self.handle, calls.integer(bytes, "bytes")))
end

-- Starts the random stream afresh. A seed is a whole number, or an int64_t.
function Context:seed(seed)
  errors.check(C.nnl_context_seed(self.handle, calls.integer(seed, "seed")))
end

-- Log lines below this level go nowhere: "trace", "debug", "info", "warning", "error" or "off", as at first.
function Context:set_log_level(level)
  errors.check(C.nnl_context_set_log_level(self.handle, enums.constant_of(enums.log_level, level)))
end

local log_pointer = ffi.cast("nnl_log_callback", function(level, text, user_data)
  local callback = lent.by(user_data)
  if callback then
    errors.guarded_quietly("the log callback", function()
      callback(enums.name_of(enums.log_level, level), ffi.string(text))
    end)
  end
  return 0
end)

-- Log lines go to callback(level, text), or nowhere with nil. An error in it becomes a warning (nn.set_on_warning). The
-- default context, which other threads of the process may use too, takes none: NNL_NOT_SUPPORTED.
function Context:set_log_callback(callback)
  if callback == nil then
    errors.check(C.nnl_context_set_log_callback(self.handle, nil, nil, nil))
    return
  end
  calls.callable(callback, "callback")
  if self.handle == 0 then
    error(errors.new(errors.Status.NOT_SUPPORTED, "the log of the default context cannot call Lua; make a context",
      "nnl_context_set_log_callback", "callback"), 0)
  end
  lent.lend(callback, function(user_data)
    errors.check(C.nnl_context_set_log_callback(self.handle, log_pointer, lent.release_pointer, user_data))
  end)
end

-- The context of everything that names no other. It cannot be released.
local default = setmetatable({ handle = 0, release = function() end, is_released = function() return false end }, Context)

-- The context that a function of nnlite.h gives: an object of its own, or the default one for 0.
local function of(name, ...)
  local handle = calls.get_integer(name, ...)
  return handle == 0 and default or object.new(Context, handle)
end

return {
  Context = Context,
  of = of,
  new = new,
  default = default,
  -- The C handle of a context; 0, the default one, for nil.
  handle_of = function(context) return object.optional_handle(context, Context, "context") end,
}
