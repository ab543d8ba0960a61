#include "check.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "base/small_objects.h"
#include "base/transaction.h"
#include "base/utf8.h"
#include "memory_meter.h"
#include "support/files.h"
#include "tensor/allocator.h"

namespace nnl::fuzz_files {
namespace {

/// A file in memory, with a name while the process lives.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("nnlite", MFD_CLOEXEC)) {
    if (descriptor_ < 0) std::abort();
    path_ = "/proc/self/fd/" + std::to_string(descriptor_);
  }
  void become(const std::string& bytes) const {
    if (ftruncate(descriptor_, 0) != 0 ||
        pwrite(descriptor_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
      std::abort();
  }
  const std::string& path() const { return path_; }

 private:
  int descriptor_;
  std::string path_;
};

const MemoryFile& file() {
  static const MemoryFile made;
  return made;
}

/// A path to save to, in a folder that goes with the process.
const std::string& saved_path() {
  struct Folder {
    std::string path =
        std::filesystem::exists("/dev/shm") ? "/dev/shm/nnlite-files-XXXXXX" : "/tmp/nnlite-files-XXXXXX";
    Folder() {
      if (!mkdtemp(path.data())) std::abort();
      path += "/saved";
    }
    ~Folder() { std::filesystem::remove_all(std::filesystem::path(path).parent_path()); }
  };
  static const Folder folder;
  return folder.path;
}

/// Whether the header of a file that was loaded has a name twice.
bool has_duplicates(const std::string& bytes) {
  uint64_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  std::set<std::string> names;
  bool twice = false;
  const auto see = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
    if (event != nlohmann::json::parse_event_t::key || depth != 1) return true;
    twice = twice || !names.insert(value.get<std::string>()).second;
    return false;  // the parser looks at all that it keeps, each time that an object ends
  };
  const nlohmann::json header = nlohmann::json::parse(bytes.substr(8, length), see);
  return twice || !header.is_object();
}

bool is_refusal(const Error& error) {
  for (const Code code : {Code::invalid_file, Code::invalid_argument, Code::not_found, Code::shape_mismatch,
                          Code::dtype_mismatch})
    if (error.code() == code) return is_utf8(error.what()) && *error.what() != '\0';
  return false;
}

/// body(); what it failed with, or nothing.
template <class Body>
std::string failure_of(const Body& body, bool& refused) {
  refused = false;
  try {
    body();
    return "";
  } catch (const Error& error) {
    refused = is_refusal(error);
    return error.what();
  } catch (const std::exception& error) {
    return std::string("not an nnl::Error: ") + error.what();
  }
}

}  // namespace

Check::Check(Subject& subject) : subject_(subject) {
  subject.save(saved_path());
  bytes_ = test::read_all(saved_path());
  subject.load(saved_path());
  picture_ = subject.picture();
}

Outcome Check::load(const std::string& bytes, bool work) {
  const Outcome outcome = take(bytes, work);
  if (outcome.loaded || !outcome.wrong.empty()) {
    file().become(bytes_);
    subject_.load(file().path());
  }
  return outcome;
}

Outcome Check::take(const std::string& bytes, bool work) {
  Outcome outcome;
  file().become(bytes);
  bool refused = false;
  const auto measured = [&](const auto& body) {
    trim_block_cache();
    trim_objects();
    restart_memory_meter();
    const int64_t before = memory_in_use();
    const std::string failure = failure_of(body, refused);
    outcome.excess =
        std::max(outcome.excess, most_memory_in_use() - before - 2 * static_cast<int64_t>(bytes.size()));
    return failure;
  };
  std::string failure = measured([&] { subject_.load(file().path()); });
  outcome.loaded = failure.empty();
  if (!outcome.loaded) {
    if (!refused) outcome.wrong = "failed: " + failure;
    if (subject_.picture() != picture_) outcome.wrong = "changed by a refused file: " + failure;
    failure = measured([&] { outcome.loaded = subject_.load_what_fits(file().path()); });
    if (!failure.empty() && !refused) outcome.wrong = "failed when taking what fits: " + failure;
    if (!failure.empty() && subject_.picture() != picture_)
      outcome.wrong = "changed by a file refused in part: " + failure;
  }
  if (outcome.excess > 1'000'000)
    outcome.wrong = fmt::format("takes {} bytes beyond twice its {}", outcome.excess, bytes.size());
  if (!outcome.loaded || !outcome.wrong.empty()) return outcome;
  if (has_duplicates(bytes)) outcome.wrong = "a name stands twice";
  check_again("when loaded", outcome);
  if (!work) return outcome;
  outcome.worked = true;
  for (const std::function<void()>& call : subject_.work()) {
    const std::string before = subject_.picture();
    failure = failure_of(
        [&] {
          Transaction transaction;
          call();
          transaction.commit();
        },
        refused);
    outcome.worked = outcome.worked && failure.empty();
    if (!failure.empty() && subject_.picture() != before)
      outcome.wrong = "changed by a call that fails after it was loaded: " + failure;
  }
  check_again("after work", outcome);
  return outcome;
}

void Check::check_again(const char* when, Outcome& outcome) {
  const std::string before = subject_.picture();
  bool refused = false;
  const std::string failure = failure_of(
      [&] {
        subject_.save(saved_path());
        subject_.load(saved_path());
      },
      refused);
  if (!failure.empty())
    outcome.wrong = fmt::format("cannot be saved and loaded {}: {}", when, failure);
  else if (subject_.picture() != before)
    outcome.wrong = fmt::format("other bits when saved and loaded {}", when);
}

}  // namespace nnl::fuzz_files
