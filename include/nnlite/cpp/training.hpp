// Training as one call: a step, or epochs over a data set.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <vector>

#include <nnlite/cpp/schedules.hpp>

namespace nnlite {

/// How a training step clips gradients.
struct TrainStepOptions {
  std::optional<double> clip_norm = std::nullopt;  ///< the most that the gradients' common norm may be
  double clip_norm_type = 2;
  bool error_if_nonfinite = false;                  ///< with clip_norm
  std::optional<double> clip_value = std::nullopt;  ///< the most that an element may be, either way

  /// As nnlite.h has it.
  nnl_train_step_options c() const {
    auto c = detail::defaults(nnl_train_step_options_init);
    c.has_clip_norm = clip_norm.has_value();
    c.has_clip_value = clip_value.has_value();
    c.error_if_nonfinite = error_if_nonfinite;
    c.clip_norm = clip_norm.value_or(0);
    c.clip_norm_type = clip_norm_type;
    c.clip_value = clip_value.value_or(0);
    return c;
  }
};

/// Forward, loss, backward, clipping and update; the loss before the update.
inline double train_step(const Module& model, const Module& loss, const Optimizer& optimizer,
                         const std::vector<Tensor>& inputs, const std::vector<Tensor>& targets,
                         const TrainStepOptions& options = {}) {
  const auto in = detail::handles(inputs), out = detail::handles(targets);
  return detail::get<double>(nnl_train_step, model.handle(), loss.handle(), optimizer.handle(),
                             detail::count_of(in), in.data(), detail::count_of(out), out.data(),
                             detail::address(options.c()));
}
inline double train_step(const Module& model, const Module& loss, const Optimizer& optimizer,
                         const Tensor& input, const Tensor& target, const TrainStepOptions& options = {}) {
  return train_step(model, loss, optimizer, std::vector<Tensor>{input}, std::vector<Tensor>{target}, options);
}

/// The mean loss over the rest of the loader's epoch, in inference mode. num_inputs: how many tensors of a
/// batch the model takes; 0 is all but the last.
inline double evaluate(const Module& model, const Module& loss, const Loader& loader,
                       std::int64_t num_inputs = 0) {
  return detail::get<double>(nnl_evaluate, model.handle(), loss.handle(), loader.handle(), num_inputs);
}

/// Why a fit ended.
enum class FitEnd : std::int32_t {
  epochs = NNL_FIT_EPOCHS,
  time = NNL_FIT_TIME,
  cancelled = NNL_FIT_CANCELLED,
  patience = NNL_FIT_PATIENCE
};

struct FitOptions {
  std::int64_t epochs = 1;
  std::int64_t num_inputs = 0;  ///< tensors of a batch that the model takes; 0: all but the last
  TrainStepOptions step = {};
  Loader validation = {};           ///< may be empty
  Schedule schedule = {};           ///< of the optimizer; may be empty
  bool schedule_each_step = false;  ///< the schedule steps after each step and not after each epoch
  double max_seconds = 0;           ///< 0: no limit
  std::int64_t patience = 0;        ///< epochs without improvement that end the fit; 0: never
  double min_delta = 0;             ///< how much lower a loss must be to be an improvement
  bool keep_best = false;           ///< leave the model as it was after its best epoch

  /// As nnlite.h has it.
  nnl_fit_options c() const {
    auto c = detail::defaults(nnl_fit_options_init);
    const auto s = step.c();
    c.keep_best = keep_best;
    c.has_clip_norm = s.has_clip_norm;
    c.has_clip_value = s.has_clip_value;
    c.error_if_nonfinite = s.error_if_nonfinite;
    c.clip_norm = s.clip_norm;
    c.clip_norm_type = s.clip_norm_type;
    c.clip_value = s.clip_value;
    c.epochs = epochs;
    c.num_inputs = num_inputs;
    c.validation = validation.handle();
    c.schedule = schedule.handle();
    c.schedule_each_step = schedule_each_step;
    c.max_seconds = max_seconds;
    c.patience = patience;
    c.min_delta = min_delta;
    return c;
  }
};

/// What a fit came to; losses are NaN where there is none.
struct FitReport {
  FitEnd end;
  std::int64_t epochs, steps, best_epoch;
  double loss, validation_loss, best_loss, seconds;
};

/// Trains epoch by epoch from where the loader stands. `progress` is called after each step and epoch; false
/// ends the fit. What it throws ends the fit too and comes out here.
inline FitReport fit(const Module& model, const Module& loss, const Optimizer& optimizer,
                     const Loader& loader, const FitOptions& options = {},
                     const std::function<bool(const nnl_fit_progress&)>& progress = {}) {
  struct Host {
    const std::function<bool(const nnl_fit_progress&)>& progress;
    std::exception_ptr thrown;
  } host{progress, nullptr};
  const auto callback = [](const nnl_fit_progress* at, void* user_data) -> nnl_status {
    auto& self = *static_cast<Host*>(user_data);
    try {
      return self.progress(*at) ? NNL_OK : NNL_CANCELLED;
    } catch (...) {
      self.thrown = std::current_exception();
      return NNL_CALLBACK_FAILED;
    }
  };
  const auto c = options.c();
  nnl_fit_report report;
  nnl_fit_report_init(&report, static_cast<std::uint32_t>(sizeof report));
  const nnl_status status =
      nnl_fit(model.handle(), loss.handle(), optimizer.handle(), loader.handle(), &c,
              progress ? static_cast<nnl_fit_callback>(callback) : nullptr, &host, &report);
  if (host.thrown) std::rethrow_exception(host.thrown);
  check(status);
  return {static_cast<FitEnd>(report.end), report.epochs,    report.steps,  report.best_epoch, report.loss,
          report.validation_loss,          report.best_loss, report.seconds};
}

}  // namespace nnlite
