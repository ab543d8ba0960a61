// What must hold for any file.
#pragma once

#include <string>

#include "subjects.h"

namespace nnl::fuzz_files {

/// What happened with a file.
struct Outcome {
  bool loaded = false;  // whole
  bool worked = false;  // and the training went on with it
  int64_t excess = 0;   // memory beyond twice the file's size
  std::string wrong;    // what should not be, or empty
};

/// A subject and how it began, which it comes back to after each file.
class Check {
 public:
  explicit Check(Subject& subject);
  /// Loads the bytes as a file. It loads whole, can be saved and loads again with the same bits; or it is
  /// refused with a status of bad files and nothing has changed. Neither takes more memory than twice the
  /// file and a megabyte. `work` has the training go on with what was loaded.
  Outcome load(const std::string& bytes, bool work);

 private:
  Outcome take(const std::string& bytes, bool work);
  /// Saved and loaded again, it has the same bits.
  void check_again(const char* when, Outcome& outcome);

  Subject& subject_;
  std::string bytes_, picture_;  // of how it began
};

}  // namespace nnl::fuzz_files
