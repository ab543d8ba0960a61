-- Calls that give something through their last parameters, and arguments on their way to C.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local check = require("nnlite.errors").check
local constants = require("nnlite.declarations").constants
local describe = require("nnlite.object").describe
local fail = require("nnlite.usage").fail

local calls = {}

-- The arguments with one or two more behind them; nil counts.
local function with(out, other, ...)
  local count = select("#", ...)
  local arguments = { ... }
  arguments[count + 1] = out
  arguments[count + 2] = other
  return unpack(arguments, 1, other and count + 2 or count + 1)
end

local function getter(ctype, read)
  ctype = ffi.typeof(ctype)
  return function(name, ...)
    local out = ctype()
    check(C[name](with(out, nil, ...)))
    return read(out[0])
  end
end

-- What a function gives through its last parameter: a handle or a count; 32 bits; a flag; a double.
calls.get_integer = getter("int64_t[1]", tonumber)
calls.get_int32 = getter("int32_t[1]", tonumber)
calls.get_flag = getter("int32_t[1]", function(value) return value ~= 0 end)
calls.get_double = getter("double[1]", tonumber)

-- Two handles, through its last two parameters.
function calls.get_two(name, ...)
  local first, second = ffi.new("int64_t[1]"), ffi.new("int64_t[1]")
  check(C[name](with(first, second, ...)))
  return tonumber(first[0]), tonumber(second[0])
end

-- The text that a function copies out as (buffer, capacity, needed). It may grow between two calls.
function calls.get_text(name, ...)
  local needed = ffi.new("int64_t[1]")
  local capacity = 256
  local count = select("#", ...)
  while true do
    local buffer = ffi.new("char[?]", capacity)
    local arguments = { ... }
    arguments[count + 1], arguments[count + 2], arguments[count + 3] = buffer, capacity, needed
    local status = C[name](unpack(arguments, 1, count + 3))
    if status == constants.NNL_OK then return ffi.string(buffer, needed[0] - 1) end
    if status ~= constants.NNL_BUFFER_TOO_SMALL then check(status) end
    capacity = tonumber(needed[0])
  end
end

local EXACT = 2 ^ 53
local int64 = ffi.typeof("int64_t")

-- A whole number: a number, or an int64_t where 64 bits are needed.
function calls.integer(value, name)
  if type(value) == "number" and value == math.floor(value) and value >= -EXACT and value <= EXACT then return value end
  if ffi.istype(int64, value) then return value end
  fail("%s must be a whole number of 64 bits, not %s", name,
    type(value) == "number" and tostring(value) or "a " .. describe(value))
end

-- A whole number of 32 bits.
function calls.integer32(value, name)
  if type(value) == "number" and value == math.floor(value) and value >= -2 ^ 31 and value < 2 ^ 31 then return value end
  fail("%s must be a whole number of 32 bits, not %s", name,
    type(value) == "number" and tostring(value) or "a " .. describe(value))
end

function calls.number(value, name)
  if type(value) == "number" then return value end
  fail("%s must be a number, not a %s", name, describe(value))
end

function calls.flag(value, name)
  if type(value) == "boolean" then return value and 1 or 0 end
  fail("%s must be a boolean, not a %s", name, describe(value))
end

function calls.text(value, name)
  if type(value) ~= "string" then fail("%s must be a string, not a %s", name, describe(value)) end
  if value:find("\0", 1, true) then fail("%s must not contain a NUL", name) end
  return value
end

function calls.callable(value, name)
  if type(value) == "function" then return value end
  fail("%s must be a function, not a %s", name, describe(value))
end

-- Numbers as an array, by their count: one stands for itself, nil for none.
local function array(ctype, read)
  ctype = ffi.typeof(ctype)
  return function(values, name)
    if values == nil then values = {} end
    if type(values) ~= "table" then values = { values } end
    local made = ctype(#values)
    for i, value in ipairs(values) do made[i - 1] = read(value, ("%s[%d]"):format(name, i)) end
    return #values, made
  end
end

-- Whole numbers, such as a shape, and numbers, as (count, array).
calls.integers = array("int64_t[?]", calls.integer)
calls.numbers = array("double[?]", calls.number)

return calls
