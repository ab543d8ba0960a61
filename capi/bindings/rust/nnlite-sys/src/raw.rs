// Written by generate.py from nnlite.h; do not edit.
use std::ffi::{c_char, c_void};

pub type nnl_status = i32;
pub type nnl_dtype = i32;
pub type nnl_context = i64;
pub type nnl_tensor = i64;
pub type nnl_module = i64;
pub type nnl_optimizer = i64;
pub type nnl_loader = i64;
pub type nnl_schedule = i64;
pub type nnl_load_report = i64;
pub type nnl_scope = i64;
pub type nnl_handle_report = i64;

/// The version that this header describes. nnl_version() is that of the library.
pub const NNL_VERSION_MAJOR: i32 = 1;

/// The version that this header describes. nnl_version() is that of the library.
pub const NNL_VERSION_MINOR: i32 = 0;

/// The version that this header describes. nnl_version() is that of the library.
pub const NNL_VERSION_PATCH: i32 = 0;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_OK: i32 = 0;

/// a NULL pointer, or a setting out of its range
pub const NNL_INVALID_ARGUMENT: i32 = 10;

/// 0, released, or of another kind
pub const NNL_INVALID_HANDLE: i32 = 20;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_SHAPE_MISMATCH: i32 = 30;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_DTYPE_MISMATCH: i32 = 40;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_INDEX_OUT_OF_RANGE: i32 = 50;

/// such as backward twice, or two contexts in one call
pub const NNL_INVALID_STATE: i32 = 60;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_OUT_OF_MEMORY: i32 = 70;

/// the system could not read or write
pub const NNL_IO_ERROR: i32 = 80;

/// what was read is not what it should be
pub const NNL_INVALID_FILE: i32 = 90;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_NOT_FOUND: i32 = 100;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_CANCELLED: i32 = 110;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_BUFFER_TOO_SMALL: i32 = 120;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_NOT_SUPPORTED: i32 = 130;

/// What a call came to. Numbers are never reused; unknown ones are failures.
pub const NNL_CALLBACK_FAILED: i32 = 140;

/// a defect of nnlite: please report it
pub const NNL_INTERNAL: i32 = 900;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_F32: i32 = 1;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_F64: i32 = 2;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_I32: i32 = 3;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_I64: i32 = 4;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_U8: i32 = 5;

/// Element types. 7 and 8 are kept for f16 and bf16.
pub const NNL_BOOL: i32 = 6;

/// The most dimensions that a tensor can have.
pub const NNL_MAX_RANK: i32 = 8;

/// How a loss over many elements becomes one.
pub const NNL_REDUCTION_NONE: i32 = 0;

/// How a loss over many elements becomes one.
pub const NNL_REDUCTION_MEAN: i32 = 1;

/// How a loss over many elements becomes one.
pub const NNL_REDUCTION_SUM: i32 = 2;

/// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
pub const NNL_NONLINEARITY_LINEAR: i32 = 0;

/// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
pub const NNL_NONLINEARITY_SIGMOID: i32 = 1;

/// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
pub const NNL_NONLINEARITY_TANH: i32 = 2;

/// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
pub const NNL_NONLINEARITY_RELU: i32 = 3;

/// The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)).
pub const NNL_NONLINEARITY_LEAKY_RELU: i32 = 4;

/// Which fan keeps its variance in Kaiming initialisation.
pub const NNL_FAN_IN: i32 = 0;

/// Which fan keeps its variance in Kaiming initialisation.
pub const NNL_FAN_OUT: i32 = 1;

/// The order in which a loader draws samples.
pub const NNL_SAMPLING_SEQUENTIAL: i32 = 0;

/// The order in which a loader draws samples.
pub const NNL_SAMPLING_SHUFFLE: i32 = 1;

/// The order in which a loader draws samples.
pub const NNL_SAMPLING_REPLACEMENT: i32 = 2;

/// What a loader does with samples that do not fill the last batch: a short batch, none, or joined to the
/// batch before.
pub const NNL_LAST_BATCH_KEEP: i32 = 0;

/// What a loader does with samples that do not fill the last batch: a short batch, none, or joined to the
/// batch before.
pub const NNL_LAST_BATCH_DROP: i32 = 1;

/// What a loader does with samples that do not fill the last batch: a short batch, none, or joined to the
/// batch before.
pub const NNL_LAST_BATCH_MERGE: i32 = 2;

pub const NNL_LOG_TRACE: i32 = 0;

pub const NNL_LOG_DEBUG: i32 = 1;

pub const NNL_LOG_INFO: i32 = 2;

pub const NNL_LOG_WARNING: i32 = 3;

pub const NNL_LOG_ERROR: i32 = 4;

pub const NNL_LOG_OFF: i32 = 6;

/// Where the objects of a context live. Numbers are DLPack's; there is only the processor now.
pub const NNL_DEVICE_CPU: i32 = 1;

/// What training does with a single value for each channel, which has no variance: fail as PyTorch does, or
/// use the running statistics, if there are any, and neither move them nor count the batch.
pub const NNL_BATCH_OF_ONE_ERROR: i32 = 0;

/// What training does with a single value for each channel, which has no variance: fail as PyTorch does, or
/// use the running statistics, if there are any, and neither move them nor count the batch.
pub const NNL_BATCH_OF_ONE_RUNNING: i32 = 1;

/// Why a fit ended: all epochs are done; its time was over; the callback ended it; the loss did not improve
/// any more.
pub const NNL_FIT_EPOCHS: i32 = 0;

/// Why a fit ended: all epochs are done; its time was over; the callback ended it; the loss did not improve
/// any more.
pub const NNL_FIT_TIME: i32 = 1;

/// Why a fit ended: all epochs are done; its time was over; the callback ended it; the loss did not improve
/// any more.
pub const NNL_FIT_CANCELLED: i32 = 2;

/// Why a fit ended: all epochs are done; its time was over; the callback ended it; the loss did not improve
/// any more.
pub const NNL_FIT_PATIENCE: i32 = 3;

/// How names of a file and of a module did not meet: only in the module, only in the file, or in both but of
/// different dtype or shape.
pub const NNL_LOAD_MISSING: i32 = 0;

/// How names of a file and of a module did not meet: only in the module, only in the file, or in both but of
/// different dtype or shape.
pub const NNL_LOAD_UNEXPECTED: i32 = 1;

/// How names of a file and of a module did not meet: only in the module, only in the file, or in both but of
/// different dtype or shape.
pub const NNL_LOAD_MISMATCHED: i32 = 2;

/// How GELU is computed: by the normal distribution itself, or by tanh.
pub const NNL_GELU_NONE: i32 = 0;

/// How GELU is computed: by the normal distribution itself, or by tanh.
pub const NNL_GELU_TANH: i32 = 1;

/// What becomes of the rows of a bag.
pub const NNL_BAG_SUM: i32 = 0;

/// What becomes of the rows of a bag.
pub const NNL_BAG_MEAN: i32 = 1;

/// What becomes of the rows of a bag.
pub const NNL_BAG_MAX: i32 = 2;

/// How OneCycleLR goes from one value to another.
pub const NNL_ANNEALING_COSINE: i32 = 0;

/// How OneCycleLR goes from one value to another.
pub const NNL_ANNEALING_LINEAR: i32 = 1;

/// Whether less or more of a metric is better, and whether its threshold is a part of the best one so far.
pub const NNL_PLATEAU_MIN: i32 = 0;

/// Whether less or more of a metric is better, and whether its threshold is a part of the best one so far.
pub const NNL_PLATEAU_MAX: i32 = 1;

/// Whether less or more of a metric is better, and whether its threshold is a part of the best one so far.
pub const NNL_THRESHOLD_REL: i32 = 0;

/// Whether less or more of a metric is better, and whether its threshold is a part of the best one so far.
pub const NNL_THRESHOLD_ABS: i32 = 1;

/// What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
/// optimizer's step; a part of training ("train_step", "backward").
pub const NNL_PROFILE_OP: i32 = 0;

/// What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
/// optimizer's step; a part of training ("train_step", "backward").
pub const NNL_PROFILE_BACKWARD: i32 = 1;

/// What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
/// optimizer's step; a part of training ("train_step", "backward").
pub const NNL_PROFILE_LAYER: i32 = 2;

/// What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
/// optimizer's step; a part of training ("train_step", "backward").
pub const NNL_PROFILE_OPTIMIZER: i32 = 3;

/// What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
/// optimizer's step; a part of training ("train_step", "backward").
pub const NNL_PROFILE_STEP: i32 = 4;

/// NNL_NUMBER_CHECK_REPORT keeps the first finding, logs it as a warning, and then looks no further.
/// NNL_NUMBER_CHECK_FAIL has every call that makes one fail with NNL_INVALID_STATE and a message that tells
/// all of it; as after any failure nothing has changed.
pub const NNL_NUMBER_CHECK_OFF: i32 = 0;

/// NNL_NUMBER_CHECK_REPORT keeps the first finding, logs it as a warning, and then looks no further.
/// NNL_NUMBER_CHECK_FAIL has every call that makes one fail with NNL_INVALID_STATE and a message that tells
/// all of it; as after any failure nothing has changed.
pub const NNL_NUMBER_CHECK_REPORT: i32 = 1;

/// NNL_NUMBER_CHECK_REPORT keeps the first finding, logs it as a warning, and then looks no further.
/// NNL_NUMBER_CHECK_FAIL has every call that makes one fail with NNL_INVALID_STATE and a message that tells
/// all of it; as after any failure nothing has changed.
pub const NNL_NUMBER_CHECK_FAIL: i32 = 2;

/// What made the number: an operation; its gradient function or a sum of gradients; an optimizer's update; the
/// loss of nnl_train_step or nnl_fit, of which no operation is to blame.
pub const NNL_NUMBER_FORWARD: i32 = 0;

/// What made the number: an operation; its gradient function or a sum of gradients; an optimizer's update; the
/// loss of nnl_train_step or nnl_fit, of which no operation is to blame.
pub const NNL_NUMBER_BACKWARD: i32 = 1;

/// What made the number: an operation; its gradient function or a sum of gradients; an optimizer's update; the
/// loss of nnl_train_step or nnl_fit, of which no operation is to blame.
pub const NNL_NUMBER_UPDATE: i32 = 2;

/// What made the number: an operation; its gradient function or a sum of gradients; an optimizer's update; the
/// loss of nnl_train_step or nnl_fit, of which no operation is to blame.
pub const NNL_NUMBER_LOSS: i32 = 3;

/// Kinds of handles.
pub const NNL_KIND_CONTEXT: i32 = 1;

/// Kinds of handles.
pub const NNL_KIND_TENSOR: i32 = 2;

/// Kinds of handles.
pub const NNL_KIND_MODULE: i32 = 3;

/// Kinds of handles.
pub const NNL_KIND_OPTIMIZER: i32 = 4;

/// Kinds of handles.
pub const NNL_KIND_LOADER: i32 = 5;

/// Kinds of handles.
pub const NNL_KIND_LOAD_REPORT: i32 = 6;

/// Kinds of handles.
pub const NNL_KIND_SCHEDULE: i32 = 7;

/// Kinds of handles.
pub const NNL_KIND_SCOPE: i32 = 8;

/// Kinds of handles.
pub const NNL_KIND_HANDLE_REPORT: i32 = 9;

/// What a context starts with.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_context_options {
    pub struct_size: u32,
    /// NNL_DEVICE_CPU
    pub device: i32,
    /// 0; see nnl_context_set_threads
    pub threads: i32,
    /// 0
    pub reserved: i32,
    /// 0; see nnl_context_set_memory_limit
    pub memory_limit: i64,
    /// 0; see nnl_context_seed
    pub seed: i64,
}

/// Settings of nnl_cross_entropy with torch.nn.CrossEntropyLoss's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_cross_entropy_options {
    pub struct_size: u32,
    /// NNL_REDUCTION_MEAN
    pub reduction: i32,
    /// -100: targets of this value do not count
    pub ignore_index: i64,
    /// 0, in [0, 1]
    pub label_smoothing: f64,
    /// 0: one weight for each class, floating like the logits, or none
    pub weight: nnl_tensor,
}

/// Settings of nnl_triplet_margin_loss with torch.nn.TripletMarginLoss's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_triplet_margin_options {
    pub struct_size: u32,
    /// NNL_REDUCTION_MEAN
    pub reduction: i32,
    /// 0; 1: the distance of positive and negative counts where it is the smaller one
    pub swap: i32,
    /// 0
    pub reserved: i32,
    /// 1, positive
    pub margin: f64,
    /// 2: of the distance; positive or infinite
    pub p: f64,
    /// 1e-6: added to each difference
    pub eps: f64,
}

/// Settings of embeddings with torch.nn.Embedding's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_embedding_options {
    pub struct_size: u32,
    /// NNL_F32; of the weight that a layer makes
    pub dtype: nnl_dtype,
    /// 0
    pub has_padding_idx: i32,
    /// 0
    pub has_max_norm: i32,
    /// 0; 1: divide each row's gradient by how often the row occurs in the call
    pub scale_grad_by_freq: i32,
    /// 0
    pub reserved: i32,
    /// a row whose gradient is always 0; in [-num_embeddings, num_embeddings)
    pub padding_idx: i64,
    /// positive: rows looked up whose norm exceeds it are first rescaled in place
    pub max_norm: f64,
    /// 2: the p of that norm, positive or infinite
    pub norm_type: f64,
}

/// Settings of batch norms with torch.nn.BatchNorm1d's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_batch_norm_options {
    pub struct_size: u32,
    /// NNL_F32
    pub dtype: nnl_dtype,
    /// 1: scale and shift by weight and bias
    pub affine: i32,
    /// 1
    pub track_running_stats: i32,
    /// 0; 1: ignore momentum, average all batches alike (its momentum=None)
    pub cumulative_average: i32,
    /// 0
    pub reserved: i32,
    /// 1e-5, finite and not negative
    pub eps: f64,
    /// 0.1, in [0, 1]: weight of the new batch in the running statistics
    pub momentum: f64,
    /// 1; 0: an affine layer has a weight only
    pub bias: i32,
    /// NNL_BATCH_OF_ONE_ERROR
    pub batch_of_one: i32,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_linear_options {
    pub struct_size: u32,
    /// NNL_F32
    pub dtype: nnl_dtype,
    /// 1
    pub bias: i32,
    /// 0
    pub reserved: i32,
}

/// Settings of SGD with torch.optim.SGD's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_sgd_options {
    pub struct_size: u32,
    /// 0
    pub nesterov: i32,
    /// 0
    pub maximize: i32,
    /// 1
    pub lazy_rows: i32,
    /// 1e-3
    pub learning_rate: f64,
    /// 0
    pub momentum: f64,
    /// 0
    pub dampening: f64,
    /// 0
    pub weight_decay: f64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_loader_options {
    pub struct_size: u32,
    /// NNL_SAMPLING_SEQUENTIAL
    pub sampling: i32,
    /// NNL_LAST_BATCH_KEEP
    pub last_batch: i32,
    /// 0
    pub reserved: i32,
    /// 1
    pub batch_size: i64,
    /// 0; of the loader's own random stream, not the context's
    pub seed: i64,
}

/// Settings of nnl_train_step.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_train_step_options {
    pub struct_size: u32,
    /// 0; 1: nnl_clip_grad_norm by the three settings below
    pub has_clip_norm: i32,
    /// 0; 1: nnl_clip_grad_value by clip_value, after clip_norm
    pub has_clip_value: i32,
    /// 0
    pub error_if_nonfinite: i32,
    pub clip_norm: f64,
    /// 2
    pub clip_norm_type: f64,
    pub clip_value: f64,
}

/// Where a fit stands. Later versions add fields at the end.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_fit_progress {
    pub struct_size: u32,
    /// 0 after a step, 1 after an epoch and its validation
    pub epoch_ended: i32,
    /// from 0, of this fit
    pub epoch: i64,
    /// batches of the epoch that are done
    pub batch: i64,
    /// that an epoch has
    pub batches: i64,
    /// steps of the fit that are done
    pub step: i64,
    /// of the step; after an epoch the mean over its samples
    pub loss: f64,
    /// after an epoch with validation, else NaN
    pub validation_loss: f64,
    /// since the fit began
    pub seconds: f64,
}

/// Settings of nnl_fit.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_fit_options {
    pub struct_size: u32,
    /// 0; 1: in the end the model is as it was after its best epoch
    pub keep_best: i32,
    /// as in nnl_train_step_options, like the next five
    pub has_clip_norm: i32,
    /// 0
    pub has_clip_value: i32,
    /// 0
    pub error_if_nonfinite: i32,
    /// 0: the schedule steps after the last batch of an epoch; 1: after each step
    pub schedule_each_step: i32,
    pub clip_norm: f64,
    /// 2
    pub clip_norm_type: f64,
    pub clip_value: f64,
    /// 1
    pub epochs: i64,
    /// 0: all tensors of a batch but the last go to the model, the last to the loss
    pub num_inputs: i64,
    /// 0: no validation
    pub validation: nnl_loader,
    /// 0: none; else of this optimizer
    pub schedule: nnl_schedule,
    /// 0: no limit; else the fit ends with the first batch after that time
    pub max_seconds: f64,
    /// 0; else so many epochs in a row without improvement end the fit
    pub patience: i64,
    /// 0: how much lower a loss must be to be an improvement
    pub min_delta: f64,
}

/// What a fit came to. Losses are NaN where there is none.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_fit_report {
    pub struct_size: u32,
    /// NNL_FIT_...
    pub end: i32,
    /// that were completed
    pub epochs: i64,
    pub steps: i64,
    /// from 0, or -1
    pub best_epoch: i64,
    /// mean over the samples of the last completed epoch
    pub loss: f64,
    /// after it
    pub validation_loss: f64,
    /// the lowest validation loss of an epoch, or training loss without validation
    pub best_loss: f64,
    pub seconds: f64,
}

/// The parts of a checkpoint, all of one context; a handle that is 0 is not in it, but one must be.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_checkpoint_parts {
    pub struct_size: u32,
    /// 1; where the context's random stream stands
    pub random: i32,
    /// parameters and buffers
    pub model: nnl_module,
    /// moments, counts, learning rates and momenta, by the order of its parameters
    pub optimizer: nnl_optimizer,
    pub schedule: nnl_schedule,
    /// the order of its epoch, its place in it and its random stream
    pub loader: nnl_loader,
}

/// Settings of nnl_gradcheck with torch.autograd.gradcheck's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_gradcheck_options {
    pub struct_size: u32,
    /// 0
    pub reserved: i32,
    /// 1e-6, positive and finite: the step to either side
    pub eps: f64,
    /// 1e-5, not negative
    pub atol: f64,
    /// 1e-3, not negative
    pub rtol: f64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_load_options {
    pub struct_size: u32,
    /// 1: a name that did not meet is an error, which lists them
    pub strict: i32,
    /// 0; 1: compares only, and loads nothing
    pub dry_run: i32,
    /// 0
    pub reserved: i32,
}

/// Settings of convolutions with torch.nn.Conv2d's defaults. Of each pair, those of signals read the first
/// number alone.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_conv_options {
    pub struct_size: u32,
    /// NNL_F32; of the parameters that a layer makes
    pub dtype: nnl_dtype,
    /// 1: a layer has one
    pub bias: i32,
    /// 0; 1: as many zeros as keep the size, an odd one behind; for stride 1, padding 0
    pub padding_same: i32,
    /// 1; divides both numbers of channels
    pub groups: i64,
    /// {1, 1}
    pub stride: [i64; 2],
    /// {0, 0}: zeros on both sides
    pub padding: [i64; 2],
    /// {1, 1}: the distance of neighbours in the kernel
    pub dilation: [i64; 2],
}

/// Settings of layer norms with torch.nn.LayerNorm's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_layer_norm_options {
    pub struct_size: u32,
    /// NNL_F32
    pub dtype: nnl_dtype,
    /// 1: scale and shift by weight and bias
    pub elementwise_affine: i32,
    /// 1; 0: scale only
    pub bias: i32,
    /// 1e-5, finite and not negative
    pub eps: f64,
}

/// Settings of group norms with torch.nn.GroupNorm's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_group_norm_options {
    pub struct_size: u32,
    /// NNL_F32
    pub dtype: nnl_dtype,
    /// 1: scale and shift by weight and bias
    pub affine: i32,
    /// 0
    pub reserved: i32,
    /// 1e-5, finite and not negative
    pub eps: f64,
}

/// Settings of nnl_max_pool2d with torch.nn.MaxPool2d's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_max_pool2d_options {
    pub struct_size: u32,
    /// 0; 1: a last window may reach beyond the padding, if it begins before it
    pub ceil_mode: i32,
    /// {0, 0}; 0 is the kernel's size
    pub stride: [i64; 2],
    /// {0, 0}, at most half the kernel
    pub padding: [i64; 2],
    /// {1, 1}
    pub dilation: [i64; 2],
}

/// Settings of nnl_avg_pool2d with torch.nn.AvgPool2d's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_avg_pool2d_options {
    pub struct_size: u32,
    /// as above
    pub ceil_mode: i32,
    /// 1: padding counts as zeros; 0: not at all
    pub count_include_pad: i32,
    /// 0
    pub reserved: i32,
    /// 0; otherwise every sum is divided by it
    pub divisor_override: i64,
    /// {0, 0}; 0 is the kernel's size
    pub stride: [i64; 2],
    /// {0, 0}, at most half the kernel
    pub padding: [i64; 2],
}

/// torch.optim.Adam with its defaults (Kingma and Ba 2015): with g the gradient (negated by maximize) +
/// weight_decay * p, m and v its average and that of its square, t the parameter's steps:
/// p -= learning_rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad v is its greatest so
/// far. Row-sparse gradients, which PyTorch refuses, count as dense ones: all rows' moments decay.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_adam_options {
    pub struct_size: u32,
    /// 0
    pub amsgrad: i32,
    /// 0
    pub maximize: i32,
    /// 0
    pub reserved: i32,
    /// 1e-3
    pub learning_rate: f64,
    /// 0.9
    pub beta1: f64,
    /// 0.999
    pub beta2: f64,
    /// 1e-8
    pub eps: f64,
    /// 0
    pub weight_decay: f64,
}

/// torch.optim.AdamW (Loshchilov and Hutter 2019): Adam, but the decay is p *= 1 - learning_rate *
/// weight_decay before the step, and not part of the moments.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_adamw_options {
    pub struct_size: u32,
    /// 0
    pub amsgrad: i32,
    /// 0
    pub maximize: i32,
    /// 0
    pub reserved: i32,
    /// 1e-3
    pub learning_rate: f64,
    /// 0.9
    pub beta1: f64,
    /// 0.999
    pub beta2: f64,
    /// 1e-8
    pub eps: f64,
    /// 1e-2
    pub weight_decay: f64,
}

/// torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them:
/// p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) there; other rows and their
/// moments stay. t counts the parameter's steps, not the row's. learning_rate and eps are above 0. A dense
/// gradient is NNL_NOT_SUPPORTED in nnl_optimizer_step.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_sparse_adam_options {
    pub struct_size: u32,
    /// 0
    pub maximize: i32,
    /// 1e-3
    pub learning_rate: f64,
    /// 0.9
    pub beta1: f64,
    /// 0.999
    pub beta2: f64,
    /// 1e-8
    pub eps: f64,
}

/// torch.optim.Adagrad (Duchi et al. 2011): with g as in Adam and s, at first initial_accumulator_value, the
/// sum of its squares: p -= learning_rate / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps). Row-sparse
/// gradients touch their rows alone, unless a weight_decay moves the others; then the step is dense (PyTorch:
/// an error). Each group has an initial_accumulator_value of its own (PyTorch: the constructor's for all).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_adagrad_options {
    pub struct_size: u32,
    /// 0
    pub maximize: i32,
    /// 1e-2
    pub learning_rate: f64,
    /// 0
    pub lr_decay: f64,
    /// 0
    pub weight_decay: f64,
    /// 0
    pub initial_accumulator_value: f64,
    /// 1e-10
    pub eps: f64,
}

/// torch.optim.RMSprop (Hinton's lectures): with g as in Adam and v = alpha * v + (1 - alpha) * g^2, if
/// centered less the square of g's average: x = g / (sqrt(v) + eps), p -= learning_rate * x, or with momentum
/// b = momentum * b + x, p -= learning_rate * b. A centered v that rounding takes below 0 is 0 (PyTorch: NaN).
/// Row-sparse gradients, which PyTorch refuses, count as dense ones.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_rmsprop_options {
    pub struct_size: u32,
    /// 0
    pub centered: i32,
    /// 0
    pub maximize: i32,
    /// 0
    pub reserved: i32,
    /// 1e-2
    pub learning_rate: f64,
    /// 0.99
    pub alpha: f64,
    /// 1e-8
    pub eps: f64,
    /// 0
    pub weight_decay: f64,
    /// 0
    pub momentum: f64,
}

/// Settings of bags of embeddings with torch.nn.EmbeddingBag's defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_embedding_bag_options {
    pub struct_size: u32,
    /// NNL_F32; of the weight that a layer makes
    pub dtype: nnl_dtype,
    /// NNL_BAG_MEAN
    pub mode: i32,
    /// 0; 1: the last offset is the number of indices and begins no bag
    pub include_last_offset: i32,
    /// 0
    pub has_padding_idx: i32,
    /// 0
    pub has_max_norm: i32,
    /// 0; 1: as in nnl_embedding_options; not for NNL_BAG_MAX
    pub scale_grad_by_freq: i32,
    /// 0
    pub reserved: i32,
    /// a row that counts as absent from the bags; range as in nnl_embedding_options
    pub padding_idx: i64,
    /// as in nnl_embedding_options
    pub max_norm: f64,
    /// 2
    pub norm_type: f64,
}

/// Settings of OneCycleLR with its defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_one_cycle_lr_options {
    pub struct_size: u32,
    /// NNL_ANNEALING_COSINE
    pub annealing: i32,
    /// 1
    pub cycle_momentum: i32,
    /// 0
    pub three_phase: i32,
    /// 0.3; the part of the steps, in [0, 1], in which the rate goes up
    pub pct_start: f64,
    /// 0.85
    pub base_momentum: f64,
    /// 0.95
    pub max_momentum: f64,
    /// 25; above 0, as the next
    pub div_factor: f64,
    /// 1e4
    pub final_div_factor: f64,
}

/// Settings of ReduceLROnPlateau with its defaults.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_reduce_lr_on_plateau_options {
    pub struct_size: u32,
    /// NNL_PLATEAU_MIN
    pub mode: i32,
    /// NNL_THRESHOLD_REL
    pub threshold_mode: i32,
    /// 0
    pub reserved: i32,
    /// 0.1; in [0, 1)
    pub factor: f64,
    /// 1e-4, finite; by how much better a metric must be to be an improvement
    pub threshold: f64,
    /// 1e-8; a reduction by no more is not made
    pub eps: f64,
    /// 10; so many epochs without improvement are passed over
    pub patience: i64,
    /// 0; so many epochs after a reduction do not count
    pub cooldown: i64,
}

/// Settings of nnl_profile_start.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_profile_options {
    pub struct_size: u32,
    /// 0
    pub reserved: i32,
    /// 1000000, not negative: scopes that are kept for the trace, 32 bytes each
    pub max_events: i64,
}

/// What a profile has.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_profile_summary {
    pub struct_size: u32,
    /// 1 while it records
    pub recording: i32,
    pub rows: i64,
    /// that are kept
    pub events: i64,
    /// that were not, beyond max_events or without memory
    pub dropped_events: i64,
    /// time in scopes, of all threads together: the sum of the rows' self_ns
    pub total_ns: i64,
}

/// All scopes of one kind and name, and for layers of one kind of module.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_profile_row {
    pub struct_size: u32,
    /// NNL_PROFILE_...
    pub kind: i32,
    pub calls: i64,
    /// that of a scope within one of the same row is not counted twice
    pub total_ns: i64,
    /// without the scopes within
    pub self_ns: i64,
    /// counted as total_ns
    pub bytes: i64,
}

/// The first finding since the mode was set.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_number_report {
    pub struct_size: u32,
    /// NNL_NUMBER_CHECK_...
    pub mode: i32,
    /// 0: nothing yet, and the rest is 0 but for input, which is -1
    pub found: i32,
    /// NNL_NUMBER_FORWARD, ...: what made it
    pub kind: i32,
    /// 1: NaN; 0: an infinity
    pub is_nan: i32,
    /// whether all that it was made of was finite
    pub inputs_finite: i32,
    /// -1: it arose there. Otherwise NaN was given as that input, counted from 0
    pub input: i64,
    /// the first one in the tensor, in row-major order
    pub position: i64,
    /// optimizer steps of the context before, since the mode was set
    pub step: i64,
}

/// Live handles of one kind, and with tracing of one function, thread and label.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct nnl_handle_row {
    pub struct_size: u32,
    /// NNL_KIND_...
    pub kind: i32,
    /// of handles
    pub count: i64,
    /// memory of their tensors, and of their modules' parameters and buffers; a block once
    pub bytes: i64,
    /// the system's number, or 0 without a note
    pub thread: i64,
}

/// Called when nnlite no longer uses what the caller lent (memory, a callback's user_data), on the thread that
/// drops the last reference. May be NULL. Not called if the function that took it fails.
pub type nnl_release_callback = Option<unsafe extern "C" fn(user_data: *mut c_void)>;

/// Log lines of at least `level` go to the callback; NNL_LOG_OFF is the default. Logged are: files saved and
/// loaded (info), tensors refused by the memory limit, and what number checks find (warning). The callback
/// gets a text that lives during the call, and may run on several threads at once; its result is ignored. NULL
/// removes it. `done` is called when the callback is replaced or its context ends, and no call of it is under
/// way.
pub type nnl_log_callback = Option<unsafe extern "C" fn(level: i32, text: *const c_char, user_data: *mut c_void) -> nnl_status>;

/// Called after each step and each epoch. NNL_OK goes on, NNL_CANCELLED ends the fit, anything else ends it as
/// a failure (NNL_CALLBACK_FAILED). It may use model, optimizer and loader, for a checkpoint say;
/// the grad mode that it leaves is put back.
pub type nnl_fit_callback = Option<unsafe extern "C" fn(progress: *const nnl_fit_progress, user_data: *mut c_void) -> nnl_status>;

/// What a caller's module computes. `module` and `inputs` are borrowed: their handles end with the callback.
/// The handle put into `output` passes to nnlite; it may be one of the inputs. What the operations and modules
/// change that the callback runs (running statistics, random numbers) is undone if the call around it fails.
/// Another result than NNL_OK, or no output, makes that call NNL_CALLBACK_FAILED; its message has the last
/// error of the callback, its own (nnl_set_last_error) or that of a call it made. At most 128 callbacks and
/// 1,024 modules run inside each other, which takes up to 512 KiB of stack. The grad mode that one leaves is
/// put back.
pub type nnl_module_callback = Option<unsafe extern "C" fn(module: nnl_module, count: i64, inputs: *const nnl_tensor, output: *mut nnl_tensor, user_data: *mut c_void) -> nnl_status>;

/// A function of tensors: `inputs` and `output` as in nnl_module_callback.
pub type nnl_function_callback = Option<unsafe extern "C" fn(count: i64, inputs: *const nnl_tensor, output: *mut nnl_tensor, user_data: *mut c_void) -> nnl_status>;

/// Its gradients: for each of the `count` inputs that is wanted (`wanted` 1) the handle of a tensor of that
/// input's shape, dtype and context, which passes to nnlite, or 0 for none. `gradients` begins with zeros;
/// what is not wanted is passed over. All other handles are borrowed, and none of their tensors may be
/// written.
pub type nnl_backward_callback = Option<unsafe extern "C" fn(count: i64, inputs: *const nnl_tensor, output: nnl_tensor, output_gradient: nnl_tensor, wanted: *const i32, gradients: *mut nnl_tensor, user_data: *mut c_void) -> nnl_status>;

extern "C" {
    /// The library's version as 10000 * major + 100 * minor + patch.
    pub fn nnl_version() -> i32;
    /// The number of the binary interface, which only an incompatible change raises: that of libnnlite.so.1.
    pub fn nnl_abi_version() -> i32;
    /// What the library is, as text for people: lines "key: value" for version, abi, compiler, build, blas, blas
    /// core (what its kernels were chosen for), instruction set (nnlite's own choice) and threads (those of the
    /// default context). Later versions add lines.
    pub fn nnl_build_info(buffer: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The last failure on this thread: its status (NNL_OK before the first), message (at most 511 bytes; a longer
    /// one loses its middle), function and argument (the parameter or "options.field" that is NULL, no valid
    /// handle, no flag or none of its constants; "" otherwise: then the message says what is at fault). Never
    /// NULL; the texts live until the thread's next failing call, or its end.
    pub fn nnl_last_error_status() -> nnl_status;
    /// The last failure on this thread: its status (NNL_OK before the first), message (at most 511 bytes; a longer
    /// one loses its middle), function and argument (the parameter or "options.field" that is NULL, no valid
    /// handle, no flag or none of its constants; "" otherwise: then the message says what is at fault). Never
    /// NULL; the texts live until the thread's next failing call, or its end.
    pub fn nnl_last_error_message() -> *const c_char;
    /// The last failure on this thread: its status (NNL_OK before the first), message (at most 511 bytes; a longer
    /// one loses its middle), function and argument (the parameter or "options.field" that is NULL, no valid
    /// handle, no flag or none of its constants; "" otherwise: then the message says what is at fault). Never
    /// NULL; the texts live until the thread's next failing call, or its end.
    pub fn nnl_last_error_function() -> *const c_char;
    /// The last failure on this thread: its status (NNL_OK before the first), message (at most 511 bytes; a longer
    /// one loses its middle), function and argument (the parameter or "options.field" that is NULL, no valid
    /// handle, no flag or none of its constants; "" otherwise: then the message says what is at fault). Never
    /// NULL; the texts live until the thread's next failing call, or its end.
    pub fn nnl_last_error_argument() -> *const c_char;
    /// For a callback that is about to fail: makes `message` (NULL: "") the last failure on this thread, with
    /// NNL_CALLBACK_FAILED and no function. The call that fails for it has it in its own message.
    pub fn nnl_set_last_error(message: *const c_char);
    /// Handles of all kinds that have not been released.
    pub fn nnl_live_handles(count: *mut i64) -> nnl_status;
    /// Ends the worker threads and frees cached memory. Objects stay valid; the next call starts what it needs
    /// again.
    pub fn nnl_shutdown() -> nnl_status;
    /// Whether operations of this thread are recorded for backward; on at first.
    pub fn nnl_grad_enabled(enabled: *mut i32) -> nnl_status;
    /// Whether operations of this thread are recorded for backward; on at first.
    pub fn nnl_set_grad_enabled(enabled: i32) -> nnl_status;
    /// What a context starts with.
    pub fn nnl_context_options_init(options: *mut nnl_context_options, size: u32);
    /// A context owns what two users in one process must not share: device, thread budget, memory limit, random
    /// stream, log.
    pub fn nnl_context_create(options: *const nnl_context_options, context: *mut nnl_context) -> nnl_status;
    /// Ends the handle; the context lives on while objects of it do.
    pub fn nnl_context_release(context: nnl_context);
    /// The most threads that one operation uses, the caller included. 0 (the default) is the number of processors
    /// that the process may use. Results are the same bits at any number.
    pub fn nnl_context_set_threads(context: nnl_context, threads: i32) -> nnl_status;
    /// The most threads that one operation uses, the caller included. 0 (the default) is the number of processors
    /// that the process may use. Results are the same bits at any number.
    pub fn nnl_context_threads(context: nnl_context, threads: *mut i32) -> nnl_status;
    /// Bytes of tensor memory in use, and how many may be (0, the default: no limit). A limit below what is in use
    /// takes nothing away; the next tensor fails.
    pub fn nnl_context_memory_used(context: nnl_context, bytes: *mut i64) -> nnl_status;
    /// Bytes of tensor memory in use, and how many may be (0, the default: no limit). A limit below what is in use
    /// takes nothing away; the next tensor fails.
    pub fn nnl_context_set_memory_limit(context: nnl_context, bytes: i64) -> nnl_status;
    /// Starts the random stream afresh. Seeds are 64 bits; a context starts with seed 0. Initial weights are the
    /// same bits for the same seed on every machine.
    pub fn nnl_context_seed(context: nnl_context, seed: i64) -> nnl_status;
    /// Log lines of at least `level` go to the callback; NNL_LOG_OFF is the default. Logged are: files saved and
    /// loaded (info), tensors refused by the memory limit, and what number checks find (warning). The callback
    /// gets a text that lives during the call, and may run on several threads at once; its result is ignored. NULL
    /// removes it. `done` is called when the callback is replaced or its context ends, and no call of it is under
    /// way.
    pub fn nnl_context_set_log_level(context: nnl_context, level: i32) -> nnl_status;
    /// Log lines of at least `level` go to the callback; NNL_LOG_OFF is the default. Logged are: files saved and
    /// loaded (info), tensors refused by the memory limit, and what number checks find (warning). The callback
    /// gets a text that lives during the call, and may run on several threads at once; its result is ignored. NULL
    /// removes it. `done` is called when the callback is replaced or its context ends, and no call of it is under
    /// way.
    pub fn nnl_context_set_log_callback(context: nnl_context, callback: nnl_log_callback, done: nnl_release_callback, user_data: *mut c_void) -> nnl_status;
    /// A tensor of `rank` sizes in `shape`, every element `value` (cut towards zero for integers; a value out of
    /// their range is NNL_INVALID_ARGUMENT). Rank 0 is a single element.
    pub fn nnl_tensor_full(context: nnl_context, dtype: nnl_dtype, rank: i32, shape: *const i64, value: f64, tensor: *mut nnl_tensor) -> nnl_status;
    /// A single element of another tensor's dtype and context: a number as the operand of an operation.
    pub fn nnl_tensor_scalar_like(like: nnl_tensor, value: f64, tensor: *mut nnl_tensor) -> nnl_status;
    /// A tensor with a copy of row-major `data`, which holds exactly `bytes` bytes (or NNL_SHAPE_MISMATCH, here
    /// and below) and needs no alignment. Every byte of a bool but 0 is true, and is read as 1.
    pub fn nnl_tensor_from_data(context: nnl_context, dtype: nnl_dtype, rank: i32, shape: *const i64, data: *const c_void, bytes: i64, tensor: *mut nnl_tensor) -> nnl_status;
    /// A tensor over the caller's own row-major memory, aligned for the dtype, without a copy. It must stay until
    /// `done` is called, and is written to only by calls that change the tensor.
    pub fn nnl_tensor_borrow(context: nnl_context, dtype: nnl_dtype, rank: i32, shape: *const i64, data: *mut c_void, bytes: i64, done: nnl_release_callback, user_data: *mut c_void, tensor: *mut nnl_tensor) -> nnl_status;
    /// The same over memory that must not be written: calls that would change the tensor are NNL_INVALID_STATE.
    pub fn nnl_tensor_borrow_const(context: nnl_context, dtype: nnl_dtype, rank: i32, shape: *const i64, data: *const c_void, bytes: i64, done: nnl_release_callback, user_data: *mut c_void, tensor: *mut nnl_tensor) -> nnl_status;
    /// The same over memory that must not be written: calls that would change the tensor are NNL_INVALID_STATE.
    pub fn nnl_tensor_release(tensor: nnl_tensor);
    /// Another handle of the same tensor: what is done through one is seen through the other.
    pub fn nnl_tensor_share(tensor: nnl_tensor, other: *mut nnl_tensor) -> nnl_status;
    pub fn nnl_tensor_dtype(tensor: nnl_tensor, dtype: *mut nnl_dtype) -> nnl_status;
    pub fn nnl_tensor_rank(tensor: nnl_tensor, rank: *mut i32) -> nnl_status;
    pub fn nnl_tensor_shape(tensor: nnl_tensor, shape: *mut i64, capacity: i64, needed: *mut i64) -> nnl_status;
    pub fn nnl_tensor_count(tensor: nnl_tensor, count: *mut i64) -> nnl_status;
    /// The only element of a tensor that has just one, as a double (i64 beyond 2^53 is rounded).
    pub fn nnl_tensor_item(tensor: nnl_tensor, value: *mut f64) -> nnl_status;
    /// Copies all elements out, row-major; `bytes` is the size of the buffer and must be the tensor's.
    pub fn nnl_tensor_read(tensor: nnl_tensor, data: *mut c_void, bytes: i64) -> nnl_status;
    /// Replaces all elements by row-major `data` of exactly the tensor's size. A graph that saved the tensor can
    /// no longer be walked backward.
    pub fn nnl_tensor_write(tensor: nnl_tensor, data: *const c_void, bytes: i64) -> nnl_status;
    /// Another tensor's elements into this one: same shape, any dtypes. Floating numbers are cut towards zero for
    /// integers, those out of range become the nearest bound, NaN becomes 0.
    pub fn nnl_tensor_copy_from(tensor: nnl_tensor, source: nnl_tensor) -> nnl_status;
    /// Where a row-major tensor's elements lie, and how many bytes they take (may be NULL): to fill a tensor in
    /// place, or to read it without a copy. The address stays as it is while the tensor or another of its memory
    /// lives; nnlite may change what is there in any call that changes the tensor. With `writing` 1 the call
    /// counts as a change of the tensor; write then, and not while other calls use it. A tensor that is not
    /// row-major is NNL_NOT_SUPPORTED; writing to read-only memory is NNL_INVALID_STATE. Rows that are owed steps
    /// (see nnl_sgd_create) are brought up to date first, and the table is stepped densely from then on.
    pub fn nnl_tensor_data(tensor: nnl_tensor, writing: i32, data: *mut *mut c_void, bytes: *mut i64) -> nnl_status;
    /// The context of a tensor or module, so that a callback can make more in it: a handle of its own, or 0 for
    /// the default context.
    pub fn nnl_tensor_context(tensor: nnl_tensor, context: *mut nnl_context) -> nnl_status;
    /// The context of a tensor or module, so that a callback can make more in it: a handle of its own, or 0 for
    /// the default context.
    pub fn nnl_module_context(module: nnl_module, context: *mut nnl_context) -> nnl_status;
    /// Whether backward computes a gradient for it. Can be set for floating tensors that no recorded operation
    /// made.
    pub fn nnl_tensor_requires_grad(tensor: nnl_tensor, requires_grad: *mut i32) -> nnl_status;
    /// Whether backward computes a gradient for it. Can be set for floating tensors that no recorded operation
    /// made.
    pub fn nnl_tensor_set_requires_grad(tensor: nnl_tensor, requires_grad: i32) -> nnl_status;
    /// Accumulates the gradients of all leaves that `tensor` depends on. `gradient` is its own gradient (same
    /// shape and dtype), or 0 for a tensor of one element. Without `retain_graph` what the graph saved is freed,
    /// and it can be walked only once.
    pub fn nnl_tensor_backward(tensor: nnl_tensor, gradient: nnl_tensor, retain_graph: i32) -> nnl_status;
    /// The accumulated gradient of a leaf; 0 if there is none. A dense one is shared: writing to it changes what
    /// the optimizer sees, until backward, clipping or nnl_tensor_set_grad puts another in its place. A row-sparse
    /// one is made dense for the call.
    pub fn nnl_tensor_grad(tensor: nnl_tensor, gradient: *mut nnl_tensor) -> nnl_status;
    /// Puts a copy of `gradient` (same shape and dtype) in the place of a leaf's gradient.
    pub fn nnl_tensor_set_grad(tensor: nnl_tensor, gradient: nnl_tensor) -> nnl_status;
    /// Copies of the row-sparse gradient of an embedding's weight: ascending row numbers (i64, [n]) and their
    /// values
    /// ([n, columns]). NNL_INVALID_STATE if the gradient is dense or missing.
    pub fn nnl_tensor_grad_rows(tensor: nnl_tensor, rows: *mut nnl_tensor, values: *mut nnl_tensor) -> nnl_status;
    /// Drops the gradient.
    pub fn nnl_tensor_zero_grad(tensor: nnl_tensor) -> nnl_status;
    /// Element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype.
    pub fn nnl_add(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype.
    pub fn nnl_subtract(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype.
    pub fn nnl_multiply(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype.
    pub fn nnl_divide(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// scale * x + shift
    pub fn nnl_affine(x: nnl_tensor, scale: f64, shift: f64, result: *mut nnl_tensor) -> nnl_status;
    /// Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast (torch.matmul).
    pub fn nnl_matmul(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// x (..., in) times the transpose of weight (out, in), plus bias (out) or 0 for none.
    pub fn nnl_linear(x: nnl_tensor, weight: nnl_tensor, bias: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The same elements in another shape, of which one size may be -1. Shares memory where the layout allows.
    pub fn nnl_reshape(x: nnl_tensor, rank: i32, shape: *const i64, result: *mut nnl_tensor) -> nnl_status;
    /// Axes from start_axis to end_axis become one.
    pub fn nnl_flatten(x: nnl_tensor, start_axis: i64, end_axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// Two axes exchanged; shares memory.
    pub fn nnl_transpose(x: nnl_tensor, axis0: i64, axis1: i64, result: *mut nnl_tensor) -> nnl_status;
    /// A copy in memory of its own.
    pub fn nnl_clone(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The same memory, cut off from the graph.
    pub fn nnl_detach(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Sum and mean over `num_axes` axes (0: over all); with keepdim they stay as size 1. The mean of nothing is
    /// NaN.
    pub fn nnl_sum(x: nnl_tensor, num_axes: i32, axes: *const i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Sum and mean over `num_axes` axes (0: over all); with keepdim they stay as size 1. The mean of nothing is
    /// NaN.
    pub fn nnl_mean(x: nnl_tensor, num_axes: i32, axes: *const i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// 1 / (1 + exp(-x))
    pub fn nnl_sigmoid(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// 1 / (1 + exp(-x))
    pub fn nnl_tanh(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// max(x, 0); derivative 0 at 0.
    pub fn nnl_relu(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// x above 0, else negative_slope * x; derivative negative_slope at 0. PyTorch's default slope is 0.01; one
    /// that is NaN is NNL_INVALID_ARGUMENT.
    pub fn nnl_leaky_relu(x: nnl_tensor, negative_slope: f64, result: *mut nnl_tensor) -> nnl_status;
    /// exp(x) / sum(exp(x)) along an axis, and its logarithm; neither overflows.
    pub fn nnl_softmax(x: nnl_tensor, axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// exp(x) / sum(exp(x)) along an axis, and its logarithm; neither overflows.
    pub fn nnl_log_softmax(x: nnl_tensor, axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// (input - target)^2 of equal shapes, reduced (NNL_REDUCTION_...).
    pub fn nnl_mse_loss(input: nnl_tensor, target: nnl_tensor, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Settings of nnl_cross_entropy with torch.nn.CrossEntropyLoss's defaults.
    pub fn nnl_cross_entropy_options_init(options: *mut nnl_cross_entropy_options, size: u32);
    /// Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64, the shape without C)
    /// or class probabilities (the logits' dtype and shape). A class number outside [0, C) other than ignore_index
    /// is NNL_INDEX_OUT_OF_RANGE. The mean divides by the weights of the targets that count; of none it is NaN.
    pub fn nnl_cross_entropy(logits: nnl_tensor, target: nnl_tensor, options: *const nnl_cross_entropy_options, result: *mut nnl_tensor) -> nnl_status;
    /// Of equal shapes, reduced, with d = |input - target|: d; smooth L1: d^2 / (2 beta) below beta (not negative;
    /// 0 is L1), else d - beta / 2; Huber: d^2 / 2 below delta (positive), else delta (d - delta / 2).
    pub fn nnl_l1_loss(input: nnl_tensor, target: nnl_tensor, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Of equal shapes, reduced, with d = |input - target|: d; smooth L1: d^2 / (2 beta) below beta (not negative;
    /// 0 is L1), else d - beta / 2; Huber: d^2 / 2 below delta (positive), else delta (d - delta / 2).
    pub fn nnl_smooth_l1_loss(input: nnl_tensor, target: nnl_tensor, beta: f64, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Of equal shapes, reduced, with d = |input - target|: d; smooth L1: d^2 / (2 beta) below beta (not negative;
    /// 0 is L1), else d - beta / 2; Huber: d^2 / 2 below delta (positive), else delta (d - delta / 2).
    pub fn nnl_huber_loss(input: nnl_tensor, target: nnl_tensor, delta: f64, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
    /// logarithms no less than -100; an input outside [0, 1] is NNL_INVALID_ARGUMENT. And of logits, the same of
    /// sigmoid(input) without overflow, where pos_weight multiplies the target's term. The weights broadcast to
    /// the input's shape, or are 0 for none; they get no gradient.
    pub fn nnl_bce_loss(input: nnl_tensor, target: nnl_tensor, weight: nnl_tensor, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
    /// logarithms no less than -100; an input outside [0, 1] is NNL_INVALID_ARGUMENT. And of logits, the same of
    /// sigmoid(input) without overflow, where pos_weight multiplies the target's term. The weights broadcast to
    /// the input's shape, or are 0 for none; they get no gradient.
    pub fn nnl_bce_with_logits_loss(input: nnl_tensor, target: nnl_tensor, weight: nnl_tensor, pos_weight: nnl_tensor, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers as in
    /// nnl_cross_entropy. weight (C) or 0. The mean divides by the weights of the targets that count. PyTorch's
    /// ignore_index is -100.
    pub fn nnl_nll_loss(input: nnl_tensor, target: nnl_tensor, weight: nnl_tensor, ignore_index: i64, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// For rows a and b (N, D) with target (N), or (D) with a single one, of any dtype: 1 - cos(a, b) where target
    /// is 1, max(0, cos(a, b) - margin) where it is -1, 0 elsewhere. PyTorch's margin is 0.
    pub fn nnl_cosine_embedding_loss(a: nnl_tensor, b: nnl_tensor, target: nnl_tensor, margin: f64, reduction: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Settings of nnl_triplet_margin_loss with torch.nn.TripletMarginLoss's defaults.
    pub fn nnl_triplet_margin_options_init(options: *mut nnl_triplet_margin_options, size: u32);
    /// max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis (Balntas et al.
    /// 2016). The three broadcast and have as many axes.
    pub fn nnl_triplet_margin_loss(anchor: nnl_tensor, positive: nnl_tensor, negative: nnl_tensor, options: *const nnl_triplet_margin_options, result: *mut nnl_tensor) -> nnl_status;
    /// Settings of embeddings with torch.nn.Embedding's defaults.
    pub fn nnl_embedding_options_init(options: *mut nnl_embedding_options, size: u32);
    /// Rows of weight (num_embeddings, embedding_dim) for indices (i32 or i64) of any shape: shape indices +
    /// (embedding_dim). An index outside [0, num_embeddings) is NNL_INDEX_OUT_OF_RANGE. With max_norm, rows are
    /// rescaled in inference mode too, and threads may still share the table. The gradient is row-sparse. dtype is
    /// not read.
    pub fn nnl_embedding(weight: nnl_tensor, indices: nnl_tensor, options: *const nnl_embedding_options, result: *mut nnl_tensor) -> nnl_status;
    /// Settings of batch norms with torch.nn.BatchNorm1d's defaults.
    pub fn nnl_batch_norm_options_init(options: *mut nnl_batch_norm_options, size: u32);
    /// Batch norm over axis 1 of x (N, C, ...). weight, bias, running_mean, running_var (all (C)) and
    /// num_batches_tracked (i64, one element) may be 0. With `training` the batch's statistics are used and the
    /// running ones moved (with the unbiased variance); without, the running ones are used, or the batch's where
    /// there are none. affine, bias, track_running_stats and dtype are not read.
    pub fn nnl_batch_norm(x: nnl_tensor, weight: nnl_tensor, bias: nnl_tensor, running_mean: nnl_tensor, running_var: nnl_tensor, num_batches_tracked: nnl_tensor, training: i32, options: *const nnl_batch_norm_options, result: *mut nnl_tensor) -> nnl_status;
    /// A look-up table: parameter "weight" from N(0, 1), its padding row zeroed.
    pub fn nnl_embedding_create(context: nnl_context, num_embeddings: i64, embedding_dim: i64, options: *const nnl_embedding_options, module: *mut nnl_module) -> nnl_status;
    pub fn nnl_linear_options_init(options: *mut nnl_linear_options, size: u32);
    /// x W^T + b: parameters "weight" (out_features, in_features) and "bias", both from U(-1/sqrt(in),
    /// 1/sqrt(in)).
    pub fn nnl_linear_create(context: nnl_context, in_features: i64, out_features: i64, options: *const nnl_linear_options, module: *mut nnl_module) -> nnl_status;
    /// Batch norm of (N, C) and (N, C, L), of (N, C, H, W), and of (N, C, D, H, W), C being num_features.
    /// Parameters "weight" (ones) and "bias" (zeros); buffers "running_mean", "running_var",
    /// "num_batches_tracked". One value a channel is NNL_SHAPE_MISMATCH wherever the batch's statistics are used
    /// (but see batch_of_one); an empty batch is counted and changes no statistics.
    pub fn nnl_batch_norm1d_create(context: nnl_context, num_features: i64, options: *const nnl_batch_norm_options, module: *mut nnl_module) -> nnl_status;
    /// Batch norm of (N, C) and (N, C, L), of (N, C, H, W), and of (N, C, D, H, W), C being num_features.
    /// Parameters "weight" (ones) and "bias" (zeros); buffers "running_mean", "running_var",
    /// "num_batches_tracked". One value a channel is NNL_SHAPE_MISMATCH wherever the batch's statistics are used
    /// (but see batch_of_one); an empty batch is counted and changes no statistics.
    pub fn nnl_batch_norm2d_create(context: nnl_context, num_features: i64, options: *const nnl_batch_norm_options, module: *mut nnl_module) -> nnl_status;
    /// Batch norm of (N, C) and (N, C, L), of (N, C, H, W), and of (N, C, D, H, W), C being num_features.
    /// Parameters "weight" (ones) and "bias" (zeros); buffers "running_mean", "running_var",
    /// "num_batches_tracked". One value a channel is NNL_SHAPE_MISMATCH wherever the batch's statistics are used
    /// (but see batch_of_one); an empty batch is counted and changes no statistics.
    pub fn nnl_batch_norm3d_create(context: nnl_context, num_features: i64, options: *const nnl_batch_norm_options, module: *mut nnl_module) -> nnl_status;
    /// Layers without parameters; see the operations of the same names. Flatten joins all axes but the first.
    pub fn nnl_flatten_create(context: nnl_context, module: *mut nnl_module) -> nnl_status;
    /// Layers without parameters; see the operations of the same names. Flatten joins all axes but the first.
    pub fn nnl_sigmoid_create(context: nnl_context, module: *mut nnl_module) -> nnl_status;
    /// Layers without parameters; see the operations of the same names. Flatten joins all axes but the first.
    pub fn nnl_tanh_create(context: nnl_context, module: *mut nnl_module) -> nnl_status;
    /// Layers without parameters; see the operations of the same names. Flatten joins all axes but the first.
    pub fn nnl_relu_create(context: nnl_context, module: *mut nnl_module) -> nnl_status;
    /// Layers without parameters; see the operations of the same names. Flatten joins all axes but the first.
    pub fn nnl_leaky_relu_create(context: nnl_context, negative_slope: f64, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_mse_loss_create(context: nnl_context, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_l1_loss_create(context: nnl_context, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_smooth_l1_loss_create(context: nnl_context, beta: f64, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_huber_loss_create(context: nnl_context, delta: f64, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_bce_loss_create(context: nnl_context, weight: nnl_tensor, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_bce_with_logits_loss_create(context: nnl_context, weight: nnl_tensor, pos_weight: nnl_tensor, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_nll_loss_create(context: nnl_context, weight: nnl_tensor, ignore_index: i64, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_cross_entropy_loss_create(context: nnl_context, options: *const nnl_cross_entropy_options, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_cosine_embedding_loss_create(context: nnl_context, margin: f64, reduction: i32, module: *mut nnl_module) -> nnl_status;
    /// Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
    /// prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
    /// CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
    /// (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
    /// and are buffers ("weight", "pos_weight").
    pub fn nnl_triplet_margin_loss_create(context: nnl_context, options: *const nnl_triplet_margin_options, module: *mut nnl_module) -> nnl_status;
    /// `count` modules one after the other, named "0", "1", ...; they are shared, and their handles stay the
    /// caller's. Modules nest at most 256 deep.
    pub fn nnl_sequential_create(context: nnl_context, count: i64, modules: *const nnl_module, module: *mut nnl_module) -> nnl_status;
    pub fn nnl_module_release(module: nnl_module);
    /// Runs the module. In training mode batch norms move their running statistics.
    pub fn nnl_module_forward(module: nnl_module, input: nnl_tensor, output: *mut nnl_tensor) -> nnl_status;
    /// The same with `count` inputs, at least one, in the module's order. A Sequential hands them all to its first
    /// module. Another number than the module takes is NNL_INVALID_ARGUMENT. 0 stands for an absent input where
    /// the module's comment allows it, and is NNL_INVALID_HANDLE elsewhere.
    pub fn nnl_module_forward_inputs(module: nnl_module, count: i64, inputs: *const nnl_tensor, output: *mut nnl_tensor) -> nnl_status;
    /// Training (1, as made) or inference mode (0), of the module and all below it.
    pub fn nnl_module_train(module: nnl_module, training: i32) -> nnl_status;
    /// Training (1, as made) or inference mode (0), of the module and all below it.
    pub fn nnl_module_is_training(module: nnl_module, training: *mut i32) -> nnl_status;
    /// Freezes (0) or unfreezes (1) all parameters.
    pub fn nnl_module_set_requires_grad(module: nnl_module, requires_grad: i32) -> nnl_status;
    /// Drops all gradients.
    pub fn nnl_module_zero_grad(module: nnl_module) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_num_parameters(module: nnl_module, count: *mut i64) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_parameter(module: nnl_module, index: i64, parameter: *mut nnl_tensor) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_parameter_name(module: nnl_module, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_num_buffers(module: nnl_module, count: *mut i64) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_buffer(module: nnl_module, index: i64, buffer: *mut nnl_tensor) -> nnl_status;
    /// Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight").
    pub fn nnl_module_buffer_name(module: nnl_module, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The parameter or buffer of that name, or NNL_NOT_FOUND.
    pub fn nnl_module_tensor(module: nnl_module, name: *const c_char, tensor: *mut nnl_tensor) -> nnl_status;
    /// All parameters and buffers as a safetensors file, under their names. The file appears whole or not at all,
    /// written first under a name beginning with ".nnlite-" in the same folder. If the process is killed
    /// meanwhile, that one stays until the same file is saved again. A write beyond the file-size limit is an
    /// NNL_IO_ERROR and sends no SIGXFSZ.
    pub fn nnl_module_save(module: nnl_module, path: *const c_char) -> nnl_status;
    /// Reads them back. The file must hold exactly the module's names, dtypes and shapes; otherwise nothing is
    /// changed. Only a "num_batches_tracked" may be missing, as in files of old PyTorch versions, and becomes 0.
    /// Files are not trusted.
    pub fn nnl_module_load(module: nnl_module, path: *const c_char) -> nnl_status;
    pub fn nnl_init_constant(tensor: nnl_tensor, value: f64) -> nnl_status;
    pub fn nnl_init_uniform(tensor: nnl_tensor, low: f64, high: f64) -> nnl_status;
    pub fn nnl_init_normal(tensor: nnl_tensor, mean: f64, std: f64) -> nnl_status;
    /// Glorot and Bengio 2010: std = gain * sqrt(2 / (fan_in + fan_out)), uniform bound sqrt(3) * std.
    pub fn nnl_init_xavier_uniform(tensor: nnl_tensor, gain: f64) -> nnl_status;
    /// Glorot and Bengio 2010: std = gain * sqrt(2 / (fan_in + fan_out)), uniform bound sqrt(3) * std.
    pub fn nnl_init_xavier_normal(tensor: nnl_tensor, gain: f64) -> nnl_status;
    /// He et al. 2015: std = gain(nonlinearity, slope) / sqrt(fan), uniform bound sqrt(3) * std. `mode` is
    /// NNL_FAN_IN or NNL_FAN_OUT.
    pub fn nnl_init_kaiming_uniform(tensor: nnl_tensor, slope: f64, mode: i32, nonlinearity: i32) -> nnl_status;
    /// He et al. 2015: std = gain(nonlinearity, slope) / sqrt(fan), uniform bound sqrt(3) * std. `mode` is
    /// NNL_FAN_IN or NNL_FAN_OUT.
    pub fn nnl_init_kaiming_normal(tensor: nnl_tensor, slope: f64, mode: i32, nonlinearity: i32) -> nnl_status;
    /// He et al. 2015: std = gain(nonlinearity, slope) / sqrt(fan), uniform bound sqrt(3) * std. `mode` is
    /// NNL_FAN_IN or NNL_FAN_OUT.
    pub fn nnl_init_gain(nonlinearity: i32, slope: f64, gain: *mut f64) -> nnl_status;
    /// Settings of SGD with torch.optim.SGD's defaults.
    pub fn nnl_sgd_options_init(options: *mut nnl_sgd_options, size: u32);
    /// SGD over `count` parameters, at least one, as group 0. The optimizer shares the parameters: contiguous
    /// floating leaves, each once.
    /// With lazy_rows a step whose gradient holds only some rows of a table (an embedding's) costs those rows,
    /// also with momentum or weight decay, and gives what the dense step gives: the other rows are owed their
    /// motion until they are looked up, read or stepped. Reading shows copies that are caught up and writes
    /// nothing. A table whose memory others may see (borrowed, DLPack, nnl_tensor_data) is stepped densely, and so
    /// is every one with lazy_rows 0.
    pub fn nnl_sgd_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_sgd_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// Another group with settings of its own.
    pub fn nnl_sgd_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_sgd_options) -> nnl_status;
    /// Another group with settings of its own.
    pub fn nnl_optimizer_release(optimizer: nnl_optimizer);
    /// Updates every parameter that has a gradient. Gradients stay as they are.
    pub fn nnl_optimizer_step(optimizer: nnl_optimizer) -> nnl_status;
    /// Brings tables whose rows are owed steps (see nnl_sgd_create) up to date in memory, as any change of them
    /// does. What they show stays the same; later steps may round otherwise than without. Look-ups then cost less,
    /// and the optimizer may be released with all its memory. Not while other threads use the parameters.
    pub fn nnl_optimizer_settle(optimizer: nnl_optimizer) -> nnl_status;
    /// Drops the gradients of all parameters.
    pub fn nnl_optimizer_zero_grad(optimizer: nnl_optimizer) -> nnl_status;
    /// Drops the gradients of all parameters.
    pub fn nnl_optimizer_num_groups(optimizer: nnl_optimizer, count: *mut i64) -> nnl_status;
    /// Drops the gradients of all parameters.
    pub fn nnl_optimizer_learning_rate(optimizer: nnl_optimizer, group: i64, learning_rate: *mut f64) -> nnl_status;
    /// Drops the gradients of all parameters.
    pub fn nnl_optimizer_set_learning_rate(optimizer: nnl_optimizer, group: i64, learning_rate: f64) -> nnl_status;
    /// Scales the gradients of `count` parameters so that their common norm is at most max_norm (not negative);
    /// `norm` (may be NULL) receives the norm before. norm_type is positive or infinite. With error_if_nonfinite,
    /// a norm that is not finite is NNL_INVALID_STATE.
    pub fn nnl_clip_grad_norm(count: i64, parameters: *const nnl_tensor, max_norm: f64, norm_type: f64, error_if_nonfinite: i32, norm: *mut f64) -> nnl_status;
    /// Clamps every gradient element to [-clip_value, clip_value].
    pub fn nnl_clip_grad_value(count: i64, parameters: *const nnl_tensor, clip_value: f64) -> nnl_status;
    pub fn nnl_loader_options_init(options: *mut nnl_loader_options, size: u32);
    /// Mini-batches of `count` (1 to 1024) tensors whose first axis is the sample. The loader shares contiguous
    /// tensors and copies others. With NNL_LAST_BATCH_DROP, fewer samples than a batch make empty epochs.
    pub fn nnl_loader_create(count: i64, tensors: *const nnl_tensor, options: *const nnl_loader_options, loader: *mut nnl_loader) -> nnl_status;
    /// Mini-batches of `count` (1 to 1024) tensors whose first axis is the sample. The loader shares contiguous
    /// tensors and copies others. With NNL_LAST_BATCH_DROP, fewer samples than a batch make empty epochs.
    pub fn nnl_loader_release(loader: nnl_loader);
    /// The next batch: one new tensor for each of the loader's, in `batch` (room for `count`). At the end of an
    /// epoch all are 0; the call after that begins the next epoch.
    pub fn nnl_loader_next(loader: nnl_loader, count: i64, batch: *mut nnl_tensor) -> nnl_status;
    /// The next batch: one new tensor for each of the loader's, in `batch` (room for `count`). At the end of an
    /// epoch all are 0; the call after that begins the next epoch.
    pub fn nnl_loader_num_batches(loader: nnl_loader, count: *mut i64) -> nnl_status;
    /// Epochs that have ended.
    pub fn nnl_loader_epoch(loader: nnl_loader, epoch: *mut i64) -> nnl_status;
    /// Settings of nnl_train_step.
    pub fn nnl_train_step_options_init(options: *mut nnl_train_step_options, size: u32);
    /// One step of training: drops the gradients of the optimizer's parameters, runs the model on the inputs and
    /// `loss` (a module) on the model's output followed by the targets, walks back from what it gives (one
    /// element, or NNL_SHAPE_MISMATCH), clips the gradients, and steps the optimizer. `value` (may be NULL)
    /// receives the loss, as it was before the update. Modules run in the modes that they are in; the thread's
    /// grad mode does not matter. The gradients stay until the next step. A failing step has changed nothing:
    /// neither parameters nor gradients, running statistics or the random stream.
    pub fn nnl_train_step(model: nnl_module, loss: nnl_module, optimizer: nnl_optimizer, num_inputs: i64, inputs: *const nnl_tensor, num_targets: i64, targets: *const nnl_tensor, options: *const nnl_train_step_options, value: *mut f64) -> nnl_status;
    /// The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and
    /// without recording; the modules' modes are put back. Each batch's loss counts by its samples, so the loss
    /// should be a mean over them. NaN if there are none. The first `num_inputs`
    /// tensors of a batch go to the model (0: all but the last), the others to the loss.
    pub fn nnl_evaluate(model: nnl_module, loss: nnl_module, loader: nnl_loader, num_inputs: i64, value: *mut f64) -> nnl_status;
    /// Settings of nnl_fit.
    pub fn nnl_fit_options_init(options: *mut nnl_fit_options, size: u32);
    /// Readies a report of that size for nnl_fit, which writes no byte beyond it.
    pub fn nnl_fit_report_init(report: *mut nnl_fit_report, size: u32);
    /// Trains on the loader's batches with nnl_train_step, epoch by epoch from where the loader stands. The model
    /// trains in the modes that its modules are in, or wholly in training mode if it is itself in inference mode;
    /// validation (nnl_evaluate) follows each epoch; in the end all modes are as before. ReduceLROnPlateau gets
    /// the validation loss, or without validation the training loss of the epoch (or the step). `callback` may be
    /// NULL; `report` (may be NULL) must have been readied. However a fit ends, model (but for keep_best),
    /// optimizer and loader stand after the same whole number of steps, and a validation that was not finished has
    /// not begun; the rest of an epoch, down to nothing, is the next fit's. When a step or the callback fails, the
    /// steps before it stay done, and the loader stands before the batch that failed; when a validation fails, all
    /// steps of its epoch stay done. The message names the epoch.
    pub fn nnl_fit(model: nnl_module, loss: nnl_module, optimizer: nnl_optimizer, loader: nnl_loader, options: *const nnl_fit_options, callback: nnl_fit_callback, user_data: *mut c_void, report: *mut nnl_fit_report) -> nnl_status;
    /// The parts of a checkpoint, all of one context; a handle that is 0 is not in it, but one must be.
    pub fn nnl_checkpoint_parts_init(parts: *mut nnl_checkpoint_parts, size: u32);
    /// The parts as one safetensors file, named "model.<name>", "optimizer.<name>" and so on; the file appears
    /// whole or not at all, as with nnl_module_save.
    pub fn nnl_checkpoint_save(path: *const c_char, parts: *const nnl_checkpoint_parts) -> nnl_status;
    /// Takes up the parts of a file again in objects that were made as those saved were: training goes on with the
    /// bits that it would have had without the stop. Parts of the file that are not asked for are passed over, so
    /// that a model alone can be loaded; a part that the file lacks is NNL_NOT_FOUND, one of another kind (AdamW
    /// for Adam, another batch size) NNL_INVALID_ARGUMENT. On failure nothing has
    /// changed. Files are not trusted.
    pub fn nnl_checkpoint_load(path: *const c_char, parts: *const nnl_checkpoint_parts) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_exp(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_log(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_sqrt(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_abs(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_negative(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x.
    pub fn nnl_reciprocal(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// x to a power: a number, or one for each element (both broadcast). The power 0.5 is the square root and -0.5
    /// its inverse, also of -infinity. For a power 0 the derivative is 0; the derivative by a power that is not
    /// negative is 0 where x is 0.
    pub fn nnl_pow(x: nnl_tensor, exponent: f64, result: *mut nnl_tensor) -> nnl_status;
    /// x to a power: a number, or one for each element (both broadcast). The power 0.5 is the square root and -0.5
    /// its inverse, also of -infinity. For a power 0 the derivative is 0; the derivative by a power that is not
    /// negative is 0 where x is 0.
    pub fn nnl_pow_tensor(x: nnl_tensor, exponent: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// min(max(x, low), high), so `high` where it is below `low`. An infinite bound is none (-infinity for low,
    /// +infinity for high). The derivative is 1 between the bounds and at them. A bound that is NaN is
    /// NNL_INVALID_ARGUMENT; PyTorch treats one differently alone and beside another.
    pub fn nnl_clamp(x: nnl_tensor, low: f64, high: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The lesser or greater of two elements (both broadcast, any dtype, the same for both). Where they are equal
    /// each gets half the gradient.
    pub fn nnl_minimum(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The lesser or greater of two elements (both broadcast, any dtype, the same for both). Where they are equal
    /// each gets half the gradient.
    pub fn nnl_maximum(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_eq(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_ne(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_lt(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_le(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_gt(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
    /// dtype, the same for both. NaN is unequal to all and neither less nor greater.
    pub fn nnl_ge(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_eq_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_ne_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_lt_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_le_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_gt_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool.
    pub fn nnl_ge_scalar(a: nnl_tensor, b: f64, result: *mut nnl_tensor) -> nnl_status;
    /// Bool results without gradient; every element but 0 is true (NaN too). Both broadcast, any dtypes.
    pub fn nnl_logical_not(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Bool results without gradient; every element but 0 is true (NaN too). Both broadcast, any dtypes.
    pub fn nnl_logical_and(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Bool results without gradient; every element but 0 is true (NaN too). Both broadcast, any dtypes.
    pub fn nnl_logical_or(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// a where `condition` (bool) is true, else b. All three broadcast; a and b are of one dtype, any.
    pub fn nnl_where(condition: nnl_tensor, a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// `value` where `mask` (bool) is true, else x, with gradient 0 and 1. Both broadcast; any dtype. In a tensor
    /// of integers the value is cut towards zero, and one out of range is NNL_INVALID_ARGUMENT.
    pub fn nnl_masked_fill(x: nnl_tensor, mask: nnl_tensor, value: f64, result: *mut nnl_tensor) -> nnl_status;
    /// The greatest or least of all elements (any dtype; at least one, or NNL_SHAPE_MISMATCH). NaN is both. Equal
    /// extrema share the gradient evenly.
    pub fn nnl_max(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The greatest or least of all elements (any dtype; at least one, or NNL_SHAPE_MISMATCH). NaN is both. Equal
    /// extrema share the gradient evenly.
    pub fn nnl_min(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// The same along an axis, which stays as size 1 with keepdim: values, and where they stand (i64). Of equal
    /// elements the first is taken, and gets the gradient. An empty axis is NNL_SHAPE_MISMATCH.
    pub fn nnl_max_along(x: nnl_tensor, axis: i64, keepdim: i32, values: *mut nnl_tensor, indices: *mut nnl_tensor) -> nnl_status;
    /// The same along an axis, which stays as size 1 with keepdim: values, and where they stand (i64). Of equal
    /// elements the first is taken, and gets the gradient. An empty axis is NNL_SHAPE_MISMATCH.
    pub fn nnl_min_along(x: nnl_tensor, axis: i64, keepdim: i32, values: *mut nnl_tensor, indices: *mut nnl_tensor) -> nnl_status;
    /// Where the greatest or least element stands among all, counted row-major, or along an axis: i64, without
    /// gradient; the first of equal ones. Any dtype; nothing is NNL_SHAPE_MISMATCH.
    pub fn nnl_argmax(x: nnl_tensor, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Where the greatest or least element stands among all, counted row-major, or along an axis: i64, without
    /// gradient; the first of equal ones. Any dtype; nothing is NNL_SHAPE_MISMATCH.
    pub fn nnl_argmin(x: nnl_tensor, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Where the greatest or least element stands among all, counted row-major, or along an axis: i64, without
    /// gradient; the first of equal ones. Any dtype; nothing is NNL_SHAPE_MISMATCH.
    pub fn nnl_argmax_along(x: nnl_tensor, axis: i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Where the greatest or least element stands among all, counted row-major, or along an axis: i64, without
    /// gradient; the first of equal ones. Any dtype; nothing is NNL_SHAPE_MISMATCH.
    pub fn nnl_argmin_along(x: nnl_tensor, axis: i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// The k greatest elements along an axis in descending order (with `largest` 0 the least, ascending): values,
    /// and where they stand (i64). NaN counts as greater than all. Of equal elements the one with the lower index
    /// comes first; PyTorch leaves that open. Any dtype. A k outside [0, size of the axis] is
    /// NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_topk(x: nnl_tensor, k: i64, axis: i64, largest: i32, values: *mut nnl_tensor, indices: *mut nnl_tensor) -> nnl_status;
    /// Variance and standard deviation over axes as in nnl_sum: the sum of squared distances from the mean, over n
    /// - correction. The correction is not negative: 1 for the unbiased variance (PyTorch's default), 0 for the
    /// biased one. Where n is no more than the correction the result is not finite. The derivative of the standard
    /// deviation is 0 where that is 0.
    pub fn nnl_var(x: nnl_tensor, num_axes: i32, axes: *const i64, correction: i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// Variance and standard deviation over axes as in nnl_sum: the sum of squared distances from the mean, over n
    /// - correction. The correction is not negative: 1 for the unbiased variance (PyTorch's default), 0 for the
    /// biased one. Where n is no more than the correction the result is not finite. The derivative of the standard
    /// deviation is 0 where that is 0.
    pub fn nnl_std(x: nnl_tensor, num_axes: i32, axes: *const i64, correction: i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// (sum of |x|^p)^(1/p) over axes as in nnl_sum. p = 0 counts the elements that are not 0, infinity gives the
    /// greatest |x|, -infinity the least. The derivative is 0 where the norm is 0, and shared evenly by equal
    /// extrema. A p that is NaN is NNL_INVALID_ARGUMENT; axes without elements are NNL_SHAPE_MISMATCH for a
    /// negative or infinite p.
    pub fn nnl_norm(x: nnl_tensor, p: f64, num_axes: i32, axes: *const i64, keepdim: i32, result: *mut nnl_tensor) -> nnl_status;
    /// `count` tensors (at least one; one dtype, any) one after the other along an axis; their other sizes are
    /// equal. Tensors of shape (0) are passed over.
    pub fn nnl_cat(count: i64, tensors: *const nnl_tensor, axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// The same along a new axis, in [-rank - 1, rank]; all of one shape.
    pub fn nnl_stack(count: i64, tensors: *const nnl_tensor, axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// An axis cut into `count` parts of the given sizes, which must add up to it: `parts` has room for `count`
    /// handles, all 0 on failure. Any dtype; the parts share x's memory.
    pub fn nnl_split(x: nnl_tensor, axis: i64, count: i64, sizes: *const i64, parts: *mut nnl_tensor) -> nnl_status;
    /// x[start:stop:step] along an axis as Python has it, sharing memory: negative bounds count from the end, and
    /// bounds beyond the axis mean its ends (INT64_MAX: all the rest). A step below 1 is NNL_INVALID_ARGUMENT. Any
    /// dtype.
    pub fn nnl_slice(x: nnl_tensor, axis: i64, start: i64, stop: i64, step: i64, result: *mut nnl_tensor) -> nnl_status;
    /// Element index[i, j, k] along the axis, at the same place in the other axes: for axis 1,
    /// x[i, index[i, j, k], k]. The index (i32 or i64) has as many axes as x and is no longer than x along the
    /// others; the result has its shape. An index outside [0, size) is NNL_INDEX_OUT_OF_RANGE. Repeated elements
    /// add their gradients. Any dtype.
    pub fn nnl_gather(x: nnl_tensor, axis: i64, index: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Whole slices of x at places along an axis, which may repeat; index (i32 or i64) has one axis, or none for
    /// one place, and its elements are checked as in nnl_gather.
    pub fn nnl_index_select(x: nnl_tensor, axis: i64, index: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// i64 of the index's shape and one more axis of `classes`: 1 at the index, else 0. With -1 there are as many
    /// classes as the greatest index + 1 (an empty index is then NNL_INVALID_ARGUMENT). The index is i32 or i64.
    pub fn nnl_one_hot(index: nnl_tensor, classes: i64, result: *mut nnl_tensor) -> nnl_status;
    /// Views that share memory, of any dtype: all axes in another order; without those of the named axes (0 axes:
    /// of all) that have size 1; with a new axis of size 1 at `axis`, in [-rank - 1, rank].
    pub fn nnl_permute(x: nnl_tensor, num_axes: i32, axes: *const i64, result: *mut nnl_tensor) -> nnl_status;
    /// Views that share memory, of any dtype: all axes in another order; without those of the named axes (0 axes:
    /// of all) that have size 1; with a new axis of size 1 at `axis`, in [-rank - 1, rank].
    pub fn nnl_squeeze(x: nnl_tensor, num_axes: i32, axes: *const i64, result: *mut nnl_tensor) -> nnl_status;
    /// Views that share memory, of any dtype: all axes in another order; without those of the named axes (0 axes:
    /// of all) that have size 1; with a new axis of size 1 at `axis`, in [-rank - 1, rank].
    pub fn nnl_unsqueeze(x: nnl_tensor, axis: i64, result: *mut nnl_tensor) -> nnl_status;
    /// Axes of size 1 repeated, and new ones in front, to a shape in which -1 keeps a size; without a copy. The
    /// result must not be written to.
    pub fn nnl_expand(x: nnl_tensor, rank: i32, shape: *const i64, result: *mut nnl_tensor) -> nnl_status;
    /// Matrix products of a (n, i, k) and b (n, k, j) one by one; unlike nnl_matmul, nothing broadcasts.
    pub fn nnl_bmm(a: nnl_tensor, b: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// Sums of a * b along an axis, over both norms, each at least eps (not negative; PyTorch's defaults are axis
    /// 1 and 1e-8). Both broadcast. Where eps takes a norm's place, the gradient is the norm's all the same, as in
    /// PyTorch.
    pub fn nnl_cosine_similarity(a: nnl_tensor, b: nnl_tensor, axis: i64, eps: f64, result: *mut nnl_tensor) -> nnl_status;
    /// A module without parts. `kind` is its name for people, 1 to 255 bytes of UTF-8 without control characters,
    /// as names of parts are. With forward NULL it only groups its children, as torch.nn.ModuleList and ModuleDict
    /// do, and running it is NNL_NOT_SUPPORTED. `done` is called when the module goes (with forward NULL: at
    /// once). What user_data owns must not include a handle of this module or of one above it, or none of them
    /// ever goes: take the parts from the callback's `module`.
    pub fn nnl_module_create(context: nnl_context, kind: *const c_char, forward: nnl_module_callback, done: nnl_release_callback, user_data: *mut c_void, module: *mut nnl_module) -> nnl_status;
    /// Parts of a module that nnl_module_create made; they are shared, and their handles stay the caller's. A name
    /// holds no "." and is new in the module (else NNL_INVALID_ARGUMENT). A parameter is a floating tensor that no
    /// recorded operation made; it requires a gradient from now on, as torch.nn.Parameter does, until it is
    /// frozen. A buffer requires none. A child that is or contains the module is NNL_INVALID_ARGUMENT. Other than
    /// in PyTorch, a module that is itself a child takes no more children (NNL_INVALID_STATE): build from below.
    pub fn nnl_module_add_parameter(module: nnl_module, name: *const c_char, parameter: nnl_tensor) -> nnl_status;
    /// Parts of a module that nnl_module_create made; they are shared, and their handles stay the caller's. A name
    /// holds no "." and is new in the module (else NNL_INVALID_ARGUMENT). A parameter is a floating tensor that no
    /// recorded operation made; it requires a gradient from now on, as torch.nn.Parameter does, until it is
    /// frozen. A buffer requires none. A child that is or contains the module is NNL_INVALID_ARGUMENT. Other than
    /// in PyTorch, a module that is itself a child takes no more children (NNL_INVALID_STATE): build from below.
    pub fn nnl_module_add_buffer(module: nnl_module, name: *const c_char, buffer: nnl_tensor) -> nnl_status;
    /// Parts of a module that nnl_module_create made; they are shared, and their handles stay the caller's. A name
    /// holds no "." and is new in the module (else NNL_INVALID_ARGUMENT). A parameter is a floating tensor that no
    /// recorded operation made; it requires a gradient from now on, as torch.nn.Parameter does, until it is
    /// frozen. A buffer requires none. A child that is or contains the module is NNL_INVALID_ARGUMENT. Other than
    /// in PyTorch, a module that is itself a child takes no more children (NNL_INVALID_STATE): build from below.
    pub fn nnl_module_add_child(module: nnl_module, name: *const c_char, child: nnl_module) -> nnl_status;
    /// Another handle of the same module.
    pub fn nnl_module_share(module: nnl_module, other: *mut nnl_module) -> nnl_status;
    /// "BatchNorm1d" and the like, and the children in order: those of a Sequential are "0", "1", ...
    pub fn nnl_module_kind(module: nnl_module, kind: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// "BatchNorm1d" and the like, and the children in order: those of a Sequential are "0", "1", ...
    pub fn nnl_module_num_children(module: nnl_module, count: *mut i64) -> nnl_status;
    /// "BatchNorm1d" and the like, and the children in order: those of a Sequential are "0", "1", ...
    pub fn nnl_module_child(module: nnl_module, index: i64, child: *mut nnl_module) -> nnl_status;
    /// "BatchNorm1d" and the like, and the children in order: those of a Sequential are "0", "1", ...
    pub fn nnl_module_child_name(module: nnl_module, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// A table for people: a line for each module, nested ones indented, with its kind, the shape of its output
    /// when the model runs on the inputs, and the elements of its own parameters; then all parameters and the
    /// trainable ones, each counted once. A module that did not run shows "-", one that ran more often than it is
    /// listed its last output. The run is not recorded, and what it changes is undone.
    pub fn nnl_module_summary(module: nnl_module, count: i64, inputs: *const nnl_tensor, text: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// A caller's operation, as torch.autograd.Function: forward is called now; backward when a gradient comes, on
    /// the thread that walks backward. Both run without recording, on tensors cut off from the graph. At least one
    /// input, all of one context; a floating output is recorded where an input requires a gradient. Then inputs
    /// and output are saved, and changing them in place before backward is an error. With backward NULL walking
    /// back is NNL_NOT_SUPPORTED. A failing backward callback fails the walk, and no gradient changes. Errors name
    /// the operation, `name` being as a module's kind. `done` is called when neither call nor graph needs
    /// user_data any more, which may be before this returns; not if this fails.
    pub fn nnl_custom_op(name: *const c_char, count: i64, inputs: *const nnl_tensor, forward: nnl_function_callback, backward: nnl_backward_callback, done: nnl_release_callback, user_data: *mut c_void, output: *mut nnl_tensor) -> nnl_status;
    /// Settings of nnl_gradcheck with torch.autograd.gradcheck's defaults.
    pub fn nnl_gradcheck_options_init(options: *mut nnl_gradcheck_options, size: u32);
    /// Compares the derivatives that backward gives with central differences: for every element of the function's
    /// output (f64) and of every input that requires a gradient, |analytical - numerical| <= atol + rtol *
    /// |numerical|. Costs two calls of the function for each such element and a walk for each element of the
    /// output. At least one input requires a gradient; those that do are f64 (f32 is NNL_DTYPE_MISMATCH: its
    /// differences are too coarse) and no results of recorded operations. They are changed in place meanwhile and
    /// end with the bits that they began with; the function may also reach them by other ways than its arguments.
    /// No gradient changes, and what an operation or module in a call changes or draws is undone after it, so that
    /// random functions repeat themselves; what the function writes or walks by itself (nnl_tensor_write,
    /// nnl_tensor_backward) stays.
    ///
    /// A difference is no failure: `passed` becomes 0, and the report lists the first ones (else it says that all
    /// agree), "input 0 at [1, 2], output at [3]: analytical 2, numerical 3". It never needs more than 4,096
    /// bytes.
    pub fn nnl_gradcheck(function: nnl_function_callback, user_data: *mut c_void, count: i64, inputs: *const nnl_tensor, options: *const nnl_gradcheck_options, passed: *mut i32, report: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    pub fn nnl_load_options_init(options: *mut nnl_load_options, size: u32);
    /// nnl_module_load with options. Not strict, it loads all that fits and leaves the rest as it is; other than
    /// in PyTorch also where shapes differ. `report` (may be NULL) tells what did not meet. A
    /// "num_batches_tracked" that is missing beside a "running_mean" becomes 0 and is not reported. Strict, it
    /// fails with NNL_NOT_FOUND if a name is missing, else NNL_INVALID_FILE, or NNL_DTYPE_MISMATCH or
    /// NNL_SHAPE_MISMATCH if only those differ.
    pub fn nnl_module_load_with(module: nnl_module, path: *const c_char, options: *const nnl_load_options, report: *mut nnl_load_report) -> nnl_status;
    /// nnl_module_load with options. Not strict, it loads all that fits and leaves the rest as it is; other than
    /// in PyTorch also where shapes differ. `report` (may be NULL) tells what did not meet. A
    /// "num_batches_tracked" that is missing beside a "running_mean" becomes 0 and is not reported. Strict, it
    /// fails with NNL_NOT_FOUND if a name is missing, else NNL_INVALID_FILE, or NNL_DTYPE_MISMATCH or
    /// NNL_SHAPE_MISMATCH if only those differ.
    pub fn nnl_load_report_release(report: nnl_load_report);
    /// The names of one list (NNL_LOAD_...).
    pub fn nnl_load_report_count(report: nnl_load_report, list: i32, count: *mut i64) -> nnl_status;
    /// The names of one list (NNL_LOAD_...).
    pub fn nnl_load_report_name(report: nnl_load_report, list: i32, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Settings of convolutions with torch.nn.Conv2d's defaults. Of each pair, those of signals read the first
    /// number alone.
    pub fn nnl_conv_options_init(options: *mut nnl_conv_options, size: u32);
    /// Convolution (as everywhere in learning, without turning the kernel around) of signals x (N, C, L) or (C, L)
    /// with weight (out, C / groups, length), and of images x (N, C, H, W) or (C, H, W) with weight (out, C /
    /// groups, height, width). bias (out) or 0. The result is as x, with `out` channels and floor((size + 2
    /// padding - dilation (kernel - 1) - 1) / stride) + 1 elements along each further axis, at least one, or
    /// NNL_SHAPE_MISMATCH; only batch and channels may be empty. A setting out of its range and groups that do not
    /// divide the outputs are NNL_INVALID_ARGUMENT. dtype and the bias flag are not read.
    pub fn nnl_conv1d(x: nnl_tensor, weight: nnl_tensor, bias: nnl_tensor, options: *const nnl_conv_options, result: *mut nnl_tensor) -> nnl_status;
    /// Convolution (as everywhere in learning, without turning the kernel around) of signals x (N, C, L) or (C, L)
    /// with weight (out, C / groups, length), and of images x (N, C, H, W) or (C, H, W) with weight (out, C /
    /// groups, height, width). bias (out) or 0. The result is as x, with `out` channels and floor((size + 2
    /// padding - dilation (kernel - 1) - 1) / stride) + 1 elements along each further axis, at least one, or
    /// NNL_SHAPE_MISMATCH; only batch and channels may be empty. A setting out of its range and groups that do not
    /// divide the outputs are NNL_INVALID_ARGUMENT. dtype and the bias flag are not read.
    pub fn nnl_conv2d(x: nnl_tensor, weight: nnl_tensor, bias: nnl_tensor, options: *const nnl_conv_options, result: *mut nnl_tensor) -> nnl_status;
    /// The same as layers: parameters "weight" and "bias", both from U(-b, b) with b = 1 / sqrt(in_channels /
    /// groups * elements of the kernel).
    pub fn nnl_conv1d_create(context: nnl_context, in_channels: i64, out_channels: i64, kernel: i64, options: *const nnl_conv_options, module: *mut nnl_module) -> nnl_status;
    /// The same as layers: parameters "weight" and "bias", both from U(-b, b) with b = 1 / sqrt(in_channels /
    /// groups * elements of the kernel).
    pub fn nnl_conv2d_create(context: nnl_context, in_channels: i64, out_channels: i64, kernel_height: i64, kernel_width: i64, options: *const nnl_conv_options, module: *mut nnl_module) -> nnl_status;
    /// Settings of layer norms with torch.nn.LayerNorm's defaults.
    pub fn nnl_layer_norm_options_init(options: *mut nnl_layer_norm_options, size: u32);
    /// (x - mean) / sqrt(biased variance + eps) * weight + bias over the last `rank` (at least one) axes, whose
    /// sizes must be normalized_shape (Ba et al. 2016). weight and bias of that shape, or 0. Right also for f32
    /// data with a large mean. Without variance and eps the result is NaN, as in PyTorch.
    pub fn nnl_layer_norm(x: nnl_tensor, rank: i32, normalized_shape: *const i64, weight: nnl_tensor, bias: nnl_tensor, eps: f64, result: *mut nnl_tensor) -> nnl_status;
    /// Its layer: parameters "weight" (ones) and "bias" (zeros).
    pub fn nnl_layer_norm_create(context: nnl_context, rank: i32, normalized_shape: *const i64, options: *const nnl_layer_norm_options, module: *mut nnl_module) -> nnl_status;
    /// Settings of group norms with torch.nn.GroupNorm's defaults.
    pub fn nnl_group_norm_options_init(options: *mut nnl_group_norm_options, size: u32);
    /// The same over each of num_groups groups of the channels of each sample of x (N, C, ...), with all that
    /// follows the channels (Wu and He 2018). weight and bias (C), or 0. Channels that do not fall evenly into the
    /// groups are NNL_SHAPE_MISMATCH, and so is a single sample with one value in each group, in inference too;
    /// with more samples one value in each group gives the bias.
    pub fn nnl_group_norm(x: nnl_tensor, num_groups: i64, weight: nnl_tensor, bias: nnl_tensor, eps: f64, result: *mut nnl_tensor) -> nnl_status;
    /// Its layer: parameters "weight" (ones) and "bias" (zeros) of num_channels elements.
    pub fn nnl_group_norm_create(context: nnl_context, num_groups: i64, num_channels: i64, options: *const nnl_group_norm_options, module: *mut nnl_module) -> nnl_status;
    /// Settings of nnl_max_pool2d with torch.nn.MaxPool2d's defaults.
    pub fn nnl_max_pool2d_options_init(options: *mut nnl_max_pool2d_options, size: u32);
    /// Settings of nnl_avg_pool2d with torch.nn.AvgPool2d's defaults.
    pub fn nnl_avg_pool2d_options_init(options: *mut nnl_avg_pool2d_options, size: u32);
    /// The greatest element or the average of each window of images x (N, C, H, W) or (C, H, W), of which only the
    /// batch may be empty. Sizes are as in nnl_conv2d, rounded up with ceil_mode; windows that find no room are
    /// NNL_SHAPE_MISMATCH, settings out of their range NNL_INVALID_ARGUMENT. NaN counts as the greatest. Of equal
    /// elements the first gets the gradient (of NaNs the last, as in PyTorch). A window of padding alone has
    /// -infinity for its greatest element. A plane has fewer than 2^31 elements.
    pub fn nnl_max_pool2d(x: nnl_tensor, kernel_height: i64, kernel_width: i64, options: *const nnl_max_pool2d_options, result: *mut nnl_tensor) -> nnl_status;
    /// The greatest element or the average of each window of images x (N, C, H, W) or (C, H, W), of which only the
    /// batch may be empty. Sizes are as in nnl_conv2d, rounded up with ceil_mode; windows that find no room are
    /// NNL_SHAPE_MISMATCH, settings out of their range NNL_INVALID_ARGUMENT. NaN counts as the greatest. Of equal
    /// elements the first gets the gradient (of NaNs the last, as in PyTorch). A window of padding alone has
    /// -infinity for its greatest element. A plane has fewer than 2^31 elements.
    pub fn nnl_avg_pool2d(x: nnl_tensor, kernel_height: i64, kernel_width: i64, options: *const nnl_avg_pool2d_options, result: *mut nnl_tensor) -> nnl_status;
    /// Averages of windows that share each plane out evenly, as in torch.nn.AdaptiveAvgPool2d: output o along an
    /// axis averages the elements from floor(o size / out) to ceil((o + 1) size / out) - 1. An output size of -1
    /// keeps the input's; (1, 1) averages whole planes. Images as above; channels may be empty too.
    pub fn nnl_adaptive_avg_pool2d(x: nnl_tensor, out_height: i64, out_width: i64, result: *mut nnl_tensor) -> nnl_status;
    /// The same as layers.
    pub fn nnl_max_pool2d_create(context: nnl_context, kernel_height: i64, kernel_width: i64, options: *const nnl_max_pool2d_options, module: *mut nnl_module) -> nnl_status;
    /// The same as layers.
    pub fn nnl_avg_pool2d_create(context: nnl_context, kernel_height: i64, kernel_width: i64, options: *const nnl_avg_pool2d_options, module: *mut nnl_module) -> nnl_status;
    /// The same as layers.
    pub fn nnl_adaptive_avg_pool2d_create(context: nnl_context, out_height: i64, out_width: i64, module: *mut nnl_module) -> nnl_status;
    /// torch.optim.Adam with its defaults (Kingma and Ba 2015): with g the gradient (negated by maximize) +
    /// weight_decay * p, m and v its average and that of its square, t the parameter's steps:
    /// p -= learning_rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad v is its greatest so
    /// far. Row-sparse gradients, which PyTorch refuses, count as dense ones: all rows' moments decay.
    pub fn nnl_adam_options_init(options: *mut nnl_adam_options, size: u32);
    /// torch.optim.Adam with its defaults (Kingma and Ba 2015): with g the gradient (negated by maximize) +
    /// weight_decay * p, m and v its average and that of its square, t the parameter's steps:
    /// p -= learning_rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad v is its greatest so
    /// far. Row-sparse gradients, which PyTorch refuses, count as dense ones: all rows' moments decay.
    pub fn nnl_adam_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_adam_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// torch.optim.Adam with its defaults (Kingma and Ba 2015): with g the gradient (negated by maximize) +
    /// weight_decay * p, m and v its average and that of its square, t the parameter's steps:
    /// p -= learning_rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad v is its greatest so
    /// far. Row-sparse gradients, which PyTorch refuses, count as dense ones: all rows' moments decay.
    pub fn nnl_adam_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_adam_options) -> nnl_status;
    /// torch.optim.AdamW (Loshchilov and Hutter 2019): Adam, but the decay is p *= 1 - learning_rate *
    /// weight_decay before the step, and not part of the moments.
    pub fn nnl_adamw_options_init(options: *mut nnl_adamw_options, size: u32);
    /// torch.optim.AdamW (Loshchilov and Hutter 2019): Adam, but the decay is p *= 1 - learning_rate *
    /// weight_decay before the step, and not part of the moments.
    pub fn nnl_adamw_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_adamw_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// torch.optim.AdamW (Loshchilov and Hutter 2019): Adam, but the decay is p *= 1 - learning_rate *
    /// weight_decay before the step, and not part of the moments.
    pub fn nnl_adamw_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_adamw_options) -> nnl_status;
    /// torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them:
    /// p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) there; other rows and their
    /// moments stay. t counts the parameter's steps, not the row's. learning_rate and eps are above 0. A dense
    /// gradient is NNL_NOT_SUPPORTED in nnl_optimizer_step.
    pub fn nnl_sparse_adam_options_init(options: *mut nnl_sparse_adam_options, size: u32);
    /// torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them:
    /// p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) there; other rows and their
    /// moments stay. t counts the parameter's steps, not the row's. learning_rate and eps are above 0. A dense
    /// gradient is NNL_NOT_SUPPORTED in nnl_optimizer_step.
    pub fn nnl_sparse_adam_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_sparse_adam_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them:
    /// p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) there; other rows and their
    /// moments stay. t counts the parameter's steps, not the row's. learning_rate and eps are above 0. A dense
    /// gradient is NNL_NOT_SUPPORTED in nnl_optimizer_step.
    pub fn nnl_sparse_adam_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_sparse_adam_options) -> nnl_status;
    /// torch.optim.Adagrad (Duchi et al. 2011): with g as in Adam and s, at first initial_accumulator_value, the
    /// sum of its squares: p -= learning_rate / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps). Row-sparse
    /// gradients touch their rows alone, unless a weight_decay moves the others; then the step is dense (PyTorch:
    /// an error). Each group has an initial_accumulator_value of its own (PyTorch: the constructor's for all).
    pub fn nnl_adagrad_options_init(options: *mut nnl_adagrad_options, size: u32);
    /// torch.optim.Adagrad (Duchi et al. 2011): with g as in Adam and s, at first initial_accumulator_value, the
    /// sum of its squares: p -= learning_rate / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps). Row-sparse
    /// gradients touch their rows alone, unless a weight_decay moves the others; then the step is dense (PyTorch:
    /// an error). Each group has an initial_accumulator_value of its own (PyTorch: the constructor's for all).
    pub fn nnl_adagrad_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_adagrad_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// torch.optim.Adagrad (Duchi et al. 2011): with g as in Adam and s, at first initial_accumulator_value, the
    /// sum of its squares: p -= learning_rate / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps). Row-sparse
    /// gradients touch their rows alone, unless a weight_decay moves the others; then the step is dense (PyTorch:
    /// an error). Each group has an initial_accumulator_value of its own (PyTorch: the constructor's for all).
    pub fn nnl_adagrad_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_adagrad_options) -> nnl_status;
    /// torch.optim.RMSprop (Hinton's lectures): with g as in Adam and v = alpha * v + (1 - alpha) * g^2, if
    /// centered less the square of g's average: x = g / (sqrt(v) + eps), p -= learning_rate * x, or with momentum
    /// b = momentum * b + x, p -= learning_rate * b. A centered v that rounding takes below 0 is 0 (PyTorch: NaN).
    /// Row-sparse gradients, which PyTorch refuses, count as dense ones.
    pub fn nnl_rmsprop_options_init(options: *mut nnl_rmsprop_options, size: u32);
    /// torch.optim.RMSprop (Hinton's lectures): with g as in Adam and v = alpha * v + (1 - alpha) * g^2, if
    /// centered less the square of g's average: x = g / (sqrt(v) + eps), p -= learning_rate * x, or with momentum
    /// b = momentum * b + x, p -= learning_rate * b. A centered v that rounding takes below 0 is 0 (PyTorch: NaN).
    /// Row-sparse gradients, which PyTorch refuses, count as dense ones.
    pub fn nnl_rmsprop_create(count: i64, parameters: *const nnl_tensor, options: *const nnl_rmsprop_options, optimizer: *mut nnl_optimizer) -> nnl_status;
    /// torch.optim.RMSprop (Hinton's lectures): with g as in Adam and v = alpha * v + (1 - alpha) * g^2, if
    /// centered less the square of g's average: x = g / (sqrt(v) + eps), p -= learning_rate * x, or with momentum
    /// b = momentum * b + x, p -= learning_rate * b. A centered v that rounding takes below 0 is 0 (PyTorch: NaN).
    /// Row-sparse gradients, which PyTorch refuses, count as dense ones.
    pub fn nnl_rmsprop_add_group(optimizer: nnl_optimizer, count: i64, parameters: *const nnl_tensor, options: *const nnl_rmsprop_options) -> nnl_status;
    /// The momentum of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none: NNL_NOT_SUPPORTED. What
    /// was accumulated stays. RMSprop takes a momentum that is set after the first step (PyTorch: an error).
    pub fn nnl_optimizer_momentum(optimizer: nnl_optimizer, group: i64, momentum: *mut f64) -> nnl_status;
    /// The momentum of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none: NNL_NOT_SUPPORTED. What
    /// was accumulated stays. RMSprop takes a momentum that is set after the first step (PyTorch: an error).
    pub fn nnl_optimizer_set_momentum(optimizer: nnl_optimizer, group: i64, momentum: f64) -> nnl_status;
    /// ELU: x above 0, else alpha (exp(x) - 1); derivative alpha at 0 (Clevert et al. 2016). PyTorch's alpha is 1.
    pub fn nnl_elu(x: nnl_tensor, alpha: f64, result: *mut nnl_tensor) -> nnl_status;
    /// GELU: x Phi(x), Phi being the normal distribution, right to a few units in the last place for negative x
    /// too; or 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel 2016). NaN at -infinity, as
    /// in PyTorch. `approximate` is NNL_GELU_...
    pub fn nnl_gelu(x: nnl_tensor, approximate: i32, result: *mut nnl_tensor) -> nnl_status;
    /// SiLU, or swish: x / (1 + exp(-x)). NaN at -infinity, as in PyTorch.
    pub fn nnl_silu(x: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// log(1 + exp(beta x)) / beta, or x where beta x > threshold; never overflows. PyTorch's settings are 1 and
    /// 20.
    pub fn nnl_softplus(x: nnl_tensor, beta: f64, threshold: f64, result: *mut nnl_tensor) -> nnl_status;
    /// x cut to [min_val, max_val], the derivative at the bounds being 0 (nnl_clamp has 1). min_val > max_val is
    /// NNL_INVALID_ARGUMENT. PyTorch's bounds are -1 and 1.
    pub fn nnl_hardtanh(x: nnl_tensor, min_val: f64, max_val: f64, result: *mut nnl_tensor) -> nnl_status;
    /// x above 0, else weight x; derivative by x `weight` at 0 (He et al. 2015). weight has one element, or one
    /// for each place of axis 1; otherwise NNL_SHAPE_MISMATCH.
    pub fn nnl_prelu(x: nnl_tensor, weight: nnl_tensor, result: *mut nnl_tensor) -> nnl_status;
    /// In training each element is dropped with probability p, in [0, 1], and otherwise divided by 1 - p
    /// (Srivastava et al. 2014). A dropped element is 0 (NaN if it was not finite, as in PyTorch); p = 1 drops
    /// all. Which ones follows from the context's random stream, element by element, whatever the dtype and the
    /// threads; not from PyTorch's. Without training, or with p = 0, the result is x itself, not a copy.
    pub fn nnl_dropout(x: nnl_tensor, p: f64, training: i32, result: *mut nnl_tensor) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_elu_create(context: nnl_context, alpha: f64, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_gelu_create(context: nnl_context, approximate: i32, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_silu_create(context: nnl_context, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_softplus_create(context: nnl_context, beta: f64, threshold: f64, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_hardtanh_create(context: nnl_context, min_val: f64, max_val: f64, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_prelu_create(context: nnl_context, num_parameters: i64, init: f64, dtype: nnl_dtype, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_softmax_create(context: nnl_context, axis: i64, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_log_softmax_create(context: nnl_context, axis: i64, module: *mut nnl_module) -> nnl_status;
    /// The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
    /// PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
    /// PyTorch's settings are 1 and 0.25.
    pub fn nnl_dropout_create(context: nnl_context, p: f64, module: *mut nnl_module) -> nnl_status;
    /// Settings of bags of embeddings with torch.nn.EmbeddingBag's defaults.
    pub fn nnl_embedding_bag_options_init(options: *mut nnl_embedding_bag_options, size: u32);
    /// For each bag of indices the sum, mean or greatest elements of the rows of weight (num_embeddings,
    /// embedding_dim): (bags, embedding_dim). A bag of nothing, or of padding alone, gives zeros.
    ///
    /// With indices (n), bag i is [offsets[i], offsets[i + 1]), and the last one ends at n. Offsets have one axis;
    /// the first is 0, none is below the one before or above n (NNL_INDEX_OUT_OF_RANGE); without any, n is 0. With
    /// indices (bags, n) each row is a bag, offsets are 0 and include_last_offset is not read (PyTorch then loses
    /// the last bag). Indices and offsets are i32 or i64, also one of each. per_sample_weights, of the indices'
    /// shape and the weight's dtype, multiply the rows, or are 0 for none; they get a gradient, and are for
    /// NNL_BAG_SUM alone (NNL_NOT_SUPPORTED).
    ///
    /// The first of equal greatest elements gets the gradient; NaN is greatest only where it comes first. The
    /// weight's gradient is row-sparse in every mode. scale_grad_by_freq divides each row's gradient by how often
    /// the row occurs in the call, as PyTorch documents it (its dense gradient takes other rows' counts). With
    /// include_last_offset, a last offset below n is an error, and so is scale_grad_by_freq with NNL_BAG_MAX
    /// (NNL_NOT_SUPPORTED). dtype is not read.
    pub fn nnl_embedding_bag(weight: nnl_tensor, indices: nnl_tensor, offsets: nnl_tensor, per_sample_weights: nnl_tensor, options: *const nnl_embedding_bag_options, result: *mut nnl_tensor) -> nnl_status;
    /// The same as a layer with parameter "weight" as in nnl_embedding_create. Its inputs are indices, offsets and
    /// per_sample_weights; with indices of two axes the offsets are left out, or 0 before per_sample_weights.
    pub fn nnl_embedding_bag_create(context: nnl_context, num_embeddings: i64, embedding_dim: i64, options: *const nnl_embedding_bag_options, module: *mut nnl_module) -> nnl_status;
    /// The layers with a given weight, a matrix of f32 or f64, whose memory the layer shares: each sees what
    /// changes the other, as in PyTorch. One that is not contiguous is copied. The padding row is kept as it is
    /// given. With `freeze` 1, PyTorch's default, the parameter "weight" wants no gradient; max_norm rescales its
    /// rows nevertheless. dtype is not read.
    pub fn nnl_embedding_from_pretrained(weight: nnl_tensor, freeze: i32, options: *const nnl_embedding_options, module: *mut nnl_module) -> nnl_status;
    /// The layers with a given weight, a matrix of f32 or f64, whose memory the layer shares: each sees what
    /// changes the other, as in PyTorch. One that is not contiguous is copied. The padding row is kept as it is
    /// given. With `freeze` 1, PyTorch's default, the parameter "weight" wants no gradient; max_norm rescales its
    /// rows nevertheless. dtype is not read.
    pub fn nnl_embedding_bag_from_pretrained(weight: nnl_tensor, freeze: i32, options: *const nnl_embedding_bag_options, module: *mut nnl_module) -> nnl_status;
    /// StepLR: times gamma (PyTorch's default is 0.1) after every step_size (at least 1) epochs.
    pub fn nnl_step_lr_create(optimizer: nnl_optimizer, step_size: i64, gamma: f64, schedule: *mut nnl_schedule) -> nnl_status;
    /// MultiStepLR: times gamma (default 0.1) at each of `count` milestones, which are epochs from 0 on in any
    /// order; one that stands there n times counts n times.
    pub fn nnl_multi_step_lr_create(optimizer: nnl_optimizer, count: i64, milestones: *const i64, gamma: f64, schedule: *mut nnl_schedule) -> nnl_status;
    /// ExponentialLR: times gamma after every epoch.
    pub fn nnl_exponential_lr_create(optimizer: nnl_optimizer, gamma: f64, schedule: *mut nnl_schedule) -> nnl_status;
    /// LinearLR, a warm-up: a factor that goes from start_factor, in (0, 1], (default 1/3) to end_factor, in
    /// [0, 1], (1) in total_iters (5; at least 1) even steps.
    pub fn nnl_linear_lr_create(optimizer: nnl_optimizer, start_factor: f64, end_factor: f64, total_iters: i64, schedule: *mut nnl_schedule) -> nnl_status;
    /// CosineAnnealingLR (Loshchilov and Hutter 2017): eta_min + (initial rate - eta_min) * (1 + cos(pi * epoch /
    /// t_max)) / 2, made from the rate of the epoch before: down to eta_min (default 0) in t_max (at least 1)
    /// epochs, and if it goes on, up again.
    pub fn nnl_cosine_annealing_lr_create(optimizer: nnl_optimizer, t_max: i64, eta_min: f64, schedule: *mut nnl_schedule) -> nnl_status;
    /// CosineAnnealingWarmRestarts: down by the same formula in t_0 (at least 1) epochs, then at once up to the
    /// initial rate and down in t_mult (at least 1, the default) times as many, and so on; it sets the rates
    /// whatever they were. nnl_schedule_step_epoch finds every restart (PyTorch takes logarithms and misses some:
    /// t_0 1, t_mult 3, epoch 121).
    pub fn nnl_cosine_annealing_warm_restarts_create(optimizer: nnl_optimizer, t_0: i64, t_mult: i64, eta_min: f64, schedule: *mut nnl_schedule) -> nnl_status;
    /// Settings of OneCycleLR with its defaults.
    pub fn nnl_one_cycle_lr_options_init(options: *mut nnl_one_cycle_lr_options, size: u32);
    /// OneCycleLR (Smith and Topin 2018): up from max_lr / div_factor to max_lr, then down to the initial rate /
    /// final_div_factor, or with three_phase down to the initial rate in as many steps and then further; the
    /// momentum (see nnl_optimizer_momentum; without one, cycle_momentum is NNL_NOT_SUPPORTED) goes the other way
    /// between its bounds. `count` is 1, a max_lr for all groups, or the number of groups. It sets rates and
    /// momenta whatever they were. The cycle is at its end after total_steps (at least 1) less 1 steps; one more
    /// is allowed, which stays there in linear annealing (PyTorch's rate becomes negative), and a further one is
    /// NNL_INVALID_STATE. A phase without length is at its end (PyTorch divides by 0). A second one of an
    /// optimizer leaves the first one's bounds alone (PyTorch: overwrites them).
    pub fn nnl_one_cycle_lr_create(optimizer: nnl_optimizer, count: i64, max_lr: *const f64, total_steps: i64, options: *const nnl_one_cycle_lr_options, schedule: *mut nnl_schedule) -> nnl_status;
    /// Settings of ReduceLROnPlateau with its defaults.
    pub fn nnl_reduce_lr_on_plateau_options_init(options: *mut nnl_reduce_lr_on_plateau_options, size: u32);
    /// ReduceLROnPlateau: times `factor`, but not below min_lr, when a metric (nnl_schedule_step_metric) no longer
    /// improves; NaN is no improvement. `count` is 0 (min_lr is 0), 1 (for all groups) or the number of groups.
    pub fn nnl_reduce_lr_on_plateau_create(optimizer: nnl_optimizer, count: i64, min_lr: *const f64, options: *const nnl_reduce_lr_on_plateau_options, schedule: *mut nnl_schedule) -> nnl_status;
    /// SequentialLR: `count` (at least 1) schedules of one optimizer, just made, one after another. The milestones
    /// are one less, at least 1 and not descending: at step milestones[i] schedule i + 1 sets the rates as at its
    /// epoch 0, and goes on from there. The rates start at the initial ones, whatever the schedules did when they
    /// were made. It shares the schedules; step them no longer yourself. ReduceLROnPlateau, and unlike in PyTorch
    /// SequentialLR itself, are NNL_NOT_SUPPORTED in it.
    pub fn nnl_sequential_lr_create(count: i64, schedules: *const nnl_schedule, milestones: *const i64, schedule: *mut nnl_schedule) -> nnl_status;
    pub fn nnl_schedule_release(schedule: nnl_schedule);
    /// The next epoch: call it after the optimizer's steps. ReduceLROnPlateau wants nnl_schedule_step_metric
    /// instead, which no other takes; nnl_schedule_step_epoch, to an epoch that is not negative and may be a
    /// fraction, is for CosineAnnealingWarmRestarts alone. A step that a schedule does not take is
    /// NNL_NOT_SUPPORTED.
    pub fn nnl_schedule_step(schedule: nnl_schedule) -> nnl_status;
    /// The next epoch: call it after the optimizer's steps. ReduceLROnPlateau wants nnl_schedule_step_metric
    /// instead, which no other takes; nnl_schedule_step_epoch, to an epoch that is not negative and may be a
    /// fraction, is for CosineAnnealingWarmRestarts alone. A step that a schedule does not take is
    /// NNL_NOT_SUPPORTED.
    pub fn nnl_schedule_step_metric(schedule: nnl_schedule, metric: f64) -> nnl_status;
    /// The next epoch: call it after the optimizer's steps. ReduceLROnPlateau wants nnl_schedule_step_metric
    /// instead, which no other takes; nnl_schedule_step_epoch, to an epoch that is not negative and may be a
    /// fraction, is for CosineAnnealingWarmRestarts alone. A step that a schedule does not take is
    /// NNL_NOT_SUPPORTED.
    pub fn nnl_schedule_step_epoch(schedule: nnl_schedule, epoch: f64) -> nnl_status;
    /// The epoch that it has come to, a whole one: 0 when it is made, then one more with each step.
    pub fn nnl_schedule_last_epoch(schedule: nnl_schedule, epoch: *mut i64) -> nnl_status;
    /// The rate of a group as the schedule's last step left it, as get_last_lr in PyTorch, whatever happened to it
    /// since (nnl_optimizer_learning_rate); of a group that was added since, today's. A group that does not exist
    /// is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_schedule_last_learning_rate(schedule: nnl_schedule, group: i64, learning_rate: *mut f64) -> nnl_status;
    /// Frozen (1) batch norms use and keep their running statistics in training mode too, as those do that are put
    /// in evaluation mode one by one in PyTorch, while "weight" and "bias" still learn. nnl_module_train does not
    /// change this. Asked, a module is frozen if it has a batch norm and all are. Without running statistics
    /// freezing has no effect.
    pub fn nnl_module_freeze_statistics(module: nnl_module, frozen: i32) -> nnl_status;
    /// Frozen (1) batch norms use and keep their running statistics in training mode too, as those do that are put
    /// in evaluation mode one by one in PyTorch, while "weight" and "bias" still learn. nnl_module_train does not
    /// change this. Asked, a module is frozen if it has a batch norm and all are. Without running statistics
    /// freezing has no effect.
    pub fn nnl_module_statistics_frozen(module: nnl_module, frozen: *mut i32) -> nnl_status;
    /// For a batch that comes as several micro-batches: while batch norms accumulate (1), training normalises each
    /// micro-batch by its own statistics but leaves the running ones alone. The commit then moves these, and
    /// counts, once, by the mean and the unbiased variance of all values since the last commit, as one batch of
    /// all would have; a batch norm that saw none stays. Switching on or off and freezing drop what has not been
    /// committed; it is not saved either.
    pub fn nnl_module_accumulate_statistics(module: nnl_module, accumulate: i32) -> nnl_status;
    /// For a batch that comes as several micro-batches: while batch norms accumulate (1), training normalises each
    /// micro-batch by its own statistics but leaves the running ones alone. The commit then moves these, and
    /// counts, once, by the mean and the unbiased variance of all values since the last commit, as one batch of
    /// all would have; a batch norm that saw none stays. Switching on or off and freezing drop what has not been
    /// committed; it is not saved either.
    pub fn nnl_module_commit_statistics(module: nnl_module) -> nnl_status;
    /// Replaces the running statistics by their average over batches of the loader and the counters by the number
    /// of batches, without gradients: torch.optim.swa_utils.update_bn. Batches are the rest of the loader's
    /// epoch, or the next one if it is at the end of one, but at most `max_batches` (0: no bound); their number
    /// goes to `batches` (may be NULL). The module's inputs are all tensors of a batch but the last, or the only
    /// one. Frozen batch norms keep their statistics; with no other, nothing is run. Those that no batch reaches
    /// are reset; those that met only batches of one value, which has no variance, stay. Unlike in PyTorch all
    /// modules but batch norms run in the mode that they are in. A loader without batches is NNL_INVALID_STATE.
    pub fn nnl_recalibrate(module: nnl_module, loader: nnl_loader, max_batches: i64, batches: *mut i64) -> nnl_status;
    /// A copy of the module in inference mode, with the same outputs to rounding, in which each batch norm with
    /// running statistics is folded into the layer in front of it if that is a Linear, which then takes (N, in)
    /// only, or a Conv1d or Conv2d of the batch norm's dimensions, which then takes batches only; also across the
    /// borders of nested Sequentials. Folded batch norms are gone from the copy, all others stay, and modules
    /// after them in a Sequential get lower numbers. The copy shares nothing with the module. Losses and modules
    /// of nnl_module_create cannot be copied: NNL_NOT_SUPPORTED.
    pub fn nnl_module_fold_batch_norms(module: nnl_module, folded: *mut nnl_module) -> nnl_status;
    /// A table as text with a line for each batch norm, by its first name: what to look at when a model does well
    /// in training and badly in inference, or the other way round. Columns: layer; kind; mode ("training" or
    /// "inference"); statistics ("tracked", "accumulated", "frozen" or "none"); batches, the counter; least
    /// variance, the smallest running one of a channel. Then how these inputs compare, for which the module runs
    /// once, in the modes that it is in, with nothing changed: values, those of a channel in the batch (the
    /// fewest, where the layer runs several times); mean shift, the largest |mean - running mean| / sqrt(running
    /// variance + eps) of a channel; variance ratio, the largest factor (at least 1) between the unbiased variance
    /// and the running one, each with eps added. "-" stands for what there is not, such as the values of a layer
    /// that did not run.
    pub fn nnl_batch_norm_report(module: nnl_module, count: i64, inputs: *const nnl_tensor, buffer: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Settings of nnl_profile_start.
    pub fn nnl_profile_options_init(options: *mut nnl_profile_options, size: u32);
    /// Begins a profile of the context, and drops the one before. Beyond max_events the rows go on counting, and
    /// the events that are dropped are counted too. NNL_INVALID_STATE if it is recording already.
    pub fn nnl_profile_start(context: nnl_context, options: *const nnl_profile_options) -> nnl_status;
    /// Ends the recording; what it has stays to be read until the next start. NNL_INVALID_STATE if it is not
    /// recording.
    pub fn nnl_profile_stop(context: nnl_context) -> nnl_status;
    /// Tables as text, of operations, of layers and of the parts of training, without those that have no lines:
    /// name; pass, kind or part; calls; total and self time in milliseconds; the total's share of all time
    /// recorded; bytes; the longest first. The last line has the time recorded and the numbers of events.
    pub fn nnl_profile_table(context: nnl_context, buffer: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The events as a file in Chrome's trace event format (JSON), which chrome://tracing and Perfetto show; the
    /// file appears whole or not at all.
    pub fn nnl_profile_save_trace(context: nnl_context, path: *const c_char) -> nnl_status;
    /// Readies a summary of that size for nnl_profile_read_summary, which writes no byte beyond it.
    pub fn nnl_profile_summary_init(summary: *mut nnl_profile_summary, size: u32);
    /// Readies a summary of that size for nnl_profile_read_summary, which writes no byte beyond it.
    pub fn nnl_profile_read_summary(context: nnl_context, summary: *mut nnl_profile_summary) -> nnl_status;
    /// Readies a row of that size for nnl_profile_read_row, which writes no byte beyond it.
    pub fn nnl_profile_row_init(row: *mut nnl_profile_row, size: u32);
    /// Rows stand in the order in which their first scopes ended, and keep their index until the next start. An
    /// index that does not exist is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_profile_read_row(context: nnl_context, index: i64, row: *mut nnl_profile_row) -> nnl_status;
    /// The name of a row: of an operation as in error messages ("batch_norm"), of an optimizer too ("sgd"); of a
    /// layer its path from the module that was called ("0", "3.conv"), or its kind if it was called itself or by a
    /// module that it is no child of. Layers of the same path and kind share a row.
    pub fn nnl_profile_row_name(context: nnl_context, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The kind of module of a layer's row ("BatchNorm1d"); "" for other rows.
    pub fn nnl_profile_row_layer(context: nnl_context, index: i64, kind: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Begins anew: nothing is found, and steps count from 0. Off at first.
    pub fn nnl_context_set_number_check(context: nnl_context, mode: i32) -> nnl_status;
    /// Readies a report of that size for nnl_number_report_read, which writes no byte beyond it.
    pub fn nnl_number_report_init(report: *mut nnl_number_report, size: u32);
    /// Readies a report of that size for nnl_number_report_read, which writes no byte beyond it.
    pub fn nnl_number_report_read(context: nnl_context, report: *mut nnl_number_report) -> nnl_status;
    /// The operation ("log") or optimizer ("sgd") that made the number or was given it; the kind of the
    /// loss module; "" for a module's input, or if nothing was found.
    pub fn nnl_number_report_op(context: nnl_context, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The innermost module in which it was, by its name in profiles ("0", "3.conv", or its kind), also for
    /// gradients; "" outside of modules, or if nothing was found. Gradients of operations recorded before the
    /// check have none.
    pub fn nnl_number_report_layer(context: nnl_context, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// All of it for people: "log in layer 2 (Log) made NaN (forward, step 3): output [4, 8] at [3, 5], from
    /// finite numbers"; "" if nothing was found.
    pub fn nnl_number_report_text(context: nnl_context, buffer: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Ending a scope releases all handles of every kind that its thread was given since the scope began, by any
    /// function and inside callbacks too, but for those that were kept or released before. So a loop in a language
    /// without destructors cannot leak: begin, compute, keep what must stay, end. Scopes lie within each other, at
    /// most 1,024 of them (then NNL_NOT_SUPPORTED); ending one first ends those inside it. A scope belongs to the
    /// thread that began it and ends with it, which may call back to release what was borrowed; those that a
    /// callback leaves open end when it returns, so keep its outputs. What a callback borrows is no scope's. After
    /// a fork, scopes of other threads never end in the child. Without a scope a new handle pays for a load and a
    /// branch.
    pub fn nnl_scope_begin(scope: *mut nnl_scope) -> nnl_status;
    /// Has a handle of any kind but a scope's outlive the scope: it becomes one of the next scope outside, if
    /// there is any. Handles that neither this scope nor one inside it holds stay as they are.
    /// NNL_INVALID_STATE on another thread than the scope's.
    pub fn nnl_scope_keep(scope: nnl_scope, handle: i64) -> nnl_status;
    /// Ends the scope and its handle. NNL_INVALID_STATE on another thread than the scope's.
    pub fn nnl_scope_end(scope: nnl_scope) -> nnl_status;
    /// The same for finalizers: cannot fail. Of a scope of another thread it ends the handle at once, while the
    /// scope gets no more handles, and ends when its thread next begins or ends one, or ends itself.
    pub fn nnl_scope_release(scope: nnl_scope);
    /// A tensor's memory for another library, as a DLManagedTensorVersioned of DLPack 1 (`versioned` 1) or a
    /// DLManagedTensor (0), which Python carries in capsules named "dltensor_versioned" and "dltensor". Whoever
    /// has it calls its deleter once, on any thread and at any time; until then the memory stays, whatever becomes
    /// of the tensor. Each side sees what the other writes; nnlite does not notice that it was written. On failure
    /// *managed is NULL. A tensor that requires a gradient is NNL_INVALID_STATE (export what nnl_detach gives);
    /// read-only memory is flagged, and without a version NNL_NOT_SUPPORTED. Rows that are owed steps (see
    /// nnl_sgd_create) are brought up to date first, and until the deleter is called the table is stepped densely.
    pub fn nnl_tensor_to_dlpack(tensor: nnl_tensor, versioned: i32, managed: *mut *mut c_void) -> nnl_status;
    /// A tensor over the memory of another library, which `managed` describes in the same way. On success nnlite
    /// calls the deleter (may be NULL) when the last user of the memory is gone, on that thread; on failure the
    /// caller keeps `managed`. What is flagged as read-only, or whose elements share memory, must not be written:
    /// calls that would are NNL_INVALID_STATE. NNL_NOT_SUPPORTED: another device, major version or dtype, more
    /// than NNL_MAX_RANK axes, a negative stride, or memory that is not aligned for the dtype.
    pub fn nnl_tensor_from_dlpack(context: nnl_context, managed: *mut c_void, versioned: i32, tensor: *mut nnl_tensor) -> nnl_status;
    /// While tracing is on (1), for the whole process, it is noted of each new handle which function made it, on
    /// which thread, and under which label; 0 (as at first) forgets all that. Handles made before have no notes,
    /// nor has one for whose note memory is missing. Without tracing a new handle pays for a load and a branch.
    pub fn nnl_set_handle_tracing(on: i32) -> nnl_status;
    /// What the host calls this thread's work from now on, for tracing ("epoch 3"): at most 31 bytes are kept.
    /// NULL or "" is none.
    pub fn nnl_set_handle_label(label: *const c_char) -> nnl_status;
    /// Readies a row of that size for nnl_handle_report_row, which writes no byte beyond it.
    pub fn nnl_handle_row_init(row: *mut nnl_handle_row, size: u32);
    /// What is live now, itself not counted: the handles of a context and its objects, or with all_contexts 1 all
    /// handles; those of scopes and reports belong to no context. Nobody may be adding to modules or optimizers
    /// meanwhile (convention 7); handles may come and go. What another thread releases while the report looks at
    /// it ends when the report has passed it, on this thread.
    pub fn nnl_handle_report_create(context: nnl_context, all_contexts: i32, report: *mut nnl_handle_report) -> nnl_status;
    /// What is live now, itself not counted: the handles of a context and its objects, or with all_contexts 1 all
    /// handles; those of scopes and reports belong to no context. Nobody may be adding to modules or optimizers
    /// meanwhile (convention 7); handles may come and go. What another thread releases while the report looks at
    /// it ends when the report has passed it, on this thread.
    pub fn nnl_handle_report_release(report: nnl_handle_report);
    /// Its rows: by kinds, of a kind those of most handles first; and what made them: the function
    /// ("nnl_add") and the label, "" without a note. An index that does not exist is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_handle_report_count(report: nnl_handle_report, count: *mut i64) -> nnl_status;
    /// Its rows: by kinds, of a kind those of most handles first; and what made them: the function
    /// ("nnl_add") and the label, "" without a note. An index that does not exist is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_handle_report_row(report: nnl_handle_report, index: i64, row: *mut nnl_handle_row) -> nnl_status;
    /// Its rows: by kinds, of a kind those of most handles first; and what made them: the function
    /// ("nnl_add") and the label, "" without a note. An index that does not exist is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_handle_report_function(report: nnl_handle_report, index: i64, name: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// Its rows: by kinds, of a kind those of most handles first; and what made them: the function
    /// ("nnl_add") and the label, "" without a note. An index that does not exist is NNL_INDEX_OUT_OF_RANGE.
    pub fn nnl_handle_report_label(report: nnl_handle_report, index: i64, label: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
    /// The rows as a table for people, with the number of handles in the last line.
    pub fn nnl_handle_report_table(report: nnl_handle_report, buffer: *mut c_char, capacity: i64, needed: *mut i64) -> nnl_status;
}
