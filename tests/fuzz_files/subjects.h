// What the files are loaded into: trainings of every kind of optimizer and schedule, and modules.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/loader.h"
#include "io/checkpoint.h"
#include "nn/module.h"
#include "optim/schedule.h"

namespace nnl::fuzz_files {

/// One object or training that a file can be loaded into, again and again.
class Subject {
 public:
  virtual ~Subject() = default;
  virtual std::string name() const = 0;
  virtual void save(const std::string& path) = 0;
  virtual void load(const std::string& path) = 0;
  /// Takes what fits, where there is such a way to load.
  virtual bool load_what_fits(const std::string&) { return false; }
  /// The calls with which a host goes on.
  virtual std::vector<std::function<void()>> work() = 0;
  /// Every bit that loading can change.
  virtual std::string picture() const = 0;
};

/// Made alike each time, and after a few steps of work.
std::vector<std::unique_ptr<Subject>> make_subjects();

}  // namespace nnl::fuzz_files
