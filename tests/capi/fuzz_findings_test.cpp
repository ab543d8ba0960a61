// What tests/fuzz found, call by call.
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

#include <nnlite/nnlite.hpp>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace {

using nnlite::Tensor;

TEST(FuzzFindings, a_dtype_in_options_is_named_as_one) {
  nnl_linear_options options;
  nnl_linear_options_init(&options, sizeof options);
  options.dtype = -1477425313;
  nnl_module module = 0;
  EXPECT_EQ(nnl_linear_create(0, 3, 3, &options, &module), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(nnl_last_error_argument(), "options.dtype");
  EXPECT_EQ(nnl_prelu_create(0, 1, 0.25, 77, &module), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(nnl_last_error_argument(), "dtype");
}

TEST(FuzzFindings, what_a_callback_gives_is_no_argument_of_the_call_around_it) {
  const Tensor x = Tensor::from({1., 2.});
  x.set_requires_grad();
  const nnl_tensor input = x.handle();
  int32_t passed = 0;
  const nnl_function_callback gives_no_handle = [](int64_t, const nnl_tensor*, nnl_tensor* output, void*) {
    *output = 3564957073414;
    return nnl_status{NNL_OK};
  };
  EXPECT_EQ(nnl_gradcheck(gives_no_handle, nullptr, 1, &input, nullptr, &passed, nullptr, 0, nullptr),
            NNL_INVALID_HANDLE);
  EXPECT_STREQ(nnl_last_error_argument(), "");
  EXPECT_STREQ(nnl_last_error_message(),
               "the callback's output: 3564957073414 is no handle, or one that was released");
}

TEST(FuzzFindings, a_log_callback_leaves_no_mode_behind) {
  const auto context = nnlite::Context::create();
  const nnl_log_callback leaves_modes = [](int32_t, const char*, void*) {
    nnl_set_grad_enabled(0);
#if defined(__SSE__)
    _mm_setcsr(_mm_getcsr() | 0x8040);  // denormals are zeros
#endif
    return nnl_status{NNL_OK};
  };
  ASSERT_EQ(nnl_context_set_log_level(context.handle(), NNL_LOG_TRACE), NNL_OK);
  ASSERT_EQ(nnl_context_set_log_callback(context.handle(), leaves_modes, nullptr, nullptr), NNL_OK);
  ASSERT_EQ(nnl_context_set_memory_limit(context.handle(), 64), NNL_OK);
  EXPECT_THROW(Tensor::zeros({1000}, nnlite::DType::f32, context), nnlite::Error);  // which is logged
  int32_t enabled = 0;
  ASSERT_EQ(nnl_grad_enabled(&enabled), NNL_OK);
  nnl_set_grad_enabled(1);
  EXPECT_EQ(enabled, 1);
#if defined(__SSE__)
  EXPECT_EQ(_mm_getcsr() & 0x8040u, 0u);
#endif
}

#if defined(__SSE__)
TEST(FuzzFindings, a_callback_that_traps_division_by_zero_stops_nobody) {
  static const auto trap = [] { _mm_setcsr(_mm_getcsr() & ~0x200u); };
  const auto traps = [] { return (_mm_getcsr() & 0x200u) == 0; };
  const nnl_function_callback gives_input = [](int64_t, const nnl_tensor* inputs, nnl_tensor* output, void*) {
    trap();
    return nnl_tensor_share(inputs[0], output);
  };
  float numbers[] = {0.f};
  const int64_t shape[] = {1};
  nnl_tensor zero = 0, copy = 0, logarithm = 0;
  ASSERT_EQ(nnl_tensor_borrow(
                0, NNL_F32, 1, shape, numbers, sizeof numbers, [](void*) { trap(); }, nullptr, &zero),
            NNL_OK);
  ASSERT_EQ(nnl_custom_op("traps", 1, &zero, gives_input, nullptr, nullptr, nullptr, &copy), NNL_OK);
  EXPECT_FALSE(traps());
  nnl_module module = 0, parts[2] = {};
  const nnl_module_callback forward = [](nnl_module, int64_t, const nnl_tensor* inputs, nnl_tensor* output,
                                         void*) {
    trap();
    return nnl_tensor_share(inputs[0], output);
  };
  // The layer behind it divides zeros, as a batch norm of one value without eps does.
  nnl_batch_norm_options options;
  nnl_batch_norm_options_init(&options, sizeof options);
  options.eps = 0;
  ASSERT_EQ(nnl_module_create(0, "Traps", forward, nullptr, nullptr, &parts[0]), NNL_OK);
  ASSERT_EQ(nnl_batch_norm1d_create(0, 1, &options, &parts[1]), NNL_OK);
  ASSERT_EQ(nnl_sequential_create(0, 2, parts, &module), NNL_OK);
  const Tensor rows = Tensor::zeros({2, 1});
  EXPECT_EQ(nnl_module_forward(module, rows.handle(), &logarithm), NNL_OK);
  EXPECT_FALSE(traps());
  for (const nnl_tensor tensor : {copy, logarithm, zero}) nnl_tensor_release(tensor);
  EXPECT_FALSE(traps());
  for (const nnl_module part : {module, parts[0], parts[1]}) nnl_module_release(part);
}
#endif

TEST(FuzzFindings, a_log_line_is_utf8_whatever_a_file_is_called) {
  const auto context = nnlite::Context::create();
  static std::string line;
  const nnl_log_callback keeps_line = [](int32_t, const char* text, void*) {
    line = text;
    return nnl_status{NNL_OK};
  };
  ASSERT_EQ(nnl_context_set_log_level(context.handle(), NNL_LOG_INFO), NNL_OK);
  ASSERT_EQ(nnl_context_set_log_callback(context.handle(), keeps_line, nullptr, nullptr), NNL_OK);
  nnl_module module = 0;
  ASSERT_EQ(nnl_linear_create(context.handle(), 1, 1, nullptr, &module), NNL_OK);
  const std::string path = testing::TempDir() + "nnlite-\xff\xfe-" + std::to_string(getpid());
  ASSERT_EQ(nnl_module_save(module, path.c_str()), NNL_OK);
  nnl_module_release(module);
  std::remove(path.c_str());
  EXPECT_NE(line.find("nnlite-?\?-"), std::string::npos) << line;
}

TEST(FuzzFindings, a_loss_refuses_weights_of_integers_when_it_is_made) {
  const Tensor weight = Tensor::from(std::vector<int64_t>{1, 2});
  nnl_module module = 0;
  EXPECT_EQ(nnl_nll_loss_create(0, weight.handle(), -100, NNL_REDUCTION_MEAN, &module), NNL_DTYPE_MISMATCH);
  EXPECT_STREQ(nnl_last_error_message(), "NLLLoss: weight must be f32 or f64, not i64");
  EXPECT_EQ(nnl_bce_with_logits_loss_create(0, 0, weight.handle(), NNL_REDUCTION_MEAN, &module),
            NNL_DTYPE_MISMATCH);
  EXPECT_STREQ(nnl_last_error_message(), "BCEWithLogitsLoss: pos_weight must be f32 or f64, not i64");
  nnl_cross_entropy_options options;
  nnl_cross_entropy_options_init(&options, sizeof options);
  options.weight = weight.handle();
  EXPECT_EQ(nnl_cross_entropy_loss_create(0, &options, &module), NNL_DTYPE_MISMATCH);
  EXPECT_STREQ(nnl_last_error_message(), "CrossEntropyLoss: weight must be f32 or f64, not i64");
}

TEST(FuzzFindings, a_batch_size_is_named) {
  const Tensor x = Tensor::zeros({3});
  const nnl_tensor tensor = x.handle();
  nnl_loader_options options;
  nnl_loader_options_init(&options, sizeof options);
  options.batch_size = 0;
  nnl_loader loader = 0;
  EXPECT_EQ(nnl_loader_create(1, &tensor, &options, &loader), NNL_INVALID_ARGUMENT);
  EXPECT_STREQ(nnl_last_error_message(), "loader: batch_size 0 is not at least 1");
}

TEST(FuzzFindings, endless_recursion_ends_with_its_reason) {
  nnl_module module = 0;
  const nnl_module_callback runs_itself = [](nnl_module self, int64_t, const nnl_tensor* inputs,
                                             nnl_tensor* output,
                                             void*) { return nnl_module_forward(self, inputs[0], output); };
  ASSERT_EQ(nnl_module_create(0, "Endless", runs_itself, nullptr, nullptr, &module), NNL_OK);
  const Tensor x = Tensor::zeros({1});
  nnl_tensor output = 0;
  EXPECT_EQ(nnl_module_forward(module, x.handle(), &output), NNL_CALLBACK_FAILED);
  const std::string message = nnl_last_error_message();
  EXPECT_TRUE(
      message.starts_with("Endless: the callback failed with status 140: nnl_module_forward: Endless: "))
      << message;
  EXPECT_TRUE(message.ends_with("128 callbacks run inside each other, which are the most")) << message;
  nnl_module_release(module);
}

TEST(FuzzFindings, a_long_message_is_cut_between_whole_characters) {
  for (int shift = 0; shift < 4; ++shift) {
    std::string text(static_cast<size_t>(shift), 'a');
    for (int i = 0; i < 400; ++i) text += "\xe2\x82\xac";  // the euro sign
    nnl_set_last_error((text + "end").c_str());
    const std::string message = nnl_last_error_message();
    EXPECT_LE(message.size(), 511u);
    EXPECT_GE(message.size(), 500u);
    EXPECT_TRUE(
        message.ends_with("\xe2\x82\xac"
                          "end"));
    EXPECT_NE(message.find("\xe2\x82\xac ... \xe2\x82\xac"), std::string::npos);
    EXPECT_EQ(message.find('?'), std::string::npos);
  }
}

}  // namespace
