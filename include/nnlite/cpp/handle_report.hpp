// Reports of the C handles that have not been given back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nnlite/cpp/context.hpp>

namespace nnlite {

/// Kinds of C handles.
enum class HandleKind : std::int32_t {
  context = NNL_KIND_CONTEXT,
  tensor = NNL_KIND_TENSOR,
  module = NNL_KIND_MODULE,
  optimizer = NNL_KIND_OPTIMIZER,
  loader = NNL_KIND_LOADER,
  load_report = NNL_KIND_LOAD_REPORT,
  schedule = NNL_KIND_SCHEDULE,
  scope = NNL_KIND_SCOPE,
  handle_report = NNL_KIND_HANDLE_REPORT
};

/// Live handles of one kind, and with tracing of one function, thread and label.
struct HandleRow {
  HandleKind kind = HandleKind::tensor;
  std::string function;  ///< that made them, or empty without tracing
  std::string label;
  std::int64_t thread = 0;
  std::int64_t count = 0;
  std::int64_t bytes = 0;  ///< of tensor memory behind them
};

/// Notes of each new handle, in the whole process, which C function made it, on which thread, under which
/// label; off forgets the notes.
inline void set_handle_tracing(bool on) { check(nnl_set_handle_tracing(on)); }
/// What this thread's work is called from now on, for tracing; at most 47 bytes are kept.
inline void set_handle_label(const std::string& label) { check(nnl_set_handle_label(label.c_str())); }

/// What is live at the time when it is made. Copies are the same report.
class HandleReport : public detail::Handle<nnl_handle_report_release> {
 public:
  HandleReport() = default;
  /// Of all contexts.
  static HandleReport all() { return HandleReport(Context(), 1); }
  /// Of a context and its objects.
  static HandleReport of(const Context& context) { return HandleReport(context, 0); }

  /// By kinds, of a kind those of most handles first.
  std::vector<HandleRow> rows() const {
    std::vector<HandleRow> result;
    const auto count = detail::get<std::int64_t>(nnl_handle_report_count, handle());
    for (std::int64_t i = 0; i < count; ++i) result.push_back(row(i));
    return result;
  }
  /// A table for people.
  std::string table() const { return detail::get_text(nnl_handle_report_table, handle()); }

 private:
  HandleReport(const Context& context, std::int32_t all_contexts)
      : Handle(nnl_handle_report_create, context.handle(), all_contexts) {}

  HandleRow row(std::int64_t index) const {
    auto c = detail::defaults(nnl_handle_row_init);
    check(nnl_handle_report_row(handle(), index, &c));
    return {static_cast<HandleKind>(c.kind),
            detail::get_text(nnl_handle_report_function, handle(), index),
            detail::get_text(nnl_handle_report_label, handle(), index),
            c.thread,
            c.count,
            c.bytes};
  }
};

}  // namespace nnlite
