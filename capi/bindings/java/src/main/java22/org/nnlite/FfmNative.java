// Made by generate.py from nnlite.h; do not change it by hand.
package org.nnlite;

import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/** The functions by the foreign-function API; each is looked up at its first call. */
final class FfmNative extends Native {
  private static SymbolLookup library;

  FfmNative(SymbolLookup lookup) {
    library = lookup;
    findErrors();
  }

  /** Looks up what reports errors: that must not wait until the stack has no room for it. */
  private static void findErrors() {
    Objects.requireNonNull(Of_nnl_last_error_status.CALL);
    Objects.requireNonNull(Of_nnl_last_error_message.CALL);
    Objects.requireNonNull(Of_nnl_last_error_function.CALL);
    Objects.requireNonNull(Of_nnl_last_error_argument.CALL);
    Objects.requireNonNull(Of_nnl_set_last_error.CALL);
  }

  private static MethodHandle find(String name, String types) {
    return FfmBackend.function(library, name, types);
  }

  private static final class Of_nnl_version {
    static final MethodHandle CALL = find("nnl_version", "I");
  }

  @Override
  int nnl_version() {
    try {
      return (int) Of_nnl_version.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_abi_version {
    static final MethodHandle CALL = find("nnl_abi_version", "I");
  }

  @Override
  int nnl_abi_version() {
    try {
      return (int) Of_nnl_abi_version.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_build_info {
    static final MethodHandle CALL = find("nnl_build_info", "JJJI");
  }

  @Override
  int nnl_build_info(long buffer, long capacity, long needed) {
    try {
      return (int) Of_nnl_build_info.CALL.invokeExact(buffer, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_last_error_status {
    static final MethodHandle CALL = find("nnl_last_error_status", "I");
  }

  @Override
  int nnl_last_error_status() {
    try {
      return (int) Of_nnl_last_error_status.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_last_error_message {
    static final MethodHandle CALL = find("nnl_last_error_message", "J");
  }

  @Override
  long nnl_last_error_message() {
    try {
      return (long) Of_nnl_last_error_message.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_last_error_function {
    static final MethodHandle CALL = find("nnl_last_error_function", "J");
  }

  @Override
  long nnl_last_error_function() {
    try {
      return (long) Of_nnl_last_error_function.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_last_error_argument {
    static final MethodHandle CALL = find("nnl_last_error_argument", "J");
  }

  @Override
  long nnl_last_error_argument() {
    try {
      return (long) Of_nnl_last_error_argument.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_set_last_error {
    static final MethodHandle CALL = find("nnl_set_last_error", "JV");
  }

  @Override
  void nnl_set_last_error(long message) {
    try {
      Of_nnl_set_last_error.CALL.invokeExact(message);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_live_handles {
    static final MethodHandle CALL = find("nnl_live_handles", "JI");
  }

  @Override
  int nnl_live_handles(long count) {
    try {
      return (int) Of_nnl_live_handles.CALL.invokeExact(count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_shutdown {
    static final MethodHandle CALL = find("nnl_shutdown", "I");
  }

  @Override
  int nnl_shutdown() {
    try {
      return (int) Of_nnl_shutdown.CALL.invokeExact();
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_grad_enabled {
    static final MethodHandle CALL = find("nnl_grad_enabled", "JI");
  }

  @Override
  int nnl_grad_enabled(long enabled) {
    try {
      return (int) Of_nnl_grad_enabled.CALL.invokeExact(enabled);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_set_grad_enabled {
    static final MethodHandle CALL = find("nnl_set_grad_enabled", "II");
  }

  @Override
  int nnl_set_grad_enabled(int enabled) {
    try {
      return (int) Of_nnl_set_grad_enabled.CALL.invokeExact(enabled);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_options_init {
    static final MethodHandle CALL = find("nnl_context_options_init", "JIV");
  }

  @Override
  void nnl_context_options_init(long options, int size) {
    try {
      Of_nnl_context_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_create {
    static final MethodHandle CALL = find("nnl_context_create", "JJI");
  }

  @Override
  int nnl_context_create(long options, long context) {
    try {
      return (int) Of_nnl_context_create.CALL.invokeExact(options, context);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_release {
    static final MethodHandle CALL = find("nnl_context_release", "JV");
  }

  @Override
  void nnl_context_release(long context) {
    try {
      Of_nnl_context_release.CALL.invokeExact(context);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_set_threads {
    static final MethodHandle CALL = find("nnl_context_set_threads", "JII");
  }

  @Override
  int nnl_context_set_threads(long context, int threads) {
    try {
      return (int) Of_nnl_context_set_threads.CALL.invokeExact(context, threads);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_threads {
    static final MethodHandle CALL = find("nnl_context_threads", "JJI");
  }

  @Override
  int nnl_context_threads(long context, long threads) {
    try {
      return (int) Of_nnl_context_threads.CALL.invokeExact(context, threads);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_memory_used {
    static final MethodHandle CALL = find("nnl_context_memory_used", "JJI");
  }

  @Override
  int nnl_context_memory_used(long context, long bytes) {
    try {
      return (int) Of_nnl_context_memory_used.CALL.invokeExact(context, bytes);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_set_memory_limit {
    static final MethodHandle CALL = find("nnl_context_set_memory_limit", "JJI");
  }

  @Override
  int nnl_context_set_memory_limit(long context, long bytes) {
    try {
      return (int) Of_nnl_context_set_memory_limit.CALL.invokeExact(context, bytes);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_seed {
    static final MethodHandle CALL = find("nnl_context_seed", "JJI");
  }

  @Override
  int nnl_context_seed(long context, long seed) {
    try {
      return (int) Of_nnl_context_seed.CALL.invokeExact(context, seed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_set_log_level {
    static final MethodHandle CALL = find("nnl_context_set_log_level", "JII");
  }

  @Override
  int nnl_context_set_log_level(long context, int level) {
    try {
      return (int) Of_nnl_context_set_log_level.CALL.invokeExact(context, level);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_set_log_callback {
    static final MethodHandle CALL = find("nnl_context_set_log_callback", "JJJJI");
  }

  @Override
  int nnl_context_set_log_callback(long context, long callback, long done, long userData) {
    try {
      return (int) Of_nnl_context_set_log_callback.CALL.invokeExact(context, callback, done, userData);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_full {
    static final MethodHandle CALL = find("nnl_tensor_full", "JIIJDJI");
  }

  @Override
  int nnl_tensor_full(long context, int dtype, int rank, long shape, double value, long tensor) {
    try {
      return (int) Of_nnl_tensor_full.CALL.invokeExact(context, dtype, rank, shape, value, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_scalar_like {
    static final MethodHandle CALL = find("nnl_tensor_scalar_like", "JDJI");
  }

  @Override
  int nnl_tensor_scalar_like(long like, double value, long tensor) {
    try {
      return (int) Of_nnl_tensor_scalar_like.CALL.invokeExact(like, value, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_from_data {
    static final MethodHandle CALL = find("nnl_tensor_from_data", "JIIJJJJI");
  }

  @Override
  int nnl_tensor_from_data(long context, int dtype, int rank, long shape, long data, long bytes, long tensor) {
    try {
      return (int) Of_nnl_tensor_from_data.CALL.invokeExact(context, dtype, rank, shape, data, bytes, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_borrow {
    static final MethodHandle CALL = find("nnl_tensor_borrow", "JIIJJJJJJI");
  }

  @Override
  int nnl_tensor_borrow(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor) {
    try {
      return (int) Of_nnl_tensor_borrow.CALL.invokeExact(context, dtype, rank, shape, data, bytes, done, userData, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_borrow_const {
    static final MethodHandle CALL = find("nnl_tensor_borrow_const", "JIIJJJJJJI");
  }

  @Override
  int nnl_tensor_borrow_const(long context, int dtype, int rank, long shape, long data, long bytes, long done, long userData, long tensor) {
    try {
      return (int) Of_nnl_tensor_borrow_const.CALL.invokeExact(context, dtype, rank, shape, data, bytes, done, userData, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_release {
    static final MethodHandle CALL = find("nnl_tensor_release", "JV");
  }

  @Override
  void nnl_tensor_release(long tensor) {
    try {
      Of_nnl_tensor_release.CALL.invokeExact(tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_share {
    static final MethodHandle CALL = find("nnl_tensor_share", "JJI");
  }

  @Override
  int nnl_tensor_share(long tensor, long other) {
    try {
      return (int) Of_nnl_tensor_share.CALL.invokeExact(tensor, other);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_dtype {
    static final MethodHandle CALL = find("nnl_tensor_dtype", "JJI");
  }

  @Override
  int nnl_tensor_dtype(long tensor, long dtype) {
    try {
      return (int) Of_nnl_tensor_dtype.CALL.invokeExact(tensor, dtype);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_rank {
    static final MethodHandle CALL = find("nnl_tensor_rank", "JJI");
  }

  @Override
  int nnl_tensor_rank(long tensor, long rank) {
    try {
      return (int) Of_nnl_tensor_rank.CALL.invokeExact(tensor, rank);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_shape {
    static final MethodHandle CALL = find("nnl_tensor_shape", "JJJJI");
  }

  @Override
  int nnl_tensor_shape(long tensor, long shape, long capacity, long needed) {
    try {
      return (int) Of_nnl_tensor_shape.CALL.invokeExact(tensor, shape, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_count {
    static final MethodHandle CALL = find("nnl_tensor_count", "JJI");
  }

  @Override
  int nnl_tensor_count(long tensor, long count) {
    try {
      return (int) Of_nnl_tensor_count.CALL.invokeExact(tensor, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_item {
    static final MethodHandle CALL = find("nnl_tensor_item", "JJI");
  }

  @Override
  int nnl_tensor_item(long tensor, long value) {
    try {
      return (int) Of_nnl_tensor_item.CALL.invokeExact(tensor, value);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_read {
    static final MethodHandle CALL = find("nnl_tensor_read", "JJJI");
  }

  @Override
  int nnl_tensor_read(long tensor, long data, long bytes) {
    try {
      return (int) Of_nnl_tensor_read.CALL.invokeExact(tensor, data, bytes);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_write {
    static final MethodHandle CALL = find("nnl_tensor_write", "JJJI");
  }

  @Override
  int nnl_tensor_write(long tensor, long data, long bytes) {
    try {
      return (int) Of_nnl_tensor_write.CALL.invokeExact(tensor, data, bytes);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_copy_from {
    static final MethodHandle CALL = find("nnl_tensor_copy_from", "JJI");
  }

  @Override
  int nnl_tensor_copy_from(long tensor, long source) {
    try {
      return (int) Of_nnl_tensor_copy_from.CALL.invokeExact(tensor, source);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_data {
    static final MethodHandle CALL = find("nnl_tensor_data", "JIJJI");
  }

  @Override
  int nnl_tensor_data(long tensor, int writing, long data, long bytes) {
    try {
      return (int) Of_nnl_tensor_data.CALL.invokeExact(tensor, writing, data, bytes);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_context {
    static final MethodHandle CALL = find("nnl_tensor_context", "JJI");
  }

  @Override
  int nnl_tensor_context(long tensor, long context) {
    try {
      return (int) Of_nnl_tensor_context.CALL.invokeExact(tensor, context);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_context {
    static final MethodHandle CALL = find("nnl_module_context", "JJI");
  }

  @Override
  int nnl_module_context(long module, long context) {
    try {
      return (int) Of_nnl_module_context.CALL.invokeExact(module, context);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_requires_grad {
    static final MethodHandle CALL = find("nnl_tensor_requires_grad", "JJI");
  }

  @Override
  int nnl_tensor_requires_grad(long tensor, long requiresGrad) {
    try {
      return (int) Of_nnl_tensor_requires_grad.CALL.invokeExact(tensor, requiresGrad);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_set_requires_grad {
    static final MethodHandle CALL = find("nnl_tensor_set_requires_grad", "JII");
  }

  @Override
  int nnl_tensor_set_requires_grad(long tensor, int requiresGrad) {
    try {
      return (int) Of_nnl_tensor_set_requires_grad.CALL.invokeExact(tensor, requiresGrad);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_backward {
    static final MethodHandle CALL = find("nnl_tensor_backward", "JJII");
  }

  @Override
  int nnl_tensor_backward(long tensor, long gradient, int retainGraph) {
    try {
      return (int) Of_nnl_tensor_backward.CALL.invokeExact(tensor, gradient, retainGraph);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_grad {
    static final MethodHandle CALL = find("nnl_tensor_grad", "JJI");
  }

  @Override
  int nnl_tensor_grad(long tensor, long gradient) {
    try {
      return (int) Of_nnl_tensor_grad.CALL.invokeExact(tensor, gradient);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_set_grad {
    static final MethodHandle CALL = find("nnl_tensor_set_grad", "JJI");
  }

  @Override
  int nnl_tensor_set_grad(long tensor, long gradient) {
    try {
      return (int) Of_nnl_tensor_set_grad.CALL.invokeExact(tensor, gradient);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_grad_rows {
    static final MethodHandle CALL = find("nnl_tensor_grad_rows", "JJJI");
  }

  @Override
  int nnl_tensor_grad_rows(long tensor, long rows, long values) {
    try {
      return (int) Of_nnl_tensor_grad_rows.CALL.invokeExact(tensor, rows, values);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_zero_grad {
    static final MethodHandle CALL = find("nnl_tensor_zero_grad", "JI");
  }

  @Override
  int nnl_tensor_zero_grad(long tensor) {
    try {
      return (int) Of_nnl_tensor_zero_grad.CALL.invokeExact(tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_add {
    static final MethodHandle CALL = find("nnl_add", "JJJI");
  }

  @Override
  int nnl_add(long a, long b, long result) {
    try {
      return (int) Of_nnl_add.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_subtract {
    static final MethodHandle CALL = find("nnl_subtract", "JJJI");
  }

  @Override
  int nnl_subtract(long a, long b, long result) {
    try {
      return (int) Of_nnl_subtract.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_multiply {
    static final MethodHandle CALL = find("nnl_multiply", "JJJI");
  }

  @Override
  int nnl_multiply(long a, long b, long result) {
    try {
      return (int) Of_nnl_multiply.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_divide {
    static final MethodHandle CALL = find("nnl_divide", "JJJI");
  }

  @Override
  int nnl_divide(long a, long b, long result) {
    try {
      return (int) Of_nnl_divide.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_affine {
    static final MethodHandle CALL = find("nnl_affine", "JDDJI");
  }

  @Override
  int nnl_affine(long x, double scale, double shift, long result) {
    try {
      return (int) Of_nnl_affine.CALL.invokeExact(x, scale, shift, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_matmul {
    static final MethodHandle CALL = find("nnl_matmul", "JJJI");
  }

  @Override
  int nnl_matmul(long a, long b, long result) {
    try {
      return (int) Of_nnl_matmul.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_linear {
    static final MethodHandle CALL = find("nnl_linear", "JJJJI");
  }

  @Override
  int nnl_linear(long x, long weight, long bias, long result) {
    try {
      return (int) Of_nnl_linear.CALL.invokeExact(x, weight, bias, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_reshape {
    static final MethodHandle CALL = find("nnl_reshape", "JIJJI");
  }

  @Override
  int nnl_reshape(long x, int rank, long shape, long result) {
    try {
      return (int) Of_nnl_reshape.CALL.invokeExact(x, rank, shape, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_flatten {
    static final MethodHandle CALL = find("nnl_flatten", "JJJJI");
  }

  @Override
  int nnl_flatten(long x, long startAxis, long endAxis, long result) {
    try {
      return (int) Of_nnl_flatten.CALL.invokeExact(x, startAxis, endAxis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_transpose {
    static final MethodHandle CALL = find("nnl_transpose", "JJJJI");
  }

  @Override
  int nnl_transpose(long x, long axis0, long axis1, long result) {
    try {
      return (int) Of_nnl_transpose.CALL.invokeExact(x, axis0, axis1, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_clone {
    static final MethodHandle CALL = find("nnl_clone", "JJI");
  }

  @Override
  int nnl_clone(long x, long result) {
    try {
      return (int) Of_nnl_clone.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_detach {
    static final MethodHandle CALL = find("nnl_detach", "JJI");
  }

  @Override
  int nnl_detach(long x, long result) {
    try {
      return (int) Of_nnl_detach.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sum {
    static final MethodHandle CALL = find("nnl_sum", "JIJIJI");
  }

  @Override
  int nnl_sum(long x, int numAxes, long axes, int keepdim, long result) {
    try {
      return (int) Of_nnl_sum.CALL.invokeExact(x, numAxes, axes, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_mean {
    static final MethodHandle CALL = find("nnl_mean", "JIJIJI");
  }

  @Override
  int nnl_mean(long x, int numAxes, long axes, int keepdim, long result) {
    try {
      return (int) Of_nnl_mean.CALL.invokeExact(x, numAxes, axes, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sigmoid {
    static final MethodHandle CALL = find("nnl_sigmoid", "JJI");
  }

  @Override
  int nnl_sigmoid(long x, long result) {
    try {
      return (int) Of_nnl_sigmoid.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tanh {
    static final MethodHandle CALL = find("nnl_tanh", "JJI");
  }

  @Override
  int nnl_tanh(long x, long result) {
    try {
      return (int) Of_nnl_tanh.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_relu {
    static final MethodHandle CALL = find("nnl_relu", "JJI");
  }

  @Override
  int nnl_relu(long x, long result) {
    try {
      return (int) Of_nnl_relu.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_leaky_relu {
    static final MethodHandle CALL = find("nnl_leaky_relu", "JDJI");
  }

  @Override
  int nnl_leaky_relu(long x, double negativeSlope, long result) {
    try {
      return (int) Of_nnl_leaky_relu.CALL.invokeExact(x, negativeSlope, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_softmax {
    static final MethodHandle CALL = find("nnl_softmax", "JJJI");
  }

  @Override
  int nnl_softmax(long x, long axis, long result) {
    try {
      return (int) Of_nnl_softmax.CALL.invokeExact(x, axis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_log_softmax {
    static final MethodHandle CALL = find("nnl_log_softmax", "JJJI");
  }

  @Override
  int nnl_log_softmax(long x, long axis, long result) {
    try {
      return (int) Of_nnl_log_softmax.CALL.invokeExact(x, axis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_mse_loss {
    static final MethodHandle CALL = find("nnl_mse_loss", "JJIJI");
  }

  @Override
  int nnl_mse_loss(long input, long target, int reduction, long result) {
    try {
      return (int) Of_nnl_mse_loss.CALL.invokeExact(input, target, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cross_entropy_options_init {
    static final MethodHandle CALL = find("nnl_cross_entropy_options_init", "JIV");
  }

  @Override
  void nnl_cross_entropy_options_init(long options, int size) {
    try {
      Of_nnl_cross_entropy_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cross_entropy {
    static final MethodHandle CALL = find("nnl_cross_entropy", "JJJJI");
  }

  @Override
  int nnl_cross_entropy(long logits, long target, long options, long result) {
    try {
      return (int) Of_nnl_cross_entropy.CALL.invokeExact(logits, target, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_l1_loss {
    static final MethodHandle CALL = find("nnl_l1_loss", "JJIJI");
  }

  @Override
  int nnl_l1_loss(long input, long target, int reduction, long result) {
    try {
      return (int) Of_nnl_l1_loss.CALL.invokeExact(input, target, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_smooth_l1_loss {
    static final MethodHandle CALL = find("nnl_smooth_l1_loss", "JJDIJI");
  }

  @Override
  int nnl_smooth_l1_loss(long input, long target, double beta, int reduction, long result) {
    try {
      return (int) Of_nnl_smooth_l1_loss.CALL.invokeExact(input, target, beta, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_huber_loss {
    static final MethodHandle CALL = find("nnl_huber_loss", "JJDIJI");
  }

  @Override
  int nnl_huber_loss(long input, long target, double delta, int reduction, long result) {
    try {
      return (int) Of_nnl_huber_loss.CALL.invokeExact(input, target, delta, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_bce_loss {
    static final MethodHandle CALL = find("nnl_bce_loss", "JJJIJI");
  }

  @Override
  int nnl_bce_loss(long input, long target, long weight, int reduction, long result) {
    try {
      return (int) Of_nnl_bce_loss.CALL.invokeExact(input, target, weight, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_bce_with_logits_loss {
    static final MethodHandle CALL = find("nnl_bce_with_logits_loss", "JJJJIJI");
  }

  @Override
  int nnl_bce_with_logits_loss(long input, long target, long weight, long posWeight, int reduction, long result) {
    try {
      return (int) Of_nnl_bce_with_logits_loss.CALL.invokeExact(input, target, weight, posWeight, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_nll_loss {
    static final MethodHandle CALL = find("nnl_nll_loss", "JJJJIJI");
  }

  @Override
  int nnl_nll_loss(long input, long target, long weight, long ignoreIndex, int reduction, long result) {
    try {
      return (int) Of_nnl_nll_loss.CALL.invokeExact(input, target, weight, ignoreIndex, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cosine_embedding_loss {
    static final MethodHandle CALL = find("nnl_cosine_embedding_loss", "JJJDIJI");
  }

  @Override
  int nnl_cosine_embedding_loss(long a, long b, long target, double margin, int reduction, long result) {
    try {
      return (int) Of_nnl_cosine_embedding_loss.CALL.invokeExact(a, b, target, margin, reduction, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_triplet_margin_options_init {
    static final MethodHandle CALL = find("nnl_triplet_margin_options_init", "JIV");
  }

  @Override
  void nnl_triplet_margin_options_init(long options, int size) {
    try {
      Of_nnl_triplet_margin_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_triplet_margin_loss {
    static final MethodHandle CALL = find("nnl_triplet_margin_loss", "JJJJJI");
  }

  @Override
  int nnl_triplet_margin_loss(long anchor, long positive, long negative, long options, long result) {
    try {
      return (int) Of_nnl_triplet_margin_loss.CALL.invokeExact(anchor, positive, negative, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_options_init {
    static final MethodHandle CALL = find("nnl_embedding_options_init", "JIV");
  }

  @Override
  void nnl_embedding_options_init(long options, int size) {
    try {
      Of_nnl_embedding_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding {
    static final MethodHandle CALL = find("nnl_embedding", "JJJJI");
  }

  @Override
  int nnl_embedding(long weight, long indices, long options, long result) {
    try {
      return (int) Of_nnl_embedding.CALL.invokeExact(weight, indices, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm_options_init {
    static final MethodHandle CALL = find("nnl_batch_norm_options_init", "JIV");
  }

  @Override
  void nnl_batch_norm_options_init(long options, int size) {
    try {
      Of_nnl_batch_norm_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm {
    static final MethodHandle CALL = find("nnl_batch_norm", "JJJJJJIJJI");
  }

  @Override
  int nnl_batch_norm(long x, long weight, long bias, long runningMean, long runningVar, long numBatchesTracked, int training, long options, long result) {
    try {
      return (int) Of_nnl_batch_norm.CALL.invokeExact(x, weight, bias, runningMean, runningVar, numBatchesTracked, training, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_create {
    static final MethodHandle CALL = find("nnl_embedding_create", "JJJJJI");
  }

  @Override
  int nnl_embedding_create(long context, long numEmbeddings, long embeddingDim, long options, long module) {
    try {
      return (int) Of_nnl_embedding_create.CALL.invokeExact(context, numEmbeddings, embeddingDim, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_linear_options_init {
    static final MethodHandle CALL = find("nnl_linear_options_init", "JIV");
  }

  @Override
  void nnl_linear_options_init(long options, int size) {
    try {
      Of_nnl_linear_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_linear_create {
    static final MethodHandle CALL = find("nnl_linear_create", "JJJJJI");
  }

  @Override
  int nnl_linear_create(long context, long inFeatures, long outFeatures, long options, long module) {
    try {
      return (int) Of_nnl_linear_create.CALL.invokeExact(context, inFeatures, outFeatures, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm1d_create {
    static final MethodHandle CALL = find("nnl_batch_norm1d_create", "JJJJI");
  }

  @Override
  int nnl_batch_norm1d_create(long context, long numFeatures, long options, long module) {
    try {
      return (int) Of_nnl_batch_norm1d_create.CALL.invokeExact(context, numFeatures, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm2d_create {
    static final MethodHandle CALL = find("nnl_batch_norm2d_create", "JJJJI");
  }

  @Override
  int nnl_batch_norm2d_create(long context, long numFeatures, long options, long module) {
    try {
      return (int) Of_nnl_batch_norm2d_create.CALL.invokeExact(context, numFeatures, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm3d_create {
    static final MethodHandle CALL = find("nnl_batch_norm3d_create", "JJJJI");
  }

  @Override
  int nnl_batch_norm3d_create(long context, long numFeatures, long options, long module) {
    try {
      return (int) Of_nnl_batch_norm3d_create.CALL.invokeExact(context, numFeatures, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_flatten_create {
    static final MethodHandle CALL = find("nnl_flatten_create", "JJI");
  }

  @Override
  int nnl_flatten_create(long context, long module) {
    try {
      return (int) Of_nnl_flatten_create.CALL.invokeExact(context, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sigmoid_create {
    static final MethodHandle CALL = find("nnl_sigmoid_create", "JJI");
  }

  @Override
  int nnl_sigmoid_create(long context, long module) {
    try {
      return (int) Of_nnl_sigmoid_create.CALL.invokeExact(context, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tanh_create {
    static final MethodHandle CALL = find("nnl_tanh_create", "JJI");
  }

  @Override
  int nnl_tanh_create(long context, long module) {
    try {
      return (int) Of_nnl_tanh_create.CALL.invokeExact(context, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_relu_create {
    static final MethodHandle CALL = find("nnl_relu_create", "JJI");
  }

  @Override
  int nnl_relu_create(long context, long module) {
    try {
      return (int) Of_nnl_relu_create.CALL.invokeExact(context, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_leaky_relu_create {
    static final MethodHandle CALL = find("nnl_leaky_relu_create", "JDJI");
  }

  @Override
  int nnl_leaky_relu_create(long context, double negativeSlope, long module) {
    try {
      return (int) Of_nnl_leaky_relu_create.CALL.invokeExact(context, negativeSlope, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_mse_loss_create {
    static final MethodHandle CALL = find("nnl_mse_loss_create", "JIJI");
  }

  @Override
  int nnl_mse_loss_create(long context, int reduction, long module) {
    try {
      return (int) Of_nnl_mse_loss_create.CALL.invokeExact(context, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_l1_loss_create {
    static final MethodHandle CALL = find("nnl_l1_loss_create", "JIJI");
  }

  @Override
  int nnl_l1_loss_create(long context, int reduction, long module) {
    try {
      return (int) Of_nnl_l1_loss_create.CALL.invokeExact(context, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_smooth_l1_loss_create {
    static final MethodHandle CALL = find("nnl_smooth_l1_loss_create", "JDIJI");
  }

  @Override
  int nnl_smooth_l1_loss_create(long context, double beta, int reduction, long module) {
    try {
      return (int) Of_nnl_smooth_l1_loss_create.CALL.invokeExact(context, beta, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_huber_loss_create {
    static final MethodHandle CALL = find("nnl_huber_loss_create", "JDIJI");
  }

  @Override
  int nnl_huber_loss_create(long context, double delta, int reduction, long module) {
    try {
      return (int) Of_nnl_huber_loss_create.CALL.invokeExact(context, delta, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_bce_loss_create {
    static final MethodHandle CALL = find("nnl_bce_loss_create", "JJIJI");
  }

  @Override
  int nnl_bce_loss_create(long context, long weight, int reduction, long module) {
    try {
      return (int) Of_nnl_bce_loss_create.CALL.invokeExact(context, weight, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_bce_with_logits_loss_create {
    static final MethodHandle CALL = find("nnl_bce_with_logits_loss_create", "JJJIJI");
  }

  @Override
  int nnl_bce_with_logits_loss_create(long context, long weight, long posWeight, int reduction, long module) {
    try {
      return (int) Of_nnl_bce_with_logits_loss_create.CALL.invokeExact(context, weight, posWeight, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_nll_loss_create {
    static final MethodHandle CALL = find("nnl_nll_loss_create", "JJJIJI");
  }

  @Override
  int nnl_nll_loss_create(long context, long weight, long ignoreIndex, int reduction, long module) {
    try {
      return (int) Of_nnl_nll_loss_create.CALL.invokeExact(context, weight, ignoreIndex, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cross_entropy_loss_create {
    static final MethodHandle CALL = find("nnl_cross_entropy_loss_create", "JJJI");
  }

  @Override
  int nnl_cross_entropy_loss_create(long context, long options, long module) {
    try {
      return (int) Of_nnl_cross_entropy_loss_create.CALL.invokeExact(context, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cosine_embedding_loss_create {
    static final MethodHandle CALL = find("nnl_cosine_embedding_loss_create", "JDIJI");
  }

  @Override
  int nnl_cosine_embedding_loss_create(long context, double margin, int reduction, long module) {
    try {
      return (int) Of_nnl_cosine_embedding_loss_create.CALL.invokeExact(context, margin, reduction, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_triplet_margin_loss_create {
    static final MethodHandle CALL = find("nnl_triplet_margin_loss_create", "JJJI");
  }

  @Override
  int nnl_triplet_margin_loss_create(long context, long options, long module) {
    try {
      return (int) Of_nnl_triplet_margin_loss_create.CALL.invokeExact(context, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sequential_create {
    static final MethodHandle CALL = find("nnl_sequential_create", "JJJJI");
  }

  @Override
  int nnl_sequential_create(long context, long count, long modules, long module) {
    try {
      return (int) Of_nnl_sequential_create.CALL.invokeExact(context, count, modules, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_release {
    static final MethodHandle CALL = find("nnl_module_release", "JV");
  }

  @Override
  void nnl_module_release(long module) {
    try {
      Of_nnl_module_release.CALL.invokeExact(module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_forward {
    static final MethodHandle CALL = find("nnl_module_forward", "JJJI");
  }

  @Override
  int nnl_module_forward(long module, long input, long output) {
    try {
      return (int) Of_nnl_module_forward.CALL.invokeExact(module, input, output);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_forward_inputs {
    static final MethodHandle CALL = find("nnl_module_forward_inputs", "JJJJI");
  }

  @Override
  int nnl_module_forward_inputs(long module, long count, long inputs, long output) {
    try {
      return (int) Of_nnl_module_forward_inputs.CALL.invokeExact(module, count, inputs, output);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_train {
    static final MethodHandle CALL = find("nnl_module_train", "JII");
  }

  @Override
  int nnl_module_train(long module, int training) {
    try {
      return (int) Of_nnl_module_train.CALL.invokeExact(module, training);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_is_training {
    static final MethodHandle CALL = find("nnl_module_is_training", "JJI");
  }

  @Override
  int nnl_module_is_training(long module, long training) {
    try {
      return (int) Of_nnl_module_is_training.CALL.invokeExact(module, training);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_set_requires_grad {
    static final MethodHandle CALL = find("nnl_module_set_requires_grad", "JII");
  }

  @Override
  int nnl_module_set_requires_grad(long module, int requiresGrad) {
    try {
      return (int) Of_nnl_module_set_requires_grad.CALL.invokeExact(module, requiresGrad);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_zero_grad {
    static final MethodHandle CALL = find("nnl_module_zero_grad", "JI");
  }

  @Override
  int nnl_module_zero_grad(long module) {
    try {
      return (int) Of_nnl_module_zero_grad.CALL.invokeExact(module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_num_parameters {
    static final MethodHandle CALL = find("nnl_module_num_parameters", "JJI");
  }

  @Override
  int nnl_module_num_parameters(long module, long count) {
    try {
      return (int) Of_nnl_module_num_parameters.CALL.invokeExact(module, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_parameter {
    static final MethodHandle CALL = find("nnl_module_parameter", "JJJI");
  }

  @Override
  int nnl_module_parameter(long module, long index, long parameter) {
    try {
      return (int) Of_nnl_module_parameter.CALL.invokeExact(module, index, parameter);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_parameter_name {
    static final MethodHandle CALL = find("nnl_module_parameter_name", "JJJJJI");
  }

  @Override
  int nnl_module_parameter_name(long module, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_module_parameter_name.CALL.invokeExact(module, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_num_buffers {
    static final MethodHandle CALL = find("nnl_module_num_buffers", "JJI");
  }

  @Override
  int nnl_module_num_buffers(long module, long count) {
    try {
      return (int) Of_nnl_module_num_buffers.CALL.invokeExact(module, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_buffer {
    static final MethodHandle CALL = find("nnl_module_buffer", "JJJI");
  }

  @Override
  int nnl_module_buffer(long module, long index, long buffer) {
    try {
      return (int) Of_nnl_module_buffer.CALL.invokeExact(module, index, buffer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_buffer_name {
    static final MethodHandle CALL = find("nnl_module_buffer_name", "JJJJJI");
  }

  @Override
  int nnl_module_buffer_name(long module, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_module_buffer_name.CALL.invokeExact(module, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_tensor {
    static final MethodHandle CALL = find("nnl_module_tensor", "JJJI");
  }

  @Override
  int nnl_module_tensor(long module, long name, long tensor) {
    try {
      return (int) Of_nnl_module_tensor.CALL.invokeExact(module, name, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_save {
    static final MethodHandle CALL = find("nnl_module_save", "JJI");
  }

  @Override
  int nnl_module_save(long module, long path) {
    try {
      return (int) Of_nnl_module_save.CALL.invokeExact(module, path);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_load {
    static final MethodHandle CALL = find("nnl_module_load", "JJI");
  }

  @Override
  int nnl_module_load(long module, long path) {
    try {
      return (int) Of_nnl_module_load.CALL.invokeExact(module, path);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_constant {
    static final MethodHandle CALL = find("nnl_init_constant", "JDI");
  }

  @Override
  int nnl_init_constant(long tensor, double value) {
    try {
      return (int) Of_nnl_init_constant.CALL.invokeExact(tensor, value);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_uniform {
    static final MethodHandle CALL = find("nnl_init_uniform", "JDDI");
  }

  @Override
  int nnl_init_uniform(long tensor, double low, double high) {
    try {
      return (int) Of_nnl_init_uniform.CALL.invokeExact(tensor, low, high);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_normal {
    static final MethodHandle CALL = find("nnl_init_normal", "JDDI");
  }

  @Override
  int nnl_init_normal(long tensor, double mean, double std) {
    try {
      return (int) Of_nnl_init_normal.CALL.invokeExact(tensor, mean, std);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_xavier_uniform {
    static final MethodHandle CALL = find("nnl_init_xavier_uniform", "JDI");
  }

  @Override
  int nnl_init_xavier_uniform(long tensor, double gain) {
    try {
      return (int) Of_nnl_init_xavier_uniform.CALL.invokeExact(tensor, gain);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_xavier_normal {
    static final MethodHandle CALL = find("nnl_init_xavier_normal", "JDI");
  }

  @Override
  int nnl_init_xavier_normal(long tensor, double gain) {
    try {
      return (int) Of_nnl_init_xavier_normal.CALL.invokeExact(tensor, gain);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_kaiming_uniform {
    static final MethodHandle CALL = find("nnl_init_kaiming_uniform", "JDIII");
  }

  @Override
  int nnl_init_kaiming_uniform(long tensor, double slope, int mode, int nonlinearity) {
    try {
      return (int) Of_nnl_init_kaiming_uniform.CALL.invokeExact(tensor, slope, mode, nonlinearity);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_kaiming_normal {
    static final MethodHandle CALL = find("nnl_init_kaiming_normal", "JDIII");
  }

  @Override
  int nnl_init_kaiming_normal(long tensor, double slope, int mode, int nonlinearity) {
    try {
      return (int) Of_nnl_init_kaiming_normal.CALL.invokeExact(tensor, slope, mode, nonlinearity);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_init_gain {
    static final MethodHandle CALL = find("nnl_init_gain", "IDJI");
  }

  @Override
  int nnl_init_gain(int nonlinearity, double slope, long gain) {
    try {
      return (int) Of_nnl_init_gain.CALL.invokeExact(nonlinearity, slope, gain);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sgd_options_init {
    static final MethodHandle CALL = find("nnl_sgd_options_init", "JIV");
  }

  @Override
  void nnl_sgd_options_init(long options, int size) {
    try {
      Of_nnl_sgd_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sgd_create {
    static final MethodHandle CALL = find("nnl_sgd_create", "JJJJI");
  }

  @Override
  int nnl_sgd_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_sgd_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sgd_add_group {
    static final MethodHandle CALL = find("nnl_sgd_add_group", "JJJJI");
  }

  @Override
  int nnl_sgd_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_sgd_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_release {
    static final MethodHandle CALL = find("nnl_optimizer_release", "JV");
  }

  @Override
  void nnl_optimizer_release(long optimizer) {
    try {
      Of_nnl_optimizer_release.CALL.invokeExact(optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_step {
    static final MethodHandle CALL = find("nnl_optimizer_step", "JI");
  }

  @Override
  int nnl_optimizer_step(long optimizer) {
    try {
      return (int) Of_nnl_optimizer_step.CALL.invokeExact(optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_settle {
    static final MethodHandle CALL = find("nnl_optimizer_settle", "JI");
  }

  @Override
  int nnl_optimizer_settle(long optimizer) {
    try {
      return (int) Of_nnl_optimizer_settle.CALL.invokeExact(optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_zero_grad {
    static final MethodHandle CALL = find("nnl_optimizer_zero_grad", "JI");
  }

  @Override
  int nnl_optimizer_zero_grad(long optimizer) {
    try {
      return (int) Of_nnl_optimizer_zero_grad.CALL.invokeExact(optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_num_groups {
    static final MethodHandle CALL = find("nnl_optimizer_num_groups", "JJI");
  }

  @Override
  int nnl_optimizer_num_groups(long optimizer, long count) {
    try {
      return (int) Of_nnl_optimizer_num_groups.CALL.invokeExact(optimizer, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_learning_rate {
    static final MethodHandle CALL = find("nnl_optimizer_learning_rate", "JJJI");
  }

  @Override
  int nnl_optimizer_learning_rate(long optimizer, long group, long learningRate) {
    try {
      return (int) Of_nnl_optimizer_learning_rate.CALL.invokeExact(optimizer, group, learningRate);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_set_learning_rate {
    static final MethodHandle CALL = find("nnl_optimizer_set_learning_rate", "JJDI");
  }

  @Override
  int nnl_optimizer_set_learning_rate(long optimizer, long group, double learningRate) {
    try {
      return (int) Of_nnl_optimizer_set_learning_rate.CALL.invokeExact(optimizer, group, learningRate);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_clip_grad_norm {
    static final MethodHandle CALL = find("nnl_clip_grad_norm", "JJDDIJI");
  }

  @Override
  int nnl_clip_grad_norm(long count, long parameters, double maxNorm, double normType, int errorIfNonfinite, long norm) {
    try {
      return (int) Of_nnl_clip_grad_norm.CALL.invokeExact(count, parameters, maxNorm, normType, errorIfNonfinite, norm);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_clip_grad_value {
    static final MethodHandle CALL = find("nnl_clip_grad_value", "JJDI");
  }

  @Override
  int nnl_clip_grad_value(long count, long parameters, double clipValue) {
    try {
      return (int) Of_nnl_clip_grad_value.CALL.invokeExact(count, parameters, clipValue);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_options_init {
    static final MethodHandle CALL = find("nnl_loader_options_init", "JIV");
  }

  @Override
  void nnl_loader_options_init(long options, int size) {
    try {
      Of_nnl_loader_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_create {
    static final MethodHandle CALL = find("nnl_loader_create", "JJJJI");
  }

  @Override
  int nnl_loader_create(long count, long tensors, long options, long loader) {
    try {
      return (int) Of_nnl_loader_create.CALL.invokeExact(count, tensors, options, loader);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_release {
    static final MethodHandle CALL = find("nnl_loader_release", "JV");
  }

  @Override
  void nnl_loader_release(long loader) {
    try {
      Of_nnl_loader_release.CALL.invokeExact(loader);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_next {
    static final MethodHandle CALL = find("nnl_loader_next", "JJJI");
  }

  @Override
  int nnl_loader_next(long loader, long count, long batch) {
    try {
      return (int) Of_nnl_loader_next.CALL.invokeExact(loader, count, batch);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_num_batches {
    static final MethodHandle CALL = find("nnl_loader_num_batches", "JJI");
  }

  @Override
  int nnl_loader_num_batches(long loader, long count) {
    try {
      return (int) Of_nnl_loader_num_batches.CALL.invokeExact(loader, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_loader_epoch {
    static final MethodHandle CALL = find("nnl_loader_epoch", "JJI");
  }

  @Override
  int nnl_loader_epoch(long loader, long epoch) {
    try {
      return (int) Of_nnl_loader_epoch.CALL.invokeExact(loader, epoch);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_train_step_options_init {
    static final MethodHandle CALL = find("nnl_train_step_options_init", "JIV");
  }

  @Override
  void nnl_train_step_options_init(long options, int size) {
    try {
      Of_nnl_train_step_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_train_step {
    static final MethodHandle CALL = find("nnl_train_step", "JJJJJJJJJI");
  }

  @Override
  int nnl_train_step(long model, long loss, long optimizer, long numInputs, long inputs, long numTargets, long targets, long options, long value) {
    try {
      return (int) Of_nnl_train_step.CALL.invokeExact(model, loss, optimizer, numInputs, inputs, numTargets, targets, options, value);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_evaluate {
    static final MethodHandle CALL = find("nnl_evaluate", "JJJJJI");
  }

  @Override
  int nnl_evaluate(long model, long loss, long loader, long numInputs, long value) {
    try {
      return (int) Of_nnl_evaluate.CALL.invokeExact(model, loss, loader, numInputs, value);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_fit_options_init {
    static final MethodHandle CALL = find("nnl_fit_options_init", "JIV");
  }

  @Override
  void nnl_fit_options_init(long options, int size) {
    try {
      Of_nnl_fit_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_fit_report_init {
    static final MethodHandle CALL = find("nnl_fit_report_init", "JIV");
  }

  @Override
  void nnl_fit_report_init(long report, int size) {
    try {
      Of_nnl_fit_report_init.CALL.invokeExact(report, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_fit {
    static final MethodHandle CALL = find("nnl_fit", "JJJJJJJJI");
  }

  @Override
  int nnl_fit(long model, long loss, long optimizer, long loader, long options, long callback, long userData, long report) {
    try {
      return (int) Of_nnl_fit.CALL.invokeExact(model, loss, optimizer, loader, options, callback, userData, report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_checkpoint_parts_init {
    static final MethodHandle CALL = find("nnl_checkpoint_parts_init", "JIV");
  }

  @Override
  void nnl_checkpoint_parts_init(long parts, int size) {
    try {
      Of_nnl_checkpoint_parts_init.CALL.invokeExact(parts, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_checkpoint_save {
    static final MethodHandle CALL = find("nnl_checkpoint_save", "JJI");
  }

  @Override
  int nnl_checkpoint_save(long path, long parts) {
    try {
      return (int) Of_nnl_checkpoint_save.CALL.invokeExact(path, parts);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_checkpoint_load {
    static final MethodHandle CALL = find("nnl_checkpoint_load", "JJI");
  }

  @Override
  int nnl_checkpoint_load(long path, long parts) {
    try {
      return (int) Of_nnl_checkpoint_load.CALL.invokeExact(path, parts);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_exp {
    static final MethodHandle CALL = find("nnl_exp", "JJI");
  }

  @Override
  int nnl_exp(long x, long result) {
    try {
      return (int) Of_nnl_exp.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_log {
    static final MethodHandle CALL = find("nnl_log", "JJI");
  }

  @Override
  int nnl_log(long x, long result) {
    try {
      return (int) Of_nnl_log.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sqrt {
    static final MethodHandle CALL = find("nnl_sqrt", "JJI");
  }

  @Override
  int nnl_sqrt(long x, long result) {
    try {
      return (int) Of_nnl_sqrt.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_abs {
    static final MethodHandle CALL = find("nnl_abs", "JJI");
  }

  @Override
  int nnl_abs(long x, long result) {
    try {
      return (int) Of_nnl_abs.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_negative {
    static final MethodHandle CALL = find("nnl_negative", "JJI");
  }

  @Override
  int nnl_negative(long x, long result) {
    try {
      return (int) Of_nnl_negative.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_reciprocal {
    static final MethodHandle CALL = find("nnl_reciprocal", "JJI");
  }

  @Override
  int nnl_reciprocal(long x, long result) {
    try {
      return (int) Of_nnl_reciprocal.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_pow {
    static final MethodHandle CALL = find("nnl_pow", "JDJI");
  }

  @Override
  int nnl_pow(long x, double exponent, long result) {
    try {
      return (int) Of_nnl_pow.CALL.invokeExact(x, exponent, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_pow_tensor {
    static final MethodHandle CALL = find("nnl_pow_tensor", "JJJI");
  }

  @Override
  int nnl_pow_tensor(long x, long exponent, long result) {
    try {
      return (int) Of_nnl_pow_tensor.CALL.invokeExact(x, exponent, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_clamp {
    static final MethodHandle CALL = find("nnl_clamp", "JDDJI");
  }

  @Override
  int nnl_clamp(long x, double low, double high, long result) {
    try {
      return (int) Of_nnl_clamp.CALL.invokeExact(x, low, high, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_minimum {
    static final MethodHandle CALL = find("nnl_minimum", "JJJI");
  }

  @Override
  int nnl_minimum(long a, long b, long result) {
    try {
      return (int) Of_nnl_minimum.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_maximum {
    static final MethodHandle CALL = find("nnl_maximum", "JJJI");
  }

  @Override
  int nnl_maximum(long a, long b, long result) {
    try {
      return (int) Of_nnl_maximum.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_eq {
    static final MethodHandle CALL = find("nnl_eq", "JJJI");
  }

  @Override
  int nnl_eq(long a, long b, long result) {
    try {
      return (int) Of_nnl_eq.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_ne {
    static final MethodHandle CALL = find("nnl_ne", "JJJI");
  }

  @Override
  int nnl_ne(long a, long b, long result) {
    try {
      return (int) Of_nnl_ne.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_lt {
    static final MethodHandle CALL = find("nnl_lt", "JJJI");
  }

  @Override
  int nnl_lt(long a, long b, long result) {
    try {
      return (int) Of_nnl_lt.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_le {
    static final MethodHandle CALL = find("nnl_le", "JJJI");
  }

  @Override
  int nnl_le(long a, long b, long result) {
    try {
      return (int) Of_nnl_le.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gt {
    static final MethodHandle CALL = find("nnl_gt", "JJJI");
  }

  @Override
  int nnl_gt(long a, long b, long result) {
    try {
      return (int) Of_nnl_gt.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_ge {
    static final MethodHandle CALL = find("nnl_ge", "JJJI");
  }

  @Override
  int nnl_ge(long a, long b, long result) {
    try {
      return (int) Of_nnl_ge.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_eq_scalar {
    static final MethodHandle CALL = find("nnl_eq_scalar", "JDJI");
  }

  @Override
  int nnl_eq_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_eq_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_ne_scalar {
    static final MethodHandle CALL = find("nnl_ne_scalar", "JDJI");
  }

  @Override
  int nnl_ne_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_ne_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_lt_scalar {
    static final MethodHandle CALL = find("nnl_lt_scalar", "JDJI");
  }

  @Override
  int nnl_lt_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_lt_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_le_scalar {
    static final MethodHandle CALL = find("nnl_le_scalar", "JDJI");
  }

  @Override
  int nnl_le_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_le_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gt_scalar {
    static final MethodHandle CALL = find("nnl_gt_scalar", "JDJI");
  }

  @Override
  int nnl_gt_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_gt_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_ge_scalar {
    static final MethodHandle CALL = find("nnl_ge_scalar", "JDJI");
  }

  @Override
  int nnl_ge_scalar(long a, double b, long result) {
    try {
      return (int) Of_nnl_ge_scalar.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_logical_not {
    static final MethodHandle CALL = find("nnl_logical_not", "JJI");
  }

  @Override
  int nnl_logical_not(long x, long result) {
    try {
      return (int) Of_nnl_logical_not.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_logical_and {
    static final MethodHandle CALL = find("nnl_logical_and", "JJJI");
  }

  @Override
  int nnl_logical_and(long a, long b, long result) {
    try {
      return (int) Of_nnl_logical_and.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_logical_or {
    static final MethodHandle CALL = find("nnl_logical_or", "JJJI");
  }

  @Override
  int nnl_logical_or(long a, long b, long result) {
    try {
      return (int) Of_nnl_logical_or.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_where {
    static final MethodHandle CALL = find("nnl_where", "JJJJI");
  }

  @Override
  int nnl_where(long condition, long a, long b, long result) {
    try {
      return (int) Of_nnl_where.CALL.invokeExact(condition, a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_masked_fill {
    static final MethodHandle CALL = find("nnl_masked_fill", "JJDJI");
  }

  @Override
  int nnl_masked_fill(long x, long mask, double value, long result) {
    try {
      return (int) Of_nnl_masked_fill.CALL.invokeExact(x, mask, value, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_max {
    static final MethodHandle CALL = find("nnl_max", "JJI");
  }

  @Override
  int nnl_max(long x, long result) {
    try {
      return (int) Of_nnl_max.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_min {
    static final MethodHandle CALL = find("nnl_min", "JJI");
  }

  @Override
  int nnl_min(long x, long result) {
    try {
      return (int) Of_nnl_min.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_max_along {
    static final MethodHandle CALL = find("nnl_max_along", "JJIJJI");
  }

  @Override
  int nnl_max_along(long x, long axis, int keepdim, long values, long indices) {
    try {
      return (int) Of_nnl_max_along.CALL.invokeExact(x, axis, keepdim, values, indices);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_min_along {
    static final MethodHandle CALL = find("nnl_min_along", "JJIJJI");
  }

  @Override
  int nnl_min_along(long x, long axis, int keepdim, long values, long indices) {
    try {
      return (int) Of_nnl_min_along.CALL.invokeExact(x, axis, keepdim, values, indices);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_argmax {
    static final MethodHandle CALL = find("nnl_argmax", "JIJI");
  }

  @Override
  int nnl_argmax(long x, int keepdim, long result) {
    try {
      return (int) Of_nnl_argmax.CALL.invokeExact(x, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_argmin {
    static final MethodHandle CALL = find("nnl_argmin", "JIJI");
  }

  @Override
  int nnl_argmin(long x, int keepdim, long result) {
    try {
      return (int) Of_nnl_argmin.CALL.invokeExact(x, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_argmax_along {
    static final MethodHandle CALL = find("nnl_argmax_along", "JJIJI");
  }

  @Override
  int nnl_argmax_along(long x, long axis, int keepdim, long result) {
    try {
      return (int) Of_nnl_argmax_along.CALL.invokeExact(x, axis, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_argmin_along {
    static final MethodHandle CALL = find("nnl_argmin_along", "JJIJI");
  }

  @Override
  int nnl_argmin_along(long x, long axis, int keepdim, long result) {
    try {
      return (int) Of_nnl_argmin_along.CALL.invokeExact(x, axis, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_topk {
    static final MethodHandle CALL = find("nnl_topk", "JJJIJJI");
  }

  @Override
  int nnl_topk(long x, long k, long axis, int largest, long values, long indices) {
    try {
      return (int) Of_nnl_topk.CALL.invokeExact(x, k, axis, largest, values, indices);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_var {
    static final MethodHandle CALL = find("nnl_var", "JIJJIJI");
  }

  @Override
  int nnl_var(long x, int numAxes, long axes, long correction, int keepdim, long result) {
    try {
      return (int) Of_nnl_var.CALL.invokeExact(x, numAxes, axes, correction, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_std {
    static final MethodHandle CALL = find("nnl_std", "JIJJIJI");
  }

  @Override
  int nnl_std(long x, int numAxes, long axes, long correction, int keepdim, long result) {
    try {
      return (int) Of_nnl_std.CALL.invokeExact(x, numAxes, axes, correction, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_norm {
    static final MethodHandle CALL = find("nnl_norm", "JDIJIJI");
  }

  @Override
  int nnl_norm(long x, double p, int numAxes, long axes, int keepdim, long result) {
    try {
      return (int) Of_nnl_norm.CALL.invokeExact(x, p, numAxes, axes, keepdim, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cat {
    static final MethodHandle CALL = find("nnl_cat", "JJJJI");
  }

  @Override
  int nnl_cat(long count, long tensors, long axis, long result) {
    try {
      return (int) Of_nnl_cat.CALL.invokeExact(count, tensors, axis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_stack {
    static final MethodHandle CALL = find("nnl_stack", "JJJJI");
  }

  @Override
  int nnl_stack(long count, long tensors, long axis, long result) {
    try {
      return (int) Of_nnl_stack.CALL.invokeExact(count, tensors, axis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_split {
    static final MethodHandle CALL = find("nnl_split", "JJJJJI");
  }

  @Override
  int nnl_split(long x, long axis, long count, long sizes, long parts) {
    try {
      return (int) Of_nnl_split.CALL.invokeExact(x, axis, count, sizes, parts);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_slice {
    static final MethodHandle CALL = find("nnl_slice", "JJJJJJI");
  }

  @Override
  int nnl_slice(long x, long axis, long start, long stop, long step, long result) {
    try {
      return (int) Of_nnl_slice.CALL.invokeExact(x, axis, start, stop, step, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gather {
    static final MethodHandle CALL = find("nnl_gather", "JJJJI");
  }

  @Override
  int nnl_gather(long x, long axis, long index, long result) {
    try {
      return (int) Of_nnl_gather.CALL.invokeExact(x, axis, index, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_index_select {
    static final MethodHandle CALL = find("nnl_index_select", "JJJJI");
  }

  @Override
  int nnl_index_select(long x, long axis, long index, long result) {
    try {
      return (int) Of_nnl_index_select.CALL.invokeExact(x, axis, index, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_one_hot {
    static final MethodHandle CALL = find("nnl_one_hot", "JJJI");
  }

  @Override
  int nnl_one_hot(long index, long classes, long result) {
    try {
      return (int) Of_nnl_one_hot.CALL.invokeExact(index, classes, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_permute {
    static final MethodHandle CALL = find("nnl_permute", "JIJJI");
  }

  @Override
  int nnl_permute(long x, int numAxes, long axes, long result) {
    try {
      return (int) Of_nnl_permute.CALL.invokeExact(x, numAxes, axes, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_squeeze {
    static final MethodHandle CALL = find("nnl_squeeze", "JIJJI");
  }

  @Override
  int nnl_squeeze(long x, int numAxes, long axes, long result) {
    try {
      return (int) Of_nnl_squeeze.CALL.invokeExact(x, numAxes, axes, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_unsqueeze {
    static final MethodHandle CALL = find("nnl_unsqueeze", "JJJI");
  }

  @Override
  int nnl_unsqueeze(long x, long axis, long result) {
    try {
      return (int) Of_nnl_unsqueeze.CALL.invokeExact(x, axis, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_expand {
    static final MethodHandle CALL = find("nnl_expand", "JIJJI");
  }

  @Override
  int nnl_expand(long x, int rank, long shape, long result) {
    try {
      return (int) Of_nnl_expand.CALL.invokeExact(x, rank, shape, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_bmm {
    static final MethodHandle CALL = find("nnl_bmm", "JJJI");
  }

  @Override
  int nnl_bmm(long a, long b, long result) {
    try {
      return (int) Of_nnl_bmm.CALL.invokeExact(a, b, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cosine_similarity {
    static final MethodHandle CALL = find("nnl_cosine_similarity", "JJJDJI");
  }

  @Override
  int nnl_cosine_similarity(long a, long b, long axis, double eps, long result) {
    try {
      return (int) Of_nnl_cosine_similarity.CALL.invokeExact(a, b, axis, eps, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_create {
    static final MethodHandle CALL = find("nnl_module_create", "JJJJJJI");
  }

  @Override
  int nnl_module_create(long context, long kind, long forward, long done, long userData, long module) {
    try {
      return (int) Of_nnl_module_create.CALL.invokeExact(context, kind, forward, done, userData, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_add_parameter {
    static final MethodHandle CALL = find("nnl_module_add_parameter", "JJJI");
  }

  @Override
  int nnl_module_add_parameter(long module, long name, long parameter) {
    try {
      return (int) Of_nnl_module_add_parameter.CALL.invokeExact(module, name, parameter);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_add_buffer {
    static final MethodHandle CALL = find("nnl_module_add_buffer", "JJJI");
  }

  @Override
  int nnl_module_add_buffer(long module, long name, long buffer) {
    try {
      return (int) Of_nnl_module_add_buffer.CALL.invokeExact(module, name, buffer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_add_child {
    static final MethodHandle CALL = find("nnl_module_add_child", "JJJI");
  }

  @Override
  int nnl_module_add_child(long module, long name, long child) {
    try {
      return (int) Of_nnl_module_add_child.CALL.invokeExact(module, name, child);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_share {
    static final MethodHandle CALL = find("nnl_module_share", "JJI");
  }

  @Override
  int nnl_module_share(long module, long other) {
    try {
      return (int) Of_nnl_module_share.CALL.invokeExact(module, other);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_kind {
    static final MethodHandle CALL = find("nnl_module_kind", "JJJJI");
  }

  @Override
  int nnl_module_kind(long module, long kind, long capacity, long needed) {
    try {
      return (int) Of_nnl_module_kind.CALL.invokeExact(module, kind, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_num_children {
    static final MethodHandle CALL = find("nnl_module_num_children", "JJI");
  }

  @Override
  int nnl_module_num_children(long module, long count) {
    try {
      return (int) Of_nnl_module_num_children.CALL.invokeExact(module, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_child {
    static final MethodHandle CALL = find("nnl_module_child", "JJJI");
  }

  @Override
  int nnl_module_child(long module, long index, long child) {
    try {
      return (int) Of_nnl_module_child.CALL.invokeExact(module, index, child);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_child_name {
    static final MethodHandle CALL = find("nnl_module_child_name", "JJJJJI");
  }

  @Override
  int nnl_module_child_name(long module, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_module_child_name.CALL.invokeExact(module, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_summary {
    static final MethodHandle CALL = find("nnl_module_summary", "JJJJJJI");
  }

  @Override
  int nnl_module_summary(long module, long count, long inputs, long text, long capacity, long needed) {
    try {
      return (int) Of_nnl_module_summary.CALL.invokeExact(module, count, inputs, text, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_custom_op {
    static final MethodHandle CALL = find("nnl_custom_op", "JJJJJJJJI");
  }

  @Override
  int nnl_custom_op(long name, long count, long inputs, long forward, long backward, long done, long userData, long output) {
    try {
      return (int) Of_nnl_custom_op.CALL.invokeExact(name, count, inputs, forward, backward, done, userData, output);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gradcheck_options_init {
    static final MethodHandle CALL = find("nnl_gradcheck_options_init", "JIV");
  }

  @Override
  void nnl_gradcheck_options_init(long options, int size) {
    try {
      Of_nnl_gradcheck_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gradcheck {
    static final MethodHandle CALL = find("nnl_gradcheck", "JJJJJJJJJI");
  }

  @Override
  int nnl_gradcheck(long function, long userData, long count, long inputs, long options, long passed, long report, long capacity, long needed) {
    try {
      return (int) Of_nnl_gradcheck.CALL.invokeExact(function, userData, count, inputs, options, passed, report, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_load_options_init {
    static final MethodHandle CALL = find("nnl_load_options_init", "JIV");
  }

  @Override
  void nnl_load_options_init(long options, int size) {
    try {
      Of_nnl_load_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_load_with {
    static final MethodHandle CALL = find("nnl_module_load_with", "JJJJI");
  }

  @Override
  int nnl_module_load_with(long module, long path, long options, long report) {
    try {
      return (int) Of_nnl_module_load_with.CALL.invokeExact(module, path, options, report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_load_report_release {
    static final MethodHandle CALL = find("nnl_load_report_release", "JV");
  }

  @Override
  void nnl_load_report_release(long report) {
    try {
      Of_nnl_load_report_release.CALL.invokeExact(report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_load_report_count {
    static final MethodHandle CALL = find("nnl_load_report_count", "JIJI");
  }

  @Override
  int nnl_load_report_count(long report, int list, long count) {
    try {
      return (int) Of_nnl_load_report_count.CALL.invokeExact(report, list, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_load_report_name {
    static final MethodHandle CALL = find("nnl_load_report_name", "JIJJJJI");
  }

  @Override
  int nnl_load_report_name(long report, int list, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_load_report_name.CALL.invokeExact(report, list, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_conv_options_init {
    static final MethodHandle CALL = find("nnl_conv_options_init", "JIV");
  }

  @Override
  void nnl_conv_options_init(long options, int size) {
    try {
      Of_nnl_conv_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_conv1d {
    static final MethodHandle CALL = find("nnl_conv1d", "JJJJJI");
  }

  @Override
  int nnl_conv1d(long x, long weight, long bias, long options, long result) {
    try {
      return (int) Of_nnl_conv1d.CALL.invokeExact(x, weight, bias, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_conv2d {
    static final MethodHandle CALL = find("nnl_conv2d", "JJJJJI");
  }

  @Override
  int nnl_conv2d(long x, long weight, long bias, long options, long result) {
    try {
      return (int) Of_nnl_conv2d.CALL.invokeExact(x, weight, bias, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_conv1d_create {
    static final MethodHandle CALL = find("nnl_conv1d_create", "JJJJJJI");
  }

  @Override
  int nnl_conv1d_create(long context, long inChannels, long outChannels, long kernel, long options, long module) {
    try {
      return (int) Of_nnl_conv1d_create.CALL.invokeExact(context, inChannels, outChannels, kernel, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_conv2d_create {
    static final MethodHandle CALL = find("nnl_conv2d_create", "JJJJJJJI");
  }

  @Override
  int nnl_conv2d_create(long context, long inChannels, long outChannels, long kernelHeight, long kernelWidth, long options, long module) {
    try {
      return (int) Of_nnl_conv2d_create.CALL.invokeExact(context, inChannels, outChannels, kernelHeight, kernelWidth, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_layer_norm_options_init {
    static final MethodHandle CALL = find("nnl_layer_norm_options_init", "JIV");
  }

  @Override
  void nnl_layer_norm_options_init(long options, int size) {
    try {
      Of_nnl_layer_norm_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_layer_norm {
    static final MethodHandle CALL = find("nnl_layer_norm", "JIJJJDJI");
  }

  @Override
  int nnl_layer_norm(long x, int rank, long normalizedShape, long weight, long bias, double eps, long result) {
    try {
      return (int) Of_nnl_layer_norm.CALL.invokeExact(x, rank, normalizedShape, weight, bias, eps, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_layer_norm_create {
    static final MethodHandle CALL = find("nnl_layer_norm_create", "JIJJJI");
  }

  @Override
  int nnl_layer_norm_create(long context, int rank, long normalizedShape, long options, long module) {
    try {
      return (int) Of_nnl_layer_norm_create.CALL.invokeExact(context, rank, normalizedShape, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_group_norm_options_init {
    static final MethodHandle CALL = find("nnl_group_norm_options_init", "JIV");
  }

  @Override
  void nnl_group_norm_options_init(long options, int size) {
    try {
      Of_nnl_group_norm_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_group_norm {
    static final MethodHandle CALL = find("nnl_group_norm", "JJJJDJI");
  }

  @Override
  int nnl_group_norm(long x, long numGroups, long weight, long bias, double eps, long result) {
    try {
      return (int) Of_nnl_group_norm.CALL.invokeExact(x, numGroups, weight, bias, eps, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_group_norm_create {
    static final MethodHandle CALL = find("nnl_group_norm_create", "JJJJJI");
  }

  @Override
  int nnl_group_norm_create(long context, long numGroups, long numChannels, long options, long module) {
    try {
      return (int) Of_nnl_group_norm_create.CALL.invokeExact(context, numGroups, numChannels, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_max_pool2d_options_init {
    static final MethodHandle CALL = find("nnl_max_pool2d_options_init", "JIV");
  }

  @Override
  void nnl_max_pool2d_options_init(long options, int size) {
    try {
      Of_nnl_max_pool2d_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_avg_pool2d_options_init {
    static final MethodHandle CALL = find("nnl_avg_pool2d_options_init", "JIV");
  }

  @Override
  void nnl_avg_pool2d_options_init(long options, int size) {
    try {
      Of_nnl_avg_pool2d_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_max_pool2d {
    static final MethodHandle CALL = find("nnl_max_pool2d", "JJJJJI");
  }

  @Override
  int nnl_max_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result) {
    try {
      return (int) Of_nnl_max_pool2d.CALL.invokeExact(x, kernelHeight, kernelWidth, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_avg_pool2d {
    static final MethodHandle CALL = find("nnl_avg_pool2d", "JJJJJI");
  }

  @Override
  int nnl_avg_pool2d(long x, long kernelHeight, long kernelWidth, long options, long result) {
    try {
      return (int) Of_nnl_avg_pool2d.CALL.invokeExact(x, kernelHeight, kernelWidth, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adaptive_avg_pool2d {
    static final MethodHandle CALL = find("nnl_adaptive_avg_pool2d", "JJJJI");
  }

  @Override
  int nnl_adaptive_avg_pool2d(long x, long outHeight, long outWidth, long result) {
    try {
      return (int) Of_nnl_adaptive_avg_pool2d.CALL.invokeExact(x, outHeight, outWidth, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_max_pool2d_create {
    static final MethodHandle CALL = find("nnl_max_pool2d_create", "JJJJJI");
  }

  @Override
  int nnl_max_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module) {
    try {
      return (int) Of_nnl_max_pool2d_create.CALL.invokeExact(context, kernelHeight, kernelWidth, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_avg_pool2d_create {
    static final MethodHandle CALL = find("nnl_avg_pool2d_create", "JJJJJI");
  }

  @Override
  int nnl_avg_pool2d_create(long context, long kernelHeight, long kernelWidth, long options, long module) {
    try {
      return (int) Of_nnl_avg_pool2d_create.CALL.invokeExact(context, kernelHeight, kernelWidth, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adaptive_avg_pool2d_create {
    static final MethodHandle CALL = find("nnl_adaptive_avg_pool2d_create", "JJJJI");
  }

  @Override
  int nnl_adaptive_avg_pool2d_create(long context, long outHeight, long outWidth, long module) {
    try {
      return (int) Of_nnl_adaptive_avg_pool2d_create.CALL.invokeExact(context, outHeight, outWidth, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adam_options_init {
    static final MethodHandle CALL = find("nnl_adam_options_init", "JIV");
  }

  @Override
  void nnl_adam_options_init(long options, int size) {
    try {
      Of_nnl_adam_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adam_create {
    static final MethodHandle CALL = find("nnl_adam_create", "JJJJI");
  }

  @Override
  int nnl_adam_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_adam_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adam_add_group {
    static final MethodHandle CALL = find("nnl_adam_add_group", "JJJJI");
  }

  @Override
  int nnl_adam_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_adam_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adamw_options_init {
    static final MethodHandle CALL = find("nnl_adamw_options_init", "JIV");
  }

  @Override
  void nnl_adamw_options_init(long options, int size) {
    try {
      Of_nnl_adamw_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adamw_create {
    static final MethodHandle CALL = find("nnl_adamw_create", "JJJJI");
  }

  @Override
  int nnl_adamw_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_adamw_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adamw_add_group {
    static final MethodHandle CALL = find("nnl_adamw_add_group", "JJJJI");
  }

  @Override
  int nnl_adamw_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_adamw_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sparse_adam_options_init {
    static final MethodHandle CALL = find("nnl_sparse_adam_options_init", "JIV");
  }

  @Override
  void nnl_sparse_adam_options_init(long options, int size) {
    try {
      Of_nnl_sparse_adam_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sparse_adam_create {
    static final MethodHandle CALL = find("nnl_sparse_adam_create", "JJJJI");
  }

  @Override
  int nnl_sparse_adam_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_sparse_adam_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sparse_adam_add_group {
    static final MethodHandle CALL = find("nnl_sparse_adam_add_group", "JJJJI");
  }

  @Override
  int nnl_sparse_adam_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_sparse_adam_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adagrad_options_init {
    static final MethodHandle CALL = find("nnl_adagrad_options_init", "JIV");
  }

  @Override
  void nnl_adagrad_options_init(long options, int size) {
    try {
      Of_nnl_adagrad_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adagrad_create {
    static final MethodHandle CALL = find("nnl_adagrad_create", "JJJJI");
  }

  @Override
  int nnl_adagrad_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_adagrad_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_adagrad_add_group {
    static final MethodHandle CALL = find("nnl_adagrad_add_group", "JJJJI");
  }

  @Override
  int nnl_adagrad_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_adagrad_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_rmsprop_options_init {
    static final MethodHandle CALL = find("nnl_rmsprop_options_init", "JIV");
  }

  @Override
  void nnl_rmsprop_options_init(long options, int size) {
    try {
      Of_nnl_rmsprop_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_rmsprop_create {
    static final MethodHandle CALL = find("nnl_rmsprop_create", "JJJJI");
  }

  @Override
  int nnl_rmsprop_create(long count, long parameters, long options, long optimizer) {
    try {
      return (int) Of_nnl_rmsprop_create.CALL.invokeExact(count, parameters, options, optimizer);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_rmsprop_add_group {
    static final MethodHandle CALL = find("nnl_rmsprop_add_group", "JJJJI");
  }

  @Override
  int nnl_rmsprop_add_group(long optimizer, long count, long parameters, long options) {
    try {
      return (int) Of_nnl_rmsprop_add_group.CALL.invokeExact(optimizer, count, parameters, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_momentum {
    static final MethodHandle CALL = find("nnl_optimizer_momentum", "JJJI");
  }

  @Override
  int nnl_optimizer_momentum(long optimizer, long group, long momentum) {
    try {
      return (int) Of_nnl_optimizer_momentum.CALL.invokeExact(optimizer, group, momentum);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_optimizer_set_momentum {
    static final MethodHandle CALL = find("nnl_optimizer_set_momentum", "JJDI");
  }

  @Override
  int nnl_optimizer_set_momentum(long optimizer, long group, double momentum) {
    try {
      return (int) Of_nnl_optimizer_set_momentum.CALL.invokeExact(optimizer, group, momentum);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_elu {
    static final MethodHandle CALL = find("nnl_elu", "JDJI");
  }

  @Override
  int nnl_elu(long x, double alpha, long result) {
    try {
      return (int) Of_nnl_elu.CALL.invokeExact(x, alpha, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gelu {
    static final MethodHandle CALL = find("nnl_gelu", "JIJI");
  }

  @Override
  int nnl_gelu(long x, int approximate, long result) {
    try {
      return (int) Of_nnl_gelu.CALL.invokeExact(x, approximate, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_silu {
    static final MethodHandle CALL = find("nnl_silu", "JJI");
  }

  @Override
  int nnl_silu(long x, long result) {
    try {
      return (int) Of_nnl_silu.CALL.invokeExact(x, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_softplus {
    static final MethodHandle CALL = find("nnl_softplus", "JDDJI");
  }

  @Override
  int nnl_softplus(long x, double beta, double threshold, long result) {
    try {
      return (int) Of_nnl_softplus.CALL.invokeExact(x, beta, threshold, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_hardtanh {
    static final MethodHandle CALL = find("nnl_hardtanh", "JDDJI");
  }

  @Override
  int nnl_hardtanh(long x, double minVal, double maxVal, long result) {
    try {
      return (int) Of_nnl_hardtanh.CALL.invokeExact(x, minVal, maxVal, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_prelu {
    static final MethodHandle CALL = find("nnl_prelu", "JJJI");
  }

  @Override
  int nnl_prelu(long x, long weight, long result) {
    try {
      return (int) Of_nnl_prelu.CALL.invokeExact(x, weight, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_dropout {
    static final MethodHandle CALL = find("nnl_dropout", "JDIJI");
  }

  @Override
  int nnl_dropout(long x, double p, int training, long result) {
    try {
      return (int) Of_nnl_dropout.CALL.invokeExact(x, p, training, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_elu_create {
    static final MethodHandle CALL = find("nnl_elu_create", "JDJI");
  }

  @Override
  int nnl_elu_create(long context, double alpha, long module) {
    try {
      return (int) Of_nnl_elu_create.CALL.invokeExact(context, alpha, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_gelu_create {
    static final MethodHandle CALL = find("nnl_gelu_create", "JIJI");
  }

  @Override
  int nnl_gelu_create(long context, int approximate, long module) {
    try {
      return (int) Of_nnl_gelu_create.CALL.invokeExact(context, approximate, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_silu_create {
    static final MethodHandle CALL = find("nnl_silu_create", "JJI");
  }

  @Override
  int nnl_silu_create(long context, long module) {
    try {
      return (int) Of_nnl_silu_create.CALL.invokeExact(context, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_softplus_create {
    static final MethodHandle CALL = find("nnl_softplus_create", "JDDJI");
  }

  @Override
  int nnl_softplus_create(long context, double beta, double threshold, long module) {
    try {
      return (int) Of_nnl_softplus_create.CALL.invokeExact(context, beta, threshold, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_hardtanh_create {
    static final MethodHandle CALL = find("nnl_hardtanh_create", "JDDJI");
  }

  @Override
  int nnl_hardtanh_create(long context, double minVal, double maxVal, long module) {
    try {
      return (int) Of_nnl_hardtanh_create.CALL.invokeExact(context, minVal, maxVal, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_prelu_create {
    static final MethodHandle CALL = find("nnl_prelu_create", "JJDIJI");
  }

  @Override
  int nnl_prelu_create(long context, long numParameters, double init, int dtype, long module) {
    try {
      return (int) Of_nnl_prelu_create.CALL.invokeExact(context, numParameters, init, dtype, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_softmax_create {
    static final MethodHandle CALL = find("nnl_softmax_create", "JJJI");
  }

  @Override
  int nnl_softmax_create(long context, long axis, long module) {
    try {
      return (int) Of_nnl_softmax_create.CALL.invokeExact(context, axis, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_log_softmax_create {
    static final MethodHandle CALL = find("nnl_log_softmax_create", "JJJI");
  }

  @Override
  int nnl_log_softmax_create(long context, long axis, long module) {
    try {
      return (int) Of_nnl_log_softmax_create.CALL.invokeExact(context, axis, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_dropout_create {
    static final MethodHandle CALL = find("nnl_dropout_create", "JDJI");
  }

  @Override
  int nnl_dropout_create(long context, double p, long module) {
    try {
      return (int) Of_nnl_dropout_create.CALL.invokeExact(context, p, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_bag_options_init {
    static final MethodHandle CALL = find("nnl_embedding_bag_options_init", "JIV");
  }

  @Override
  void nnl_embedding_bag_options_init(long options, int size) {
    try {
      Of_nnl_embedding_bag_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_bag {
    static final MethodHandle CALL = find("nnl_embedding_bag", "JJJJJJI");
  }

  @Override
  int nnl_embedding_bag(long weight, long indices, long offsets, long perSampleWeights, long options, long result) {
    try {
      return (int) Of_nnl_embedding_bag.CALL.invokeExact(weight, indices, offsets, perSampleWeights, options, result);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_bag_create {
    static final MethodHandle CALL = find("nnl_embedding_bag_create", "JJJJJI");
  }

  @Override
  int nnl_embedding_bag_create(long context, long numEmbeddings, long embeddingDim, long options, long module) {
    try {
      return (int) Of_nnl_embedding_bag_create.CALL.invokeExact(context, numEmbeddings, embeddingDim, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_from_pretrained {
    static final MethodHandle CALL = find("nnl_embedding_from_pretrained", "JIJJI");
  }

  @Override
  int nnl_embedding_from_pretrained(long weight, int freeze, long options, long module) {
    try {
      return (int) Of_nnl_embedding_from_pretrained.CALL.invokeExact(weight, freeze, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_embedding_bag_from_pretrained {
    static final MethodHandle CALL = find("nnl_embedding_bag_from_pretrained", "JIJJI");
  }

  @Override
  int nnl_embedding_bag_from_pretrained(long weight, int freeze, long options, long module) {
    try {
      return (int) Of_nnl_embedding_bag_from_pretrained.CALL.invokeExact(weight, freeze, options, module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_step_lr_create {
    static final MethodHandle CALL = find("nnl_step_lr_create", "JJDJI");
  }

  @Override
  int nnl_step_lr_create(long optimizer, long stepSize, double gamma, long schedule) {
    try {
      return (int) Of_nnl_step_lr_create.CALL.invokeExact(optimizer, stepSize, gamma, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_multi_step_lr_create {
    static final MethodHandle CALL = find("nnl_multi_step_lr_create", "JJJDJI");
  }

  @Override
  int nnl_multi_step_lr_create(long optimizer, long count, long milestones, double gamma, long schedule) {
    try {
      return (int) Of_nnl_multi_step_lr_create.CALL.invokeExact(optimizer, count, milestones, gamma, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_exponential_lr_create {
    static final MethodHandle CALL = find("nnl_exponential_lr_create", "JDJI");
  }

  @Override
  int nnl_exponential_lr_create(long optimizer, double gamma, long schedule) {
    try {
      return (int) Of_nnl_exponential_lr_create.CALL.invokeExact(optimizer, gamma, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_linear_lr_create {
    static final MethodHandle CALL = find("nnl_linear_lr_create", "JDDJJI");
  }

  @Override
  int nnl_linear_lr_create(long optimizer, double startFactor, double endFactor, long totalIters, long schedule) {
    try {
      return (int) Of_nnl_linear_lr_create.CALL.invokeExact(optimizer, startFactor, endFactor, totalIters, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cosine_annealing_lr_create {
    static final MethodHandle CALL = find("nnl_cosine_annealing_lr_create", "JJDJI");
  }

  @Override
  int nnl_cosine_annealing_lr_create(long optimizer, long tMax, double etaMin, long schedule) {
    try {
      return (int) Of_nnl_cosine_annealing_lr_create.CALL.invokeExact(optimizer, tMax, etaMin, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_cosine_annealing_warm_restarts_create {
    static final MethodHandle CALL = find("nnl_cosine_annealing_warm_restarts_create", "JJJDJI");
  }

  @Override
  int nnl_cosine_annealing_warm_restarts_create(long optimizer, long t0, long tMult, double etaMin, long schedule) {
    try {
      return (int) Of_nnl_cosine_annealing_warm_restarts_create.CALL.invokeExact(optimizer, t0, tMult, etaMin, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_one_cycle_lr_options_init {
    static final MethodHandle CALL = find("nnl_one_cycle_lr_options_init", "JIV");
  }

  @Override
  void nnl_one_cycle_lr_options_init(long options, int size) {
    try {
      Of_nnl_one_cycle_lr_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_one_cycle_lr_create {
    static final MethodHandle CALL = find("nnl_one_cycle_lr_create", "JJJJJJI");
  }

  @Override
  int nnl_one_cycle_lr_create(long optimizer, long count, long maxLr, long totalSteps, long options, long schedule) {
    try {
      return (int) Of_nnl_one_cycle_lr_create.CALL.invokeExact(optimizer, count, maxLr, totalSteps, options, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_reduce_lr_on_plateau_options_init {
    static final MethodHandle CALL = find("nnl_reduce_lr_on_plateau_options_init", "JIV");
  }

  @Override
  void nnl_reduce_lr_on_plateau_options_init(long options, int size) {
    try {
      Of_nnl_reduce_lr_on_plateau_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_reduce_lr_on_plateau_create {
    static final MethodHandle CALL = find("nnl_reduce_lr_on_plateau_create", "JJJJJI");
  }

  @Override
  int nnl_reduce_lr_on_plateau_create(long optimizer, long count, long minLr, long options, long schedule) {
    try {
      return (int) Of_nnl_reduce_lr_on_plateau_create.CALL.invokeExact(optimizer, count, minLr, options, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_sequential_lr_create {
    static final MethodHandle CALL = find("nnl_sequential_lr_create", "JJJJI");
  }

  @Override
  int nnl_sequential_lr_create(long count, long schedules, long milestones, long schedule) {
    try {
      return (int) Of_nnl_sequential_lr_create.CALL.invokeExact(count, schedules, milestones, schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_release {
    static final MethodHandle CALL = find("nnl_schedule_release", "JV");
  }

  @Override
  void nnl_schedule_release(long schedule) {
    try {
      Of_nnl_schedule_release.CALL.invokeExact(schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_step {
    static final MethodHandle CALL = find("nnl_schedule_step", "JI");
  }

  @Override
  int nnl_schedule_step(long schedule) {
    try {
      return (int) Of_nnl_schedule_step.CALL.invokeExact(schedule);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_step_metric {
    static final MethodHandle CALL = find("nnl_schedule_step_metric", "JDI");
  }

  @Override
  int nnl_schedule_step_metric(long schedule, double metric) {
    try {
      return (int) Of_nnl_schedule_step_metric.CALL.invokeExact(schedule, metric);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_step_epoch {
    static final MethodHandle CALL = find("nnl_schedule_step_epoch", "JDI");
  }

  @Override
  int nnl_schedule_step_epoch(long schedule, double epoch) {
    try {
      return (int) Of_nnl_schedule_step_epoch.CALL.invokeExact(schedule, epoch);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_last_epoch {
    static final MethodHandle CALL = find("nnl_schedule_last_epoch", "JJI");
  }

  @Override
  int nnl_schedule_last_epoch(long schedule, long epoch) {
    try {
      return (int) Of_nnl_schedule_last_epoch.CALL.invokeExact(schedule, epoch);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_schedule_last_learning_rate {
    static final MethodHandle CALL = find("nnl_schedule_last_learning_rate", "JJJI");
  }

  @Override
  int nnl_schedule_last_learning_rate(long schedule, long group, long learningRate) {
    try {
      return (int) Of_nnl_schedule_last_learning_rate.CALL.invokeExact(schedule, group, learningRate);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_freeze_statistics {
    static final MethodHandle CALL = find("nnl_module_freeze_statistics", "JII");
  }

  @Override
  int nnl_module_freeze_statistics(long module, int frozen) {
    try {
      return (int) Of_nnl_module_freeze_statistics.CALL.invokeExact(module, frozen);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_statistics_frozen {
    static final MethodHandle CALL = find("nnl_module_statistics_frozen", "JJI");
  }

  @Override
  int nnl_module_statistics_frozen(long module, long frozen) {
    try {
      return (int) Of_nnl_module_statistics_frozen.CALL.invokeExact(module, frozen);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_accumulate_statistics {
    static final MethodHandle CALL = find("nnl_module_accumulate_statistics", "JII");
  }

  @Override
  int nnl_module_accumulate_statistics(long module, int accumulate) {
    try {
      return (int) Of_nnl_module_accumulate_statistics.CALL.invokeExact(module, accumulate);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_commit_statistics {
    static final MethodHandle CALL = find("nnl_module_commit_statistics", "JI");
  }

  @Override
  int nnl_module_commit_statistics(long module) {
    try {
      return (int) Of_nnl_module_commit_statistics.CALL.invokeExact(module);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_recalibrate {
    static final MethodHandle CALL = find("nnl_recalibrate", "JJJJI");
  }

  @Override
  int nnl_recalibrate(long module, long loader, long maxBatches, long batches) {
    try {
      return (int) Of_nnl_recalibrate.CALL.invokeExact(module, loader, maxBatches, batches);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_module_fold_batch_norms {
    static final MethodHandle CALL = find("nnl_module_fold_batch_norms", "JJI");
  }

  @Override
  int nnl_module_fold_batch_norms(long module, long folded) {
    try {
      return (int) Of_nnl_module_fold_batch_norms.CALL.invokeExact(module, folded);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_batch_norm_report {
    static final MethodHandle CALL = find("nnl_batch_norm_report", "JJJJJJI");
  }

  @Override
  int nnl_batch_norm_report(long module, long count, long inputs, long buffer, long capacity, long needed) {
    try {
      return (int) Of_nnl_batch_norm_report.CALL.invokeExact(module, count, inputs, buffer, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_options_init {
    static final MethodHandle CALL = find("nnl_profile_options_init", "JIV");
  }

  @Override
  void nnl_profile_options_init(long options, int size) {
    try {
      Of_nnl_profile_options_init.CALL.invokeExact(options, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_start {
    static final MethodHandle CALL = find("nnl_profile_start", "JJI");
  }

  @Override
  int nnl_profile_start(long context, long options) {
    try {
      return (int) Of_nnl_profile_start.CALL.invokeExact(context, options);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_stop {
    static final MethodHandle CALL = find("nnl_profile_stop", "JI");
  }

  @Override
  int nnl_profile_stop(long context) {
    try {
      return (int) Of_nnl_profile_stop.CALL.invokeExact(context);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_table {
    static final MethodHandle CALL = find("nnl_profile_table", "JJJJI");
  }

  @Override
  int nnl_profile_table(long context, long buffer, long capacity, long needed) {
    try {
      return (int) Of_nnl_profile_table.CALL.invokeExact(context, buffer, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_save_trace {
    static final MethodHandle CALL = find("nnl_profile_save_trace", "JJI");
  }

  @Override
  int nnl_profile_save_trace(long context, long path) {
    try {
      return (int) Of_nnl_profile_save_trace.CALL.invokeExact(context, path);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_summary_init {
    static final MethodHandle CALL = find("nnl_profile_summary_init", "JIV");
  }

  @Override
  void nnl_profile_summary_init(long summary, int size) {
    try {
      Of_nnl_profile_summary_init.CALL.invokeExact(summary, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_read_summary {
    static final MethodHandle CALL = find("nnl_profile_read_summary", "JJI");
  }

  @Override
  int nnl_profile_read_summary(long context, long summary) {
    try {
      return (int) Of_nnl_profile_read_summary.CALL.invokeExact(context, summary);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_row_init {
    static final MethodHandle CALL = find("nnl_profile_row_init", "JIV");
  }

  @Override
  void nnl_profile_row_init(long row, int size) {
    try {
      Of_nnl_profile_row_init.CALL.invokeExact(row, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_read_row {
    static final MethodHandle CALL = find("nnl_profile_read_row", "JJJI");
  }

  @Override
  int nnl_profile_read_row(long context, long index, long row) {
    try {
      return (int) Of_nnl_profile_read_row.CALL.invokeExact(context, index, row);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_row_name {
    static final MethodHandle CALL = find("nnl_profile_row_name", "JJJJJI");
  }

  @Override
  int nnl_profile_row_name(long context, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_profile_row_name.CALL.invokeExact(context, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_profile_row_layer {
    static final MethodHandle CALL = find("nnl_profile_row_layer", "JJJJJI");
  }

  @Override
  int nnl_profile_row_layer(long context, long index, long kind, long capacity, long needed) {
    try {
      return (int) Of_nnl_profile_row_layer.CALL.invokeExact(context, index, kind, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_context_set_number_check {
    static final MethodHandle CALL = find("nnl_context_set_number_check", "JII");
  }

  @Override
  int nnl_context_set_number_check(long context, int mode) {
    try {
      return (int) Of_nnl_context_set_number_check.CALL.invokeExact(context, mode);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_number_report_init {
    static final MethodHandle CALL = find("nnl_number_report_init", "JIV");
  }

  @Override
  void nnl_number_report_init(long report, int size) {
    try {
      Of_nnl_number_report_init.CALL.invokeExact(report, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_number_report_read {
    static final MethodHandle CALL = find("nnl_number_report_read", "JJI");
  }

  @Override
  int nnl_number_report_read(long context, long report) {
    try {
      return (int) Of_nnl_number_report_read.CALL.invokeExact(context, report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_number_report_op {
    static final MethodHandle CALL = find("nnl_number_report_op", "JJJJI");
  }

  @Override
  int nnl_number_report_op(long context, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_number_report_op.CALL.invokeExact(context, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_number_report_layer {
    static final MethodHandle CALL = find("nnl_number_report_layer", "JJJJI");
  }

  @Override
  int nnl_number_report_layer(long context, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_number_report_layer.CALL.invokeExact(context, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_number_report_text {
    static final MethodHandle CALL = find("nnl_number_report_text", "JJJJI");
  }

  @Override
  int nnl_number_report_text(long context, long buffer, long capacity, long needed) {
    try {
      return (int) Of_nnl_number_report_text.CALL.invokeExact(context, buffer, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_scope_begin {
    static final MethodHandle CALL = find("nnl_scope_begin", "JI");
  }

  @Override
  int nnl_scope_begin(long scope) {
    try {
      return (int) Of_nnl_scope_begin.CALL.invokeExact(scope);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_scope_keep {
    static final MethodHandle CALL = find("nnl_scope_keep", "JJI");
  }

  @Override
  int nnl_scope_keep(long scope, long handle) {
    try {
      return (int) Of_nnl_scope_keep.CALL.invokeExact(scope, handle);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_scope_end {
    static final MethodHandle CALL = find("nnl_scope_end", "JI");
  }

  @Override
  int nnl_scope_end(long scope) {
    try {
      return (int) Of_nnl_scope_end.CALL.invokeExact(scope);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_scope_release {
    static final MethodHandle CALL = find("nnl_scope_release", "JV");
  }

  @Override
  void nnl_scope_release(long scope) {
    try {
      Of_nnl_scope_release.CALL.invokeExact(scope);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_to_dlpack {
    static final MethodHandle CALL = find("nnl_tensor_to_dlpack", "JIJI");
  }

  @Override
  int nnl_tensor_to_dlpack(long tensor, int versioned, long managed) {
    try {
      return (int) Of_nnl_tensor_to_dlpack.CALL.invokeExact(tensor, versioned, managed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_tensor_from_dlpack {
    static final MethodHandle CALL = find("nnl_tensor_from_dlpack", "JJIJI");
  }

  @Override
  int nnl_tensor_from_dlpack(long context, long managed, int versioned, long tensor) {
    try {
      return (int) Of_nnl_tensor_from_dlpack.CALL.invokeExact(context, managed, versioned, tensor);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_set_handle_tracing {
    static final MethodHandle CALL = find("nnl_set_handle_tracing", "II");
  }

  @Override
  int nnl_set_handle_tracing(int on) {
    try {
      return (int) Of_nnl_set_handle_tracing.CALL.invokeExact(on);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_set_handle_label {
    static final MethodHandle CALL = find("nnl_set_handle_label", "JI");
  }

  @Override
  int nnl_set_handle_label(long label) {
    try {
      return (int) Of_nnl_set_handle_label.CALL.invokeExact(label);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_row_init {
    static final MethodHandle CALL = find("nnl_handle_row_init", "JIV");
  }

  @Override
  void nnl_handle_row_init(long row, int size) {
    try {
      Of_nnl_handle_row_init.CALL.invokeExact(row, size);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_create {
    static final MethodHandle CALL = find("nnl_handle_report_create", "JIJI");
  }

  @Override
  int nnl_handle_report_create(long context, int allContexts, long report) {
    try {
      return (int) Of_nnl_handle_report_create.CALL.invokeExact(context, allContexts, report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_release {
    static final MethodHandle CALL = find("nnl_handle_report_release", "JV");
  }

  @Override
  void nnl_handle_report_release(long report) {
    try {
      Of_nnl_handle_report_release.CALL.invokeExact(report);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_count {
    static final MethodHandle CALL = find("nnl_handle_report_count", "JJI");
  }

  @Override
  int nnl_handle_report_count(long report, long count) {
    try {
      return (int) Of_nnl_handle_report_count.CALL.invokeExact(report, count);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_row {
    static final MethodHandle CALL = find("nnl_handle_report_row", "JJJI");
  }

  @Override
  int nnl_handle_report_row(long report, long index, long row) {
    try {
      return (int) Of_nnl_handle_report_row.CALL.invokeExact(report, index, row);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_function {
    static final MethodHandle CALL = find("nnl_handle_report_function", "JJJJJI");
  }

  @Override
  int nnl_handle_report_function(long report, long index, long name, long capacity, long needed) {
    try {
      return (int) Of_nnl_handle_report_function.CALL.invokeExact(report, index, name, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_label {
    static final MethodHandle CALL = find("nnl_handle_report_label", "JJJJJI");
  }

  @Override
  int nnl_handle_report_label(long report, long index, long label, long capacity, long needed) {
    try {
      return (int) Of_nnl_handle_report_label.CALL.invokeExact(report, index, label, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }

  private static final class Of_nnl_handle_report_table {
    static final MethodHandle CALL = find("nnl_handle_report_table", "JJJJI");
  }

  @Override
  int nnl_handle_report_table(long report, long buffer, long capacity, long needed) {
    try {
      return (int) Of_nnl_handle_report_table.CALL.invokeExact(report, buffer, capacity, needed);
    } catch (Throwable problem) {
      throw FfmBackend.unexpected(problem);
    }
  }
}
