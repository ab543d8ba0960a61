#include "player.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <unistd.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace fuzz {
namespace {

constexpr int64_t most_elements = 1024;  // of tensors that other calls get
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

}  // namespace

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

Caller& caller_of(const char* name) {
  Caller* const end = callers + num_callers;
  Caller* const found =
      std::find_if(callers, end, [&](const Caller& each) { return std::strcmp(each.name, name) == 0; });
  if (found == end) wrong(std::string("the header has no ") + name);
  return *found;
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

Player::Player(std::span<const uint8_t> sequence, const std::string& folder, bool trace)
    : sequence_(sequence), folder_(folder), trace_(trace), mode_(default_mode) {}

Player::~Player() = default;

void Player::wrong_here(const std::string& what) const {
  wrong((caller_ ? std::string(caller_->name) + ": " : std::string()) + what + "\n  " + line_ +
        "\n  status " + std::to_string(status_) + ", last error: " + nnl_last_error_message());
}

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

// ---- Arguments ----

int64_t Player::handle(int32_t kind, const char* name, const char* role) {
  const auto any_of = [&](const std::vector<int64_t>& list) {
    return list.empty() ? 0 : list[draws_->below(static_cast<uint32_t>(list.size()))];
  };
  const uint32_t way = draws_->byte();
  int64_t handle = 0;
  if (way < 130 || (way < 220 && pool(kind).empty()))
    handle = find_role(kind, role);
  else if (way < 220)
    handle = any_of(pool(kind));
  else if (way < 232)
    handle = any_of(pools_[1 + draws_->below(static_cast<uint32_t>(pools_.size()) - 1)]);
  else if (way < 240)
    handle = any_of(stale_);
  else if (way < 244)
    handle = static_cast<int64_t>(draws_->bits());
  else if (way < 248)
    handle = any_of(pool(kind)) ^ static_cast<int64_t>(uint64_t{1} << draws_->below(64));
  else if (way < 252 && kind == NNL_KIND_TENSOR)
    handle = find_role(kind, "vast");
  say(name, std::to_string(handle));
  return handle;
}

int64_t Player::any_handle(const char* name) {
  return handle(1 + static_cast<int32_t>(draws_->below(static_cast<uint32_t>(pools_.size()) - 1)), name,
                "nothing");
}

int32_t Player::int32(const char* name) {
  const uint32_t way = draws_->byte();
  constexpr int32_t odd[] = {3,
                             4,
                             5,
                             6,
                             7,
                             100,
                             -1,
                             -2,
                             1 << 16,
                             std::numeric_limits<int32_t>::max(),
                             std::numeric_limits<int32_t>::min()};
  const int32_t value = way < 200 ? way % 2 : way < 220 ? 2 : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

int64_t Player::int64(const char* name) {
  const uint32_t way = draws_->byte();
  constexpr int64_t most = std::numeric_limits<int64_t>::max(), least = std::numeric_limits<int64_t>::min();
  constexpr int64_t odd[] = {-2,
                             -3,
                             -4,
                             -9,
                             5,
                             6,
                             7,
                             8,
                             9,
                             64,
                             1000,
                             -100,
                             int64_t{1} << 31,
                             int64_t{1} << 32,
                             int64_t{1} << 40,
                             int64_t{1} << 53,
                             int64_t{1} << 61,
                             int64_t{1} << 62,
                             most,
                             most - 1,
                             most / 2,
                             least,
                             least + 1,
                             -(int64_t{1} << 31),
                             -(int64_t{1} << 62)};
  const int64_t value = way < 190   ? way % 3
                        : way < 205 ? -1
                        : way < 215 ? 3
                        : way < 222 ? 4
                                    : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

int64_t Player::size(const char* name) {
  constexpr int64_t usual[] = {3, 3, 3, 3, 3, 2, 1, 4, 5, 8};
  if (draws_->once_in(8)) return int64(name);
  const int64_t value = draws_->one_of(usual);
  say(name, std::to_string(value));
  return value;
}

double Player::real(const char* name) {
  constexpr double usual[] = {1, 0.5, 0.1, 2, 0, 0.9, 1e-5};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double odd[] = {-1,      -0.5,     -0.0,         NAN,    infinity, -infinity,
                            DBL_MAX, -DBL_MAX, DBL_MIN,      5e-324, -5e-324,  1e300,
                            1e-300,  3.5e38,   1e-45,        3,      100,      9007199254740993.0,
                            9.3e18,  -9.3e18,  4294967296.0, 255,    256};
  double value = draws_->below(4) ? draws_->one_of(usual) : draws_->one_of(odd);
  if (draws_->once_in(64)) {
    const uint64_t bits = draws_->bits();
    std::memcpy(&value, &bits, sizeof value);
  }
  if (trace_) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    say(name, text);
  }
  return value;
}

nnl_dtype Player::dtype(const char* name) {
  const uint32_t way = draws_->byte();
  const nnl_dtype value = way < 180   ? floating_
                          : way < 250 ? static_cast<nnl_dtype>(NNL_F32 + way % 6)
                                      : draws_->one_of({0, 7, 8, -1, std::numeric_limits<int32_t>::max()});
  say(name, std::to_string(value));
  return value;
}

const char* Player::text(const char* name) {
  static const std::string long_text(255, 'l'), too_long(256, 'l'), kilobytes(3000, '\xC3');
  static const char* const list[] = {"weight",
                                     "bias",
                                     "0.weight",
                                     "1.running_mean",
                                     "name",
                                     "a",
                                     "b",
                                     "other",
                                     "",
                                     "a.b",
                                     "__metadata__",
                                     "\xff\xfe",
                                     "tab\tnew\nline",
                                     "\x01",
                                     "\xC3\xA9",
                                     "\xED\xA0\x80",
                                     long_text.c_str(),
                                     too_long.c_str(),
                                     kilobytes.c_str(),
                                     "%s%n{}",
                                     nullptr};
  const char* value = list[draws_->below(draws_->below(3) ? 8 : static_cast<uint32_t>(std::size(list)))];
  if (draws_->below(3) == 0) {
    texts_.push_back("part" + std::to_string(texts_.size()));
    value = texts_.back().c_str();
  }
  say(name, value ? "\"" + std::string(value) + "\"" : "NULL");
  return value;
}

const char* Player::path(const char* name, const std::string& role) {
  wrote_files_ = true;
  static const std::string too_long = "/" + std::string(300, 'p');
  static const char* const list[] = {"/a",   "/a",        "/a",   "/b",   "/none/a",
                                     "",     "/\xff\xfe", "/../", "/./b", too_long.c_str(),
                                     "/a/b", "/new\nline"};
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  texts_.push_back(folder_ +
                   list[draws_->below(draws_->below(4) ? 4 : static_cast<uint32_t>(std::size(list)))]);
  if (draws_->once_in(64)) texts_.back().clear();
  if (!role.empty() && draws_->once_in(2)) {
    texts_.back() = folder_ + "/" + role;
    save_role(role);
  }
  const std::string& path = texts_.back();
  say(name, "\"" + path + "\"");
  std::error_code none;
  if (draws_->once_in(4) && std::filesystem::is_regular_file(path, none)) {  // a file that was tampered with
    const auto bytes = static_cast<uint32_t>(std::min<uintmax_t>(std::filesystem::file_size(path), 65535));
    if (draws_->once_in(2) && bytes > 0)
      std::filesystem::resize_file(path, draws_->below(bytes));
    else if (bytes > 0) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(draws_->below(bytes));
      file.put(static_cast<char>(draws_->byte()));
    }
  }
  return path.c_str();
}

int64_t Player::count(const char* name, int32_t most) {
  const uint32_t way = draws_->byte();
  const int64_t value = way < 120                  ? 1
                        : way < 190                ? 2
                        : way < 215                ? 3
                        : way < 235                ? 0
                        : way < 250                ? int64_t{draws_->below(static_cast<uint32_t>(most) + 1)}
                        : way < 252                ? -1
                        : way < 254                ? std::numeric_limits<int32_t>::min()
                        : most == NNL_MAX_RANK + 1 ? most
                                                   : 1025;
  say(name, std::to_string(value));
  return value;
}

const int64_t* Player::shape(int64_t count, const char* name, const char* role) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  const bool axes = std::strcmp(role, "axes") == 0;
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  std::vector<int64_t> good;
  for (const char* at = role; *at >= '0' && *at <= '9'; at += std::strcspn(at, "0123456789"))
    good.push_back(std::strtol(at, const_cast<char**>(&at), 10));
  const bool usual = draws_->below(8) != 0;
  constexpr int64_t sizes[] = {3, 3, 4, 2, 1, 0, 5};
  for (int64_t i = 0; i < count; ++i) {
    const auto place = static_cast<size_t>(i);
    values[i] = !usual                ? (axes ? int64(name) : size(name))
                : axes                ? i
                : place < good.size() ? good[place]
                                      : draws_->one_of(sizes);
    say(name, std::to_string(values[i]));
  }
  return values;
}

const int64_t* Player::numbers(int64_t count, const char* name) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = draws_->below(4) ? draws_->below(5) : int64(name);
  return values;
}

const double* Player::reals(int64_t count, const char* name) {
  if (draws_->once_in(64)) return nullptr;
  auto* values = own<double>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = real(name);
  return values;
}

const int64_t* Player::handles(int64_t count, int32_t kind, const char* name, const char* role) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = i < 8 ? handle(kind, name, role) : values[i % 8];
  return values;
}

int64_t Player::bytes_for(nnl_dtype dtype, int64_t rank, const int64_t* shape, const char* name) {
  int64_t bytes = size_of(dtype);
  if (shape)
    for (int64_t i = 0; i < rank; ++i) {
      if (shape[i] < 0 || shape[i] > 8192 || (bytes *= shape[i]) > 8192) {
        bytes = 16;
        break;
      }
    }
  if (draws_->once_in(24))
    bytes = draws_->one_of<int64_t>({0, 1, 8, bytes + 1, bytes * 2, -1, std::numeric_limits<int64_t>::min()});
  say(name, std::to_string(bytes));
  return bytes;
}

int64_t Player::bytes_for(nnl_tensor tensor, const char* name) {
  int64_t count = 0;
  nnl_dtype dtype = NNL_F32;
  if (!draws_->once_in(24) && nnl_tensor_count(tensor, &count) == NNL_OK &&
      nnl_tensor_dtype(tensor, &dtype) == NNL_OK && count <= most_elements) {
    say(name, std::to_string(count * size_of(dtype)));
    return count * size_of(dtype);
  }
  return bytes_for(dtype, 0, nullptr, name);
}

void* Player::memory(int64_t bytes, Lent* lent, const char* name) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  const auto size = static_cast<size_t>(std::max<int64_t>(bytes, 0));
  const size_t shift = lent ? draws_->once_in(16) : draws_->below(2);
  char* begin;
  if (lent) {
    lent->memory.reset(new char[size + shift]());
    begin = lent->memory.get() + shift;
  } else {
    begin = own<char>(size + shift) + shift;
  }
  const uint32_t way = draws_->below(4);
  for (size_t i = 0; i < size; ++i)  // zeros, small whole numbers, or anything
    begin[i] = static_cast<char>(way == 0 ? draws_->byte() : way == 1 && i % 8 == 0 ? draws_->below(4) : 0);
  say(name, shift ? "unaligned" : "aligned");
  if (!lent) watched_.push_back({begin, std::string(begin, size)});
  return begin;
}

int64_t Player::capacity(const char* name) {
  constexpr int64_t usual[] = {0, 1, 2, 8, 64, 512, 512, 512, 512, -1, std::numeric_limits<int64_t>::min()};
  const int64_t value = draws_->one_of(usual);
  say(name, std::to_string(value));
  return value;
}

uint32_t Player::struct_size(size_t known, const char* name) {
  constexpr uint32_t odd[] = {0, 1, 4, 7, 12, 4096, 4097, 5000};
  const uint32_t value =
      draws_->below(4) ? 8 * draws_->below(static_cast<uint32_t>(known / 8) + 4) : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

Lent* Player::lend(const char* function) {
  lents_.push_back({});
  lent_ = &lents_.back();
  lent_->player = this;
  lent_->owner = function;
  return lent_;
}

// ---- The call ----

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

// ---- What a failing call must leave as it was ----

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

// ---- Outputs ----

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
