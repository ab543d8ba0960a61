#include "nn/batch_norm_report.h"

#include <cmath>
#include <map>

#include "autograd/grad_mode.h"
#include "base/text_table.h"
#include "base/transaction.h"
#include "nn/batch_norms.h"

namespace nnl {
namespace {

/// What a batch norm saw.
struct Seen {
  int64_t values = 0;  // of a channel, in the smallest batch
  bool compared = false;
  double mean = 0;      // largest distance, in running deviations
  double variance = 1;  // largest factor
};

/// The greater one, or NaN if there is one.
double greater(double a, double b) { return b > a || std::isnan(b) ? b : a; }

class Comparison final : public BatchNormObserver {
 public:
  bool uses_batch(const BatchNorm& layer) const override {
    return layer.training() && !layer.statistics_frozen();
  }

  void saw(const BatchNorm& layer, const BatchMoments& batch) override {
    const auto [entry, first] = seen_.try_emplace(&layer);
    Seen& seen = entry->second;
    if (first || batch.n < seen.values) seen.values = batch.n;
    if (!layer.state().running_mean || batch.n < 2) return;
    seen.compared = true;
    const Tensor mean = layer.state().running_mean.to(DType::f64),
                 var = layer.state().running_var.to(DType::f64);
    const double eps = layer.settings().eps;
    const double unbiased = static_cast<double>(batch.n) / (static_cast<double>(batch.n) - 1);
    for (int64_t c = 0; c < mean.count(); ++c) {
      const double running = var.data<double>()[c] + eps;
      const double own = batch.var.data<double>()[c] * unbiased + eps;
      const double distance = std::abs(batch.mean.data<double>()[c] - mean.data<double>()[c]);
      seen.mean = greater(seen.mean, distance / std::sqrt(running));
      seen.variance = greater(seen.variance, greater(own / running, running / own));
    }
  }

  const Seen* of(const BatchNorm& layer) const {
    const auto found = seen_.find(&layer);
    return found == seen_.end() ? nullptr : &found->second;
  }

 private:
  std::map<const BatchNorm*, Seen> seen_;
};

std::string number(double value) { return fmt::format("{:.3g}", value); }

const char* statistics_of(const BatchNorm& layer) {
  if (!layer.state().running_mean) return "none";
  return layer.statistics_frozen() ? "frozen" : layer.accumulates_statistics() ? "accumulated" : "tracked";
}

std::string least_variance(const BatchNorm& layer) {
  if (!layer.state().running_var || layer.num_features() == 0) return "-";
  const Tensor var = layer.state().running_var.to(DType::f64);
  double least = var.data<double>()[0];
  for (int64_t c = 1; c < var.count(); ++c) least = -greater(-least, -var.data<double>()[c]);
  return number(least);
}

std::vector<std::string> line_of(const std::string& name, const BatchNorm& layer, const Seen* seen) {
  const Tensor& counter = layer.state().num_batches_tracked;
  const bool compared = seen && seen->compared;
  return {name.empty() ? "(model)" : name,
          layer.kind(),
          layer.training() ? "training" : "inference",
          statistics_of(layer),
          counter ? std::to_string(*counter.data<int64_t>()) : "-",
          least_variance(layer),
          seen ? std::to_string(seen->values) : "-",
          compared ? number(seen->mean) : "-",
          compared ? number(seen->variance) : "-"};
}

}  // namespace

std::string batch_norm_report(Module& module, std::span<const Variable> inputs) {
  Comparison comparison;
  {
    const GradMode off(false);
    const Transaction undone(Transaction::Scope::run);
    module.forward(inputs);
  }
  std::vector<std::vector<std::string>> lines{{"layer", "kind", "mode", "statistics", "batches",
                                               "least variance", "values", "mean shift", "variance ratio"}};
  for (const NamedBatchNorm& entry : batch_norms(module))
    lines.push_back(line_of(entry.name, *entry.layer, comparison.of(*entry.layer)));
  return table_of(lines, 4);
}

}  // namespace nnl
