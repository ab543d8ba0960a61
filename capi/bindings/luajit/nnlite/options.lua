-- Tables of options on their way into the option structs of nnlite.h.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local enums = require("nnlite.enums")
local object = require("nnlite.object")
local structs = require("nnlite.declarations").structs
local fail = require("nnlite.usage").fail

local options = {}

-- A struct as its _init function fills it.
function options.initial(name)
  local struct = ffi.new(name)
  C[name .. "_init"](struct, ffi.sizeof(name))
  return struct
end

-- The fields of a struct as a table, without its size.
function options.to_table(name, struct)
  local fields = {}
  for _, field in ipairs(structs[name]) do
    if field[1] ~= "struct_size" then fields[field[1]] = tonumber(struct[field[1]]) end
  end
  return fields
end

-- Refuses what is no table of the keys; nil is an empty one.
function options.known(given, keys, name)
  if given == nil then return {} end
  if type(given) ~= "table" or getmetatable(given) then
    fail("%s: options must be a table, not a %s", name, object.describe(given))
  end
  for key in pairs(given) do
    local found = false
    for _, known in ipairs(keys) do found = found or known == key end
    if not found then
      fail("%s: unknown option '%s'; it has %s", name, tostring(key), table.concat(keys, ", "))
    end
  end
  return given
end

-- A table without one of its keys, and what stood there.
function options.without(given, key)
  if type(given) ~= "table" or getmetatable(given) or given[key] == nil then return given, nil end
  local rest = {}
  for each, value in pairs(given) do rest[each] = value end
  rest[key] = nil
  return rest, given[key]
end

local function contains(list, name)
  for _, each in ipairs(list) do
    if each == name then return true end
  end
  return false
end

local function pair(value, name)
  if type(value) ~= "table" then value = { value, value } end
  if #value ~= 2 then fail("%s must be a number or two", name) end
  return { calls.integer(value[1], name), calls.integer(value[2], name) }
end

local function convert(kind, type_name, length, value, key)
  if kind == calls.integer32 then return calls.integer32(value, key) end
  if kind and kind.numbers then return enums.constant_of(kind, value) end
  if kind then return object.handle_of(value, kind, key) end
  if length > 0 then return pair(value, key) end
  if type_name == "int32_t" then return calls.flag(value, key) end
  if type_name == "double" then return calls.number(value, key) end
  return calls.integer(value, key)
end

-- A reader of tables into a struct: reader(given, set) makes one, `set` being fields that are set besides. `kinds` says
-- which field is one of a kind of constants, a number of 32 bits (calls.integer32) or an object of a class; all other
-- fields of 32 bits are flags. Fields in `hidden` have no option.
function options.reader(struct_name, kinds, hidden)
  kinds, hidden = kinds or {}, hidden or {}
  local fields, keys, present = {}, {}, {}
  for _, field in ipairs(structs[struct_name]) do present[field[1]] = true end
  for _, field in ipairs(structs[struct_name]) do
    local name = field[1]
    local tells_of_another = name:match("^has_") and present[name:sub(5)]
    if not (name == "struct_size" or name == "reserved" or tells_of_another or contains(hidden, name)) then
      fields[name] = field
      keys[#keys + 1] = name
    end
  end
  local title = struct_name:gsub("^nnl_", "")
  return function(given, set)
    local struct = options.initial(struct_name)
    for key, value in pairs(options.known(given, keys, title)) do
      struct[key] = convert(kinds[key], fields[key][2], fields[key][3], value, key)
      if present["has_" .. key] then struct["has_" .. key] = 1 end
    end
    for key, value in pairs(set or {}) do struct[key] = value end
    return struct
  end
end

return options
