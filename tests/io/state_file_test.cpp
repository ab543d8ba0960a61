#include "io/state_file.h"

#include "nn/batch_norm.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/files.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

Ref<Module> layer() { return make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f32); }

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

Ref<Module> linear(int64_t in, int64_t out) { return make_ref<Linear>(context(), in, out, true, DType::f32); }

TEST(StateFile, a_counter_is_missed_where_the_running_mean_is_missing_too) {
  const TemporaryFile file;
  const Ref<Module> target = layer();
  target->forward(Variable(sample({4, 2}).data().to(DType::f32)));
  save_state(*linear(3, 2), file.path);
  const StateLoad load(*target, file.path, false);
  const Ref<LoadReport> report = load.report();
  load.finish();
  EXPECT_EQ(report->missing,
            (std::vector<std::string>{"running_mean", "running_var", "num_batches_tracked"}));
  EXPECT_EQ(report->mismatched, (std::vector<std::string>{"weight"}));
  EXPECT_EQ(target->buffers()[2].variable.data().item(), 1);
}

TEST(StateFile, half_precision_is_mismatched_or_unexpected) {
  const TemporaryFile file;
  write_file(
      file.path,
      R"({"bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"more":{"dtype":"BF16","shape":[],"data_offsets":[4,6]},"weight":{"dtype":"F16","shape":[1,2],"data_offsets":[6,10]}})",
      std::string(10, '\0'));
  const Ref<Module> target = linear(2, 1);
  const StateLoad load(*target, file.path, false);
  EXPECT_EQ(load.report()->mismatched, (std::vector<std::string>{"weight"}));
  EXPECT_EQ(load.report()->unexpected, (std::vector<std::string>{"more"}));
  load.finish();
  EXPECT_EQ(target->parameters()[1].variable.data().item(), 0);
  const Error error = error_of([&] { load_state(*target, file.path); });
  EXPECT_EQ(
      std::string(error.what()),
      "load: the module has no \"more\"; \"weight\" is F16 of shape [1, 2] in the file and f32 of shape "
      "[1, 2] in the module");
}

TEST(StateFile, lenient_loading_takes_what_fits_and_reports_the_rest) {
  const TemporaryFile file;
  const Ref<Module> source =
      make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear(3, 2), linear(2, 4), linear(4, 4)});
  save_state(*source, file.path);
  const Ref<Module> norm = layer();
  const Ref<Module> target = make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear(3, 2), norm});
  const std::vector<double> before = values_of(target->parameters()[0].variable.data());
  const auto check = [&](const LoadReport& report) {
    EXPECT_EQ(report.missing,
              (std::vector<std::string>{"1.running_mean", "1.running_var", "1.num_batches_tracked"}));
    EXPECT_EQ(report.unexpected, (std::vector<std::string>{"2.weight", "2.bias"}));
    EXPECT_EQ(report.mismatched, (std::vector<std::string>{"1.weight", "1.bias"}));
  };
  const StateLoad load(*target, file.path, false);
  check(*load.report());
  EXPECT_EQ(values_of(target->parameters()[0].variable.data()), before);
  load.finish();
  for (size_t i = 0; i < 2; ++i)
    EXPECT_EQ(values_of(target->parameters()[i].variable.data()),
              values_of(source->parameters()[i].variable.data()));
  EXPECT_EQ(values_of(norm->parameters()[0].variable.data()), (std::vector<double>{1, 1}));
}

TEST(StateFile, strict_loading_lists_what_does_not_fit_and_changes_nothing) {
  const TemporaryFile file;
  save_state(
      *make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear(3, 2), linear(2, 4), linear(4, 4)}),
      file.path);
  const Ref<Module> target = make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear(3, 2), layer()});
  const std::vector<double> before = values_of(target->parameters()[0].variable.data());
  const Error error = error_of([&] { load_state(*target, file.path); });
  EXPECT_EQ(error.code(), Code::not_found);
  EXPECT_EQ(
      std::string(error.what()),
      "load: the file has no \"1.running_mean\", \"1.running_var\", \"1.num_batches_tracked\"; the module "
      "has no \"2.weight\", \"2.bias\"; \"1.weight\" is f32 of shape [4, 2] in the file and f32 of shape "
      "[2] in the module, 1 more differ");
  EXPECT_EQ(values_of(target->parameters()[0].variable.data()), before);
  EXPECT_EQ(error_of([&] {
              load_state(*make_ref<Sequential>(context(), std::vector<Ref<Module>>{linear(3, 2)}), file.path);
            }).code(),
            Code::invalid_file);
  save_state(*linear(3, 2), file.path);
  EXPECT_EQ(error_of([&] { load_state(*linear(3, 3), file.path); }).code(), Code::shape_mismatch);
  EXPECT_EQ(
      error_of([&] { load_state(*make_ref<Linear>(context(), 3, 2, true, DType::f64), file.path); }).code(),
      Code::dtype_mismatch);
}

}  // namespace
}  // namespace nnl
