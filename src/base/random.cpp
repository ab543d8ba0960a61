#include "base/random.h"

#include <Random123/philox.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/error.h"
#include "base/normal_quantile.h"
#include "base/thread_pool.h"

namespace nnl {
namespace {

// The key of split's blocks differs from the stream's own by this, so that the two never share a block.
constexpr uint64_t kSplitKey = 0x9e3779b97f4a7c15;
// Elements per unit of work; a multiple of what a block gives.
constexpr int64_t kFillBlock = int64_t{1} << 14;

// The random bits of one element.
template <class T>
using Bits = std::conditional_t<std::is_same_v<T, float>, uint32_t, uint64_t>;
template <class T>
constexpr int64_t kPerBlock = 16 / sizeof(T);

uint64_t join(uint32_t low, uint32_t high) { return low | uint64_t{high} << 32; }

// In [0, 1).
double unit(uint32_t bits) { return (bits >> 8) * 0x1p-24; }
double unit(uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

// The top bit is the sign, the others name one of 2^31 or 2^52 equally likely slices of [0, 1/2], taken at
// the middle.
double standard_normal(uint32_t bits) {
  const double z = upper_normal_quantile(((bits & 0x7fffffff) + 0.5) * 0x1p-32);
  return bits >> 31 ? -z : z;
}
double standard_normal(uint64_t bits) {
  const double z = upper_normal_quantile((static_cast<double>(bits << 1 >> 12) + 0.5) * 0x1p-53);
  return bits >> 63 ? -z : z;
}

std::array<uint32_t, 4> elements_of(const std::array<uint32_t, 4>& words, float) { return words; }
std::array<uint64_t, 2> elements_of(const std::array<uint32_t, 4>& words, double) {
  return {join(words[0], words[1]), join(words[2], words[3])};
}

// out[i] = value(bits of element i); moves the state on.
template <class T, class Value>
void fill(RandomState& state, T* out, int64_t n, int threads, Value value) {
  if (n <= 0) return;
  parallel_blocks(threads, n, kFillBlock, [&](int64_t begin, int64_t end) {
    RandomState at = state;
    at.position += static_cast<uint64_t>(begin / kPerBlock<T>);
    for (int64_t i = begin; i < end; i += kPerBlock<T>, ++at.position) {
      const auto elements = elements_of(random_block(at), T{});
      const int64_t count = std::min(kPerBlock<T>, end - i);
      for (int64_t j = 0; j < count; ++j) out[i + j] = value(elements[static_cast<size_t>(j)]);
    }
  });
  state.position += static_cast<uint64_t>(n / kPerBlock<T> + (n % kPerBlock<T> > 0));
}

template <class T>
bool is_finite_in(double value) {
  return std::abs(value) <= static_cast<double>(std::numeric_limits<T>::max());
}

}  // namespace

std::array<uint32_t, 4> random_block(const RandomState& state) noexcept {
  const auto low = [](uint64_t x) { return static_cast<uint32_t>(x); };
  const auto high = [](uint64_t x) { return static_cast<uint32_t>(x >> 32); };
  const philox4x32_ctr_t counter = {
      {low(state.position), high(state.position), low(state.stream), high(state.stream)}};
  const philox4x32_key_t key = {{low(state.seed), high(state.seed)}};
  const philox4x32_ctr_t words = philox4x32_R(10, counter, key);
  return {words.v[0], words.v[1], words.v[2], words.v[3]};
}

RandomStream RandomStream::split(uint64_t id) const noexcept {
  const auto words = random_block({state_.seed ^ kSplitKey, state_.stream, id});
  return RandomStream(join(words[0], words[1]), join(words[2], words[3]));
}

uint64_t RandomStream::next_u64() noexcept {
  const auto words = random_block(state_);
  ++state_.position;
  return join(words[0], words[1]);
}

// Lemire's "Fast random integer generation in an interval" (2019): the high half of a product, without the
// few low halves that would make some results likelier.
uint64_t RandomStream::draw_below(uint64_t n) noexcept {
  __extension__ typedef unsigned __int128 Product;
  Product product = Product{next_u64()} * n;
  if (static_cast<uint64_t>(product) < n) {
    const uint64_t surplus = (0 - n) % n;
    while (static_cast<uint64_t>(product) < surplus) product = Product{next_u64()} * n;
  }
  return static_cast<uint64_t>(product >> 64);
}

int64_t RandomStream::below(int64_t n) {
  if (n < 1) fail(Code::invalid_argument, "random integer: n is {}, must be at least 1", n);
  return static_cast<int64_t>(draw_below(static_cast<uint64_t>(n)));
}

double RandomStream::uniform() noexcept { return unit(next_u64()); }

template <class T>
void RandomStream::fill_uniform(T* out, int64_t n, double low, double high, int threads) {
  if (!(low <= high) || !is_finite_in<T>(low) || !is_finite_in<T>(high) || !is_finite_in<double>(high - low))
    fail(Code::invalid_argument, "uniform: [{}, {}) is no finite range", low, high);
  const T first = static_cast<T>(low);
  const T limit = static_cast<T>(high);
  const T last = std::nextafter(limit, first);
  const double range = static_cast<double>(limit) - static_cast<double>(first);
  fill(state_, out, n, threads,
       [=](Bits<T> bits) { return std::min(static_cast<T>(first + range * unit(bits)), last); });
}

template <class T>
void RandomStream::fill_normal(T* out, int64_t n, double mean, double std, int threads) {
  if (!(std >= 0) || !is_finite_in<T>(std::abs(mean) + 8.5 * std))
    fail(Code::invalid_argument, "normal: mean {} and std {} give values that are not finite", mean, std);
  fill(state_, out, n, threads,
       [=](Bits<T> bits) { return static_cast<T>(mean + std * standard_normal(bits)); });
}

template void RandomStream::fill_uniform(float*, int64_t, double, double, int);
template void RandomStream::fill_uniform(double*, int64_t, double, double, int);
template void RandomStream::fill_normal(float*, int64_t, double, double, int);
template void RandomStream::fill_normal(double*, int64_t, double, double, int);

void RandomStream::shuffle(int64_t* values, int64_t n) noexcept {
  for (int64_t i = n - 1; i > 0; --i) std::swap(values[i], values[draw_below(static_cast<uint64_t>(i) + 1)]);
}

}  // namespace nnl
