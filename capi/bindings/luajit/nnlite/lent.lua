-- What C holds on to: functions and memory of this Lua state, by the number that stands for them as user_data.
jit.off(true, true)

local ffi = require("ffi")
local errors = require("nnlite.errors")

local lent = {}

local values = {} -- id: { value, done }
local next_id = 1

local function id_of(user_data)
  return tonumber(ffi.cast("uintptr_t", user_data))
end

local function put(value, done)
  local id = next_id
  next_id = id + 1
  values[id] = { value = value, done = done }
  return id, ffi.cast("void*", ffi.cast("uintptr_t", id))
end

-- What a user_data stands for.
function lent.by(user_data)
  local entry = values[id_of(user_data)]
  return entry and entry.value
end

-- Returns use(user_data); unless it raises an error, `value` stays until nnlite calls the release callback, and then
-- done().
function lent.lend(value, use, done)
  local id, user_data = put(value, done)
  local fine, result = pcall(use, user_data)
  if fine then return result end
  values[id] = nil
  error(result, 0)
end

-- Returns use(user_data), during which `value` stays.
function lent.during(value, use)
  local id, user_data = put(value)
  local fine, result = pcall(use, user_data)
  values[id] = nil
  if fine then return result end
  error(result, 0)
end

-- How many values are lent.
function lent.count()
  local count = 0
  for _ in pairs(values) do count = count + 1 end
  return count
end

-- The release callback for what lend() lends. It and the other callbacks, one of each kind, last as long as the Lua
-- state: LuaJIT has room for some hundreds only.
lent.release_pointer = ffi.cast("nnl_release_callback", function(user_data)
  local id = id_of(user_data)
  local entry = values[id]
  values[id] = nil
  if entry and entry.done then errors.guarded_quietly("a release callback", entry.done) end
end)

return lent
