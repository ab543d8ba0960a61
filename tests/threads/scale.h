// How much the tests of threads do: NNLITE_THREADS_SCALE times what they do in ctest.
#pragma once

#include <algorithm>
#include <cstdlib>

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

inline int scaled(int count) {
  const char* scale = std::getenv("NNLITE_THREADS_SCALE");
  return count * std::max(1, scale ? std::atoi(scale) : 1);
}
