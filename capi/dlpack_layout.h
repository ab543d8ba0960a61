// DLPack's structs, from its specification (version 1.1): https://dmlc.github.io/dlpack/latest/c_api.html
#pragma once

#include <cstdint>

#include <nnlite/nnlite.h>

namespace nnl::capi::dlpack {

struct Device {
  int32_t type;  // 1 is the processor
  int32_t id;
};
constexpr int32_t cpu = 1;

struct DataType {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
};
enum TypeCode : uint8_t { code_int = 0, code_uint = 1, code_float = 2, code_bool = 6 };

struct Array {
  void* data;
  Device device;
  int32_t ndim;
  DataType dtype;
  int64_t* shape;
  int64_t* strides;  // in elements; nullptr: row-major
  uint64_t byte_offset;
};

/// What is exchanged. Whoever has it calls the deleter, which may be nullptr, with the struct itself.
struct Managed {
  Array array;
  void* manager_ctx;
  void(NNL_CALL* deleter)(void* self);
};

/// The same since version 1. Under another major version only the version is where it is here, and
/// manager_ctx and deleter.
struct ManagedVersioned {
  uint32_t major, minor;
  void* manager_ctx;
  void(NNL_CALL* deleter)(void* self);
  uint64_t flags;
  Array array;
};
constexpr uint32_t known_major = 1, known_minor = 1;
constexpr uint64_t flag_read_only = 1;

static_assert(sizeof(Array) == 48 && sizeof(Managed) == 64 && sizeof(ManagedVersioned) == 80);

}  // namespace nnl::capi::dlpack
