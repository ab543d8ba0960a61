#include "guard.h"
#include "optim/clip.h"
#include "optim/sgd.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_sgd_options sgd_defaults = {sizeof(nnl_sgd_options), 0, 0, 1, 1e-3, 0, 0, 0};
constexpr nnl_loader_options loader_defaults = {
    sizeof(nnl_loader_options), NNL_SAMPLING_SEQUENTIAL, NNL_LAST_BATCH_KEEP, 0, 1, 0};

/// The most tensors that one batch can have.
constexpr int64_t most_loader_tensors = 1024;

SgdOptions sgd_options(const nnl_sgd_options* options) {
  const nnl_sgd_options o = read_options(options, sgd_defaults);
  return {o.learning_rate,
          o.momentum,
          o.dampening,
          o.weight_decay,
          flag(o.nesterov, "options.nesterov"),
          flag(o.maximize, "options.maximize")};
}

}  // namespace

void NNL_CALL nnl_sgd_options_init(nnl_sgd_options* options, uint32_t size) {
  write_options(sgd_defaults, options, size);
}

nnl_status NNL_CALL nnl_sgd_create(int64_t count, const nnl_tensor* parameters,
                                   const nnl_sgd_options* options, nnl_optimizer* optimizer) {
  return create(__func__, "optimizer", optimizer, [&] {
    return make_ref<Sgd>(tensors(count, parameters, "parameters"), sgd_options(options));
  });
}

nnl_status NNL_CALL nnl_sgd_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                      const nnl_sgd_options* options) {
  return guard(__func__, [&] {
    as_kind<Sgd>(PinnedOptimizer(optimizer, "optimizer"))
        .add(tensors(count, parameters, "parameters"), sgd_options(options));
  });
}

void NNL_CALL nnl_optimizer_release(nnl_optimizer optimizer) { release_handle(Kind::optimizer, optimizer); }

nnl_status NNL_CALL nnl_optimizer_step(nnl_optimizer optimizer) {
  return guard(__func__, [&] { PinnedOptimizer(optimizer, "optimizer")->step(); });
}

nnl_status NNL_CALL nnl_optimizer_settle(nnl_optimizer optimizer) {
  return guard(__func__, [&] { PinnedOptimizer(optimizer, "optimizer")->settle(); });
}

nnl_status NNL_CALL nnl_optimizer_zero_grad(nnl_optimizer optimizer) {
  return guard(__func__, [&] { PinnedOptimizer(optimizer, "optimizer")->zero_grad(); });
}

nnl_status NNL_CALL nnl_optimizer_num_groups(nnl_optimizer optimizer, int64_t* count) {
  return answer(__func__, "count", count,
                [&] { return PinnedOptimizer(optimizer, "optimizer")->num_groups(); });
}

nnl_status NNL_CALL nnl_optimizer_learning_rate(nnl_optimizer optimizer, int64_t group,
                                                double* learning_rate) {
  return answer(__func__, "learning_rate", learning_rate,
                [&] { return PinnedOptimizer(optimizer, "optimizer")->learning_rate(group); });
}

nnl_status NNL_CALL nnl_optimizer_set_learning_rate(nnl_optimizer optimizer, int64_t group,
                                                    double learning_rate) {
  return guard(__func__,
               [&] { PinnedOptimizer(optimizer, "optimizer")->set_learning_rate(group, learning_rate); });
}

nnl_status NNL_CALL nnl_clip_grad_norm(int64_t count, const nnl_tensor* parameters, double max_norm,
                                       double norm_type, int32_t error_if_nonfinite, double* norm) {
  return guard(__func__, [&] {
    const double before = clip_grad_norm(tensors(count, parameters, "parameters"), max_norm, norm_type,
                                         flag(error_if_nonfinite, "error_if_nonfinite"));
    if (norm) *norm = before;
  });
}

nnl_status NNL_CALL nnl_clip_grad_value(int64_t count, const nnl_tensor* parameters, double clip_value) {
  return guard(__func__, [&] { clip_grad_value(tensors(count, parameters, "parameters"), clip_value); });
}

void NNL_CALL nnl_loader_options_init(nnl_loader_options* options, uint32_t size) {
  write_options(loader_defaults, options, size);
}

nnl_status NNL_CALL nnl_loader_create(int64_t count, const nnl_tensor* handles,
                                      const nnl_loader_options* options, nnl_loader* loader) {
  return create(__func__, "loader", loader, [&] {
    if (count > most_loader_tensors)
      fail_argument("count", Code::not_supported, "{} is more than {}", count, most_loader_tensors);
    const nnl_loader_options o = read_options(options, loader_defaults);
    check_reserved(o.reserved);
    std::vector<Tensor> data;
    for (const Variable& variable : tensors(count, handles, "tensors")) data.push_back(variable.data());
    return make_ref<Loader>(
        std::move(data),
        LoaderOptions{o.batch_size, enumerator(o.sampling, Sampling::replacement, "options.sampling"),
                      enumerator(o.last_batch, LastBatch::merge, "options.last_batch"),
                      static_cast<uint64_t>(o.seed)});
  });
}

void NNL_CALL nnl_loader_release(nnl_loader loader) { release_handle(Kind::loader, loader); }

nnl_status NNL_CALL nnl_loader_next(nnl_loader loader, int64_t count, nnl_tensor* batch) {
  if (batch && count > 0 && count <= most_loader_tensors) std::fill_n(batch, count, nnl_tensor{0});
  return guard(__func__, [&] {
    require(batch, "batch");
    const PinnedLoader source(loader, "loader");
    if (count != source->num_tensors())
      fail_argument("count", Code::invalid_argument, "{}, but a batch has {} tensors", count,
                    source->num_tensors());
    const std::vector<Tensor> drawn = source->next();
    for (size_t i = 0; i < drawn.size(); ++i) {
      Transaction::on_rollback([batch, i] {
        release_handle(Kind::tensor, batch[i]);
        batch[i] = 0;
      });
      batch[i] = publish(Variable(drawn[i]));
    }
  });
}

nnl_status NNL_CALL nnl_loader_num_batches(nnl_loader loader, int64_t* count) {
  return answer(__func__, "count", count, [&] { return PinnedLoader(loader, "loader")->num_batches(); });
}

nnl_status NNL_CALL nnl_loader_epoch(nnl_loader loader, int64_t* epoch) {
  return answer(__func__, "epoch", epoch, [&] { return PinnedLoader(loader, "loader")->epoch(); });
}
