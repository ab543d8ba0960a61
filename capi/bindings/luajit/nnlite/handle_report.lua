-- Reports of the handles that are live, and notes of what made them.
jit.off(true, true)

local C = require("nnlite.library")
local calls = require("nnlite.calls")
local check = require("nnlite.errors").check
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local object = require("nnlite.object")
local options = require("nnlite.options")

local reports = {}

local Report = object.class("HandleReport", "nnl_handle_report_release", object.Object)

local function row_of(report, index)
  local found = options.initial("nnl_handle_row")
  check(C.nnl_handle_report_row(report.handle, index, found))
  local row = options.to_table("nnl_handle_row", found)
  row.kind = enums.name_of(enums.handle_kind, row.kind)
  row.func = calls.get_text("nnl_handle_report_function", report.handle, index)
  row.label = calls.get_text("nnl_handle_report_label", report.handle, index)
  return row
end

-- What is live now: neither released nor found by the garbage collector. All handles of the process, or with the option
-- context (nn.default_context, say) those of one and of its objects, while scopes belong to none. A table: rows, by kinds
-- and of a kind those of most handles first, and table, the same as text with the number of handles in the last line. A
-- row has kind ("tensor", "module" and so on), count, bytes (memory of its tensors, and of its modules' parameters and
-- buffers; a block that several share once) and, while tracing is on, func ("nnl_add"), label and thread (the system's
-- number) of what made the handles; else "", "" and 0.
function reports.handle_report(given)
  given = options.known(given, { "context" }, "handle_report")
  object.release_found()
  local report = object.new(Report, calls.get_integer("nnl_handle_report_create", context.handle_of(given.context),
    given.context == nil and 1 or 0))
  local rows = {}
  for i = 1, calls.get_integer("nnl_handle_report_count", report.handle) do rows[i] = row_of(report, i - 1) end
  local text = calls.get_text("nnl_handle_report_table", report.handle)
  report:release()
  return { rows = rows, table = text }
end

-- While tracing is on (true), it is noted in the whole process which function made each new handle, on which thread, and
-- under which label; some 200 nanoseconds each. Off, as at first, forgets all that.
function reports.set_handle_tracing(on)
  check(C.nnl_set_handle_tracing(calls.flag(on, "on")))
end

-- What this thread's work is called from now on, for tracing ("epoch 3"; 31 bytes are kept); nil or "" is nothing.
function reports.set_handle_label(label)
  check(C.nnl_set_handle_label(label ~= nil and calls.text(label, "label") or nil))
end

return reports
