// What the functions are called with: mostly what does, and now and then anything.
#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

#include "player.h"

namespace fuzz {

int64_t Player::handle(int32_t kind, const char* name, const char* role) {
  const auto any_of = [&](const std::vector<int64_t>& list) {
    return list.empty() ? 0 : list[draws_->below(static_cast<uint32_t>(list.size()))];
  };
  const uint32_t way = draws_->byte();
  int64_t handle = 0;
  if (way < 130 || (way < 220 && pool(kind).empty()))
    handle = find_role(kind, role);
  else if (way < 220)
    handle = any_of(pool(kind));
  else if (way < 232)
    handle = any_of(pools_[1 + draws_->below(static_cast<uint32_t>(pools_.size()) - 1)]);
  else if (way < 240)
    handle = any_of(stale_);
  else if (way < 244)
    handle = static_cast<int64_t>(draws_->bits());
  else if (way < 248)
    handle = any_of(pool(kind)) ^ static_cast<int64_t>(uint64_t{1} << draws_->below(64));
  else if (way < 252 && kind == NNL_KIND_TENSOR)
    handle = find_role(kind, "vast");
  say(name, std::to_string(handle));
  return handle;
}

int64_t Player::any_handle(const char* name) {
  return handle(1 + static_cast<int32_t>(draws_->below(static_cast<uint32_t>(pools_.size()) - 1)), name,
                "nothing");
}

int32_t Player::int32(const char* name) {
  const uint32_t way = draws_->byte();
  constexpr int32_t odd[] = {3,
                             4,
                             5,
                             6,
                             7,
                             100,
                             -1,
                             -2,
                             1 << 16,
                             std::numeric_limits<int32_t>::max(),
                             std::numeric_limits<int32_t>::min()};
  const int32_t value = way < 200 ? way % 2 : way < 220 ? 2 : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

int64_t Player::int64(const char* name) {
  const uint32_t way = draws_->byte();
  constexpr int64_t most = std::numeric_limits<int64_t>::max(), least = std::numeric_limits<int64_t>::min();
  constexpr int64_t odd[] = {-2,
                             -3,
                             -4,
                             -9,
                             5,
                             6,
                             7,
                             8,
                             9,
                             64,
                             1000,
                             -100,
                             int64_t{1} << 31,
                             int64_t{1} << 32,
                             int64_t{1} << 40,
                             int64_t{1} << 53,
                             int64_t{1} << 61,
                             int64_t{1} << 62,
                             most,
                             most - 1,
                             most / 2,
                             least,
                             least + 1,
                             -(int64_t{1} << 31),
                             -(int64_t{1} << 62)};
  const int64_t value = way < 190   ? way % 3
                        : way < 205 ? -1
                        : way < 215 ? 3
                        : way < 222 ? 4
                                    : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

int64_t Player::size(const char* name) {
  constexpr int64_t usual[] = {3, 3, 3, 3, 3, 2, 1, 4, 5, 8};
  if (draws_->once_in(8)) return int64(name);
  const int64_t value = draws_->one_of(usual);
  say(name, std::to_string(value));
  return value;
}

double Player::real(const char* name) {
  constexpr double usual[] = {1, 0.5, 0.1, 2, 0, 0.9, 1e-5};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double odd[] = {-1,      -0.5,     -0.0,         NAN,    infinity, -infinity,
                            DBL_MAX, -DBL_MAX, DBL_MIN,      5e-324, -5e-324,  1e300,
                            1e-300,  3.5e38,   1e-45,        3,      100,      9007199254740993.0,
                            9.3e18,  -9.3e18,  4294967296.0, 255,    256};
  double value = draws_->below(4) ? draws_->one_of(usual) : draws_->one_of(odd);
  if (draws_->once_in(64)) {
    const uint64_t bits = draws_->bits();
    std::memcpy(&value, &bits, sizeof value);
  }
  if (trace_) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    say(name, text);
  }
  return value;
}

nnl_dtype Player::dtype(const char* name) {
  const uint32_t way = draws_->byte();
  const nnl_dtype value = way < 180   ? floating_
                          : way < 250 ? static_cast<nnl_dtype>(NNL_F32 + way % 6)
                                      : draws_->one_of({0, 7, 8, -1, std::numeric_limits<int32_t>::max()});
  say(name, std::to_string(value));
  return value;
}

const char* Player::text(const char* name) {
  static const std::string long_text(255, 'l'), too_long(256, 'l'), kilobytes(3000, '\xC3');
  static const char* const list[] = {"weight",
                                     "bias",
                                     "0.weight",
                                     "1.running_mean",
                                     "name",
                                     "a",
                                     "b",
                                     "other",
                                     "",
                                     "a.b",
                                     "__metadata__",
                                     "\xff\xfe",
                                     "tab\tnew\nline",
                                     "\x01",
                                     "\xC3\xA9",
                                     "\xED\xA0\x80",
                                     long_text.c_str(),
                                     too_long.c_str(),
                                     kilobytes.c_str(),
                                     "%s%n{}",
                                     nullptr};
  const char* value = list[draws_->below(draws_->below(3) ? 8 : static_cast<uint32_t>(std::size(list)))];
  if (draws_->below(3) == 0) {
    texts_.push_back("part" + std::to_string(texts_.size()));
    value = texts_.back().c_str();
  }
  say(name, value ? "\"" + std::string(value) + "\"" : "NULL");
  return value;
}

const char* Player::path(const char* name, const std::string& role) {
  wrote_files_ = true;
  static const std::string too_long = "/" + std::string(300, 'p');
  static const char* const list[] = {"/a",   "/a",        "/a",   "/b",   "/none/a",
                                     "",     "/\xff\xfe", "/../", "/./b", too_long.c_str(),
                                     "/a/b", "/new\nline"};
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  texts_.push_back(folder_ +
                   list[draws_->below(draws_->below(4) ? 4 : static_cast<uint32_t>(std::size(list)))]);
  if (draws_->once_in(64)) texts_.back().clear();
  if (!role.empty() && draws_->once_in(2)) {
    texts_.back() = folder_ + "/" + role;
    save_role(role);
  }
  const std::string& path = texts_.back();
  say(name, "\"" + path + "\"");
  std::error_code none;
  if (draws_->once_in(4) && std::filesystem::is_regular_file(path, none)) {  // a file that was tampered with
    const auto bytes = static_cast<uint32_t>(std::min<uintmax_t>(std::filesystem::file_size(path), 65535));
    if (draws_->once_in(2) && bytes > 0)
      std::filesystem::resize_file(path, draws_->below(bytes));
    else if (bytes > 0) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(draws_->below(bytes));
      file.put(static_cast<char>(draws_->byte()));
    }
  }
  return path.c_str();
}

int64_t Player::count(const char* name, int32_t most) {
  const uint32_t way = draws_->byte();
  const int64_t value = way < 120                  ? 1
                        : way < 190                ? 2
                        : way < 215                ? 3
                        : way < 235                ? 0
                        : way < 250                ? int64_t{draws_->below(static_cast<uint32_t>(most) + 1)}
                        : way < 252                ? -1
                        : way < 254                ? std::numeric_limits<int32_t>::min()
                        : most == NNL_MAX_RANK + 1 ? most
                                                   : 1025;
  say(name, std::to_string(value));
  return value;
}

const int64_t* Player::shape(int64_t count, const char* name, const char* role) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  const bool axes = std::strcmp(role, "axes") == 0;
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  std::vector<int64_t> good;
  for (const char* at = role; *at >= '0' && *at <= '9'; at += std::strcspn(at, "0123456789"))
    good.push_back(std::strtol(at, const_cast<char**>(&at), 10));
  const bool usual = draws_->below(8) != 0;
  constexpr int64_t sizes[] = {3, 3, 4, 2, 1, 0, 5};
  for (int64_t i = 0; i < count; ++i) {
    const auto place = static_cast<size_t>(i);
    values[i] = !usual                ? (axes ? int64(name) : size(name))
                : axes                ? i
                : place < good.size() ? good[place]
                                      : draws_->one_of(sizes);
    say(name, std::to_string(values[i]));
  }
  return values;
}

const int64_t* Player::numbers(int64_t count, const char* name) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = draws_->below(4) ? draws_->below(5) : int64(name);
  return values;
}

const double* Player::reals(int64_t count, const char* name) {
  if (draws_->once_in(64)) return nullptr;
  auto* values = own<double>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = real(name);
  return values;
}

const int64_t* Player::handles(int64_t count, int32_t kind, const char* name, const char* role) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  auto* values = own<int64_t>(static_cast<size_t>(std::max<int64_t>(count, 0)));
  for (int64_t i = 0; i < count; ++i) values[i] = i < 8 ? handle(kind, name, role) : values[i % 8];
  return values;
}

int64_t Player::bytes_for(nnl_dtype dtype, int64_t rank, const int64_t* shape, const char* name) {
  int64_t bytes = size_of(dtype);
  if (shape)
    for (int64_t i = 0; i < rank; ++i) {
      if (shape[i] < 0 || shape[i] > 8192 || (bytes *= shape[i]) > 8192) {
        bytes = 16;
        break;
      }
    }
  if (draws_->once_in(24))
    bytes = draws_->one_of<int64_t>({0, 1, 8, bytes + 1, bytes * 2, -1, std::numeric_limits<int64_t>::min()});
  say(name, std::to_string(bytes));
  return bytes;
}

int64_t Player::bytes_for(nnl_tensor tensor, const char* name) {
  int64_t count = 0;
  nnl_dtype dtype = NNL_F32;
  if (!draws_->once_in(24) && nnl_tensor_count(tensor, &count) == NNL_OK &&
      nnl_tensor_dtype(tensor, &dtype) == NNL_OK && count <= most_elements) {
    say(name, std::to_string(count * size_of(dtype)));
    return count * size_of(dtype);
  }
  return bytes_for(dtype, 0, nullptr, name);
}

void* Player::memory(int64_t bytes, Lent* lent, const char* name) {
  if (draws_->once_in(64)) {
    say(name, "NULL");
    return nullptr;
  }
  const auto size = static_cast<size_t>(std::max<int64_t>(bytes, 0));
  const size_t shift = lent ? draws_->once_in(16) : draws_->below(2);
  char* begin;
  if (lent) {
    lent->memory.reset(new char[size + shift]());
    begin = lent->memory.get() + shift;
  } else {
    begin = own<char>(size + shift) + shift;
  }
  const uint32_t way = draws_->below(4);
  for (size_t i = 0; i < size; ++i)  // zeros, small whole numbers, or anything
    begin[i] = static_cast<char>(way == 0 ? draws_->byte() : way == 1 && i % 8 == 0 ? draws_->below(4) : 0);
  say(name, shift ? "unaligned" : "aligned");
  if (!lent) watched_.push_back({begin, std::string(begin, size)});
  return begin;
}

int64_t Player::capacity(const char* name) {
  constexpr int64_t usual[] = {0, 1, 2, 8, 64, 512, 512, 512, 512, -1, std::numeric_limits<int64_t>::min()};
  const int64_t value = draws_->one_of(usual);
  say(name, std::to_string(value));
  return value;
}

uint32_t Player::struct_size(size_t known, const char* name) {
  constexpr uint32_t odd[] = {0, 1, 4, 7, 12, 4096, 4097, 5000};
  const uint32_t value =
      draws_->below(4) ? 8 * draws_->below(static_cast<uint32_t>(known / 8) + 4) : draws_->one_of(odd);
  say(name, std::to_string(value));
  return value;
}

Lent* Player::lend(const char* function) {
  lents_.push_back({});
  lent_ = &lents_.back();
  lent_->player = this;
  lent_->owner = function;
  return lent_;
}

}  // namespace fuzz
