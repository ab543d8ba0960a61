-- The layers, with torch.nn's names and defaults. The last argument of each is a table of options, of which `context` says
-- where the layer is made.
jit.off(true, true)

local calls = require("nnlite.calls")
local context = require("nnlite.context")
local enums = require("nnlite.enums")
local functional = require("nnlite.functional")
local modules = require("nnlite.module")
local object = require("nnlite.object")
local operands = require("nnlite.operands")
local options = require("nnlite.options")
local settings = require("nnlite.settings")
local integer, number = calls.integer, calls.number

local layers = {}

local function make(name, ...)
  return modules.new(calls.get_integer(name, ...))
end
layers.make = make

-- The handle of the context in options, and the options without it.
local function split(given)
  local rest, where = options.without(given, "context")
  return context.handle_of(where), rest
end
layers.split = split

-- Modules one after the other, named "0", "1", ...; they are shared. They nest at most 256 deep.
function layers.Sequential(list, given)
  given = options.known(given, { "context" }, "Sequential")
  local count, handles = object.handles_of(list, modules.Module, "modules")
  return make("nnl_sequential_create", context.handle_of(given.context), count, handles)
end

-- x W^T + b: parameters "weight" (out, in) and "bias". Options: bias (true), dtype ("f32").
function layers.Linear(in_features, out_features, given)
  local where, rest = split(given)
  return make("nnl_linear_create", where, integer(in_features, "in_features"), integer(out_features, "out_features"),
    settings.linear(rest))
end

local function table_of_rows(name, read)
  return function(num_embeddings, embedding_dim, given)
    local where, rest = split(given)
    return make(name, where, integer(num_embeddings, "num_embeddings"), integer(embedding_dim, "embedding_dim"), read(rest))
  end
end

local function from_pretrained(name, read)
  return function(weight, given)
    local rest, freeze = options.without(given, "freeze")
    if freeze == nil then freeze = true end
    return make(name, operands.tensor(weight, "weight"), calls.flag(freeze, "freeze"), read(rest))
  end
end

-- A look-up table: parameter "weight" from N(0, 1). Options: padding_idx and max_norm (none), norm_type (2),
-- scale_grad_by_freq (false), dtype. With a given weight, whose memory it shares: option freeze (true).
layers.Embedding = table_of_rows("nnl_embedding_create", settings.embedding)
layers.embedding_from_pretrained = from_pretrained("nnl_embedding_from_pretrained", settings.embedding)

-- Bags of rows as one; its inputs are indices, offsets and per_sample_weights. Options: mode ("mean", "sum", "max"),
-- include_last_offset (false), and those of Embedding.
layers.EmbeddingBag = table_of_rows("nnl_embedding_bag_create", settings.embedding_bag)
layers.embedding_bag_from_pretrained = from_pretrained("nnl_embedding_bag_from_pretrained", settings.embedding_bag)

local function batch_norm(name)
  return function(num_features, given)
    local where, rest = split(given)
    return make(name, where, integer(num_features, "num_features"), settings.batch_norm(rest))
  end
end

-- Batch norm of (N, C) and (N, C, L), of (N, C, H, W), and of (N, C, D, H, W). Options: eps (1e-5), momentum (0.1; false
-- averages all batches alike), affine (true), bias (true), track_running_stats (true), batch_of_one ("error", "running"),
-- dtype.
layers.BatchNorm1d = batch_norm("nnl_batch_norm1d_create")
layers.BatchNorm2d = batch_norm("nnl_batch_norm2d_create")
layers.BatchNorm3d = batch_norm("nnl_batch_norm3d_create")

-- Normalises the last axes of each sample. Options: eps (1e-5), elementwise_affine (true), bias (true), dtype.
function layers.LayerNorm(normalized_shape, given)
  local where, rest = split(given)
  local rank, shape = calls.integers(normalized_shape, "normalized_shape")
  return make("nnl_layer_norm_create", where, rank, shape, settings.layer_norm(rest))
end

-- Normalises groups of the channels of each sample. Options: eps (1e-5), affine (true), dtype.
function layers.GroupNorm(num_groups, num_channels, given)
  local where, rest = split(given)
  return make("nnl_group_norm_create", where, integer(num_groups, "num_groups"), integer(num_channels, "num_channels"),
    settings.group_norm(rest))
end

-- Convolution of signals. Options: stride (1), padding (0, or "same"), dilation (1), groups (1), bias (true), dtype.
function layers.Conv1d(in_channels, out_channels, kernel, given)
  local where, rest = split(given)
  return make("nnl_conv1d_create", where, integer(in_channels, "in_channels"), integer(out_channels, "out_channels"),
    integer(kernel, "kernel"), settings.conv(rest))
end

-- Convolution of images; kernel, stride, padding and dilation are a number or {height, width}. Options as in Conv1d.
function layers.Conv2d(in_channels, out_channels, kernel, given)
  local where, rest = split(given)
  local height, width = functional.height_and_width(kernel, "kernel")
  return make("nnl_conv2d_create", where, integer(in_channels, "in_channels"), integer(out_channels, "out_channels"),
    height, width, settings.conv(rest))
end

-- Options as in the functions of these names.
function layers.MaxPool2d(kernel, given)
  local where, rest = split(given)
  local height, width = functional.height_and_width(kernel, "kernel")
  return make("nnl_max_pool2d_create", where, height, width, settings.max_pool2d(rest))
end

function layers.AvgPool2d(kernel, given)
  local where, rest = split(given)
  local height, width = functional.height_and_width(kernel, "kernel")
  return make("nnl_avg_pool2d_create", where, height, width, settings.avg_pool2d(rest))
end

function layers.AdaptiveAvgPool2d(output_size, given)
  given = options.known(given, { "context" }, "AdaptiveAvgPool2d")
  local height, width = functional.height_and_width(output_size, "output_size")
  return make("nnl_adaptive_avg_pool2d_create", context.handle_of(given.context), height, width)
end

local function plain(name)
  return function(given)
    given = options.known(given, { "context" }, name)
    return make(name, context.handle_of(given.context))
  end
end

layers.Flatten = plain("nnl_flatten_create") -- joins all axes but the first
layers.Sigmoid = plain("nnl_sigmoid_create")
layers.Tanh = plain("nnl_tanh_create")
layers.ReLU = plain("nnl_relu_create")
layers.SiLU = plain("nnl_silu_create")

local function with_number(name, setting, default, read)
  return function(value, given)
    given = options.known(given, { "context" }, name)
    if value == nil then value = default end
    return make(name, context.handle_of(given.context), read(value, setting))
  end
end

layers.LeakyReLU = with_number("nnl_leaky_relu_create", "negative_slope", 0.01, number)
layers.ELU = with_number("nnl_elu_create", "alpha", 1, number)
layers.Dropout = with_number("nnl_dropout_create", "p", 0.5, number) -- in training mode only
layers.Softmax = with_number("nnl_softmax_create", "axis", nil, integer)
layers.LogSoftmax = with_number("nnl_log_softmax_create", "axis", nil, integer)

-- Options: approximate ("none" or "tanh").
function layers.GELU(given)
  given = options.known(given, { "approximate", "context" }, "GELU")
  return make("nnl_gelu_create", context.handle_of(given.context),
    enums.constant_of(enums.gelu, given.approximate or "none"))
end

-- Options: beta (1), threshold (20).
function layers.Softplus(given)
  given = options.known(given, { "beta", "threshold", "context" }, "Softplus")
  return make("nnl_softplus_create", context.handle_of(given.context), number(given.beta or 1, "beta"),
    number(given.threshold or 20, "threshold"))
end

-- Bounds are -1 and 1; min_val must be below max_val.
function layers.Hardtanh(min_val, max_val, given)
  given = options.known(given, { "context" }, "Hardtanh")
  return make("nnl_hardtanh_create", context.handle_of(given.context), number(min_val or -1, "min_val"),
    number(max_val or 1, "max_val"))
end

-- Parameter "weight". Options: num_parameters (1, or as many as channels), init (0.25), dtype ("f32").
function layers.PReLU(given)
  given = options.known(given, { "num_parameters", "init", "dtype", "context" }, "PReLU")
  return make("nnl_prelu_create", context.handle_of(given.context), integer(given.num_parameters or 1, "num_parameters"),
    number(given.init or 0.25, "init"), enums.constant_of(enums.dtype, given.dtype or "f32"))
end

return layers
