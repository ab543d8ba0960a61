// Made by generate.py from nnlite.h; do not change it by hand.
package org.nnlite;

/** Sizes of the structs of nnlite.h, and offsets of their fields, in bytes. */
final class Layout {
  private Layout() {}

  static final class ContextOptions {
    static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int DEVICE = 4;
    static final int THREADS = 8;
    static final int RESERVED = 12;
    static final int MEMORY_LIMIT = 16;
    static final int SEED = 24;
  }

  static final class CrossEntropyOptions {
    static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int REDUCTION = 4;
    static final int IGNORE_INDEX = 8;
    static final int LABEL_SMOOTHING = 16;
    static final int WEIGHT = 24;
  }

  static final class TripletMarginOptions {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int REDUCTION = 4;
    static final int SWAP = 8;
    static final int RESERVED = 12;
    static final int MARGIN = 16;
    static final int P = 24;
    static final int EPS = 32;
  }

  static final class EmbeddingOptions {
    static final int SIZE = 48;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int HAS_PADDING_IDX = 8;
    static final int HAS_MAX_NORM = 12;
    static final int SCALE_GRAD_BY_FREQ = 16;
    static final int RESERVED = 20;
    static final int PADDING_IDX = 24;
    static final int MAX_NORM = 32;
    static final int NORM_TYPE = 40;
  }

  static final class BatchNormOptions {
    static final int SIZE = 48;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int AFFINE = 8;
    static final int TRACK_RUNNING_STATS = 12;
    static final int CUMULATIVE_AVERAGE = 16;
    static final int RESERVED = 20;
    static final int EPS = 24;
    static final int MOMENTUM = 32;
    static final int BIAS = 40;
    static final int BATCH_OF_ONE = 44;
  }

  static final class LinearOptions {
    static final int SIZE = 16;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int BIAS = 8;
    static final int RESERVED = 12;
  }

  static final class SgdOptions {
    static final int SIZE = 48;
    static final int STRUCT_SIZE = 0;
    static final int NESTEROV = 4;
    static final int MAXIMIZE = 8;
    static final int LAZY_ROWS = 12;
    static final int LEARNING_RATE = 16;
    static final int MOMENTUM = 24;
    static final int DAMPENING = 32;
    static final int WEIGHT_DECAY = 40;
  }

  static final class LoaderOptions {
    static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int SAMPLING = 4;
    static final int LAST_BATCH = 8;
    static final int RESERVED = 12;
    static final int BATCH_SIZE = 16;
    static final int SEED = 24;
  }

  static final class TrainStepOptions {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int HAS_CLIP_NORM = 4;
    static final int HAS_CLIP_VALUE = 8;
    static final int ERROR_IF_NONFINITE = 12;
    static final int CLIP_NORM = 16;
    static final int CLIP_NORM_TYPE = 24;
    static final int CLIP_VALUE = 32;
  }

  static final class FitProgress {
    static final int SIZE = 64;
    static final int STRUCT_SIZE = 0;
    static final int EPOCH_ENDED = 4;
    static final int EPOCH = 8;
    static final int BATCH = 16;
    static final int BATCHES = 24;
    static final int STEP = 32;
    static final int LOSS = 40;
    static final int VALIDATION_LOSS = 48;
    static final int SECONDS = 56;
  }

  static final class FitOptions {
    static final int SIZE = 104;
    static final int STRUCT_SIZE = 0;
    static final int KEEP_BEST = 4;
    static final int HAS_CLIP_NORM = 8;
    static final int HAS_CLIP_VALUE = 12;
    static final int ERROR_IF_NONFINITE = 16;
    static final int SCHEDULE_EACH_STEP = 20;
    static final int CLIP_NORM = 24;
    static final int CLIP_NORM_TYPE = 32;
    static final int CLIP_VALUE = 40;
    static final int EPOCHS = 48;
    static final int NUM_INPUTS = 56;
    static final int VALIDATION = 64;
    static final int SCHEDULE = 72;
    static final int MAX_SECONDS = 80;
    static final int PATIENCE = 88;
    static final int MIN_DELTA = 96;
  }

  static final class FitReport {
    static final int SIZE = 64;
    static final int STRUCT_SIZE = 0;
    static final int END = 4;
    static final int EPOCHS = 8;
    static final int STEPS = 16;
    static final int BEST_EPOCH = 24;
    static final int LOSS = 32;
    static final int VALIDATION_LOSS = 40;
    static final int BEST_LOSS = 48;
    static final int SECONDS = 56;
  }

  static final class CheckpointParts {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int RANDOM = 4;
    static final int MODEL = 8;
    static final int OPTIMIZER = 16;
    static final int SCHEDULE = 24;
    static final int LOADER = 32;
  }

  static final class GradcheckOptions {
    static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int RESERVED = 4;
    static final int EPS = 8;
    static final int ATOL = 16;
    static final int RTOL = 24;
  }

  static final class LoadOptions {
    static final int SIZE = 16;
    static final int STRUCT_SIZE = 0;
    static final int STRICT = 4;
    static final int DRY_RUN = 8;
    static final int RESERVED = 12;
  }

  static final class ConvOptions {
    static final int SIZE = 72;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int BIAS = 8;
    static final int PADDING_SAME = 12;
    static final int GROUPS = 16;
    static final int STRIDE = 24;
    static final int PADDING = 40;
    static final int DILATION = 56;
  }

  static final class LayerNormOptions {
    static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int ELEMENTWISE_AFFINE = 8;
    static final int BIAS = 12;
    static final int EPS = 16;
  }

  static final class GroupNormOptions {
    static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int AFFINE = 8;
    static final int RESERVED = 12;
    static final int EPS = 16;
  }

  static final class MaxPool2dOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int CEIL_MODE = 4;
    static final int STRIDE = 8;
    static final int PADDING = 24;
    static final int DILATION = 40;
  }

  static final class AvgPool2dOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int CEIL_MODE = 4;
    static final int COUNT_INCLUDE_PAD = 8;
    static final int RESERVED = 12;
    static final int DIVISOR_OVERRIDE = 16;
    static final int STRIDE = 24;
    static final int PADDING = 40;
  }

  static final class AdamOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int AMSGRAD = 4;
    static final int MAXIMIZE = 8;
    static final int RESERVED = 12;
    static final int LEARNING_RATE = 16;
    static final int BETA1 = 24;
    static final int BETA2 = 32;
    static final int EPS = 40;
    static final int WEIGHT_DECAY = 48;
  }

  static final class AdamwOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int AMSGRAD = 4;
    static final int MAXIMIZE = 8;
    static final int RESERVED = 12;
    static final int LEARNING_RATE = 16;
    static final int BETA1 = 24;
    static final int BETA2 = 32;
    static final int EPS = 40;
    static final int WEIGHT_DECAY = 48;
  }

  static final class SparseAdamOptions {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int MAXIMIZE = 4;
    static final int LEARNING_RATE = 8;
    static final int BETA1 = 16;
    static final int BETA2 = 24;
    static final int EPS = 32;
  }

  static final class AdagradOptions {
    static final int SIZE = 48;
    static final int STRUCT_SIZE = 0;
    static final int MAXIMIZE = 4;
    static final int LEARNING_RATE = 8;
    static final int LR_DECAY = 16;
    static final int WEIGHT_DECAY = 24;
    static final int INITIAL_ACCUMULATOR_VALUE = 32;
    static final int EPS = 40;
  }

  static final class RmspropOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int CENTERED = 4;
    static final int MAXIMIZE = 8;
    static final int RESERVED = 12;
    static final int LEARNING_RATE = 16;
    static final int ALPHA = 24;
    static final int EPS = 32;
    static final int WEIGHT_DECAY = 40;
    static final int MOMENTUM = 48;
  }

  static final class EmbeddingBagOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int DTYPE = 4;
    static final int MODE = 8;
    static final int INCLUDE_LAST_OFFSET = 12;
    static final int HAS_PADDING_IDX = 16;
    static final int HAS_MAX_NORM = 20;
    static final int SCALE_GRAD_BY_FREQ = 24;
    static final int RESERVED = 28;
    static final int PADDING_IDX = 32;
    static final int MAX_NORM = 40;
    static final int NORM_TYPE = 48;
  }

  static final class OneCycleLrOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int ANNEALING = 4;
    static final int CYCLE_MOMENTUM = 8;
    static final int THREE_PHASE = 12;
    static final int PCT_START = 16;
    static final int BASE_MOMENTUM = 24;
    static final int MAX_MOMENTUM = 32;
    static final int DIV_FACTOR = 40;
    static final int FINAL_DIV_FACTOR = 48;
  }

  static final class ReduceLrOnPlateauOptions {
    static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int MODE = 4;
    static final int THRESHOLD_MODE = 8;
    static final int RESERVED = 12;
    static final int FACTOR = 16;
    static final int THRESHOLD = 24;
    static final int EPS = 32;
    static final int PATIENCE = 40;
    static final int COOLDOWN = 48;
  }

  static final class ProfileOptions {
    static final int SIZE = 16;
    static final int STRUCT_SIZE = 0;
    static final int RESERVED = 4;
    static final int MAX_EVENTS = 8;
  }

  static final class ProfileSummary {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int RECORDING = 4;
    static final int ROWS = 8;
    static final int EVENTS = 16;
    static final int DROPPED_EVENTS = 24;
    static final int TOTAL_NS = 32;
  }

  static final class ProfileRow {
    static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int KIND = 4;
    static final int CALLS = 8;
    static final int TOTAL_NS = 16;
    static final int SELF_NS = 24;
    static final int BYTES = 32;
  }

  static final class NumberReport {
    static final int SIZE = 48;
    static final int STRUCT_SIZE = 0;
    static final int MODE = 4;
    static final int FOUND = 8;
    static final int KIND = 12;
    static final int IS_NAN = 16;
    static final int INPUTS_FINITE = 20;
    static final int INPUT = 24;
    static final int POSITION = 32;
    static final int STEP = 40;
  }

  static final class HandleRow {
    static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int KIND = 4;
    static final int COUNT = 8;
    static final int BYTES = 16;
    static final int THREAD = 24;
  }
}
