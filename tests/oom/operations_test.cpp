// Every operation and its gradient, and everything that is made without one.
#include <cfloat>
#include <climits>
#include <gtest/gtest.h>

#include "oom/models.h"

namespace nnl::test {
namespace {

/// Tensors that operations can be tried on, all f64.
struct Inputs {
  World& world;
  nnl_tensor a, b, vector, positive, matrix, images, signals, kernel2, kernel1, probabilities, signs, mask,
      index, classes, rows, offsets, table, counter, mean, var, scale, turned;

  explicit Inputs(World& in) : world(in) {
    a = leaf({2, 3});
    b = leaf({2, 3});
    vector = leaf({3});
    matrix = leaf({4, 3});
    images = leaf({2, 2, 4, 4});
    signals = leaf({2, 2, 6});
    kernel2 = leaf({3, 2, 3, 3});
    kernel1 = leaf({3, 2, 3});
    table = leaf({7, 2});
    positive = leaf({2, 3});
    probabilities = numbers(world, NNL_F64, {2, 3});
    World::must(nnl_affine(probabilities, 0.1, 0.5, &probabilities));
    signs = ones({2});
    mask = made([&](nnl_tensor* y) { return nnl_gt_scalar(probabilities, 0.5, y); });
    index = indices(world, {2, 3}, 2);
    classes = indices(world, {2}, 3);
    rows = indices(world, {5}, 7);
    offsets = indices(world, {1}, 1);
    counter = indices(world, {}, 1);
    mean = numbers(world, NNL_F64, {2});
    var = ones({2});
    scale = ones({2});
    turned = made([&](nnl_tensor* y) { return nnl_transpose(signals, 1, 2, y); });
  }

  nnl_tensor leaf(const std::vector<int64_t>& shape) const {
    const nnl_tensor made = numbers(world, NNL_F64, shape);
    World::must(nnl_tensor_set_requires_grad(made, 1));
    world.watch(made);
    return made;
  }
  nnl_tensor ones(const std::vector<int64_t>& shape) const {
    return made([&](nnl_tensor* y) {
      return nnl_tensor_full(world.context(), NNL_F64, static_cast<int32_t>(shape.size()), shape.data(), 1,
                             y);
    });
  }
  static nnl_tensor made(const std::function<nnl_status(nnl_tensor*)>& make) {
    nnl_tensor tensor = 0;
    World::must(make(&tensor));
    return tensor;
  }
};

using Operation = std::function<nnl_status(const Inputs&, nnl_tensor*)>;

struct Named {
  const char* name;
  Operation run;
};

#define OP(function, ...)                                                                         \
  {                                                                                               \
#function, [](const Inputs& in, nnl_tensor* y) { return (void)in, function(__VA_ARGS__, y); } \
  }

/// With a gradient.
const std::vector<Named> differentiable = {
    OP(nnl_add, in.a, in.vector),
    OP(nnl_subtract, in.a, in.vector),
    OP(nnl_multiply, in.a, in.vector),
    OP(nnl_divide, in.a, in.b),
    OP(nnl_affine, in.a, 2, 1),
    OP(nnl_matmul, in.a, in.vector),
    OP(nnl_linear, in.a, in.matrix, 0),
    OP(nnl_flatten, in.images, 1, -1),
    OP(nnl_transpose, in.a, 0, 1),
    OP(nnl_clone, in.a),
    OP(nnl_sum, in.a, 0, nullptr, 0),
    OP(nnl_mean, in.a, 0, nullptr, 1),
    OP(nnl_sigmoid, in.a),
    OP(nnl_tanh, in.a),
    OP(nnl_relu, in.a),
    OP(nnl_leaky_relu, in.a, 0.1),
    OP(nnl_softmax, in.a, 1),
    OP(nnl_log_softmax, in.a, 0),
    OP(nnl_mse_loss, in.a, in.b, NNL_REDUCTION_MEAN),
    OP(nnl_cross_entropy, in.a, in.classes, nullptr),
    OP(nnl_l1_loss, in.a, in.b, NNL_REDUCTION_SUM),
    OP(nnl_smooth_l1_loss, in.a, in.b, 1, NNL_REDUCTION_NONE),
    OP(nnl_huber_loss, in.a, in.b, 1, NNL_REDUCTION_MEAN),
    OP(nnl_bce_with_logits_loss, in.a, in.probabilities, 0, in.vector, NNL_REDUCTION_MEAN),
    OP(nnl_nll_loss, in.a, in.classes, 0, -100, NNL_REDUCTION_MEAN),
    OP(nnl_cosine_embedding_loss, in.a, in.b, in.signs, 0, NNL_REDUCTION_MEAN),
    OP(nnl_triplet_margin_loss, in.a, in.b, in.positive, nullptr),
    OP(nnl_embedding, in.table, in.rows, nullptr),
    OP(nnl_batch_norm, in.images, in.scale, 0, in.mean, in.var, in.counter, 1, nullptr),
    OP(nnl_abs, in.a),
    OP(nnl_exp, in.a),
    OP(nnl_negative, in.a),
    OP(nnl_reciprocal, in.a),
    OP(nnl_pow, in.a, 2),
    OP(nnl_pow_tensor, in.a, in.b),
    OP(nnl_clamp, in.a, -1, 1),
    OP(nnl_minimum, in.a, in.b),
    OP(nnl_maximum, in.a, in.vector),
    OP(nnl_where, in.mask, in.a, in.b),
    OP(nnl_masked_fill, in.a, in.mask, 2),
    OP(nnl_max, in.a),
    OP(nnl_min, in.a),
    OP(nnl_var, in.a, 0, nullptr, 1, 0),
    OP(nnl_std, in.a, 0, nullptr, 1, 0),
    OP(nnl_norm, in.a, 2, 0, nullptr, 0),
    OP(nnl_cat, 2, &in.a, 1),
    OP(nnl_stack, 2, &in.a, 0),
    OP(nnl_slice, in.a, 1, 0, INT64_MAX, 2),
    OP(nnl_gather, in.a, 0, in.index),
    OP(nnl_index_select, in.table, 0, in.rows),
    OP(nnl_bmm, in.signals, in.turned),
    OP(nnl_squeeze, in.a, 0, nullptr),
    OP(nnl_unsqueeze, in.a, 0),
    OP(nnl_cosine_similarity, in.a, in.b, 1, 1e-8),
    OP(nnl_conv1d, in.signals, in.kernel1, in.vector, nullptr),
    OP(nnl_conv2d, in.images, in.kernel2, in.vector, nullptr),
    OP(nnl_group_norm, in.images, 2, 0, 0, 1e-5),
    OP(nnl_max_pool2d, in.images, 2, 2, nullptr),
    OP(nnl_avg_pool2d, in.images, 2, 2, nullptr),
    OP(nnl_adaptive_avg_pool2d, in.images, 1, 2),
    OP(nnl_elu, in.a, 1),
    OP(nnl_gelu, in.a, NNL_GELU_NONE),
    OP(nnl_gelu, in.a, NNL_GELU_TANH),
    OP(nnl_silu, in.a),
    OP(nnl_softplus, in.a, 1, 20),
    OP(nnl_hardtanh, in.a, -1, 1),
    OP(nnl_prelu, in.a, in.vector),
    OP(nnl_dropout, in.a, 0.5, 1),
    OP(nnl_embedding_bag, in.table, in.rows, in.offsets, 0, nullptr),
    {"nnl_log", [](const Inputs& in, nnl_tensor* y) { return nnl_log(in.positive, y); }},
    {"nnl_sqrt", [](const Inputs& in, nnl_tensor* y) { return nnl_sqrt(in.positive, y); }},
    {"nnl_reshape",
     [](const Inputs& in, nnl_tensor* y) {
       const int64_t shape[] = {3, -1};
       return nnl_reshape(in.a, 2, shape, y);
     }},
    {"nnl_permute",
     [](const Inputs& in, nnl_tensor* y) {
       const int32_t rank = 4;
       const int64_t axes[] = {3, 1, 0, 2};
       return nnl_permute(in.images, rank, axes, y);
     }},
    {"nnl_expand",
     [](const Inputs& in, nnl_tensor* y) {
       const int64_t shape[] = {4, 3};
       return nnl_expand(in.vector, 2, shape, y);
     }},
    {"nnl_layer_norm",
     [](const Inputs& in, nnl_tensor* y) {
       const int64_t shape[] = {3};
       return nnl_layer_norm(in.a, 1, shape, in.vector, in.vector, 1e-5, y);
     }},
    {"nnl_embedding with max_norm",
     [](const Inputs& in, nnl_tensor* y) {
       nnl_embedding_options options;
       nnl_embedding_options_init(&options, sizeof options);
       options.has_max_norm = 1;
       options.max_norm = 0.1;
       return nnl_embedding(in.table, in.rows, &options, y);
     }},
};

/// Without one.
const std::vector<Named> others = {
    OP(nnl_detach, in.a),
    OP(nnl_eq, in.a, in.b),
    OP(nnl_ne, in.a, in.b),
    OP(nnl_lt, in.a, in.vector),
    OP(nnl_le, in.a, in.b),
    OP(nnl_gt, in.a, in.b),
    OP(nnl_ge, in.a, in.b),
    OP(nnl_lt_scalar, in.a, 1),
    OP(nnl_logical_not, in.mask),
    OP(nnl_logical_and, in.mask, in.a),
    OP(nnl_logical_or, in.mask, in.a),
    OP(nnl_bce_loss, in.probabilities, in.probabilities, 0, NNL_REDUCTION_MEAN),
    OP(nnl_argmax, in.a, 0),
    OP(nnl_argmin, in.a, 1),
    OP(nnl_argmax_along, in.a, 1, 0),
    OP(nnl_argmin_along, in.a, 0, 1),
    OP(nnl_one_hot, in.classes, 3),
    OP(nnl_tensor_scalar_like, in.a, 3),
};

TEST(OutOfMemory, in_every_operation_and_its_gradient) {
  for (const Named& operation : differentiable) {
    SCOPED_TRACE(operation.name);
    sweep([&](World& world) {
      const Inputs in(world);
      const nnl_tensor y =
          world.make(operation.name, [&](nnl_tensor* out) { return operation.run(in, out); });
      nnl_tensor total = 0;
      World::must(nnl_sum(y, 0, nullptr, 0, &total));
      world.call("backward", [&] { return nnl_tensor_backward(total, 0, 0); });
      world.watch(total);
      world.call("backward of a leaf", [&] { return nnl_tensor_backward(in.vector, in.vector, 0); });
    });
    if (HasFailure()) return;
  }
}

TEST(OutOfMemory, in_small_products) {
  // OpenBLAS asks for memory by itself in some.
  sweep([](World& world) {
    for (const nnl_dtype dtype : {NNL_F32, NNL_F64})
      for (const int64_t rows : {1, 3, 8, 40})
        for (const int64_t columns : {1, 5, 16, 100}) {
          const nnl_tensor a = numbers(world, dtype, {rows, 18}), b = numbers(world, dtype, {18, columns});
          world.watch(world.make("matmul", [&](nnl_tensor* out) { return nnl_matmul(a, b, out); }));
        }
  });
}

TEST(OutOfMemory, in_operations_without_a_gradient) {
  for (const Named& operation : others) {
    SCOPED_TRACE(operation.name);
    sweep([&](World& world) {
      const Inputs in(world);
      world.watch(world.make(operation.name, [&](nnl_tensor* out) { return operation.run(in, out); }));
    });
    if (HasFailure()) return;
  }
}

TEST(OutOfMemory, in_operations_with_several_results) {
  sweep([](World& world) {
    const Inputs in(world);
    nnl_tensor two[2];
    const auto pair = [&](const char* name, const std::function<nnl_status()>& call) {
      world.call(name, [&] {
        two[0] = two[1] = 9;
        const nnl_status status = call();
        EXPECT_EQ(status == NNL_OK, two[0] != 0 && two[1] != 0) << name;
        EXPECT_EQ(status == NNL_OK, two[0] != 0 || two[1] != 0) << name;
        return status;
      });
      world.watch(two[0]);
      world.watch(two[1]);
    };
    pair("topk", [&] { return nnl_topk(in.a, 2, 1, 1, &two[0], &two[1]); });
    pair("max_along", [&] { return nnl_max_along(in.a, 1, 0, &two[0], &two[1]); });
    pair("min_along", [&] { return nnl_min_along(in.a, 0, 1, &two[0], &two[1]); });
    const int64_t sizes[] = {2, 1};
    pair("split", [&] { return nnl_split(in.a, 1, 2, sizes, two); });
    nnl_tensor y = 0, total = 0;
    World::must(nnl_embedding(in.table, in.rows, nullptr, &y));
    World::must(nnl_sum(y, 0, nullptr, 0, &total));
    World::must(nnl_tensor_backward(total, 0, 0));
    pair("grad_rows", [&] { return nnl_tensor_grad_rows(in.table, &two[0], &two[1]); });
    world.watch(world.make("grad", [&](nnl_tensor* out) { return nnl_tensor_grad(in.table, out); }));
    world.call("set_grad", [&] { return nnl_tensor_set_grad(in.a, in.b); });
  });
}

TEST(OutOfMemory, in_tensors_and_their_elements) {
  sweep([](World& world) {
    const nnl_context c = world.context();
    const int64_t shape[] = {10, 7};
    std::vector<double> data(70, 3);
    world.watch(
        world.make("full", [&](nnl_tensor* out) { return nnl_tensor_full(c, NNL_F32, 2, shape, 2, out); }));
    world.watch(world.make("from_data", [&](nnl_tensor* out) {
      return nnl_tensor_from_data(c, NNL_F64, 2, shape, data.data(), 560, out);
    }));
    static int done;  // counts too what the world releases in the end
    done = 0;
    const auto count = [](void* user_data) { ++*static_cast<int*>(user_data); };
    const nnl_tensor borrowed = world.make("borrow", [&](nnl_tensor* out) {
      return nnl_tensor_borrow(c, NNL_F64, 2, shape, data.data(), 560, count, &done, out);
    });
    const nnl_tensor constant = world.make("borrow_const", [&](nnl_tensor* out) {
      return nnl_tensor_borrow_const(c, NNL_F64, 2, shape, data.data(), 560, count, &done, out);
    });
    EXPECT_EQ(done, 0);
    nnl_tensor turned = 0;
    World::must(nnl_transpose(borrowed, 0, 1, &turned));
    world.watch(turned);
    world.make("share", [&](nnl_tensor* out) { return nnl_tensor_share(turned, out); });
    world.call("read", [&] { return nnl_tensor_read(turned, data.data(), 560); });
    std::vector<double> other(70);
    for (size_t i = 0; i < other.size(); ++i) other[i] = static_cast<double>(i);
    world.call("write", [&] { return nnl_tensor_write(turned, other.data(), 560); });
    world.call("copy_from", [&] { return nnl_tensor_copy_from(borrowed, constant); });
    world.call("context", [&] {
      nnl_context own = 7;
      const nnl_status status = nnl_tensor_context(borrowed, &own);
      EXPECT_EQ(status == NNL_OK, own != 0);
      nnl_context_release(own);
      return status;
    });
    for (const nnl_tensor tensor : {borrowed, constant}) nnl_tensor_release(tensor);
    nnl_tensor weight = 0;
    World::must(nnl_tensor_full(c, NNL_F32, 2, shape, 0, &weight));
    nnl_checkpoint_parts random;
    nnl_checkpoint_parts_init(&random, sizeof random);
    World::must(nnl_linear_create(c, 2, 2, nullptr, &random.model));
    world.watch(random);
    world.watch(weight);
    world.call("uniform", [&] { return nnl_init_uniform(weight, -1, 1); });
    world.call("normal", [&] { return nnl_init_normal(weight, 0, 1); });
    world.call("constant", [&] { return nnl_init_constant(weight, 1); });
    world.call("xavier", [&] { return nnl_init_xavier_normal(weight, 1); });
    world.call("kaiming",
               [&] { return nnl_init_kaiming_uniform(weight, 0, NNL_FAN_IN, NNL_NONLINEARITY_RELU); });
    for (const int32_t versioned : {0, 1}) {
      void* managed = nullptr;
      world.call("to_dlpack", [&] {
        managed = &managed;
        const nnl_status status = nnl_tensor_to_dlpack(weight, versioned, &managed);
        EXPECT_EQ(status == NNL_OK, managed != nullptr);
        return status;
      });
      world.watch(world.make("from_dlpack", [&](nnl_tensor* out) {
        return nnl_tensor_from_dlpack(c, managed, versioned, out);
      }));
    }
  });
}

}  // namespace
}  // namespace nnl::test
