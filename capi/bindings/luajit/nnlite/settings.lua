-- The options that operations and layers share, with PyTorch's names and defaults (see nnlite.h's structs).
jit.off(true, true)

local enums = require("nnlite.enums")
local options = require("nnlite.options")
local Tensor = require("nnlite.tensor").Tensor
local reader, without = options.reader, options.without

local dtype = { dtype = enums.dtype }
local reduction = enums.reduction

local settings = {
  linear = reader("nnl_linear_options", dtype),
  layer_norm = reader("nnl_layer_norm_options", dtype),
  group_norm = reader("nnl_group_norm_options", dtype),
  embedding = reader("nnl_embedding_options", dtype),
  embedding_bag = reader("nnl_embedding_bag_options", { dtype = enums.dtype, mode = enums.bag }),
  max_pool2d = reader("nnl_max_pool2d_options"),
  avg_pool2d = reader("nnl_avg_pool2d_options"),
  cross_entropy = reader("nnl_cross_entropy_options", { reduction = reduction, weight = Tensor }),
  triplet_margin = reader("nnl_triplet_margin_options", { reduction = reduction }),
}

local read_conv = reader("nnl_conv_options", dtype, { "padding_same" })

-- Options of convolutions, whose padding may be "same".
function settings.conv(given)
  local rest, padding = without(given, "padding")
  if padding == "same" then return read_conv(rest, { padding_same = 1 }) end
  return read_conv(given)
end

local read_batch_norm = reader("nnl_batch_norm_options", { dtype = enums.dtype, batch_of_one = enums.batch_of_one },
  { "cumulative_average" })

-- Options of batch norms, whose momentum may be false (PyTorch's None): the average of all batches.
function settings.batch_norm(given)
  local rest, momentum = without(given, "momentum")
  if momentum == false then return read_batch_norm(rest, { cumulative_average = 1 }) end
  return read_batch_norm(given)
end

return settings
