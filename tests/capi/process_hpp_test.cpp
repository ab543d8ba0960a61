// What belongs to the process, through nnlite.hpp.
#include <gtest/gtest.h>

#include <nnlite/nnlite.hpp>

namespace {

TEST(ProcessHpp, tells_what_the_library_is) {
  EXPECT_EQ(nnlite::version(), 10000 * nnlite::abi_version() + 100 * NNL_VERSION_MINOR + NNL_VERSION_PATCH);
  const std::string info = nnlite::build_info();
  EXPECT_EQ(info.find("version: "), 0U);
  EXPECT_NE(info.find("\nabi: " + std::to_string(nnlite::abi_version()) + "\n"), std::string::npos);
  EXPECT_EQ(info.back(), '\n');
}

}  // namespace
