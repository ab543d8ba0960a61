/* Exchanges tensors as DLPack structs that are written by hand, and fills tensors in place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <nnlite/nnlite.h>

#include "check.h"

/* As in DLPack's own header. */
typedef struct {
  void* data;
  int32_t device_type, device_id, ndim;
  uint8_t code, bits;
  uint16_t lanes;
  int64_t *shape, *strides;
  uint64_t byte_offset;
} DLTensor;
typedef struct DLManagedTensor {
  DLTensor dl_tensor;
  void* manager_ctx;
  void (*deleter)(struct DLManagedTensor* self);
} DLManagedTensor;
typedef struct DLManagedTensorVersioned {
  uint32_t major, minor;
  void* manager_ctx;
  void (*deleter)(struct DLManagedTensorVersioned* self);
  uint64_t flags;
  DLTensor dl_tensor;
} DLManagedTensorVersioned;

static void count_deletion(DLManagedTensor* self) { ++*(int*)self->manager_ctx; }
static void count_versioned_deletion(DLManagedTensorVersioned* self) { ++*(int*)self->manager_ctx; }

static int deleted, deleted_versioned;

/* The same array in both forms. */
static DLManagedTensor plain(DLTensor array) {
  DLManagedTensor managed;
  managed.dl_tensor = array;
  managed.manager_ctx = &deleted;
  managed.deleter = count_deletion;
  return managed;
}

static DLManagedTensorVersioned versioned(DLTensor array, uint64_t flags) {
  DLManagedTensorVersioned managed;
  managed.major = 1;
  managed.minor = 7;
  managed.manager_ctx = &deleted_versioned;
  managed.deleter = count_versioned_deletion;
  managed.flags = flags;
  managed.dl_tensor = array;
  return managed;
}

static DLTensor array_of(void* data, uint8_t code, uint8_t bits, int32_t ndim, int64_t* shape,
                         int64_t* strides) {
  DLTensor array;
  array.data = data;
  array.device_type = NNL_DEVICE_CPU;
  array.device_id = 0;
  array.ndim = ndim;
  array.code = code;
  array.bits = bits;
  array.lanes = 1;
  array.shape = shape;
  array.strides = strides;
  array.byte_offset = 0;
  return array;
}

static nnl_tensor import(DLTensor array) {
  DLManagedTensor* managed = (DLManagedTensor*)malloc(sizeof *managed);
  nnl_tensor tensor = 0;
  CHECK(managed);
  *managed = plain(array);
  managed->deleter = NULL;
  OK(nnl_tensor_from_dlpack(0, managed, 0, &tensor));
  free(managed); /* nothing of it is looked at any more, since there is no deleter */
  return tensor;
}

static void check_dtypes(void) {
  float f32[] = {1.5F, -2};
  double f64[] = {1.5, -2};
  int32_t i32[] = {1, -2};
  int64_t i64[] = {1, -2};
  uint8_t u8[] = {1, 254}, boolean[] = {1, 0};
  int64_t shape[] = {2};
  const struct {
    void* data;
    uint8_t code, bits;
    nnl_dtype dtype;
    double last;
  } cases[] = {{f32, 2, 32, NNL_F32, -2}, {f64, 2, 64, NNL_F64, -2}, {i32, 0, 32, NNL_I32, -2},
               {i64, 0, 64, NNL_I64, -2}, {u8, 1, 8, NNL_U8, 254},   {boolean, 6, 8, NNL_BOOL, 0}};
  size_t i;
  for (i = 0; i < sizeof cases / sizeof *cases; ++i) {
    const nnl_tensor tensor = import(array_of(cases[i].data, cases[i].code, cases[i].bits, 1, shape, NULL));
    nnl_tensor last = 0;
    nnl_dtype dtype = 0;
    double value = 7;
    void* managed = NULL;
    DLManagedTensorVersioned* given;
    OK(nnl_tensor_dtype(tensor, &dtype));
    CHECK(dtype == cases[i].dtype);
    OK(nnl_tensor_to_dlpack(tensor, 1, &managed));
    given = (DLManagedTensorVersioned*)managed;
    CHECK(given->major == 1 && given->flags == 0 && given->dl_tensor.data == cases[i].data);
    CHECK(given->dl_tensor.code == cases[i].code && given->dl_tensor.bits == cases[i].bits);
    CHECK(given->dl_tensor.lanes == 1 && given->dl_tensor.device_type == NNL_DEVICE_CPU);
    CHECK(given->dl_tensor.ndim == 1 && given->dl_tensor.shape[0] == 2 && given->dl_tensor.strides[0] == 1);
    CHECK(given->dl_tensor.byte_offset == 0 && given->dl_tensor.device_id == 0);
    given->deleter(given);
    shape[0] = 1;
    last = import(
        array_of((char*)cases[i].data + cases[i].bits / 8, cases[i].code, cases[i].bits, 1, shape, NULL));
    OK(nnl_tensor_item(last, &value));
    CHECK(value == cases[i].last);
    shape[0] = 2;
    nnl_tensor_release(tensor);
    nnl_tensor_release(last);
  }
}

/* Another library's strides: every second column of the transpose of 4 by 3 elements, after an offset. */
static void check_strides(void) {
  double data[13], read[6], value = 0;
  int64_t shape[] = {3, 2, 1}, strides[] = {1, 6, -5}, small[] = {0, 3}, sizes[3], back[6];
  DLTensor array = array_of(data, 2, 64, 3, shape, strides);
  DLManagedTensorVersioned managed;
  nnl_tensor tensor = 0, sum = 0;
  void* again = NULL;
  const DLTensor* given;
  int i;
  for (i = 0; i < 13; ++i) data[i] = i;
  array.byte_offset = 8;
  managed = versioned(array, 0);
  OK(nnl_tensor_from_dlpack(0, &managed, 1, &tensor));
  OK(nnl_tensor_shape(tensor, sizes, 3, NULL));
  CHECK(sizes[0] == 3 && sizes[1] == 2 && sizes[2] == 1);
  OK(nnl_tensor_read(tensor, read, sizeof read));
  for (i = 0; i < 6; ++i) CHECK(read[i] == 1 + i / 2 + 6 * (i % 2));
  OK(nnl_sum(tensor, 0, NULL, 0, &sum));
  OK(nnl_tensor_item(sum, &value));
  CHECK(value == 1 + 2 + 3 + 7 + 8 + 9);
  data[1] = 101; /* seen here; and what is written here is seen there */
  OK(nnl_tensor_read(tensor, read, sizeof read));
  CHECK(read[0] == 101);
  for (i = 0; i < 6; ++i) read[i] = -i;
  OK(nnl_tensor_write(tensor, read, sizeof read));
  CHECK(data[0] == 0 && data[1] == 0 && data[7] == -1 && data[2] == -2 && data[9] == -5 && data[10] == 10);
  OK(nnl_tensor_to_dlpack(tensor, 0, &again));
  given = &((DLManagedTensor*)again)->dl_tensor;
  CHECK(given->data == data + 1 && given->ndim == 3);
  for (i = 0; i < 3; ++i) back[i] = given->shape[i], back[3 + i] = given->strides[i];
  CHECK(back[0] == 3 && back[1] == 2 && back[2] == 1 && back[3] == 1 && back[4] == 6 && back[5] >= 0);
  nnl_tensor_release(tensor);
  nnl_tensor_release(sum);
  CHECK(deleted_versioned == 0);
  ((DLManagedTensor*)again)->deleter((DLManagedTensor*)again);
  CHECK(deleted_versioned == 1);

  tensor = import(array_of(NULL, 2, 32, 2, small, NULL)); /* an empty one */
  OK(nnl_tensor_to_dlpack(tensor, 0, &again));
  CHECK(((DLManagedTensor*)again)->dl_tensor.data == NULL);
  ((DLManagedTensor*)again)->deleter((DLManagedTensor*)again);
  nnl_tensor_release(tensor);
  tensor = import(array_of(data + 12, 2, 64, 0, NULL, NULL)); /* one without axes */
  OK(nnl_tensor_item(tensor, &value));
  CHECK(value == 12);
  nnl_tensor_release(tensor);
}

/* Refuses `managed` with that status and message, and leaves it to its owner. */
static void check_refused(void* managed, int32_t version, nnl_status status, const char* message) {
  nnl_tensor tensor = 7;
  const int before = deleted, before_versioned = deleted_versioned;
  if (nnl_tensor_from_dlpack(0, managed, version, &tensor) != status ||
      strcmp(nnl_last_error_message(), message) != 0)
    fail_at(__FILE__, __LINE__, message);
  CHECK(tensor == 0 && deleted == before && deleted_versioned == before_versioned);
}

static void check_refusals(void) {
  double data[4] = {0, 0, 0, 0};
  int64_t shape[] = {2, 2, 1, 1, 1, 1, 1, 1, 1}, strides[] = {2, 1};
  const DLTensor right = array_of(data, 2, 64, 2, shape, strides);
  DLManagedTensor wrong = plain(right);
  DLManagedTensorVersioned newer = versioned(right, 0);
  nnl_tensor tensor = 0;
  newer.major = 2;
  check_refused(&newer, 1, NNL_NOT_SUPPORTED, "dlpack: it is of version 2.7, but known is version 1");
  newer.deleter(&newer); /* by its owner */
  CHECK(deleted_versioned == 2);
  check_refused(NULL, 0, NNL_INVALID_ARGUMENT, "managed: is NULL");
  check_refused(&wrong, 2, NNL_INVALID_ARGUMENT, "versioned: 2 is neither 0 nor 1");
  wrong.dl_tensor.device_type = 2;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED,
                "dlpack: the memory is on a device of type 2, not on the processor");
  wrong = plain(right);
  wrong.dl_tensor.bits = 16;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED,
                "dlpack: elements of code 2 with 16 bits and 1 lanes are of no dtype");
  wrong.dl_tensor.bits = 32;
  wrong.dl_tensor.lanes = 2;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED,
                "dlpack: elements of code 2 with 32 bits and 2 lanes are of no dtype");
  wrong = plain(right);
  wrong.dl_tensor.ndim = 9;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED, "dlpack: 9 axes; a tensor has at most 8");
  wrong.dl_tensor.ndim = -1;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED, "dlpack: -1 axes; a tensor has at most 8");
  wrong = plain(right);
  wrong.dl_tensor.shape = NULL;
  check_refused(&wrong, 0, NNL_INVALID_ARGUMENT, "dlpack: the shape is NULL");
  wrong = plain(right);
  wrong.dl_tensor.data = NULL;
  check_refused(&wrong, 0, NNL_INVALID_ARGUMENT, "dlpack: the data is NULL");
  wrong = plain(right);
  wrong.dl_tensor.byte_offset = 4;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED, "dlpack: the memory is not aligned for f64");
  wrong = plain(right);
  strides[1] = -1;
  check_refused(&wrong, 0, NNL_NOT_SUPPORTED, "dlpack: stride -1 of axis 1 is negative");
  strides[1] = INT64_MAX;
  check_refused(&wrong, 0, NNL_INVALID_ARGUMENT,
                "dlpack: strides [2, 9223372036854775807] reach beyond any memory");
  strides[1] = 1;
  shape[0] = -2;
  CHECK(nnl_tensor_from_dlpack(0, &wrong, 0, &tensor) == NNL_SHAPE_MISMATCH && tensor == 0);
  shape[0] = 2;
  CHECK(nnl_tensor_from_dlpack(12345, &wrong, 0, &tensor) == NNL_INVALID_HANDLE);
  CHECK(nnl_tensor_from_dlpack(0, &wrong, 0, NULL) == NNL_INVALID_ARGUMENT);
  CHECK(deleted == 0);
  OK(nnl_tensor_from_dlpack(0, &wrong, 0, &tensor));
  nnl_tensor_release(tensor);
  CHECK(deleted == 1);
}

static void check_read_only(void) {
  double data[] = {1, 2, 3, 4};
  const double other[] = {5, 6, 7, 8};
  int64_t shape[] = {2, 2}, zero_stride[] = {0, 1};
  DLManagedTensorVersioned managed = versioned(array_of(data, 2, 64, 2, shape, NULL), 1);
  const int before = deleted_versioned;
  nnl_tensor tensor = 0, trained = 0;
  nnl_optimizer sgd = 0;
  void *again = NULL, *memory = &again;
  OK(nnl_tensor_from_dlpack(0, &managed, 1, &tensor));
  CHECK(nnl_tensor_write(tensor, other, sizeof other) == NNL_INVALID_STATE && data[0] == 1);
  CHECK(nnl_init_constant(tensor, 3) == NNL_INVALID_STATE && data[0] == 1);
  CHECK(nnl_tensor_data(tensor, 1, &memory, NULL) == NNL_INVALID_STATE && memory == &again);
  CHECK(nnl_tensor_to_dlpack(tensor, 0, &again) == NNL_NOT_SUPPORTED && again == NULL);
  CHECK(strcmp(nnl_last_error_message(), "tensor: it is read-only, which only a versioned export can say") ==
        0);
  OK(nnl_tensor_set_requires_grad(tensor, 1));
  CHECK(nnl_sgd_create(1, &tensor, NULL, &sgd) != NNL_OK);
  CHECK(nnl_tensor_to_dlpack(tensor, 1, &again) == NNL_INVALID_STATE && again == NULL);
  CHECK(strcmp(nnl_last_error_message(), "tensor: it requires a gradient; export what nnl_detach gives") ==
        0);
  OK(nnl_detach(tensor, &trained));
  OK(nnl_tensor_to_dlpack(trained, 1, &again));
  CHECK(((DLManagedTensorVersioned*)again)->flags == 1);
  ((DLManagedTensorVersioned*)again)->deleter((DLManagedTensorVersioned*)again);
  nnl_tensor_release(tensor);
  nnl_tensor_release(trained);
  CHECK(deleted_versioned == before + 1);
  CHECK(nnl_tensor_to_dlpack(trained, 1, &again) == NNL_INVALID_HANDLE);
  CHECK(nnl_tensor_to_dlpack(tensor, 1, NULL) == NNL_INVALID_ARGUMENT);

  tensor = import(array_of(data, 2, 64, 2, shape, zero_stride)); /* rows that share memory */
  CHECK(nnl_tensor_write(tensor, other, sizeof other) == NNL_INVALID_STATE && data[0] == 1);
  nnl_tensor_release(tensor);
}

/* The memory stays until the deleter is called, whatever else goes. */
static void check_lifetime(void) {
  const int64_t shape[] = {2, 3};
  nnl_context context = 0;
  nnl_tensor tensor = 0, view = 0;
  DLManagedTensor* managed;
  void* given = NULL;
  int64_t live = -1, bytes = -1;
  int i;
  OK(nnl_context_create(NULL, &context));
  OK(nnl_tensor_full(context, NNL_F32, 2, shape, 2, &tensor));
  OK(nnl_transpose(tensor, 0, 1, &view));
  OK(nnl_tensor_to_dlpack(view, 0, &given));
  managed = (DLManagedTensor*)given;
  nnl_tensor_release(tensor);
  nnl_tensor_release(view);
  OK(nnl_context_memory_used(context, &bytes));
  CHECK(bytes == 24);
  OK(nnl_shutdown());
  CHECK(managed->dl_tensor.shape[0] == 3 && managed->dl_tensor.strides[0] == 1);
  CHECK(managed->dl_tensor.shape[1] == 2 && managed->dl_tensor.strides[1] == 3);
  for (i = 0; i < 6; ++i) CHECK(((float*)managed->dl_tensor.data)[i] == 2);
  managed->deleter(managed);
  OK(nnl_context_memory_used(context, &bytes));
  CHECK(bytes == 0);
  nnl_context_release(context);
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
}

static nnl_status double_in_context(int64_t count, const nnl_tensor* inputs, nnl_tensor* output,
                                    void* user_data) {
  nnl_context context = 0;
  nnl_tensor two = 0;
  nnl_status status;
  CHECK(count == 1);
  OK(nnl_tensor_context(inputs[0], &context));
  CHECK((context != 0) == *(int*)user_data);
  OK(nnl_tensor_full(context, NNL_F64, 0, NULL, 2, &two));
  status = nnl_multiply(inputs[0], two, output);
  nnl_tensor_release(two);
  nnl_context_release(context);
  return status;
}

static void check_in_place(void) {
  const int64_t shape[] = {2, 2};
  int own;
  for (own = 0; own < 2; ++own) {
    nnl_context context = 0, of_module = 7;
    nnl_tensor tensor = 0, other = 0, product = 0, sum = 0;
    nnl_module relu = 0;
    void* memory = NULL;
    int64_t bytes = 0;
    double value = 0, *elements;
    if (own) OK(nnl_context_create(NULL, &context));
    OK(nnl_tensor_full(context, NNL_F64, 2, shape, 1, &tensor));
    OK(nnl_tensor_data(tensor, 1, &memory, &bytes));
    CHECK(bytes == 32);
    elements = (double*)memory;
    elements[0] = elements[1] = elements[2] = elements[3] = 3;
    OK(nnl_custom_op("double", 1, &tensor, double_in_context, NULL, NULL, &own, &product));
    OK(nnl_sum(product, 0, NULL, 0, &sum));
    OK(nnl_tensor_item(sum, &value));
    CHECK(value == 24);
    OK(nnl_tensor_data(tensor, 0, &memory, NULL));
    CHECK(memory == elements);
    OK(nnl_transpose(tensor, 0, 1, &other));
    CHECK(nnl_tensor_data(other, 0, &memory, &bytes) == NNL_NOT_SUPPORTED);
    CHECK(strcmp(nnl_last_error_message(), "tensor: its elements do not lie in row-major order") == 0);
    CHECK(memory == elements && bytes == 32);
    CHECK(nnl_tensor_data(tensor, 2, &memory, &bytes) == NNL_INVALID_ARGUMENT);
    CHECK(nnl_tensor_data(tensor, 0, NULL, &bytes) == NNL_INVALID_ARGUMENT);
    nnl_tensor_release(other);
    nnl_tensor_release(product);
    nnl_tensor_release(sum);

    /* Filling counts as a change: what a graph saved is no longer what it was. */
    OK(nnl_tensor_full(context, NNL_F64, 0, NULL, 1, &other));
    OK(nnl_tensor_set_requires_grad(other, 1));
    OK(nnl_multiply(tensor, other, &product));
    OK(nnl_sum(product, 0, NULL, 0, &sum));
    OK(nnl_tensor_data(tensor, 0, &memory, NULL));
    OK(nnl_tensor_backward(sum, 0, 1));
    OK(nnl_tensor_data(tensor, 1, &memory, NULL));
    CHECK(nnl_tensor_backward(sum, 0, 1) == NNL_INVALID_STATE);
    CHECK(strstr(nnl_last_error_message(), "nnl_tensor_data"));

    OK(nnl_relu_create(context, &relu));
    OK(nnl_module_context(relu, &of_module));
    CHECK((of_module != 0) == own);
    nnl_context_release(of_module);
    CHECK(nnl_module_context(tensor, &of_module) == NNL_INVALID_HANDLE && of_module == 0);
    CHECK(nnl_tensor_context(tensor, NULL) == NNL_INVALID_ARGUMENT);
    nnl_module_release(relu);
    nnl_tensor_release(tensor);
    nnl_tensor_release(other);
    nnl_tensor_release(product);
    nnl_tensor_release(sum);
    nnl_context_release(context);
  }
}

int main(void) {
  int64_t live = -1;
  check_dtypes();
  check_strides();
  check_refusals();
  check_read_only();
  check_lifetime();
  check_in_place();
  OK(nnl_live_handles(&live));
  CHECK(live == 0);
  return 0;
}
