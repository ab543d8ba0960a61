// Calls whose pointers need more than their types tell: memory that is exchanged or shared.
#include <dlpack_layout.h>

#include "player.h"

namespace fuzz {

namespace dlpack = nnl::capi::dlpack;

void play_nnl_tensor_to_dlpack(Player& player);
void play_nnl_tensor_from_dlpack(Player& player);
void play_nnl_tensor_data(Player& player);

namespace {

void NNL_CALL delete_own(void*) {}

/// Another library's array: in memory of the sequence's, where it should be.
template <class Managed>
void* make_managed(Player& player) {
  Draws& draws = player.draws();
  auto* managed = player.own<Managed>(1);
  dlpack::Array& array = managed->array;
  constexpr size_t room = 4096;
  array.data = player.own<char>(room);
  array.device = {dlpack::cpu, 0};
  constexpr dlpack::DataType types[] = {{dlpack::code_float, 32, 1},
                                        {dlpack::code_float, 64, 1},
                                        {dlpack::code_int, 64, 1},
                                        {dlpack::code_bool, 8, 1}};
  array.dtype = draws.one_of(types);
  array.ndim = static_cast<int32_t>(draws.below(4));
  array.shape = player.own<int64_t>(NNL_MAX_RANK + 1);
  array.strides = draws.once_in(2) ? player.own<int64_t>(NNL_MAX_RANK + 1) : nullptr;
  for (int i = 0; i <= NNL_MAX_RANK; ++i) array.shape[i] = draws.below(5);
  if (array.strides)
    for (int i = 0; i <= NNL_MAX_RANK; ++i) array.strides[i] = draws.below(17);
  managed->deleter = draws.once_in(2) ? delete_own : nullptr;
  switch (draws.below(16)) {  // what is refused
    case 0:
      array.device.type = player.int32("device");
      break;
    case 1:
      array.dtype = {draws.byte(), draws.byte(), static_cast<uint16_t>(draws.below(3))};
      break;
    case 2:
      array.ndim = draws.one_of({-1, NNL_MAX_RANK + 1, INT32_MIN, INT32_MAX});
      break;
    case 3:
      array.shape[draws.below(3)] = draws.one_of<int64_t>({-1, INT64_MIN, INT64_MAX, int64_t{1} << 62});
      break;
    case 4:
      array.strides = player.own<int64_t>(NNL_MAX_RANK + 1);
      for (int i = 0; i <= NNL_MAX_RANK; ++i)
        array.strides[i] = draws.one_of<int64_t>({-1, INT64_MIN, INT64_MAX, int64_t{1} << 61});
      break;
    case 5:
      array.data = nullptr;
      break;
    case 6:
      array.byte_offset = 1;
      break;
    case 7:
      array.shape = nullptr;
      break;
    default:
      break;
  }
  if (array.dtype.bits > 64 || array.dtype.lanes != 1) array.ndim = 0;
  return managed;
}

}  // namespace

void Player::delete_export(const Export& each) {
  if (each.versioned) {
    auto* managed = static_cast<dlpack::ManagedVersioned*>(each.managed);
    if (managed->deleter) managed->deleter(managed);
  } else {
    auto* managed = static_cast<dlpack::Managed*>(each.managed);
    if (managed->deleter) managed->deleter(managed);
  }
}

void play_nnl_tensor_to_dlpack(Player& player) {
  const nnl_tensor tensor = player.handle(NNL_KIND_TENSOR, "tensor", "channels");
  const int32_t versioned = player.int32("versioned");
  void* managed = &player;
  void** place = player.draws().once_in(32) ? nullptr : &managed;
  player.begin(caller_of("nnl_tensor_to_dlpack"));
  const nnl_status status = nnl_tensor_to_dlpack(tensor, versioned, place);
  static const char* const arguments[] = {"tensor", "versioned", "managed", "", nullptr};
  player.end(status, arguments);
  if (place && player.failed() != (managed == nullptr))
    player.wrong_here("managed is not NULL after a failing call, or NULL");
  if (status == NNL_OK) player.exports.push_back({managed, versioned == 1});
}

void play_nnl_tensor_from_dlpack(Player& player) {
  const nnl_context context = player.handle(NNL_KIND_CONTEXT, "context", "context");
  int32_t versioned = static_cast<int32_t>(player.draws().below(2));
  const bool again = !player.exports.empty() && player.draws().once_in(2);
  void* managed =
      versioned ? make_managed<dlpack::ManagedVersioned>(player) : make_managed<dlpack::Managed>(player);
  if (versioned) {
    auto* head = static_cast<dlpack::ManagedVersioned*>(managed);
    head->major = player.draws().below(8) ? dlpack::known_major : player.draws().below(4);
    head->flags = player.draws().below(2);
  }
  if (again) {
    managed = player.exports.back().managed;
    versioned = player.exports.back().versioned;
  } else if (player.draws().once_in(16)) {
    managed = nullptr;
  }
  const int32_t flag = player.draws().once_in(32) ? 2 : versioned;
  Handles tensor(player, NNL_KIND_TENSOR, 1, "tensor");
  player.begin(caller_of("nnl_tensor_from_dlpack"));
  const nnl_status status = nnl_tensor_from_dlpack(context, managed, flag, tensor.place());
  static const char* const arguments[] = {"context", "managed", "versioned", "tensor", "", nullptr};
  player.end(status, arguments);
  if (again && status == NNL_OK) player.exports.pop_back();
  tensor.check();
  player.check_given();
}

void play_nnl_tensor_data(Player& player) {
  const nnl_tensor tensor = player.handle(NNL_KIND_TENSOR, "tensor", "rows");
  const int32_t writing = player.int32("writing");
  Value<void*> data(player, "data");
  Value<int64_t> bytes(player, "bytes");
  player.begin(caller_of("nnl_tensor_data"));
  const nnl_status status = nnl_tensor_data(tensor, writing, data.place(), bytes.place());
  static const char* const arguments[] = {"tensor", "writing", "data", "bytes", "", nullptr};
  player.end(status, arguments);
  data.check();
  bytes.check();
  player.check_given();
  if (status != NNL_OK || bytes.is_null() || *bytes > 8192) return;
  auto* memory = static_cast<unsigned char*>(*data);
  for (int64_t i = 0; i < *bytes; ++i) {
    const volatile unsigned char read = memory[i];
    if (writing == 1) memory[i] = read & 1;
  }
}

}  // namespace fuzz
