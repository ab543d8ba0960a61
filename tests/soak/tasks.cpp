#include "tasks.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <thread>

#include "errors.h"

namespace soak {
namespace {

using nnlite::Context;
using nnlite::Tensor;

bool same_bits(const double* a, const double* b, std::size_t count) {
  return std::memcmp(a, b, count * sizeof(double)) == 0;
}

// That these are the losses of a fresh process, from step `first` on.
void expect_losses(const Worker& worker, const Kind& kind, const std::vector<double>& losses, int first = 0) {
  const auto& expected = worker.shared.expected.at(kind.name);
  const auto begin = static_cast<std::size_t>(first);
  expect(begin + losses.size() <= expected.size() &&
             same_bits(losses.data(), expected.data() + begin, losses.size()),
         kind.name + ": other losses than in a fresh process, from step " + std::to_string(first));
}

// Whether a condition holds, at the latest when the other thread's reports, which hold for a moment what they
// look at, have let go of it.
template <class Condition>
bool comes(const Condition& condition) {
  for (int i = 0; i < 10000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return condition();
}

// A context for one training, of which nothing may be left when it goes.
class OwnContext {
 public:
  OwnContext(Worker& worker, std::int64_t seed = 0)
      : context_(Context::create({worker.draw(1, 3), 0, seed})) {}
  OwnContext(const OwnContext&) = delete;
  OwnContext& operator=(const OwnContext&) = delete;
  operator const Context&() const { return context_; }
  const Context* operator->() const { return &context_; }

  // To be called when all objects of the context are gone.
  void expect_empty() const {
    expect(comes([&] { return context_.memory_used() == 0; }), "tensor memory is in use that nobody holds");
    const auto rows = nnlite::HandleReport::of(context_).rows();
    expect(rows.size() == 1 && rows[0].kind == nnlite::HandleKind::context && rows[0].count == 1,
           "handles are left in a context:\n" + nnlite::HandleReport::of(context_).table());
  }

 private:
  Context context_;
};

const Kind& any_kind(Worker& worker) {
  return kinds[static_cast<std::size_t>(worker.draw(0, static_cast<int>(kinds.size()) - 1))];
}

void train_whole(Worker& worker) {
  const Kind& kind = any_kind(worker);
  const OwnContext context(worker);
  expect_losses(worker, kind, train(kind.make(context)));
  context.expect_empty();
}

// Stops, writes a checkpoint, forgets everything, and goes on in another context.
void resume(Worker& worker) {
  const Kind& kind = any_kind(worker);
  const std::string path = worker.folder / "checkpoint.safetensors";
  const int before = worker.draw(1, steps - 1);
  const OwnContext first(worker), second(worker, 77);
  {
    const Training training = kind.make(first);
    train(training, before);
    nnlite::save_checkpoint(path, parts(training));
  }
  first.expect_empty();
  {
    const Training training = kind.make(second);
    nnlite::load_checkpoint(path, parts(training));
    expect_losses(worker, kind, train(training, steps - before), before);
  }
  second.expect_empty();
}

// A limit that comes and goes: steps fail for want of memory, and are tried again without one.
void train_short_of_memory(Worker& worker) {
  const Kind& kind = any_kind(worker);
  const OwnContext context(worker);
  {
    const Training training = kind.make(context);
    const auto patiently = [&](auto&& call) {
      context->set_memory_limit(context->memory_used() + worker.draw(1, 60000));
      try {
        auto result = call();
        context->set_memory_limit(0);
        return result;
      } catch (const nnlite::Error& error) {
        expect(error.status() == NNL_OUT_OF_MEMORY, std::string("not for want of memory: ") + error.what());
      }
      context->set_memory_limit(0);
      return call();
    };
    std::vector<double> losses;
    for (int i = 0; i < steps; ++i) {
      const auto batch = patiently([&] { return next_batch(training); });
      losses.push_back(patiently([&] { return train_on(training, batch); }));
    }
    expect_losses(worker, kind, losses);
  }
  context.expect_empty();
}

// A fit that its callback ends, by saying so or by throwing; the model can be trained on.
void cancel(Worker& worker) {
  const Kind& kind = any_kind(worker);
  const OwnContext context(worker);
  {
    const Training training = kind.make(context);
    nnlite::FitOptions options;
    options.epochs = 100;
    options.schedule = training.schedule;
    options.schedule_each_step = true;
    options.step.clip_norm = 1;
    options.keep_best = worker.draw(0, 1) == 1;
    const int last = worker.draw(1, steps - 1);
    const bool throwing = worker.draw(0, 1) == 1;
    std::vector<double> losses;
    bool thrown = false;
    try {
      const auto report = nnlite::fit(training.model, training.loss, training.optimizer, training.loader,
                                      options, [&](const nnl_fit_progress& at) {
                                        if (!at.epoch_ended) losses.push_back(at.loss);
                                        if (at.step < last) return true;
                                        if (throwing) throw std::domain_error("enough");
                                        return false;
                                      });
      expect(report.end == nnlite::FitEnd::cancelled && report.steps == last, "the fit was not cancelled");
    } catch (const std::domain_error&) {
      thrown = true;
    }
    expect(thrown == throwing, "what the callback throws comes out");
    expect_losses(worker, kind, losses);
    expect(std::isfinite(train(training, 1)[0]), "a cancelled model can be trained on");
  }
  context.expect_empty();
}

// A fit with validation and patience, which all end by themselves.
void fit_with_validation(Worker& worker) {
  const OwnContext context(worker);
  {
    const Training training = kinds[0].make(context), other = kinds[0].make(context);
    nnlite::FitOptions options;
    options.epochs = 3;
    options.validation = other.loader;
    options.patience = 2;
    options.keep_best = true;
    options.max_seconds = worker.draw(0, 3) == 0 ? 0.01 : 0;
    const auto report =
        nnlite::fit(training.model, training.loss, training.optimizer, training.loader, options);
    expect(report.end == nnlite::FitEnd::time || std::isfinite(report.loss), "a fit has a loss");
    expect(report.end != nnlite::FitEnd::cancelled, "nobody cancelled the fit");
  }
  context.expect_empty();
}

// Both threads run one model at the same time.
void infer(Worker& worker) {
  const nnlite::NoGrad no_grad;
  const auto& expected = worker.shared.expected.at("shared");
  for (int i = 0; i < 20; ++i) {
    const auto values = worker.shared.model(worker.shared.input).to_vector<float>();
    const std::vector<double> output(values.begin(), values.end());
    expect(output.size() == expected.size() && same_bits(output.data(), expected.data(), output.size()),
           "the shared model gives other numbers");
  }
}

void save_and_load(Worker& worker) {
  const std::string path = worker.folder / "state.safetensors";
  const OwnContext context(worker, 5);
  {
    worker.shared.model.save(path);
    const auto model = kinds[1].make(context).model;
    model.load(path);
    model.eval();
    const nnlite::NoGrad no_grad;
    const auto input =
        Tensor::from(worker.shared.input.to_vector<float>(), worker.shared.input.shape(), context);
    const auto values = model(input).to_vector<float>();
    const std::vector<double> output(values.begin(), values.end());
    expect(same_bits(output.data(), worker.shared.expected.at("shared").data(), output.size()),
           "a loaded model gives other numbers");

    nnlite::LoadOptions in_part;
    in_part.strict = false;
    const auto report = kinds[0].make(context).model.load(path, in_part);
    expect(!report.missing.empty() && !report.unexpected.empty(), "names do not meet");

    // Cut short and damaged, it is refused.
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    expect_error(NNL_INVALID_FILE, [&] { model.load(path); });
    std::ofstream(path, std::ios::in | std::ios::binary).write("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    expect_error(NNL_INVALID_FILE, [&] { model.load(path); });
  }
  context.expect_empty();
}

// Raw handles, released by scopes.
void use_scopes(Worker& worker) {
  const OwnContext context(worker);
  {
    const auto x = Tensor::full({4, 4}, 0.5, nnlite::DType::f32, context);
    nnl_tensor kept = 0;
    for (int i = 0; i < 50; ++i) {
      const nnlite::Scope scope;
      nnl_tensor y = 0, z = 0;
      nnlite::check(nnl_relu(x.handle(), &y));
      nnlite::check(nnl_matmul(y, y, &z));
      if (i == 49) kept = scope.keep(z);
    }
    const auto result = Tensor::make([&](nnl_tensor* out) {
      *out = kept;
      return NNL_OK;
    });
    expect(result.to_vector<float>()[0] == 1, "what a scope keeps can be used");
  }
  context.expect_empty();
}

void profile(Worker& worker) {
  const Kind& kind = any_kind(worker);
  const OwnContext context(worker);
  {
    const Training training = kind.make(context);
    const nnlite::Profile profile(context);
    nnlite::ProfileOptions options;
    options.max_events = 500;
    profile.start(options);
    expect_losses(worker, kind, train(training));
    profile.stop();
    const auto summary = profile.summary();
    expect(summary.events == 500 && summary.dropped_events > 0 && !profile.rows().empty(),
           "a profile has rows");
    profile.save_trace(worker.folder / "trace.json");
    expect(!profile.table().empty(), "a profile has a table");
  }
  context.expect_empty();
}

// Contexts that end before their objects, with a log that ends with them.
void end_contexts(Worker& worker) {
  bool warned = false;
  Tensor last;
  for (int i = 0; i < 10; ++i) {
    const auto context = Context::create({worker.draw(1, 3), 4096, i});
    context.set_log_level(nnlite::LogLevel::warning);
    context.set_log_callback([&](nnlite::LogLevel, const std::string&) { warned = true; });
    last = Tensor::ones({16}, nnlite::DType::f32, context);
    expect_error(NNL_OUT_OF_MEMORY, [&] { Tensor::ones({2048}, nnlite::DType::f32, context); });
  }
  expect(warned, "a refused tensor is logged");
  expect(nnlite::sum(last).item() == 16, "a context lives on while objects of it do");
}

// Memory that others own: what nnlite lends, borrows and takes over.
void exchange_memory(Worker& worker) {
  const OwnContext context(worker);
  {
    std::vector<float> memory(1000, 2);
    std::atomic<int> done{0};
    {
      const auto borrowed = Tensor::borrow(
          memory.data(), {10, 100}, [&] { ++done; }, context);
      const auto copy = Tensor::from_dlpack(borrowed.to_dlpack(), true, context);
      expect(nnlite::sum(copy).item() == 2000, "DLPack shares elements");
    }
    expect(comes([&] { return done == 1; }), "borrowed memory is given back once");
  }
  context.expect_empty();
}

// Objects that one thread makes and the other releases, at times with a graph behind them.
void write_letter(Worker& worker) {
  const auto x = Tensor::full({64}, 1, nnlite::DType::f32, worker.shared.context);
  x.set_requires_grad();
  const auto y = nnlite::mean(nnlite::sigmoid(x));
  if (worker.draw(0, 1) == 1) y.backward();
  std::vector<Tensor> letter{x, y, x.grad()};
  const std::lock_guard lock(worker.shared.mutex);
  worker.shared.letter.swap(letter);  // the older one ends here
}

void change_process(Worker& worker) {
  switch (worker.draw(0, 3)) {
    case 0:
      nnlite::shutdown();
      break;
    case 1:
      nnlite::set_handle_tracing(true);
      break;
    case 2:
      nnlite::set_handle_tracing(false);
      break;
    default:
      worker.shared.context.set_threads(worker.draw(1, 3));
  }
}

void make_errors(Worker& worker) {
  const OwnContext context(worker), other(worker);
  all_errors(context, other, worker.folder);
  context.expect_empty();
  other.expect_empty();
}

}  // namespace

nnlite::Module shared_model(const Context& context) {
  const Training training = kinds[1].make(context);
  train(training);
  training.model.eval();
  return training.model;
}

Results compute_results() {
  Results results;
  for (const Kind& kind : kinds) results[kind.name] = train(kind.make(Context::create()));
  const auto context = Context::create();
  const nnlite::NoGrad no_grad;
  const auto output = shared_model(context)(images(context, 32)).to_vector<float>();
  results["shared"].assign(output.begin(), output.end());
  return results;
}

const std::vector<Task> tasks = {{"train_whole", train_whole},
                                 {"resume", resume},
                                 {"train_short_of_memory", train_short_of_memory},
                                 {"cancel", cancel},
                                 {"fit_with_validation", fit_with_validation},
                                 {"infer", infer},
                                 {"save_and_load", save_and_load},
                                 {"use_scopes", use_scopes},
                                 {"profile", profile},
                                 {"end_contexts", end_contexts},
                                 {"exchange_memory", exchange_memory},
                                 {"write_letter", write_letter},
                                 {"change_process", change_process},
                                 {"make_errors", make_errors}};

}  // namespace soak
