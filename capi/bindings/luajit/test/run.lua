-- Runs all tests, or those of the files named: luajit run.lua [NAME...]
local folder = arg[0]:match("^(.*)/[^/]*$") or "."
local root = folder .. "/.."
package.path = ("%s/?.lua;%s/?/init.lua;%s/?.lua;"):format(root, root, folder) .. package.path
nnlite_folder = root
local pwd = io.popen(("cd '%s' && pwd"):format(root))
nnlite_absolute = pwd:read("*l")
pwd:close()

local support = require("support")
local names = #arg > 0 and arg or {
  "surface", "tensor", "operations", "layers", "training", "custom", "release", "scope", "memory",
  "context", "coroutines", "documents",
}
for _, name in ipairs(names) do require(name .. "_test") end
print(("%d tests passed, %d failed"):format(support.passed, #support.failures))
os.exit(#support.failures == 0 and 0 or 1, true)
