// Profiles: where time and memory go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nnlite/cpp/context.hpp>

namespace nnlite {

/// What a row of a profile is about.
enum class ProfileKind : std::int32_t {
  op = NNL_PROFILE_OP,
  backward = NNL_PROFILE_BACKWARD,
  layer = NNL_PROFILE_LAYER,
  optimizer = NNL_PROFILE_OPTIMIZER,
  step = NNL_PROFILE_STEP
};

/// All scopes of one kind and name.
struct ProfileRow {
  ProfileKind kind = ProfileKind::op;
  std::string name;   ///< of a layer its path ("3.conv"), or its kind
  std::string layer;  ///< a layer's kind ("Conv2d"), else empty
  std::int64_t calls = 0;
  std::int64_t total_ns = 0;
  std::int64_t self_ns = 0;  ///< without the scopes within
  std::int64_t bytes = 0;    ///< of tensor memory given out
};

/// What a profile has.
struct ProfileSummary {
  bool recording = false;
  std::int64_t rows = 0;
  std::int64_t events = 0;
  std::int64_t dropped_events = 0;
  std::int64_t total_ns = 0;  ///< the sum of the rows' self_ns
};

/// Settings of a profile.
struct ProfileOptions {
  std::int64_t max_events = 1000000;  ///< that are kept for the trace

  /// As nnlite.h has it.
  nnl_profile_options c() const {
    auto c = detail::defaults(nnl_profile_options_init);
    c.max_events = max_events;
    return c;
  }
};

/// The profile of a context: what it does between start and stop. Copies are the same profile.
class Profile {
 public:
  explicit Profile(const Context& context = {}) : context_(context) {}

  void start(const ProfileOptions& options = {}) const {
    const auto c = options.c();
    check(nnl_profile_start(context_.handle(), &c));
  }
  void stop() const { check(nnl_profile_stop(context_.handle())); }

  /// Tables of operations, layers and parts of training.
  std::string table() const { return detail::get_text(nnl_profile_table, context_.handle()); }
  /// A file for chrome://tracing or Perfetto.
  void save_trace(const std::string& path) const {
    check(nnl_profile_save_trace(context_.handle(), path.c_str()));
  }
  ProfileSummary summary() const {
    auto c = detail::defaults(nnl_profile_summary_init);
    check(nnl_profile_read_summary(context_.handle(), &c));
    return {c.recording != 0, c.rows, c.events, c.dropped_events, c.total_ns};
  }
  /// In the order in which their first scopes ended.
  std::vector<ProfileRow> rows() const {
    std::vector<ProfileRow> result;
    const std::int64_t count = summary().rows;
    for (std::int64_t i = 0; i < count; ++i) result.push_back(row(i));
    return result;
  }

 private:
  ProfileRow row(std::int64_t index) const {
    auto c = detail::defaults(nnl_profile_row_init);
    check(nnl_profile_read_row(context_.handle(), index, &c));
    return {static_cast<ProfileKind>(c.kind),
            detail::get_text(nnl_profile_row_name, context_.handle(), index),
            detail::get_text(nnl_profile_row_layer, context_.handle(), index),
            c.calls,
            c.total_ns,
            c.self_ns,
            c.bytes};
  }

  Context context_;
};

}  // namespace nnlite
