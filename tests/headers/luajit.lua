-- Declares nnlite.h to LuaJIT as the C preprocessor gives it, and trains a step.
local ffi = require("ffi")

ffi.cdef(assert(io.open(arg[1])):read("*a"))
local nn = ffi.load(arg[2])

local function check(status)
  if status ~= nn.NNL_OK then error(ffi.string(nn.nnl_last_error_message())) end
end

local function make(create, ...)
  local handle = ffi.new("int64_t[1]")
  local count, arguments = select("#", ...) + 1, { ... }
  arguments[count] = handle
  check(create(unpack(arguments, 1, count)))
  return handle[0]
end

local shape = ffi.new("int64_t[2]", 2, 3)
local x = make(nn.nnl_tensor_full, 0, nn.NNL_F64, 2, shape, 2)
check(nn.nnl_tensor_set_requires_grad(x, 1))
local called = 0
local look = ffi.cast("nnl_function_callback", function(count, inputs, output)
  called = called + tonumber(count)
  return nn.nnl_multiply(inputs[0], inputs[0], output)
end)
local options = ffi.new("nnl_gradcheck_options")
nn.nnl_gradcheck_options_init(options, ffi.sizeof(options))
local passed = ffi.new("int32_t[1]")
local inputs = ffi.new("nnl_tensor[1]", x)
check(nn.nnl_gradcheck(look, nil, 1, inputs, options, passed, nil, 0, nil))
look:free()
assert(passed[0] == 1 and called > 12)

local total = ffi.new("double[1]")
local sum = make(nn.nnl_sum, x, 0, nil, 0)
check(nn.nnl_tensor_item(sum, total))
assert(total[0] == 12)
assert(nn.nnl_tensor_item(0, total) == nn.NNL_INVALID_HANDLE)
assert(ffi.string(nn.nnl_last_error_argument()) == "tensor")
nn.nnl_tensor_release(sum)
nn.nnl_tensor_release(x)
local live = ffi.new("int64_t[1]")
check(nn.nnl_live_handles(live))
assert(live[0] == 0)
