#include "io/safetensors_file.h"

#include <atomic>
#include <cstdlib>
#include <malloc.h>

#include "io/checkpoint.h"
#include "io/state_file.h"
#include "nn/linear.h"
#include "support/files.h"
#include "support/tensors.h"

namespace {

// Every block of the process by its usable size, so that a test can see the most that was in use.
std::atomic<int64_t> in_use{0}, most_in_use{0};

void note(int64_t bytes) {
  const int64_t now = in_use += bytes;
  int64_t most = most_in_use;
  while (now > most && !most_in_use.compare_exchange_weak(most, now)) continue;
}

}  // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void* operator new(size_t bytes) {
  void* block = std::malloc(bytes);
  if (!block) throw std::bad_alloc();
  note(static_cast<int64_t>(malloc_usable_size(block)));
  return block;
}
void operator delete(void* block) noexcept {
  if (block) note(-static_cast<int64_t>(malloc_usable_size(block)));
  std::free(block);
}
void operator delete(void* block, size_t) noexcept { operator delete(block); }
#endif

namespace nnl {
namespace {

using namespace test;

TEST(SafetensorsFile, tensors_and_texts_come_back) {
  const TemporaryFile file;
  const std::vector<int64_t> whole = {1, -2, 3};
  const std::vector<unsigned char> bytes = {0, 255};
  const Tensor matrix = sample({3, 2}).data().transpose(0, 1);
  const State state = {{"flag", Tensor::full(context(), DType::boolean, {}, 1)},
                       {"matrix", matrix},
                       {"gr\xc3\xbc\xc3\x9f\"\n", Tensor::from<unsigned char>(context(), {2}, bytes)},
                       {"whole", Tensor::from<int64_t>(context(), {3}, whole)},
                       {"none", Tensor(context(), DType::f32, {0, 4})}};
  const SafetensorsMetadata texts = {{"format", "pt"}, {"note", "a \"quoted\"\ntext"}};
  write_safetensors(file.path, state, texts);

  const SafetensorsFile back(file.path);
  EXPECT_EQ(back.metadata(), texts);
  ASSERT_EQ(back.entries().size(), state.size());
  for (const auto& [name, tensor] : state) {
    const SafetensorsEntry* entry = back.find(name);
    ASSERT_TRUE(entry) << name;
    EXPECT_EQ(entry->name(), name);
    const Tensor values = back.read(*entry, context());
    EXPECT_EQ(values.dtype(), tensor.dtype());
    EXPECT_EQ(to_string(values.shape()), to_string(tensor.shape()));
    EXPECT_EQ(values_of(values), values_of(tensor));
  }
  EXPECT_FALSE(back.find("other"));
  EXPECT_EQ(back.entries().front().name(), "matrix");  // wide elements come first
}

TEST(SafetensorsFile, names_and_texts_that_a_file_cannot_hold_are_refused) {
  const TemporaryFile file;
  const Tensor one = Tensor::full(context(), DType::f32, {}, 1);
  for (const State& state :
       {State{{"a", one}, {"a", one}}, State{{"__metadata__", one}}, State{{"\xff", one}}})
    EXPECT_EQ(error_of([&] { write_safetensors(file.path, state); }).code(), Code::invalid_argument);
  EXPECT_EQ(error_of([&] {
              write_safetensors(file.path, {}, {{"a", "\xff"}});
            }).code(),
            Code::invalid_argument);
  SafetensorsMetadata many;
  for (int i = 0; i < 1025; ++i) many[std::to_string(i)] = "";
  EXPECT_EQ(error_of([&] { write_safetensors(file.path, {}, many); }).code(), Code::not_supported);
  EXPECT_EQ(read_all(file.path), "");
}

TEST(SafetensorsFile, a_bool_is_zero_or_one) {
  const TemporaryFile file;
  write_file(file.path, R"({"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}})", "\1\2");
  const SafetensorsFile back(file.path);
  EXPECT_EQ(error_of([&] { back.read(*back.find("a"), context()); }).code(), Code::invalid_file);
}

TEST(SafetensorsFile, tensors_of_other_dtypes_of_the_format_can_be_passed_over) {
  const TemporaryFile file;
  const std::pair<const char*, int64_t> types[] = {{"F16", 2},     {"BF16", 2},    {"I8", 1},  {"I16", 2},
                                                   {"U16", 2},     {"U32", 4},     {"U64", 8}, {"F8_E4M3", 1},
                                                   {"F8_E5M2", 1}, {"F8_E8M0", 1}, {"C64", 8}};
  for (const auto& [type, size] : types) {
    const auto header = [&](int64_t bytes) {
      return fmt::format(
          R"({{"a":{{"dtype":"{}","shape":[3],"data_offsets":[0,{}]}},"b":{{"dtype":"U8","shape":[1],"data_offsets":[{},{}]}}}})",
          type, bytes, bytes, bytes + 1);
    };
    write_file(file.path, header(3 * size), std::string(static_cast<size_t>(3 * size), '\0') + "\7");
    const SafetensorsFile back(file.path);
    EXPECT_EQ(back.read(*back.find("b"), context()).item(), 7);
    const Error error = error_of([&] { back.read(*back.find("a"), context()); });
    EXPECT_EQ(error.code(), Code::dtype_mismatch);
    EXPECT_EQ(std::string(error.what()),
              fmt::format("safetensors: tensor \"a\" is {}, which nnlite has not", type));
    write_file(file.path, header(3 * size + 1), std::string(static_cast<size_t>(3 * size + 1), '\0') + "\7");
    EXPECT_EQ(error_of([&] { SafetensorsFile{file.path}; }).code(), Code::invalid_file);
  }
}

TEST(SafetensorsFile, texts_are_read_and_hostile_ones_refused) {
  const TemporaryFile file;
  write_file(file.path, R"({"__metadata__":{"a":"b","\u0063":""}} )", "");
  EXPECT_EQ(SafetensorsFile(file.path).metadata(), (SafetensorsMetadata{{"a", "b"}, {"c", ""}}));
  for (const char* header : {R"({"__metadata__":{"a":1}})", R"({"__metadata__":{"a":"b","a":"c"}})",
                             R"({"__metadata__":{},"__metadata__":{}})", R"({"__metadata__":{"a":{}}})",
                             R"({"__metadata__":["a"]})", R"({"__metadata__":"a"})"}) {
    write_file(file.path, header, "");
    EXPECT_EQ(error_of([&] { SafetensorsFile back(file.path); }).code(), Code::invalid_file) << header;
  }
  const std::string lines(5'000, '\n'), spaces(300'000, ' '), letters(300'000, 'x');
  for (const std::string& header : {"{" + spaces + "}", R"({"__metadata__":{"a":")" + letters + "\"}}"}) {
    write_file(file.path, header, "");
    EXPECT_EQ(std::string(error_of([&] { SafetensorsFile back(file.path); }).what()),
              "safetensors: the header holds a text of more than 65536 bytes");
  }
  write_file(file.path, "{" + lines + "}", "");
  EXPECT_EQ(std::string(error_of([&] { SafetensorsFile back(file.path); }).what()),
            "safetensors: the header holds more than 4096 line breaks or tabs in a row");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(SafetensorsFile, a_hostile_header_takes_no_more_memory_than_twice_its_size_and_a_megabyte) {
  std::string tiny = "{", texts = R"({"__metadata__":{)", long_names = "{", axes = "{";
  for (int i = 0; i < 200'000; ++i)
    tiny += fmt::format(R"({}"{:x}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", i ? "," : "", i);
  for (int i = 0; i < 1024; ++i) texts += fmt::format(R"({}"{:x}":"")", i ? "," : "", i);
  for (int i = 0; i < 50; ++i)
    long_names +=
        fmt::format(R"({}"{:060000}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", i ? "," : "", i);
  for (int i = 0; i < 100'000; ++i)
    axes += fmt::format(R"({}"{:x}":{{"dtype":"U8","shape":[0,0,0,0,0,0,0,0],"data_offsets":[0,0]}})",
                        i ? "," : "", i);
  const std::string text(3'000'000, 'x');
  const Ref<Module> target = make_ref<Linear>(context(), 1, 1, true, DType::f32);
  ModuleState target_state(*target);
  const std::string one_text = R"({"__metadata__":{"a":")" + text + "\"}}";
  const std::string parts = R"({"__metadata__":{"model":"module"})" + [] {
    std::string entries;
    for (int i = 0; i < 100'000; ++i)
      entries += fmt::format(R"(,"model.{:x}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", i);
    return entries;
  }();
  // No JSON, after a text that the parser has kept and spells out in its message.
  const std::string lines = "{" + std::string(130'000, '\n') + "?";
  const std::string unended = R"({"a":{"dtype":")" + std::string(65'000, 'x');
  const std::string no_dtype = R"({"a":{"dtype":")" + std::string(65'000, 'x') + R"(","shape":[]}})";
  const std::string after_axes = axes + R"(,"b":{"dtype":")" + std::string(axes.size() / 17, 'x');
  for (const std::string& header : {tiny + "}", texts + "}}", long_names + "}", axes + "}", one_text,
                                    parts + "}", lines, unended, no_dtype, after_axes}) {
    const TemporaryFile file;
    write_file(file.path, header, "");
    const int64_t before = in_use;
    most_in_use = before;
    try {
      if (header.starts_with(parts))
        load_checkpoint(file.path, {{"model", &target_state, &context()}}, false);
      else
        EXPECT_EQ(StateLoad(*target, file.path, false).report()->missing.size(), 2u);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::invalid_file);
    }
    EXPECT_LE(most_in_use - before, 2 * static_cast<int64_t>(header.size()) + 1'000'000)
        << header.substr(0, 60);
  }
}
#endif

}  // namespace
}  // namespace nnl
