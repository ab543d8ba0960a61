// Objects that would do for a parameter, so that good calls are as frequent as bad ones. They are made when
// they are first wanted in a sequence, of three channels all.
#include "player.h"

namespace fuzz {

int64_t Player::find_role(int32_t kind, const std::string& role) {
  if (role == "nothing") return 0;
  if (role == "context") return home_;
  const auto found = roles_.find(role);
  if (found != roles_.end()) return found->second;
  const int64_t handle = make_role(kind, role);
  if (handle == 0) return 0;
  keep(kind, handle);
  if (!role.starts_with("new ") && role != "result") roles_[role] = handle;
  return handle;
}

int64_t Player::make_tensor(nnl_dtype dtype, std::initializer_list<int64_t> shape, int range,
                            bool wants_grad) {
  const size_t rank = shape.size();
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  nnl_tensor doubles = 0, tensor = 0;
  double* values = own<double>(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i)
    values[i] = dtype == NNL_I64 || dtype == NNL_BOOL ? draws_->below(static_cast<uint32_t>(range))
                                                      : (draws_->below(255) + 1) / 256.0 * range;
  const auto bytes = count * static_cast<int64_t>(sizeof(double));
  nnl_tensor_from_data(home_, NNL_F64, static_cast<int32_t>(rank), shape.begin(), values, bytes, &doubles);
  if (dtype == NNL_F64) {
    tensor = doubles;
  } else {
    nnl_tensor_full(home_, dtype, static_cast<int32_t>(rank), shape.begin(), 0, &tensor);
    nnl_tensor_copy_from(tensor, doubles);
    nnl_tensor_release(doubles);
  }
  if (wants_grad) nnl_tensor_set_requires_grad(tensor, 1);
  return tensor;
}

void Player::make_own_op(nnl_tensor input, nnl_tensor* output) {
  Lent* const outside = lent_;
  Lent* lent = lend("the fuzzer's own operation");
  lent->accepted =
      nnl_custom_op("own", 1, &input, function_callback("forward"), backward_callback("backward"),
                    release_callback(lent, "done"), lent, output) == NNL_OK;
  lent_ = outside;
}

int64_t Player::make_role(int32_t kind, const std::string& role) {
  int64_t made = 0;
  const auto optimizer = [&](auto* create) {
    const nnl_tensor leaf = make_tensor(floating_, {3}, 1, true);
    create(1, &leaf, nullptr, &made);
    nnl_tensor_release(leaf);
    return made;
  };
  switch (kind) {
    case NNL_KIND_TENSOR:
      if (role == "rows") return make_tensor(floating_, {4, 3}, 2, draws_->once_in(2));
      if (role == "fractions") return make_tensor(floating_, {4, 3}, 1, false);
      if (role == "channels") return make_tensor(floating_, {3}, 2, false);
      if (role == "leaf" || role == "new leaf") return make_tensor(floating_, {3}, 1, true);
      if (role == "doubles") return make_tensor(NNL_F64, {2}, 1, true);
      if (role == "matrix") return make_tensor(floating_, {3, 3}, 1, true);
      if (role == "table") return make_tensor(floating_, {5, 3}, 1, true);
      if (role == "indices" || role == "classes") return make_tensor(NNL_I64, {4}, 3, false);
      if (role == "offsets") return make_tensor(NNL_I64, {1}, 1, false);
      if (role == "places") return make_tensor(NNL_I64, {4, 3}, 3, false);
      if (role == "counter") return make_tensor(NNL_I64, {}, 2, false);
      if (role == "mask") return make_tensor(NNL_BOOL, {4, 3}, 2, false);
      if (role == "scalar") return make_tensor(floating_, {}, 2, false);
      if (role == "images") return make_tensor(floating_, {2, 3, 4, 5}, 1, true);
      if (role == "signals") return make_tensor(floating_, {2, 3, 7}, 1, true);
      if (role == "kernel 1") return make_tensor(floating_, {3, 3, 2}, 1, true);
      if (role == "kernel 2") return make_tensor(floating_, {3, 3, 2, 3}, 1, true);
      if (role == "vast") {  // no elements, but long axes: loops over these alone would never end
        constexpr int64_t huge = int64_t{1} << 40;
        const int64_t shapes[][3] = {{huge, 0, 3}, {0, huge, 3}, {3, 0, huge}, {huge, huge, 0}, {0, 3, 1}};
        const int64_t* const shape = shapes[draws_->below(5)];
        nnl_tensor_full(home_, floating_, 1 + static_cast<int32_t>(draws_->below(3)), shape, 0, &made);
        if (draws_->once_in(2)) nnl_tensor_set_requires_grad(made, 1);
        return made;
      }
      if (role == "batch of matrices") return make_tensor(floating_, {2, 3, 3}, 1, true);
      if (role == "result") {  // of a recorded operation
        const nnl_tensor matrix = find_role(NNL_KIND_TENSOR, "matrix");
        nnl_tensor doubled = 0;
        if (draws_->once_in(2))
          nnl_affine(matrix, 2, 0, &doubled);
        else
          make_own_op(matrix, &doubled);
        nnl_sum(doubled, 0, nullptr, 0, &made);
        nnl_tensor_release(doubled);
        return made;
      }
      if (role == "walked" || role == "looked up") {  // with a gradient
        nnl_tensor looked_up = 0, sum = 0;
        made = make_tensor(floating_, {5, 3}, 1, true);
        if (role == "looked up")
          nnl_embedding(made, find_role(NNL_KIND_TENSOR, "indices"), nullptr, &looked_up);
        else
          nnl_affine(made, 2, 1, &looked_up);
        nnl_sum(looked_up, 0, nullptr, 0, &sum);
        nnl_tensor_backward(sum, 0, 0);
        nnl_tensor_release(looked_up);
        nnl_tensor_release(sum);
        return made;
      }
      break;
    case NNL_KIND_MODULE:
      if (role == "layer" && draws_->once_in(2)) return make_role(kind, "custom");
      if (role == "loss") {
        nnl_mse_loss_create(home_, NNL_REDUCTION_MEAN, &made);
        return made;
      }
      if (role == "custom") {
        Lent* const outside = lent_;
        Lent* lent = lend("the fuzzer's own module");
        nnl_module_create(home_, "Custom", module_callback("forward"), release_callback(lent, "done"), lent,
                          &made);
        lent->accepted = made != 0;
        lent_ = outside;
        return made;
      }
      if (role == "model" || role == "layer") {
        nnl_linear_options linear;
        nnl_batch_norm_options norm;
        nnl_linear_options_init(&linear, sizeof linear);
        nnl_batch_norm_options_init(&norm, sizeof norm);
        linear.dtype = norm.dtype = floating_;
        nnl_module parts[3] = {};
        nnl_linear_create(home_, 3, 3, &linear, &parts[0]);
        if (role == "layer") return parts[0];
        if (draws_->once_in(4)) {
          nnl_module_release(parts[0]);
          parts[0] = make_role(kind, "custom");
        }
        nnl_batch_norm1d_create(home_, 3, &norm, &parts[1]);
        nnl_relu_create(home_, &parts[2]);
        nnl_sequential_create(home_, 3, parts, &made);
        for (const nnl_module part : parts) nnl_module_release(part);
        return made;
      }
      break;
    case NNL_KIND_OPTIMIZER: {
      if (role == "adam") return optimizer(nnl_adam_create);
      if (role == "adamw") return optimizer(nnl_adamw_create);
      if (role == "sparse_adam") return optimizer(nnl_sparse_adam_create);
      if (role == "adagrad") return optimizer(nnl_adagrad_create);
      if (role == "rmsprop") return optimizer(nnl_rmsprop_create);
      const nnl_module model = find_role(NNL_KIND_MODULE, "model");
      nnl_tensor parameters[4] = {};
      for (int64_t i = 0; i < 4; ++i) nnl_module_parameter(model, i, &parameters[i]);
      nnl_sgd_options sgd;
      nnl_sgd_options_init(&sgd, sizeof sgd);
      sgd.momentum = role == "sgd with momentum" ? 0.9 : 0;
      nnl_sgd_create(4, parameters, &sgd, &made);
      for (const nnl_tensor parameter : parameters) nnl_tensor_release(parameter);
      return made;
    }
    case NNL_KIND_LOADER: {
      const nnl_tensor tensors[] = {make_tensor(floating_, {5, 3}, 1, false),
                                    make_tensor(floating_, {5, 3}, 1, false)};
      nnl_loader_options options;
      nnl_loader_options_init(&options, sizeof options);
      options.batch_size = 2;
      options.last_batch = NNL_LAST_BATCH_DROP;
      nnl_loader_create(2, tensors, &options, &made);
      for (const nnl_tensor tensor : tensors) nnl_tensor_release(tensor);
      return made;
    }
    case NNL_KIND_SCHEDULE: {
      const nnl_optimizer owner = find_role(NNL_KIND_OPTIMIZER, "sgd");
      if (role == "plateau")
        nnl_reduce_lr_on_plateau_create(owner, 0, nullptr, nullptr, &made);
      else if (role == "restarts")
        nnl_cosine_annealing_warm_restarts_create(owner, 2, 2, 0, &made);
      else
        nnl_step_lr_create(owner, 2, 0.5, &made);
      return made;
    }
    case NNL_KIND_LOAD_REPORT: {
      wrote_files_ = true;
      save_role("model");
      const std::string path = folder_ + "/model";
      nnl_load_options options;
      nnl_load_options_init(&options, sizeof options);
      options.strict = 0;
      nnl_module_load_with(find_role(NNL_KIND_MODULE, "layer"), path.c_str(), &options, &made);
      return made;
    }
    case NNL_KIND_SCOPE:
      nnl_scope_begin(&made);
      return made;
    case NNL_KIND_HANDLE_REPORT:
      nnl_handle_report_create(home_, 0, &made);
      return made;
    default:
      break;
  }
  wrong("the fuzzer knows no " + role);
}

/// Saves the model, alone or as all that a checkpoint has.
void Player::save_role(const std::string& role) {
  const nnl_module model = find_role(NNL_KIND_MODULE, "model");
  const std::string path = folder_ + "/" + role;
  if (role == "model") {
    nnl_module_save(model, path.c_str());
    return;
  }
  nnl_checkpoint_parts parts;
  nnl_checkpoint_parts_init(&parts, sizeof parts);
  parts.model = model;
  nnl_checkpoint_save(path.c_str(), &parts);
}

}  // namespace fuzz
