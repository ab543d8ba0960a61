#include "nn/custom_module.h"

#include "base/transaction.h"
#include "nn/batch_norm.h"
#include "nn/linear.h"
#include "nn/sequential.h"
#include "support/tensors.h"

namespace nnl {
namespace {

using namespace test;

using Custom = Ref<CustomModule>;

Custom group(const char* kind = "Group") { return make_ref<CustomModule>(context(), kind); }
Ref<Module> linear() { return make_ref<Linear>(context(), 2, 2, true, DType::f64); }
Ref<Module> norm() { return make_ref<BatchNorm>(context(), 1, 2, BatchNormSettings{}, DType::f64); }

std::vector<std::string> names(const std::vector<NamedVariable>& list) {
  std::vector<std::string> result;
  for (const NamedVariable& entry : list) result.push_back(entry.name);
  return result;
}

std::string message_of(const std::function<void()>& body) { return error_of(body).what(); }

TEST(CustomModule, computes_with_its_parts_and_lists_them) {
  const Custom gate =
      make_ref<CustomModule>(context(), "Gate", [](CustomModule& self, std::span<const Variable> inputs) {
        return multiply(self.children()[0].module->forward(inputs), self.own_parameters()[0].variable);
      });
  const Ref<Module> inner = linear();
  const Variable scale = sample({2}, 0, false);
  gate->add_parameter("scale", scale);
  gate->add_buffer("seen", sample({1}, 0, false));
  gate->add_child("inner", inner);
  EXPECT_TRUE(scale.requires_grad());
  EXPECT_EQ(names(gate->parameters()), (std::vector<std::string>{"scale", "inner.weight", "inner.bias"}));
  EXPECT_EQ(names(gate->buffers()), (std::vector<std::string>{"seen"}));

  const Variable x = sample({3, 2});
  const Variable y = gate->forward(x);
  EXPECT_EQ(values_of(y.data()), values_of(multiply(inner->forward(x), scale).data()));
  backward(sum(y));
  for (const NamedVariable& parameter : gate->parameters()) EXPECT_TRUE(parameter.variable.grad());
  gate->train(false);
  EXPECT_FALSE(inner->training());
}

TEST(CustomModule, without_a_forward_it_only_groups) {
  const Custom list = group("ModuleList");
  list->add_child("0", linear());
  EXPECT_EQ(names(list->parameters()), (std::vector<std::string>{"0.weight", "0.bias"}));
  const Error error = error_of([&] { list->forward(sample({3, 2})); });
  EXPECT_EQ(error.code(), Code::not_supported);
  EXPECT_EQ(std::string(error.what()), "ModuleList: it has no forward of its own; run its children");
}

TEST(CustomModule, names_are_checked) {
  const Custom module = group();
  module->add_parameter("taken", sample({1}, 0, false));
  const std::string part = "Group: a part's name";
  EXPECT_EQ(message_of([&] { module->add_parameter("", sample({1})); }), part + " has 0 bytes, not 1 to 255");
  EXPECT_EQ(message_of([&] { module->add_buffer(std::string(256, 'x'), sample({1}, 0, false)); }),
            part + " has 256 bytes, not 1 to 255");
  EXPECT_EQ(message_of([&] { module->add_buffer("\xff", sample({1}, 0, false)); }),
            part + " is not valid UTF-8");
  EXPECT_EQ(message_of([&] { module->add_child("a.b", linear()); }),
            "Group: a part cannot be named \"a.b\": \".\" stands between names");
  EXPECT_EQ(message_of([&] { module->add_child("taken", linear()); }),
            "Group: there is a part \"taken\" already");
  EXPECT_EQ(error_of([] { group(""); }).code(), Code::invalid_argument);
  EXPECT_EQ(module->parameters().size(), 1u);
  EXPECT_TRUE(module->children().empty());
}

TEST(CustomModule, a_name_is_given_once_whatever_it_names) {
  const Custom module = group();
  module->add_parameter("parameter", sample({2}));
  module->add_buffer("buffer", sample({2}, 0, false));
  module->add_child("child", linear());
  for (const std::string name : {"parameter", "buffer", "child"}) {
    const std::string message = "Group: there is a part \"" + name + "\" already";
    EXPECT_EQ(message_of([&] { module->add_parameter(name, sample({2})); }), message);
    EXPECT_EQ(message_of([&] { module->add_buffer(name, sample({2}, 0, false)); }), message);
    EXPECT_EQ(message_of([&] { module->add_child(name, linear()); }), message);
  }
  EXPECT_EQ(module->parameters().size(), 3U);  // with those of the child
  EXPECT_EQ(module->buffers().size(), 1U);
}

TEST(CustomModule, parameters_are_floating_leaves_and_buffers_want_no_gradient) {
  const Custom module = group();
  const Variable leaf = sample({2});
  EXPECT_EQ(error_of([&] { module->add_parameter("p", relu(leaf)); }).code(), Code::invalid_state);
  EXPECT_EQ(error_of([&] {
              module->add_parameter("p", Variable(Tensor::zeros(context(), DType::i64, {1})));
            }).code(),
            Code::dtype_mismatch);
  EXPECT_EQ(error_of([&] { module->add_buffer("b", leaf); }).code(), Code::invalid_state);
  const auto other = make_ref<Context>();
  const Variable foreign(Tensor::zeros(*other, DType::f64, {1}));
  EXPECT_EQ(error_of([&] { module->add_buffer("b", foreign); }).code(), Code::invalid_state);
  EXPECT_TRUE(module->parameters().empty() && module->buffers().empty());
}

TEST(CustomModule, a_module_cannot_contain_itself) {
  const Custom outer = group("Outer"), inner = group("Inner");
  EXPECT_EQ(message_of([&] { outer->add_child("me", outer); }),
            "Outer: \"me\" is the module itself or contains it");
  outer->add_child("inner", inner);
  const Ref<Module> around = make_ref<Sequential>(context(), std::vector<Ref<Module>>{outer});
  EXPECT_EQ(message_of([&] { inner->add_child("around", around); }),
            "Inner: \"around\" is the module itself or contains it");
}

TEST(CustomModule, a_child_takes_no_more_children_while_it_is_one) {
  const Custom inner = group("Inner");
  {
    const Custom outer = group("Outer");
    outer->add_child("inner", inner);
    EXPECT_EQ(message_of([&] { inner->add_child("late", linear()); }),
              "Inner: it is a child itself and takes no more children; add them before");
  }
  inner->add_child("free", linear());
  EXPECT_EQ(inner->children().size(), 1u);
}

TEST(CustomModule, a_failing_run_undoes_what_the_operations_in_it_changed) {
  const Ref<Module> counted = norm();
  const Custom failing = make_ref<CustomModule>(
      context(), "Failing", [&](CustomModule&, std::span<const Variable> inputs) -> Variable {
        Transaction operation(Transaction::scope_of_operation());
        counted->forward(inputs);
        operation.commit();
        fail(Code::invalid_state, "no more");
      });
  Transaction call(Transaction::Scope::whole);
  EXPECT_EQ(message_of([&] { failing->forward(sample({4, 2})); }), "Failing: no more");
  EXPECT_EQ(counted->buffers()[2].variable.data().item(), 0);
}

TEST(CustomModule, a_deep_tree_that_runs_itself_for_ever_fails_before_the_stack_ends) {
  Module* root = nullptr;
  Ref<Module> tree = make_ref<CustomModule>(
      context(), "Again",
      [&](CustomModule&, std::span<const Variable> inputs) { return root->forward(inputs); });
  for (int i = 0; i < 255; ++i)
    tree = make_ref<Sequential>(context(), std::vector<Ref<Module>>{std::move(tree)});
  root = tree.get();
  for (int twice = 0; twice < 2; ++twice) {
    const Error error = error_of([&] { tree->forward(sample({1})); });
    EXPECT_EQ(error.code(), Code::not_supported);
    EXPECT_NE(std::string(error.what()).find("1024 modules run inside each other"), std::string::npos);
  }
}

TEST(CustomModule, an_output_of_another_context_is_refused) {
  const auto other = make_ref<Context>();
  const Custom module =
      make_ref<CustomModule>(context(), "Strange", [&](CustomModule&, std::span<const Variable>) {
        return Variable(Tensor::zeros(*other, DType::f64, {1}));
      });
  EXPECT_EQ(message_of([&] { module->forward(sample({1})); }),
            "Strange: the output belongs to another context than the module");
}

}  // namespace
}  // namespace nnl
