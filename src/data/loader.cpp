#include "data/loader.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <span>

#include "base/transaction.h"
#include "tensor/state_reader.h"

namespace nnl {
namespace {

/// The stream of a seed that loaders draw from; initial weights of the same seed come from stream 0.
constexpr uint64_t loader_stream = 1;

Tensor gather(const Tensor& source, const int64_t* samples, int64_t count) {
  Dims shape = source.shape();
  shape[0] = count;
  Tensor batch(source.context(), source.dtype(), shape);
  if (source.count() == 0) return batch;
  const auto bytes = static_cast<size_t>(source.count() / source.size(0) * size_of(source.dtype()));
  const char* from = source.bytes();
  char* to = batch.mutable_bytes();
  for (int64_t i = 0; i < count; ++i)
    std::memcpy(to + static_cast<size_t>(i) * bytes, from + static_cast<size_t>(samples[i]) * bytes, bytes);
  return batch;
}

/// Fails unless `order` holds samples: each once, or with replacement any.
void check_order(const Tensor& order, Sampling sampling) {
  std::vector<bool> seen(static_cast<size_t>(order.count()));
  for (int64_t i = 0; i < order.count(); ++i) {
    const int64_t sample = order.data<int64_t>()[i];
    if (sample < 0 || sample >= order.count())
      fail(Code::index_out_of_range, "loader: sample {} of its state is not in [0, {})", sample,
           order.count());
    if (sampling != Sampling::replacement && seen[static_cast<size_t>(sample)])
      fail(Code::invalid_argument, "loader: sample {} stands twice in its state", sample);
    seen[static_cast<size_t>(sample)] = true;
  }
}

}  // namespace

Loader::Loader(std::vector<Tensor> tensors, const LoaderOptions& options)
    : tensors_(std::move(tensors)), options_(options), stream_(options.seed, loader_stream) {
  if (tensors_.empty()) fail(Code::invalid_argument, "loader: no tensors");
  if (options.batch_size < 1)
    fail(Code::invalid_argument, "loader: batch_size {} is not at least 1", options.batch_size);
  for (Tensor& tensor : tensors_) {
    check_same_context("loader", tensors_[0], tensor);
    if (tensor.rank() == 0) fail(Code::shape_mismatch, "loader: a tensor without axes has no samples");
    if (tensor.size(0) != tensors_[0].size(0))
      fail(Code::shape_mismatch, "loader: {} samples in one tensor and {} in another", tensors_[0].size(0),
           tensor.size(0));
    tensor = tensor.contiguous();
  }
  samples_ = tensors_[0].size(0);
  if (samples_ == 0) fail(Code::invalid_argument, "loader: no samples");
  begin_epoch();
}

int64_t Loader::num_batches() const {
  const int64_t whole = samples_ / options_.batch_size, rest = samples_ % options_.batch_size;
  if (rest == 0 || options_.last_batch == LastBatch::drop) return whole;
  return options_.last_batch == LastBatch::merge ? std::max<int64_t>(whole, 1) : whole + 1;
}

void Loader::begin_epoch() {
  const Tensor order(tensors_[0].context(), DType::i64, {samples_});
  const std::span<int64_t> samples(order.mutable_data<int64_t>(), static_cast<size_t>(samples_));
  std::iota(samples.begin(), samples.end(), int64_t{0});
  if (options_.sampling == Sampling::shuffle) stream_.shuffle(samples.data(), samples_);
  if (options_.sampling == Sampling::replacement)
    for (int64_t& sample : samples) sample = stream_.below(samples_);
  order_ = order;
  batch_ = 0;
}

void Loader::keep_place() {
  // All of it: a callback in between may move the loader anywhere.
  Transaction::on_rollback(
      [self = Ref<Loader>(this), order = order_, stream = stream_, batch = batch_, epoch = epoch_] {
        self->order_ = order;
        self->stream_ = stream;
        self->batch_ = batch;
        self->epoch_ = epoch;
      });
}

std::vector<Tensor> Loader::next() {
  if (batch_ == num_batches()) {
    keep_place();
    begin_epoch();
    epoch_ = next_count(epoch_);
    return {};
  }
  const int64_t begin = batch_ * options_.batch_size;
  const bool last = batch_ + 1 == num_batches();
  const bool takes_rest = last && options_.last_batch != LastBatch::drop;
  const int64_t end = takes_rest ? samples_ : begin + options_.batch_size;
  std::vector<Tensor> batch;
  for (const Tensor& tensor : tensors_)
    batch.push_back(gather(tensor, order_.data<int64_t>() + begin, end - begin));
  keep_place();
  ++batch_;
  return batch;
}

std::string Loader::description() const {
  constexpr const char* samplings[] = {"in order", "shuffled", "with replacement"};
  constexpr const char* rules[] = {"kept", "dropped", "merged"};
  return fmt::format("{} samples {} in batches of {}, the last one {}", samples_,
                     samplings[static_cast<size_t>(options_.sampling)], options_.batch_size,
                     rules[static_cast<size_t>(options_.last_batch)]);
}

State Loader::state() const {
  return {{"order", order_},
          {"batch", count_entry(context(), batch_)},
          {"epoch", count_entry(context(), epoch_)},
          {"random", random_entry(context(), stream_.state())}};
}

int64_t Loader::most_entries() const { return 4; }

std::function<void()> Loader::prepare_state(State state) {
  StateReader reader("loader", state);
  const Tensor order = reader.take("order", DType::i64, {samples_});
  check_order(order, options_.sampling);
  const int64_t batch = reader.count("batch", 0), epoch = reader.count("epoch", 0);
  if (batch > num_batches())
    fail(Code::index_out_of_range, "loader: batch {} of its state is beyond the {} of an epoch", batch,
         num_batches());
  const RandomState random = reader.random("random");
  reader.finish();
  return [this, order, batch, epoch, random] {
    order_ = order;
    batch_ = batch;
    epoch_ = epoch;
    stream_.set_state(random);
  };
}

}  // namespace nnl
