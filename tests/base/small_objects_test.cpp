#include "base/small_objects.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace nnl {
namespace {

TEST(SmallObjects, of_every_size_are_aligned_and_their_own) {
  std::vector<unsigned char*> blocks;
  for (size_t size = 1; size <= 1200; ++size) {
    auto* block = static_cast<unsigned char*>(allocate_object(size));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % alignof(std::max_align_t), 0u) << size;
    std::memset(block, static_cast<int>(size % 251), size);
    blocks.push_back(block);
  }
  for (size_t size = 1; size <= 1200; ++size) {
    const unsigned char* block = blocks[size - 1];
    for (size_t i = 0; i < size; ++i) ASSERT_EQ(block[i], size % 251) << size;
  }
  for (size_t size = 1; size <= 1200; ++size) free_object(blocks[size - 1], size);
}

TEST(SmallObjects, are_used_again_by_sizes_of_the_same_class_only) {
  free_object(allocate_object(100), 100);  // the first one arranges the lists
  for (int round = 0; round < 3; ++round) {
    void* first = allocate_object(100);
    void* other = allocate_object(300);
    EXPECT_NE(first, other);
    free_object(first, 100);
    free_object(other, 300);
    void* again = allocate_object(128);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_EQ(again, first);
#endif
    free_object(again, 128);
  }
}

TEST(SmallObjects, more_than_a_thread_keeps_and_from_other_threads_come_and_go) {
  std::vector<std::pair<void*, size_t>> blocks;
  for (size_t i = 0; i < 1000; ++i) blocks.emplace_back(allocate_object(1 + i % 600), 1 + i % 600);
  const std::set<std::pair<void*, size_t>> distinct(blocks.begin(), blocks.end());
  EXPECT_EQ(distinct.size(), blocks.size());
  // Freed where they were not made, by a thread that ends with what it keeps; leaks and double frees are the
  // sanitizers' to find.
  std::thread([&] {
    for (const auto& [block, size] : blocks) free_object(block, size);
    void* kept = allocate_object(64);
    free_object(kept, 64);
  }).join();
  trim_objects();
  void* fresh = allocate_object(64);
  ASSERT_NE(fresh, nullptr);
  free_object(fresh, 64);
}

}  // namespace
}  // namespace nnl
