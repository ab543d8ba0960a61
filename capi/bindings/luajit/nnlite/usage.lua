-- Errors of usage: a wrong type, an option that does not exist. They are strings with the caller's place, as Lua's own.
jit.off(true, true)

local usage = {}

local folder = debug.getinfo(1, "S").source:match("^(@.*[/\\])[^/\\]*$") or "@"

-- The place ("file:line: ") of the innermost function outside of the binding, or "".
function usage.place()
  for level = 2, 40 do
    local info = debug.getinfo(level, "Sl")
    if not info then break end
    if info.currentline > 0 and info.source:sub(1, #folder) ~= folder then
      return ("%s:%d: "):format(info.short_src, info.currentline)
    end
  end
  return ""
end

-- Raises such an error.
function usage.fail(format, ...)
  error(usage.place() .. format:format(...), 0)
end

return usage
