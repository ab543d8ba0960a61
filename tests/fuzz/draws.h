// Bytes as a source of choices: the same bytes make the same choices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace fuzz {

/// The choices of one call: a few given bytes, and behind them what follows from these.
class Draws {
 public:
  explicit Draws(std::span<const uint8_t> given) : given_(given) {
    for (const uint8_t byte : given) state_ = (state_ ^ byte) * 0x100000001b3;
  }

  uint8_t byte() {
    if (used_ < given_.size()) return given_[used_++];
    return static_cast<uint8_t>(mix());
  }
  /// A number in [0, n), for n from 1 to 65536.
  uint32_t below(uint32_t n) {
    const uint32_t low = byte();
    return n <= 256 ? low % n : (low << 8 | byte()) % n;
  }
  /// True once in n times.
  bool once_in(uint32_t n) { return below(n) == 0; }
  uint64_t bits() {
    uint64_t all = 0;
    for (int i = 0; i < 8; ++i) all = all << 8 | byte();
    return all;
  }
  template <class T, size_t n>
  T one_of(const T (&list)[n]) {
    return list[below(n)];
  }

 private:
  uint64_t mix() {  // splitmix64
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::span<const uint8_t> given_;
  size_t used_ = 0;
  uint64_t state_ = 0xcbf29ce484222325;
};

}  // namespace fuzz
