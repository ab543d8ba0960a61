-- Mini-batches.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local enums = require("nnlite.enums")
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local tensors = require("nnlite.tensor")

local Loader = object.class("Loader", "nnl_loader_release", object.Object)

local read = options.reader("nnl_loader_options", { sampling = enums.sampling, last_batch = enums.last_batch })

-- Mini-batches of a table of tensors (1 to 1024) whose first axis is the sample. It shares contiguous tensors and copies
-- others. Options: batch_size (1), sampling ("sequential", "shuffle", "replacement"), last_batch ("keep", "drop",
-- "merge"), seed (0).
local function new(list, given)
  local count, handles = operands.list(list, "tensors")
  local made = object.new(Loader, calls.get_integer("nnl_loader_create", count, handles, read(given)))
  made.width = count
  return made
end

-- The next batch, one tensor after the other, or nil at the end of an epoch; the call after that begins the next one.
function Loader:next()
  local handles = ffi.new("int64_t[?]", self.width)
  check(C.nnl_loader_next(self.handle, self.width, handles))
  if handles[0] == 0 then return nil end
  local batch = {}
  for i = 1, self.width do batch[i] = tensors.new(tonumber(handles[i - 1])) end
  return unpack(batch)
end

-- for x, y in loader:batches() do ... end over the rest of the epoch.
function Loader:batches()
  return function() return self:next() end
end

-- f(x, y) for each batch of the rest of the epoch, each turn being a scope: the batch and all that f makes end with it,
-- but for what it gives to nn.keep().
function Loader:each(f)
  calls.callable(f, "f")
  local function turn(first, ...)
    if first == nil then return false end
    f(first, ...)
    return true
  end
  while object.scope(function() return turn(self:next()) end) do end
end

function Loader:num_batches()
  return calls.get_integer("nnl_loader_num_batches", self.handle)
end

-- Epochs that have ended.
function Loader:epoch()
  return calls.get_integer("nnl_loader_epoch", self.handle)
end

return { Loader = Loader, new = new }
