#include "player.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace fuzz {
namespace {

constexpr int64_t most_batches = 64;
constexpr int64_t memory_limit = 1 << 20;
constexpr size_t most_handles = 20;  // of a kind

#if defined(__SSE__)
// The default three times over; denormals flushed; rounding down and up; division by zero and overflow
// trapped.
constexpr unsigned modes[] = {0x1F80, 0x1F80, 0x1F80, 0x9FC0, 0x3F80, 0x5F80, 0x1980};
#else
constexpr unsigned modes[] = {0};
#endif

void release(int32_t kind, int64_t handle) {
  switch (kind) {
    case NNL_KIND_CONTEXT:
      return nnl_context_release(handle);
    case NNL_KIND_TENSOR:
      return nnl_tensor_release(handle);
    case NNL_KIND_MODULE:
      return nnl_module_release(handle);
    case NNL_KIND_OPTIMIZER:
      return nnl_optimizer_release(handle);
    case NNL_KIND_LOADER:
      return nnl_loader_release(handle);
    case NNL_KIND_LOAD_REPORT:
      return nnl_load_report_release(handle);
    case NNL_KIND_SCHEDULE:
      return nnl_schedule_release(handle);
    case NNL_KIND_SCOPE:
      return nnl_scope_release(handle);
    case NNL_KIND_HANDLE_REPORT:
      return nnl_handle_report_release(handle);
    default:
      wrong("the fuzzer knows no release function for handles of kind " + std::to_string(kind));
  }
}

bool is_live(int32_t kind, int64_t handle) {
  int64_t number;
  int32_t small;
  switch (kind) {
    case NNL_KIND_CONTEXT:
      return nnl_context_threads(handle, &small) == NNL_OK;
    case NNL_KIND_TENSOR:
      return nnl_tensor_rank(handle, &small) == NNL_OK;
    case NNL_KIND_MODULE:
      return nnl_module_is_training(handle, &small) == NNL_OK;
    case NNL_KIND_OPTIMIZER:
      return nnl_optimizer_num_groups(handle, &number) == NNL_OK;
    case NNL_KIND_LOADER:
      return nnl_loader_epoch(handle, &number) == NNL_OK;
    case NNL_KIND_LOAD_REPORT:
      return nnl_load_report_count(handle, 0, &number) == NNL_OK;
    case NNL_KIND_SCHEDULE:
      return nnl_schedule_last_epoch(handle, &number) == NNL_OK;
    case NNL_KIND_SCOPE:
      return nnl_scope_keep(handle, 0) != NNL_INVALID_HANDLE ||
             std::strcmp(nnl_last_error_argument(), "scope") != 0;
    default:
      return nnl_handle_report_count(handle, &number) == NNL_OK;
  }
}

}  // namespace

Caller& caller_of(const char* name) {
  Caller* const end = callers + num_callers;
  Caller* const found =
      std::find_if(callers, end, [&](const Caller& each) { return std::strcmp(each.name, name) == 0; });
  if (found == end) wrong(std::string("the header has no ") + name);
  return *found;
}

Player::Player(std::span<const uint8_t> sequence, const std::string& folder, bool trace)
    : sequence_(sequence), folder_(folder), trace_(trace), mode_(default_mode) {}

Player::~Player() = default;

void Player::say(const char* name, const std::string& value) {
  if (trace_) line_ += (line_.empty() ? "" : ", ") + std::string(name) + " " + value;
}

void Player::play() {
  base_live_ = live_handles();
  bound(0);
  base_memory_ = memory_of(0);
  if (!sequence_.empty()) {  // the first bytes choose the surroundings
    Draws draws(sequence_.subspan(0, std::min(call_bytes, sequence_.size())));
    sequence_ = sequence_.subspan(std::min(call_bytes, sequence_.size()));
    mode_ = draws.one_of(modes);
    floating_ = draws.once_in(2) ? NNL_F64 : NNL_F32;
    snapshots_ = draws.once_in(8);
    if (draws.once_in(2) && nnl_context_create(nullptr, &home_) == NNL_OK) keep(NNL_KIND_CONTEXT, home_);
    nnl_context_seed(0, 0);
    nnl_profile_start(0, nullptr);  // drops the profile of the sequence before
    nnl_profile_stop(0);
  }
  while (!sequence_.empty()) {
    const size_t size = std::min(call_bytes, sequence_.size());
    budget_ = nested_calls;
    play_call(sequence_.subspan(0, size));
    sequence_ = sequence_.subspan(size);
  }
  finish();
}

void Player::play_call(std::span<const uint8_t> bytes) {
  Draws draws(bytes);
  const Frame outside{draws_,          caller_,      status_,        lent_,  called_back_,
                      line_,           live_before_, memory_before_, given_, snapshot_before_,
                      message_before_, watched_};
  draws_ = &draws;
  caller_ = nullptr;
  lent_ = nullptr;
  line_.clear();
  given_ = 0;
  watched_.clear();
  ++depth_;
  // A function keeps the numbers that choose it, or most of them, when others are added.
  static const std::vector<uint16_t> chosen = [] {
    std::vector<uint16_t> table(4096);
    for (uint64_t number = 0; number < table.size(); ++number) {
      uint64_t best = 0;
      for (size_t i = 0; i < num_callers; ++i) {
        uint64_t hash = number * 0x9e3779b97f4a7c15;
        for (const char* c = callers[i].name; *c; ++c)
          hash = (hash ^ static_cast<uint8_t>(*c)) * 0x100000001b3;
        hash ^= hash >> 32;
        hash *= 0xbf58476d1ce4e5b9;
        hash ^= hash >> 29;
        if (hash >= best) {
          best = hash;
          table[number] = static_cast<uint16_t>(i);
        }
      }
    }
    return table;
  }();
  const uint32_t number = draws.byte() << 8u | draws.byte();
  Caller& caller = callers[chosen[number % chosen.size()]];
  ++calls_;
  ++caller.calls;
  caller.play(*this);
  if (caller.has_status && status_ == NNL_OK) ++caller.successes;
  caller.outcomes |= uint64_t{1} << (caller.has_status ? std::min(status_ / 10, 62) : 63);
  --depth_;
  draws_ = outside.draws;
  caller_ = outside.caller;
  status_ = outside.status;
  lent_ = outside.lent;
  called_back_ = outside.called_back;
  line_ = outside.line;
  live_before_ = outside.live;
  memory_before_ = outside.memory;
  given_ = outside.given;
  snapshot_before_ = outside.snapshot;
  message_before_ = outside.message;
  watched_ = outside.watched;
}

void Player::finish() {
  draws_ = nullptr;
  budget_ = 0;
  caller_ = nullptr;
  line_ = "the end of the sequence";
  auto& scopes = pool(NNL_KIND_SCOPE);
  for (const int64_t scope : scopes) nnl_scope_release(scope);
  scopes.clear();
  nnl_set_grad_enabled(1);
  nnl_set_handle_tracing(0);
  nnl_set_handle_label(nullptr);
  nnl_context_set_log_level(0, NNL_LOG_OFF);
  nnl_context_set_log_callback(0, nullptr, nullptr, nullptr);
  nnl_profile_stop(0);
  for (const Export& each : exports) delete_export(each);
  exports.clear();
  // Contexts go last, when nothing is in them any more.
  for (size_t kind = pools_.size() - 1; kind > NNL_KIND_CONTEXT; --kind)
    for (const int64_t handle : pools_[kind]) release(static_cast<int32_t>(kind), handle);
  for (const int64_t context : pool(NNL_KIND_CONTEXT))
    if (memory_of(context) != 0)
      wrong_here(std::to_string(memory_of(context)) + " bytes of a context are in use when all is released");
  for (const int64_t context : pool(NNL_KIND_CONTEXT)) nnl_context_release(context);
  if (live_handles() != base_live_) {
    nnl_handle_report report = 0;
    char table[4096] = "";
    nnl_handle_report_create(0, 1, &report);
    nnl_handle_report_table(report, table, sizeof table, nullptr);
    wrong_here(std::to_string(live_handles() - base_live_) + " handles are left:\n" + table);
  }
  if (memory_of(0) != base_memory_)
    wrong_here(std::to_string(memory_of(0) - base_memory_) + " bytes more are in use than before");
  for (const Lent& lent : lents_)
    if (lent.done_calls != (lent.accepted && lent.has_done ? 1 : 0))
      wrong_here("what " + lent.owner + " was lent was given back " + std::to_string(lent.done_calls) +
                 " times");
  if (wrote_files_)
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      std::filesystem::remove_all(entry.path());
}

void Player::keep(int32_t kind, int64_t handle) {
  if (handle <= 0 || handle >= int64_t{1} << 53) wrong_here("a handle is " + std::to_string(handle));
  int64_t number = 0;
  if (kind == NNL_KIND_CONTEXT) bound(handle);
  if ((kind == NNL_KIND_TENSOR && nnl_tensor_count(handle, &number) == NNL_OK && number > most_elements) ||
      (kind == NNL_KIND_LOADER && nnl_loader_num_batches(handle, &number) == NNL_OK && number > most_batches))
    return release(kind, handle);
  auto& list = pool(kind);
  list.push_back(handle);
  if (list.size() <= most_handles) return;
  const size_t leaves = draws_ ? draws_->below(static_cast<uint32_t>(list.size())) : 0;
  const int64_t leaving = list[leaves];
  if (kind == NNL_KIND_CONTEXT && leaving == home_) return;
  release(kind, leaving);
  released(leaving);
  if (kind == NNL_KIND_SCOPE) purge();
}

void Player::released(int64_t handle) {
  for (size_t kind = 1; kind < pools_.size(); ++kind) {
    auto& list = pools_[kind];
    const auto found = std::find(list.begin(), list.end(), handle);
    if (found == list.end() || is_live(static_cast<int32_t>(kind), handle)) continue;
    list.erase(found);
    stale_.push_back(handle);
    if (stale_.size() > most_handles) stale_.erase(stale_.begin());
  }
  for (auto at = roles_.begin(); at != roles_.end();)
    at = at->second == handle ? roles_.erase(at) : std::next(at);
}

void Player::purge() {
  for (size_t kind = 1; kind < pools_.size(); ++kind) {
    const std::vector<int64_t> all = pools_[kind];
    for (const int64_t handle : all)
      if (!is_live(static_cast<int32_t>(kind), handle)) released(handle);
  }
}

void Player::bound(nnl_context context) {
  nnl_context_set_memory_limit(context, memory_limit);
  int32_t threads = 0;
  if (nnl_context_threads(context, &threads) == NNL_OK && threads > 2) nnl_context_set_threads(context, 2);
}

}  // namespace fuzz
