#include "train/recalibrate.h"

#include <map>

#include "autograd/grad_mode.h"
#include "base/transaction.h"
#include "nn/batch_norms.h"
#include "ops/batch_statistics.h"

namespace nnl {
namespace {

/// Averages of what batch norms see, in f64.
class Averages final : public BatchNormObserver {
 public:
  explicit Averages(const std::vector<NamedBatchNorm>& layers) {
    for (const NamedBatchNorm& entry : layers) {
      const BatchNorm& layer = *entry.layer;
      if (layer.statistics_frozen() || !layer.state().running_mean) continue;
      check_trackable(layer.state(), layer.settings().momentum);
      const Dims channels{layer.num_features()};
      averages_[&layer] = {Tensor::zeros(layer.context(), DType::f64, channels),
                           Tensor::full(layer.context(), DType::f64, channels, 1), 0, false};
    }
  }

  bool empty() const { return averages_.empty(); }

  bool uses_batch(const BatchNorm& layer) const override {
    return averages_.count(&layer) > 0 || (layer.training() && !layer.statistics_frozen());
  }

  /// A batch without values counts, as in training.
  void saw(const BatchNorm& layer, const BatchMoments& batch) override {
    const auto found = averages_.find(&layer);
    if (found == averages_.end()) return;
    Average& average = found->second;
    average.reached = true;
    if (batch.n == 1) return;
    const double share = 1 / static_cast<double>(++average.batches);
    if (batch.n == 0) return;
    const double unbiased = static_cast<double>(batch.n) / static_cast<double>(batch.n - 1);
    double* mean = average.mean.mutable_data<double>();
    double* var = average.var.mutable_data<double>();
    for (int64_t c = 0; c < layer.num_features(); ++c) {
      mean[c] += share * (batch.mean.data<double>()[c] - mean[c]);
      var[c] += share * (batch.var.data<double>()[c] * unbiased - var[c]);
    }
  }

  void put_in_place() const {
    for (const auto& [layer, average] : averages_)
      if (average.batches > 0 || !average.reached)
        replace_statistics(layer->state(), average.mean, average.var, average.batches);
  }

 private:
  struct Average {
    Tensor mean, var;  // the variance with n - 1
    int64_t batches;   // of more than one value
    bool reached = false;
  };
  std::map<const BatchNorm*, Average> averages_;
};

void run(Module& module, const std::vector<Tensor>& batch) {
  std::vector<Variable> inputs;
  for (size_t i = 0; i < std::max<size_t>(1, batch.size() - 1); ++i) inputs.emplace_back(batch[i]);
  module.forward(inputs);
}

}  // namespace

int64_t recalibrate(Module& module, Loader& loader, int64_t max_batches) {
  if (max_batches < 0) fail(Code::invalid_argument, "recalibrate: at most {} batches", max_batches);
  const GradMode off(false);
  Transaction all;
  Averages averages(batch_norms(module));
  if (averages.empty()) return 0;
  int64_t batches = 0;
  std::vector<Tensor> batch = loader.next();
  if (batch.empty()) batch = loader.next();  // it was at the end of an epoch
  if (batch.empty()) fail(Code::invalid_state, "recalibrate: the loader has no batches");
  while (!batch.empty()) {
    try {
      run(module, batch);
    } catch (Error& error) {
      error.add_place("batch " + std::to_string(batches));
      throw;
    }
    ++batches;
    if (batches == max_batches) break;
    batch = loader.next();
  }
  averages.put_in_place();
  all.commit();
  return batches;
}

}  // namespace nnl
