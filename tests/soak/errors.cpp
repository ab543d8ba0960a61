#include "errors.h"

#include <limits>

namespace soak {
namespace {

using nnlite::Context;
using nnlite::DType;
using nnlite::Tensor;

void shapes_and_types(const Context& context, const Context& other) {
  const auto a = Tensor::ones({2, 3}, DType::f32, context);
  expect_error(NNL_SHAPE_MISMATCH, [&] { nnlite::matmul(a, a); });
  expect_error(NNL_SHAPE_MISMATCH, [&] { nnlite::reshape(a, {4, -1}); });
  expect_error(NNL_SHAPE_MISMATCH, [&] { nnlite::Linear(4, 2, {}, context)(a); });
  expect_error(NNL_DTYPE_MISMATCH, [&] { nnlite::matmul(a, Tensor::ones({3, 2}, DType::f64, context)); });
  expect_error(NNL_INVALID_STATE, [&] { nnlite::add(a, Tensor::ones({2, 3}, DType::f32, other)); });
  expect_error(NNL_SHAPE_MISMATCH, [&] { a.item(); });
  expect_error(NNL_SHAPE_MISMATCH, [&] { Tensor::ones({-1}, DType::f32, context); });
  const auto huge = std::numeric_limits<std::int64_t>::max();
  expect_error(NNL_SHAPE_MISMATCH, [&] { Tensor::ones({huge, huge}, DType::f32, context); });
  expect_error(NNL_OUT_OF_MEMORY, [&] { Tensor::ones({std::int64_t{1} << 55}, DType::f32, context); });
}

void indices(const Context& context) {
  nnlite::EmbeddingOptions options;
  options.max_norm = 0.1;
  const nnlite::Embedding table(5, 2, options, context);
  const auto before = table.parameters()[0].tensor.to_vector<float>();
  expect_error(NNL_INDEX_OUT_OF_RANGE, [&] { table(Tensor::from({0, 1, 5}, {3}, context)); });
  expect_error(NNL_INDEX_OUT_OF_RANGE, [&] { table(Tensor::from({0, 1, -1}, {3}, context)); });
  if (table.parameters()[0].tensor.to_vector<float>() != before)
    throw std::runtime_error("soak: a failed look-up has rescaled rows");
  const auto logits = Tensor::ones({2, 3}, DType::f32, context);
  expect_error(NNL_INDEX_OUT_OF_RANGE, [&] {
    nnlite::cross_entropy(logits, Tensor::from({0, 3}, {2}, context));
  });
}

void handles(const Context& context) {
  nnl_tensor stale = 0;
  nnlite::check(nnl_tensor_full(context.handle(), NNL_F32, 0, nullptr, 1, &stale));
  nnl_tensor_release(stale);
  nnl_tensor_release(stale);
  expect_error(NNL_INVALID_HANDLE, [&] { nnlite::detail::get<double>(nnl_tensor_item, stale); });
  expect_error(NNL_INVALID_HANDLE, [&] { nnlite::detail::get<double>(nnl_tensor_item, context.handle()); });
  expect_error(NNL_INVALID_HANDLE, [&] { nnlite::relu(Tensor()); });
  expect_error(NNL_INVALID_ARGUMENT, [&] { nnlite::check(nnl_tensor_item(stale, nullptr)); });
}

void states_and_settings(const Context& context) {
  const auto x = Tensor::ones({3}, DType::f32, context);
  expect_error(NNL_INVALID_STATE, [&] { nnlite::sum(x).backward(); });
  x.set_requires_grad();
  const auto y = nnlite::sum(x * x);
  y.backward();
  expect_error(NNL_INVALID_STATE, [&] { y.backward(); });
  expect_error(NNL_INVALID_ARGUMENT, [&] { nnlite::Dropout(2, context); });
  nnlite::SgdOptions options;
  options.learning_rate = std::numeric_limits<double>::quiet_NaN();
  expect_error(NNL_INVALID_ARGUMENT, [&] { nnlite::Sgd({x}, options); });
  nnl_sgd_options c;
  nnl_sgd_options_init(&c, sizeof c);
  c.struct_size = 3;
  expect_error(NNL_INVALID_ARGUMENT,
               [&] { nnlite::detail::get<nnl_optimizer>(nnl_sgd_create, 0, nullptr, &c); });
}

// Callbacks that throw: what they throw comes out, and what is around them has not changed.
void callbacks(const Context& context) {
  const auto x = Tensor::ones({3}, DType::f32, context);
  x.set_requires_grad();
  const auto thrown_by = [](auto&& call) {
    try {
      call();
    } catch (const std::range_error&) {
      return;
    }
    throw std::runtime_error("soak: what a callback throws does not come out");
  };
  const auto fails = [](const std::vector<Tensor>&) -> Tensor { throw std::range_error("no"); };
  thrown_by([&] { nnlite::custom_op("fails", {x}, fails); });
  thrown_by([&] {
    const auto y = nnlite::custom_op(
        "fails late", {x}, [](const std::vector<Tensor>& inputs) { return nnlite::sum(inputs[0]); },
        [](const nnlite::CustomGradient&) -> std::vector<Tensor> { throw std::range_error("no"); });
    y.backward();
  });
  const nnlite::Linear linear(3, 1, {}, context);
  const nnlite::CustomModule model(
      "Fails",
      [&](const nnlite::Module&, const std::vector<Tensor>& inputs) -> Tensor {
        linear(inputs[0]);
        throw std::range_error("no");
      },
      context);
  model.add_child("linear", linear);
  const nnlite::Sgd sgd(model.parameters());
  const nnlite::MSELoss loss(nnlite::Reduction::mean, context);
  thrown_by([&] { nnlite::train_step(model, loss, sgd, Tensor::ones({2, 3}, DType::f32, context), x); });
  if (x.grad()) throw std::runtime_error("soak: a failed backward has left a gradient");
}

void files(const Context& context, const std::filesystem::path& folder) {
  const nnlite::Linear linear(2, 2, {}, context);
  expect_error(NNL_IO_ERROR, [&] { linear.load(folder / "absent"); });
  expect_error(NNL_IO_ERROR, [&] { linear.save(folder / "absent" / "file"); });
  expect_error(NNL_IO_ERROR, [&] { linear.save(folder); });
  nnlite::CheckpointParts parts;
  parts.model = linear;
  expect_error(NNL_IO_ERROR, [&] { nnlite::load_checkpoint(folder / "absent", parts); });
  expect_error(NNL_IO_ERROR, [&] { nnlite::save_checkpoint(folder / "absent" / "file", parts); });
}

}  // namespace

void all_errors(const Context& context, const Context& other, const std::filesystem::path& folder) {
  shapes_and_types(context, other);
  indices(context);
  handles(context);
  states_and_settings(context);
  callbacks(context);
  files(context, folder);
}

}  // namespace soak
