#include "tensor/tensor.h"

#include <cstring>

#include "base/random.h"
#include "base/transaction.h"
#include "nn/init.h"
#include "support/tensors.h"
#include "tensor/allocator.h"

namespace nnl {
namespace {

using namespace test;

Tensor counting(const Dims& shape) {
  Tensor tensor(context(), DType::f64, shape);
  for (int64_t i = 0; i < tensor.count(); ++i) tensor.mutable_data<double>()[i] = static_cast<double>(i);
  return tensor;
}

/// Element by element through the strides.
std::vector<double> by_strides(const Tensor& t) {
  std::vector<double> result;
  for (int64_t n = 0; n < t.count(); ++n) {
    int64_t at = 0, rest = n;
    for (int axis = t.rank() - 1; axis >= 0; --axis) {
      at += rest % t.shape()[axis] * t.strides()[axis];
      rest /= t.shape()[axis];
    }
    result.push_back(t.data<double>()[at]);
  }
  return result;
}

TEST(Reshape, shares_memory_exactly_where_the_layout_allows) {
  const Tensor t = counting({4, 6}).transpose(0, 1);  // (6, 4), strides (1, 6)
  const auto check = [&](const Tensor& from, const Dims& shape, bool shares) {
    const Tensor to = from.reshape(shape);
    EXPECT_EQ(to.storage() == from.storage(), shares) << to_string(shape);
    EXPECT_EQ(by_strides(to), by_strides(from)) << to_string(shape);
  };
  check(t, {6, 4}, true);
  check(t, {2, 3, 4}, true);
  check(t, {6, 2, 2}, true);
  check(t, {1, 6, 1, 4, 1}, true);
  check(t, {24}, false);
  check(t, {4, 6}, false);
  check(counting({2, 3, 4}), {6, 4}, true);
  check(counting({2, 3, 4}).transpose(1, 2), {2, 2, 2, 3}, true);
  check(counting({2, 3, 4}).transpose(1, 2), {8, 3}, false);
  check(counting({3, 1}).broadcast_to({3, 5}), {3, 5, 1}, true);
  check(counting({3, 1}).broadcast_to({3, 5}), {15}, false);
  check(counting({}), {1, 1}, true);
  check(counting({0, 3}), {3, 0, 7}, true);
}

TEST(Reshape, of_wrong_counts_is_an_error) {
  for (const Dims& shape : {Dims{5}, Dims{-1, 4}, Dims{-1, -1}, Dims{-2, 3}, Dims{0, -1}})
    EXPECT_EQ(error_of([&] {
                counting({2, 3}).reshape(shape);
              }).code(),
              Code::shape_mismatch)
        << to_string(shape);
}

TEST(MemoryLimit, a_refused_request_takes_nothing_from_others) {
  const Ref<Context> own = make_ref<Context>();
  own->set_memory_limit(1000);
  EXPECT_EQ(error_of([&] { own->charge(1001); }).code(), Code::out_of_memory);
  EXPECT_EQ(error_of([&] { own->charge(std::numeric_limits<int64_t>::max()); }).code(), Code::out_of_memory);
  EXPECT_EQ(own->memory_used(), 0);
  own->charge(1000);
  EXPECT_EQ(error_of([&] { own->charge(1); }).code(), Code::out_of_memory);
  own->refund(1000);
}

TEST(Storage, has_aligned_memory_of_any_size_and_counts_it) {
  const int64_t before = context().memory_used();
  std::vector<Ref<Storage>> all;
  int64_t bytes = 0;
  for (int64_t size : {0, 1, 63, 64, 65, 255, 256, 257, 1000}) {
    for (int i = 0; i < 3; ++i) {
      all.push_back(Storage::make(context(), size));
      std::memset(all.back()->data(), i, static_cast<size_t>(size));
      EXPECT_EQ(reinterpret_cast<uintptr_t>(all.back()->data()) % 64, 0u) << size;
      bytes += size;
    }
    EXPECT_EQ(context().memory_used(), before + bytes);
  }
  for (size_t i = 0; i < all.size(); ++i) {
    const auto* data = static_cast<const unsigned char*>(all[i]->data());
    for (int64_t at = 0; at < all[i]->bytes(); ++at) ASSERT_EQ(data[at], i % 3);
  }
  all.clear();
  EXPECT_EQ(context().memory_used(), before);
}

TEST(Allocator, keeps_no_more_than_was_in_use) {
  trim_block_cache();
  constexpr size_t block = size_t{48} << 20;
  void* first = allocate_block(block);
  free_block(first, block);
  const long long before = system_allocations();
  void* again = allocate_block(block);  // 48 MiB are kept
  EXPECT_EQ(system_allocations(), before);
  free_block(again, block);
  // Ever other sizes: the cache is emptied whenever it would exceed 64 MiB and what was in use.
  for (size_t i = 1; i < 8; ++i) free_block(allocate_block(block + (i << 23)), block + (i << 23));
  const long long after = system_allocations();
  free_block(allocate_block(block), block);
  EXPECT_EQ(system_allocations(), after + 1);
  trim_block_cache();
}

TEST(Random, a_failed_draw_is_put_back_unless_another_was_made_since) {
  const Ref<Context> own = make_ref<Context>();
  const auto draw = [&] {
    Tensor tensor(*own, DType::f64, {2});
    init::normal(tensor, 0, 1);
    return values_of(tensor);
  };
  std::vector<double> failed;
  {
    Transaction failing;
    failed = draw();
  }
  EXPECT_EQ(draw(), failed);
  std::vector<double> between;
  {
    Transaction failing;
    draw();
    Transaction other(Transaction::Scope::whole);  // as on another thread
    between = draw();
    other.commit();
  }
  EXPECT_NE(draw(), between);
}

TEST(Transactions, a_failed_part_is_undone_and_a_kept_one_follows_the_whole) {
  std::string undone;
  const auto step = [&](char name) { Transaction::on_rollback([&undone, name] { undone += name; }); };
  {
    Transaction whole(Transaction::Scope::whole);
    step('a');
    {
      Transaction part;
      step('b');
    }
    EXPECT_EQ(undone, "b");
    {
      Transaction part;
      step('c');
      part.commit();
    }
    {
      Transaction inner(Transaction::Scope::whole);
      step('d');
      inner.commit();
    }
    EXPECT_EQ(undone, "b");
  }
  EXPECT_EQ(undone, "bca");
}

}  // namespace
}  // namespace nnl
