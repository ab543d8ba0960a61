#include "guard.h"
#include "host_call.h"
#include "train/fit.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_train_step_options step_defaults = {sizeof(nnl_train_step_options), 0, 0, 0, 0, 2, 0};
constexpr nnl_fit_options fit_defaults = {
    sizeof(nnl_fit_options), 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0};
constexpr nnl_fit_report no_report = {sizeof(nnl_fit_report), NNL_FIT_EPOCHS, 0, 0, -1, 0, 0, 0, 0};

/// The clipping that both option structs describe.
template <class Options>
StepOptions step_options(const Options& o) {
  StepOptions result;
  if (flag(o.has_clip_norm, "options.has_clip_norm")) result.clip_norm = o.clip_norm;
  if (flag(o.has_clip_value, "options.has_clip_value")) result.clip_value = o.clip_value;
  result.error_if_nonfinite = flag(o.error_if_nonfinite, "options.error_if_nonfinite");
  result.clip_norm_type = o.clip_norm_type;
  return result;
}

std::function<bool(const FitProgress&)> progress_of(nnl_fit_callback callback, void* user_data) {
  if (!callback) return {};
  return [=](const FitProgress& p) {
    const nnl_fit_progress progress{sizeof progress, p.epoch_ended, p.epoch,           p.batch,  p.batches,
                                    p.step,          p.loss,        p.validation_loss, p.seconds};
    const HostResult result = run_host([&] { return callback(&progress, user_data); });
    if (result.status != NNL_OK && result.status != NNL_CANCELLED)
      fail_argument("callback", Code::callback_failed, "it returned {} in epoch {} after batch {}{}",
                    result.status, p.epoch, p.batch, result.error);
    return result.status == NNL_OK;
  };
}

FitOptions fit_options(const nnl_fit_options* options) {
  const nnl_fit_options o = read_options(options, fit_defaults);
  FitOptions result;
  result.epochs = o.epochs;
  result.num_inputs = o.num_inputs;
  result.step = step_options(o);
  if (o.validation != 0)
    result.validation = &static_cast<Loader&>(PinnedLoader(o.validation, "options.validation"));
  if (o.schedule != 0)
    result.schedule = &static_cast<Schedule&>(PinnedSchedule(o.schedule, "options.schedule"));
  result.schedule_each_step = flag(o.schedule_each_step, "options.schedule_each_step");
  result.max_seconds = o.max_seconds;
  result.patience = o.patience;
  result.min_delta = o.min_delta;
  result.keep_best = flag(o.keep_best, "options.keep_best");
  return result;
}

}  // namespace

void NNL_CALL nnl_train_step_options_init(nnl_train_step_options* options, uint32_t size) {
  write_options(step_defaults, options, size);
}

nnl_status NNL_CALL nnl_train_step(nnl_module model, nnl_module loss, nnl_optimizer optimizer,
                                   int64_t num_inputs, const nnl_tensor* inputs, int64_t num_targets,
                                   const nnl_tensor* targets, const nnl_train_step_options* options,
                                   double* value) {
  return guard(__func__, [&] {
    const StepOptions step = step_options(read_options(options, step_defaults));
    const double result = train_step(
        PinnedModule(model, "model"), PinnedModule(loss, "loss"), PinnedOptimizer(optimizer, "optimizer"),
        tensors(num_inputs, inputs, "inputs"), tensors(num_targets, targets, "targets"), step);
    if (value) *value = result;
  });
}

nnl_status NNL_CALL nnl_evaluate(nnl_module model, nnl_module loss, nnl_loader loader, int64_t num_inputs,
                                 double* value) {
  return answer(__func__, "value", value, [&] {
    return evaluate(PinnedModule(model, "model"), PinnedModule(loss, "loss"), PinnedLoader(loader, "loader"),
                    num_inputs);
  });
}

void NNL_CALL nnl_fit_options_init(nnl_fit_options* options, uint32_t size) {
  write_options(fit_defaults, options, size);
}

void NNL_CALL nnl_fit_report_init(nnl_fit_report* report, uint32_t size) {
  write_options(no_report, report, size);
}

nnl_status NNL_CALL nnl_fit(nnl_module model, nnl_module loss, nnl_optimizer optimizer, nnl_loader loader,
                            const nnl_fit_options* options, nnl_fit_callback callback, void* user_data,
                            nnl_fit_report* report) {
  return guard(__func__, [&] {
    if (report) check_size(report->struct_size, "report");
    FitOptions all = fit_options(options);
    all.progress = progress_of(callback, user_data);
    const FitReport r = fit(PinnedModule(model, "model"), PinnedModule(loss, "loss"),
                            PinnedOptimizer(optimizer, "optimizer"), PinnedLoader(loader, "loader"), all);
    if (report)
      write_options(nnl_fit_report{0, static_cast<int32_t>(r.end), r.epochs, r.steps, r.best_epoch, r.loss,
                                   r.validation_loss, r.best_loss, r.seconds},
                    report, report->struct_size);
  });
}
