#include "subjects.h"

#include <cstring>

#include "io/state_file.h"
#include "nn/batch_norm.h"
#include "nn/embedding.h"
#include "nn/linear.h"
#include "nn/loss.h"
#include "nn/sequential.h"
#include "nn/simple.h"
#include "ops/losses.h"
#include "support/optimizers.h"
#include "support/schedules.h"
#include "train/step.h"

namespace nnl::fuzz_files {
namespace {

using test::context;

constexpr int64_t words = 6, width = 2, samples = 8;

/// The name, what it is and the bytes of every tensor.
std::string picture_of(const State& state) {
  std::string picture;
  for (const auto& [name, tensor] : state) {
    const Tensor values = tensor.contiguous();
    picture += name + ' ' + name_of(values.dtype()) + ' ' + to_string(values.shape()) + ' ';
    picture.append(static_cast<const char*>(values.bytes()),
                   static_cast<size_t>(values.count() * size_of(values.dtype())));
  }
  return picture;
}

Tensor numbers(const Dims& shape, int64_t bound) {
  Tensor tensor(context(), DType::i64, shape);
  for (int64_t i = 0; i < tensor.count(); ++i) tensor.mutable_data<int64_t>()[i] = (i * i + 3 * i) % bound;
  return tensor;
}

/// A table, statistics of batches, and two dtypes.
Ref<Module> make_model() {
  const std::vector<Ref<Module>> layers = {
      make_ref<Embedding>(context(), words, width, EmbeddingOptions{}, DType::f32),
      make_simple(context(), "Flatten", [](const Variable& x) { return flatten(x, 1, -1); }),
      make_ref<BatchNorm>(context(), 1, 2 * width, BatchNormSettings{}, DType::f32),
      make_ref<Linear>(context(), 2 * width, 3, true, DType::f32)};
  return make_ref<Sequential>(context(), layers);
}

class Training final : public Subject {
 public:
  Training(const char* optimizer, const char* group, const char* schedule, const LoaderOptions& batches)
      : name_(optimizer) {
    using Json = nlohmann::json;
    const bool table_alone = name_ == "SparseAdam";  // which takes no dense gradient
    if (table_alone)
      model_ = make_ref<Embedding>(context(), words, width, EmbeddingOptions{}, DType::f64);
    else
      model_ = make_model();
    loss_ = table_alone ? make_loss(context(), "Sum", 2, {},
                                    [](std::span<const Variable> in) { return sum(multiply(in[0], in[0])); })
                        : make_loss(context(), "CrossEntropyLoss", 2, {},
                                    [](std::span<const Variable> in) { return cross_entropy(in[0], in[1]); });
    std::vector<Variable> parameters;
    for (const NamedVariable& entry : model_->parameters()) parameters.push_back(entry.variable);
    Json groups = Json::array();
    for (size_t i = 0; i < parameters.size(); ++i) {
      if (i < 2) groups.push_back(Json::parse(group));
      groups.back()["parameters"].push_back(i);
    }
    optimizer_ = test::make_optimizer(name_, groups, parameters);
    schedule_ = test::make_schedule(optimizer_, Json::parse(schedule));
    loader_ = make_ref<Loader>(std::vector{numbers({samples, 2}, words), numbers({samples}, 3)}, batches);
    state_.emplace(*model_);
    for (int i = 0; i < 5; ++i)
      for (const auto& call : work()) call();
  }

  std::string name() const override { return name_; }
  void save(const std::string& path) override { save_checkpoint(path, parts(), true); }
  void load(const std::string& path) override { load_checkpoint(path, parts(), true); }
  std::vector<std::function<void()>> work() override {
    return {[this] {
              std::vector<Tensor> batch = loader_->next();
              if (batch.empty()) batch = loader_->next();
              batch_ = {Variable(batch[0]), Variable(batch[1])};
            },
            [this] {
              loss_value_ = train_step(*model_, *loss_, *optimizer_, {&batch_[0], 1}, {&batch_[1], 1});
            },
            [this] { schedule_->wants_metric() ? schedule_->step_metric(loss_value_) : schedule_->step(); },
            [] { context().take_random(3); }};
  }
  std::string picture() const override {
    std::string picture = picture_of(state_->state()) + picture_of(optimizer_->state()) +
                          picture_of(schedule_->state()) + picture_of(loader_->state());
    const RandomState random = context().random_state();
    picture.append(reinterpret_cast<const char*>(&random), sizeof random);
    return picture;
  }

 private:
  std::vector<CheckpointPart> parts() {
    return {{"model", &*state_, &context()},
            {"optimizer", optimizer_.get(), &context()},
            {"schedule", schedule_.get(), &context()},
            {"loader", loader_.get(), &context()}};
  }

  std::string name_;
  Ref<Module> model_, loss_;
  Ref<Optimizer> optimizer_;
  Ref<Schedule> schedule_;
  Ref<Loader> loader_;
  mutable std::optional<ModuleState> state_;
  std::vector<Variable> batch_;
  double loss_value_ = 0;
};

class Parameters final : public Subject {
 public:
  Parameters() { work()[0](); }
  std::string name() const override { return "module"; }
  void save(const std::string& path) override { save_state(*model_, path); }
  void load(const std::string& path) override { load_state(*model_, path); }
  bool load_what_fits(const std::string& path) override {
    StateLoad(*model_, path, false).finish();
    return true;
  }
  std::vector<std::function<void()>> work() override {
    return {[this] { model_->forward(Variable(numbers({samples, 2}, words))); }};
  }
  std::string picture() const override { return picture_of(ModuleState(*model_).state()); }

 private:
  Ref<Module> model_ = make_model();
};

}  // namespace

std::vector<std::unique_ptr<Subject>> make_subjects() {
  context().set_random_state({1, 0, 0});
  const LoaderOptions shuffled{3, Sampling::shuffle, LastBatch::keep, 5},
      repeated{2, Sampling::replacement, LastBatch::merge, 6},
      in_order{2, Sampling::sequential, LastBatch::drop, 0};
  std::vector<std::unique_ptr<Subject>> made;
  made.push_back(std::make_unique<Parameters>());
  const auto add = [&](const char* optimizer, const char* group, const char* schedule,
                       const LoaderOptions& batches) {
    made.push_back(std::make_unique<Training>(optimizer, group, schedule, batches));
  };
  add("SGD", R"({"lr":0.1,"momentum":0.9,"weight_decay":0.01})", R"({"kind":"StepLR","step_size":2})",
      shuffled);
  add("Adam", R"({"amsgrad":true})", R"({"kind":"OneCycleLR","max_lr":0.1,"total_steps":1000})", repeated);
  add("AdamW", "{}", R"({"kind":"ReduceLROnPlateau","patience":1})", in_order);
  add("Adagrad", R"({"lr_decay":0.1})", R"({"kind":"CosineAnnealingWarmRestarts","T_0":2,"T_mult":2})",
      shuffled);
  add("RMSprop", R"({"momentum":0.5,"centered":true})",
      R"({"kind":"SequentialLR","milestones":[3],"schedules":[{"kind":"LinearLR"},{"kind":"ExponentialLR"}]})",
      repeated);
  add("SparseAdam", "{}", R"({"kind":"CosineAnnealingLR","T_max":10})", in_order);
  return made;
}

}  // namespace nnl::fuzz_files
