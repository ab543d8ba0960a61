#include <array>
#include <memory>

#include "dlpack_array.h"
#include "guard.h"
#include "host_data.h"

using namespace nnl;
using namespace nnl::capi;

namespace {

/// What an export owns until its deleter is called.
template <class Managed>
struct Export {
  Managed managed{};
  std::array<int64_t, max_rank> shape, strides;
  Ref<Storage> storage;

  explicit Export(const Tensor& tensor) : storage(tensor.storage()) {
    storage->expose();
    managed.array = dlpack::array_of(tensor, shape.data(), strides.data());
    managed.manager_ctx = this;
    managed.deleter = [](void* self) {
      delete static_cast<Export*>(static_cast<Managed*>(self)->manager_ctx);
    };
  }
  ~Export() { storage->conceal(); }
  Export(const Export&) = delete;
  Export& operator=(const Export&) = delete;
};

void* export_tensor(const Tensor& tensor, bool versioned) {
  const bool read_only = !tensor.storage()->writable();
  if (!versioned) {
    if (read_only)
      fail_argument("tensor", Code::not_supported, "it is read-only, which only a versioned export can say");
    return &(new Export<dlpack::Managed>(tensor))->managed;
  }
  auto* made = new Export<dlpack::ManagedVersioned>(tensor);
  made->managed.major = dlpack::known_major;
  made->managed.minor = dlpack::known_minor;
  made->managed.flags = read_only ? dlpack::flag_read_only : 0;
  return &made->managed;
}

/// What both forms of an import have.
struct Import {
  const dlpack::Array* array;
  bool read_only;
  void(NNL_CALL* deleter)(void* self);
};

Import import_of(void* managed, bool versioned) {
  require(managed, "managed");
  if (!versioned) {
    const auto* given = static_cast<const dlpack::Managed*>(managed);
    return {&given->array, false, given->deleter};
  }
  const auto* given = static_cast<const dlpack::ManagedVersioned*>(managed);
  if (given->major != dlpack::known_major)
    fail(Code::not_supported, "dlpack: it is of version {}.{}, but known is version {}", given->major,
         given->minor, dlpack::known_major);
  return {&given->array, (given->flags & dlpack::flag_read_only) != 0, given->deleter};
}

}  // namespace

nnl_status NNL_CALL nnl_tensor_to_dlpack(nnl_tensor handle, int32_t versioned, void** managed) {
  if (managed) *managed = nullptr;
  return guard(__func__, [&] {
    require(managed, "managed");
    const Variable source = tensor(handle, "tensor");
    if (source.requires_grad())
      fail_argument("tensor", Code::invalid_state, "it requires a gradient; export what nnl_detach gives");
    *managed = export_tensor(source.data(), flag(versioned, "versioned"));
  });
}

nnl_status NNL_CALL nnl_tensor_from_dlpack(nnl_context ctx, void* managed, int32_t versioned,
                                           nnl_tensor* result) {
  return create_hosted(__func__, "tensor", result, [&](std::shared_ptr<HostData>& host) {
    const Import given = import_of(managed, flag(versioned, "versioned"));
    const dlpack::Layout layout = dlpack::layout_of(*given.array);
    host = std::make_shared<HostData>(given.deleter, managed);
    auto storage = make_ref<Storage>(*context(ctx), layout.data, layout.bytes,
                                     !given.read_only && !layout.overlaps, [host] {});
    return Variable(Tensor(std::move(storage), layout.dtype, layout.shape, layout.strides));
  });
}
