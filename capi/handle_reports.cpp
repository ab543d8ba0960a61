#include "guard.h"
#include "handle_origin.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

using PinnedReport = Pinned<Kind::handle_report, HandleReport>;

constexpr nnl_handle_row no_row = {sizeof(nnl_handle_row), 0, 0, 0, 0};

}  // namespace

nnl_status NNL_CALL nnl_live_handles(int64_t* count) {
  return answer(__func__, "count", count, [] { return live_handles(); });
}

nnl_status NNL_CALL nnl_set_handle_tracing(int32_t on) {
  return guard(__func__, [&] { trace_handles(flag(on, "on")); });
}

nnl_status NNL_CALL nnl_set_handle_label(const char* label) {
  return guard(__func__, [&] { set_handle_label(label ? label : ""); });
}

nnl_status NNL_CALL nnl_handle_report_create(nnl_context ctx, int32_t all_contexts,
                                             nnl_handle_report* report) {
  return create(__func__, "report", report, [&] {
    const Ref<Context> one = context(ctx);
    return report_handles(flag(all_contexts, "all_contexts") ? nullptr : one.get());
  });
}

void NNL_CALL nnl_handle_report_release(nnl_handle_report report) {
  release_handle(Kind::handle_report, report);
}

nnl_status NNL_CALL nnl_handle_report_count(nnl_handle_report report, int64_t* count) {
  return answer(__func__, "count", count, [&] { return PinnedReport(report, "report")->rows.size(); });
}

void NNL_CALL nnl_handle_row_init(nnl_handle_row* row, uint32_t size) { write_options(no_row, row, size); }

nnl_status NNL_CALL nnl_handle_report_row(nnl_handle_report report, int64_t index, nnl_handle_row* row) {
  return guard(__func__, [&] {
    require(row, "row");
    check_size(row->struct_size, "row");
    const PinnedReport held(report, "report");
    const HandleRow& r = at(held->rows, index);
    write_options(nnl_handle_row{0, static_cast<int32_t>(r.kind), r.count, r.bytes, r.thread}, row,
                  row->struct_size);
  });
}

nnl_status NNL_CALL nnl_handle_report_function(nnl_handle_report report, int64_t index, char* name,
                                               int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const PinnedReport held(report, "report");
    copy_text(at(held->rows, index).function, "name", name, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_handle_report_label(nnl_handle_report report, int64_t index, char* label,
                                            int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const PinnedReport held(report, "report");
    copy_text(at(held->rows, index).label, "label", label, capacity, needed);
  });
}

nnl_status NNL_CALL nnl_handle_report_table(nnl_handle_report report, char* buffer, int64_t capacity,
                                            int64_t* needed) {
  return guard(__func__, [&] {
    copy_text(table_of(PinnedReport(report, "report")), "buffer", buffer, capacity, needed);
  });
}
