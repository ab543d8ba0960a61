-- Profiles: where time and memory go.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local options = require("nnlite.options")

local Profile = {}
Profile.__index = Profile

local read = options.reader("nnl_profile_options")

-- The profile of a context (nil: the default one): what it does between start and stop. Reading one that was never
-- started is NNL_INVALID_STATE.
local function new(of)
  context.handle_of(of)
  return setmetatable({ context = of }, Profile)
end

local function handle(self)
  return context.handle_of(self.context)
end

-- Begins a profile and drops the one before. Options: max_events (1000000) that are kept for the trace.
function Profile:start(given)
  check(C.nnl_profile_start(handle(self), read(given)))
end

function Profile:stop()
  check(C.nnl_profile_stop(handle(self)))
end

-- Tables as text.
function Profile:table()
  return calls.get_text("nnl_profile_table", handle(self))
end

-- A file in Chrome's trace event format.
function Profile:save_trace(path)
  check(C.nnl_profile_save_trace(handle(self), calls.text(path, "path")))
end

-- A table: recording, rows, events, dropped_events, total_ns.
function Profile:summary()
  local found = options.initial("nnl_profile_summary")
  check(C.nnl_profile_read_summary(handle(self), found))
  local summary = options.to_table("nnl_profile_summary", found)
  summary.recording = summary.recording ~= 0
  return summary
end

-- for row in profile:rows() do ... end, each a table: kind ("op", "backward", "layer", "optimizer", "step"), name, layer (a
-- layer's kind, or ""), calls, total_ns, self_ns, bytes.
function Profile:rows()
  local i = -1
  return function()
    i = i + 1
    if i >= self:summary().rows then return nil end
    local found = options.initial("nnl_profile_row")
    check(C.nnl_profile_read_row(handle(self), i, found))
    local row = options.to_table("nnl_profile_row", found)
    row.kind = enums.name_of(enums.profile_kind, row.kind)
    row.name = calls.get_text("nnl_profile_row_name", handle(self), i)
    row.layer = calls.get_text("nnl_profile_row_layer", handle(self), i)
    return row
  end
end

return { new = new }
