-- The binding has all of nnlite.h.
local declarations = require("nnlite.declarations")
local nn = require("nnlite")
local support = require("support")
local test, same = support.test, support.same

local opened = assert(io.open(nnlite_folder .. "/nnlite-1.0.0-1.rockspec"))
local rockspec = opened:read("*a")
opened:close()

local written, count = {}, 0
for file in io.popen(("ls '%s/nnlite'"):format(nnlite_folder)):lines() do
  test(file .. " is in the rockspec", function() assert(rockspec:find("nnlite/" .. file, 1, true)) end)
  if file ~= "declarations.lua" then
    local opened = assert(io.open(nnlite_folder .. "/nnlite/" .. file))
    local text = opened:read("*a")
    opened:close()
    written[#written + 1] = text
    count = count + 1
    -- LuaJIT must not compile calls that may call back.
    test(file .. " is interpreted", function() assert(text:find("jit.off(true, true)", 1, true)) end)
  end
end
written = table.concat(written, "\n")

test("every function of the header is used", function()
  assert(#declarations.functions >= 335 and count > 20)
  local names, unused = {}, {}
  for name in written:gmatch("nnl_[%w_]+") do names[name] = true end
  for _, name in ipairs(declarations.functions) do
    local struct = name:match("^(.*)_init$") -- options.initial calls it
    if not names[name] and not (struct and names[struct] and declarations.structs[struct]) then
      unused[#unused + 1] = name
    end
  end
  same(unused, {})
end)

test("every constant of the header has a name here", function()
  local enums = require("nnlite.enums")
  local known = { NNL_MAX_RANK = true, NNL_VERSION_MAJOR = true, NNL_VERSION_MINOR = true, NNL_VERSION_PATCH = true }
  local values = {}
  for name in pairs(nn.Status) do known["NNL_" .. name] = true end
  for _, kind in pairs(enums) do
    if type(kind) == "table" then
      for name in pairs(kind.numbers) do values[name:upper()] = true end
    end
  end
  for name in pairs(declarations.constants) do
    local found = known[name]
    for value in pairs(values) do found = found or name:sub(-#value - 1) == "_" .. value end
    assert(found, name)
  end
end)
