// What the soak's threads do, again and again, in an order drawn by lot: each task makes what it needs,
// checks what comes of it, and leaves nothing behind.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "trainings.h"

namespace soak {

/// What a fresh process computes: the losses of each kind of training, and what the shared model gives
/// ("shared").
using Results = std::map<std::string, std::vector<double>>;
Results compute_results();

/// What the two threads of a round share.
struct Shared {
  Results expected;                    // of another process
  std::filesystem::path folder;        // for files
  nnlite::Context context;             // of the model
  nnlite::Module model;                // in inference mode
  nnlite::Tensor input;                // of the model
  std::mutex mutex;                    // of the letter
  std::vector<nnlite::Tensor> letter;  // from one thread for the other to release
};

/// One thread of a round.
struct Worker {
  Shared& shared;
  std::filesystem::path folder;  // of this thread alone
  std::mt19937_64 random;

  /// A whole number from `from` to `to`.
  int draw(int from, int to) {
    return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
  }
};

inline void expect(bool condition, const std::string& what) {
  if (!condition) throw std::runtime_error("soak: " + what);
}

/// The model that the threads share, trained and in inference mode.
nnlite::Module shared_model(const nnlite::Context& context);

struct Task {
  std::string name;
  void (*run)(Worker& worker);
};
extern const std::vector<Task> tasks;

}  // namespace soak
