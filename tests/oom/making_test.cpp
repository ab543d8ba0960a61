// Layers, losses, optimizers and schedules that cannot be made for want of memory, and their first steps.
#include <gtest/gtest.h>

#include "oom/models.h"

namespace nnl::test {
namespace {

#define MODULE(function, ...)                                                                          \
  {                                                                                                    \
#function, [](World & world, nnl_module * m) { return function(world.context(), __VA_ARGS__, m); } \
  }
#define PLAIN(function)                                                                   \
  {                                                                                       \
#function, [](World & world, nnl_module * m) { return function(world.context(), m); } \
  }

const std::pair<const char*, std::function<nnl_status(World&, nnl_module*)>> modules[] = {
    MODULE(nnl_embedding_create, 5, 3, nullptr),
    MODULE(nnl_embedding_bag_create, 5, 3, nullptr),
    MODULE(nnl_linear_create, 4, 3, nullptr),
    MODULE(nnl_batch_norm1d_create, 3, nullptr),
    MODULE(nnl_batch_norm2d_create, 3, nullptr),
    MODULE(nnl_batch_norm3d_create, 3, nullptr),
    MODULE(nnl_conv1d_create, 2, 3, 3, nullptr),
    MODULE(nnl_conv2d_create, 2, 3, 3, 3, nullptr),
    MODULE(nnl_group_norm_create, 2, 4, nullptr),
    MODULE(nnl_max_pool2d_create, 2, 2, nullptr),
    MODULE(nnl_avg_pool2d_create, 2, 2, nullptr),
    MODULE(nnl_adaptive_avg_pool2d_create, 1, 1),
    MODULE(nnl_leaky_relu_create, 0.1),
    MODULE(nnl_elu_create, 1),
    MODULE(nnl_gelu_create, NNL_GELU_NONE),
    MODULE(nnl_softplus_create, 1, 20),
    MODULE(nnl_hardtanh_create, -1, 1),
    MODULE(nnl_prelu_create, 1, 0.25, NNL_F32),
    MODULE(nnl_softmax_create, 1),
    MODULE(nnl_log_softmax_create, 1),
    MODULE(nnl_dropout_create, 0.5),
    PLAIN(nnl_flatten_create),
    PLAIN(nnl_sigmoid_create),
    PLAIN(nnl_tanh_create),
    PLAIN(nnl_relu_create),
    PLAIN(nnl_silu_create),
    MODULE(nnl_mse_loss_create, NNL_REDUCTION_MEAN),
    MODULE(nnl_l1_loss_create, NNL_REDUCTION_MEAN),
    MODULE(nnl_smooth_l1_loss_create, 1, NNL_REDUCTION_MEAN),
    MODULE(nnl_huber_loss_create, 1, NNL_REDUCTION_MEAN),
    MODULE(nnl_bce_loss_create, 0, NNL_REDUCTION_MEAN),
    MODULE(nnl_bce_with_logits_loss_create, 0, 0, NNL_REDUCTION_MEAN),
    MODULE(nnl_nll_loss_create, 0, -100, NNL_REDUCTION_MEAN),
    MODULE(nnl_cross_entropy_loss_create, nullptr),
    MODULE(nnl_cosine_embedding_loss_create, 0, NNL_REDUCTION_MEAN),
    MODULE(nnl_triplet_margin_loss_create, nullptr),
    {"nnl_layer_norm_create",
     [](World& world, nnl_module* m) {
       const int64_t shape[] = {3};
       return nnl_layer_norm_create(world.context(), 1, shape, nullptr, m);
     }},
};

TEST(OutOfMemory, in_making_every_layer_and_loss) {
  sweep([](World& world) {
    nnl_checkpoint_parts random;
    nnl_checkpoint_parts_init(&random, sizeof random);
    World::must(nnl_flatten_create(world.context(), &random.model));
    world.watch(random);
    for (const auto& [name, create] : modules) {
      nnl_checkpoint_parts parts = random;
      parts.model = world.make(name, [&](nnl_module* out) { return create(world, out); });
      world.watch(parts);
    }
    const nnl_tensor weight = numbers(world, NNL_F32, {4, 3});
    world.make("embedding_from_pretrained",
               [&](nnl_module* out) { return nnl_embedding_from_pretrained(weight, 1, nullptr, out); });
    const nnl_module bag = world.make("embedding_bag_from_pretrained", [&](nnl_module* out) {
      return nnl_embedding_bag_from_pretrained(weight, 1, nullptr, out);
    });
    const nnl_module both[] = {bag, random.model};
    const nnl_module whole = world.make(
        "sequential", [&](nnl_module* out) { return nnl_sequential_create(world.context(), 2, both, out); });
    world.make("share", [&](nnl_module* out) { return nnl_module_share(whole, out); });
    world.make("child", [&](nnl_module* out) { return nnl_module_child(whole, 1, out); });
    world.make("parameter", [&](nnl_tensor* out) { return nnl_module_parameter(whole, 0, out); });
    world.make("tensor", [&](nnl_tensor* out) { return nnl_module_tensor(whole, "0.weight", out); });
    world.call("train", [&] { return nnl_module_train(whole, 0); });
    world.call("set_requires_grad", [&] { return nnl_module_set_requires_grad(whole, 1); });
    world.call("zero_grad", [&] { return nnl_module_zero_grad(whole); });
    world.call("freeze", [&] { return nnl_module_freeze_statistics(whole, 1); });
    world.make("context", [&](nnl_context* out) { return nnl_context_create(nullptr, out); });
  });
}

/// An optimizer of any kind: how it is made and how it takes another group.
struct Kind {
  const char* name;
  std::function<nnl_status(int64_t, const nnl_tensor*, nnl_optimizer*)> create;
  std::function<nnl_status(nnl_optimizer, int64_t, const nnl_tensor*)> add_group;
};

#define KIND(kind, options, change)                                               \
  {                                                                               \
#kind,                                                                          \
   [](int64_t count, const nnl_tensor* parameters, nnl_optimizer* out) {           \
     options o;                                                                    \
     nnl_##kind##_options_init(&o, sizeof o);                                      \
     change;                                                                       \
     return nnl_##kind##_create(count, parameters, &o, out);                       \
   },                                                                              \
   [](nnl_optimizer optimizer, int64_t count, const nnl_tensor* parameters) {      \
     return nnl_##kind##_add_group(optimizer, count, parameters, nullptr);         \
   } \
  }

const Kind kinds[] = {
    KIND(sgd, nnl_sgd_options, o.momentum = 0.9),
    KIND(sgd, nnl_sgd_options, (o.momentum = 0.9, o.nesterov = 1, o.lazy_rows = 0)),
    KIND(adam, nnl_adam_options, o.amsgrad = 1),
    KIND(adamw, nnl_adamw_options, o.amsgrad = 1),
    KIND(adagrad, nnl_adagrad_options, o.lr_decay = 0.1),
    KIND(rmsprop, nnl_rmsprop_options, (o.centered = 1, o.momentum = 0.5)),
    KIND(sparse_adam, nnl_sparse_adam_options, (void)0),
};

TEST(OutOfMemory, in_making_every_optimizer_and_in_its_steps) {
  for (const Kind& kind : kinds) {
    SCOPED_TRACE(kind.name);
    sweep([&](World& world) {
      const nnl_tensor table = numbers(world, NNL_F32, {9, 2}), other = numbers(world, NNL_F32, {9, 2}),
                       rows = indices(world, {4}, 9);
      for (const nnl_tensor tensor : {table, other}) World::must(nnl_tensor_set_requires_grad(tensor, 1));
      nnl_checkpoint_parts parts;
      nnl_checkpoint_parts_init(&parts, sizeof parts);
      parts.optimizer = world.make("create", [&](nnl_optimizer* out) { return kind.create(1, &table, out); });
      world.watch(parts);
      world.watch(table);
      world.watch(other);
      world.call("add_group", [&] { return kind.add_group(parts.optimizer, 1, &other); });
      for (int step = 0; step < 3; ++step) {
        for (const nnl_tensor tensor : {table, other}) {
          nnl_tensor y = 0, loss = 0;
          World::must(nnl_embedding(tensor, rows, nullptr, &y));
          World::must(nnl_sum(y, 0, nullptr, 0, &loss));
          World::must(nnl_tensor_backward(loss, 0, 0));
          nnl_tensor_release(y);
          nnl_tensor_release(loss);
        }
        world.call("step", [&] { return nnl_optimizer_step(parts.optimizer); });
      }
      world.call("set rate", [&] { return nnl_optimizer_set_learning_rate(parts.optimizer, 1, 0.5); });
    });
    if (HasFailure()) return;
  }
}

const std::pair<const char*, std::function<nnl_status(nnl_optimizer, nnl_schedule*)>> schedules[] = {
    {"step_lr", [](nnl_optimizer o, nnl_schedule* s) { return nnl_step_lr_create(o, 1, 0.5, s); }},
    {"multi_step_lr",
     [](nnl_optimizer o, nnl_schedule* s) {
       const int64_t milestones[] = {2, 1};
       return nnl_multi_step_lr_create(o, 2, milestones, 0.5, s);
     }},
    {"exponential_lr", [](nnl_optimizer o, nnl_schedule* s) { return nnl_exponential_lr_create(o, 0.5, s); }},
    {"linear_lr", [](nnl_optimizer o, nnl_schedule* s) { return nnl_linear_lr_create(o, 0.3, 1, 3, s); }},
    {"cosine_annealing_lr",
     [](nnl_optimizer o, nnl_schedule* s) { return nnl_cosine_annealing_lr_create(o, 3, 0, s); }},
    {"warm_restarts",
     [](nnl_optimizer o, nnl_schedule* s) {
       return nnl_cosine_annealing_warm_restarts_create(o, 2, 2, 0, s);
     }},
    {"one_cycle_lr",
     [](nnl_optimizer o, nnl_schedule* s) {
       const double rate = 0.1;
       return nnl_one_cycle_lr_create(o, 1, &rate, 10, nullptr, s);
     }},
};

TEST(OutOfMemory, in_making_every_schedule_and_in_its_steps) {
  sweep([](World& world) {
    const Training t = language_model(world);
    for (const auto& [name, create] : schedules) {
      nnl_checkpoint_parts parts = t.parts();
      parts.schedule = world.make(name, [&](nnl_schedule* out) { return create(t.optimizer, out); });
      world.watch(parts);
      for (int i = 0; i < 2; ++i) world.call(name, [&] { return nnl_schedule_step(parts.schedule); });
    }
    nnl_checkpoint_parts parts = t.parts();
    parts.schedule = world.make("plateau", [&](nnl_schedule* out) {
      return nnl_reduce_lr_on_plateau_create(t.optimizer, 0, nullptr, nullptr, out);
    });
    world.watch(parts);
    world.call("step_metric", [&] { return nnl_schedule_step_metric(parts.schedule, 1); });
    nnl_schedule both[2] = {};
    World::must(nnl_step_lr_create(t.optimizer, 1, 0.5, &both[0]));
    World::must(nnl_exponential_lr_create(t.optimizer, 0.5, &both[1]));
    for (const nnl_schedule schedule : both) {
      parts.schedule = schedule;
      world.watch(parts);
    }
    const int64_t milestone = 1;
    parts.schedule = world.make("sequential_lr", [&](nnl_schedule* out) {
      return nnl_sequential_lr_create(2, both, &milestone, out);
    });
    world.watch(parts);
    for (int i = 0; i < 3; ++i) world.call("step", [&] { return nnl_schedule_step(parts.schedule); });
  });
}

}  // namespace
}  // namespace nnl::test
