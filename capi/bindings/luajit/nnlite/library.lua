-- Finds libnnlite, loads it and declares what nnlite.h declares.
--
-- Any function of nnlite may call back into Lua (a release may end a callback's life), which code compiled by LuaJIT
-- must not be in the middle of. So this file and all others of the binding are interpreted.
jit.off(true, true)

local ffi = require("ffi")
local declarations = require("nnlite.declarations")

ffi.cdef(declarations.cdef)

local file = ({ OSX = "libnnlite.dylib", Windows = "nnlite.dll" })[ffi.os] or "libnnlite.so"

local function path()
  local named = os.getenv("NNLITE_LIBRARY")
  if named and named ~= "" then return named end
  local folder = debug.getinfo(1, "S").source:match("^@(.*)[/\\]nnlite[/\\][^/\\]*$")
  local beside = folder and folder .. "/" .. file
  local found = beside and io.open(beside, "rb")
  if found then
    found:close()
    return beside
  end
  return file == "libnnlite.so" and "libnnlite.so.1" or file
end

local loaded, C = pcall(ffi.load, path())
if not loaded then
  error("nnlite: cannot load " .. path() .. "; NNLITE_LIBRARY may name the library: " .. tostring(C), 0)
end

local constants = declarations.constants
local wanted = constants.NNL_VERSION_MAJOR * 10000 + constants.NNL_VERSION_MINOR * 100 + constants.NNL_VERSION_PATCH
local version = C.nnl_version()
if math.floor(version / 10000) ~= constants.NNL_VERSION_MAJOR or version < wanted then
  error(("nnlite: %s has version %d, but this binding needs %d or a later one of its kind"):format(
    path(), version, wanted), 0)
end

return C
