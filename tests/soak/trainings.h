// The trainings that the soak repeats: small, of fixed data and seeds, so that each has one right sequence of
// losses.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nnlite/nnlite.hpp>

namespace soak {

/// What a training consists of; there may be no schedule.
struct Training {
  nnlite::Module model;
  nnlite::Module loss;
  nnlite::Optimizer optimizer;
  nnlite::Schedule schedule;
  nnlite::Loader loader;
};

struct Kind {
  std::string name;
  Training (*make)(const nnlite::Context& context);
};

/// Characters (momentum, max_norm), images (AdamW with a cosine), ratings (row-sparse SparseAdam), tags
/// (bags, Adam).
extern const std::vector<Kind> kinds;
inline constexpr int steps = 24;

/// The next batch, of the next epoch if need be.
nnlite::Loader::Batch next_batch(const Training& training);
/// Trains on a batch; its loss before the update.
double train_on(const Training& training, const nnlite::Loader::Batch& batch);
/// The losses of all steps from here on.
std::vector<double> train(const Training& training, int count = steps);
nnlite::CheckpointParts parts(const Training& training);

/// Two channels for each of a few small images, the same each time.
nnlite::Tensor images(const nnlite::Context& context, std::int64_t count);

}  // namespace soak
