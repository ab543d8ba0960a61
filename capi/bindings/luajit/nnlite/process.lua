-- What belongs to the library or the thread.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local object = require("nnlite.object")

local process = {}

-- The library's version as 10000 * major + 100 * minor + patch.
function process.version()
  return C.nnl_version()
end

-- The number of the library's binary interface, which only an incompatible change raises.
function process.abi_version()
  return C.nnl_abi_version()
end

-- What the library is, for a bug report: lines "key: value" for version, abi, compiler, build, blas, blas core, instruction
-- set and threads. Later versions add lines.
function process.build_info()
  return calls.get_text("nnl_build_info")
end

-- C handles of all kinds that have not been released.
function process.live_handles()
  object.release_found()
  return calls.get_integer("nnl_live_handles")
end

-- Ends the worker threads of nnlite and frees cached memory. Objects stay valid.
function process.shutdown()
  object.release_found()
  check(C.nnl_shutdown())
end

-- Whether operations of this thread are recorded for backward; on at first.
function process.grad_enabled()
  return calls.get_flag("nnl_grad_enabled")
end

function process.set_grad_enabled(enabled)
  check(C.nnl_set_grad_enabled(calls.flag(enabled, "enabled")))
end

local function with_grad(enabled, name)
  return function(f)
    local before = process.grad_enabled()
    return object.run_whole(name, f, function() process.set_grad_enabled(enabled) end,
      function() process.set_grad_enabled(before) end)
  end
end

-- Runs f without, or with recording. It must not yield: other coroutines of the thread would run in its mode.
process.no_grad = with_grad(false, "no_grad")
process.enable_grad = with_grad(true, "enable_grad")

return process
