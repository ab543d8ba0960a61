// What a stream promises: which numbers come from which bits, on every machine and in every later version.
#include "base/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"

namespace {

using nnl::RandomState;
using nnl::RandomStream;

RandomStream example() { return RandomStream(0x0123456789abcdef, 0xfedcba9876543210); }

template <class T>
auto bits_of(const std::vector<T>& values) {
  using Bits = std::conditional_t<std::is_same_v<T, float>, uint32_t, uint64_t>;
  std::vector<Bits> bits;
  for (const T value : values) bits.push_back(std::bit_cast<Bits>(value));
  return bits;
}

template <class T>
std::vector<T> uniforms(RandomStream stream, int64_t n, double low, double high, int threads = 1) {
  std::vector<T> values(static_cast<size_t>(n));
  stream.fill_uniform(values.data(), n, low, high, threads);
  return values;
}

template <class T>
std::vector<T> normals(RandomStream stream, int64_t n, double mean, double std, int threads = 1) {
  std::vector<T> values(static_cast<size_t>(n));
  stream.fill_normal(values.data(), n, mean, std, threads);
  return values;
}

// FNV-1a over the bytes.
template <class T>
uint64_t hash_of(const std::vector<T>& values) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const auto element : bits_of(values))
    for (size_t byte = 0; byte < sizeof element; ++byte)
      hash = (hash ^ (element >> (8 * byte) & 0xff)) * 0x100000001b3;
  return hash;
}

// The vectors for philox4x32-10 that come with Random123 (kat_vectors).
TEST(RandomBlock, gives_the_known_answers_of_philox) {
  using Words = std::array<uint32_t, 4>;
  constexpr uint64_t ones = ~uint64_t{0};
  EXPECT_EQ(nnl::random_block({0, 0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(nnl::random_block({ones, ones, ones}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  const RandomState digits_of_pi{0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3243f6a88};
  EXPECT_EQ(nnl::random_block(digits_of_pi), (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// Frozen. All but the normals of type double were computed by an independent program in Python; those are
// within one unit in the last place of its numbers.
TEST(RandomStream, never_changes_its_integers) {
  RandomStream stream = example();
  for (const uint64_t expected :
       {0xf69b5950aef2adf7u, 0x4671fd85ec2ab39fu, 0xb8f76c27d7bb4a2fu, 0xe57c34a293f3ffb3u})
    EXPECT_EQ(stream.next_u64(), expected);

  stream = example();
  for (const int64_t expected : {963, 275, 722, 896, 873, 722, 945, 435})
    EXPECT_EQ(stream.below(1000), expected);

  stream = example();
  for (const int64_t expected : {6663710609170432316, 1903543877496734555, 4998090202726939601,
                                 4998557392371267247, 6538425141016849827, 3455136696607102294})
    EXPECT_EQ(stream.below(int64_t{3} << 61), expected);
  EXPECT_EQ(stream.state().position, 9u);

  stream = example();
  std::vector<int64_t> values(10);
  std::iota(values.begin(), values.end(), 0);
  stream.shuffle(values.data(), 10);
  EXPECT_EQ(values, (std::vector<int64_t>{8, 0, 1, 4, 3, 7, 6, 5, 2, 9}));

  EXPECT_EQ(example().split(3).state(), (RandomState{0x33b1961d24e59c22, 0x7600d255f0ca22d1, 0}));
}

TEST(RandomStream, never_changes_its_uniforms) {
  RandomStream stream = example();
  for (const double expected :
       {0x1.ed36b2a15de55p-1, 0x1.19c7f617b0aacp-2, 0x1.71eed84faf769p-1, 0x1.caf8694527e7fp-1})
    EXPECT_EQ(stream.uniform(), expected);
  EXPECT_EQ(bits_of(uniforms<float>(example(), 6, -1, 2)),
            (std::vector<uint32_t>{0x3f866c04, 0x3ff1e906, 0xbe927c68, 0x3f1d2305, 0x3fe2400c, 0xbe32a824}));
  EXPECT_EQ(bits_of(uniforms<double>(example(), 6, -1, 2)),
            (std::vector<uint64_t>{0x3ffe3d20bf20cd80, 0x3fe3a460b5d6d838, 0xbfc65503b71dbff8,
                                   0xbfbd983a9ca163a8, 0x3ff2ae644778731e, 0xbfc2cdfd4c054b3c}));
  EXPECT_EQ(hash_of(uniforms<float>(example(), 100003, -0.3, 0.3)), 0x33574346f40f86bfu);
  EXPECT_EQ(hash_of(uniforms<double>(example(), 100003, -0.3, 0.3)), 0x877839092e44de18u);
}

TEST(RandomStream, never_changes_its_normals) {
  EXPECT_EQ(bits_of(normals<float>(example(), 6, 0, 1)),
            (std::vector<uint32_t>{0xbf670b84, 0xbdbca0b8, 0x3f367e43, 0xbfe33754, 0xbe481fde, 0x3f18e414}));
  EXPECT_EQ(bits_of(normals<float>(example(), 6, 0.5, 2)),
            (std::vector<uint32_t>{0xbfa70b84, 0x3ea1afa4, 0x3ff67e43, 0xc0433754, 0x3ddf8088, 0x3fd8e414}));
  EXPECT_EQ(bits_of(normals<double>(example(), 6, 0.5, 2)),
            (std::vector<uint64_t>{0x3fd435f4852a2d26, 0xc00866ea7097c041, 0x3ffb1c827a472030,
                                   0x3ff942ed227e4c87, 0xbff0702a777c9b38, 0x3ffa3cdbe8b7ee79}));
  EXPECT_EQ(hash_of(normals<float>(example(), 100003, 0.25, 0.02)), 0xaee948078ae421f8u);
  EXPECT_EQ(hash_of(normals<double>(example(), 100003, 0.25, 0.02)), 0xe86ed58abb8c8fb6u);
}

TEST(RandomStream, goes_on_where_a_saved_state_stood) {
  RandomStream stream(5, 6);
  stream.next_u64();
  stream.below(10);
  const RandomState saved = stream.state();
  EXPECT_EQ(saved, (RandomState{5, 6, 2}));
  const uint64_t integer = stream.next_u64();
  const auto values = normals<float>(stream, 9, 0, 1);

  RandomStream other;
  EXPECT_EQ(other.state(), RandomState{});
  other.set_state(saved);
  EXPECT_EQ(other.next_u64(), integer);
  EXPECT_EQ(normals<float>(other, 9, 0, 1), values);
}

template <class T>
class RandomFill : public testing::Test {};
using Reals = testing::Types<float, double>;
TYPED_TEST_SUITE(RandomFill, Reals);

TYPED_TEST(RandomFill, consumes_the_blocks_it_has_touched) {
  constexpr int64_t per_block = 16 / sizeof(TypeParam);
  for (const int64_t n : {0, 1, 2, 3, 4, 5, 8, 9}) {
    std::vector<TypeParam> values(static_cast<size_t>(n) + 1, 7);
    RandomStream stream(1);
    stream.fill_uniform(values.data(), n, 0, 1);
    EXPECT_EQ(stream.state().position, static_cast<uint64_t>((n + per_block - 1) / per_block));
    EXPECT_EQ(values.back(), 7) << "written beyond the end";
    stream.fill_normal(values.data(), n, 0, 1);
    EXPECT_EQ(stream.state().position, static_cast<uint64_t>(2 * ((n + per_block - 1) / per_block)));
    EXPECT_EQ(values.back(), 7) << "written beyond the end";
  }
}

TYPED_TEST(RandomFill, gives_each_element_whatever_the_length_the_threads_and_the_pieces) {
  constexpr int64_t n = 100003;
  constexpr int64_t per_block = 16 / sizeof(TypeParam);
  const RandomStream start(3, 4);
  const auto whole = normals<TypeParam>(start, n, 1, 2);
  const auto whole_uniform = uniforms<TypeParam>(start, n, -3, 5);
  for (const int threads : {2, 3, 7}) {
    EXPECT_EQ(normals<TypeParam>(start, n, 1, 2, threads), whole) << threads;
    EXPECT_EQ(uniforms<TypeParam>(start, n, -3, 5, threads), whole_uniform) << threads;
  }
  std::vector<TypeParam> pieces(n);
  for (int64_t at = 0, length = per_block; at < n; at += length, length *= 3) {
    RandomStream stream;
    stream.set_state({3, 4, static_cast<uint64_t>(at / per_block)});
    stream.fill_normal(pieces.data() + at, std::min(length, n - at), 1, 2);
  }
  EXPECT_EQ(pieces, whole);
  EXPECT_EQ(normals<TypeParam>(start, 1, 1, 2)[0], whole[0]);
}

TYPED_TEST(RandomFill, never_gives_the_upper_bound) {
  using Limits = std::numeric_limits<TypeParam>;
  // Four values fit below the bound, so that rounding up is common.
  const TypeParam high = 1 + 4 * Limits::epsilon();
  int seen[4] = {};
  for (const TypeParam value : uniforms<TypeParam>(RandomStream(9), 4000, 1, high)) {
    ASSERT_GE(value, 1);
    ASSERT_LT(value, high);
    ++seen[static_cast<int>((value - 1) / Limits::epsilon())];
  }
  for (const int count : seen) EXPECT_GT(count, 300);

  for (const TypeParam value : uniforms<TypeParam>(RandomStream(9), 1000, 1, 1 + Limits::epsilon()))
    ASSERT_EQ(value, 1);
  for (const TypeParam value : uniforms<TypeParam>(RandomStream(9), 1000, -2.5, -2.5)) ASSERT_EQ(value, -2.5);
}

TEST(RandomFillFloat, never_gives_the_upper_bound_even_from_the_highest_bits) {
  // The first word of seed 0 with 24 ones at the top; 0.5 + (1 - 2^-24) is halfway between 1.5 and the float
  // below.
  const RandomState at{0, 0, 2330056};
  ASSERT_EQ(nnl::random_block(at)[2] >> 8, 0xffffffu);
  RandomStream stream;
  stream.set_state(at);
  EXPECT_EQ(uniforms<float>(stream, 4, 0, 1)[2], 1 - 0x1p-24f);
  EXPECT_EQ(uniforms<float>(stream, 4, 0.5, 1.5)[2], 1.5f - 0x1p-23f);
}

TYPED_TEST(RandomFill, reaches_over_the_whole_finite_range) {
  constexpr double half = std::numeric_limits<TypeParam>::max() / 2;
  for (const TypeParam value : uniforms<TypeParam>(RandomStream(2), 1000, -half, half))
    ASSERT_LE(std::abs(value), half);
  for (const TypeParam value : normals<TypeParam>(RandomStream(2), 1000, 0, half / 5))
    ASSERT_TRUE(std::isfinite(value));
  for (const TypeParam value : normals<TypeParam>(RandomStream(2), 1000, 3, 0)) ASSERT_EQ(value, 3);
}

TYPED_TEST(RandomFill, refuses_impossible_settings_and_draws_nothing) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double max = std::numeric_limits<TypeParam>::max();
  RandomStream stream(1);
  TypeParam value = 7;
  using Pair = std::pair<double, double>;
  for (const auto& [low, high] : {Pair{1, 0}, Pair{nan, 1}, Pair{0, nan}, Pair{0, infinity},
                                  Pair{-infinity, 0}, Pair{-1.7e308, 1.7e308}}) {
    EXPECT_THROW(stream.fill_uniform(&value, 1, low, high), nnl::Error) << low << " " << high;
  }
  for (const auto& [mean, std] : {Pair{0, -1}, Pair{0, nan}, Pair{nan, 1}, Pair{infinity, 1},
                                  Pair{0, infinity}, Pair{0, max / 4}, Pair{max, max / 100}}) {
    EXPECT_THROW(stream.fill_normal(&value, 1, mean, std), nnl::Error) << mean << " " << std;
  }
  EXPECT_EQ(value, 7);
  EXPECT_EQ(stream.state(), RandomStream(1).state());
}

TEST(RandomStreamBelow, keeps_to_its_range) {
  RandomStream stream(8);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(stream.below(1), 0);
  for (const int64_t n : {int64_t{2}, int64_t{1} << 40, std::numeric_limits<int64_t>::max()})
    for (int i = 0; i < 1000; ++i) {
      const int64_t value = stream.below(n);
      ASSERT_TRUE(0 <= value && value < n);
    }
  const RandomState before = stream.state();
  for (const int64_t n : {int64_t{0}, int64_t{-1}, std::numeric_limits<int64_t>::min()})
    EXPECT_THROW(stream.below(n), nnl::Error);
  EXPECT_EQ(stream.state(), before);
}

TEST(RandomStreamShuffle, gives_a_permutation) {
  RandomStream stream(8);
  std::vector<int64_t> values(1000);
  std::iota(values.begin(), values.end(), 0);
  const auto sorted = values;
  stream.shuffle(values.data(), 1000);
  EXPECT_NE(values, sorted);
  std::sort(values.begin(), values.end());
  EXPECT_EQ(values, sorted);

  const RandomState before = stream.state();
  stream.shuffle(values.data(), 1);
  stream.shuffle(nullptr, 0);
  EXPECT_EQ(stream.state(), before);
}

TEST(RandomStreamSplit, depends_on_the_stream_and_the_id_alone) {
  RandomStream stream(1, 2);
  const RandomState child = stream.split(7).state();
  stream.next_u64();
  EXPECT_EQ(stream.split(7).state(), child);
  EXPECT_NE(stream.split(8).state(), child);
  EXPECT_NE(RandomStream(1, 3).split(7).state(), child);
  EXPECT_NE(RandomStream(2, 2).split(7).state(), child);
  EXPECT_NE(stream.split(7).split(7).state(), child);
  EXPECT_EQ(child.position, 0u);
}

}  // namespace
