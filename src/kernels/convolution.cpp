#include "kernels/convolution.h"

#include <algorithm>
#include <atomic>

#include "base/thread_pool.h"
#include "kernels/gemm.h"

namespace nnl::kernels {
namespace {

/// Bytes of patches at a time: they stay in the second-level cache beside what they are multiplied with.
constexpr int64_t kPatchBytes = 512 << 10;
/// Output positions at a time, where channels and kernel allow: enough for an efficient product.
constexpr int64_t kFewPositions = 256, kManyPositions = 2048;
/// Arrays of weights that the parts of a batch are summed in, and the most elements of all of them.
constexpr int64_t kMostParts = 16, kMostPartElements = 1 << 22;
/// Operations per task of the work on planes.
constexpr int64_t kPlaneWork = 1 << 18;

int64_t divide_up(int64_t size, int64_t parts) { return (size + parts - 1) / parts; }

/// A kernel of one element that reads every element once: the image itself is the matrix of its patches.
bool is_pointwise(const ConvShape& s) {
  const auto plain = [&](int axis) {
    return s.kernel[axis] == 1 && s.stride[axis] == 1 && s.padding[axis] == 0 &&
           s.size[axis] == s.out_size[axis];
  };
  return plain(0) && plain(1);
}

/// So few numbers meet in a product that packing them for one costs more than it saves.
bool is_planar(const ConvShape& s) {
  return s.group_channels() == 1 && s.group_outputs() <= 2 && s.taps() <= 64;
}

/// How a convolution is cut: output positions into `tiles` pieces, the channels of a group into blocks.
struct Blocks {
  int64_t rows, columns, across, tiles, channels, channel_blocks;
};

template <class T>
Blocks blocks_of(const ConvShape& s) {
  constexpr int64_t room = kPatchBytes / static_cast<int64_t>(sizeof(T));
  const int64_t column = s.group_channels() * s.taps();
  const int64_t wanted = std::clamp(room / std::max<int64_t>(column, 1), kFewPositions, kManyPositions);
  const int64_t most = std::min(wanted, std::max<int64_t>(room / s.taps(), 1));
  Blocks b{};
  b.across = divide_up(s.out_size[1], most);
  b.columns = divide_up(s.out_size[1], b.across);
  b.rows = divide_up(s.out_size[0], divide_up(s.out_size[0], std::max<int64_t>(most / b.columns, 1)));
  b.tiles = divide_up(s.out_size[0], b.rows) * b.across;
  b.channels = std::clamp<int64_t>(room / (s.taps() * b.rows * b.columns), 1,
                                   std::max<int64_t>(s.group_channels(), 1));
  if (is_pointwise(s)) b.channels = std::max<int64_t>(s.group_channels(), 1);
  b.channel_blocks = divide_up(s.group_channels(), b.channels);
  return b;
}

/// Tile number `tile` of the block of channels that begins at `first` within group `group`.
ConvTile tile_at(const ConvShape& s, const Blocks& b, int64_t group, int64_t first, int64_t tile) {
  const int64_t row = tile / b.across * b.rows, column = tile % b.across * b.columns;
  return {group * s.group_channels() + first,
          std::min(b.channels, s.group_channels() - first),
          row,
          std::min(b.rows, s.out_size[0] - row),
          column,
          std::min(b.columns, s.out_size[1] - column)};
}

int64_t first_position(const ConvShape& s, const ConvTile& tile) {
  return tile.row * s.out_size[1] + tile.column;
}

template <class T>
int64_t slot_elements(const ConvShape& s, const Blocks& b) {
  return divide_up(b.channels * s.taps() * b.rows * b.columns, convolution_slack) * convolution_slack +
         convolution_slack;
}

int64_t slot_count(int threads, const ConvShape& s, const Blocks& b) {
  const int64_t most = s.batch * s.groups * std::max(b.tiles, b.channel_blocks);
  return std::min<int64_t>(std::max(threads, 1), most);
}

/// Calls body(task, slot) for every task in [0, tasks); a slot is used by one call at a time.
template <class Body>
void for_tasks(int64_t slots, int64_t tasks, const Body& body) {
  std::atomic<int64_t> next{0};
  const int64_t used = std::min(slots, tasks);
  parallel_for(static_cast<int>(used), used, [&](int64_t slot) {
    for (int64_t task = next.fetch_add(1); task < tasks; task = next.fetch_add(1)) body(task, slot);
  });
}

/// A matrix of patches: rows are taps of channels, columns positions.
template <class T>
struct Patches {
  const T* data;
  int64_t step;
};

template <class T>
Patches<T> patches_of(const ConvShape& s, const ConvTile& tile, const T* image, T* scratch) {
  if (is_pointwise(s)) return {image + tile.channel * s.plane() + first_position(s, tile), s.plane()};
  best<ConvKernels<T>>().unfold(s, tile, image, scratch);
  return {scratch, tile.positions()};
}

/// Calls run(plane) for the planes [0, count), of which each costs `work` operations.
template <class Run>
void for_planes(int threads, int64_t count, int64_t work, const Run& run) {
  parallel_blocks(threads, count, std::max<int64_t>(1, kPlaneWork / std::max<int64_t>(work, 1)),
                  [&](int64_t begin, int64_t end) {
                    for (int64_t plane = begin; plane < end; ++plane) run(plane);
                  });
}

}  // namespace

template <class T>
int64_t convolution_scratch(int threads, const ConvShape& s) {
  if (is_pointwise(s) || is_planar(s)) return 0;
  const Blocks b = blocks_of<T>(s);
  return slot_count(threads, s, b) * slot_elements<T>(s, b);
}

template <class T>
void convolution(int threads, const ConvShape& s, const T* x, const T* weight, const T* bias, T* scratch,
                 T* y) {
  if (is_planar(s)) {
    const auto& k = best<ConvKernels<T>>();
    for_planes(threads, s.batch * s.out_channels, s.out_plane() * s.taps(), [&](int64_t plane) {
      const int64_t n = plane / s.out_channels, o = plane % s.out_channels;
      T* out = y + plane * s.out_plane();
      std::fill_n(out, s.out_plane(), bias ? bias[o] : T(0));
      k.plane(s, x + (n * s.channels + o / s.group_outputs()) * s.plane(), weight + o * s.taps(), out);
    });
    return;
  }
  const Blocks b = blocks_of<T>(s);
  const int64_t column = s.group_channels() * s.taps(), outputs = s.group_outputs();
  for_tasks(slot_count(threads, s, b), s.batch * s.groups * b.tiles, [&](int64_t task, int64_t slot) {
    const int64_t n = task / b.tiles / s.groups, group = task / b.tiles % s.groups;
    const ConvTile whole = tile_at(s, b, group, 0, task % b.tiles);
    T* out = y + (n * s.out_channels + group * outputs) * s.out_plane() + first_position(s, whole);
    for (int64_t o = 0; o < outputs; ++o)
      std::fill_n(out + o * s.out_plane(), whole.positions(), bias ? bias[group * outputs + o] : T(0));
    for (int64_t first = 0; first < s.group_channels(); first += b.channels) {
      const ConvTile tile = tile_at(s, b, group, first, task % b.tiles);
      const Patches<T> patches =
          patches_of(s, tile, x + n * s.channels * s.plane(), scratch + slot * slot_elements<T>(s, b));
      gemm<T>(threads, Transpose::no, Transpose::no, outputs, tile.positions(), tile.channels * s.taps(),
              T{1}, weight + group * outputs * column + first * s.taps(), column, patches.data, patches.step,
              T{1}, out, s.out_plane());
    }
  });
}

template <class T>
void convolution_input_gradient(int threads, const ConvShape& s, const T* weight, const T* dy, T* scratch,
                                T* dx) {
  const auto& k = best<ConvKernels<T>>();
  const int64_t outputs = s.group_outputs();
  if (is_planar(s)) {
    for_planes(threads, s.batch * s.channels, outputs * s.out_plane() * s.taps(), [&](int64_t plane) {
      const int64_t n = plane / s.channels, c = plane % s.channels;
      std::fill_n(dx + plane * s.plane(), s.plane(), T(0));
      for (int64_t o = c * outputs; o < (c + 1) * outputs; ++o)
        k.plane_input_gradient(s, weight + o * s.taps(), dy + (n * s.out_channels + o) * s.out_plane(),
                               dx + plane * s.plane());
    });
    return;
  }
  const Blocks b = blocks_of<T>(s);
  const int64_t column = s.group_channels() * s.taps();
  const bool pointwise = is_pointwise(s);
  for_tasks(
      slot_count(threads, s, b), s.batch * s.groups * b.channel_blocks, [&](int64_t task, int64_t slot) {
        const int64_t n = task / b.channel_blocks / s.groups, group = task / b.channel_blocks % s.groups;
        const int64_t first = task % b.channel_blocks * b.channels;
        T* image = dx + n * s.channels * s.plane();
        T* patches = scratch + slot * slot_elements<T>(s, b);
        for (int64_t i = 0; i < b.tiles; ++i) {
          const ConvTile tile = tile_at(s, b, group, first, i);
          const int64_t position = first_position(s, tile);
          T* block = image + tile.channel * s.plane();
          if (i == 0 && !pointwise) std::fill_n(block, tile.channels * s.plane(), T(0));
          gemm<T>(threads, Transpose::yes, Transpose::no, tile.channels * s.taps(), tile.positions(), outputs,
                  T{1}, weight + group * outputs * column + first * s.taps(), column,
                  dy + (n * s.out_channels + group * outputs) * s.out_plane() + position, s.out_plane(), T{0},
                  pointwise ? block + position : patches, pointwise ? s.plane() : tile.positions());
          if (!pointwise) k.fold(s, tile, patches, image);
        }
      });
}

int64_t convolution_weight_parts(const ConvShape& s) {
  if (is_planar(s)) return 1;
  const int64_t weight = s.out_channels * s.group_channels() * s.taps();
  return std::clamp<int64_t>(kMostPartElements / std::max<int64_t>(weight, 1), 1,
                             std::min(s.batch, kMostParts));
}

template <class T>
void convolution_weight_gradient(int threads, const ConvShape& s, const T* x, const T* dy, T* scratch,
                                 T* parts) {
  const int64_t outputs = s.group_outputs(), column = s.group_channels() * s.taps();
  if (is_planar(s)) {
    const auto& k = best<ConvKernels<T>>();
    for_planes(threads, s.out_channels, s.batch * s.out_plane() * s.taps(), [&](int64_t o) {
      double sums[64] = {};
      for (int64_t n = 0; n < s.batch; ++n)
        k.plane_weight_gradient(s, x + (n * s.channels + o / outputs) * s.plane(),
                                dy + (n * s.out_channels + o) * s.out_plane(), sums);
      for (int64_t tap = 0; tap < s.taps(); ++tap) parts[o * s.taps() + tap] = static_cast<T>(sums[tap]);
    });
    return;
  }
  const Blocks b = blocks_of<T>(s);
  const int64_t count = convolution_weight_parts(s), weight = s.out_channels * column;
  const int64_t per_part = s.groups * b.channel_blocks;
  for_tasks(slot_count(threads, s, b), count * per_part, [&](int64_t task, int64_t slot) {
    const int64_t part = task / per_part, group = task % per_part / b.channel_blocks,
                  first = task % b.channel_blocks * b.channels;
    T* sum = parts + part * weight + group * outputs * column + first * s.taps();
    const int64_t begin = part * s.batch / count, end = (part + 1) * s.batch / count;
    for (int64_t unit = begin * b.tiles; unit < end * b.tiles; ++unit) {
      const int64_t n = unit / b.tiles;
      const ConvTile tile = tile_at(s, b, group, first, unit % b.tiles);
      const Patches<T> patches =
          patches_of(s, tile, x + n * s.channels * s.plane(), scratch + slot * slot_elements<T>(s, b));
      gemm<T>(threads, Transpose::no, Transpose::yes, outputs, tile.channels * s.taps(), tile.positions(),
              T{1}, dy + (n * s.out_channels + group * outputs) * s.out_plane() + first_position(s, tile),
              s.out_plane(), patches.data, patches.step, unit == begin * b.tiles ? T{0} : T{1}, sum, column);
    }
  });
  parallel_blocks(threads, weight, kPlaneWork, [&](int64_t begin, int64_t end) {
    for (int64_t step = 1; step < count; step *= 2)
      for (int64_t part = 0; part + step < count; part += 2 * step)
        for (int64_t i = begin; i < end; ++i) parts[part * weight + i] += parts[(part + step) * weight + i];
  });
}

#define NNL_CONVOLUTION(T)                                                                     \
  template int64_t convolution_scratch<T>(int, const ConvShape&);                              \
  template void convolution(int, const ConvShape&, const T*, const T*, const T*, T*, T*);      \
  template void convolution_input_gradient(int, const ConvShape&, const T*, const T*, T*, T*); \
  template void convolution_weight_gradient(int, const ConvShape&, const T*, const T*, T*, T*)
NNL_CONVOLUTION(float);
NNL_CONVOLUTION(double);
#undef NNL_CONVOLUTION

}  // namespace nnl::kernels
