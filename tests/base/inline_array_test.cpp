#include "base/inline_array.h"

#include <gtest/gtest.h>
#include <memory>
#include <utility>

namespace nnl {
namespace {

TEST(InlineArray, holds_as_many_values_as_asked_for) {
  for (size_t size : {0, 1, 3, 4, 100}) {
    InlineArray<std::unique_ptr<size_t>, 3> values(size);
    ASSERT_EQ(values.size(), size);
    for (std::unique_ptr<size_t>& value : values) EXPECT_EQ(value, nullptr);
    for (size_t i = 0; i < size; ++i) values[i] = std::make_unique<size_t>(i);
    size_t next = 0;
    for (const std::unique_ptr<size_t>& value : std::as_const(values)) EXPECT_EQ(*value, next++);
    EXPECT_EQ(next, size);
  }
}

TEST(InlineArray, needs_no_memory_of_its_own_while_it_is_short) {
  const auto is_inside = [](const auto& values) {
    const auto* begin = reinterpret_cast<const char*>(&values);
    const auto* first = reinterpret_cast<const char*>(values.begin());
    return first >= begin && first < begin + sizeof values;
  };
  EXPECT_TRUE(is_inside(InlineArray<int, 3>(3)));
  EXPECT_FALSE(is_inside(InlineArray<int, 3>(4)));
}

}  // namespace
}  // namespace nnl
