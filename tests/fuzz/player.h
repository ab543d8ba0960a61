// Plays one sequence of calls of nnlite.h, careless and hostile ones among good ones, and watches that the
// header's conventions hold in each.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <nnlite/nnlite.h>

#include "draws.h"

namespace fuzz {

/// The bytes of each call in a sequence: the first two choose the function.
constexpr size_t call_bytes = 16;

class Player;

/// One function of the header and how to call it: see generate.py.
struct Caller {
  const char* name;
  void (*play)(Player&);
  bool has_status;
  uint64_t calls, successes;
  uint64_t outcomes;  // a bit for each status that it ended with
};
extern Caller callers[];
extern const size_t num_callers;
Caller& caller_of(const char* name);
/// Whether the header declares the status.
bool is_declared(nnl_status status);

/// What a call lends to nnlite with a callback. It goes when `done` was called, or with the sequence.
struct Lent {
  Player* player;
  std::unique_ptr<char[]> memory;
  std::string owner;  // the function that it was given to
  bool has_done = false, accepted = false;
  int done_calls = 0;
};

/// How often callbacks call back, and how deep.
constexpr int nested_calls = 6, nested_depth = 4;

constexpr int64_t most_elements = 1024;  // of tensors that other calls get

int64_t live_handles();
int64_t memory_of(nnl_context context);
int64_t size_of(nnl_dtype dtype);
unsigned floating_point_mode();
void set_floating_point_mode(unsigned mode);
#if defined(__SSE__)
constexpr unsigned default_mode = 0x1F80;
#else
constexpr unsigned default_mode = 0;
#endif

/// Ends the program after telling what is wrong, and where.
[[noreturn]] void wrong(const std::string& what);

class Player {
 public:
  /// `folder` is for files, and empty. With `trace` every call is printed.
  Player(std::span<const uint8_t> sequence, const std::string& folder, bool trace);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Plays the sequence to its end and checks that nothing is left of it.
  void play();
  uint64_t calls() const { return calls_; }

  // ---- For the callers: arguments ----

  Draws& draws() { return *draws_; }
  /// A handle of the kind that is wanted, or not. `role` names an object that would do; see roles.cpp.
  int64_t handle(int32_t kind, const char* name, const char* role);
  int64_t any_handle(const char* name);
  int32_t int32(const char* name);
  int64_t int64(const char* name);
  int64_t size(const char* name);
  double real(const char* name);
  nnl_dtype dtype(const char* name);
  /// A name, or a path in the folder: with `role` sometimes that of a file of a "model" or its "checkpoint".
  /// May be NULL.
  const char* text(const char* name);
  const char* path(const char* name, const std::string& role);
  /// A number of elements, right for an array of at least `least`; sometimes below 0.
  int64_t count(const char* name, int32_t most);
  /// As many elements as `count` says; sometimes NULL.
  const int64_t* shape(int64_t count, const char* name, const char* role);
  const int64_t* numbers(int64_t count, const char* name);
  const double* reals(int64_t count, const char* name);
  const int64_t* handles(int64_t count, int32_t kind, const char* name, const char* role);
  /// The size of a buffer for a tensor's elements, mostly the right one, at most 8 KiB.
  int64_t bytes_for(nnl_dtype dtype, int64_t rank, const int64_t* shape, const char* name);
  int64_t bytes_for(nnl_tensor tensor, const char* name);
  /// A buffer of that size; sometimes NULL. Of the lent memory if there is one, then aligned for all.
  void* memory(int64_t bytes, Lent* lent, const char* name);
  int64_t capacity(const char* name);
  /// The size that an _init function is told.
  uint32_t struct_size(size_t known, const char* name);

  /// A struct of options as a caller fills it, or NULL. `init` readies it, `draw_field` changes one field.
  template <class T>
  const T* options(void (*init)(T*, uint32_t), void (*draw_field)(Player&, T&), const char* name);
  /// A readied struct for results, or NULL.
  template <class T>
  T* results(void (*init)(T*, uint32_t), const char* name);
  /// Memory for an _init function that is told `size`.
  template <class T>
  T* uninitialised(uint32_t size, const char* name);

  Lent* lend(const char* function);
  nnl_release_callback release_callback(Lent* lent, const char* name);
  nnl_log_callback log_callback(const char* name);
  nnl_module_callback module_callback(const char* name);
  nnl_function_callback function_callback(const char* name);
  nnl_backward_callback backward_callback(const char* name);
  nnl_fit_callback fit_callback(const char* name);

  // ---- For the callers: the call ----

  /// Just before a function is called, and just after.
  void begin(Caller& caller);
  void end(nnl_status status, const char* const* arguments);
  void end();  // of a function without a status
  /// After the outputs were taken: the call has given as many handles as there are more.
  void check_given() const;
  void count_given() { ++given_; }
  /// A borrowed text that a function returned.
  void check_text(const char* text, const char* what);
  /// A handle that came out of the call, or 0; keeps it for other calls, or releases it if it is too much.
  void keep(int32_t kind, int64_t handle);
  /// A call that may have ended this handle, or any.
  void released(int64_t handle);
  void purge();
  /// Puts bounds back which a call may have lifted.
  void bound(nnl_context context);
  bool failed() const { return status_ != NNL_OK; }
  nnl_status status() const { return status_; }
  const char* function() const { return caller_->name; }
  [[noreturn]] void wrong_here(const std::string& what) const;
  void say(const char* name, const std::string& value);
  bool tracing() const { return trace_; }

  // ---- For callbacks ----

  /// A callback at work: it makes calls of its own, if there is a budget left, and in the end it may leave
  /// another floating-point mode.
  class Inside {
   public:
    Inside(Player& player, int64_t count, const int64_t* borrowed);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Player& player_;
    bool no_draws_ = false;
  };
  /// What a callback gives as its output.
  int64_t callback_output(int64_t count, const int64_t* inputs);
  nnl_status callback_status();

  // ---- DLPack, by hand (managed.cpp) ----

  struct Export {
    void* managed;
    bool versioned;
  };
  std::vector<Export> exports;
  template <class T>
  T* own(size_t count);  // zeroed memory that lives as long as the sequence

 private:
  struct Watched {  // the caller's memory that a failing call must not have written
    const void* place;
    std::string before;
  };
  struct Frame {  // what a call inside a callback must put back
    Draws* draws;
    Caller* caller;
    nnl_status status;
    Lent* lent;
    bool called_back;
    std::string line;
    int64_t live, memory, given;
    uint64_t snapshot;
    std::string message;
    std::vector<Watched> watched;
  };

  void play_call(std::span<const uint8_t> bytes);
  void finish();
  int64_t find_role(int32_t kind, const std::string& role);
  int64_t make_role(int32_t kind, const std::string& role);
  /// A caller's operation on the input.
  void make_own_op(nnl_tensor input, nnl_tensor* output);
  void save_role(const std::string& role);
  static void delete_export(const Export& each);
  int64_t make_tensor(nnl_dtype dtype, std::initializer_list<int64_t> shape, int range, bool wants_grad);
  uint64_t snapshot();
  std::vector<int64_t>& pool(int32_t kind) { return pools_[static_cast<size_t>(kind)]; }

  std::span<const uint8_t> sequence_;
  std::string folder_;
  bool trace_;
  bool snapshots_ = false;
  unsigned mode_;  // the caller's floating-point mode
  nnl_dtype floating_ = NNL_F32;
  nnl_context home_ = 0;
  Draws* draws_ = nullptr;
  Caller* caller_ = nullptr;
  nnl_status status_ = NNL_OK;
  Lent* lent_ = nullptr;
  bool called_back_ = false;
  bool wrote_files_ = false;
  int depth_ = 0;
  int budget_ = 0;  // calls that callbacks may still make
  uint64_t calls_ = 0;
  std::string line_;
  std::vector<Watched> watched_;
  int64_t live_before_ = 0, live_after_ = 0, memory_before_ = 0, base_live_ = 0, base_memory_ = 0;
  int64_t given_ = 0;  // handles that the call gave
  uint64_t snapshot_before_ = 0;
  std::string message_before_;
  std::array<std::vector<int64_t>, 10> pools_;
  std::vector<int64_t> stale_;
  std::map<std::string, int64_t> roles_;
  std::deque<Lent> lents_;
  std::vector<std::unique_ptr<char[]>> owned_;
  std::deque<std::string> texts_;
};

/// Exactly `bytes` bytes of the pattern that untouched outputs have, aligned for all types.
std::unique_ptr<char[]> patterned(size_t bytes);
constexpr char pattern = 0x5a;
bool is_pattern(const void* memory, size_t bytes);

/// A place for one result, or NULL: untouched by a failing call, written by one that succeeds.
template <class T>
class Value {
 public:
  Value(Player& player, const char* name) : player_(player), name_(name), null_(player.draws().once_in(48)) {
    std::memset(&place_, pattern, sizeof place_);
    player.say(name, null_ ? "NULL" : "&");
  }
  T* place() { return null_ ? nullptr : &place_; }
  void check() const {
    const bool untouched = is_pattern(&place_, sizeof place_);
    if (null_ || player_.failed() ? !untouched : untouched)
      player_.wrong_here(std::string(name_) +
                         (untouched ? " was not written" : " was written by a failing call"));
  }
  bool is_null() const { return null_; }
  T operator*() const { return place_; }

 private:
  Player& player_;
  const char* name_;
  bool null_;
  T place_;
};

/// A place for new handles, or NULL: 0 after a failing call.
class Handles {
 public:
  Handles(Player& player, int32_t kind, int64_t count, const char* name);
  int64_t* place() { return null_ ? nullptr : places_.get(); }
  void check();

 private:
  Player& player_;
  int32_t kind_;
  int64_t count_;
  const char* name_;
  bool null_;
  std::unique_ptr<int64_t[]> places_;
};

/// A buffer of so many elements with its `needed`, either of which may be NULL.
template <class T>
class Buffer {
 public:
  Buffer(Player& player, int64_t capacity, const char* name)
      : player_(player),
        name_(name),
        capacity_(capacity),
        size_(capacity > 0 ? static_cast<size_t>(capacity) * sizeof(T) : 0),
        null_(player.draws().once_in(32)),
        needed_(player, "needed"),
        memory_(patterned(size_)) {}
  T* place() { return null_ ? nullptr : reinterpret_cast<T*>(memory_.get()); }
  int64_t* needed() { return needed_.place(); }
  void check() const {
    if (player_.failed()) {
      if (!is_pattern(memory_.get(), size_))
        player_.wrong_here(std::string(name_) + " was written by a failing call");
      if (player_.status() != NNL_BUFFER_TOO_SMALL) needed_.check();
      return;
    }
    needed_.check();
    if (null_ || capacity_ <= 0) return;
    if constexpr (sizeof(T) == 1) {
      const size_t length = strnlen(memory_.get(), size_);
      if (length == size_) player_.wrong_here(std::string(name_) + " has no end");
      player_.check_text(memory_.get(), name_);
      if (!needed_.is_null() && *needed_ != static_cast<int64_t>(length) + 1)
        player_.wrong_here(std::string(name_) + " has another length than needed");
    }
  }

 private:
  Player& player_;
  const char* name_;
  int64_t capacity_;
  size_t size_;
  bool null_;
  Value<int64_t> needed_;
  std::unique_ptr<char[]> memory_;
};

template <class T>
T* Player::own(size_t count) {
  owned_.emplace_back(new char[count * sizeof(T)]());
  return reinterpret_cast<T*>(owned_.back().get());
}

/// Keeps work in bounds that a field could make endless.
template <class T>
void tame(T&) {}
inline void tame(nnl_fit_options& options) {
  if (options.epochs > 3) options.epochs = 3;
}

template <class T>
const T* Player::options(void (*init)(T*, uint32_t), void (*draw_field)(Player&, T&), const char* name) {
  const uint32_t way = draws_->below(16);
  if (way < 4) {
    say(name, "NULL");
    return nullptr;
  }
  T whole;
  init(&whole, sizeof whole);
  for (uint32_t fields = way < 6 ? 0 : 1 + draws_->below(3); fields > 0; --fields) draw_field(*this, whole);
  if (way == 15)  // never readied
    for (size_t i = sizeof(uint32_t); i < sizeof whole; ++i)
      reinterpret_cast<uint8_t*>(&whole)[i] = draws_->byte();
  tame(whole);
  const uint32_t size = way < 12 ? static_cast<uint32_t>(sizeof whole) : struct_size(sizeof whole, name);
  const size_t room = size > 4096 ? 8 : std::max<size_t>(size, sizeof size);
  char* memory = own<char>(room);
  std::memcpy(memory, &whole, std::min(room, sizeof whole));
  std::memcpy(memory, &size, sizeof size);
  if (room > sizeof whole && draws_->once_in(2)) memory[room - 1] = 1;
  return reinterpret_cast<T*>(memory);
}

template <class T>
T* Player::results(void (*init)(T*, uint32_t), const char* name) {
  if (draws_->once_in(16)) {
    say(name, "NULL");
    return nullptr;
  }
  const uint32_t size = draws_->below(4) ? static_cast<uint32_t>(sizeof(T)) : struct_size(sizeof(T), name);
  const size_t room = size > 4096 ? 8 : std::max<size_t>(size, sizeof size);
  T* made = reinterpret_cast<T*>(own<char>(room));
  init(made, static_cast<uint32_t>(room));
  std::memcpy(static_cast<void*>(made), &size, sizeof size);
  watched_.push_back({made, std::string(reinterpret_cast<char*>(made), room)});
  return made;
}

template <class T>
T* Player::uninitialised(uint32_t size, const char* name) {
  if (draws_->once_in(16)) {
    say(name, "NULL");
    return nullptr;
  }
  return reinterpret_cast<T*>(own<char>(size));
}

}  // namespace fuzz
