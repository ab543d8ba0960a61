#include "base/profile_table.h"
#include "base/profiler.h"
#include "guard.h"
#include "io/profile_trace.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

constexpr nnl_profile_options profile_defaults = {sizeof(nnl_profile_options), 0, 1000000};
constexpr nnl_profile_summary no_summary = {sizeof(nnl_profile_summary), 0, 0, 0, 0, 0};
constexpr nnl_profile_row no_row = {sizeof(nnl_profile_row), NNL_PROFILE_OP, 0, 0, 0, 0};

Profile profile_of(nnl_context handle) { return context(handle)->profiler().read(false); }

}  // namespace

void NNL_CALL nnl_profile_options_init(nnl_profile_options* options, uint32_t size) {
  write_options(profile_defaults, options, size);
}

nnl_status NNL_CALL nnl_profile_start(nnl_context handle, const nnl_profile_options* options) {
  return guard(__func__, [&] {
    const nnl_profile_options o = read_options(options, profile_defaults);
    check_reserved(o.reserved);
    context(handle)->profiler().start(o.max_events);
  });
}

nnl_status NNL_CALL nnl_profile_stop(nnl_context handle) {
  return guard(__func__, [&] { context(handle)->profiler().stop(); });
}

nnl_status NNL_CALL nnl_profile_table(nnl_context handle, char* buffer, int64_t capacity, int64_t* needed) {
  return guard(__func__,
               [&] { copy_text(profile_table(profile_of(handle)), "buffer", buffer, capacity, needed); });
}

nnl_status NNL_CALL nnl_profile_save_trace(nnl_context handle, const char* path) {
  return guard(__func__, [&] {
    require(path, "path");
    save_trace(*context(handle), path);
  });
}

void NNL_CALL nnl_profile_summary_init(nnl_profile_summary* summary, uint32_t size) {
  write_options(no_summary, summary, size);
}

nnl_status NNL_CALL nnl_profile_read_summary(nnl_context handle, nnl_profile_summary* summary) {
  return guard(__func__, [&] {
    require(summary, "summary");
    check_size(summary->struct_size, "summary");
    const Profile p = profile_of(handle);
    write_options(nnl_profile_summary{0, p.recording, static_cast<int64_t>(p.rows.size()), p.events,
                                      p.dropped, p.total},
                  summary, summary->struct_size);
  });
}

void NNL_CALL nnl_profile_row_init(nnl_profile_row* row, uint32_t size) { write_options(no_row, row, size); }

nnl_status NNL_CALL nnl_profile_read_row(nnl_context handle, int64_t index, nnl_profile_row* row) {
  return guard(__func__, [&] {
    require(row, "row");
    check_size(row->struct_size, "row");
    const Profile p = profile_of(handle);
    const ProfileRow& r = at(p.rows, index);
    write_options(nnl_profile_row{0, static_cast<int32_t>(r.kind), r.calls, r.total, r.self, r.bytes}, row,
                  row->struct_size);
  });
}

nnl_status NNL_CALL nnl_profile_row_name(nnl_context handle, int64_t index, char* name, int64_t capacity,
                                         int64_t* needed) {
  return guard(__func__,
               [&] { copy_text(at(profile_of(handle).rows, index).name, "name", name, capacity, needed); });
}

nnl_status NNL_CALL nnl_profile_row_layer(nnl_context handle, int64_t index, char* kind, int64_t capacity,
                                          int64_t* needed) {
  return guard(__func__,
               [&] { copy_text(at(profile_of(handle).rows, index).layer, "kind", kind, capacity, needed); });
}
