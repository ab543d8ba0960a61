// Mini-batches over epochs.
#pragma once

#include <vector>

#include "base/random.h"
#include "tensor/state.h"

namespace nnl {

/// In which order samples are drawn; the numbers are those of nnlite.h.
enum class Sampling : int32_t { sequential = 0, shuffle = 1, replacement = 2 };
/// What becomes of samples left over at the end of an epoch: a short batch, none, or joined to the batch
/// before.
enum class LastBatch : int32_t { keep = 0, drop = 1, merge = 2 };

struct LoaderOptions {
  int64_t batch_size = 1;
  Sampling sampling = Sampling::sequential;
  LastBatch last_batch = LastBatch::keep;
  uint64_t seed = 0;
};

/// Draws batches from tensors that share their first size (the samples). With replacement an epoch has as
/// many samples as the data. Not to be used by two threads at once.
class Loader : public RefCounted, public Stateful {
 public:
  Loader(std::vector<Tensor> tensors, const LoaderOptions& options);

  Context& context() const { return tensors_[0].context(); }
  /// The next batch, one tensor for each of the data's; empty at the end of an epoch, after which the next
  /// call begins the next epoch, in a new order. A surrounding Transaction that fails takes it back.
  std::vector<Tensor> next();
  int64_t num_tensors() const { return static_cast<int64_t>(tensors_.size()); }
  /// Batches in an epoch.
  int64_t num_batches() const;
  /// Epochs that have ended.
  int64_t epoch() const { return epoch_; }

  std::string description() const override;
  /// The place in the epoch: "order", "batch", "epoch", "random".
  State state() const override;
  std::function<void()> prepare_state(State state) override;
  int64_t most_entries() const override;

 private:
  void begin_epoch();
  /// Has a failing Transaction put the place back to what it is now.
  void keep_place();

  std::vector<Tensor> tensors_;
  LoaderOptions options_;
  RandomStream stream_;
  Tensor order_;  // i64: the samples of this epoch
  int64_t samples_ = 0;
  int64_t batch_ = 0;
  int64_t epoch_ = 0;
};

}  // namespace nnl
