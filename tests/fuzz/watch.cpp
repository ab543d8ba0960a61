// What must hold around each call: the header's conventions, and that a failing call changes nothing.
#include <algorithm>
#include <cstdio>

#include "player.h"

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace fuzz {
namespace {

bool is_utf8(const char* text) {
  for (const auto* at = reinterpret_cast<const unsigned char*>(text); *at;) {
    const int more = *at < 0x80                  ? 0
                     : *at >= 0xC2 && *at < 0xE0 ? 1
                     : *at >> 4 == 0xE           ? 2
                     : *at >= 0xF0 && *at < 0xF5 ? 3
                                                 : -1;
    if (more < 0) return false;
    ++at;
    for (int i = 0; i < more; ++i)
      if (*at++ >> 6 != 2) return false;
  }
  return true;
}

}  // namespace

int64_t live_handles() {
  int64_t count = -1;
  nnl_live_handles(&count);
  return count;
}

int64_t memory_of(nnl_context context) {
  int64_t bytes = 0;
  nnl_context_memory_used(context, &bytes);
  return bytes;
}

int64_t size_of(nnl_dtype dtype) {
  return dtype == NNL_F64 || dtype == NNL_I64 ? 8 : dtype == NNL_U8 || dtype == NNL_BOOL ? 1 : 4;
}

unsigned floating_point_mode() {
#if defined(__SSE__)
  return _mm_getcsr() & ~0x3Fu;
#else
  return 0;
#endif
}

void set_floating_point_mode([[maybe_unused]] unsigned mode) {
#if defined(__SSE__)
  _mm_setcsr(mode);
#endif
}

std::unique_ptr<char[]> patterned(size_t bytes) {
  std::unique_ptr<char[]> memory(new char[bytes]);
  std::memset(memory.get(), pattern, bytes);
  return memory;
}

bool is_pattern(const void* memory, size_t bytes) {
  const char* all = static_cast<const char*>(memory);
  return std::all_of(all, all + bytes, [](char c) { return c == pattern; });
}

void Player::wrong_here(const std::string& what) const {
  wrong((caller_ ? std::string(caller_->name) + ": " : std::string()) + what + "\n  " + line_ +
        "\n  status " + std::to_string(status_) + ", last error: " + nnl_last_error_message());
}

void Player::begin(Caller& caller) {
  caller_ = &caller;
  called_back_ = false;
  if (trace_) std::fprintf(stderr, "%*s%s(%s)\n", 2 * (depth_ - 1), "", caller.name, line_.c_str());
  if (snapshots_ && depth_ == 1) snapshot_before_ = snapshot();
  live_before_ = live_handles();
  memory_before_ = memory_of(0) + memory_of(home_);
  message_before_ = nnl_last_error_message();
  set_floating_point_mode(mode_);
}

void Player::end() {
  const unsigned mode = floating_point_mode();
  set_floating_point_mode(default_mode);
  status_ = NNL_OK;
  if (mode != mode_) wrong_here("the floating-point mode has changed");
}

void Player::end(nnl_status status, const char* const* arguments) {
  end();
  status_ = status;
  live_after_ = live_handles();
  if (trace_)
    std::fprintf(stderr, "%*s-> %d %s\n", 2 * (depth_ - 1), "", status,
                 status ? nnl_last_error_message() : "");
  if (!is_declared(status)) wrong_here("no declared status");
  if (status == NNL_INTERNAL) wrong_here("a defect of nnlite");
  const std::string message = nnl_last_error_message();
  if (!is_utf8(message.c_str())) wrong_here("the last error's message is no UTF-8");
  if (lent_) {
    if (status == NNL_OK)
      lent_->accepted = true;
    else
      lent_->memory.reset();
  }
  if (status == NNL_OK) {
    if (!called_back_ && message != message_before_)
      wrong_here("a call that succeeds has changed the last error");
    return;
  }
  if (nnl_last_error_status() != status) wrong_here("the last error has another status");
  if (message.empty() || message.size() > 511) wrong_here("the last error's message is empty or too long");
  if (std::strcmp(nnl_last_error_function(), caller_->name) != 0)
    wrong_here(std::string("the last error is of function ") + nnl_last_error_function());
  const std::string argument = nnl_last_error_argument();
  const std::string head = argument.substr(0, argument.find('.'));
  while (*arguments && head != *arguments) ++arguments;
  if (!*arguments) wrong_here("the last error is of argument " + argument);
  for (const auto& [place, before] : watched_)
    if (std::memcmp(place, before.data(), before.size()) != 0)
      wrong_here("a failing call has written to the caller's memory");
  // A fit keeps the steps that were done before the one that failed, and ends the loader's epoch.
  if (called_back_ || std::strcmp(caller_->name, "nnl_fit") == 0) return;
  if (live_after_ != live_before_) wrong_here("a failing call has left or ended handles");
  if (const int64_t memory = memory_of(0) + memory_of(home_); memory != memory_before_)
    wrong_here("a failing call has left or freed " + std::to_string(memory - memory_before_) +
               " bytes of tensors");
  if (snapshots_ && depth_ == 1 && snapshot() != snapshot_before_)
    wrong_here("a failing call has changed something");
}

void Player::check_text(const char* text, const char* what) {
  if (!text) wrong_here(std::string(what) + " is NULL");
  if (!is_utf8(text)) wrong_here(std::string(what) + " is no UTF-8");
}

void Player::check_given() const {
  if (status_ == NNL_OK && !called_back_ && live_after_ - live_before_ != given_)
    wrong_here("live handles went from " + std::to_string(live_before_) + " to " +
               std::to_string(live_after_) + ", but " + std::to_string(given_) + " were given");
}

uint64_t Player::snapshot() {
  uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](const void* from, size_t bytes) {
    for (size_t i = 0; i < bytes; ++i) hash = (hash ^ static_cast<const uint8_t*>(from)[i]) * 0x100000001b3;
  };
  const auto add_number = [&](auto number) { add(&number, sizeof number); };
  static std::vector<char> buffer(most_elements * 8);
  const auto add_tensor = [&](nnl_tensor tensor) {
    int64_t count = 0;
    nnl_dtype dtype = 0;
    int32_t wants = 0;
    nnl_tensor_count(tensor, &count);
    nnl_tensor_dtype(tensor, &dtype);
    nnl_tensor_requires_grad(tensor, &wants);
    add_number(count);
    add_number(wants);
    const auto bytes = static_cast<size_t>(count * size_of(dtype));
    if (count <= most_elements &&
        nnl_tensor_read(tensor, buffer.data(), static_cast<int64_t>(bytes)) == NNL_OK)
      add(buffer.data(), bytes);
  };
  for (const nnl_tensor tensor : pool(NNL_KIND_TENSOR)) {
    add_tensor(tensor);
    nnl_tensor gradient = 0;
    nnl_tensor_grad(tensor, &gradient);
    if (gradient == 0) continue;
    add_tensor(gradient);
    nnl_tensor_release(gradient);
  }
  for (const nnl_module module : pool(NNL_KIND_MODULE)) {
    int32_t training = 0, frozen = 0;
    int64_t parameters = 0, buffers = 0;
    nnl_module_is_training(module, &training);
    nnl_module_statistics_frozen(module, &frozen);
    nnl_module_num_parameters(module, &parameters);
    nnl_module_num_buffers(module, &buffers);
    for (const int64_t number : {int64_t{training}, int64_t{frozen}, parameters, buffers}) add_number(number);
    for (int64_t i = 0; i < std::min<int64_t>(buffers, 8); ++i) {
      nnl_tensor tensor = 0;
      nnl_module_buffer(module, i, &tensor);
      add_tensor(tensor);
      nnl_tensor_release(tensor);
    }
  }
  for (const nnl_optimizer optimizer : pool(NNL_KIND_OPTIMIZER)) {
    int64_t groups = 0;
    double rate = 0, momentum = 0;
    nnl_optimizer_num_groups(optimizer, &groups);
    nnl_optimizer_learning_rate(optimizer, groups - 1, &rate);
    nnl_optimizer_momentum(optimizer, groups - 1, &momentum);
    add_number(groups);
    add_number(rate);
    add_number(momentum);
  }
  for (const nnl_schedule schedule : pool(NNL_KIND_SCHEDULE)) {
    int64_t epoch = 0;
    nnl_schedule_last_epoch(schedule, &epoch);
    add_number(epoch);
  }
  for (const nnl_loader loader : pool(NNL_KIND_LOADER)) {
    int64_t epoch = 0;
    nnl_loader_epoch(loader, &epoch);
    add_number(epoch);
  }
  int32_t grad = 0;
  nnl_grad_enabled(&grad);
  add_number(grad);
  return hash;
}

Handles::Handles(Player& player, int32_t kind, int64_t count, const char* name)
    : player_(player),
      kind_(kind),
      count_(std::max<int64_t>(count, 0)),
      name_(name),
      null_(player.draws().once_in(64)),
      places_(new int64_t[static_cast<size_t>(count_)]) {
  std::memset(places_.get(), pattern, static_cast<size_t>(count_) * sizeof(int64_t));
  player.say(name, null_ ? "NULL" : "&");
}

void Handles::check() {
  for (int64_t i = 0; i < count_; ++i) {
    const int64_t handle = places_[static_cast<size_t>(i)];
    if (null_) {
      if (!is_pattern(&handle, sizeof handle)) player_.wrong_here("an output is elsewhere");
    } else if (player_.failed()) {
      if (handle != 0) player_.wrong_here(std::string(name_) + " is not 0 after a failing call");
    } else if (is_pattern(&handle, sizeof handle)) {
      player_.wrong_here(std::string(name_) + " was not written");
    } else if (handle != 0) {
      player_.count_given();
      player_.keep(kind_, handle);
    }
  }
}

}  // namespace fuzz
