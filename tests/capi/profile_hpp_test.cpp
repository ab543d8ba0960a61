// Profiles through nnlite.hpp.
#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

#include <nnlite/nnlite.hpp>

namespace {

using nnlite::ProfileKind;
using nnlite::Tensor;

TEST(ProfileHpp, reads_what_was_recorded) {
  const auto context = nnlite::Context::create();
  const nnlite::Profile profile(context);
  EXPECT_THROW(profile.stop(), nnlite::Error);
  EXPECT_THROW(profile.rows(), nnlite::Error);
  const Tensor x = Tensor::full({2, 3}, 0.5, nnlite::DType::f32, context);
  profile.start({1});
  EXPECT_TRUE(profile.summary().recording);
  nnlite::relu(nnlite::relu(x));
  profile.stop();
  nnlite::relu(x);
  const auto rows = profile.rows();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].kind, ProfileKind::op);
  EXPECT_EQ(rows[0].name, "relu");
  EXPECT_EQ(rows[0].layer, "");
  EXPECT_EQ(rows[0].calls, 2);
  EXPECT_EQ(rows[0].bytes, 2 * 6 * 4);
  EXPECT_LE(rows[0].self_ns, rows[0].total_ns);
  const auto summary = profile.summary();
  EXPECT_FALSE(summary.recording);
  EXPECT_EQ(summary.events, 1);
  EXPECT_EQ(summary.dropped_events, 1);
  EXPECT_EQ(summary.total_ns, rows[0].total_ns);
  EXPECT_NE(profile.table().find("events: 1, dropped: 1\n"), std::string::npos);
  const std::string path = "profile_hpp_test.json";
  profile.save_trace(path);
  EXPECT_EQ(std::remove(path.c_str()), 0);
}

TEST(ProfileHpp, names_layers) {
  const auto context = nnlite::Context::create();
  const nnlite::Profile profile(context);
  const nnlite::Sequential model({nnlite::Linear(3, 2, {}, context)}, context);
  profile.start();
  model(Tensor::full({2, 3}, 0.5, nnlite::DType::f32, context));
  const auto rows = profile.rows();
  const auto layer = [&](const std::string& name, const std::string& kind) {
    return std::any_of(rows.begin(), rows.end(), [&](const nnlite::ProfileRow& row) {
      return row.kind == ProfileKind::layer && row.name == name && row.layer == kind;
    });
  };
  EXPECT_EQ(rows.size(), 3U);
  EXPECT_TRUE(layer("0", "Linear"));
  EXPECT_TRUE(layer("Sequential", "Sequential"));
}

}  // namespace
