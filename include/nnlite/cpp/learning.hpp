// Optimizers, clipping and mini-batches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include <nnlite/cpp/layers.hpp>

namespace nnlite {

/// Updates the parameters it was made with, which it shares.
class Optimizer : public detail::Handle<nnl_optimizer_release> {
 public:
  Optimizer() = default;

  /// Updates every parameter that has a gradient. Gradients stay as they are.
  void step() const { check(nnl_optimizer_step(handle())); }
  /// Drops the gradients of all parameters.
  void zero_grad() const { check(nnl_optimizer_zero_grad(handle())); }
  /// Brings tables whose rows are owed steps up to date in memory.
  void settle() const { check(nnl_optimizer_settle(handle())); }
  std::int64_t num_groups() const { return detail::get<std::int64_t>(nnl_optimizer_num_groups, handle()); }
  double learning_rate(std::int64_t group = 0) const {
    return detail::get<double>(nnl_optimizer_learning_rate, handle(), group);
  }
  void set_learning_rate(double learning_rate, std::int64_t group = 0) const {
    check(nnl_optimizer_set_learning_rate(handle(), group, learning_rate));
  }
  /// Or beta1 of the Adams.
  double momentum(std::int64_t group = 0) const {
    return detail::get<double>(nnl_optimizer_momentum, handle(), group);
  }
  void set_momentum(double momentum, std::int64_t group = 0) const {
    check(nnl_optimizer_set_momentum(handle(), group, momentum));
  }

 protected:
  using Handle::Handle;
};

/// torch.optim.SGD's settings.
struct SgdOptions {
  double learning_rate = 1e-3;
  double momentum = 0;
  double dampening = 0;
  double weight_decay = 0;
  bool nesterov = false;
  bool maximize = false;
  bool lazy_rows = true;

  /// As nnlite.h has it.
  nnl_sgd_options c() const {
    auto c = detail::defaults(nnl_sgd_options_init);
    c.learning_rate = learning_rate;
    c.momentum = momentum;
    c.dampening = dampening;
    c.weight_decay = weight_decay;
    c.nesterov = nesterov;
    c.maximize = maximize;
    c.lazy_rows = lazy_rows;
    return c;
  }
};

/// Parameters for functions that take several: a module's, or tensors.
class ParameterList {
 public:
  ParameterList(const std::vector<NamedTensor>& parameters) {
    for (const NamedTensor& parameter : parameters) tensors_.push_back(parameter.tensor);
    handles_ = detail::handles(tensors_);
  }
  ParameterList(std::vector<Tensor> parameters)
      : tensors_(std::move(parameters)), handles_(detail::handles(tensors_)) {}
  ParameterList(std::initializer_list<Tensor> parameters) : ParameterList(std::vector<Tensor>(parameters)) {}
  std::int64_t count() const noexcept { return detail::count_of(handles_); }
  /// Borrowed: valid while the list lives.
  const nnl_tensor* data() const noexcept { return handles_.data(); }

 private:
  std::vector<Tensor> tensors_;
  std::vector<nnl_tensor> handles_;
};

/// Stochastic gradient descent.
class Sgd : public Optimizer {
 public:
  /// The parameters are group 0.
  explicit Sgd(const ParameterList& parameters, const SgdOptions& options = {})
      : Optimizer(nnl_sgd_create, parameters.count(), parameters.data(), detail::address(options.c())) {}
  /// Another group with settings of its own.
  void add_group(const ParameterList& parameters, const SgdOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_sgd_add_group(handle(), parameters.count(), parameters.data(), &c));
  }
};

/// Scales gradients so that their common norm is at most max_norm; returns the norm before.
inline double clip_grad_norm(const ParameterList& parameters, double max_norm, double norm_type = 2,
                             bool error_if_nonfinite = false) {
  return detail::get<double>(nnl_clip_grad_norm, parameters.count(), parameters.data(), max_norm, norm_type,
                             error_if_nonfinite);
}
/// Clamps every gradient element to [-clip_value, clip_value].
inline void clip_grad_value(const ParameterList& parameters, double clip_value) {
  check(nnl_clip_grad_value(parameters.count(), parameters.data(), clip_value));
}

struct LoaderOptions {
  std::int64_t batch_size = 1;
  Sampling sampling = Sampling::sequential;
  LastBatch last_batch = LastBatch::keep;
  std::int64_t seed = 0;

  /// As nnlite.h has it.
  nnl_loader_options c() const {
    auto c = detail::defaults(nnl_loader_options_init);
    c.batch_size = batch_size;
    c.sampling = static_cast<std::int32_t>(sampling);
    c.last_batch = static_cast<std::int32_t>(last_batch);
    c.seed = seed;
    return c;
  }
};

/// Mini-batches of tensors whose first axis is the sample. `for (const Batch& batch : loader)` runs to the
/// end of the epoch; after a break, the next loop goes on in the same epoch.
class Loader : public detail::Handle<nnl_loader_release> {
 public:
  /// One tensor for each of the loader's.
  using Batch = std::vector<Tensor>;

  Loader() = default;
  explicit Loader(const std::vector<Tensor>& tensors, const LoaderOptions& options = {})
      : Handle([&, c = options.c()](std::int64_t* out) {
          const auto handles = detail::handles(tensors);
          return nnl_loader_create(detail::count_of(handles), handles.data(), &c, out);
        }),
        num_tensors_(tensors.size()) {}

  /// The next batch; empty at the end of an epoch, after which the next call begins another.
  Batch next() const {
    if (!*this) throw Error(NNL_INVALID_HANDLE, "the loader is empty", "nnl_loader_next", "loader");
    std::vector<nnl_tensor> handles(num_tensors_);
    Batch batch(num_tensors_);
    fill(batch, handles, 0);
    if (batch.empty() || !batch[0]) return {};
    return batch;
  }
  /// Batches in an epoch.
  std::int64_t num_batches() const { return detail::get<std::int64_t>(nnl_loader_num_batches, handle()); }
  /// Epochs that have ended.
  std::int64_t epoch() const { return detail::get<std::int64_t>(nnl_loader_epoch, handle()); }

  /// Walks the batches of one epoch. It must not outlive the loader.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Batch;
    using difference_type = std::ptrdiff_t;
    using pointer = const Batch*;
    using reference = const Batch&;

    Iterator() = default;
    explicit Iterator(const Loader* loader) : loader_(loader), batch_(loader->next()) {}
    reference operator*() const { return batch_; }
    pointer operator->() const { return &batch_; }
    Iterator& operator++() {
      batch_ = loader_->next();
      return *this;
    }
    /// What `*it++` reads.
    struct Held {
      Batch batch;
      const Batch& operator*() const { return batch; }
    };
    Held operator++(int) {
      Held held{batch_};
      ++*this;
      return held;
    }
    /// Whether both are at the end or both are not.
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.batch_.empty() == b.batch_.empty();
    }
    friend bool operator!=(const Iterator& a, const Iterator& b) { return !(a == b); }

   private:
    const Loader* loader_ = nullptr;
    Batch batch_;
  };
  Iterator begin() const { return Iterator(this); }
  Iterator end() const { return {}; }

 private:
  /// Makes an owner for each tensor before the call that makes the tensors, so that none is lost on the
  /// way.
  void fill(Batch& batch, std::vector<nnl_tensor>& handles, std::size_t i) const {
    if (i == batch.size())
      return check(nnl_loader_next(handle(), static_cast<std::int64_t>(i), handles.data()));
    batch[i] = Tensor::make([&](nnl_tensor* out) {
      fill(batch, handles, i + 1);
      *out = handles[i];
      return NNL_OK;
    });
  }

  std::size_t num_tensors_ = 0;
};

/// Replaces the running statistics of all batch norms by their average over the rest of the loader's epoch,
/// but at most `max_batches` batches (0: no bound); returns how many there were.
inline std::int64_t recalibrate(const Module& module, const Loader& loader, std::int64_t max_batches = 0) {
  return detail::get<std::int64_t>(nnl_recalibrate, module.handle(), loader.handle(), max_batches);
}

}  // namespace nnlite
