// Files that tests write.
#pragma once

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace nnl::test {

/// A file in the working directory that goes with the test.
struct TemporaryFile {
  std::string path = "nnlite_test." + std::to_string(reinterpret_cast<uintptr_t>(this)) + ".safetensors";
  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path.c_str()); }
};

inline std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A safetensors file of this header and these bytes, whatever they are.
inline void write_file(const std::string& path, const std::string& header, const std::string& data) {
  const uint64_t length = header.size();
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(&length), sizeof length);
  file << header << data;
}

}  // namespace nnl::test
