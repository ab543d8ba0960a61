-- Constants of nnlite.h by the strings that stand for them here.
jit.off(true, true)

local constants = require("nnlite.declarations").constants
local fail = require("nnlite.usage").fail

local enums = {}

local function choices(title, prefix, names)
  local kind = { title = title, names = {}, numbers = {} }
  for name in names:gmatch("%S+") do
    kind.names[#kind.names + 1] = name
    kind.numbers[name] = assert(constants[prefix .. name:upper()], name)
  end
  return kind
end

enums.dtype = choices("dtype", "NNL_", "f32 f64 i32 i64 u8 bool")
enums.device = choices("device", "NNL_DEVICE_", "cpu")
enums.reduction = choices("reduction", "NNL_REDUCTION_", "none mean sum")
enums.nonlinearity = choices("nonlinearity", "NNL_NONLINEARITY_", "linear sigmoid tanh relu leaky_relu")
enums.fan = choices("mode", "NNL_", "fan_in fan_out")
enums.sampling = choices("sampling", "NNL_SAMPLING_", "sequential shuffle replacement")
enums.last_batch = choices("last_batch", "NNL_LAST_BATCH_", "keep drop merge")
enums.log_level = choices("log level", "NNL_LOG_", "trace debug info warning error off")
enums.batch_of_one = choices("batch_of_one", "NNL_BATCH_OF_ONE_", "error running")
enums.gelu = choices("approximate", "NNL_GELU_", "none tanh")
enums.bag = choices("mode", "NNL_BAG_", "sum mean max")
enums.annealing = choices("annealing", "NNL_ANNEALING_", "cosine linear")
enums.plateau = choices("mode", "NNL_PLATEAU_", "min max")
enums.threshold = choices("threshold_mode", "NNL_THRESHOLD_", "rel abs")
enums.fit_end = choices("end", "NNL_FIT_", "epochs time cancelled patience")
enums.load_list = choices("list", "NNL_LOAD_", "missing unexpected mismatched")
enums.profile_kind = choices("kind", "NNL_PROFILE_", "op backward layer optimizer step")
enums.number_check = choices("mode", "NNL_NUMBER_CHECK_", "off report fail")
enums.number_kind = choices("kind", "NNL_NUMBER_", "forward backward update loss")
enums.handle_kind = choices("kind", "NNL_KIND_",
  "context tensor module optimizer loader load_report schedule scope handle_report")

-- The constant that a string stands for.
function enums.constant_of(kind, name)
  local found = type(name) == "string" and kind.numbers[name]
  if found then return found end
  fail("%s must be one of %s, not %s", kind.title, table.concat(kind.names, ", "), tostring(name))
end

-- The string that stands for a constant; of one that is not known its number as text.
function enums.name_of(kind, constant)
  for name, number in pairs(kind.numbers) do
    if number == constant then return name end
  end
  return tostring(constant)
end

return enums
