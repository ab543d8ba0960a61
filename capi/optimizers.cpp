#include "guard.h"
#include "optim/adagrad.h"
#include "optim/adam.h"
#include "optim/rmsprop.h"
#include "optim/sparse_adam.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_adam_options adam_defaults = {sizeof(nnl_adam_options), 0, 0, 0, 1e-3, 0.9, 0.999, 1e-8, 0};
constexpr nnl_adamw_options adamw_defaults = {
    sizeof(nnl_adamw_options), 0, 0, 0, 1e-3, 0.9, 0.999, 1e-8, 1e-2};
constexpr nnl_sparse_adam_options sparse_adam_defaults = {
    sizeof(nnl_sparse_adam_options), 0, 1e-3, 0.9, 0.999, 1e-8};
constexpr nnl_adagrad_options adagrad_defaults = {sizeof(nnl_adagrad_options), 0, 1e-2, 0, 0, 0, 1e-10};
constexpr nnl_rmsprop_options rmsprop_defaults = {
    sizeof(nnl_rmsprop_options), 0, 0, 0, 1e-2, 0.99, 1e-8, 0, 0};

template <class Options>
AdamOptions adam_like(const Options& o) {
  check_reserved(o.reserved);
  return {o.learning_rate,
          o.beta1,
          o.beta2,
          o.eps,
          o.weight_decay,
          flag(o.amsgrad, "options.amsgrad"),
          flag(o.maximize, "options.maximize")};
}

AdamOptions read(const nnl_adam_options* options) { return adam_like(read_options(options, adam_defaults)); }

AdamOptions read(const nnl_adamw_options* options) {
  return adam_like(read_options(options, adamw_defaults));
}

SparseAdamOptions read(const nnl_sparse_adam_options* options) {
  const nnl_sparse_adam_options o = read_options(options, sparse_adam_defaults);
  return {o.learning_rate, o.beta1, o.beta2, o.eps, flag(o.maximize, "options.maximize")};
}

AdagradOptions read(const nnl_adagrad_options* options) {
  const nnl_adagrad_options o = read_options(options, adagrad_defaults);
  return {o.learning_rate, o.lr_decay,
          o.weight_decay,  o.initial_accumulator_value,
          o.eps,           flag(o.maximize, "options.maximize")};
}

RmspropOptions read(const nnl_rmsprop_options* options) {
  const nnl_rmsprop_options o = read_options(options, rmsprop_defaults);
  check_reserved(o.reserved);
  return {o.learning_rate,
          o.alpha,
          o.eps,
          o.weight_decay,
          o.momentum,
          flag(o.centered, "options.centered"),
          flag(o.maximize, "options.maximize")};
}

template <class T, class Options>
nnl_status make(const char* function, int64_t count, const nnl_tensor* parameters, const Options* options,
                nnl_optimizer* optimizer) {
  return create(function, "optimizer", optimizer,
                [&] { return make_ref<T>(tensors(count, parameters, "parameters"), read(options)); });
}

template <class T, class Options>
nnl_status add(const char* function, nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
               const Options* options) {
  return guard(function, [&] {
    as_kind<T>(PinnedOptimizer(optimizer, "optimizer"))
        .add(tensors(count, parameters, "parameters"), read(options));
  });
}

}  // namespace

void NNL_CALL nnl_adam_options_init(nnl_adam_options* options, uint32_t size) {
  write_options(adam_defaults, options, size);
}

nnl_status NNL_CALL nnl_adam_create(int64_t count, const nnl_tensor* parameters,
                                    const nnl_adam_options* options, nnl_optimizer* optimizer) {
  return make<Adam>(__func__, count, parameters, options, optimizer);
}

nnl_status NNL_CALL nnl_adam_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                       const nnl_adam_options* options) {
  return add<Adam>(__func__, optimizer, count, parameters, options);
}

void NNL_CALL nnl_adamw_options_init(nnl_adamw_options* options, uint32_t size) {
  write_options(adamw_defaults, options, size);
}

nnl_status NNL_CALL nnl_adamw_create(int64_t count, const nnl_tensor* parameters,
                                     const nnl_adamw_options* options, nnl_optimizer* optimizer) {
  return make<AdamW>(__func__, count, parameters, options, optimizer);
}

nnl_status NNL_CALL nnl_adamw_add_group(nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters,
                                        const nnl_adamw_options* options) {
  return add<AdamW>(__func__, optimizer, count, parameters, options);
}

void NNL_CALL nnl_sparse_adam_options_init(nnl_sparse_adam_options* options, uint32_t size) {
  write_options(sparse_adam_defaults, options, size);
}

nnl_status NNL_CALL nnl_sparse_adam_create(int64_t count, const nnl_tensor* parameters,
                                           const nnl_sparse_adam_options* options, nnl_optimizer* optimizer) {
  return make<SparseAdam>(__func__, count, parameters, options, optimizer);
}

nnl_status NNL_CALL nnl_sparse_adam_add_group(nnl_optimizer optimizer, int64_t count,
                                              const nnl_tensor* parameters,
                                              const nnl_sparse_adam_options* options) {
  return add<SparseAdam>(__func__, optimizer, count, parameters, options);
}

void NNL_CALL nnl_adagrad_options_init(nnl_adagrad_options* options, uint32_t size) {
  write_options(adagrad_defaults, options, size);
}

nnl_status NNL_CALL nnl_adagrad_create(int64_t count, const nnl_tensor* parameters,
                                       const nnl_adagrad_options* options, nnl_optimizer* optimizer) {
  return make<Adagrad>(__func__, count, parameters, options, optimizer);
}

nnl_status NNL_CALL nnl_adagrad_add_group(nnl_optimizer optimizer, int64_t count,
                                          const nnl_tensor* parameters, const nnl_adagrad_options* options) {
  return add<Adagrad>(__func__, optimizer, count, parameters, options);
}

void NNL_CALL nnl_rmsprop_options_init(nnl_rmsprop_options* options, uint32_t size) {
  write_options(rmsprop_defaults, options, size);
}

nnl_status NNL_CALL nnl_rmsprop_create(int64_t count, const nnl_tensor* parameters,
                                       const nnl_rmsprop_options* options, nnl_optimizer* optimizer) {
  return make<Rmsprop>(__func__, count, parameters, options, optimizer);
}

nnl_status NNL_CALL nnl_rmsprop_add_group(nnl_optimizer optimizer, int64_t count,
                                          const nnl_tensor* parameters, const nnl_rmsprop_options* options) {
  return add<Rmsprop>(__func__, optimizer, count, parameters, options);
}

nnl_status NNL_CALL nnl_optimizer_momentum(nnl_optimizer optimizer, int64_t group, double* momentum) {
  return answer(__func__, "momentum", momentum,
                [&] { return PinnedOptimizer(optimizer, "optimizer")->momentum(group); });
}

nnl_status NNL_CALL nnl_optimizer_set_momentum(nnl_optimizer optimizer, int64_t group, double momentum) {
  return guard(__func__, [&] { PinnedOptimizer(optimizer, "optimizer")->set_momentum(group, momentum); });
}
