// The same for libFuzzer, which looks for sequences that reach more of the library.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "player.h"

namespace fuzz {

void wrong(const std::string& what) {
  std::fprintf(stderr, "fuzz: %s\n", what.c_str());
  std::abort();
}

namespace {

/// A folder that goes with the process.
struct Folder {
  std::string path =
      std::filesystem::exists("/dev/shm") ? "/dev/shm/nnlite-fuzz-XXXXXX" : "/tmp/nnlite-fuzz-XXXXXX";
  Folder() {
    if (!mkdtemp(path.data())) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace
}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fuzz::Folder folder;
  fuzz::Player({data, size}, folder.path, false).play();
  return 0;
}
