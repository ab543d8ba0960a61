// What a careless or hostile caller does in the middle of a training.
#include <cmath>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <limits>
#include <string>

#include <nnlite/nnlite.hpp>

namespace nnlite {
namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

Tensor column(std::int64_t samples) { return Tensor::ones({samples, 1}); }

/// The status of what body() throws; 0 if it does not.
template <class Body>
nnl_status status_of(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.status();
  }
  return NNL_OK;
}

TEST(MisuseOfTraining, a_loader_that_a_failing_callback_has_moved_stands_where_it_stood) {
  const Loader loader({column(6), column(6)}, {2});
  loader.next();
  const Module mover = Module::make([&](auto* out) {
    const auto forward = [](nnl_module, std::int64_t, const nnl_tensor*, nnl_tensor*,
                            void* user_data) -> nnl_status {
      nnl_tensor batch[2];
      for (int i = 0; i < 7; ++i) {
        nnl_loader_next(*static_cast<nnl_loader*>(user_data), 2, batch);
        for (nnl_tensor tensor : batch) nnl_tensor_release(tensor);
      }
      return NNL_CALLBACK_FAILED;
    };
    static nnl_loader handle;
    handle = loader.handle();
    return nnl_module_create(0, "Mover", forward, nullptr, &handle, out);
  });
  EXPECT_EQ(status_of([&] { evaluate(mover, MSELoss(), loader); }), NNL_CALLBACK_FAILED);
  EXPECT_EQ(loader.epoch(), 0);
  EXPECT_FALSE(loader.next().empty());
  EXPECT_FALSE(loader.next().empty());
  EXPECT_TRUE(loader.next().empty());
}

TEST(MisuseOfTraining, a_callback_that_draws_from_the_loader_ends_the_epoch_at_its_end) {
  const Loader loader({column(6), column(6)}, {2});
  const Linear model(1, 1);
  FitOptions options;
  options.epochs = 2;
  const FitReport report =
      fit(model, MSELoss(), Sgd(model.parameters()), loader, options, [&](const nnl_fit_progress& at) {
        if (!at.epoch_ended) loader.next();
        return true;
      });
  EXPECT_EQ(report.epochs, 2);
  EXPECT_EQ(report.steps, 4);
  EXPECT_EQ(loader.epoch(), 2);
}

TEST(MisuseOfTraining, the_best_model_leaves_read_only_memory_alone) {
  static const float weight[] = {2, 3};
  const Embedding table = Embedding::from_pretrained(Tensor::borrow(weight, {2, 1}));
  const Linear linear(1, 1);
  const Sequential model{table, linear};
  FitOptions options;
  options.epochs = 3;
  options.keep_best = true;
  SgdOptions diverges;
  diverges.learning_rate = 1000;  // in every direction of the weights
  const Loader loader({Tensor::from({0, 1}), column(2)}, {2});
  const FitReport report = fit(model, MSELoss(), Sgd(linear.parameters(), diverges), loader, options);
  EXPECT_EQ(report.best_epoch, 0);
  EXPECT_EQ(weight[0], 2);
  EXPECT_EQ(table.tensor("weight").to_vector<float>(), (std::vector<float>{2, 3}));
}

TEST(MisuseOfTraining, a_part_of_a_checkpoint_is_taken_up_only_by_its_like) {
  const auto path = "misuse_of_checkpoints.safetensors";
  const Linear model(2, 1);
  const Adam adam(model.parameters());
  const AdamW adamw(model.parameters());
  const Loader in_order({column(4)}, {2}), longer({column(4)}, {3});
  save_checkpoint(path, {model, adam, ExponentialLr(adam, 0.5), in_order});
  EXPECT_EQ(status_of([&] { load_checkpoint(path, {model, adamw}); }), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(nnl_last_error_message(), "checkpoint: optimizer of the file is adam, not adamw");
  EXPECT_EQ(status_of([&] { load_checkpoint(path, {{}, {}, StepLr(adam, 2)}); }), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(status_of([&] { load_checkpoint(path, {{}, {}, {}, longer}); }), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(
      nnl_last_error_message(),
      "checkpoint: loader of the file is 4 samples in order in batches of 2, the last one kept, not 4 "
      "samples in order in batches of 3, the last one kept");
  load_checkpoint(path, {model, adam, ExponentialLr(adam, 0.5), in_order});
  save_checkpoint(path, {ReLU()});  // a model without tensors is one too
  load_checkpoint(path, {ReLU()});
  std::remove(path);
}

TEST(MisuseOfTraining, a_log_callback_that_logs_comes_to_an_end) {
  const auto context = Context::create();
  context.set_log_level(LogLevel::info);
  const Linear model(1, 1, {}, context);
  const std::string path = "misuse_of_logs.safetensors";
  int calls = 0;
  context.set_log_callback([&](LogLevel, const std::string&) {
    ++calls;
    model.save(path);
  });
  model.save(path);
  context.set_log_callback({});
  std::remove(path.c_str());
  EXPECT_GT(calls, 0);
  EXPECT_LE(calls, 128);
}

TEST(MisuseOfTraining, endless_lists_of_empty_bags_take_neither_memory_nor_time) {
  const auto context = Context::create();
  const Tensor weight = Tensor::ones({2, 1}, DType::f32, context);
  const Tensor none = Tensor::zeros({std::int64_t{1} << 40, 0}, DType::i64, context);
  context.set_memory_limit(context.memory_used() + 1'000'000);
  EXPECT_EQ(status_of([&] { embedding_bag(weight, none); }), NNL_OUT_OF_MEMORY);
  EXPECT_EQ(status_of([&] {
              embedding_bag(weight, reshape(none, {std::int64_t{1} << 26, 0}));
            }),
            NNL_OUT_OF_MEMORY);
}

TEST(MisuseOfTraining, settings_that_are_no_numbers_are_refused) {
  const Tensor x = Tensor::ones({2, 2}), y = Tensor::ones({2});
  EXPECT_EQ(status_of([&] { cosine_embedding_loss(x, x, y, nan); }), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(status_of([&] { leaky_relu(x, nan); }), NNL_INVALID_ARGUMENT);
  EXPECT_EQ(status_of([&] { LeakyReLU{nan}; }), NNL_INVALID_ARGUMENT);
  TripletMarginOptions options;
  options.eps = nan;
  EXPECT_EQ(status_of([&] { triplet_margin_loss(x, x, x, options); }), NNL_INVALID_ARGUMENT);
}

TEST(MisuseOfTraining, names_that_no_file_can_hold_are_refused) {
  nnl_module module = 0;
  ASSERT_EQ(nnl_module_create(0, "Own", nullptr, nullptr, nullptr, &module), NNL_OK);
  const Tensor parameter = Tensor::ones({1});
  EXPECT_EQ(nnl_module_add_parameter(module, "__metadata__", parameter.handle()), NNL_INVALID_ARGUMENT);
  nnl_module_release(module);
  const auto path = "misuse_of_names.safetensors";
  const std::string header = R"({"weight\u0000":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  std::ofstream file(path, std::ios::binary);
  const std::uint64_t length = header.size();
  file.write(reinterpret_cast<const char*>(&length), 8)
      .write(header.data(), static_cast<long>(length))
      .write("\0\0\0\0", 4);
  file.close();
  EXPECT_EQ(status_of([&] { Linear(1, 1).load(path); }), NNL_INVALID_FILE);
  EXPECT_NE(std::string(nnl_last_error_message()).find("a name with a NUL character"), std::string::npos);
  std::remove(path);
}

TEST(MisuseOfTraining, messages_are_utf8_whatever_they_quote) {
  nnl_set_last_error("a \xff and \xc3\xa4");
  EXPECT_STREQ(nnl_last_error_message(), "a ? and ??");
  nnl_set_last_error("\xc3\xa4");
  EXPECT_STREQ(nnl_last_error_message(), "\xc3\xa4");
}

TEST(MisuseOfTraining, a_bad_size_of_the_parts_names_them) {
  nnl_checkpoint_parts parts;
  nnl_checkpoint_parts_init(&parts, sizeof parts);
  parts.struct_size = 3;
  EXPECT_EQ(nnl_checkpoint_save("never", &parts), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(nnl_last_error_argument(), "parts");
}

TEST(MisuseOfTraining, what_a_check_of_gradients_draws_is_put_back) {
  const auto noisy = [](std::int64_t, const nnl_tensor* inputs, nnl_tensor* output, void*) -> nnl_status {
    const Tensor noise = Tensor::zeros({3}, DType::f64);
    nnl_init_uniform(noise.handle(), 0.5, 1.5);
    return nnl_multiply(inputs[0], noise.handle(), output);
  };
  const Tensor x = Tensor::from({1., -2., 3.});
  x.set_requires_grad();
  const nnl_tensor handle = x.handle();
  std::int32_t passed = 0;
  ASSERT_EQ(nnl_gradcheck(noisy, nullptr, 1, &handle, nullptr, &passed, nullptr, 0, nullptr), NNL_OK);
  EXPECT_EQ(passed, 1);
}

}  // namespace
}  // namespace nnlite
