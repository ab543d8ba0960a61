#include "base/number_check.h"

#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_number_report no_report = {sizeof(nnl_number_report), 0, 0, 0, 0, 0, -1, 0, 0};

/// The finding, or one without any text.
NumberFinding finding_of(nnl_context handle) {
  return context(handle)->numbers().finding().value_or(NumberFinding{});
}

}  // namespace

nnl_status NNL_CALL nnl_context_set_number_check(nnl_context handle, int32_t mode) {
  return guard(__func__, [&] {
    if (mode < NNL_NUMBER_CHECK_OFF || mode > NNL_NUMBER_CHECK_FAIL)
      fail_argument("mode", Code::invalid_argument, "{} is no NNL_NUMBER_CHECK_...", mode);
    context(handle)->numbers().set_mode(static_cast<NumberCheckMode>(mode));
  });
}

void NNL_CALL nnl_number_report_init(nnl_number_report* report, uint32_t size) {
  write_options(no_report, report, size);
}

nnl_status NNL_CALL nnl_number_report_read(nnl_context handle, nnl_number_report* report) {
  return guard(__func__, [&] {
    require(report, "report");
    check_size(report->struct_size, "report");
    const Ref<Context> owner = context(handle);
    nnl_number_report result = no_report;
    result.mode = static_cast<int32_t>(owner->numbers().mode());
    if (const auto f = owner->numbers().finding())
      result = {0,        result.mode, 1,      static_cast<int32_t>(f->pass), f->nan, f->inputs_finite,
                f->input, f->position, f->step};
    write_options(result, report, report->struct_size);
  });
}

nnl_status NNL_CALL nnl_number_report_op(nnl_context handle, char* name, int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] { copy_text(finding_of(handle).op, "name", name, capacity, needed); });
}

nnl_status NNL_CALL nnl_number_report_layer(nnl_context handle, char* name, int64_t capacity,
                                            int64_t* needed) {
  return guard(__func__, [&] { copy_text(finding_of(handle).layer, "name", name, capacity, needed); });
}

nnl_status NNL_CALL nnl_number_report_text(nnl_context handle, char* buffer, int64_t capacity,
                                           int64_t* needed) {
  return guard(__func__, [&] {
    const auto finding = context(handle)->numbers().finding();
    copy_text(finding ? finding->text() : "", "buffer", buffer, capacity, needed);
  });
}
