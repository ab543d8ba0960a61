#include "io/state_file.h"

#include <cstdio>
#include <fstream>
#include <sstream>

#include "nn/batch_norm.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Ref<Module> layer() { return make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f32); }

/// A file in the working directory that goes with the test.
struct TemporaryFile {
  std::string path = "state_file_test." + std::to_string(reinterpret_cast<uintptr_t>(this)) + ".safetensors";
  ~TemporaryFile() { std::remove(path.c_str()); }
};

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const std::string& path, const std::string& header, const std::string& data) {
  const uint64_t length = header.size();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(&length), sizeof length);
  file << header << data;
}

TEST(StateFile, what_was_saved_is_loaded) {
  const TemporaryFile file;
  const Ref<Module> a = layer(), b = layer();
  a->forward(Variable(sample({4, 2}).data().to(DType::f32)));
  save_state(*a, file.path);
  load_state(*b, file.path);
  for (size_t i = 0; i < 3; ++i)
    EXPECT_EQ(values_of(a->buffers()[i].variable.data()), values_of(b->buffers()[i].variable.data()));
}

TEST(StateFile, a_file_that_cannot_be_written_leaves_nothing_behind) {
  const Error error = error_of([] { save_state(*layer(), "no-such-folder/x.safetensors"); });
  EXPECT_EQ(error.code(), Code::io_error);
  EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos) << error.what();
}

TEST(StateFile, hostile_headers_are_refused_and_nothing_changes) {
  const TemporaryFile file;
  const Ref<Module> target = layer();
  const std::string data(16, '\0');
  const char* headers[] = {
      "",
      "{",
      "[]",
      "null",
      R"({"weight":1})",
      R"({"weight":{"dtype":"F32","shape":[2]}})",
      R"({"weight":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[2],"data_offsets":[0,80]}})",
      R"({"weight":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})",
      R"({"weight":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
      R"({"weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"bias":{"dtype":"F32","shape":[2],"data_offsets":[4,16]}})",
      R"({"weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"weight":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
      R"({"weight":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}})",
      R"({"weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":[1]}})",
  };
  for (const char* header : headers) {
    SCOPED_TRACE(header);
    write_file(file.path, header, data);
    EXPECT_EQ(error_of([&] { load_state(*target, file.path); }).code(), Code::invalid_file);
  }
  EXPECT_EQ(values_of(target->parameters()[0].variable.data()), (std::vector<double>{1, 1}));
}

TEST(StateFile, every_truncation_is_refused) {
  const TemporaryFile file;
  save_state(*layer(), file.path);
  const std::string whole = read_all(file.path);
  const Ref<Module> target = layer();
  for (size_t length = 0; length < whole.size(); ++length) {
    std::ofstream(file.path, std::ios::binary) << whole.substr(0, length);
    EXPECT_EQ(error_of([&] { load_state(*target, file.path); }).code(), Code::invalid_file) << length;
  }
}

TEST(StateFile, a_missing_counter_loads_as_zero_and_other_names_must_be_there) {
  const TemporaryFile file;
  const Ref<Module> target = layer();
  target->forward(Variable(sample({4, 2}).data().to(DType::f32)));
  const std::string entry = R"({"dtype":"F32","shape":[2],"data_offsets":)";
  const std::string four = R"({"weight":)" + entry + R"([0,8]},"bias":)" + entry +
                           R"([8,16]},"running_mean":)" + entry + R"([16,24]},"running_var":)" + entry +
                           "[24,32]}}";
  write_file(file.path, four, std::string(32, '\0'));
  load_state(*target, file.path);
  EXPECT_EQ(target->buffers()[2].variable.data().item(), 0);
  EXPECT_EQ(values_of(target->buffers()[1].variable.data()), (std::vector<double>{0, 0}));
  write_file(file.path, R"({"weight":)" + entry + "[0,8]}}", std::string(8, '\0'));
  EXPECT_EQ(error_of([&] { load_state(*target, file.path); }).code(), Code::not_found);
}

}  // namespace
}  // namespace nnl
