// From C arguments to core objects and back.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <nnlite/nnlite.h>

#include "autograd/variable.h"
#include "base/context.h"
#include "data/loader.h"
#include "handle_report.h"
#include "io/state_file.h"
#include "nn/module.h"
#include "optim/optimizer.h"
#include "optim/schedule.h"
#include "scope.h"

namespace nnl::capi {

/// Fails with Code::invalid_argument, naming the argument, if the pointer is NULL.
inline void require(const void* pointer, const char* argument) {
  if (!pointer) fail_argument(argument, Code::invalid_argument, "is NULL");
}

/// The objects behind handles, kept alive by a Pin that lives to the end of the caller's expression.
template <Kind kind, class T>
class Pinned {
 public:
  Pinned(int64_t handle, const char* argument) : pin_(kind, handle, argument) {}
  operator T&() const { return static_cast<T&>(pin_.object()); }
  T* operator->() const { return &static_cast<T&>(pin_.object()); }

 private:
  Pin pin_;
};
using PinnedModule = Pinned<Kind::module, Module>;
using PinnedOptimizer = Pinned<Kind::optimizer, Optimizer>;
using PinnedSchedule = Pinned<Kind::schedule, Schedule>;
using PinnedLoader = Pinned<Kind::loader, Loader>;
using PinnedLoadReport = Pinned<Kind::load_report, LoadReport>;

/// The optimizer as one of that class. Fails with Code::invalid_argument if it is of another.
template <class T>
T& as_kind(Optimizer& optimizer) {
  if (&optimizer.kind() != &T::own_kind)
    fail_argument("optimizer", Code::invalid_argument, "its kind is {}, not {}", optimizer.kind().name,
                  T::own_kind.name);
  return static_cast<T&>(optimizer);
}

/// The context of a handle; 0 is the shared one.
Ref<Context> context(nnl_context handle);

inline Variable tensor(nnl_tensor handle, const char* argument) {
  return Variable(static_ref_cast<VariableState>(object_of(Kind::tensor, handle, argument)));
}

/// No variable for 0.
inline Variable optional_tensor(nnl_tensor handle, const char* argument) {
  return handle == 0 ? Variable() : tensor(handle, argument);
}

std::vector<Variable> tensors(int64_t count, const nnl_tensor* handles, const char* argument);
/// The same, with no variable for 0.
std::vector<Variable> optional_tensors(int64_t count, const nnl_tensor* handles, const char* argument);

/// Sizes or axes of a call.
Dims dims(int32_t rank, const int64_t* values, const char* argument);

/// Checks a dtype's number.
DType dtype(nnl_dtype number, const char* argument = "dtype");

/// Checks the number of an enum with the values 0 to `last`.
template <class Enum>
Enum enumerator(int32_t number, Enum last, const char* argument) {
  if (number < 0 || number > static_cast<int32_t>(last))
    fail_argument(argument, Code::invalid_argument, "{} is none of its constants", number);
  return static_cast<Enum>(number);
}

/// A flag: 0 or 1.
inline bool flag(int32_t value, const char* argument) {
  if (value != 0 && value != 1)
    fail_argument(argument, Code::invalid_argument, "{} is neither 0 nor 1", value);
  return value == 1;
}

/// A field that must be 0 until a later version gives it a meaning.
inline void check_reserved(int32_t value) {
  if (value != 0) fail_argument("options.reserved", Code::not_supported, "{} is set, not 0", value);
}

/// Copies values out as convention 4 of nnlite.h says.
template <class T>
void copy_out(const T* values, int64_t count, const char* name, T* buffer, int64_t capacity,
              int64_t* needed) {
  if (capacity < 0) fail_argument("capacity", Code::invalid_argument, "{} is negative", capacity);
  if (capacity > 0) require(buffer, name);
  if (needed) *needed = count;
  if (capacity == 0) return;
  if (capacity < count)
    fail_argument(name, Code::buffer_too_small, "room for {} elements, but {} are needed", capacity, count);
  std::copy_n(values, count, buffer);
}

/// Copies text out in the same way.
inline void copy_text(const std::string& text, const char* name, char* buffer, int64_t capacity,
                      int64_t* needed) {
  copy_out(text.c_str(), static_cast<int64_t>(text.size()) + 1, name, buffer, capacity, needed);
}

/// Element `index` of a list.
template <class T>
const T& at(const std::vector<T>& list, int64_t index) {
  if (index < 0 || index >= static_cast<int64_t>(list.size()))
    fail_argument("index", Code::index_out_of_range, "{} is not in [0, {})", index, list.size());
  return list[static_cast<size_t>(index)];
}

/// New handles, which pass to the caller.
inline int64_t publish(Variable variable) { return give_handle(Kind::tensor, std::move(variable).give_up()); }
inline int64_t publish(Ref<Context> object) { return give_handle(Kind::context, std::move(object)); }
inline int64_t publish(Ref<Module> object) { return give_handle(Kind::module, std::move(object)); }
template <class T>
std::enable_if_t<std::is_base_of_v<Optimizer, T>, int64_t> publish(Ref<T> object) {
  return give_handle(Kind::optimizer, std::move(object));
}
template <class T>
std::enable_if_t<std::is_base_of_v<Schedule, T>, int64_t> publish(Ref<T> object) {
  return give_handle(Kind::schedule, std::move(object));
}
inline int64_t publish(Ref<Loader> object) { return give_handle(Kind::loader, std::move(object)); }
inline int64_t publish(Ref<LoadReport> object) { return give_handle(Kind::load_report, std::move(object)); }
inline int64_t publish(Ref<HandleReport> object) {
  return give_handle(Kind::handle_report, std::move(object));
}

/// Writes default options into a caller's struct of `size` bytes and not a byte beyond.
template <class Options>
void write_options(Options defaults, Options* options, uint32_t size) noexcept {
  if (!options || size < sizeof(uint32_t)) return;
  defaults.struct_size = size;
  std::memset(static_cast<void*>(options), 0, size);
  std::memcpy(static_cast<void*>(options), &defaults, std::min<size_t>(size, sizeof defaults));
}

/// The struct_size of a caller's struct.
inline void check_size(uint32_t size, const char* argument) {
  if (size == 0 || size % 8 != 0 || size > 4096)
    fail_argument(argument, Code::invalid_argument, "struct_size {}; was it initialised?", size);
}

/// A caller's options: fields beyond its size take their defaults; a longer struct must hold zeros there.
/// Sizes are whole words of 8 bytes, and no field straddles one, so none is cut.
template <class Options>
Options read_options(const Options* given, const Options& defaults, const char* argument = "options") {
  if (!given) return defaults;
  const uint32_t size = given->struct_size;
  static_assert(sizeof(Options) % 8 == 0);
  check_size(size, argument);
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (size_t i = sizeof(Options); i < size; ++i)
    if (bytes[i] != 0)
      fail_argument(argument, Code::not_supported, "a field that this version does not know is set");
  Options options = defaults;
  std::memcpy(&options, bytes, std::min<size_t>(size, sizeof options));
  return options;
}

}  // namespace nnl::capi
