// Every operation marks its forward for profiles, under the name that its gradient function has.
#include "autograd/op_scope.h"

#include <filesystem>
#include <set>

#include "base/profiler.h"
#include "ops/activation.h"
#include "ops/comparison.h"
#include "ops/convolution.h"
#include "ops/custom_op.h"
#include "ops/dropout.h"
#include "ops/embedding_bag.h"
#include "ops/indexing.h"
#include "ops/joining.h"
#include "ops/losses.h"
#include "ops/normalization.h"
#include "ops/ops.h"
#include "ops/pointwise.h"
#include "ops/pooling.h"
#include "ops/selection.h"
#include "ops/similarity.h"
#include "ops/statistics.h"
#include "ops/views.h"
#include "support/files.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

using Names = std::set<std::string>;

struct Recorded {
  Names forward, backward;
};

/// The names of what f() runs, forward and backward from what it returns.
Recorded names_of(const std::function<Variable()>& f) {
  Profiler& profiler = context().profiler();
  profiler.start(0);
  const Variable y = f();
  if (y.requires_grad()) backward(sum(y));
  profiler.stop();
  Recorded names;
  for (const ProfileRow& row : profiler.read(false).rows) {
    if (row.kind == ProfileKind::op) names.forward.insert(row.name);
    if (row.kind == ProfileKind::backward) names.backward.insert(row.name);
  }
  return names;
}

Variable twice(const Variable& x) {
  auto op = std::make_shared<CustomOp>();
  op->name = "twice";
  op->forward = [](std::span<const Tensor> in) { return affine(Variable(in[0]), 2, 0).data(); };
  op->backward = [](const CustomGradient& g) {
    return std::vector<Tensor>{affine(Variable(g.dy), 2, 0).data()};
  };
  return custom_op(std::move(op), std::span(&x, 1));
}

TEST(OpScope, has_every_operation) {
  const Variable x = sample({2, 3}), other = sample({2, 3}, 1), square = sample({3, 3}), bias = sample({3});
  const Variable positive(multiply(x, x).data(), true), half(sigmoid(x).data(), true);
  const Variable image = sample({1, 2, 4, 4}), filter = sample({2, 2, 3, 3}), line = sample({1, 2, 5});
  const Variable batch = sample({2, 2, 2}), none;
  const Tensor index = Tensor::from<int64_t>(context(), {2}, std::vector<int64_t>{1, 0});
  const Tensor places = Tensor::from<int64_t>(context(), {2, 1}, std::vector<int64_t>{1, 0}),
               offsets = Tensor::from<int64_t>(context(), {1}, std::vector<int64_t>{0});
  const Tensor signs = Tensor::from<double>(context(), {2}, std::vector<double>{1, -1});
  const Variable truth = compare(Comparison::less, x, 0.0);
  const Variable pair[] = {x, other};
  const int64_t parts[] = {1, 2}, swapped[] = {1, 0};
  const std::map<std::string, std::function<Variable()>> operations = {
      {"abs", [&] { return abs(x); }},
      {"adaptive_avg_pool2d",
       [&] {
         return adaptive_avg_pool2d(image, {2, 2});
       }},
      {"add", [&] { return add(x, other); }},
      {"affine", [&] { return affine(x, 2, 1); }},
      {"argmax", [&] { return argmax(x); }},
      {"argmin", [&] { return argmin(x, 1); }},
      {"avg_pool2d",
       [&] {
         return avg_pool2d(image, {2, 2});
       }},
      {"batch_norm", [&] { return batch_norm(x, bias, bias, {}); }},
      {"bce_loss", [&] { return bce_loss(half, half); }},
      {"bce_with_logits_loss", [&] { return bce_with_logits_loss(x, half); }},
      {"bmm", [&] { return bmm(batch, batch); }},
      {"cat", [&] { return cat(pair); }},
      {"clamp", [&] { return clamp(x, -1, 1); }},
      {"clone", [&] { return clone(x); }},
      {"conv1d",
       [&] {
         return conv1d(line, sample({2, 2, 3}), none);
       }},
      {"conv2d", [&] { return conv2d(image, filter, none); }},
      {"cosine_embedding_loss", [&] { return cosine_embedding_loss(x, other, signs); }},
      {"cosine_similarity", [&] { return cosine_similarity(x, other); }},
      {"cross_entropy", [&] { return cross_entropy(x, Variable(index)); }},
      {"divide", [&] { return divide(x, other); }},
      {"dropout", [&] { return dropout(x, 0.5, true); }},
      {"elu", [&] { return elu(x); }},
      {"embedding", [&] { return embedding(square, index); }},
      {"embedding_bag", [&] { return embedding_bag(square, index, offsets, none); }},
      {"eq", [&] { return compare(Comparison::equal, x, other); }},
      {"exp", [&] { return exp(x); }},
      {"expand",
       [&] {
         return expand(bias, {2, 3});
       }},
      {"flatten", [&] { return flatten(image, 1, -1); }},
      {"gather", [&] { return gather(x, 1, places); }},
      {"ge", [&] { return compare(Comparison::greater_equal, x, 0.5); }},
      {"gelu", [&] { return gelu(x); }},
      {"group_norm", [&] { return group_norm(image, 2, none, none); }},
      {"hardtanh", [&] { return hardtanh(x); }},
      {"huber_loss", [&] { return huber_loss(x, other); }},
      {"index_select", [&] { return index_select(x, 0, index); }},
      {"l1_loss", [&] { return l1_loss(x, other); }},
      {"layer_norm", [&] { return layer_norm(x, {3}, none, none); }},
      {"leaky_relu", [&] { return leaky_relu(x); }},
      {"linear", [&] { return linear(x, square, bias); }},
      {"log", [&] { return log(positive); }},
      {"log_softmax", [&] { return log_softmax(x, 1); }},
      {"logical_and", [&] { return logical_and(truth, truth); }},
      {"logical_not", [&] { return logical_not(truth); }},
      {"logical_or", [&] { return logical_or(truth, truth); }},
      {"masked_fill", [&] { return masked_fill(x, truth, 0); }},
      {"matmul", [&] { return matmul(x, square); }},
      {"max", [&] { return max(max(square, 1).values); }},
      {"max_pool2d",
       [&] {
         return max_pool2d(image, {2, 2});
       }},
      {"maximum", [&] { return maximum(x, other); }},
      {"mean", [&] { return mean(x); }},
      {"min", [&] { return min(min(square, 1).values); }},
      {"minimum", [&] { return minimum(x, other); }},
      {"mse_loss", [&] { return mse_loss(x, other); }},
      {"multiply", [&] { return multiply(x, other); }},
      {"negative", [&] { return negative(x); }},
      {"nll_loss", [&] { return nll_loss(x, index); }},
      {"norm", [&] { return norm(x); }},
      {"one_hot", [&] { return one_hot(index); }},
      {"permute", [&] { return permute(x, swapped); }},
      {"pow", [&] { return pow(pow(positive, 0.3), other); }},
      {"prelu", [&] { return prelu(x, bias); }},
      {"reciprocal", [&] { return reciprocal(x); }},
      {"relu", [&] { return relu(x); }},
      {"reshape", [&] { return reshape(x, {6}); }},
      {"sigmoid", [&] { return sigmoid(x); }},
      {"silu", [&] { return silu(x); }},
      {"slice", [&] { return slice(x, 0, 0, 1); }},
      {"smooth_l1_loss", [&] { return smooth_l1_loss(x, other); }},
      {"softmax", [&] { return softmax(x, 1); }},
      {"softplus", [&] { return softplus(x); }},
      {"split", [&] { return split(x, parts, 1)[0]; }},
      {"sqrt", [&] { return sqrt(positive); }},
      {"squeeze",
       [&] {
         return squeeze(sample({1, 2}));
       }},
      {"stack", [&] { return stack(pair); }},
      {"std", [&] { return std_deviation(x); }},
      {"subtract", [&] { return subtract(x, other); }},
      {"sum", [&] { return sum(x); }},
      {"tanh", [&] { return tanh(x); }},
      {"topk", [&] { return topk(x, 2).values; }},
      {"transpose", [&] { return transpose(x, 0, 1); }},
      {"triplet_margin_loss",
       [&] {
         return triplet_margin_loss(x, other, sample({2, 3}, 5));
       }},
      {"twice", [&] { return twice(x); }},
      {"unsqueeze", [&] { return unsqueeze(x, 0); }},
      {"var", [&] { return var(x); }},
      {"where", [&] { return where(truth, x, other); }}};
  for (const auto& [name, run] : operations) {
    const Recorded names = names_of(run);
    EXPECT_TRUE(names.forward.count(name)) << name;
    for (const std::string& gradient : names.backward)
      EXPECT_TRUE(names.forward.count(gradient)) << name << ": " << gradient;
  }
}

TEST(OpScope, is_in_every_file_that_records) {
  const std::filesystem::path folder =
      std::filesystem::path(NNL_GOLDEN_DIR).parent_path().parent_path() / "src" / "ops";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp" || entry.path().filename() == "pick.cpp")
      continue;  // a part of others
    const std::string text = read_all(entry.path().string());
    if (text.find("return record(") == std::string::npos) continue;
    ++files;
    EXPECT_NE(text.find("const OpScope scope("), std::string::npos) << entry.path();
  }
  EXPECT_GT(files, 20);
}

}  // namespace
}  // namespace nnl
