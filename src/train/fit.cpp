#include "train/fit.h"

#include <chrono>
#include <cmath>
#include <limits>

#include "base/transaction.h"

namespace nnl {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// A batch as the model's inputs and the loss's targets.
struct Batch {
  std::vector<Variable> inputs, targets;
  int64_t samples;
};

/// How many tensors of a batch are the model's.
int64_t count_inputs(const char* function, const Loader& loader, int64_t wanted) {
  const int64_t all = loader.num_tensors();
  if (wanted < 0 || wanted > all)
    fail(Code::invalid_argument, "{}: {} inputs, but a batch has {} tensors", function, wanted, all);
  return wanted == 0 ? std::max<int64_t>(all - 1, 1) : wanted;
}

/// The next batch; without inputs at the end of an epoch.
Batch draw(Loader& loader, int64_t num_inputs) {
  Batch batch{{}, {}, 0};
  for (Tensor& tensor : loader.next()) {
    batch.samples = tensor.size(0);
    auto& place = static_cast<int64_t>(batch.inputs.size()) < num_inputs ? batch.inputs : batch.targets;
    place.emplace_back(std::move(tensor));
  }
  return batch;
}

/// The mean of batch losses over their samples.
class Mean {
 public:
  void add(double loss, int64_t samples) {
    sum_ += loss * static_cast<double>(samples);
    samples_ += samples;
  }
  double value() const { return samples_ == 0 ? none : sum_ / static_cast<double>(samples_); }

 private:
  double sum_ = 0;
  int64_t samples_ = 0;
};

/// evaluate() that gives up, with false, once `goes_on` says so after a batch. What the batches change (the
/// loader's place, rescaled rows) is the caller's transaction's to undo.
template <class GoesOn>
bool evaluate_while(Module& model, Module& loss, Loader& loader, int64_t num_inputs, double& result,
                    GoesOn goes_on) {
  const KeptModes modes(model);
  model.train(false);
  Mean mean;
  while (true) {
    const Batch batch = draw(loader, num_inputs);
    if (batch.inputs.empty()) break;
    mean.add(loss_of(model, loss, batch.inputs, batch.targets), batch.samples);
    if (!goes_on()) return false;
  }
  result = mean.value();
  return true;
}

/// A model's parameters and buffers as they were.
class Snapshot {
 public:
  void take(const Module& model) {
    std::vector<std::pair<Tensor, Tensor>> kept;
    for (const NamedVariable& entry : model.tensors())
      if (entry.variable.data().storage()->writable())  // else nothing has changed it
        kept.emplace_back(entry.variable.data(), entry.variable.data().copy());
    kept_ = std::move(kept);
  }
  void put_back() const {
    for (const auto& [target, values] : kept_) {
      copy_into(values, target);
      target.changed("fit (best epoch)");
    }
  }

 private:
  std::vector<std::pair<Tensor, Tensor>> kept_;
};

/// One fit: what it works on and how far it has come.
class Fit {
 public:
  Fit(Module& model, Module& loss, Optimizer& optimizer, Loader& loader, const FitOptions& options)
      : model_(model), loss_(loss), optimizer_(optimizer), loader_(loader), options_(options) {
    report_.loss = report_.validation_loss = report_.best_loss = none;
  }

  FitReport run() {
    bool goes_on = options_.epochs > 0;
    while (goes_on) goes_on = epoch() && report_.epochs < options_.epochs;
    if (options_.keep_best && report_.best_epoch >= 0 && steps_of_best_ != report_.steps) best_.put_back();
    report_.seconds = seconds();
    return report_;
  }

 private:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  bool in_time() {
    if (options_.max_seconds == 0 || seconds() < options_.max_seconds) return true;
    report_.end = FitEnd::time;
    return false;
  }

  bool tell(bool epoch_ended, int64_t batch, double loss, double validation_loss) {
    if (!options_.progress ||
        options_.progress({epoch_ended, report_.epochs - epoch_ended, batch, loader_.num_batches(),
                           report_.steps, loss, validation_loss, seconds()}))
      return true;
    report_.end = FitEnd::cancelled;
    return false;
  }

  /// The next step of the schedule, which cannot fail.
  std::function<void(double)> prepare_schedule() {
    return options_.schedule ? options_.schedule->prepare_step() : [](double) {};
  }

  /// The step of a schedule that follows epochs.
  void end_of_epoch(double metric) {
    try {
      prepare_schedule()(metric);
    } catch (Error& error) {
      error.add_place(fmt::format("end of epoch {}", report_.epochs));
      throw;
    }
  }

  /// One step; false at the end of the loader's epoch, when there is none.
  bool step(Mean& mean, double& loss) {
    Transaction whole(Transaction::Scope::whole);
    const Batch batch = draw(loader_, num_inputs_);
    if (!batch.inputs.empty()) {
      const auto schedule = options_.schedule_each_step ? prepare_schedule() : [](double) {};
      loss = train_step(model_, loss_, optimizer_, batch.inputs, batch.targets, options_.step);
      schedule(loss);
      mean.add(loss, batch.samples);
      ++report_.steps;
    }
    whole.commit();
    return !batch.inputs.empty();
  }

  /// The loss of the whole validation; false, and the validation loader stands where it stood, when the time
  /// is up before.
  bool validate(double& loss) {
    Transaction whole(Transaction::Scope::whole);
    try {
      if (!evaluate_while(model_, loss_, *options_.validation, num_validation_inputs_, loss,
                          [this] { return in_time(); }))
        return false;
    } catch (Error& error) {
      error.add_place(fmt::format("validation of epoch {}", report_.epochs));
      throw;
    }
    whole.commit();
    return true;
  }

  /// Whether the fit goes on after one epoch.
  bool epoch() {
    Mean mean;
    double loss = none;
    int64_t batches = 0;
    const int64_t begun = loader_.epoch();
    while (loader_.epoch() == begun) {  // a callback may have ended it
      try {
        if (!step(mean, loss)) break;
      } catch (Error& error) {
        error.add_place(fmt::format("epoch {}, batch {}", report_.epochs, batches));
        throw;
      }
      ++batches;
      if (!tell(false, batches, loss, none) || !in_time()) return false;
    }
    const bool by_metric = options_.schedule && options_.schedule->wants_metric();
    if (!options_.schedule_each_step && !by_metric) end_of_epoch(none);
    // An earlier fit ended after the epoch's last batch: that epoch is over, and none of this fit's.
    if (batches == 0 && loader_.num_batches() > 0) return true;
    double validation_loss = none;
    if (options_.validation && !validate(validation_loss)) return false;
    const double decisive_loss = options_.validation ? validation_loss : mean.value();
    const bool improves = judge(decisive_loss);
    if (!options_.schedule_each_step && by_metric) end_of_epoch(decisive_loss);
    report_.loss = mean.value();
    report_.validation_loss = validation_loss;
    ++report_.epochs;
    if (!tell(true, loader_.num_batches(), report_.loss, validation_loss)) return false;
    if (!improves && options_.patience > 0 && report_.epochs - 1 - report_.best_epoch >= options_.patience) {
      report_.end = FitEnd::patience;
      return false;
    }
    return true;
  }

  /// Whether an epoch with this loss is the best so far, and if so keeps it.
  bool judge(double loss) {
    if (std::isnan(loss)) return false;
    if (!std::isnan(report_.best_loss) && !(loss < report_.best_loss - options_.min_delta)) return false;
    if (options_.keep_best) best_.take(model_);
    report_.best_loss = loss;
    report_.best_epoch = report_.epochs;
    steps_of_best_ = report_.steps;
    return true;
  }

  Module& model_;
  Module& loss_;
  Optimizer& optimizer_;
  Loader& loader_;
  const FitOptions& options_;
  const int64_t num_inputs_ = count_inputs("fit", loader_, options_.num_inputs);
  const int64_t num_validation_inputs_ =
      options_.validation ? count_inputs("fit", *options_.validation, options_.num_inputs) : 0;
  const Clock::time_point begin_ = Clock::now();
  FitReport report_{};
  Snapshot best_;
  int64_t steps_of_best_ = 0;
};

void check(const Optimizer& optimizer, const Loader& loader, const FitOptions& options) {
  if (options.validation.get() == &loader)
    fail(Code::invalid_argument, "fit: one loader cannot serve for training and for validation");
  if (options.schedule && &options.schedule->optimizer() != &optimizer)
    fail(Code::invalid_argument, "fit: the schedule is another optimizer's");
  if (options.epochs < 0) fail(Code::invalid_argument, "fit: {} epochs", options.epochs);
  if (!(options.max_seconds >= 0))
    fail(Code::invalid_argument, "fit: max_seconds {} must not be negative", options.max_seconds);
  if (options.patience < 0)
    fail(Code::invalid_argument, "fit: patience {} must not be negative", options.patience);
  if (!(options.min_delta >= 0) || std::isinf(options.min_delta))
    fail(Code::invalid_argument, "fit: min_delta {} must be finite and not negative", options.min_delta);
}

}  // namespace

FitReport fit(Module& model, Module& loss, Optimizer& optimizer, Loader& loader, const FitOptions& options) {
  check(optimizer, loader, options);
  const KeptModes modes(model);
  if (!model.training()) model.train(true);
  return Fit(model, loss, optimizer, loader, options).run();
}

double evaluate(Module& model, Module& loss, Loader& loader, int64_t num_inputs) {
  double result = none;
  Transaction all;
  evaluate_while(model, loss, loader, count_inputs("evaluate", loader, num_inputs), result,
                 [] { return true; });
  all.commit();
  return result;
}

}  // namespace nnl
