#include "data/loader.h"

#include <algorithm>
#include <numeric>

#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Tensor numbers(int64_t n) {
  std::vector<int64_t> values(static_cast<size_t>(n));
  std::iota(values.begin(), values.end(), 0);
  return Tensor::from<int64_t>(context(), {n}, values);
}

Ref<Loader> load(const std::vector<Tensor>& tensors, const LoaderOptions& options) {
  return make_ref<Loader>(tensors, options);
}

/// The samples of one epoch and the sizes of its batches.
std::pair<std::vector<double>, std::vector<int64_t>> epoch_of(Loader& loader) {
  std::vector<double> samples;
  std::vector<int64_t> sizes;
  for (std::vector<Tensor> batch = loader.next(); !batch.empty(); batch = loader.next()) {
    sizes.push_back(batch[0].count());
    for (double value : values_of(batch[0])) samples.push_back(value);
  }
  return {samples, sizes};
}

TEST(Loader, the_rule_for_the_last_batch_decides_its_size) {
  const auto sizes = [](LastBatch rule) {
    const Ref<Loader> loader = load({numbers(7)}, {3, Sampling::sequential, rule, 0});
    const auto [samples, found] = epoch_of(*loader);
    EXPECT_EQ(loader->num_batches(), static_cast<int64_t>(found.size()));
    return found;
  };
  EXPECT_EQ(sizes(LastBatch::keep), (std::vector<int64_t>{3, 3, 1}));
  EXPECT_EQ(sizes(LastBatch::drop), (std::vector<int64_t>{3, 3}));
  EXPECT_EQ(sizes(LastBatch::merge), (std::vector<int64_t>{3, 4}));
}

TEST(Loader, shuffling_shows_each_sample_once_in_an_order_that_seed_and_epoch_decide) {
  const Ref<Loader> a = load({numbers(50)}, {8, Sampling::shuffle, LastBatch::keep, 1}),
                    b = load({numbers(50)}, {8, Sampling::shuffle, LastBatch::keep, 1}),
                    c = load({numbers(50)}, {8, Sampling::shuffle, LastBatch::keep, 2});
  std::vector<double> first = epoch_of(*a).first;
  EXPECT_EQ(first, epoch_of(*b).first);
  EXPECT_NE(first, epoch_of(*c).first);
  EXPECT_NE(first, epoch_of(*a).first);
  EXPECT_EQ(a->epoch(), 2);
  std::sort(first.begin(), first.end());
  EXPECT_EQ(first, values_of(numbers(50)));
}

TEST(Loader, replacement_draws_from_all_samples) {
  const Ref<Loader> loader = load({numbers(10)}, {4, Sampling::replacement, LastBatch::keep, 3});
  std::vector<int> seen(10);
  for (int i = 0; i < 200; ++i)
    for (double value : epoch_of(*loader).first) ++seen[static_cast<size_t>(value)];
  for (int count : seen) EXPECT_NEAR(count, 200, 60);
}

TEST(Loader, tensors_stay_together) {
  const Tensor x = numbers(6), y = numbers(12).reshape({6, 2});
  const Ref<Loader> loader = load({x, y}, {4, Sampling::shuffle, LastBatch::keep, 5});
  const std::vector<Tensor> batch = loader->next();
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(values_of(batch[1])[2 * i], 2 * values_of(batch[0])[i]);
}

TEST(Loader, bad_input_is_refused) {
  EXPECT_EQ(error_of([] { Loader({}, {}); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([] { Loader({numbers(0)}, {}); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([] { Loader({numbers(3), numbers(4)}, {}); }).code(), Code::shape_mismatch);
  EXPECT_EQ(error_of([] {
              Loader({numbers(3)}, {0, Sampling::shuffle, LastBatch::keep, 0});
            }).code(),
            Code::invalid_argument);
}

}  // namespace
}  // namespace nnl
