#include "tensor/allocator.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace nnl {
namespace {

/// What the system says of the mapping that an address lies in, in its two-letter words.
std::string flags_of(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  const auto wanted = reinterpret_cast<uintptr_t>(address);
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2) inside = begin <= wanted && wanted < end;
    if (inside && line.rfind("VmFlags:", 0) == 0) return line + " ";
  }
  return "";
}

TEST(Allocator, a_large_block_lies_in_large_pages) {
  constexpr size_t bytes = size_t{9} << 20;
  trim_block_cache();
  void* block = allocate_block(bytes);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % (size_t{2} << 20), 0U);
  const std::string flags = flags_of(block);
  free_block(block, bytes);
  if (flags.empty() || !std::filesystem::exists("/sys/kernel/mm/transparent_hugepage/enabled"))
    GTEST_SKIP() << "the system has no large pages or does not say";
  EXPECT_NE(flags.find(" hg "), std::string::npos) << flags;
}

TEST(Allocator, blocks_of_every_size_are_aligned_and_their_own) {
  for (size_t bytes :
       {size_t{0}, size_t{1}, size_t{65}, size_t{4} << 20, (size_t{4} << 20) + 1, size_t{33} << 20}) {
    auto* const a = static_cast<char*>(allocate_block(bytes));
    auto* const b = static_cast<char*>(allocate_block(bytes));
    EXPECT_EQ(reinterpret_cast<uintptr_t>(a) % 64, 0U) << bytes;
    EXPECT_TRUE(a + bytes <= b || b + bytes <= a) << bytes;
    if (bytes > 0) a[0] = a[bytes - 1] = b[0] = b[bytes - 1] = 1;
    free_block(a, bytes);
    free_block(b, bytes);
  }
}

}  // namespace
}  // namespace nnl
