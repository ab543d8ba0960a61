// Random numbers that are the same bits on every machine, in every language and at any thread count.
//
// A stream is Philox4x32-10 (Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", 2011): block
// number `position` of 128 bits is a function of seed, stream and position alone. What is drawn from which
// bits is a promise that tests freeze: a later version of nnlite draws the same numbers.
#pragma once

#include <array>
#include <cstdint>

namespace nnl {

/// Where a stream stands. Any three numbers are a valid state.
struct RandomState {
  uint64_t seed = 0;
  uint64_t stream = 0;    ///< one of 2^64 independent streams of the seed
  uint64_t position = 0;  ///< blocks of 128 bits drawn so far; wraps around after 2^64

  friend bool operator==(const RandomState&, const RandomState&) = default;
};

/// The four 32-bit words at a state: Philox4x32-10 with the key (seed) and the counter (position, stream),
/// low words first.
std::array<uint32_t, 4> random_block(const RandomState& state) noexcept;

/// Draws numbers at a state that it moves on. Every draw consumes whole blocks. Copies draw the same numbers.
/// One thread at a time per object.
class RandomStream {
 public:
  explicit RandomStream(uint64_t seed = 0, uint64_t stream = 0) noexcept : state_{seed, stream, 0} {}

  RandomState state() const noexcept { return state_; }
  void set_state(const RandomState& state) noexcept { state_ = state; }

  /// A stream at position 0 that is independent of this one and of those split off with other ids. It depends
  /// on seed, stream and id, not on the position.
  RandomStream split(uint64_t id) const noexcept;

  /// 64 random bits: the first two words of one block.
  uint64_t next_u64() noexcept;

  /// Every integer in [0, n) equally likely. Consumes one block, now and then more if n is huge (on average
  /// less than two). Error `invalid_argument` if n < 1.
  int64_t below(int64_t n);

  /// A multiple of 2^-53 in [0, 1). Consumes one block.
  double uniform() noexcept;

  /// The blocks that fill_uniform and fill_normal consume for n elements of T.
  template <class T>
  static constexpr uint64_t blocks_for(int64_t n) noexcept {
    constexpr uint64_t block = 16 / sizeof(T);
    return (static_cast<uint64_t>(n) + block - 1) / block;
  }

  /// Draws n numbers evenly from [low, high), bounds rounded to T first; from {low} if the bounds are equal.
  /// T is float (24 random bits) or double (53). Never `high` and never below `low`, whatever the rounding.
  ///
  /// Element i is made of word i % 4 of block i / 4 if T is float, of words 2 (i % 2) (low) and 2 (i % 2) + 1
  /// (high) of block i / 2 if double. So it depends neither on n nor on `threads`, the number of threads to
  /// work on. Consumes the blocks it has touched. Error `invalid_argument`, with nothing drawn, if low > high
  /// or if low, high or (in double) high - low is not finite.
  template <class T>
  void fill_uniform(T* out, int64_t n, double low, double high, int threads = 1);

  /// Draws n numbers from the normal distribution as mean + std * z, rounded to T at the end. T is float (z
  /// from 32 random bits, |z| < 6.4) or double (53 bits, |z| < 8.3). Elements, words, `threads` and blocks as
  /// fill_uniform. Error `invalid_argument`, with nothing drawn, if std < 0 or a value could be beyond the
  /// finite numbers of T.
  template <class T>
  void fill_normal(T* out, int64_t n, double mean, double std, int threads = 1);

  /// Puts the n values in random order, all orders equally likely (Fisher and Yates, from the last place down
  /// with below). Consumes n - 1 blocks, rarely more.
  void shuffle(int64_t* values, int64_t n) noexcept;

 private:
  uint64_t draw_below(uint64_t n) noexcept;

  RandomState state_;
};

}  // namespace nnl
