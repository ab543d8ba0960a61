// What belongs to the process, through nnlite.hpp.
#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace {

TEST(ProcessHpp, tells_what_the_library_is) {
  EXPECT_EQ(nnlite::version(), 10000 * nnlite::abi_version() + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH);
  const std::string info = nnlite::build_info();
  EXPECT_EQ(info.find("version: "), 0U);
  EXPECT_NE(info.find("\nabi: " + std::to_string(nnlite::abi_version()) + "\n"), std::string::npos);
  EXPECT_EQ(info.back(), '\n');
}

TEST(ProcessHpp, reports_live_handles) {
  const auto context = nnlite::Context::create();
  nnlite::set_handle_tracing(true);
  nnlite::set_handle_label("here");
  const auto x = nnlite::Tensor::full({4}, 1, nnlite::DType::f64, context);
  const auto y = nnlite::relu(x), z = nnlite::relu(x);
  nnlite::set_handle_label("");
  nnlite::set_handle_tracing(false);
  const auto forgotten = nnlite::HandleReport::of(context).rows();
  ASSERT_EQ(forgotten.size(), 2U);
  EXPECT_EQ(forgotten[1].function, "");
  nnlite::set_handle_tracing(true);
  nnlite::set_handle_label("again");
  std::thread([&] {
    const auto w = nnlite::relu(x);
    const auto report = nnlite::HandleReport::of(context);
    const auto rows = report.rows();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].kind, nnlite::HandleKind::context);
    EXPECT_EQ(rows[1].count, 3);
    EXPECT_EQ(rows[1].bytes, 96);
    EXPECT_EQ(rows[2].function, "nnl_relu");
    EXPECT_EQ(rows[2].label, "");  // labels are each thread's own
    EXPECT_NE(rows[2].thread, 0);
    EXPECT_NE(report.table().find("nnl_relu"), std::string::npos);
  }).join();
  nnlite::set_handle_label("");
  nnlite::set_handle_tracing(false);
  EXPECT_GE(nnlite::HandleReport::all().rows().size(), 2U);
}

TEST(ProcessHpp, reports_while_other_threads_make_and_release) {
  const auto context = nnlite::Context::create();
  const auto x = nnlite::Tensor::full({4}, 1, nnlite::DType::f64, context);
  nnlite::set_handle_tracing(true);
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&] {
      while (!stop) nnlite::relu(x);
    });
  int64_t most = 0;
  for (int i = 0; i < 300; ++i)
    for (const auto& row : nnlite::HandleReport::of(context).rows()) most = std::max(most, row.count);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  nnlite::set_handle_tracing(false);
  EXPECT_GE(most, 1);
  EXPECT_LE(most, 3);
}

TEST(ProcessHpp, reads_texts_that_other_threads_change_meanwhile) {
  std::vector<std::string> texts = {"the fourth", "the third is longer", "the second", "first"};
  const auto read = [&](char* buffer, std::int64_t capacity, std::int64_t* needed) {
    const std::string text = texts.back();
    if (texts.size() > 1) texts.pop_back();
    *needed = static_cast<std::int64_t>(text.size()) + 1;
    if (capacity == 0) return static_cast<nnl_status>(NNL_OK);
    if (capacity < *needed) return static_cast<nnl_status>(NNL_BUFFER_TOO_SMALL);
    text.copy(buffer, text.size());
    buffer[text.size()] = '\0';
    return static_cast<nnl_status>(NNL_OK);
  };
  EXPECT_EQ(nnlite::detail::get_text(read), "the fourth");
}

}  // namespace
