/* nnlite: the small training library that any program can load.
 *
 * Conventions, for every function unless its comment says otherwise:
 *
 *  1. A function returns an nnl_status: NNL_OK (0) or the kind of failure. Results go through out-parameters,
 * which come last. On failure, handle outputs are 0, all other outputs are untouched, and nothing else has
 * changed: the call can be tried again.
 *  2. After a failure, nnl_last_error_message() and its siblings tell what happened on this thread. Success
 * and release functions leave them alone.
 *  3. Objects are handles: integers below 2^53, of which 0 means "none". Whoever gets a handle from an
 * out-parameter owns it and gives it back with the release function of its kind. Releasing 0 does nothing;
 * using or releasing a handle that was released is an error (for release: without effect), never a crash.
 * Releasing an object that others still use (a module's parameter, a tensor in a graph) ends only the handle.
 *  4. Pointers that a function returns are borrowed and live as long as their comment says. Strings are UTF-8
 * and end with a NUL. Text and arrays are copied out as (buffer, capacity, needed): `needed` (may be NULL)
 * receives the elements needed (for text with its NUL), also when the buffer is too small, which is
 * NNL_BUFFER_TOO_SMALL; a capacity of 0 only asks.
 *  5. A context argument of 0 means the default context. What is made from other objects belongs to their
 * context; objects of two contexts cannot meet in one call.
 *  6. Sizes, shapes and counts are int64_t, scalars double, flags int32_t (0 or 1, nothing else). Options are
 * structs that start with their size: fill them with their _init function, then change fields; reserved ones
 * stay 0. NULL means all defaults.
 *  7. Any thread may call any function. An object that one thread changes (trains, steps, loads, writes) must
 * not be used by another at the same time; different objects are independent. Modules in inference mode and
 * unchanged tensors may be shared; contexts may be changed, and handles released, at any time. The last
 * error, the grad mode and the open scopes belong to the thread. The process may fork or end while threads
 * are inside.
 *  8. nnlite never exits, aborts, prints or installs a signal handler. It computes in the default
 * floating-point mode, whatever the caller's, and puts the caller's back. Callbacks run on the thread that is
 * inside the call that caused them, in nnlite's mode; they may call nnlite, and must not throw, longjmp or
 * end their thread.
 *  9. Functions, constants and fields are added but never changed or removed within a major version.
 */
#ifndef NNLITE_NNLITE_H
#define NNLITE_NNLITE_H

#include <stdint.h>

#if defined(_WIN32)
#define NNL_CALL __cdecl
#if defined(NNL_BUILDING)
#define NNL_API __declspec(dllexport)
#else
#define NNL_API __declspec(dllimport)
#endif
#else
#define NNL_CALL
#if defined(NNL_BUILDING)
#define NNL_API __attribute__((visibility("default")))
#else
#define NNL_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Constants ---- */

/* The version that this header describes. nnl_version() is that of the library. */
enum { NNL_VERSION_MAJOR = 1, NNL_VERSION_MINOR = 0, NNL_VERSION_PATCH = 0 };

/* What a call came to. Numbers are never reused; unknown ones are failures. */
typedef int32_t nnl_status;
enum {
  NNL_OK = 0,
  NNL_INVALID_ARGUMENT = 10, /* a NULL pointer, or a setting out of its range */
  NNL_INVALID_HANDLE = 20,   /* 0, released, or of another kind */
  NNL_SHAPE_MISMATCH = 30,
  NNL_DTYPE_MISMATCH = 40,
  NNL_INDEX_OUT_OF_RANGE = 50,
  NNL_INVALID_STATE = 60, /* such as backward twice, or two contexts in one call */
  NNL_OUT_OF_MEMORY = 70,
  NNL_IO_ERROR = 80,     /* the system could not read or write */
  NNL_INVALID_FILE = 90, /* what was read is not what it should be */
  NNL_NOT_FOUND = 100,
  NNL_CANCELLED = 110,
  NNL_BUFFER_TOO_SMALL = 120,
  NNL_NOT_SUPPORTED = 130,
  NNL_CALLBACK_FAILED = 140,
  NNL_INTERNAL = 900 /* a defect of nnlite: please report it */
};

/* Element types. 7 and 8 are kept for f16 and bf16. */
typedef int32_t nnl_dtype;
enum { NNL_F32 = 1, NNL_F64 = 2, NNL_I32 = 3, NNL_I64 = 4, NNL_U8 = 5, NNL_BOOL = 6 };

/* The most dimensions that a tensor can have. */
enum { NNL_MAX_RANK = 8 };

/* How a loss over many elements becomes one. */
enum { NNL_REDUCTION_NONE = 0, NNL_REDUCTION_MEAN = 1, NNL_REDUCTION_SUM = 2 };

/* The function after a layer, for the gain of its weights: 1, 1, 5/3, sqrt(2), sqrt(2 / (1 + slope^2)). */
enum {
  NNL_NONLINEARITY_LINEAR = 0,
  NNL_NONLINEARITY_SIGMOID = 1,
  NNL_NONLINEARITY_TANH = 2,
  NNL_NONLINEARITY_RELU = 3,
  NNL_NONLINEARITY_LEAKY_RELU = 4
};

/* Which fan keeps its variance in Kaiming initialisation. */
enum { NNL_FAN_IN = 0, NNL_FAN_OUT = 1 };

/* The order in which a loader draws samples. */
enum { NNL_SAMPLING_SEQUENTIAL = 0, NNL_SAMPLING_SHUFFLE = 1, NNL_SAMPLING_REPLACEMENT = 2 };

/* What a loader does with samples that do not fill the last batch: a short batch, none, or joined to the
 * batch before. */
enum { NNL_LAST_BATCH_KEEP = 0, NNL_LAST_BATCH_DROP = 1, NNL_LAST_BATCH_MERGE = 2 };

enum {
  NNL_LOG_TRACE = 0,
  NNL_LOG_DEBUG = 1,
  NNL_LOG_INFO = 2,
  NNL_LOG_WARNING = 3,
  NNL_LOG_ERROR = 4,
  NNL_LOG_OFF = 6
};

/* ---- Handles ---- */

typedef int64_t nnl_context;
typedef int64_t nnl_tensor;
typedef int64_t nnl_module;
typedef int64_t nnl_optimizer;
typedef int64_t nnl_loader;
typedef int64_t nnl_schedule;
typedef int64_t nnl_load_report;
typedef int64_t nnl_scope;
typedef int64_t nnl_handle_report;

/* ---- Version, errors, the process ---- */

/* The library's version as 10000 * major + 100 * minor + patch. */
NNL_API int32_t NNL_CALL nnl_version(void);
/* The number of the binary interface, which only an incompatible change raises: that of libnnlite.so.1. */
NNL_API int32_t NNL_CALL nnl_abi_version(void);
/* What the library is, as text for people: lines "key: value" for version, abi, compiler, build, blas, blas
 * core (what its kernels were chosen for), instruction set (nnlite's own choice) and threads (those of the
 * default context). Later versions add lines. */
NNL_API nnl_status NNL_CALL nnl_build_info(char* buffer, int64_t capacity, int64_t* needed);

/* The last failure on this thread: its status (NNL_OK before the first), message (at most 511 bytes; a longer
 * one loses its middle), function and argument (the parameter or "options.field" that is NULL, no valid
 * handle, no flag or none of its constants; "" otherwise: then the message says what is at fault). Never
 * NULL; the texts live until the thread's next failing call, or its end. */
NNL_API nnl_status NNL_CALL nnl_last_error_status(void);
NNL_API const char* NNL_CALL nnl_last_error_message(void);
NNL_API const char* NNL_CALL nnl_last_error_function(void);
NNL_API const char* NNL_CALL nnl_last_error_argument(void);
/* For a callback that is about to fail: makes `message` (NULL: "") the last failure on this thread, with
 * NNL_CALLBACK_FAILED and no function. The call that fails for it has it in its own message. */
NNL_API void NNL_CALL nnl_set_last_error(const char* message);

/* Handles of all kinds that have not been released. */
NNL_API nnl_status NNL_CALL nnl_live_handles(int64_t* count);

/* Ends the worker threads and frees cached memory. Objects stay valid; the next call starts what it needs
 * again. */
NNL_API nnl_status NNL_CALL nnl_shutdown(void);

/* Whether operations of this thread are recorded for backward; on at first. */
NNL_API nnl_status NNL_CALL nnl_grad_enabled(int32_t* enabled);
NNL_API nnl_status NNL_CALL nnl_set_grad_enabled(int32_t enabled);

/* ---- Contexts ---- */

/* Where the objects of a context live. Numbers are DLPack's; there is only the processor now. */
enum { NNL_DEVICE_CPU = 1 };

/* What a context starts with. */
typedef struct nnl_context_options {
  uint32_t struct_size;
  int32_t device;       /* NNL_DEVICE_CPU */
  int32_t threads;      /* 0; see nnl_context_set_threads */
  int32_t reserved;     /* 0 */
  int64_t memory_limit; /* 0; see nnl_context_set_memory_limit */
  int64_t seed;         /* 0; see nnl_context_seed */
} nnl_context_options;
NNL_API void NNL_CALL nnl_context_options_init(nnl_context_options* options, uint32_t size);
/* A context owns what two users in one process must not share: device, thread budget, memory limit, random
 * stream, log. */
NNL_API nnl_status NNL_CALL nnl_context_create(const nnl_context_options* options, nnl_context* context);
/* Ends the handle; the context lives on while objects of it do. */
NNL_API void NNL_CALL nnl_context_release(nnl_context context);

/* The most threads that one operation uses, the caller included. 0 (the default) is the number of processors
 * that the process may use. Results are the same bits at any number. */
NNL_API nnl_status NNL_CALL nnl_context_set_threads(nnl_context context, int32_t threads);
NNL_API nnl_status NNL_CALL nnl_context_threads(nnl_context context, int32_t* threads);

/* Bytes of tensor memory in use, and how many may be (0, the default: no limit). A limit below what is in use
 * takes nothing away; the next tensor fails. */
NNL_API nnl_status NNL_CALL nnl_context_memory_used(nnl_context context, int64_t* bytes);
NNL_API nnl_status NNL_CALL nnl_context_set_memory_limit(nnl_context context, int64_t bytes);

/* Starts the random stream afresh. Seeds are 64 bits; a context starts with seed 0. Initial weights are the
 * same bits for the same seed on every machine. */
NNL_API nnl_status NNL_CALL nnl_context_seed(nnl_context context, int64_t seed);

/* Called when nnlite no longer uses what the caller lent (memory, a callback's user_data), on the thread that
 * drops the last reference. May be NULL. Not called if the function that took it fails. */
typedef void(NNL_CALL* nnl_release_callback)(void* user_data);

/* Log lines of at least `level` go to the callback; NNL_LOG_OFF is the default. Logged are: files saved and
 * loaded (info), tensors refused by the memory limit, and what number checks find (warning). The callback
 * gets a text that lives during the call, and may run on several threads at once; its result is ignored. NULL
 * removes it. `done` is called when the callback is replaced or its context ends, and no call of it is under
 * way. */
typedef nnl_status(NNL_CALL* nnl_log_callback)(int32_t level, const char* text, void* user_data);
NNL_API nnl_status NNL_CALL nnl_context_set_log_level(nnl_context context, int32_t level);
NNL_API nnl_status NNL_CALL nnl_context_set_log_callback(nnl_context context, nnl_log_callback callback,
                                                         nnl_release_callback done, void* user_data);

/* ---- Tensors ---- */

/* A tensor of `rank` sizes in `shape`, every element `value` (cut towards zero for integers; a value out of
 * their range is NNL_INVALID_ARGUMENT). Rank 0 is a single element. */
NNL_API nnl_status NNL_CALL nnl_tensor_full(nnl_context context, nnl_dtype dtype, int32_t rank,
                                            const int64_t* shape, double value, nnl_tensor* tensor);
/* A single element of another tensor's dtype and context: a number as the operand of an operation. */
NNL_API nnl_status NNL_CALL nnl_tensor_scalar_like(nnl_tensor like, double value, nnl_tensor* tensor);
/* A tensor with a copy of row-major `data`, which holds exactly `bytes` bytes (or NNL_SHAPE_MISMATCH, here
 * and below) and needs no alignment. Every byte of a bool but 0 is true, and is read as 1. */
NNL_API nnl_status NNL_CALL nnl_tensor_from_data(nnl_context context, nnl_dtype dtype, int32_t rank,
                                                 const int64_t* shape, const void* data, int64_t bytes,
                                                 nnl_tensor* tensor);
/* A tensor over the caller's own row-major memory, aligned for the dtype, without a copy. It must stay until
 * `done` is called, and is written to only by calls that change the tensor. */
NNL_API nnl_status NNL_CALL nnl_tensor_borrow(nnl_context context, nnl_dtype dtype, int32_t rank,
                                              const int64_t* shape, void* data, int64_t bytes,
                                              nnl_release_callback done, void* user_data, nnl_tensor* tensor);
/* The same over memory that must not be written: calls that would change the tensor are NNL_INVALID_STATE. */
NNL_API nnl_status NNL_CALL nnl_tensor_borrow_const(nnl_context context, nnl_dtype dtype, int32_t rank,
                                                    const int64_t* shape, const void* data, int64_t bytes,
                                                    nnl_release_callback done, void* user_data,
                                                    nnl_tensor* tensor);
NNL_API void NNL_CALL nnl_tensor_release(nnl_tensor tensor);
/* Another handle of the same tensor: what is done through one is seen through the other. */
NNL_API nnl_status NNL_CALL nnl_tensor_share(nnl_tensor tensor, nnl_tensor* other);

NNL_API nnl_status NNL_CALL nnl_tensor_dtype(nnl_tensor tensor, nnl_dtype* dtype);
NNL_API nnl_status NNL_CALL nnl_tensor_rank(nnl_tensor tensor, int32_t* rank);
NNL_API nnl_status NNL_CALL nnl_tensor_shape(nnl_tensor tensor, int64_t* shape, int64_t capacity,
                                             int64_t* needed);
NNL_API nnl_status NNL_CALL nnl_tensor_count(nnl_tensor tensor, int64_t* count);
/* The only element of a tensor that has just one, as a double (i64 beyond 2^53 is rounded). */
NNL_API nnl_status NNL_CALL nnl_tensor_item(nnl_tensor tensor, double* value);
/* Copies all elements out, row-major; `bytes` is the size of the buffer and must be the tensor's. */
NNL_API nnl_status NNL_CALL nnl_tensor_read(nnl_tensor tensor, void* data, int64_t bytes);
/* Replaces all elements by row-major `data` of exactly the tensor's size. A graph that saved the tensor can
 * no longer be walked backward. */
NNL_API nnl_status NNL_CALL nnl_tensor_write(nnl_tensor tensor, const void* data, int64_t bytes);
/* Another tensor's elements into this one: same shape, any dtypes. Floating numbers are cut towards zero for
 * integers, those out of range become the nearest bound, NaN becomes 0. */
NNL_API nnl_status NNL_CALL nnl_tensor_copy_from(nnl_tensor tensor, nnl_tensor source);
/* Where a row-major tensor's elements lie, and how many bytes they take (may be NULL): to fill a tensor in
 * place, or to read it without a copy. The address stays as it is while the tensor or another of its memory
 * lives; nnlite may change what is there in any call that changes the tensor. With `writing` 1 the call
 * counts as a change of the tensor; write then, and not while other calls use it. A tensor that is not
 * row-major is NNL_NOT_SUPPORTED; writing to read-only memory is NNL_INVALID_STATE. Rows that are owed steps
 * (see nnl_sgd_create) are brought up to date first, and the table is stepped densely from then on. */
NNL_API nnl_status NNL_CALL nnl_tensor_data(nnl_tensor tensor, int32_t writing, void** data, int64_t* bytes);
/* The context of a tensor or module, so that a callback can make more in it: a handle of its own, or 0 for
 * the default context. */
NNL_API nnl_status NNL_CALL nnl_tensor_context(nnl_tensor tensor, nnl_context* context);
NNL_API nnl_status NNL_CALL nnl_module_context(nnl_module module, nnl_context* context);

/* Whether backward computes a gradient for it. Can be set for floating tensors that no recorded operation
 * made. */
NNL_API nnl_status NNL_CALL nnl_tensor_requires_grad(nnl_tensor tensor, int32_t* requires_grad);
NNL_API nnl_status NNL_CALL nnl_tensor_set_requires_grad(nnl_tensor tensor, int32_t requires_grad);
/* Accumulates the gradients of all leaves that `tensor` depends on. `gradient` is its own gradient (same
 * shape and dtype), or 0 for a tensor of one element. Without `retain_graph` what the graph saved is freed,
 * and it can be walked only once. */
NNL_API nnl_status NNL_CALL nnl_tensor_backward(nnl_tensor tensor, nnl_tensor gradient, int32_t retain_graph);
/* The accumulated gradient of a leaf; 0 if there is none. A dense one is shared: writing to it changes what
 * the optimizer sees, until backward, clipping or nnl_tensor_set_grad puts another in its place. A row-sparse
 * one is made dense for the call. */
NNL_API nnl_status NNL_CALL nnl_tensor_grad(nnl_tensor tensor, nnl_tensor* gradient);
/* Puts a copy of `gradient` (same shape and dtype) in the place of a leaf's gradient. */
NNL_API nnl_status NNL_CALL nnl_tensor_set_grad(nnl_tensor tensor, nnl_tensor gradient);
/* Copies of the row-sparse gradient of an embedding's weight: ascending row numbers (i64, [n]) and their
 * values
 * ([n, columns]). NNL_INVALID_STATE if the gradient is dense or missing. */
NNL_API nnl_status NNL_CALL nnl_tensor_grad_rows(nnl_tensor tensor, nnl_tensor* rows, nnl_tensor* values);
/* Drops the gradient. */
NNL_API nnl_status NNL_CALL nnl_tensor_zero_grad(nnl_tensor tensor);

/* ---- Operations: each makes a new tensor, recorded for backward where an input requires a gradient ---- */

/* Axes count from 0, negative ones from the end. */

/* Element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype. */
NNL_API nnl_status NNL_CALL nnl_add(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_subtract(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_multiply(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_divide(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
/* scale * x + shift */
NNL_API nnl_status NNL_CALL nnl_affine(nnl_tensor x, double scale, double shift, nnl_tensor* result);

/* Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast (torch.matmul). */
NNL_API nnl_status NNL_CALL nnl_matmul(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
/* x (..., in) times the transpose of weight (out, in), plus bias (out) or 0 for none. */
NNL_API nnl_status NNL_CALL nnl_linear(nnl_tensor x, nnl_tensor weight, nnl_tensor bias, nnl_tensor* result);

/* The same elements in another shape, of which one size may be -1. Shares memory where the layout allows. */
NNL_API nnl_status NNL_CALL nnl_reshape(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result);
/* Axes from start_axis to end_axis become one. */
NNL_API nnl_status NNL_CALL nnl_flatten(nnl_tensor x, int64_t start_axis, int64_t end_axis,
                                        nnl_tensor* result);
/* Two axes exchanged; shares memory. */
NNL_API nnl_status NNL_CALL nnl_transpose(nnl_tensor x, int64_t axis0, int64_t axis1, nnl_tensor* result);
/* A copy in memory of its own. */
NNL_API nnl_status NNL_CALL nnl_clone(nnl_tensor x, nnl_tensor* result);
/* The same memory, cut off from the graph. */
NNL_API nnl_status NNL_CALL nnl_detach(nnl_tensor x, nnl_tensor* result);

/* Sum and mean over `num_axes` axes (0: over all); with keepdim they stay as size 1. The mean of nothing is
 * NaN. */
NNL_API nnl_status NNL_CALL nnl_sum(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim,
                                    nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_mean(nnl_tensor x, int32_t num_axes, const int64_t* axes, int32_t keepdim,
                                     nnl_tensor* result);

/* 1 / (1 + exp(-x)) */
NNL_API nnl_status NNL_CALL nnl_sigmoid(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_tanh(nnl_tensor x, nnl_tensor* result);
/* max(x, 0); derivative 0 at 0. */
NNL_API nnl_status NNL_CALL nnl_relu(nnl_tensor x, nnl_tensor* result);
/* x above 0, else negative_slope * x; derivative negative_slope at 0. PyTorch's default slope is 0.01; one
 * that is NaN is NNL_INVALID_ARGUMENT. */
NNL_API nnl_status NNL_CALL nnl_leaky_relu(nnl_tensor x, double negative_slope, nnl_tensor* result);
/* exp(x) / sum(exp(x)) along an axis, and its logarithm; neither overflows. */
NNL_API nnl_status NNL_CALL nnl_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_log_softmax(nnl_tensor x, int64_t axis, nnl_tensor* result);

/* (input - target)^2 of equal shapes, reduced (NNL_REDUCTION_...). */
NNL_API nnl_status NNL_CALL nnl_mse_loss(nnl_tensor input, nnl_tensor target, int32_t reduction,
                                         nnl_tensor* result);

/* Settings of nnl_cross_entropy with torch.nn.CrossEntropyLoss's defaults. */
typedef struct nnl_cross_entropy_options {
  uint32_t struct_size;
  int32_t reduction;      /* NNL_REDUCTION_MEAN */
  int64_t ignore_index;   /* -100: targets of this value do not count */
  double label_smoothing; /* 0, in [0, 1] */
  nnl_tensor weight;      /* 0: one weight for each class, floating like the logits, or none */
} nnl_cross_entropy_options;
NNL_API void NNL_CALL nnl_cross_entropy_options_init(nnl_cross_entropy_options* options, uint32_t size);
/* Cross entropy of logits (N, C), (C) or (N, C, ...) against class numbers (i32 or i64, the shape without C)
 * or class probabilities (the logits' dtype and shape). A class number outside [0, C) other than ignore_index
 * is NNL_INDEX_OUT_OF_RANGE. The mean divides by the weights of the targets that count; of none it is NaN. */
NNL_API nnl_status NNL_CALL nnl_cross_entropy(nnl_tensor logits, nnl_tensor target,
                                              const nnl_cross_entropy_options* options, nnl_tensor* result);

/* Of equal shapes, reduced, with d = |input - target|: d; smooth L1: d^2 / (2 beta) below beta (not negative;
 * 0 is L1), else d - beta / 2; Huber: d^2 / 2 below delta (positive), else delta (d - delta / 2). */
NNL_API nnl_status NNL_CALL nnl_l1_loss(nnl_tensor input, nnl_tensor target, int32_t reduction,
                                        nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_smooth_l1_loss(nnl_tensor input, nnl_tensor target, double beta,
                                               int32_t reduction, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_huber_loss(nnl_tensor input, nnl_tensor target, double delta,
                                           int32_t reduction, nnl_tensor* result);
/* Binary cross entropy of probabilities, -weight (target log input + (1 - target) log(1 - input)), with
 * logarithms no less than -100; an input outside [0, 1] is NNL_INVALID_ARGUMENT. And of logits, the same of
 * sigmoid(input) without overflow, where pos_weight multiplies the target's term. The weights broadcast to
 * the input's shape, or are 0 for none; they get no gradient. */
NNL_API nnl_status NNL_CALL nnl_bce_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight,
                                         int32_t reduction, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_bce_with_logits_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight,
                                                     nnl_tensor pos_weight, int32_t reduction,
                                                     nnl_tensor* result);
/* -weight[target] * input[target] for log-probabilities (N, C), (C) or (N, C, ...) and class numbers as in
 * nnl_cross_entropy. weight (C) or 0. The mean divides by the weights of the targets that count. PyTorch's
 * ignore_index is -100. */
NNL_API nnl_status NNL_CALL nnl_nll_loss(nnl_tensor input, nnl_tensor target, nnl_tensor weight,
                                         int64_t ignore_index, int32_t reduction, nnl_tensor* result);
/* For rows a and b (N, D) with target (N), or (D) with a single one, of any dtype: 1 - cos(a, b) where target
 * is 1, max(0, cos(a, b) - margin) where it is -1, 0 elsewhere. PyTorch's margin is 0. */
NNL_API nnl_status NNL_CALL nnl_cosine_embedding_loss(nnl_tensor a, nnl_tensor b, nnl_tensor target,
                                                      double margin, int32_t reduction, nnl_tensor* result);

/* Settings of nnl_triplet_margin_loss with torch.nn.TripletMarginLoss's defaults. */
typedef struct nnl_triplet_margin_options {
  uint32_t struct_size;
  int32_t reduction; /* NNL_REDUCTION_MEAN */
  int32_t swap;      /* 0; 1: the distance of positive and negative counts where it is the smaller one */
  int32_t reserved;  /* 0 */
  double margin;     /* 1, positive */
  double p;          /* 2: of the distance; positive or infinite */
  double eps;        /* 1e-6: added to each difference */
} nnl_triplet_margin_options;
NNL_API void NNL_CALL nnl_triplet_margin_options_init(nnl_triplet_margin_options* options, uint32_t size);
/* max(0, margin + |anchor - positive| - |anchor - negative|), p-norms over the last axis (Balntas et al.
 * 2016). The three broadcast and have as many axes. */
NNL_API nnl_status NNL_CALL nnl_triplet_margin_loss(nnl_tensor anchor, nnl_tensor positive,
                                                    nnl_tensor negative,
                                                    const nnl_triplet_margin_options* options,
                                                    nnl_tensor* result);

/* Settings of embeddings with torch.nn.Embedding's defaults. */
typedef struct nnl_embedding_options {
  uint32_t struct_size;
  nnl_dtype dtype;            /* NNL_F32; of the weight that a layer makes */
  int32_t has_padding_idx;    /* 0 */
  int32_t has_max_norm;       /* 0 */
  int32_t scale_grad_by_freq; /* 0; 1: divide each row's gradient by how often the row occurs in the call */
  int32_t reserved;           /* 0 */
  int64_t padding_idx;        /* a row whose gradient is always 0; in [-num_embeddings, num_embeddings) */
  double max_norm;            /* positive: rows looked up whose norm exceeds it are first rescaled in place */
  double norm_type;           /* 2: the p of that norm, positive or infinite */
} nnl_embedding_options;
NNL_API void NNL_CALL nnl_embedding_options_init(nnl_embedding_options* options, uint32_t size);
/* Rows of weight (num_embeddings, embedding_dim) for indices (i32 or i64) of any shape: shape indices +
 * (embedding_dim). An index outside [0, num_embeddings) is NNL_INDEX_OUT_OF_RANGE. With max_norm, rows are
 * rescaled in inference mode too, and threads may still share the table. The gradient is row-sparse. dtype is
 * not read. */
NNL_API nnl_status NNL_CALL nnl_embedding(nnl_tensor weight, nnl_tensor indices,
                                          const nnl_embedding_options* options, nnl_tensor* result);

/* What training does with a single value for each channel, which has no variance: fail as PyTorch does, or
 * use the running statistics, if there are any, and neither move them nor count the batch. */
enum { NNL_BATCH_OF_ONE_ERROR = 0, NNL_BATCH_OF_ONE_RUNNING = 1 };

/* Settings of batch norms with torch.nn.BatchNorm1d's defaults. */
typedef struct nnl_batch_norm_options {
  uint32_t struct_size;
  nnl_dtype dtype;             /* NNL_F32 */
  int32_t affine;              /* 1: scale and shift by weight and bias */
  int32_t track_running_stats; /* 1 */
  int32_t cumulative_average;  /* 0; 1: ignore momentum, average all batches alike (its momentum=None) */
  int32_t reserved;            /* 0 */
  double eps;                  /* 1e-5, finite and not negative */
  double momentum;             /* 0.1, in [0, 1]: weight of the new batch in the running statistics */
  int32_t bias;                /* 1; 0: an affine layer has a weight only */
  int32_t batch_of_one;        /* NNL_BATCH_OF_ONE_ERROR */
} nnl_batch_norm_options;
NNL_API void NNL_CALL nnl_batch_norm_options_init(nnl_batch_norm_options* options, uint32_t size);
/* Batch norm over axis 1 of x (N, C, ...). weight, bias, running_mean, running_var (all (C)) and
 * num_batches_tracked (i64, one element) may be 0. With `training` the batch's statistics are used and the
 * running ones moved (with the unbiased variance); without, the running ones are used, or the batch's where
 * there are none. affine, bias, track_running_stats and dtype are not read. */
NNL_API nnl_status NNL_CALL nnl_batch_norm(nnl_tensor x, nnl_tensor weight, nnl_tensor bias,
                                           nnl_tensor running_mean, nnl_tensor running_var,
                                           nnl_tensor num_batches_tracked, int32_t training,
                                           const nnl_batch_norm_options* options, nnl_tensor* result);

/* ---- Layers ---- */

/* A look-up table: parameter "weight" from N(0, 1), its padding row zeroed. */
NNL_API nnl_status NNL_CALL nnl_embedding_create(nnl_context context, int64_t num_embeddings,
                                                 int64_t embedding_dim, const nnl_embedding_options* options,
                                                 nnl_module* module);

typedef struct nnl_linear_options {
  uint32_t struct_size;
  nnl_dtype dtype;  /* NNL_F32 */
  int32_t bias;     /* 1 */
  int32_t reserved; /* 0 */
} nnl_linear_options;
NNL_API void NNL_CALL nnl_linear_options_init(nnl_linear_options* options, uint32_t size);
/* x W^T + b: parameters "weight" (out_features, in_features) and "bias", both from U(-1/sqrt(in),
 * 1/sqrt(in)). */
NNL_API nnl_status NNL_CALL nnl_linear_create(nnl_context context, int64_t in_features, int64_t out_features,
                                              const nnl_linear_options* options, nnl_module* module);

/* Batch norm of (N, C) and (N, C, L), of (N, C, H, W), and of (N, C, D, H, W), C being num_features.
 * Parameters "weight" (ones) and "bias" (zeros); buffers "running_mean", "running_var",
 * "num_batches_tracked". One value a channel is NNL_SHAPE_MISMATCH wherever the batch's statistics are used
 * (but see batch_of_one); an empty batch is counted and changes no statistics. */
NNL_API nnl_status NNL_CALL nnl_batch_norm1d_create(nnl_context context, int64_t num_features,
                                                    const nnl_batch_norm_options* options,
                                                    nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_batch_norm2d_create(nnl_context context, int64_t num_features,
                                                    const nnl_batch_norm_options* options,
                                                    nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_batch_norm3d_create(nnl_context context, int64_t num_features,
                                                    const nnl_batch_norm_options* options,
                                                    nnl_module* module);

/* Layers without parameters; see the operations of the same names. Flatten joins all axes but the first. */
NNL_API nnl_status NNL_CALL nnl_flatten_create(nnl_context context, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_sigmoid_create(nnl_context context, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_tanh_create(nnl_context context, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_relu_create(nnl_context context, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_leaky_relu_create(nnl_context context, double negative_slope,
                                                  nnl_module* module);

/* Losses as modules, with torch.nn's names for kinds, for nnl_module_forward_inputs and for training: of a
 * prediction and its target (MSELoss, L1Loss, SmoothL1Loss, HuberLoss, BCELoss, BCEWithLogitsLoss, NLLLoss,
 * CrossEntropyLoss), of two rows and a target (CosineEmbeddingLoss), of anchor, positive and negative
 * (TripletMarginLoss). See the operations of the same names for formulas and settings; weights are shared,
 * and are buffers ("weight", "pos_weight"). */
NNL_API nnl_status NNL_CALL nnl_mse_loss_create(nnl_context context, int32_t reduction, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_l1_loss_create(nnl_context context, int32_t reduction, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_smooth_l1_loss_create(nnl_context context, double beta, int32_t reduction,
                                                      nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_huber_loss_create(nnl_context context, double delta, int32_t reduction,
                                                  nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_bce_loss_create(nnl_context context, nnl_tensor weight, int32_t reduction,
                                                nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_bce_with_logits_loss_create(nnl_context context, nnl_tensor weight,
                                                            nnl_tensor pos_weight, int32_t reduction,
                                                            nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_nll_loss_create(nnl_context context, nnl_tensor weight, int64_t ignore_index,
                                                int32_t reduction, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_cross_entropy_loss_create(nnl_context context,
                                                          const nnl_cross_entropy_options* options,
                                                          nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_cosine_embedding_loss_create(nnl_context context, double margin,
                                                             int32_t reduction, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_triplet_margin_loss_create(nnl_context context,
                                                           const nnl_triplet_margin_options* options,
                                                           nnl_module* module);

/* `count` modules one after the other, named "0", "1", ...; they are shared, and their handles stay the
 * caller's. Modules nest at most 256 deep. */
NNL_API nnl_status NNL_CALL nnl_sequential_create(nnl_context context, int64_t count,
                                                  const nnl_module* modules, nnl_module* module);

NNL_API void NNL_CALL nnl_module_release(nnl_module module);
/* Runs the module. In training mode batch norms move their running statistics. */
NNL_API nnl_status NNL_CALL nnl_module_forward(nnl_module module, nnl_tensor input, nnl_tensor* output);
/* The same with `count` inputs, at least one, in the module's order. A Sequential hands them all to its first
 * module. Another number than the module takes is NNL_INVALID_ARGUMENT. 0 stands for an absent input where
 * the module's comment allows it, and is NNL_INVALID_HANDLE elsewhere. */
NNL_API nnl_status NNL_CALL nnl_module_forward_inputs(nnl_module module, int64_t count,
                                                      const nnl_tensor* inputs, nnl_tensor* output);
/* Training (1, as made) or inference mode (0), of the module and all below it. */
NNL_API nnl_status NNL_CALL nnl_module_train(nnl_module module, int32_t training);
NNL_API nnl_status NNL_CALL nnl_module_is_training(nnl_module module, int32_t* training);
/* Freezes (0) or unfreezes (1) all parameters. */
NNL_API nnl_status NNL_CALL nnl_module_set_requires_grad(nnl_module module, int32_t requires_grad);
/* Drops all gradients. */
NNL_API nnl_status NNL_CALL nnl_module_zero_grad(nnl_module module);

/* Parameters and buffers in order, the tensors shared with the module, with PyTorch's names ("0.weight"). */
NNL_API nnl_status NNL_CALL nnl_module_num_parameters(nnl_module module, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_module_parameter(nnl_module module, int64_t index, nnl_tensor* parameter);
NNL_API nnl_status NNL_CALL nnl_module_parameter_name(nnl_module module, int64_t index, char* name,
                                                      int64_t capacity, int64_t* needed);
NNL_API nnl_status NNL_CALL nnl_module_num_buffers(nnl_module module, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_module_buffer(nnl_module module, int64_t index, nnl_tensor* buffer);
NNL_API nnl_status NNL_CALL nnl_module_buffer_name(nnl_module module, int64_t index, char* name,
                                                   int64_t capacity, int64_t* needed);
/* The parameter or buffer of that name, or NNL_NOT_FOUND. */
NNL_API nnl_status NNL_CALL nnl_module_tensor(nnl_module module, const char* name, nnl_tensor* tensor);

/* All parameters and buffers as a safetensors file, under their names. The file appears whole or not at all,
 * written first under a name beginning with ".nnlite-" in the same folder. If the process is killed
 * meanwhile, that one stays until the same file is saved again. A write beyond the file-size limit is an
 * NNL_IO_ERROR and sends no SIGXFSZ. */
NNL_API nnl_status NNL_CALL nnl_module_save(nnl_module module, const char* path);
/* Reads them back. The file must hold exactly the module's names, dtypes and shapes; otherwise nothing is
 * changed. Only a "num_batches_tracked" may be missing, as in files of old PyTorch versions, and becomes 0.
 * Files are not trusted. */
NNL_API nnl_status NNL_CALL nnl_module_load(nnl_module module, const char* path);

/* ---- Initial weights: each fills a floating tensor in place from its context's random stream ---- */

/* In a callback that computes, the numbers drawn are taken back when the call around it fails; what was
 * written stays, as with nnl_tensor_write. */

NNL_API nnl_status NNL_CALL nnl_init_constant(nnl_tensor tensor, double value);
NNL_API nnl_status NNL_CALL nnl_init_uniform(nnl_tensor tensor, double low, double high);
NNL_API nnl_status NNL_CALL nnl_init_normal(nnl_tensor tensor, double mean, double std);
/* Glorot and Bengio 2010: std = gain * sqrt(2 / (fan_in + fan_out)), uniform bound sqrt(3) * std. */
NNL_API nnl_status NNL_CALL nnl_init_xavier_uniform(nnl_tensor tensor, double gain);
NNL_API nnl_status NNL_CALL nnl_init_xavier_normal(nnl_tensor tensor, double gain);
/* He et al. 2015: std = gain(nonlinearity, slope) / sqrt(fan), uniform bound sqrt(3) * std. `mode` is
 * NNL_FAN_IN or NNL_FAN_OUT. */
NNL_API nnl_status NNL_CALL nnl_init_kaiming_uniform(nnl_tensor tensor, double slope, int32_t mode,
                                                     int32_t nonlinearity);
NNL_API nnl_status NNL_CALL nnl_init_kaiming_normal(nnl_tensor tensor, double slope, int32_t mode,
                                                    int32_t nonlinearity);
NNL_API nnl_status NNL_CALL nnl_init_gain(int32_t nonlinearity, double slope, double* gain);

/* ---- Learning ---- */

/* Settings of SGD with torch.optim.SGD's defaults. */
typedef struct nnl_sgd_options {
  uint32_t struct_size;
  int32_t nesterov;     /* 0 */
  int32_t maximize;     /* 0 */
  int32_t lazy_rows;    /* 1 */
  double learning_rate; /* 1e-3 */
  double momentum;      /* 0 */
  double dampening;     /* 0 */
  double weight_decay;  /* 0 */
} nnl_sgd_options;
NNL_API void NNL_CALL nnl_sgd_options_init(nnl_sgd_options* options, uint32_t size);
/* SGD over `count` parameters, at least one, as group 0. The optimizer shares the parameters: contiguous
 * floating leaves, each once.
 * With lazy_rows a step whose gradient holds only some rows of a table (an embedding's) costs those rows,
 * also with momentum or weight decay, and gives what the dense step gives: the other rows are owed their
 * motion until they are looked up, read or stepped. Reading shows copies that are caught up and writes
 * nothing. A table whose memory others may see (borrowed, DLPack, nnl_tensor_data) is stepped densely, and so
 * is every one with lazy_rows 0. */
NNL_API nnl_status NNL_CALL nnl_sgd_create(int64_t count, const nnl_tensor* parameters,
                                           const nnl_sgd_options* options, nnl_optimizer* optimizer);
/* Another group with settings of its own. */
NNL_API nnl_status NNL_CALL nnl_sgd_add_group(nnl_optimizer optimizer, int64_t count,
                                              const nnl_tensor* parameters, const nnl_sgd_options* options);
NNL_API void NNL_CALL nnl_optimizer_release(nnl_optimizer optimizer);
/* Updates every parameter that has a gradient. Gradients stay as they are. */
NNL_API nnl_status NNL_CALL nnl_optimizer_step(nnl_optimizer optimizer);
/* Brings tables whose rows are owed steps (see nnl_sgd_create) up to date in memory, as any change of them
 * does. What they show stays the same; later steps may round otherwise than without. Look-ups then cost less,
 * and the optimizer may be released with all its memory. Not while other threads use the parameters. */
NNL_API nnl_status NNL_CALL nnl_optimizer_settle(nnl_optimizer optimizer);
/* Drops the gradients of all parameters. */
NNL_API nnl_status NNL_CALL nnl_optimizer_zero_grad(nnl_optimizer optimizer);
NNL_API nnl_status NNL_CALL nnl_optimizer_num_groups(nnl_optimizer optimizer, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_optimizer_learning_rate(nnl_optimizer optimizer, int64_t group,
                                                        double* learning_rate);
NNL_API nnl_status NNL_CALL nnl_optimizer_set_learning_rate(nnl_optimizer optimizer, int64_t group,
                                                            double learning_rate);

/* Scales the gradients of `count` parameters so that their common norm is at most max_norm (not negative);
 * `norm` (may be NULL) receives the norm before. norm_type is positive or infinite. With error_if_nonfinite,
 * a norm that is not finite is NNL_INVALID_STATE. */
NNL_API nnl_status NNL_CALL nnl_clip_grad_norm(int64_t count, const nnl_tensor* parameters, double max_norm,
                                               double norm_type, int32_t error_if_nonfinite, double* norm);
/* Clamps every gradient element to [-clip_value, clip_value]. */
NNL_API nnl_status NNL_CALL nnl_clip_grad_value(int64_t count, const nnl_tensor* parameters,
                                                double clip_value);

typedef struct nnl_loader_options {
  uint32_t struct_size;
  int32_t sampling;   /* NNL_SAMPLING_SEQUENTIAL */
  int32_t last_batch; /* NNL_LAST_BATCH_KEEP */
  int32_t reserved;   /* 0 */
  int64_t batch_size; /* 1 */
  int64_t seed;       /* 0; of the loader's own random stream, not the context's */
} nnl_loader_options;
NNL_API void NNL_CALL nnl_loader_options_init(nnl_loader_options* options, uint32_t size);
/* Mini-batches of `count` (1 to 1024) tensors whose first axis is the sample. The loader shares contiguous
 * tensors and copies others. With NNL_LAST_BATCH_DROP, fewer samples than a batch make empty epochs. */
NNL_API nnl_status NNL_CALL nnl_loader_create(int64_t count, const nnl_tensor* tensors,
                                              const nnl_loader_options* options, nnl_loader* loader);
NNL_API void NNL_CALL nnl_loader_release(nnl_loader loader);
/* The next batch: one new tensor for each of the loader's, in `batch` (room for `count`). At the end of an
 * epoch all are 0; the call after that begins the next epoch. */
NNL_API nnl_status NNL_CALL nnl_loader_next(nnl_loader loader, int64_t count, nnl_tensor* batch);
NNL_API nnl_status NNL_CALL nnl_loader_num_batches(nnl_loader loader, int64_t* count);
/* Epochs that have ended. */
NNL_API nnl_status NNL_CALL nnl_loader_epoch(nnl_loader loader, int64_t* epoch);

/* ---- Training as one call ---- */

/* Settings of nnl_train_step. */
typedef struct nnl_train_step_options {
  uint32_t struct_size;
  int32_t has_clip_norm;      /* 0; 1: nnl_clip_grad_norm by the three settings below */
  int32_t has_clip_value;     /* 0; 1: nnl_clip_grad_value by clip_value, after clip_norm */
  int32_t error_if_nonfinite; /* 0 */
  double clip_norm;
  double clip_norm_type; /* 2 */
  double clip_value;
} nnl_train_step_options;
NNL_API void NNL_CALL nnl_train_step_options_init(nnl_train_step_options* options, uint32_t size);
/* One step of training: drops the gradients of the optimizer's parameters, runs the model on the inputs and
 * `loss` (a module) on the model's output followed by the targets, walks back from what it gives (one
 * element, or NNL_SHAPE_MISMATCH), clips the gradients, and steps the optimizer. `value` (may be NULL)
 * receives the loss, as it was before the update. Modules run in the modes that they are in; the thread's
 * grad mode does not matter. The gradients stay until the next step. A failing step has changed nothing:
 * neither parameters nor gradients, running statistics or the random stream. */
NNL_API nnl_status NNL_CALL nnl_train_step(nnl_module model, nnl_module loss, nnl_optimizer optimizer,
                                           int64_t num_inputs, const nnl_tensor* inputs, int64_t num_targets,
                                           const nnl_tensor* targets, const nnl_train_step_options* options,
                                           double* value);

/* The mean loss over the samples from where the loader stands to the end of its epoch, in inference mode and
 * without recording; the modules' modes are put back. Each batch's loss counts by its samples, so the loss
 * should be a mean over them. NaN if there are none. The first `num_inputs`
 * tensors of a batch go to the model (0: all but the last), the others to the loss. */
NNL_API nnl_status NNL_CALL nnl_evaluate(nnl_module model, nnl_module loss, nnl_loader loader,
                                         int64_t num_inputs, double* value);

/* Why a fit ended: all epochs are done; its time was over; the callback ended it; the loss did not improve
 * any more. */
enum { NNL_FIT_EPOCHS = 0, NNL_FIT_TIME = 1, NNL_FIT_CANCELLED = 2, NNL_FIT_PATIENCE = 3 };

/* Where a fit stands. Later versions add fields at the end. */
typedef struct nnl_fit_progress {
  uint32_t struct_size;
  int32_t epoch_ended;    /* 0 after a step, 1 after an epoch and its validation */
  int64_t epoch;          /* from 0, of this fit */
  int64_t batch;          /* batches of the epoch that are done */
  int64_t batches;        /* that an epoch has */
  int64_t step;           /* steps of the fit that are done */
  double loss;            /* of the step; after an epoch the mean over its samples */
  double validation_loss; /* after an epoch with validation, else NaN */
  double seconds;         /* since the fit began */
} nnl_fit_progress;
/* Called after each step and each epoch. NNL_OK goes on, NNL_CANCELLED ends the fit, anything else ends it as
 * a failure (NNL_CALLBACK_FAILED). It may use model, optimizer and loader, for a checkpoint say;
 * the grad mode that it leaves is put back. */
typedef nnl_status(NNL_CALL* nnl_fit_callback)(const nnl_fit_progress* progress, void* user_data);

/* Settings of nnl_fit. */
typedef struct nnl_fit_options {
  uint32_t struct_size;
  int32_t keep_best;          /* 0; 1: in the end the model is as it was after its best epoch */
  int32_t has_clip_norm;      /* as in nnl_train_step_options, like the next five */
  int32_t has_clip_value;     /* 0 */
  int32_t error_if_nonfinite; /* 0 */
  int32_t schedule_each_step; /* 0: the schedule steps after the last batch of an epoch; 1: after each step */
  double clip_norm;
  double clip_norm_type; /* 2 */
  double clip_value;
  int64_t epochs;        /* 1 */
  int64_t num_inputs;    /* 0: all tensors of a batch but the last go to the model, the last to the loss */
  nnl_loader validation; /* 0: no validation */
  nnl_schedule schedule; /* 0: none; else of this optimizer */
  double max_seconds;    /* 0: no limit; else the fit ends with the first batch after that time */
  int64_t patience;      /* 0; else so many epochs in a row without improvement end the fit */
  double min_delta;      /* 0: how much lower a loss must be to be an improvement */
} nnl_fit_options;
NNL_API void NNL_CALL nnl_fit_options_init(nnl_fit_options* options, uint32_t size);

/* What a fit came to. Losses are NaN where there is none. */
typedef struct nnl_fit_report {
  uint32_t struct_size;
  int32_t end;    /* NNL_FIT_... */
  int64_t epochs; /* that were completed */
  int64_t steps;
  int64_t best_epoch;     /* from 0, or -1 */
  double loss;            /* mean over the samples of the last completed epoch */
  double validation_loss; /* after it */
  double best_loss;       /* the lowest validation loss of an epoch, or training loss without validation */
  double seconds;
} nnl_fit_report;
/* Readies a report of that size for nnl_fit, which writes no byte beyond it. */
NNL_API void NNL_CALL nnl_fit_report_init(nnl_fit_report* report, uint32_t size);
/* Trains on the loader's batches with nnl_train_step, epoch by epoch from where the loader stands. The model
 * trains in the modes that its modules are in, or wholly in training mode if it is itself in inference mode;
 * validation (nnl_evaluate) follows each epoch; in the end all modes are as before. ReduceLROnPlateau gets
 * the validation loss, or without validation the training loss of the epoch (or the step). `callback` may be
 * NULL; `report` (may be NULL) must have been readied. However a fit ends, model (but for keep_best),
 * optimizer and loader stand after the same whole number of steps, and a validation that was not finished has
 * not begun; the rest of an epoch, down to nothing, is the next fit's. When a step or the callback fails, the
 * steps before it stay done, and the loader stands before the batch that failed; when a validation fails, all
 * steps of its epoch stay done. The message names the epoch. */
NNL_API nnl_status NNL_CALL nnl_fit(nnl_module model, nnl_module loss, nnl_optimizer optimizer,
                                    nnl_loader loader, const nnl_fit_options* options,
                                    nnl_fit_callback callback, void* user_data, nnl_fit_report* report);

/* ---- Checkpoints: a training as a file ---- */

/* The parts of a checkpoint, all of one context; a handle that is 0 is not in it, but one must be. */
typedef struct nnl_checkpoint_parts {
  uint32_t struct_size;
  int32_t random;          /* 1; where the context's random stream stands */
  nnl_module model;        /* parameters and buffers */
  nnl_optimizer optimizer; /* moments, counts, learning rates and momenta, by the order of its parameters */
  nnl_schedule schedule;
  nnl_loader loader; /* the order of its epoch, its place in it and its random stream */
} nnl_checkpoint_parts;
NNL_API void NNL_CALL nnl_checkpoint_parts_init(nnl_checkpoint_parts* parts, uint32_t size);
/* The parts as one safetensors file, named "model.<name>", "optimizer.<name>" and so on; the file appears
 * whole or not at all, as with nnl_module_save. */
NNL_API nnl_status NNL_CALL nnl_checkpoint_save(const char* path, const nnl_checkpoint_parts* parts);
/* Takes up the parts of a file again in objects that were made as those saved were: training goes on with the
 * bits that it would have had without the stop. Parts of the file that are not asked for are passed over, so
 * that a model alone can be loaded; a part that the file lacks is NNL_NOT_FOUND, one of another kind (AdamW
 * for Adam, another batch size) NNL_INVALID_ARGUMENT. On failure nothing has
 * changed. Files are not trusted. */
NNL_API nnl_status NNL_CALL nnl_checkpoint_load(const char* path, const nnl_checkpoint_parts* parts);

/* ---- Operations on elements, axes and positions ---- */

/* As the operations above: each makes a new tensor, recorded for backward where an input requires a gradient.
 * Tensors are floating and of one dtype unless it says "any dtype"; a scalar operand is rounded to the
 * tensor's dtype. "Both broadcast" is as in nnl_add. A tensor without axes has axis 0 in name. NaN elements
 * give NaN unless said otherwise. */

/* Element by element: exp(x); the natural logarithm; the square root; |x| (derivative 0 at 0); -x; 1 / x. */
NNL_API nnl_status NNL_CALL nnl_exp(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_log(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_sqrt(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_abs(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_negative(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_reciprocal(nnl_tensor x, nnl_tensor* result);
/* x to a power: a number, or one for each element (both broadcast). The power 0.5 is the square root and -0.5
 * its inverse, also of -infinity. For a power 0 the derivative is 0; the derivative by a power that is not
 * negative is 0 where x is 0. */
NNL_API nnl_status NNL_CALL nnl_pow(nnl_tensor x, double exponent, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_pow_tensor(nnl_tensor x, nnl_tensor exponent, nnl_tensor* result);
/* min(max(x, low), high), so `high` where it is below `low`. An infinite bound is none (-infinity for low,
 * +infinity for high). The derivative is 1 between the bounds and at them. A bound that is NaN is
 * NNL_INVALID_ARGUMENT; PyTorch treats one differently alone and beside another. */
NNL_API nnl_status NNL_CALL nnl_clamp(nnl_tensor x, double low, double high, nnl_tensor* result);
/* The lesser or greater of two elements (both broadcast, any dtype, the same for both). Where they are equal
 * each gets half the gradient. */
NNL_API nnl_status NNL_CALL nnl_minimum(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_maximum(nnl_tensor a, nnl_tensor b, nnl_tensor* result);

/* Comparisons: a == b, a != b, a < b, a <= b, a > b, a >= b as bool, without gradient. Both broadcast, any
 * dtype, the same for both. NaN is unequal to all and neither less nor greater. */
NNL_API nnl_status NNL_CALL nnl_eq(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_ne(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_lt(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_le(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_gt(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_ge(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
/* The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
NNL_API nnl_status NNL_CALL nnl_eq_scalar(nnl_tensor a, double b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_ne_scalar(nnl_tensor a, double b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_lt_scalar(nnl_tensor a, double b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_le_scalar(nnl_tensor a, double b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_gt_scalar(nnl_tensor a, double b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_ge_scalar(nnl_tensor a, double b, nnl_tensor* result);

/* Bool results without gradient; every element but 0 is true (NaN too). Both broadcast, any dtypes. */
NNL_API nnl_status NNL_CALL nnl_logical_not(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_logical_and(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_logical_or(nnl_tensor a, nnl_tensor b, nnl_tensor* result);

/* a where `condition` (bool) is true, else b. All three broadcast; a and b are of one dtype, any. */
NNL_API nnl_status NNL_CALL nnl_where(nnl_tensor condition, nnl_tensor a, nnl_tensor b, nnl_tensor* result);
/* `value` where `mask` (bool) is true, else x, with gradient 0 and 1. Both broadcast; any dtype. In a tensor
 * of integers the value is cut towards zero, and one out of range is NNL_INVALID_ARGUMENT. */
NNL_API nnl_status NNL_CALL nnl_masked_fill(nnl_tensor x, nnl_tensor mask, double value, nnl_tensor* result);

/* The greatest or least of all elements (any dtype; at least one, or NNL_SHAPE_MISMATCH). NaN is both. Equal
 * extrema share the gradient evenly. */
NNL_API nnl_status NNL_CALL nnl_max(nnl_tensor x, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_min(nnl_tensor x, nnl_tensor* result);
/* The same along an axis, which stays as size 1 with keepdim: values, and where they stand (i64). Of equal
 * elements the first is taken, and gets the gradient. An empty axis is NNL_SHAPE_MISMATCH. */
NNL_API nnl_status NNL_CALL nnl_max_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values,
                                          nnl_tensor* indices);
NNL_API nnl_status NNL_CALL nnl_min_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* values,
                                          nnl_tensor* indices);
/* Where the greatest or least element stands among all, counted row-major, or along an axis: i64, without
 * gradient; the first of equal ones. Any dtype; nothing is NNL_SHAPE_MISMATCH. */
NNL_API nnl_status NNL_CALL nnl_argmax(nnl_tensor x, int32_t keepdim, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_argmin(nnl_tensor x, int32_t keepdim, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_argmax_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_argmin_along(nnl_tensor x, int64_t axis, int32_t keepdim, nnl_tensor* result);
/* The k greatest elements along an axis in descending order (with `largest` 0 the least, ascending): values,
 * and where they stand (i64). NaN counts as greater than all. Of equal elements the one with the lower index
 * comes first; PyTorch leaves that open. Any dtype. A k outside [0, size of the axis] is
 * NNL_INDEX_OUT_OF_RANGE. */
NNL_API nnl_status NNL_CALL nnl_topk(nnl_tensor x, int64_t k, int64_t axis, int32_t largest,
                                     nnl_tensor* values, nnl_tensor* indices);

/* Variance and standard deviation over axes as in nnl_sum: the sum of squared distances from the mean, over n
 * - correction. The correction is not negative: 1 for the unbiased variance (PyTorch's default), 0 for the
 * biased one. Where n is no more than the correction the result is not finite. The derivative of the standard
 * deviation is 0 where that is 0. */
NNL_API nnl_status NNL_CALL nnl_var(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                                    int32_t keepdim, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_std(nnl_tensor x, int32_t num_axes, const int64_t* axes, int64_t correction,
                                    int32_t keepdim, nnl_tensor* result);
/* (sum of |x|^p)^(1/p) over axes as in nnl_sum. p = 0 counts the elements that are not 0, infinity gives the
 * greatest |x|, -infinity the least. The derivative is 0 where the norm is 0, and shared evenly by equal
 * extrema. A p that is NaN is NNL_INVALID_ARGUMENT; axes without elements are NNL_SHAPE_MISMATCH for a
 * negative or infinite p. */
NNL_API nnl_status NNL_CALL nnl_norm(nnl_tensor x, double p, int32_t num_axes, const int64_t* axes,
                                     int32_t keepdim, nnl_tensor* result);

/* `count` tensors (at least one; one dtype, any) one after the other along an axis; their other sizes are
 * equal. Tensors of shape (0) are passed over. */
NNL_API nnl_status NNL_CALL nnl_cat(int64_t count, const nnl_tensor* tensors, int64_t axis,
                                    nnl_tensor* result);
/* The same along a new axis, in [-rank - 1, rank]; all of one shape. */
NNL_API nnl_status NNL_CALL nnl_stack(int64_t count, const nnl_tensor* tensors, int64_t axis,
                                      nnl_tensor* result);
/* An axis cut into `count` parts of the given sizes, which must add up to it: `parts` has room for `count`
 * handles, all 0 on failure. Any dtype; the parts share x's memory. */
NNL_API nnl_status NNL_CALL nnl_split(nnl_tensor x, int64_t axis, int64_t count, const int64_t* sizes,
                                      nnl_tensor* parts);

/* x[start:stop:step] along an axis as Python has it, sharing memory: negative bounds count from the end, and
 * bounds beyond the axis mean its ends (INT64_MAX: all the rest). A step below 1 is NNL_INVALID_ARGUMENT. Any
 * dtype. */
NNL_API nnl_status NNL_CALL nnl_slice(nnl_tensor x, int64_t axis, int64_t start, int64_t stop, int64_t step,
                                      nnl_tensor* result);
/* Element index[i, j, k] along the axis, at the same place in the other axes: for axis 1,
 * x[i, index[i, j, k], k]. The index (i32 or i64) has as many axes as x and is no longer than x along the
 * others; the result has its shape. An index outside [0, size) is NNL_INDEX_OUT_OF_RANGE. Repeated elements
 * add their gradients. Any dtype. */
NNL_API nnl_status NNL_CALL nnl_gather(nnl_tensor x, int64_t axis, nnl_tensor index, nnl_tensor* result);
/* Whole slices of x at places along an axis, which may repeat; index (i32 or i64) has one axis, or none for
 * one place, and its elements are checked as in nnl_gather. */
NNL_API nnl_status NNL_CALL nnl_index_select(nnl_tensor x, int64_t axis, nnl_tensor index,
                                             nnl_tensor* result);
/* i64 of the index's shape and one more axis of `classes`: 1 at the index, else 0. With -1 there are as many
 * classes as the greatest index + 1 (an empty index is then NNL_INVALID_ARGUMENT). The index is i32 or i64.
 */
NNL_API nnl_status NNL_CALL nnl_one_hot(nnl_tensor index, int64_t classes, nnl_tensor* result);

/* Views that share memory, of any dtype: all axes in another order; without those of the named axes (0 axes:
 * of all) that have size 1; with a new axis of size 1 at `axis`, in [-rank - 1, rank]. */
NNL_API nnl_status NNL_CALL nnl_permute(nnl_tensor x, int32_t num_axes, const int64_t* axes,
                                        nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_squeeze(nnl_tensor x, int32_t num_axes, const int64_t* axes,
                                        nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_unsqueeze(nnl_tensor x, int64_t axis, nnl_tensor* result);
/* Axes of size 1 repeated, and new ones in front, to a shape in which -1 keeps a size; without a copy. The
 * result must not be written to. */
NNL_API nnl_status NNL_CALL nnl_expand(nnl_tensor x, int32_t rank, const int64_t* shape, nnl_tensor* result);

/* Matrix products of a (n, i, k) and b (n, k, j) one by one; unlike nnl_matmul, nothing broadcasts. */
NNL_API nnl_status NNL_CALL nnl_bmm(nnl_tensor a, nnl_tensor b, nnl_tensor* result);
/* Sums of a * b along an axis, over both norms, each at least eps (not negative; PyTorch's defaults are axis
 * 1 and 1e-8). Both broadcast. Where eps takes a norm's place, the gradient is the norm's all the same, as in
 * PyTorch. */
NNL_API nnl_status NNL_CALL nnl_cosine_similarity(nnl_tensor a, nnl_tensor b, int64_t axis, double eps,
                                                  nnl_tensor* result);

/* ---- Modules that callers build from parts ---- */

/* What a caller's module computes. `module` and `inputs` are borrowed: their handles end with the callback.
 * The handle put into `output` passes to nnlite; it may be one of the inputs. What the operations and modules
 * change that the callback runs (running statistics, random numbers) is undone if the call around it fails.
 * Another result than NNL_OK, or no output, makes that call NNL_CALLBACK_FAILED; its message has the last
 * error of the callback, its own (nnl_set_last_error) or that of a call it made. At most 128 callbacks and
 * 1,024 modules run inside each other, which takes up to 512 KiB of stack. The grad mode that one leaves is
 * put back. */
typedef nnl_status(NNL_CALL* nnl_module_callback)(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                                  nnl_tensor* output, void* user_data);
/* A module without parts. `kind` is its name for people, 1 to 255 bytes of UTF-8 without control characters,
 * as names of parts are. With forward NULL it only groups its children, as torch.nn.ModuleList and ModuleDict
 * do, and running it is NNL_NOT_SUPPORTED. `done` is called when the module goes (with forward NULL: at
 * once). What user_data owns must not include a handle of this module or of one above it, or none of them
 * ever goes: take the parts from the callback's `module`. */
NNL_API nnl_status NNL_CALL nnl_module_create(nnl_context context, const char* kind,
                                              nnl_module_callback forward, nnl_release_callback done,
                                              void* user_data, nnl_module* module);
/* Parts of a module that nnl_module_create made; they are shared, and their handles stay the caller's. A name
 * holds no "." and is new in the module (else NNL_INVALID_ARGUMENT). A parameter is a floating tensor that no
 * recorded operation made; it requires a gradient from now on, as torch.nn.Parameter does, until it is
 * frozen. A buffer requires none. A child that is or contains the module is NNL_INVALID_ARGUMENT. Other than
 * in PyTorch, a module that is itself a child takes no more children (NNL_INVALID_STATE): build from below.
 */
NNL_API nnl_status NNL_CALL nnl_module_add_parameter(nnl_module module, const char* name,
                                                     nnl_tensor parameter);
NNL_API nnl_status NNL_CALL nnl_module_add_buffer(nnl_module module, const char* name, nnl_tensor buffer);
NNL_API nnl_status NNL_CALL nnl_module_add_child(nnl_module module, const char* name, nnl_module child);

/* Another handle of the same module. */
NNL_API nnl_status NNL_CALL nnl_module_share(nnl_module module, nnl_module* other);
/* "BatchNorm1d" and the like, and the children in order: those of a Sequential are "0", "1", ... */
NNL_API nnl_status NNL_CALL nnl_module_kind(nnl_module module, char* kind, int64_t capacity, int64_t* needed);
NNL_API nnl_status NNL_CALL nnl_module_num_children(nnl_module module, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_module_child(nnl_module module, int64_t index, nnl_module* child);
NNL_API nnl_status NNL_CALL nnl_module_child_name(nnl_module module, int64_t index, char* name,
                                                  int64_t capacity, int64_t* needed);
/* A table for people: a line for each module, nested ones indented, with its kind, the shape of its output
 * when the model runs on the inputs, and the elements of its own parameters; then all parameters and the
 * trainable ones, each counted once. A module that did not run shows "-", one that ran more often than it is
 * listed its last output. The run is not recorded, and what it changes is undone. */
NNL_API nnl_status NNL_CALL nnl_module_summary(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                               char* text, int64_t capacity, int64_t* needed);

/* ---- Operations that callers define, and the check of gradients ---- */

/* A function of tensors: `inputs` and `output` as in nnl_module_callback. */
typedef nnl_status(NNL_CALL* nnl_function_callback)(int64_t count, const nnl_tensor* inputs,
                                                    nnl_tensor* output, void* user_data);
/* Its gradients: for each of the `count` inputs that is wanted (`wanted` 1) the handle of a tensor of that
 * input's shape, dtype and context, which passes to nnlite, or 0 for none. `gradients` begins with zeros;
 * what is not wanted is passed over. All other handles are borrowed, and none of their tensors may be
 * written. */
typedef nnl_status(NNL_CALL* nnl_backward_callback)(int64_t count, const nnl_tensor* inputs,
                                                    nnl_tensor output, nnl_tensor output_gradient,
                                                    const int32_t* wanted, nnl_tensor* gradients,
                                                    void* user_data);
/* A caller's operation, as torch.autograd.Function: forward is called now; backward when a gradient comes, on
 * the thread that walks backward. Both run without recording, on tensors cut off from the graph. At least one
 * input, all of one context; a floating output is recorded where an input requires a gradient. Then inputs
 * and output are saved, and changing them in place before backward is an error. With backward NULL walking
 * back is NNL_NOT_SUPPORTED. A failing backward callback fails the walk, and no gradient changes. Errors name
 * the operation, `name` being as a module's kind. `done` is called when neither call nor graph needs
 * user_data any more, which may be before this returns; not if this fails. */
NNL_API nnl_status NNL_CALL nnl_custom_op(const char* name, int64_t count, const nnl_tensor* inputs,
                                          nnl_function_callback forward, nnl_backward_callback backward,
                                          nnl_release_callback done, void* user_data, nnl_tensor* output);

/* Settings of nnl_gradcheck with torch.autograd.gradcheck's defaults. */
typedef struct nnl_gradcheck_options {
  uint32_t struct_size;
  int32_t reserved; /* 0 */
  double eps;       /* 1e-6, positive and finite: the step to either side */
  double atol;      /* 1e-5, not negative */
  double rtol;      /* 1e-3, not negative */
} nnl_gradcheck_options;
NNL_API void NNL_CALL nnl_gradcheck_options_init(nnl_gradcheck_options* options, uint32_t size);
/* Compares the derivatives that backward gives with central differences: for every element of the function's
 * output (f64) and of every input that requires a gradient, |analytical - numerical| <= atol + rtol *
 * |numerical|. Costs two calls of the function for each such element and a walk for each element of the
 * output. At least one input requires a gradient; those that do are f64 (f32 is NNL_DTYPE_MISMATCH: its
 * differences are too coarse) and no results of recorded operations. They are changed in place meanwhile and
 * end with the bits that they began with; the function may also reach them by other ways than its arguments.
 * No gradient changes, and what an operation or module in a call changes or draws is undone after it, so that
 * random functions repeat themselves; what the function writes or walks by itself (nnl_tensor_write,
 * nnl_tensor_backward) stays.
 *
 * A difference is no failure: `passed` becomes 0, and the report lists the first ones (else it says that all
 * agree), "input 0 at [1, 2], output at [3]: analytical 2, numerical 3". It never needs more than 4,096
 * bytes. */
NNL_API nnl_status NNL_CALL nnl_gradcheck(nnl_function_callback function, void* user_data, int64_t count,
                                          const nnl_tensor* inputs, const nnl_gradcheck_options* options,
                                          int32_t* passed, char* report, int64_t capacity, int64_t* needed);

/* ---- Loading with a report ---- */

/* How names of a file and of a module did not meet: only in the module, only in the file, or in both but of
 * different dtype or shape. */
enum { NNL_LOAD_MISSING = 0, NNL_LOAD_UNEXPECTED = 1, NNL_LOAD_MISMATCHED = 2 };

typedef struct nnl_load_options {
  uint32_t struct_size;
  int32_t strict;   /* 1: a name that did not meet is an error, which lists them */
  int32_t dry_run;  /* 0; 1: compares only, and loads nothing */
  int32_t reserved; /* 0 */
} nnl_load_options;
NNL_API void NNL_CALL nnl_load_options_init(nnl_load_options* options, uint32_t size);
/* nnl_module_load with options. Not strict, it loads all that fits and leaves the rest as it is; other than
 * in PyTorch also where shapes differ. `report` (may be NULL) tells what did not meet. A
 * "num_batches_tracked" that is missing beside a "running_mean" becomes 0 and is not reported. Strict, it
 * fails with NNL_NOT_FOUND if a name is missing, else NNL_INVALID_FILE, or NNL_DTYPE_MISMATCH or
 * NNL_SHAPE_MISMATCH if only those differ. */
NNL_API nnl_status NNL_CALL nnl_module_load_with(nnl_module module, const char* path,
                                                 const nnl_load_options* options, nnl_load_report* report);
NNL_API void NNL_CALL nnl_load_report_release(nnl_load_report report);
/* The names of one list (NNL_LOAD_...). */
NNL_API nnl_status NNL_CALL nnl_load_report_count(nnl_load_report report, int32_t list, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_load_report_name(nnl_load_report report, int32_t list, int64_t index,
                                                 char* name, int64_t capacity, int64_t* needed);

/* ---- Convolution and pooling ---- */

/* Numbers for two axes stand as (height, width). Every size, stride, padding and dilation must be below 2^31.
 */

/* Settings of convolutions with torch.nn.Conv2d's defaults. Of each pair, those of signals read the first
 * number alone. */
typedef struct nnl_conv_options {
  uint32_t struct_size;
  nnl_dtype dtype;      /* NNL_F32; of the parameters that a layer makes */
  int32_t bias;         /* 1: a layer has one */
  int32_t padding_same; /* 0; 1: as many zeros as keep the size, an odd one behind; for stride 1, padding 0 */
  int64_t groups;       /* 1; divides both numbers of channels */
  int64_t stride[2];    /* {1, 1} */
  int64_t padding[2];   /* {0, 0}: zeros on both sides */
  int64_t dilation[2];  /* {1, 1}: the distance of neighbours in the kernel */
} nnl_conv_options;
NNL_API void NNL_CALL nnl_conv_options_init(nnl_conv_options* options, uint32_t size);
/* Convolution (as everywhere in learning, without turning the kernel around) of signals x (N, C, L) or (C, L)
 * with weight (out, C / groups, length), and of images x (N, C, H, W) or (C, H, W) with weight (out, C /
 * groups, height, width). bias (out) or 0. The result is as x, with `out` channels and floor((size + 2
 * padding - dilation (kernel - 1) - 1) / stride) + 1 elements along each further axis, at least one, or
 * NNL_SHAPE_MISMATCH; only batch and channels may be empty. A setting out of its range and groups that do not
 * divide the outputs are NNL_INVALID_ARGUMENT. dtype and the bias flag are not read. */
NNL_API nnl_status NNL_CALL nnl_conv1d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias,
                                       const nnl_conv_options* options, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_conv2d(nnl_tensor x, nnl_tensor weight, nnl_tensor bias,
                                       const nnl_conv_options* options, nnl_tensor* result);
/* The same as layers: parameters "weight" and "bias", both from U(-b, b) with b = 1 / sqrt(in_channels /
 * groups * elements of the kernel). */
NNL_API nnl_status NNL_CALL nnl_conv1d_create(nnl_context context, int64_t in_channels, int64_t out_channels,
                                              int64_t kernel, const nnl_conv_options* options,
                                              nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_conv2d_create(nnl_context context, int64_t in_channels, int64_t out_channels,
                                              int64_t kernel_height, int64_t kernel_width,
                                              const nnl_conv_options* options, nnl_module* module);

/* ---- Normalisation of each sample ---- */

/* Settings of layer norms with torch.nn.LayerNorm's defaults. */
typedef struct nnl_layer_norm_options {
  uint32_t struct_size;
  nnl_dtype dtype;            /* NNL_F32 */
  int32_t elementwise_affine; /* 1: scale and shift by weight and bias */
  int32_t bias;               /* 1; 0: scale only */
  double eps;                 /* 1e-5, finite and not negative */
} nnl_layer_norm_options;
NNL_API void NNL_CALL nnl_layer_norm_options_init(nnl_layer_norm_options* options, uint32_t size);
/* (x - mean) / sqrt(biased variance + eps) * weight + bias over the last `rank` (at least one) axes, whose
 * sizes must be normalized_shape (Ba et al. 2016). weight and bias of that shape, or 0. Right also for f32
 * data with a large mean. Without variance and eps the result is NaN, as in PyTorch. */
NNL_API nnl_status NNL_CALL nnl_layer_norm(nnl_tensor x, int32_t rank, const int64_t* normalized_shape,
                                           nnl_tensor weight, nnl_tensor bias, double eps,
                                           nnl_tensor* result);
/* Its layer: parameters "weight" (ones) and "bias" (zeros). */
NNL_API nnl_status NNL_CALL nnl_layer_norm_create(nnl_context context, int32_t rank,
                                                  const int64_t* normalized_shape,
                                                  const nnl_layer_norm_options* options, nnl_module* module);

/* Settings of group norms with torch.nn.GroupNorm's defaults. */
typedef struct nnl_group_norm_options {
  uint32_t struct_size;
  nnl_dtype dtype;  /* NNL_F32 */
  int32_t affine;   /* 1: scale and shift by weight and bias */
  int32_t reserved; /* 0 */
  double eps;       /* 1e-5, finite and not negative */
} nnl_group_norm_options;
NNL_API void NNL_CALL nnl_group_norm_options_init(nnl_group_norm_options* options, uint32_t size);
/* The same over each of num_groups groups of the channels of each sample of x (N, C, ...), with all that
 * follows the channels (Wu and He 2018). weight and bias (C), or 0. Channels that do not fall evenly into the
 * groups are NNL_SHAPE_MISMATCH, and so is a single sample with one value in each group, in inference too;
 * with more samples one value in each group gives the bias. */
NNL_API nnl_status NNL_CALL nnl_group_norm(nnl_tensor x, int64_t num_groups, nnl_tensor weight,
                                           nnl_tensor bias, double eps, nnl_tensor* result);
/* Its layer: parameters "weight" (ones) and "bias" (zeros) of num_channels elements. */
NNL_API nnl_status NNL_CALL nnl_group_norm_create(nnl_context context, int64_t num_groups,
                                                  int64_t num_channels, const nnl_group_norm_options* options,
                                                  nnl_module* module);
/* Settings of nnl_max_pool2d with torch.nn.MaxPool2d's defaults. */
typedef struct nnl_max_pool2d_options {
  uint32_t struct_size;
  int32_t ceil_mode;   /* 0; 1: a last window may reach beyond the padding, if it begins before it */
  int64_t stride[2];   /* {0, 0}; 0 is the kernel's size */
  int64_t padding[2];  /* {0, 0}, at most half the kernel */
  int64_t dilation[2]; /* {1, 1} */
} nnl_max_pool2d_options;
NNL_API void NNL_CALL nnl_max_pool2d_options_init(nnl_max_pool2d_options* options, uint32_t size);
/* Settings of nnl_avg_pool2d with torch.nn.AvgPool2d's defaults. */
typedef struct nnl_avg_pool2d_options {
  uint32_t struct_size;
  int32_t ceil_mode;         /* as above */
  int32_t count_include_pad; /* 1: padding counts as zeros; 0: not at all */
  int32_t reserved;          /* 0 */
  int64_t divisor_override;  /* 0; otherwise every sum is divided by it */
  int64_t stride[2];         /* {0, 0}; 0 is the kernel's size */
  int64_t padding[2];        /* {0, 0}, at most half the kernel */
} nnl_avg_pool2d_options;
NNL_API void NNL_CALL nnl_avg_pool2d_options_init(nnl_avg_pool2d_options* options, uint32_t size);
/* The greatest element or the average of each window of images x (N, C, H, W) or (C, H, W), of which only the
 * batch may be empty. Sizes are as in nnl_conv2d, rounded up with ceil_mode; windows that find no room are
 * NNL_SHAPE_MISMATCH, settings out of their range NNL_INVALID_ARGUMENT. NaN counts as the greatest. Of equal
 * elements the first gets the gradient (of NaNs the last, as in PyTorch). A window of padding alone has
 * -infinity for its greatest element. A plane has fewer than 2^31 elements. */
NNL_API nnl_status NNL_CALL nnl_max_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                                           const nnl_max_pool2d_options* options, nnl_tensor* result);
NNL_API nnl_status NNL_CALL nnl_avg_pool2d(nnl_tensor x, int64_t kernel_height, int64_t kernel_width,
                                           const nnl_avg_pool2d_options* options, nnl_tensor* result);
/* Averages of windows that share each plane out evenly, as in torch.nn.AdaptiveAvgPool2d: output o along an
 * axis averages the elements from floor(o size / out) to ceil((o + 1) size / out) - 1. An output size of -1
 * keeps the input's; (1, 1) averages whole planes. Images as above; channels may be empty too. */
NNL_API nnl_status NNL_CALL nnl_adaptive_avg_pool2d(nnl_tensor x, int64_t out_height, int64_t out_width,
                                                    nnl_tensor* result);
/* The same as layers. */
NNL_API nnl_status NNL_CALL nnl_max_pool2d_create(nnl_context context, int64_t kernel_height,
                                                  int64_t kernel_width, const nnl_max_pool2d_options* options,
                                                  nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_avg_pool2d_create(nnl_context context, int64_t kernel_height,
                                                  int64_t kernel_width, const nnl_avg_pool2d_options* options,
                                                  nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_adaptive_avg_pool2d_create(nnl_context context, int64_t out_height,
                                                           int64_t out_width, nnl_module* module);

/* ---- Optimizers beside SGD ---- */

/* They are made and used as SGD is: the parameters are group 0, _add_group (of the optimizer's own kind, or
 * NNL_INVALID_ARGUMENT) adds another, and nnl_optimizer_step updates all that have a gradient. A parameter
 * without gradient is passed over: no decay, no moment, no count. Settings are finite and at least 0, betas
 * below 1. Memory for moments is taken at a parameter's first step; a step that cannot get it changes
 * nothing.
 */

/* torch.optim.Adam with its defaults (Kingma and Ba 2015): with g the gradient (negated by maximize) +
 * weight_decay * p, m and v its average and that of its square, t the parameter's steps:
 * p -= learning_rate / (1 - beta1^t) * m / (sqrt(v / (1 - beta2^t)) + eps); with amsgrad v is its greatest so
 * far. Row-sparse gradients, which PyTorch refuses, count as dense ones: all rows' moments decay. */
typedef struct nnl_adam_options {
  uint32_t struct_size;
  int32_t amsgrad;      /* 0 */
  int32_t maximize;     /* 0 */
  int32_t reserved;     /* 0 */
  double learning_rate; /* 1e-3 */
  double beta1;         /* 0.9 */
  double beta2;         /* 0.999 */
  double eps;           /* 1e-8 */
  double weight_decay;  /* 0 */
} nnl_adam_options;
NNL_API void NNL_CALL nnl_adam_options_init(nnl_adam_options* options, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_adam_create(int64_t count, const nnl_tensor* parameters,
                                            const nnl_adam_options* options, nnl_optimizer* optimizer);
NNL_API nnl_status NNL_CALL nnl_adam_add_group(nnl_optimizer optimizer, int64_t count,
                                               const nnl_tensor* parameters, const nnl_adam_options* options);

/* torch.optim.AdamW (Loshchilov and Hutter 2019): Adam, but the decay is p *= 1 - learning_rate *
 * weight_decay before the step, and not part of the moments. */
typedef struct nnl_adamw_options {
  uint32_t struct_size;
  int32_t amsgrad;      /* 0 */
  int32_t maximize;     /* 0 */
  int32_t reserved;     /* 0 */
  double learning_rate; /* 1e-3 */
  double beta1;         /* 0.9 */
  double beta2;         /* 0.999 */
  double eps;           /* 1e-8 */
  double weight_decay;  /* 1e-2 */
} nnl_adamw_options;
NNL_API void NNL_CALL nnl_adamw_options_init(nnl_adamw_options* options, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_adamw_create(int64_t count, const nnl_tensor* parameters,
                                             const nnl_adamw_options* options, nnl_optimizer* optimizer);
NNL_API nnl_status NNL_CALL nnl_adamw_add_group(nnl_optimizer optimizer, int64_t count,
                                                const nnl_tensor* parameters,
                                                const nnl_adamw_options* options);

/* torch.optim.SparseAdam: Adam that touches only the rows of row-sparse gradients, as embeddings have them:
 * p -= learning_rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps) there; other rows and their
 * moments stay. t counts the parameter's steps, not the row's. learning_rate and eps are above 0. A dense
 * gradient is NNL_NOT_SUPPORTED in nnl_optimizer_step. */
typedef struct nnl_sparse_adam_options {
  uint32_t struct_size;
  int32_t maximize;     /* 0 */
  double learning_rate; /* 1e-3 */
  double beta1;         /* 0.9 */
  double beta2;         /* 0.999 */
  double eps;           /* 1e-8 */
} nnl_sparse_adam_options;
NNL_API void NNL_CALL nnl_sparse_adam_options_init(nnl_sparse_adam_options* options, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_sparse_adam_create(int64_t count, const nnl_tensor* parameters,
                                                   const nnl_sparse_adam_options* options,
                                                   nnl_optimizer* optimizer);
NNL_API nnl_status NNL_CALL nnl_sparse_adam_add_group(nnl_optimizer optimizer, int64_t count,
                                                      const nnl_tensor* parameters,
                                                      const nnl_sparse_adam_options* options);

/* torch.optim.Adagrad (Duchi et al. 2011): with g as in Adam and s, at first initial_accumulator_value, the
 * sum of its squares: p -= learning_rate / (1 + (t - 1) * lr_decay) * g / (sqrt(s) + eps). Row-sparse
 * gradients touch their rows alone, unless a weight_decay moves the others; then the step is dense (PyTorch:
 * an error). Each group has an initial_accumulator_value of its own (PyTorch: the constructor's for all). */
typedef struct nnl_adagrad_options {
  uint32_t struct_size;
  int32_t maximize;                 /* 0 */
  double learning_rate;             /* 1e-2 */
  double lr_decay;                  /* 0 */
  double weight_decay;              /* 0 */
  double initial_accumulator_value; /* 0 */
  double eps;                       /* 1e-10 */
} nnl_adagrad_options;
NNL_API void NNL_CALL nnl_adagrad_options_init(nnl_adagrad_options* options, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_adagrad_create(int64_t count, const nnl_tensor* parameters,
                                               const nnl_adagrad_options* options, nnl_optimizer* optimizer);
NNL_API nnl_status NNL_CALL nnl_adagrad_add_group(nnl_optimizer optimizer, int64_t count,
                                                  const nnl_tensor* parameters,
                                                  const nnl_adagrad_options* options);

/* torch.optim.RMSprop (Hinton's lectures): with g as in Adam and v = alpha * v + (1 - alpha) * g^2, if
 * centered less the square of g's average: x = g / (sqrt(v) + eps), p -= learning_rate * x, or with momentum
 * b = momentum * b + x, p -= learning_rate * b. A centered v that rounding takes below 0 is 0 (PyTorch: NaN).
 * Row-sparse gradients, which PyTorch refuses, count as dense ones. */
typedef struct nnl_rmsprop_options {
  uint32_t struct_size;
  int32_t centered;     /* 0 */
  int32_t maximize;     /* 0 */
  int32_t reserved;     /* 0 */
  double learning_rate; /* 1e-2 */
  double alpha;         /* 0.99 */
  double eps;           /* 1e-8 */
  double weight_decay;  /* 0 */
  double momentum;      /* 0 */
} nnl_rmsprop_options;
NNL_API void NNL_CALL nnl_rmsprop_options_init(nnl_rmsprop_options* options, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_rmsprop_create(int64_t count, const nnl_tensor* parameters,
                                               const nnl_rmsprop_options* options, nnl_optimizer* optimizer);
NNL_API nnl_status NNL_CALL nnl_rmsprop_add_group(nnl_optimizer optimizer, int64_t count,
                                                  const nnl_tensor* parameters,
                                                  const nnl_rmsprop_options* options);

/* The momentum of a group of SGD or RMSprop, beta1 of the Adams; Adagrad has none: NNL_NOT_SUPPORTED. What
 * was accumulated stays. RMSprop takes a momentum that is set after the first step (PyTorch: an error). */
NNL_API nnl_status NNL_CALL nnl_optimizer_momentum(nnl_optimizer optimizer, int64_t group, double* momentum);
NNL_API nnl_status NNL_CALL nnl_optimizer_set_momentum(nnl_optimizer optimizer, int64_t group,
                                                       double momentum);

/* ---- Activations with settings, dropout ---- */

/* Element by element, for floating tensors. A setting that is NaN is NNL_INVALID_ARGUMENT. */

/* ELU: x above 0, else alpha (exp(x) - 1); derivative alpha at 0 (Clevert et al. 2016). PyTorch's alpha is 1.
 */
NNL_API nnl_status NNL_CALL nnl_elu(nnl_tensor x, double alpha, nnl_tensor* result);
/* How GELU is computed: by the normal distribution itself, or by tanh. */
enum { NNL_GELU_NONE = 0, NNL_GELU_TANH = 1 };
/* GELU: x Phi(x), Phi being the normal distribution, right to a few units in the last place for negative x
 * too; or 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel 2016). NaN at -infinity, as
 * in PyTorch. `approximate` is NNL_GELU_... */
NNL_API nnl_status NNL_CALL nnl_gelu(nnl_tensor x, int32_t approximate, nnl_tensor* result);
/* SiLU, or swish: x / (1 + exp(-x)). NaN at -infinity, as in PyTorch. */
NNL_API nnl_status NNL_CALL nnl_silu(nnl_tensor x, nnl_tensor* result);
/* log(1 + exp(beta x)) / beta, or x where beta x > threshold; never overflows. PyTorch's settings are 1 and
 * 20. */
NNL_API nnl_status NNL_CALL nnl_softplus(nnl_tensor x, double beta, double threshold, nnl_tensor* result);
/* x cut to [min_val, max_val], the derivative at the bounds being 0 (nnl_clamp has 1). min_val > max_val is
 * NNL_INVALID_ARGUMENT. PyTorch's bounds are -1 and 1. */
NNL_API nnl_status NNL_CALL nnl_hardtanh(nnl_tensor x, double min_val, double max_val, nnl_tensor* result);
/* x above 0, else weight x; derivative by x `weight` at 0 (He et al. 2015). weight has one element, or one
 * for each place of axis 1; otherwise NNL_SHAPE_MISMATCH. */
NNL_API nnl_status NNL_CALL nnl_prelu(nnl_tensor x, nnl_tensor weight, nnl_tensor* result);

/* In training each element is dropped with probability p, in [0, 1], and otherwise divided by 1 - p
 * (Srivastava et al. 2014). A dropped element is 0 (NaN if it was not finite, as in PyTorch); p = 1 drops
 * all. Which ones follows from the context's random stream, element by element, whatever the dtype and the
 * threads; not from PyTorch's. Without training, or with p = 0, the result is x itself, not a copy. */
NNL_API nnl_status NNL_CALL nnl_dropout(nnl_tensor x, double p, int32_t training, nnl_tensor* result);

/* The same as layers, and softmax. Dropout drops in training mode only. A hard tanh wants min_val < max_val.
 * PReLU has the parameter "weight" (num_parameters, 1 or as many as channels) of the dtype, each `init`;
 * PyTorch's settings are 1 and 0.25. */
NNL_API nnl_status NNL_CALL nnl_elu_create(nnl_context context, double alpha, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_gelu_create(nnl_context context, int32_t approximate, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_silu_create(nnl_context context, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_softplus_create(nnl_context context, double beta, double threshold,
                                                nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_hardtanh_create(nnl_context context, double min_val, double max_val,
                                                nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_prelu_create(nnl_context context, int64_t num_parameters, double init,
                                             nnl_dtype dtype, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_softmax_create(nnl_context context, int64_t axis, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_log_softmax_create(nnl_context context, int64_t axis, nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_dropout_create(nnl_context context, double p, nnl_module* module);

/* ---- Bags of embeddings, embeddings from given weights ---- */

/* What becomes of the rows of a bag. */
enum { NNL_BAG_SUM = 0, NNL_BAG_MEAN = 1, NNL_BAG_MAX = 2 };

/* Settings of bags of embeddings with torch.nn.EmbeddingBag's defaults. */
typedef struct nnl_embedding_bag_options {
  uint32_t struct_size;
  nnl_dtype dtype;             /* NNL_F32; of the weight that a layer makes */
  int32_t mode;                /* NNL_BAG_MEAN */
  int32_t include_last_offset; /* 0; 1: the last offset is the number of indices and begins no bag */
  int32_t has_padding_idx;     /* 0 */
  int32_t has_max_norm;        /* 0 */
  int32_t scale_grad_by_freq;  /* 0; 1: as in nnl_embedding_options; not for NNL_BAG_MAX */
  int32_t reserved;            /* 0 */
  int64_t padding_idx; /* a row that counts as absent from the bags; range as in nnl_embedding_options */
  double max_norm;     /* as in nnl_embedding_options */
  double norm_type;    /* 2 */
} nnl_embedding_bag_options;
NNL_API void NNL_CALL nnl_embedding_bag_options_init(nnl_embedding_bag_options* options, uint32_t size);
/* For each bag of indices the sum, mean or greatest elements of the rows of weight (num_embeddings,
 * embedding_dim): (bags, embedding_dim). A bag of nothing, or of padding alone, gives zeros.
 *
 * With indices (n), bag i is [offsets[i], offsets[i + 1]), and the last one ends at n. Offsets have one axis;
 * the first is 0, none is below the one before or above n (NNL_INDEX_OUT_OF_RANGE); without any, n is 0. With
 * indices (bags, n) each row is a bag, offsets are 0 and include_last_offset is not read (PyTorch then loses
 * the last bag). Indices and offsets are i32 or i64, also one of each. per_sample_weights, of the indices'
 * shape and the weight's dtype, multiply the rows, or are 0 for none; they get a gradient, and are for
 * NNL_BAG_SUM alone (NNL_NOT_SUPPORTED).
 *
 * The first of equal greatest elements gets the gradient; NaN is greatest only where it comes first. The
 * weight's gradient is row-sparse in every mode. scale_grad_by_freq divides each row's gradient by how often
 * the row occurs in the call, as PyTorch documents it (its dense gradient takes other rows' counts). With
 * include_last_offset, a last offset below n is an error, and so is scale_grad_by_freq with NNL_BAG_MAX
 * (NNL_NOT_SUPPORTED). dtype is not read. */
NNL_API nnl_status NNL_CALL nnl_embedding_bag(nnl_tensor weight, nnl_tensor indices, nnl_tensor offsets,
                                              nnl_tensor per_sample_weights,
                                              const nnl_embedding_bag_options* options, nnl_tensor* result);
/* The same as a layer with parameter "weight" as in nnl_embedding_create. Its inputs are indices, offsets and
 * per_sample_weights; with indices of two axes the offsets are left out, or 0 before per_sample_weights. */
NNL_API nnl_status NNL_CALL nnl_embedding_bag_create(nnl_context context, int64_t num_embeddings,
                                                     int64_t embedding_dim,
                                                     const nnl_embedding_bag_options* options,
                                                     nnl_module* module);

/* The layers with a given weight, a matrix of f32 or f64, whose memory the layer shares: each sees what
 * changes the other, as in PyTorch. One that is not contiguous is copied. The padding row is kept as it is
 * given. With `freeze` 1, PyTorch's default, the parameter "weight" wants no gradient; max_norm rescales its
 * rows nevertheless. dtype is not read. */
NNL_API nnl_status NNL_CALL nnl_embedding_from_pretrained(nnl_tensor weight, int32_t freeze,
                                                          const nnl_embedding_options* options,
                                                          nnl_module* module);
NNL_API nnl_status NNL_CALL nnl_embedding_bag_from_pretrained(nnl_tensor weight, int32_t freeze,
                                                              const nnl_embedding_bag_options* options,
                                                              nnl_module* module);

/* ---- Schedules of the learning rate ---- */

/* A schedule changes the learning rates of an optimizer's groups, once when it is made and then at every
 * step, as those of torch.optim.lr_scheduler do: relative to the rates that it finds, so that several
 * schedules of one optimizer, and rates that are set by hand, work together. It keeps the optimizer alive.
 * "The initial rate" is that of the group when the optimizer's first schedule but ReduceLROnPlateau was made,
 * or what OneCycleLR made of it. Epochs count from 0; they may as well be batches. Settings are finite and
 * not negative, or NNL_INVALID_ARGUMENT (PyTorch checks few of them). A rate that would be below 0 is 0; one
 * that would not be finite is NNL_INVALID_STATE. There is no last_epoch to begin with. */

/* StepLR: times gamma (PyTorch's default is 0.1) after every step_size (at least 1) epochs. */
NNL_API nnl_status NNL_CALL nnl_step_lr_create(nnl_optimizer optimizer, int64_t step_size, double gamma,
                                               nnl_schedule* schedule);
/* MultiStepLR: times gamma (default 0.1) at each of `count` milestones, which are epochs from 0 on in any
 * order; one that stands there n times counts n times. */
NNL_API nnl_status NNL_CALL nnl_multi_step_lr_create(nnl_optimizer optimizer, int64_t count,
                                                     const int64_t* milestones, double gamma,
                                                     nnl_schedule* schedule);
/* ExponentialLR: times gamma after every epoch. */
NNL_API nnl_status NNL_CALL nnl_exponential_lr_create(nnl_optimizer optimizer, double gamma,
                                                      nnl_schedule* schedule);
/* LinearLR, a warm-up: a factor that goes from start_factor, in (0, 1], (default 1/3) to end_factor, in
 * [0, 1], (1) in total_iters (5; at least 1) even steps. */
NNL_API nnl_status NNL_CALL nnl_linear_lr_create(nnl_optimizer optimizer, double start_factor,
                                                 double end_factor, int64_t total_iters,
                                                 nnl_schedule* schedule);
/* CosineAnnealingLR (Loshchilov and Hutter 2017): eta_min + (initial rate - eta_min) * (1 + cos(pi * epoch /
 * t_max)) / 2, made from the rate of the epoch before: down to eta_min (default 0) in t_max (at least 1)
 * epochs, and if it goes on, up again. */
NNL_API nnl_status NNL_CALL nnl_cosine_annealing_lr_create(nnl_optimizer optimizer, int64_t t_max,
                                                           double eta_min, nnl_schedule* schedule);
/* CosineAnnealingWarmRestarts: down by the same formula in t_0 (at least 1) epochs, then at once up to the
 * initial rate and down in t_mult (at least 1, the default) times as many, and so on; it sets the rates
 * whatever they were. nnl_schedule_step_epoch finds every restart (PyTorch takes logarithms and misses some:
 * t_0 1, t_mult 3, epoch 121). */
NNL_API nnl_status NNL_CALL nnl_cosine_annealing_warm_restarts_create(nnl_optimizer optimizer, int64_t t_0,
                                                                      int64_t t_mult, double eta_min,
                                                                      nnl_schedule* schedule);

/* How OneCycleLR goes from one value to another. */
enum { NNL_ANNEALING_COSINE = 0, NNL_ANNEALING_LINEAR = 1 };
/* Settings of OneCycleLR with its defaults. */
typedef struct nnl_one_cycle_lr_options {
  uint32_t struct_size;
  int32_t annealing;       /* NNL_ANNEALING_COSINE */
  int32_t cycle_momentum;  /* 1 */
  int32_t three_phase;     /* 0 */
  double pct_start;        /* 0.3; the part of the steps, in [0, 1], in which the rate goes up */
  double base_momentum;    /* 0.85 */
  double max_momentum;     /* 0.95 */
  double div_factor;       /* 25; above 0, as the next */
  double final_div_factor; /* 1e4 */
} nnl_one_cycle_lr_options;
NNL_API void NNL_CALL nnl_one_cycle_lr_options_init(nnl_one_cycle_lr_options* options, uint32_t size);
/* OneCycleLR (Smith and Topin 2018): up from max_lr / div_factor to max_lr, then down to the initial rate /
 * final_div_factor, or with three_phase down to the initial rate in as many steps and then further; the
 * momentum (see nnl_optimizer_momentum; without one, cycle_momentum is NNL_NOT_SUPPORTED) goes the other way
 * between its bounds. `count` is 1, a max_lr for all groups, or the number of groups. It sets rates and
 * momenta whatever they were. The cycle is at its end after total_steps (at least 1) less 1 steps; one more
 * is allowed, which stays there in linear annealing (PyTorch's rate becomes negative), and a further one is
 * NNL_INVALID_STATE. A phase without length is at its end (PyTorch divides by 0). A second one of an
 * optimizer leaves the first one's bounds alone (PyTorch: overwrites them). */
NNL_API nnl_status NNL_CALL nnl_one_cycle_lr_create(nnl_optimizer optimizer, int64_t count,
                                                    const double* max_lr, int64_t total_steps,
                                                    const nnl_one_cycle_lr_options* options,
                                                    nnl_schedule* schedule);

/* Whether less or more of a metric is better, and whether its threshold is a part of the best one so far. */
enum { NNL_PLATEAU_MIN = 0, NNL_PLATEAU_MAX = 1 };
enum { NNL_THRESHOLD_REL = 0, NNL_THRESHOLD_ABS = 1 };
/* Settings of ReduceLROnPlateau with its defaults. */
typedef struct nnl_reduce_lr_on_plateau_options {
  uint32_t struct_size;
  int32_t mode;           /* NNL_PLATEAU_MIN */
  int32_t threshold_mode; /* NNL_THRESHOLD_REL */
  int32_t reserved;       /* 0 */
  double factor;          /* 0.1; in [0, 1) */
  double threshold;       /* 1e-4, finite; by how much better a metric must be to be an improvement */
  double eps;             /* 1e-8; a reduction by no more is not made */
  int64_t patience;       /* 10; so many epochs without improvement are passed over */
  int64_t cooldown;       /* 0; so many epochs after a reduction do not count */
} nnl_reduce_lr_on_plateau_options;
NNL_API void NNL_CALL nnl_reduce_lr_on_plateau_options_init(nnl_reduce_lr_on_plateau_options* options,
                                                            uint32_t size);
/* ReduceLROnPlateau: times `factor`, but not below min_lr, when a metric (nnl_schedule_step_metric) no longer
 * improves; NaN is no improvement. `count` is 0 (min_lr is 0), 1 (for all groups) or the number of groups. */
NNL_API nnl_status NNL_CALL nnl_reduce_lr_on_plateau_create(nnl_optimizer optimizer, int64_t count,
                                                            const double* min_lr,
                                                            const nnl_reduce_lr_on_plateau_options* options,
                                                            nnl_schedule* schedule);

/* SequentialLR: `count` (at least 1) schedules of one optimizer, just made, one after another. The milestones
 * are one less, at least 1 and not descending: at step milestones[i] schedule i + 1 sets the rates as at its
 * epoch 0, and goes on from there. The rates start at the initial ones, whatever the schedules did when they
 * were made. It shares the schedules; step them no longer yourself. ReduceLROnPlateau, and unlike in PyTorch
 * SequentialLR itself, are NNL_NOT_SUPPORTED in it. */
NNL_API nnl_status NNL_CALL nnl_sequential_lr_create(int64_t count, const nnl_schedule* schedules,
                                                     const int64_t* milestones, nnl_schedule* schedule);

NNL_API void NNL_CALL nnl_schedule_release(nnl_schedule schedule);
/* The next epoch: call it after the optimizer's steps. ReduceLROnPlateau wants nnl_schedule_step_metric
 * instead, which no other takes; nnl_schedule_step_epoch, to an epoch that is not negative and may be a
 * fraction, is for CosineAnnealingWarmRestarts alone. A step that a schedule does not take is
 * NNL_NOT_SUPPORTED. */
NNL_API nnl_status NNL_CALL nnl_schedule_step(nnl_schedule schedule);
NNL_API nnl_status NNL_CALL nnl_schedule_step_metric(nnl_schedule schedule, double metric);
NNL_API nnl_status NNL_CALL nnl_schedule_step_epoch(nnl_schedule schedule, double epoch);
/* The epoch that it has come to, a whole one: 0 when it is made, then one more with each step. */
NNL_API nnl_status NNL_CALL nnl_schedule_last_epoch(nnl_schedule schedule, int64_t* epoch);
/* The rate of a group as the schedule's last step left it, as get_last_lr in PyTorch, whatever happened to it
 * since (nnl_optimizer_learning_rate); of a group that was added since, today's. A group that does not exist
 * is NNL_INDEX_OUT_OF_RANGE. */
NNL_API nnl_status NNL_CALL nnl_schedule_last_learning_rate(nnl_schedule schedule, int64_t group,
                                                            double* learning_rate);

/* ---- Running statistics: each concerns every batch norm of the module ---- */

/* Frozen (1) batch norms use and keep their running statistics in training mode too, as those do that are put
 * in evaluation mode one by one in PyTorch, while "weight" and "bias" still learn. nnl_module_train does not
 * change this. Asked, a module is frozen if it has a batch norm and all are. Without running statistics
 * freezing has no effect. */
NNL_API nnl_status NNL_CALL nnl_module_freeze_statistics(nnl_module module, int32_t frozen);
NNL_API nnl_status NNL_CALL nnl_module_statistics_frozen(nnl_module module, int32_t* frozen);

/* For a batch that comes as several micro-batches: while batch norms accumulate (1), training normalises each
 * micro-batch by its own statistics but leaves the running ones alone. The commit then moves these, and
 * counts, once, by the mean and the unbiased variance of all values since the last commit, as one batch of
 * all would have; a batch norm that saw none stays. Switching on or off and freezing drop what has not been
 * committed; it is not saved either. */
NNL_API nnl_status NNL_CALL nnl_module_accumulate_statistics(nnl_module module, int32_t accumulate);
NNL_API nnl_status NNL_CALL nnl_module_commit_statistics(nnl_module module);

/* Replaces the running statistics by their average over batches of the loader and the counters by the number
 * of batches, without gradients: torch.optim.swa_utils.update_bn. Batches are the rest of the loader's
 * epoch, or the next one if it is at the end of one, but at most `max_batches` (0: no bound); their number
 * goes to `batches` (may be NULL). The module's inputs are all tensors of a batch but the last, or the only
 * one. Frozen batch norms keep their statistics; with no other, nothing is run. Those that no batch reaches
 * are reset; those that met only batches of one value, which has no variance, stay. Unlike in PyTorch all
 * modules but batch norms run in the mode that they are in. A loader without batches is NNL_INVALID_STATE. */
NNL_API nnl_status NNL_CALL nnl_recalibrate(nnl_module module, nnl_loader loader, int64_t max_batches,
                                            int64_t* batches);

/* A copy of the module in inference mode, with the same outputs to rounding, in which each batch norm with
 * running statistics is folded into the layer in front of it if that is a Linear, which then takes (N, in)
 * only, or a Conv1d or Conv2d of the batch norm's dimensions, which then takes batches only; also across the
 * borders of nested Sequentials. Folded batch norms are gone from the copy, all others stay, and modules
 * after them in a Sequential get lower numbers. The copy shares nothing with the module. Losses and modules
 * of nnl_module_create cannot be copied: NNL_NOT_SUPPORTED. */
NNL_API nnl_status NNL_CALL nnl_module_fold_batch_norms(nnl_module module, nnl_module* folded);

/* A table as text with a line for each batch norm, by its first name: what to look at when a model does well
 * in training and badly in inference, or the other way round. Columns: layer; kind; mode ("training" or
 * "inference"); statistics ("tracked", "accumulated", "frozen" or "none"); batches, the counter; least
 * variance, the smallest running one of a channel. Then how these inputs compare, for which the module runs
 * once, in the modes that it is in, with nothing changed: values, those of a channel in the batch (the
 * fewest, where the layer runs several times); mean shift, the largest |mean - running mean| / sqrt(running
 * variance + eps) of a channel; variance ratio, the largest factor (at least 1) between the unbiased variance
 * and the running one, each with eps added. "-" stands for what there is not, such as the values of a layer
 * that did not run. */
NNL_API nnl_status NNL_CALL nnl_batch_norm_report(nnl_module module, int64_t count, const nnl_tensor* inputs,
                                                  char* buffer, int64_t capacity, int64_t* needed);

/* ---- Profiles: where time and memory go ---- */

/* While a context's profile records, it has the work of that context on all threads, in scopes that lie
 * within each other: each operation from the beginning of its call, wherever it is called from; each gradient
 * function of a backward walk; each module's forward; each optimizer's step; each backward walk and each
 * nnl_train_step, those of nnl_fit too. Time is that of a steady clock; bytes are the tensor memory that the
 * context gave out during the scope on its thread, results, what is saved for backward and temporaries, given
 * back or not. Work that fails counts up to its failure. Scopes that began before the start or are not done
 * at the stop are not recorded. Profiles change no result. Without one an operation pays for a load and a
 * branch. */

/* What a row of a profile is about: an operation's forward; its gradient function; a module's forward; an
 * optimizer's step; a part of training ("train_step", "backward"). */
enum {
  NNL_PROFILE_OP = 0,
  NNL_PROFILE_BACKWARD = 1,
  NNL_PROFILE_LAYER = 2,
  NNL_PROFILE_OPTIMIZER = 3,
  NNL_PROFILE_STEP = 4
};

/* Settings of nnl_profile_start. */
typedef struct nnl_profile_options {
  uint32_t struct_size;
  int32_t reserved;   /* 0 */
  int64_t max_events; /* 1000000, not negative: scopes that are kept for the trace, 32 bytes each */
} nnl_profile_options;
NNL_API void NNL_CALL nnl_profile_options_init(nnl_profile_options* options, uint32_t size);
/* Begins a profile of the context, and drops the one before. Beyond max_events the rows go on counting, and
 * the events that are dropped are counted too. NNL_INVALID_STATE if it is recording already. */
NNL_API nnl_status NNL_CALL nnl_profile_start(nnl_context context, const nnl_profile_options* options);
/* Ends the recording; what it has stays to be read until the next start. NNL_INVALID_STATE if it is not
 * recording. */
NNL_API nnl_status NNL_CALL nnl_profile_stop(nnl_context context);

/* All that follows reads the profile as it is, also while it records, which may make it longer from one call
 * to the next; NNL_INVALID_STATE if none was ever started. */

/* Tables as text, of operations, of layers and of the parts of training, without those that have no lines:
 * name; pass, kind or part; calls; total and self time in milliseconds; the total's share of all time
 * recorded; bytes; the longest first. The last line has the time recorded and the numbers of events. */
NNL_API nnl_status NNL_CALL nnl_profile_table(nnl_context context, char* buffer, int64_t capacity,
                                              int64_t* needed);
/* The events as a file in Chrome's trace event format (JSON), which chrome://tracing and Perfetto show; the
 * file appears whole or not at all. */
NNL_API nnl_status NNL_CALL nnl_profile_save_trace(nnl_context context, const char* path);

/* What a profile has. */
typedef struct nnl_profile_summary {
  uint32_t struct_size;
  int32_t recording; /* 1 while it records */
  int64_t rows;
  int64_t events;         /* that are kept */
  int64_t dropped_events; /* that were not, beyond max_events or without memory */
  int64_t total_ns;       /* time in scopes, of all threads together: the sum of the rows' self_ns */
} nnl_profile_summary;
/* Readies a summary of that size for nnl_profile_read_summary, which writes no byte beyond it. */
NNL_API void NNL_CALL nnl_profile_summary_init(nnl_profile_summary* summary, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_profile_read_summary(nnl_context context, nnl_profile_summary* summary);

/* All scopes of one kind and name, and for layers of one kind of module. */
typedef struct nnl_profile_row {
  uint32_t struct_size;
  int32_t kind; /* NNL_PROFILE_... */
  int64_t calls;
  int64_t total_ns; /* that of a scope within one of the same row is not counted twice */
  int64_t self_ns;  /* without the scopes within */
  int64_t bytes;    /* counted as total_ns */
} nnl_profile_row;
/* Readies a row of that size for nnl_profile_read_row, which writes no byte beyond it. */
NNL_API void NNL_CALL nnl_profile_row_init(nnl_profile_row* row, uint32_t size);
/* Rows stand in the order in which their first scopes ended, and keep their index until the next start. An
 * index that does not exist is NNL_INDEX_OUT_OF_RANGE. */
NNL_API nnl_status NNL_CALL nnl_profile_read_row(nnl_context context, int64_t index, nnl_profile_row* row);
/* The name of a row: of an operation as in error messages ("batch_norm"), of an optimizer too ("sgd"); of a
 * layer its path from the module that was called ("0", "3.conv"), or its kind if it was called itself or by a
 * module that it is no child of. Layers of the same path and kind share a row. */
NNL_API nnl_status NNL_CALL nnl_profile_row_name(nnl_context context, int64_t index, char* name,
                                                 int64_t capacity, int64_t* needed);
/* The kind of module of a layer's row ("BatchNorm1d"); "" for other rows. */
NNL_API nnl_status NNL_CALL nnl_profile_row_layer(nnl_context context, int64_t index, char* kind,
                                                  int64_t capacity, int64_t* needed);

/* ---- Number checks: where NaN and infinities arise ---- */

/* A context can look at all that its work makes: the output of each operation, each gradient of a backward
 * walk, each sum of gradients, each updated parameter, and the loss of a training step. The first number that
 * is not finite is kept with the place where it arose. Operations only pass on what they are given, so it
 * counts where
 *   - NaN is made of inputs without NaN, or an infinity of finite inputs (overflow, division by 0);
 *   - the caller gives NaN: to a module, to an operation as an input, or to nnl_backward;
 *   - an update leaves a parameter that is not finite, or a training step has a loss that is not.
 * Infinities that the caller gives do not count (masks of -infinity), nor does what the caller asks for: the
 * values of nnl_tensor_full, and masked_fill and affine (all of add and multiply with a number) with a number
 * that is not finite. The logarithm of 0 does not count by itself, but where it makes NaN, an infinite
 * gradient or an infinite loss does. Results are the same bits with a check. It costs one more pass over what
 * is made, and with NNL_NUMBER_CHECK_FAIL each update a copy of parameters and buffers. Without one an
 * operation pays for a load and a branch. */

/* NNL_NUMBER_CHECK_REPORT keeps the first finding, logs it as a warning, and then looks no further.
 * NNL_NUMBER_CHECK_FAIL has every call that makes one fail with NNL_INVALID_STATE and a message that tells
 * all of it; as after any failure nothing has changed. */
enum { NNL_NUMBER_CHECK_OFF = 0, NNL_NUMBER_CHECK_REPORT = 1, NNL_NUMBER_CHECK_FAIL = 2 };

/* Begins anew: nothing is found, and steps count from 0. Off at first. */
NNL_API nnl_status NNL_CALL nnl_context_set_number_check(nnl_context context, int32_t mode);

/* What made the number: an operation; its gradient function or a sum of gradients; an optimizer's update; the
 * loss of nnl_train_step or nnl_fit, of which no operation is to blame. */
enum { NNL_NUMBER_FORWARD = 0, NNL_NUMBER_BACKWARD = 1, NNL_NUMBER_UPDATE = 2, NNL_NUMBER_LOSS = 3 };

/* The first finding since the mode was set. */
typedef struct nnl_number_report {
  uint32_t struct_size;
  int32_t mode;          /* NNL_NUMBER_CHECK_... */
  int32_t found;         /* 0: nothing yet, and the rest is 0 but for input, which is -1 */
  int32_t kind;          /* NNL_NUMBER_FORWARD, ...: what made it */
  int32_t is_nan;        /* 1: NaN; 0: an infinity */
  int32_t inputs_finite; /* whether all that it was made of was finite */
  int64_t input;         /* -1: it arose there. Otherwise NaN was given as that input, counted from 0 */
  int64_t position;      /* the first one in the tensor, in row-major order */
  int64_t step;          /* optimizer steps of the context before, since the mode was set */
} nnl_number_report;
/* Readies a report of that size for nnl_number_report_read, which writes no byte beyond it. */
NNL_API void NNL_CALL nnl_number_report_init(nnl_number_report* report, uint32_t size);
NNL_API nnl_status NNL_CALL nnl_number_report_read(nnl_context context, nnl_number_report* report);
/* The operation ("log") or optimizer ("sgd") that made the number or was given it; the kind of the
 * loss module; "" for a module's input, or if nothing was found. */
NNL_API nnl_status NNL_CALL nnl_number_report_op(nnl_context context, char* name, int64_t capacity,
                                                 int64_t* needed);
/* The innermost module in which it was, by its name in profiles ("0", "3.conv", or its kind), also for
 * gradients; "" outside of modules, or if nothing was found. Gradients of operations recorded before the
 * check have none. */
NNL_API nnl_status NNL_CALL nnl_number_report_layer(nnl_context context, char* name, int64_t capacity,
                                                    int64_t* needed);
/* All of it for people: "log in layer 2 (Log) made NaN (forward, step 3): output [4, 8] at [3, 5], from
 * finite numbers"; "" if nothing was found. */
NNL_API nnl_status NNL_CALL nnl_number_report_text(nnl_context context, char* buffer, int64_t capacity,
                                                   int64_t* needed);

/* ---- Scopes: releasing handles together ---- */

/* Ending a scope releases all handles of every kind that its thread was given since the scope began, by any
 * function and inside callbacks too, but for those that were kept or released before. So a loop in a language
 * without destructors cannot leak: begin, compute, keep what must stay, end. Scopes lie within each other, at
 * most 1,024 of them (then NNL_NOT_SUPPORTED); ending one first ends those inside it. A scope belongs to the
 * thread that began it and ends with it, which may call back to release what was borrowed; those that a
 * callback leaves open end when it returns, so keep its outputs. What a callback borrows is no scope's. After
 * a fork, scopes of other threads never end in the child. Without a scope a new handle pays for a load and a
 * branch. */
NNL_API nnl_status NNL_CALL nnl_scope_begin(nnl_scope* scope);
/* Has a handle of any kind but a scope's outlive the scope: it becomes one of the next scope outside, if
 * there is any. Handles that neither this scope nor one inside it holds stay as they are.
 * NNL_INVALID_STATE on another thread than the scope's. */
NNL_API nnl_status NNL_CALL nnl_scope_keep(nnl_scope scope, int64_t handle);
/* Ends the scope and its handle. NNL_INVALID_STATE on another thread than the scope's. */
NNL_API nnl_status NNL_CALL nnl_scope_end(nnl_scope scope);
/* The same for finalizers: cannot fail. Of a scope of another thread it ends the handle at once, while the
 * scope gets no more handles, and ends when its thread next begins or ends one, or ends itself. */
NNL_API void NNL_CALL nnl_scope_release(nnl_scope scope);

/* ---- DLPack: tensors to and from other libraries, without a copy ---- */

/* A tensor's memory for another library, as a DLManagedTensorVersioned of DLPack 1 (`versioned` 1) or a
 * DLManagedTensor (0), which Python carries in capsules named "dltensor_versioned" and "dltensor". Whoever
 * has it calls its deleter once, on any thread and at any time; until then the memory stays, whatever becomes
 * of the tensor. Each side sees what the other writes; nnlite does not notice that it was written. On failure
 * *managed is NULL. A tensor that requires a gradient is NNL_INVALID_STATE (export what nnl_detach gives);
 * read-only memory is flagged, and without a version NNL_NOT_SUPPORTED. Rows that are owed steps (see
 * nnl_sgd_create) are brought up to date first, and until the deleter is called the table is stepped densely.
 */
NNL_API nnl_status NNL_CALL nnl_tensor_to_dlpack(nnl_tensor tensor, int32_t versioned, void** managed);
/* A tensor over the memory of another library, which `managed` describes in the same way. On success nnlite
 * calls the deleter (may be NULL) when the last user of the memory is gone, on that thread; on failure the
 * caller keeps `managed`. What is flagged as read-only, or whose elements share memory, must not be written:
 * calls that would are NNL_INVALID_STATE. NNL_NOT_SUPPORTED: another device, major version or dtype, more
 * than NNL_MAX_RANK axes, a negative stride, or memory that is not aligned for the dtype. */
NNL_API nnl_status NNL_CALL nnl_tensor_from_dlpack(nnl_context context, void* managed, int32_t versioned,
                                                   nnl_tensor* tensor);

/* ---- Handle reports: what has not been given back ---- */

/* Kinds of handles. */
enum {
  NNL_KIND_CONTEXT = 1,
  NNL_KIND_TENSOR = 2,
  NNL_KIND_MODULE = 3,
  NNL_KIND_OPTIMIZER = 4,
  NNL_KIND_LOADER = 5,
  NNL_KIND_LOAD_REPORT = 6,
  NNL_KIND_SCHEDULE = 7,
  NNL_KIND_SCOPE = 8,
  NNL_KIND_HANDLE_REPORT = 9
};

/* While tracing is on (1), for the whole process, it is noted of each new handle which function made it, on
 * which thread, and under which label; 0 (as at first) forgets all that. Handles made before have no notes,
 * nor has one for whose note memory is missing. Without tracing a new handle pays for a load and a branch. */
NNL_API nnl_status NNL_CALL nnl_set_handle_tracing(int32_t on);
/* What the host calls this thread's work from now on, for tracing ("epoch 3"): at most 31 bytes are kept.
 * NULL or "" is none. */
NNL_API nnl_status NNL_CALL nnl_set_handle_label(const char* label);

/* Live handles of one kind, and with tracing of one function, thread and label. */
typedef struct nnl_handle_row {
  uint32_t struct_size;
  int32_t kind;   /* NNL_KIND_... */
  int64_t count;  /* of handles */
  int64_t bytes;  /* memory of their tensors, and of their modules' parameters and buffers; a block once */
  int64_t thread; /* the system's number, or 0 without a note */
} nnl_handle_row;
/* Readies a row of that size for nnl_handle_report_row, which writes no byte beyond it. */
NNL_API void NNL_CALL nnl_handle_row_init(nnl_handle_row* row, uint32_t size);
/* What is live now, itself not counted: the handles of a context and its objects, or with all_contexts 1 all
 * handles; those of scopes and reports belong to no context. Nobody may be adding to modules or optimizers
 * meanwhile (convention 7); handles may come and go. What another thread releases while the report looks at
 * it ends when the report has passed it, on this thread. */
NNL_API nnl_status NNL_CALL nnl_handle_report_create(nnl_context context, int32_t all_contexts,
                                                     nnl_handle_report* report);
NNL_API void NNL_CALL nnl_handle_report_release(nnl_handle_report report);
/* Its rows: by kinds, of a kind those of most handles first; and what made them: the function
 * ("nnl_add") and the label, "" without a note. An index that does not exist is NNL_INDEX_OUT_OF_RANGE. */
NNL_API nnl_status NNL_CALL nnl_handle_report_count(nnl_handle_report report, int64_t* count);
NNL_API nnl_status NNL_CALL nnl_handle_report_row(nnl_handle_report report, int64_t index,
                                                  nnl_handle_row* row);
NNL_API nnl_status NNL_CALL nnl_handle_report_function(nnl_handle_report report, int64_t index, char* name,
                                                       int64_t capacity, int64_t* needed);
NNL_API nnl_status NNL_CALL nnl_handle_report_label(nnl_handle_report report, int64_t index, char* label,
                                                    int64_t capacity, int64_t* needed);
/* The rows as a table for people, with the number of handles in the last line. */
NNL_API nnl_status NNL_CALL nnl_handle_report_table(nnl_handle_report report, char* buffer, int64_t capacity,
                                                    int64_t* needed);

#ifdef __cplusplus
}
#endif

#endif
