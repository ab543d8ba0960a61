#include "base/hardware_threads.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sched.h>
#include <string>

namespace {

namespace fs = std::filesystem;

TEST(HardwareThreads, follows_the_affinity_mask) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_GE(nnl::hardware_threads(), 1);
  EXPECT_LE(nnl::hardware_threads(), CPU_COUNT(&before));

  int first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(nnl::hardware_threads(), 1);
  ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

class CgroupQuota : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::temp_directory_path() / "nnlite-cgroup-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& file, const std::string& text) {
    fs::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text << '\n';
  }
  int quota() { return nnl::detail::cgroup_quota((root_ / "membership").c_str(), root_.c_str()); }

  fs::path root_;
};

TEST_F(CgroupQuota, is_the_lowest_along_the_path_rounded_up) {
  write("membership", "2:cpu:/elsewhere\n0::/outer/inner");
  write("cpu.max", "800000 100000");
  write("outer/cpu.max", "250000 100000");
  write("outer/inner/cpu.max", "max 100000");
  write("elsewhere/cpu.max", "100000 100000");
  EXPECT_EQ(quota(), 3);
  write("outer/inner/cpu.max", "50000 100000");
  EXPECT_EQ(quota(), 1);
}

TEST_F(CgroupQuota, is_found_at_the_root_when_the_path_belongs_to_another_mount) {
  write("membership", "0::/container/1234");
  write("cpu.max", "200000 100000");
  EXPECT_EQ(quota(), 2);
}

TEST_F(CgroupQuota, is_none_where_nothing_says_so) {
  EXPECT_EQ(quota(), 0) << "no membership file";
  write("membership", "0::/");
  EXPECT_EQ(quota(), 0) << "no cpu.max";
  for (const char* text : {"", "max 100000", "100000", "0 100000", "100000 0", "x y", "-1 100000"}) {
    write("cpu.max", text);
    EXPECT_EQ(quota(), 0) << text;
  }
  write("membership", "2:cpu:/");
  write("cpu.max", "200000 100000");
  EXPECT_EQ(quota(), 0) << "no cgroup of version 2";
}

}  // namespace
