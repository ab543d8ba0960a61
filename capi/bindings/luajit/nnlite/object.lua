-- Objects of nnlite: their classes, and their release by hand, by a scope or by the garbage collector.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local fail = require("nnlite.usage").fail

local object = {}

local guard_type = ffi.typeof("struct { int64_t handle; }")

-- Scopes that are open, the innermost last: each has what was made in it.
local scopes = {}

-- What the garbage collector has found, as release functions and handles in turn. A call may still be on its way with
-- the handle of an object that nothing else refers to any more; so these wait for the end of a call.
local found = {}

-- Releases what the garbage collector has found.
function object.release_found()
  if #found == 0 then return end
  local these = found
  found = {}
  for i = 1, #these, 2 do C[these[i]](these[i + 1]) end
end

-- The end of the Lua state is the end of all calls. Its objects are found first, then this.
object.at_end = newproxy(true)
getmetatable(object.at_end).__gc = object.release_found

-- A class of objects, by its name and the function of nnlite.h that releases them, or by the class above it.
function object.class(name, release, above)
  local class = {}
  if above then
    for key, value in pairs(above) do class[key] = value end
  end
  class.class_name = name
  class.release_function = release or above.release_function
  class.above = above
  class.__index = class
  return class
end

-- An object of a class that owns a C handle, which a call has just made.
function object.new(class, handle)
  object.release_found()
  local release = class.release_function
  local guard = ffi.gc(guard_type(handle), function(this)
    local last = #found
    found[last + 1], found[last + 2] = release, this.handle
  end)
  local made = setmetatable({ handle = handle, guard = guard }, class)
  local scope = scopes[#scopes]
  if scope then scope[made] = true end
  return made
end

-- Whether a value is an object of a class or of one below it.
function object.is(value, class)
  if type(value) ~= "table" then return false end
  local at = getmetatable(value)
  while type(at) == "table" do
    if at == class then return true end
    at = rawget(at, "above")
  end
  return false
end

-- What every class has.
object.Object = {
  -- Releases it; once more does nothing. What others use (a parameter of a module, say) lives on in them.
  release = function(self)
    local guard = self.guard
    if not guard then return end
    self.guard = nil
    ffi.gc(guard, nil)
    C[self.release_function](self.handle)
  end,
  -- Whether it was released. Using it is an error with NNL_INVALID_HANDLE.
  is_released = function(self) return self.guard == nil end,
  __tostring = function(self)
    return self.class_name .. (self.guard and "" or " (released)")
  end,
}

-- The objects in a value: itself, or those in plain tables.
local function each_object(value, visit)
  if type(value) ~= "table" then return end
  local metatable = getmetatable(value)
  if metatable and metatable.release_function then
    visit(value)
  elseif metatable == nil then
    for _, part in pairs(value) do each_object(part, visit) end
  end
end

local function finish(made, outer, ...)
  local kept = {}
  for i = 1, select("#", ...) do
    each_object((select(i, ...)), function(each) kept[each] = true end)
  end
  for each in pairs(made) do
    if not kept[each] then
      each:release()
    elseif outer then
      outer[each] = true
    end
  end
end

-- Runs before(), and f to its end in a coroutine of its own, so that it cannot leave in the middle: `after` sees its
-- results first.
function object.run_whole(name, f, before, after)
  if type(f) ~= "function" then fail("%s: a function expected, not a %s", name, type(f)) end
  before()
  local thread = coroutine.create(f)
  local function done(fine, ...)
    local whole = coroutine.status(thread) == "dead"
    if not fine or not whole then after() else after(...) end
    if not fine then error((...), 0) end
    if not whole then fail("%s: the function must not yield", name) end
    return ...
  end
  return done(coroutine.resume(thread))
end

-- Runs f and releases everything that it made, except what it returns (objects, also in plain tables) and what it gave
-- to keep(). f must not yield.
function object.scope(f)
  local made = {}
  local depth = #scopes + 1
  return object.run_whole("scope", f, function() scopes[depth] = made end, function(...)
    scopes[depth] = nil
    finish(made, scopes[depth - 1], ...)
  end)
end

-- Takes objects, also those in plain tables, out of the scopes that they were made in; returns its argument.
function object.keep(value)
  each_object(value, function(each)
    for _, made in ipairs(scopes) do made[each] = nil end
  end)
  return value
end

-- What a value is, for messages.
function object.describe(value)
  local metatable = type(value) == "table" and getmetatable(value)
  return metatable and metatable.class_name or type(value)
end

-- The C handle of an object of a class.
function object.handle_of(value, class, name)
  if not object.is(value, class) then
    fail("%s must be a %s, not a %s", name, class.class_name, object.describe(value))
  end
  return value.handle
end

-- The same, or 0 for nil.
function object.optional_handle(value, class, name)
  if value == nil then return 0 end
  return object.handle_of(value, class, name)
end

-- The C handles of objects as (number, array).
function object.handles_of(values, class, name)
  if type(values) ~= "table" or getmetatable(values) then
    fail("%s must be a table of %ss, not a %s", name, class.class_name, object.describe(values))
  end
  local handles = ffi.new("int64_t[?]", #values)
  for i, value in ipairs(values) do
    handles[i - 1] = object.handle_of(value, class, ("%s[%d]"):format(name, i))
  end
  return #values, handles
end

return object
