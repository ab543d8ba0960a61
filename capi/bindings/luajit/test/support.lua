-- A small runner of tests and what they have in common.
local nn = require("nnlite")

local support = { passed = 0, failures = {} }

local function describe(value)
  if type(value) == "table" and not getmetatable(value) then
    local parts = {}
    for i, part in ipairs(value) do parts[i] = describe(part) end
    for key, part in pairs(value) do
      if type(key) ~= "number" then parts[#parts + 1] = tostring(key) .. " = " .. describe(part) end
    end
    return "{" .. table.concat(parts, ", ") .. "}"
  end
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

local function equal(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b or (a ~= a and b ~= b) end
  for key, value in pairs(a) do
    if not equal(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

-- That two values, or tables in depth, are equal.
function support.same(actual, expected, what)
  if not equal(actual, expected) then
    error(("%s%s, not %s"):format(what and what .. ": " or "", describe(actual), describe(expected)), 2)
  end
end

local function flat(value, into)
  if type(value) == "table" then
    for _, part in ipairs(value) do flat(part, into) end
  else
    into[#into + 1] = value
  end
  return into
end

-- That numbers, also in nested tables, are equal to within a relative or absolute tolerance.
function support.near(actual, expected, tolerance)
  local a, b = flat(actual, {}), flat(expected, {})
  support.same(#a, #b, "numbers")
  for i, value in ipairs(a) do
    local most = (tolerance or 1e-6) * math.max(1, math.abs(b[i]))
    if not (math.abs(value - b[i]) <= most) then error(("[%d]: %s, not %s"):format(i, value, b[i]), 2) end
  end
end

-- That f(...) fails with a status (by name) and a message that has the pattern; returns the error.
function support.fails(status, pattern, f, ...)
  local fine, problem = pcall(f, ...)
  if fine then error("no error", 2) end
  if not nn.is_error(problem) then error("no error of nnlite: " .. tostring(problem), 2) end
  support.same(problem.code, "NNL_" .. status, problem.message)
  support.same(problem.status, nn.Status[status])
  if not problem.message:find(pattern) then error(("%q has no %q"):format(problem.message, pattern), 2) end
  return problem
end

-- That f(...) raises a string with this in it.
function support.refuses(text, f, ...)
  local fine, problem = pcall(f, ...)
  if fine then error("no error", 2) end
  if type(problem) ~= "string" or not problem:find(text, 1, true) then
    error(("%s has no %q"):format(tostring(problem), text), 2)
  end
  return problem
end

-- A test, in a scope after which no handle and no lent function may be left over.
function support.test(name, body)
  local before, lent = nn.live_handles(), require("nnlite.lent").count()
  local fine, problem = xpcall(function()
    nn.scope(function() body() end)
    support.same(nn.live_handles(), before, "handles alive")
    support.same(require("nnlite.lent").count(), lent, "functions lent")
  end, function(problem) return type(problem) == "string" and debug.traceback(problem, 2) or problem end)
  if fine then
    support.passed = support.passed + 1
  else
    support.failures[#support.failures + 1] = name
    io.stderr:write("FAILED ", name, "\n  ", tostring(problem), "\n")
  end
end

-- A file of the test's own; each call names another.
function support.temporary()
  local name = os.tmpname()
  os.remove(name)
  return name
end

-- A tensor of f64.
function support.f64(data, requires_grad)
  return nn.tensor(data, { dtype = "f64", requires_grad = requires_grad })
end

return support
