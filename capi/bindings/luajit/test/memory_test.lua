-- Memory that is shown without a copy: data() and DLPack.
local ffi = require("ffi")
local nn = require("nnlite")
local support = require("support")
local test, same, fails, refuses, f64 = support.test, support.same, support.fails, support.refuses, support.f64

local function collect()
  for _ = 1, 4 do collectgarbage() end
end

local function usage()
  return { nn.live_handles(), nn.default_context:memory_used() }
end

do -- outside of the tests' scopes, which have handles of their own
  collect()
  local before, during, shown, once = usage(), nil, nil, nil
  local pointer, count = nn.scope(function()
    local x = nn.tensor({ { 1, 2 }, { 3, 4 } })
    local writable, number = x:data(true)
    writable[3] = 40
    shown = x:to_table()
    x:write({ { 5, 6 }, { 7, 8 } })
    once = rawequal(x:data(true), writable) -- so that a loop keeps one alone
    return writable, number
  end)
  collect()
  during = usage()
  nn.scope(function() nn.full({ 2, 2 }, 9) end)
  local elements = { pointer[0], pointer[3], count, once }
  pointer = nil
  collect()
  local after = usage()
  test("data is the tensor's own memory, which its pointer keeps alive", function()
    same(shown, { { 1, 2 }, { 3, 40 } })
    same(elements, { 5, 8, 4, true })
    same({ during[1], during[2] > before[2] }, { before[1] + 1, true })
    same(after, before)
  end)
end

-- In a test of their own, pointers would outlive it until the next collection.
local function test_data(name, body)
  test(name, function()
    nn.scope(body)
    collect()
  end)
end

test_data("data of each dtype, and what it refuses", function()
  for dtype, ctype in pairs({ f32 = "float", f64 = "double", i32 = "int", i64 = "int64_t", u8 = "uint8_t", bool = "uint8_t" }) do
    local x = nn.tensor({ 0, 1 }, { dtype = dtype })
    local constant, count = x:data()
    same({ tonumber(constant[0]), tonumber(constant[1]), count }, { 0, 1, 2 })
    same(ffi.typeof(constant) == ffi.typeof("const " .. ctype .. "*"), true, dtype)
    same(ffi.typeof((x:data(true))) == ffi.typeof(ctype .. "*"), true, dtype)
    assert(not pcall(function() constant[0] = 1 end))
    same(nn.tensor(constant, { shape = 2, dtype = dtype }):to_table(), x:to_table())
  end
  same(select(2, nn.zeros({ 0, 3 }):data()), 0)
  local matrix = f64({ { 1, 2 }, { 3, 4 } }, true)
  local turned = matrix:transpose(0, 1)
  same(fails("NOT_SUPPORTED", "row%-major", turned.data, turned).func, "nnl_tensor_data")
  local y = (matrix * matrix):sum()
  matrix:data()
  y:backward({ retain_graph = true })
  local gradient = matrix:grad():data()
  same({ gradient[0], gradient[3] }, { 2, 8 })
  matrix:data(true)
  fails("INVALID_STATE", "", y.backward, y) -- the graph saved what was changed
  local constant = nn.borrow(ffi.new("float[1]", 1), { read_only = true })
  same(constant:data()[0], 1)
  fails("INVALID_STATE", "read%-only", constant.data, constant, true)
  refuses("writing must be a boolean, not a number", constant.data, constant, 1)
  local released = nn.zeros(1)
  released:release()
  fails("INVALID_HANDLE", "", released.data, released)
end)

ffi.cdef([[
typedef struct TestDLTensor {
  struct {
    void* data; int32_t device_type, device_id, ndim; uint8_t code, bits; uint16_t lanes; int64_t* shape; int64_t* strides;
    uint64_t byte_offset;
  } t;
  void* manager_ctx;
  void (*deleter)(void*);
} TestDLTensor;
]])

test("a tensor goes out and comes back by DLPack", function()
  for _, given in ipairs({ { versioned = true }, { versioned = false } }) do
    local x = f64({ { 1, 2, 3 }, { 4, 5, 6 } })
    local y = nn.from_dlpack(nn.to_dlpack(x:transpose(0, 1), given), given)
    same({ y:dtype(), y:to_table() }, { "f64", { { 1, 4 }, { 2, 5 }, { 3, 6 } } })
    x:write({ { 7, 8, 9 }, { 0, 0, 0 } })
    x:release()
    same(y:sum(1):to_table(), { 7, 8, 9 })
  end
  local leaf = nn.zeros(1, { requires_grad = true })
  same(fails("INVALID_STATE", "detach", nn.to_dlpack, leaf).argument, "tensor")
  local constant = nn.borrow(ffi.new("float[1]", 1), { read_only = true })
  fails("NOT_SUPPORTED", "read%-only", nn.to_dlpack, constant, { versioned = false })
  local back = nn.from_dlpack(nn.to_dlpack(constant))
  fails("INVALID_STATE", "read%-only", back.write, back, { 2 })
  fails("INVALID_ARGUMENT", "", nn.from_dlpack, ffi.cast("void*", 0))
  refuses("managed must be an FFI pointer, not a number", nn.from_dlpack, 3)
  refuses("managed must be an FFI pointer, not a cdata", nn.from_dlpack, 3LL)
  refuses("tensor must be a Tensor, not a number", nn.to_dlpack, 3)
  refuses("unknown option 'version'", nn.to_dlpack, constant, { version = 1 })
end)

test("an exported tensor is shown as it lies until the deleter is called", function()
  local context = nn.Context()
  local managed = nn.scope(function()
    return nn.to_dlpack(nn.tensor({ { 1, 2, 3 }, { 4, 5, 6 } }, { context = context }), { versioned = false })
  end)
  local struct = ffi.cast("TestDLTensor*", managed)
  local shown = struct.t
  same({ shown.device_type, shown.ndim, shown.code, shown.bits, shown.lanes }, { 1, 2, 2, 32, 1 })
  same({ tonumber(shown.shape[0]), tonumber(shown.shape[1]), ffi.cast("float*", shown.data)[5] }, { 2, 3, 6 })
  assert(context:memory_used() >= 24)
  struct.deleter(managed)
  same(context:memory_used(), 0)
end)

test("foreign memory is shown until nobody needs it, and then given back once", function()
  local data, shape, given = ffi.new("double[3]", { 1, 2, 3 }), ffi.new("int64_t[1]", 3), 0
  local managed = ffi.new("TestDLTensor[1]")
  local deleter = ffi.cast("void (*)(void*)", function(self)
    given = given + (self == ffi.cast("void*", managed) and 1 or 100)
  end)
  managed[0].t = { data, 2, 0, 1, 2, 64, 1, shape, nil, 0 }
  managed[0].deleter = deleter
  fails("NOT_SUPPORTED", "device of type 2", nn.from_dlpack, managed, { versioned = false })
  managed[0].t.device_type = 1
  local context = nn.Context()
  local x = nn.from_dlpack(managed, { versioned = false, context = context })
  data[1] = 20
  same(x:to_table(), { 1, 20, 3 })
  x:write({ 4, 5, 6 })
  same({ data[0], data[2] }, { 4, 6 })
  same((x + nn.ones(3, { dtype = "f64", context = context })):sum():item(), 18) -- it is of that context
  local part = x:slice(0, { start = 1 })
  x:release()
  same({ given, part:to_table() }, { 0, { 5, 6 } })
  part:release()
  same(given, 1)
  deleter:free()
end)
