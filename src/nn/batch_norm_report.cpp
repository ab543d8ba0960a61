#include "nn/batch_norm_report.h"

#include <cmath>
#include <map>

#include "autograd/grad_mode.h"
#include "base/transaction.h"
#include "nn/batch_norms.h"

namespace nnl {
namespace {

struct Distance {
  double mean = 0;      // in running deviations
  double variance = 1;  // the factor between the two
  int64_t least_values = 0;
};

/// The greater one, or NaN if there is one.
double greater(double a, double b) { return b > a || std::isnan(b) ? b : a; }

class Distances final : public BatchNormObserver {
 public:
  bool uses_batch(const BatchNorm& layer) const override {
    return layer.training() && !layer.statistics_frozen();
  }

  void saw(const BatchNorm& layer, const BatchMoments& batch) override {
    const auto [entry, first] = seen_.try_emplace(&layer);
    Distance& found = entry->second;
    if (first || batch.n < found.least_values) found.least_values = batch.n;
    if (!layer.state().running_mean || batch.n < 2) return;
    const Tensor mean = layer.state().running_mean.to(DType::f64),
                 var = layer.state().running_var.to(DType::f64);
    const double eps = layer.settings().eps,
                 unbiased = static_cast<double>(batch.n) / (static_cast<double>(batch.n) - 1);
    for (int64_t c = 0; c < mean.count(); ++c) {
      const double running = var.data<double>()[c] + eps;
      const double own = batch.var.data<double>()[c] * unbiased + eps;
      found.mean = greater(
          found.mean, std::abs(batch.mean.data<double>()[c] - mean.data<double>()[c]) / std::sqrt(running));
      found.variance = greater(found.variance, greater(own / running, running / own));
    }
  }

  const Distance* of(const BatchNorm& layer) const {
    const auto found = seen_.find(&layer);
    return found == seen_.end() ? nullptr : &found->second;
  }

 private:
  std::map<const BatchNorm*, Distance> seen_;
};

std::string number(double value) {
  return value < 1e6 ? fmt::format("{:.3f}", value) : fmt::format("{:.3e}", value);
}

std::string line_of(const BatchNorm& layer, const Distance* distance) {
  if (!distance) return "not reached";
  if (!layer.state().running_mean) return "no running statistics";
  if (distance->least_values < 2) return "fewer than 2 values a channel";
  return fmt::format("{:>11}  {:>14}", number(distance->mean), number(distance->variance));
}

}  // namespace

std::string batch_norm_report(Module& module, std::span<const Variable> inputs) {
  const GradMode off(false);
  Distances distances;
  {
    const Transaction taken_back;
    module.forward(inputs);
  }
  const std::vector<NamedBatchNorm> layers = batch_norms(module);
  size_t width = std::string("layer").size();
  for (const NamedBatchNorm& entry : layers) width = std::max(width, entry.name.size());
  std::string table =
      fmt::format("{:<{}}  {:<11}  {:>11}  {:>14}\n", "layer", width, "kind", "mean shift", "variance ratio");
  for (const NamedBatchNorm& entry : layers)
    table += fmt::format("{:<{}}  {:<11}  {}\n", entry.name, width, entry.layer->kind(),
                         line_of(*entry.layer, distances.of(*entry.layer)));
  return table;
}

}  // namespace nnl
