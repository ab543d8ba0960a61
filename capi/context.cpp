#include "autograd/grad_mode.h"
#include "base/thread_pool.h"
#include "guard.h"
#include "tensor/allocator.h"

using namespace nnl;
using namespace nnl::capi;

int32_t NNL_CALL nnl_version(void) {
  return 10000 * NNL_VERSION_MAJOR + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH;
}

nnl_status NNL_CALL nnl_live_handles(int64_t* count) {
  return answer(__func__, count, [] { return live_handles(); });
}

nnl_status NNL_CALL nnl_shutdown(void) {
  return guard(__func__, [] {
    shutdown_thread_pool();
    trim_block_cache();
  });
}

nnl_status NNL_CALL nnl_grad_enabled(int32_t* enabled) {
  return answer(__func__, enabled, [] { return grad_enabled(); });
}

nnl_status NNL_CALL nnl_set_grad_enabled(int32_t enabled) {
  return guard(__func__, [&] { set_grad_enabled(enabled != 0); });
}

nnl_status NNL_CALL nnl_context_create(nnl_context* result) {
  return create(__func__, result, [] { return make_ref<Context>(); });
}

void NNL_CALL nnl_context_release(nnl_context handle) { release_handle(Kind::context, handle); }

nnl_status NNL_CALL nnl_context_set_threads(nnl_context handle, int32_t threads) {
  return guard(__func__, [&] { context(handle)->set_threads(threads); });
}

nnl_status NNL_CALL nnl_context_threads(nnl_context handle, int32_t* threads) {
  return answer(__func__, threads, [&] { return context(handle)->threads(); });
}

nnl_status NNL_CALL nnl_context_memory_used(nnl_context handle, int64_t* bytes) {
  return answer(__func__, bytes, [&] { return context(handle)->memory_used(); });
}

nnl_status NNL_CALL nnl_context_set_memory_limit(nnl_context handle, int64_t bytes) {
  return guard(__func__, [&] { context(handle)->set_memory_limit(bytes); });
}

nnl_status NNL_CALL nnl_context_seed(nnl_context handle, int64_t seed) {
  return guard(__func__, [&] { context(handle)->set_random_state({static_cast<uint64_t>(seed), 0, 0}); });
}

nnl_status NNL_CALL nnl_context_set_log_level(nnl_context handle, int32_t level) {
  return guard(__func__, [&] {
    if (level < NNL_LOG_TRACE || level > NNL_LOG_OFF)
      fail_argument("level", Code::invalid_argument, "{} is none", level);
    context(handle)->log().set_level(static_cast<LogLevel>(level));
  });
}

nnl_status NNL_CALL nnl_context_set_log_callback(nnl_context handle, nnl_log_callback callback,
                                                 void* user_data) {
  return guard(__func__, [&] {
    LogSink sink;
    if (callback)
      sink = [=](LogLevel level, const char* text) {
        callback(static_cast<int32_t>(level), text, user_data);
      };
    context(handle)->log().set_sink(std::move(sink));
  });
}
