#include "handle_table.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <pthread.h>

#include "base/error.h"
#include "base/single_threaded.h"
#include "handle_origin.h"

namespace nnl::capi {
namespace {

// A handle is generation (22 bits), kind (5 bits), slot (26 bits): 53 bits, exact in a double.
constexpr uint64_t slot_bits = 26, kind_bits = 5, generation_bits = 22;
constexpr uint64_t slot_mask = (uint64_t{1} << slot_bits) - 1;
constexpr uint64_t last_generation = (uint64_t{1} << generation_bits) - 1;
constexpr uint64_t tag_mask = (uint64_t{1} << (kind_bits + generation_bits)) - 1;

// An entry's state is its tag (generation and kind, as in the handle) above a live bit above the number of
// pins.
constexpr uint64_t pin_one = 1, pins_mask = 0xffffffff, live_bit = uint64_t{1} << 32;
constexpr uint64_t tag_shift = 33;

struct Entry {
  std::atomic<uint64_t> state{0};
  RefCounted* object = nullptr;  // counted; written while the entry is neither live nor pinned
  uint64_t next_free = 0;
  std::atomic<uint64_t> owner{0};  // written while the entry is pinned, or neither live nor pinned
};

constexpr uint64_t chunk_size = 4096, max_chunks = (slot_mask + 1) / chunk_size;
using Chunk = std::array<Entry, chunk_size>;

/// Grows by chunks that never move or go, so that look-ups need no lock. Never destroyed.
struct Table {
  std::mutex mutex;
  std::array<std::atomic<Chunk*>, max_chunks> chunks{};
  uint64_t used = 0;  // the last slot ever taken; 0, which is never taken, ends the free list
  uint64_t first_free = 0;
  std::atomic<int64_t> live{0};

  Entry* find(uint64_t slot) const {
    Chunk* chunk = chunks[slot / chunk_size].load(std::memory_order_acquire);
    return chunk ? &(*chunk)[slot % chunk_size] : nullptr;
  }

  uint64_t take_slot() {
    if (first_free != 0) {
      const uint64_t slot = first_free;
      first_free = find(slot)->next_free;
      return slot;
    }
    if (used == slot_mask) fail(Code::out_of_memory, "all {} handles are in use", slot_mask);
    auto& chunk = chunks[(used + 1) / chunk_size];
    if (!chunk.load(std::memory_order_relaxed)) chunk.store(new Chunk, std::memory_order_release);
    return ++used;
  }
};

// Zero until the first handle: costs no page of memory, and cannot fail to be there.
constinit Table table;

// The lock is taken around a fork, so that the child finds the table whole.
[[maybe_unused]] const int fork_handlers =
    pthread_atfork([] { table.mutex.lock(); }, [] { table.mutex.unlock(); }, [] { table.mutex.unlock(); });

/// Runs once for each release: by the one who takes the live bit or the last pin away.
void finish(uint64_t slot, Entry& entry, uint64_t tag) noexcept {
  RefCounted* object = entry.object;
  const uint64_t generation = (tag >> kind_bits) + 1;
  entry.object = nullptr;
  entry.state.store(generation << (tag_shift + kind_bits), std::memory_order_release);
  if (generation <= last_generation) {  // else the slot is retired
    const LockGuard lock(table.mutex);
    entry.next_free = table.first_free;
    table.first_free = slot;
  }
  object->release();
}

uint64_t tag_of(int64_t handle) { return static_cast<uint64_t>(handle) >> slot_bits & tag_mask; }

Kind kind_of(uint64_t tag) { return static_cast<Kind>(tag & ((1 << kind_bits) - 1)); }

/// The entry that a handle's bits lead to, or nullptr.
Entry* find(int64_t handle) {
  const auto bits = static_cast<uint64_t>(handle);
  return bits >> 53 == 0 ? table.find(bits & slot_mask) : nullptr;
}

/// Whether an entry of that state is what the handle, of that kind, names.
bool is_named(uint64_t state, Kind kind, int64_t handle) {
  const uint64_t tag = tag_of(handle);
  return state >> (tag_shift - 1) == (tag << 1 | 1) && kind_of(tag) == kind;
}

[[noreturn]] void fail_handle(Kind kind, int64_t handle, const char* argument, uint64_t state) {
  const Kind given = kind_of(tag_of(handle));
  std::string why = std::string("a ") + name_of(given) + ", not a " + name_of(kind);
  if (handle == 0)
    why = std::string("no ") + name_of(kind);
  else if (!is_named(state, given, handle))
    why = "no handle, or one that was released";
  fail_argument(argument, Code::invalid_handle, "{} is {}", handle, why);
}

/// Adds a pin to the entry that a live handle of the kind names; else the state has no such handle.
bool pin(Entry* entry, Kind kind, int64_t handle, uint64_t& state) noexcept {
  state = entry ? entry->state.load(std::memory_order_acquire) : 0;
  do {
    if (!is_named(state, kind, handle)) return false;
  } while (!compare_exchange(entry->state, state, state + pin_one, std::memory_order_acq_rel));
  return true;
}

void unpin(uint64_t slot) noexcept {
  Entry& entry = *table.find(slot);
  const uint64_t before = fetch_add(entry.state, -pin_one, std::memory_order_acq_rel);
  if ((before & pins_mask) == 1 && !(before & live_bit)) finish(slot, entry, before >> tag_shift);
}

}  // namespace

const char* name_of(Kind kind) {
  static constexpr const char* names[] = {"no",     "context",     "tensor",   "module", "optimizer",
                                          "loader", "load report", "schedule", "scope",  "handle report"};
  const auto index = static_cast<size_t>(kind);
  return index < std::size(names) ? names[index] : "unknown";
}

Kind handle_kind(int64_t handle) noexcept { return kind_of(tag_of(handle)); }

int64_t insert_handle(Kind kind, Ref<RefCounted>&& object, uint64_t owner) {
  uint64_t slot;
  {
    const LockGuard lock(table.mutex);
    slot = table.take_slot();
  }
  Entry& entry = *table.find(slot);
  const uint64_t generation = entry.state.load(std::memory_order_acquire) >> (tag_shift + kind_bits);
  const uint64_t tag = generation << kind_bits | static_cast<uint64_t>(kind);
  entry.object = object.give_up();
  entry.owner.store(owner, std::memory_order_relaxed);
  entry.state.store(tag << tag_shift | live_bit, std::memory_order_release);
  fetch_add<int64_t>(table.live, 1, std::memory_order_relaxed);
  const auto handle = static_cast<int64_t>(tag << slot_bits | slot);
  if (tracing_handles.load(std::memory_order_relaxed)) note_origin(handle);
  return handle;
}

void release_handle(Kind kind, int64_t handle) noexcept {
  Entry* entry = find(handle);
  if (!entry) return;
  uint64_t state = entry->state.load(std::memory_order_acquire);
  do {
    if (!is_named(state, kind, handle)) return;
  } while (!compare_exchange(entry->state, state, state & ~live_bit, std::memory_order_acq_rel));
  fetch_add<int64_t>(table.live, -1, std::memory_order_relaxed);
  if ((state & pins_mask) == 0) finish(static_cast<uint64_t>(handle) & slot_mask, *entry, tag_of(handle));
}

uint64_t owner_of(int64_t handle) noexcept {
  const Entry* entry = find(handle);
  // Another thread may release it in between: then this is the owner of the slot's next handle.
  return entry && is_named(entry->state.load(std::memory_order_acquire), handle_kind(handle), handle)
             ? entry->owner.load(std::memory_order_relaxed)
             : 0;
}

void set_owner(int64_t handle, uint64_t owner) noexcept {
  find(handle)->owner.store(owner, std::memory_order_relaxed);
}

int64_t live_handles() noexcept { return table.live.load(std::memory_order_relaxed); }

void visit_handles(const std::function<void(int64_t, const RefCounted&)>& visit) {
  uint64_t last;
  {
    const LockGuard lock(table.mutex);
    last = table.used;
  }
  for (uint64_t slot = 1; slot <= last; ++slot) {
    const uint64_t state = table.find(slot)->state.load(std::memory_order_acquire);
    if (!(state & live_bit)) continue;
    const auto handle = static_cast<int64_t>(state >> tag_shift << slot_bits | slot);
    if (const Ref<RefCounted> object = find_object(handle_kind(handle), handle)) visit(handle, *object);
  }
}

Pin::Pin(Kind kind, int64_t handle, const char* argument) : slot_(static_cast<uint64_t>(handle) & slot_mask) {
  Entry* entry = find(handle);
  uint64_t state;
  if (!pin(entry, kind, handle, state)) fail_handle(kind, handle, argument, state);
  object_ = entry->object;
}

Pin::~Pin() { unpin(slot_); }

Ref<RefCounted> find_object(Kind kind, int64_t handle) noexcept {
  Entry* entry = find(handle);
  uint64_t state;
  if (!pin(entry, kind, handle, state)) return {};
  Ref<RefCounted> object(entry->object);
  unpin(static_cast<uint64_t>(handle) & slot_mask);
  return object;
}

Ref<RefCounted> object_of(Kind kind, int64_t handle, const char* argument) {
  if (!single_threaded()) return Ref<RefCounted>(&Pin(kind, handle, argument).object());
  Entry* entry = find(handle);  // which nobody can release meanwhile
  const uint64_t state = entry ? entry->state.load(std::memory_order_relaxed) : 0;
  if (!is_named(state, kind, handle)) fail_handle(kind, handle, argument, state);
  entry->object->retain();
  return Ref<RefCounted>::adopt(entry->object);
}

}  // namespace nnl::capi
