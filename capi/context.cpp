#include "autograd/grad_mode.h"
#include "base/no_cancellation.h"
#include "base/thread_pool.h"
#include "guard.h"
#include "host_call.h"
#include "host_data.h"
#include "tensor/allocator.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_context_options context_defaults = {sizeof(nnl_context_options), NNL_DEVICE_CPU, 0, 0, 0, 0};

}  // namespace

nnl_status NNL_CALL nnl_shutdown(void) {
  return guard(__func__, [] {
    shutdown_thread_pool();
    trim_objects();
    trim_block_cache();
  });
}

nnl_status NNL_CALL nnl_grad_enabled(int32_t* enabled) {
  return answer(__func__, "enabled", enabled, [] { return grad_enabled(); });
}

nnl_status NNL_CALL nnl_set_grad_enabled(int32_t enabled) {
  return guard(__func__, [&] { set_grad_enabled(flag(enabled, "enabled")); });
}

void NNL_CALL nnl_context_options_init(nnl_context_options* options, uint32_t size) {
  write_options(context_defaults, options, size);
}

nnl_status NNL_CALL nnl_context_create(const nnl_context_options* options, nnl_context* result) {
  return create(__func__, "context", result, [&] {
    const nnl_context_options o = read_options(options, context_defaults);
    check_reserved(o.reserved);
    if (o.device != NNL_DEVICE_CPU)
      fail_argument("options.device", Code::not_supported, "{} is not NNL_DEVICE_CPU", o.device);
    const auto made = make_ref<Context>();
    made->set_threads(o.threads);
    made->set_memory_limit(o.memory_limit);
    made->set_random_state({static_cast<uint64_t>(o.seed), 0, 0});
    return made;
  });
}

void NNL_CALL nnl_context_release(nnl_context handle) { release_handle(Kind::context, handle); }

nnl_status NNL_CALL nnl_context_set_threads(nnl_context handle, int32_t threads) {
  return guard(__func__, [&] { context(handle)->set_threads(threads); });
}

nnl_status NNL_CALL nnl_context_threads(nnl_context handle, int32_t* threads) {
  return answer(__func__, "threads", threads, [&] { return context(handle)->threads(); });
}

nnl_status NNL_CALL nnl_context_memory_used(nnl_context handle, int64_t* bytes) {
  return answer(__func__, "bytes", bytes, [&] { return context(handle)->memory_used(); });
}

nnl_status NNL_CALL nnl_context_set_memory_limit(nnl_context handle, int64_t bytes) {
  return guard(__func__, [&] { context(handle)->set_memory_limit(bytes); });
}

nnl_status NNL_CALL nnl_context_seed(nnl_context handle, int64_t seed) {
  return guard(__func__, [&] { context(handle)->set_random_state({static_cast<uint64_t>(seed), 0, 0}); });
}

nnl_status NNL_CALL nnl_context_set_log_level(nnl_context handle, int32_t level) {
  return guard(__func__, [&] {
    if (level < NNL_LOG_TRACE || (level > NNL_LOG_ERROR && level != NNL_LOG_OFF))
      fail_argument("level", Code::invalid_argument, "{} is none of its constants", level);
    context(handle)->log().set_level(static_cast<LogLevel>(level));
  });
}

nnl_status NNL_CALL nnl_context_set_log_callback(nnl_context handle, nnl_log_callback callback,
                                                 nnl_release_callback done, void* user_data) {
  return guard(__func__, [&] {
    const Ref<Context> owner = context(handle);
    const auto host = std::make_shared<HostData>(done, user_data);
    LogSink sink;
    if (callback)
      sink = [=](LogLevel level, const char* text) {
        run_host([&] { return callback(static_cast<int32_t>(level), text, host->user_data()); });
      };
    owner->log().set_sink(std::move(sink));
    host->arm();
  });
}
