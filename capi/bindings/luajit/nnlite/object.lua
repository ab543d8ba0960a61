-- Objects of nnlite: their classes, and their release by hand, by a scope or by the garbage collector.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local check = require("nnlite.errors").check
local fail = require("nnlite.usage").fail

local object = {}

local guard_type = ffi.typeof("struct { int64_t handle; }")

-- Scopes that are open, the innermost last: each has what was made in it, and the handle of one of nnlite's, which ends
-- handles that no object came to hold too.
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

-- What ffi.gc calls to have a handle released after a cdata that nothing refers to any more.
function object.finalizer(release, handle)
  return function()
    local last = #found
    found[last + 1], found[last + 2] = release, handle
  end
end

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
  local guard = ffi.gc(guard_type(handle), object.finalizer(release, handle))
  local made = setmetatable({ handle = handle, guard = guard }, class)
  local scope = scopes[#scopes]
  if scope then scope.made[made] = true end
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

local function begin_scope()
  local out = ffi.new("nnl_scope[1]")
  check(C.nnl_scope_begin(out))
  scopes[#scopes + 1] = { made = {}, handle = tonumber(out[0]) }
end

local function keep_handle(scope, handle)
  if scope then check(C.nnl_scope_keep(scope.handle, handle)) end
  return handle
end

-- Has a handle that no object holds outlive the innermost scope, or all of them; returns it.
function object.pass_out(handle)
  return keep_handle(scopes[#scopes], handle)
end

function object.pass_out_of_all(handle)
  return keep_handle(scopes[1], handle)
end

-- Ends the innermost scope, but for the objects in results.
local function leave_scope(...)
  local kept = {}
  for i = 1, select("#", ...) do
    each_object((select(i, ...)), function(each) kept[each] = true end)
  end
  local fine, problem = pcall(function()
    for each in pairs(kept) do
      if each.guard then object.pass_out(each.handle) end
    end
  end)
  if not fine then kept = {} end
  local scope = table.remove(scopes)
  local outer = scopes[#scopes]
  for each in pairs(scope.made) do
    if not kept[each] then
      each:release()
    elseif outer then
      outer.made[each] = true
    end
  end
  if not fine then
    C.nnl_scope_release(scope.handle)
    error(problem, 0)
  end
  check(C.nnl_scope_end(scope.handle))
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
-- to keep(); also all C handles that other users of nnlite.h on this thread were given meanwhile. f must not yield.
function object.scope(f)
  return object.run_whole("scope", f, begin_scope, leave_scope)
end

-- Takes objects, also those in plain tables, out of the scopes that they were made in; returns its argument.
function object.keep(value)
  each_object(value, function(each)
    for _, scope in ipairs(scopes) do scope.made[each] = nil end
    if each.guard then object.pass_out_of_all(each.handle) end
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
