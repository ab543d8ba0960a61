#include "guard.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_load_options load_defaults = {sizeof(nnl_load_options), 1, 0, 0};

const std::vector<std::string>& names_in(const LoadReport& report, int32_t list) {
  if (list < NNL_LOAD_MISSING || list > NNL_LOAD_MISMATCHED)
    fail_argument("list", Code::invalid_argument, "{} is none of its constants", list);
  return list == NNL_LOAD_MISSING      ? report.missing
         : list == NNL_LOAD_UNEXPECTED ? report.unexpected
                                       : report.mismatched;
}

}  // namespace

void NNL_CALL nnl_load_options_init(nnl_load_options* options, uint32_t size) {
  write_options(load_defaults, options, size);
}

nnl_status NNL_CALL nnl_module_load_with(nnl_module module, const char* path, const nnl_load_options* options,
                                         nnl_load_report* report) {
  if (report) *report = 0;
  return guard(__func__, [&] {
    require(path, "path");
    const nnl_load_options o = read_options(options, load_defaults);
    check_reserved(o.reserved);
    const PinnedModule target(module, "module");
    const StateLoad load(target, path, flag(o.strict, "options.strict"));
    const bool dry_run = flag(o.dry_run, "options.dry_run");
    if (report) *report = publish(load.report());
    if (!dry_run) load.finish();
  });
}

void NNL_CALL nnl_load_report_release(nnl_load_report report) { release_handle(Kind::load_report, report); }

nnl_status NNL_CALL nnl_load_report_count(nnl_load_report report, int32_t list, int64_t* count) {
  return answer(__func__, "count", count,
                [&] { return names_in(PinnedLoadReport(report, "report"), list).size(); });
}

nnl_status NNL_CALL nnl_load_report_name(nnl_load_report report, int32_t list, int64_t index, char* name,
                                         int64_t capacity, int64_t* needed) {
  return guard(__func__, [&] {
    const PinnedLoadReport held(report, "report");
    copy_text(at(names_in(held, list), index), "name", name, capacity, needed);
  });
}
