-- Tensors: their elements and their gradients.
jit.off(true, true)

local ffi = require("ffi")
local C = require("nnlite.library")
local calls = require("nnlite.calls")
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local errors = require("nnlite.errors")
local lent = require("nnlite.lent")
local object = require("nnlite.object")
local options = require("nnlite.options")
local fail = require("nnlite.usage").fail

local Tensor = object.class("Tensor", "nnl_tensor_release", object.Object)

local tensors = { Tensor = Tensor }

local arrays = {
  f32 = ffi.typeof("float[?]"), f64 = ffi.typeof("double[?]"), i32 = ffi.typeof("int32_t[?]"),
  i64 = ffi.typeof("int64_t[?]"), u8 = ffi.typeof("uint8_t[?]"), bool = ffi.typeof("uint8_t[?]"),
}
local pointers = { [0] = {}, {} } -- to elements that may be read, and written
for dtype, array in pairs(arrays) do
  local element = tostring(array):match("<(.*)%[")
  pointers[0][dtype], pointers[1][dtype] = ffi.typeof("const " .. element .. "*"), ffi.typeof(element .. "*")
end
local sizes = { f32 = 4, f64 = 8, i32 = 4, i64 = 8, u8 = 1, bool = 1 }
local dtypes = {} -- by the element of a C type as LuaJIT writes it
for dtype, element in pairs({
  f32 = "float", f64 = "double", i32 = "int32_t", i64 = "int64_t", u8 = "uint8_t", bool = "bool",
}) do
  dtypes[tostring(ffi.typeof(element)):match("<(.*)>")] = dtype
end

-- The dtype whose elements an FFI array or pointer has, and the number of elements of an array.
local function elements_of(data)
  local element, kind = tostring(ffi.typeof(data)):match("^ctype<(.-) *([%[%*])")
  local dtype = element and dtypes[(element:gsub("^const ", ""))]
  if not dtype then fail("no dtype has the elements of a %s", tostring(ffi.typeof(data))) end
  return dtype, kind == "[" and ffi.sizeof(data) / sizes[dtype] or nil
end

local function is_array(value)
  return type(value) == "cdata" and tostring(ffi.typeof(value)):find("[%[%*]") ~= nil
end

-- Whether an array of elements of one dtype can hold those of another.
local function fits(dtype, other)
  return dtype == other or (other == "bool" and dtype == "u8") or (other == "u8" and dtype == "bool")
end

-- Owns a C handle.
function tensors.new(handle)
  return object.new(Tensor, handle)
end

-- Puts the elements of nested tables into `flat`; returns their shape.
local function flatten(value, flat)
  if type(value) ~= "table" then
    flat[#flat + 1] = value
    return {}
  end
  local shape = { #value }
  local first
  for _, part in ipairs(value) do
    local inner = flatten(part, flat)
    first = first or inner
    if table.concat(inner, ",") ~= table.concat(first, ",") then fail("data: rows differ in shape") end
  end
  for _, size in ipairs(first or {}) do shape[#shape + 1] = size end
  return shape
end

local function fill(flat, dtype)
  local array = arrays[dtype](#flat)
  for i, value in ipairs(flat) do
    if type(value) == "boolean" then value = value and 1 or 0 end
    if type(value) ~= "number" and not (type(value) == "cdata" and tonumber(value)) then
      fail("data: an element must be a number, not a %s", object.describe(value))
    end
    if dtype == "bool" then value = value ~= 0 and 1 or 0 end
    array[i - 1] = value
  end
  return array
end

local function natural_dtype(flat)
  if type(flat[1]) == "boolean" then return "bool" end
  return type(flat[1]) == "cdata" and "i64" or "f32"
end

local function count_of(shape)
  local count = 1
  for _, size in ipairs(type(shape) == "table" and shape or { shape }) do count = count * size end
  return count
end

-- Elements as an array, their bytes, dtype and shape, of all that tensor() takes.
local function elements(data, shape, dtype)
  if is_array(data) then
    local found, count = elements_of(data)
    if dtype and not fits(found, dtype) then fail("data: the elements are %s, not %s", found, tostring(dtype)) end
    if not count and not shape then fail("data: a pointer needs a shape") end
    count = count or count_of(shape)
    return data, count * sizes[found], dtype or found, shape or { count }
  end
  if type(data) == "cdata" then data = { data } shape = shape or {} end
  local flat = {}
  local natural = flatten(data, flat)
  dtype = dtype or natural_dtype(flat)
  enums.constant_of(enums.dtype, dtype)
  return fill(flat, dtype), #flat * sizes[dtype], dtype, shape or natural
end

local keys = { "shape", "dtype", "requires_grad", "context" }

local function with_grad(made, requires_grad)
  if requires_grad ~= nil then made:set_requires_grad(requires_grad) end
  return made
end

-- A tensor with a copy of the data: nested tables, whose shape it takes, or an FFI array (float, double, int32_t,
-- int64_t, uint8_t, bool), which has one axis unless `shape` says otherwise; a pointer needs one. Options: shape; dtype
-- (of numbers "f32", of booleans "bool", of int64_t "i64", of arrays their own); requires_grad (false); context. A shape
-- of another number of elements is NNL_SHAPE_MISMATCH.
function tensors.tensor(data, given)
  given = options.known(given, keys, "tensor")
  local array, bytes, dtype, shape = elements(data, given.shape, given.dtype)
  local rank, axes = calls.integers(shape, "shape")
  return with_grad(tensors.new(calls.get_integer("nnl_tensor_from_data", context.handle_of(given.context),
    enums.constant_of(enums.dtype, dtype), rank, axes, array, bytes)), given.requires_grad)
end

-- A tensor of the shape, every element `value`. Options as in tensor(), dtype being "f32". A value out of the range of
-- integers is NNL_INVALID_ARGUMENT.
function tensors.full(shape, value, given)
  given = options.known(given, { "dtype", "requires_grad", "context" }, "full")
  local rank, axes = calls.integers(shape, "shape")
  return with_grad(tensors.new(calls.get_integer("nnl_tensor_full", context.handle_of(given.context),
    enums.constant_of(enums.dtype, given.dtype or "f32"), rank, axes, calls.number(value, "value"))), given.requires_grad)
end

function tensors.zeros(shape, given)
  return tensors.full(shape, 0, given)
end

function tensors.ones(shape, given)
  return tensors.full(shape, 1, given)
end

-- A tensor over an FFI array's (or pointer's) own memory, without a copy: what is written to one is seen in the other.
-- The array is kept alive as long as nnlite needs it; then done() is called (an error in it becomes a warning). With
-- read_only, calls that would change the tensor are NNL_INVALID_STATE. Options: shape, dtype ("bool" for uint8_t), done,
-- read_only (false), context. The last reference must be dropped by a thread that is in this Lua state.
function tensors.borrow(data, given)
  given = options.known(given, { "shape", "dtype", "done", "read_only", "context" }, "borrow")
  if not is_array(data) then fail("data must be an FFI array, not a %s", object.describe(data)) end
  if given.done ~= nil then calls.callable(given.done, "done") end
  local array, bytes, dtype, shape = elements(data, given.shape, given.dtype)
  local name = given.read_only and "nnl_tensor_borrow_const" or "nnl_tensor_borrow"
  local rank, axes = calls.integers(shape, "shape")
  return lent.lend(array, function(user_data)
    return tensors.new(calls.get_integer(name, context.handle_of(given.context),
      enums.constant_of(enums.dtype, dtype), rank, axes, ffi.cast("void*", array), bytes, lent.release_pointer, user_data))
  end, given.done)
end

-- Another object of the same tensor.
function Tensor:share()
  return tensors.new(calls.get_integer("nnl_tensor_share", self.handle))
end

-- The context that it lives in, as a new object, so that a callback can make more there; or nn.default_context.
function Tensor:context()
  return context.of("nnl_tensor_context", self.handle)
end

-- "f32", "f64", "i32", "i64", "u8" or "bool".
function Tensor:dtype()
  return enums.name_of(enums.dtype, calls.get_int32("nnl_tensor_dtype", self.handle))
end

-- The number of axes.
function Tensor:rank()
  return calls.get_int32("nnl_tensor_rank", self.handle)
end

-- Sizes of the axes as a table, {} of a single element.
function Tensor:shape()
  local rank = self:rank()
  local axes = ffi.new("int64_t[?]", rank)
  errors.check(C.nnl_tensor_shape(self.handle, axes, rank, nil))
  local shape = {}
  for i = 1, rank do shape[i] = tonumber(axes[i - 1]) end
  return shape
end

-- The number of elements.
function Tensor:count()
  return calls.get_integer("nnl_tensor_count", self.handle)
end

-- The only element of a tensor that has just one (else NNL_SHAPE_MISMATCH); i64 beyond 2^53 is rounded.
function Tensor:item()
  return calls.get_double("nnl_tensor_item", self.handle)
end

-- The bytes of an array that is to hold the tensor's elements.
local function bytes_for(tensor, array)
  local found, count = elements_of(array)
  local dtype = tensor:dtype()
  if not fits(found, dtype) then fail("the elements are %s, not %s", found, dtype) end
  return (count or tensor:count()) * sizes[dtype]
end

-- A copy of all elements, row-major, as an FFI array, and their number. Into `into`, if given, which must be of that kind
-- and of the tensor's size (NNL_SHAPE_MISMATCH).
function Tensor:read(into)
  local count = self:count()
  local array = into or arrays[self:dtype()](count)
  errors.check(C.nnl_tensor_read(self.handle, array, bytes_for(self, array)))
  return array, count
end

local function exact(value)
  local number = tonumber(value)
  if number >= -2 ^ 53 and number <= 2 ^ 53 then return number end
  return value
end

-- All elements as nested tables; of a tensor without axes the element. i64 beyond 2^53 are int64_t.
function Tensor:to_table()
  local array, shape, dtype = self:read(), self:shape(), self:dtype()
  local function part(axis, start)
    if axis > #shape then
      if dtype == "bool" then return array[start] ~= 0 end
      return dtype == "i64" and exact(array[start]) or tonumber(array[start])
    end
    local stride = 1
    for i = axis + 1, #shape do stride = stride * shape[i] end
    local made = {}
    for i = 1, shape[axis] do made[i] = part(axis + 1, start + (i - 1) * stride) end
    return made
  end
  return part(1, 0)
end

-- Replaces all elements, row-major, by an FFI array or nested tables; a graph that saved the tensor can no longer be
-- walked backward.
function Tensor:write(data)
  local bytes
  if is_array(data) then
    bytes = bytes_for(self, data)
  else
    data, bytes = elements(data, nil, self:dtype())
  end
  errors.check(C.nnl_tensor_write(self.handle, data, bytes))
  return self
end

-- The memory of a row-major tensor (else NNL_NOT_SUPPORTED) as an FFI pointer, and the number of elements: to fill it in
-- place, or to read it without a copy. The memory stays as long as this pointer does, also when the tensor is released;
-- pointers computed from it (p + 1, or after ffi.cast) do not keep it. With `writing` (false) the call counts as a change
-- of the tensor, or is NNL_INVALID_STATE if it is read-only: write then, and not while other calls use the tensor. Without
-- it the elements are const. nnlite changes what is there in calls that change the tensor.
function Tensor:data(writing)
  writing = calls.flag(writing or false, "writing")
  local out = ffi.new("void*[1]")
  errors.check(C.nnl_tensor_data(self.handle, writing, out, nil))
  self.shown = self.shown or setmetatable({}, { __mode = "v" })
  local pointer = self.shown[writing]
  if not pointer then
    local handle = object.pass_out_of_all(calls.get_integer("nnl_tensor_share", self.handle))
    pointer = ffi.gc(ffi.cast(pointers[writing][self:dtype()], out[0]), object.finalizer("nnl_tensor_release", handle))
    self.shown[writing] = pointer
  end
  return pointer, self:count()
end

-- Another tensor's elements into this one: same shape, any dtypes; out of range becomes the nearest bound.
function Tensor:copy_from(source)
  errors.check(C.nnl_tensor_copy_from(self.handle, object.handle_of(source, Tensor, "source")))
  return self
end

-- A single element of this tensor's dtype and context.
function Tensor:scalar_like(value)
  return tensors.new(calls.get_integer("nnl_tensor_scalar_like", self.handle, calls.number(value, "value")))
end

-- Whether backward computes a gradient for it.
function Tensor:requires_grad()
  return calls.get_flag("nnl_tensor_requires_grad", self.handle)
end

-- Can be set (true) for floating tensors that no recorded operation made.
function Tensor:set_requires_grad(requires_grad)
  if requires_grad == nil then requires_grad = true end
  errors.check(C.nnl_tensor_set_requires_grad(self.handle, calls.flag(requires_grad, "requires_grad")))
  return self
end

-- Accumulates the gradients of all leaves that this depends on. Options: gradient, its own, of the same shape and dtype
-- (none is needed for one element); retain_graph (false), without which it can be walked only once.
function Tensor:backward(given)
  given = options.known(given, { "gradient", "retain_graph" }, "backward")
  errors.check(C.nnl_tensor_backward(self.handle, object.optional_handle(given.gradient, Tensor, "gradient"),
    calls.flag(given.retain_graph or false, "retain_graph")))
end

-- The accumulated gradient of a leaf, or nil. A dense one is shared: writing to it changes what the optimizer sees; a
-- row-sparse one is made dense for the call.
function Tensor:grad()
  local handle = calls.get_integer("nnl_tensor_grad", self.handle)
  return handle ~= 0 and tensors.new(handle) or nil
end

-- Puts a copy of a gradient in the place of a leaf's; nil drops it.
function Tensor:set_grad(gradient)
  if gradient == nil then return self:zero_grad() end
  errors.check(C.nnl_tensor_set_grad(self.handle, object.handle_of(gradient, Tensor, "gradient")))
end

-- Copies of a row-sparse gradient: ascending rows (i64, {n}) and their values ({n, columns}).
function Tensor:grad_rows()
  local rows, values = calls.get_two("nnl_tensor_grad_rows", self.handle)
  return tensors.new(rows), tensors.new(values)
end

-- Drops the gradient.
function Tensor:zero_grad()
  errors.check(C.nnl_tensor_zero_grad(self.handle))
end

function Tensor:__tostring()
  if self:is_released() then return "Tensor (released)" end
  return ("Tensor (%s, {%s})"):format(self:dtype(), table.concat(self:shape(), ", "))
end

return tensors
