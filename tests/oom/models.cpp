#include "oom/models.h"

namespace nnl::test {
namespace {

nnl_module module_of(const std::function<nnl_status(nnl_module*)>& create) {
  nnl_module made = 0;
  World::must(create(&made));
  return made;
}

nnl_module cross_entropy_loss(World& world) {
  return module_of([&](nnl_module* m) { return nnl_cross_entropy_loss_create(world.context(), nullptr, m); });
}

}  // namespace

nnl_checkpoint_parts Training::parts() const {
  nnl_checkpoint_parts all;
  nnl_checkpoint_parts_init(&all, sizeof all);
  all.model = model;
  all.optimizer = optimizer;
  return all;
}

nnl_tensor numbers(World& world, nnl_dtype dtype, const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  std::vector<float> values(static_cast<size_t>(count));
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i * 7919 % 1009) / 500 - 1;
  const std::vector<double> wide(values.begin(), values.end());
  nnl_tensor made = 0;
  World::must(nnl_tensor_from_data(world.context(), dtype, static_cast<int32_t>(shape.size()), shape.data(),
                                   dtype == NNL_F32 ? static_cast<const void*>(values.data()) : wide.data(),
                                   count * (dtype == NNL_F32 ? 4 : 8), &made));
  return made;
}

nnl_tensor indices(World& world, const std::vector<int64_t>& shape, int64_t bound) {
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  std::vector<int64_t> values(static_cast<size_t>(count));
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<int64_t>(i * i * 31 + i * 7) % bound;
  nnl_tensor made = 0;
  World::must(nnl_tensor_from_data(world.context(), NNL_I64, static_cast<int32_t>(shape.size()), shape.data(),
                                   values.data(), 8 * count, &made));
  return made;
}

nnl_module sequential(World& world, const std::vector<nnl_module>& parts) {
  return module_of([&](nnl_module* m) {
    return nnl_sequential_create(world.context(), static_cast<int64_t>(parts.size()), parts.data(), m);
  });
}

std::vector<nnl_tensor> parameters_of(nnl_module model) {
  int64_t count = 0;
  World::must(nnl_module_num_parameters(model, &count));
  std::vector<nnl_tensor> parameters(static_cast<size_t>(count));
  for (int64_t i = 0; i < count; ++i)
    World::must(nnl_module_parameter(model, i, &parameters[static_cast<size_t>(i)]));
  return parameters;
}

Training language_model(World& world, int64_t words, int64_t columns, int64_t batch) {
  const nnl_context c = world.context();
  nnl_embedding_options bounded;
  nnl_embedding_options_init(&bounded, sizeof bounded);
  bounded.has_max_norm = 1;
  bounded.max_norm = 1;
  Training t;
  t.model = sequential(
      world, {module_of([&](nnl_module* m) { return nnl_embedding_create(c, words, columns, &bounded, m); }),
              module_of([&](nnl_module* m) { return nnl_flatten_create(c, m); }),
              module_of([&](nnl_module* m) { return nnl_linear_create(c, 3 * columns, 8, nullptr, m); }),
              module_of([&](nnl_module* m) { return nnl_batch_norm1d_create(c, 8, nullptr, m); }),
              module_of([&](nnl_module* m) { return nnl_relu_create(c, m); }),
              module_of([&](nnl_module* m) { return nnl_linear_create(c, 8, 5, nullptr, m); })});
  t.loss = cross_entropy_loss(world);
  t.inputs = {indices(world, {batch, 3}, words)};
  t.targets = {indices(world, {batch}, 5)};
  t.parameters = parameters_of(t.model);
  nnl_sgd_options options;
  nnl_sgd_options_init(&options, sizeof options);
  options.learning_rate = 0.1;
  options.momentum = 0.9;
  options.weight_decay = 1e-3;
  World::must(
      nnl_sgd_create(static_cast<int64_t>(t.parameters.size()), t.parameters.data(), &options, &t.optimizer));
  return t;
}

Training image_model(World& world) {
  const nnl_context c = world.context();
  nnl_conv_options padded;
  nnl_conv_options_init(&padded, sizeof padded);
  padded.padding_same = 1;
  Training t;
  t.model = sequential(
      world, {module_of([&](nnl_module* m) { return nnl_conv2d_create(c, 1, 3, 3, 3, &padded, m); }),
              module_of([&](nnl_module* m) { return nnl_batch_norm2d_create(c, 3, nullptr, m); }),
              module_of([&](nnl_module* m) { return nnl_relu_create(c, m); }),
              module_of([&](nnl_module* m) { return nnl_max_pool2d_create(c, 2, 2, nullptr, m); }),
              module_of([&](nnl_module* m) { return nnl_conv2d_create(c, 3, 4, 3, 3, nullptr, m); }),
              module_of([&](nnl_module* m) { return nnl_adaptive_avg_pool2d_create(c, 1, 1, m); }),
              module_of([&](nnl_module* m) { return nnl_flatten_create(c, m); }),
              module_of([&](nnl_module* m) { return nnl_dropout_create(c, 0.5, m); }),
              module_of([&](nnl_module* m) { return nnl_linear_create(c, 4, 3, nullptr, m); })});
  t.loss = cross_entropy_loss(world);
  t.inputs = {numbers(world, NNL_F32, {3, 1, 8, 8})};
  t.targets = {indices(world, {3}, 3)};
  t.parameters = parameters_of(t.model);
  World::must(
      nnl_adam_create(static_cast<int64_t>(t.parameters.size()), t.parameters.data(), nullptr, &t.optimizer));
  return t;
}

Training bag_model(World& world) {
  Training t;
  t.model =
      module_of([&](nnl_module* m) { return nnl_embedding_bag_create(world.context(), 20, 3, nullptr, m); });
  t.loss =
      module_of([&](nnl_module* m) { return nnl_mse_loss_create(world.context(), NNL_REDUCTION_MEAN, m); });
  t.inputs = {indices(world, {5, 4}, 20)};
  t.targets = {numbers(world, NNL_F32, {5, 3})};
  t.parameters = parameters_of(t.model);
  World::must(nnl_sparse_adam_create(1, t.parameters.data(), nullptr, &t.optimizer));
  return t;
}

}  // namespace nnl::test
