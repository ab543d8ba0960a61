#include "base/small_objects.h"

#include <new>
#include <pthread.h>

namespace nnl {
namespace {

constexpr size_t step = 64, classes = 5;  // blocks of 64, 128, ..., 320 bytes
constexpr unsigned char most_kept = 64;   // of each

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool keeps = false;  // a sanitizer is to see every object come and go
#else
constexpr bool keeps = true;
#endif

struct Block {
  Block* next;
};

/// A thread's lists. They have no room until it is arranged that they are emptied when the thread ends, and
/// from its end on.
struct Lists {
  Block* first[classes];
  unsigned char room[classes];  // how many more blocks may come
  bool arranged;
};

constinit thread_local Lists lists{};

void empty(Lists& own, unsigned char room) noexcept {
  for (size_t i = 0; i < classes; ++i) {
    while (Block* block = own.first[i]) {
      own.first[i] = block->next;
      ::operator delete(block);
    }
    own.room[i] = room;
  }
}

/// A key whose only use is its destructor; no thread_local with a destructor, since arranging for that can
/// end the process when memory is short.
struct EndOfThread {
  EndOfThread() noexcept {
    made = pthread_key_create(&key, [](void* own) { empty(*static_cast<Lists*>(own), 0); }) == 0;
  }
  pthread_key_t key{};
  bool made;
};
// Made when the library is loaded: a lock taken at first use could be held by another thread at a fork.
const EndOfThread end;

/// For a block that its list has no room for.
void free_beyond(void* object) noexcept {
  Lists& own = lists;
  if (keeps && !own.arranged && end.made && pthread_setspecific(end.key, &own) == 0) {
    own.arranged = true;
    empty(own, most_kept);
  }
  ::operator delete(object);
}

}  // namespace

void* allocate_object(size_t size) {
  const size_t index = (size - 1) / step;
  if (index >= classes) return ::operator new(size);
  if (Block* block = lists.first[index]) {
    lists.first[index] = block->next;
    ++lists.room[index];
    return block;
  }
  return ::operator new((index + 1) * step);
}

void free_object(void* object, size_t size) noexcept {
  const size_t index = (size - 1) / step;
  if (index >= classes) return ::operator delete(object);
  if (lists.room[index] == 0) return free_beyond(object);
  lists.first[index] = new (object) Block{lists.first[index]};
  --lists.room[index];
}

void trim_objects() noexcept {
  if (lists.arranged) empty(lists, most_kept);
}

}  // namespace nnl
