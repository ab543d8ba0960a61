-- Tensors to and from other native libraries without a copy, as DLPack's structs.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local context = require("nnlite.context")
local describe = require("nnlite.object").describe
local fail = require("nnlite.usage").fail
local operands = require("nnlite.operands")
local options = require("nnlite.options")

local dlpack = {}

local function versioned(given)
  if given.versioned == nil then return 1 end
  return calls.flag(given.versioned, "versioned")
end

-- A tensor's memory for another native library of the process, as a void* to a DLManagedTensorVersioned of DLPack 1, or
-- with { versioned = false } to a DLManagedTensor. Whoever has it calls its deleter once, from interpreted code (jit.off) if
-- from Lua, for it may call back; until then the memory stays, whatever becomes of the tensor. Each side sees what the other
-- writes. A tensor that requires a gradient is NNL_INVALID_STATE (export what detach() gives); one that is read-only is
-- flagged as such, and NNL_NOT_SUPPORTED without a version.
function dlpack.to_dlpack(tensor, given)
  given = options.known(given, { "versioned" }, "to_dlpack")
  local out = ffi.new("void*[1]")
  check(C.nnl_tensor_to_dlpack(operands.tensor(tensor, "tensor"), versioned(given), out))
  return out[0]
end

-- A tensor over the memory of another native library, which the struct behind an FFI pointer describes; a pointer to
-- anything else ends the process. Options: versioned (true), context. nnlite calls the deleter when the last user of the
-- memory is gone; on failure the struct stays the caller's. Read-only memory cannot be written to (NNL_INVALID_STATE).
-- Another device, major version or dtype, a negative stride, or memory that is not aligned is NNL_NOT_SUPPORTED.
function dlpack.from_dlpack(managed, given)
  given = options.known(given, { "versioned", "context" }, "from_dlpack")
  if type(managed) ~= "cdata" or not tostring(ffi.typeof(managed)):find("[%*%[]") then
    fail("managed must be an FFI pointer, not a %s", describe(managed))
  end
  return operands.made("nnl_tensor_from_dlpack", context.handle_of(given.context), managed, versioned(given))
end

return dlpack
