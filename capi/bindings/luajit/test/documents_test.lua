-- What README.md shows is what happens, and the example runs.
local support = require("support")
local test, same = support.test, support.same

local scratch = nnlite_absolute .. "/../../../build/bindings/luajit"
os.execute(("mkdir -p '%s'"):format(scratch))

-- What a script prints that runs there.
local function output_of(arguments)
  local command = ("cd '%s' && LUA_PATH=%q luajit %s 2>&1"):format(scratch,
    nnlite_absolute .. "/?.lua;" .. nnlite_absolute .. "/?/init.lua;;", arguments)
  local pipe = assert(io.popen(command))
  local text = pipe:read("*a")
  pipe:close()
  return text
end

local file = assert(io.open(nnlite_folder .. "/README.md"))
local readme = file:read("*a")
file:close()

local blocks = 0
for code in readme:gmatch("```lua\n(.-)```") do
  blocks = blocks + 1
  test("README.md, block " .. blocks, function()
    local path = support.temporary()
    local script = assert(io.open(path, "w"))
    script:write(code)
    script:close()
    local printed = output_of(path)
    os.remove(path)
    local lines, at = {}, 0
    for line in printed:gmatch("[^\n]+") do lines[#lines + 1] = line:gsub("\t", " ") end
    for expected in code:gmatch("%-%-> ([^\n]+)") do
      at = at + 1
      same(lines[at], expected, "line " .. at)
    end
    assert(at > 0)
  end)
end

test("README.md has its blocks", function() same(blocks, 8) end)

test("examples/words.lua learns", function()
  local printed = output_of(nnlite_absolute .. "/examples/words.lua")
  local loss = printed:match("validation loss (%d%.%d%d%d%d) nats")
  assert(loss and tonumber(loss) < math.log(27) - 0.5, printed) -- better than guessing
  assert(printed:find("its validation loss is " .. loss, 1, true), printed)
  assert(printed:find("Words that it invented: %l"), printed)
end)
