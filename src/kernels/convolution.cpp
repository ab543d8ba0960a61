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
/// Elements per task of a sum of parts.
constexpr int64_t kSumElements = 1 << 15;

int64_t divide_up(int64_t size, int64_t parts) { return (size + parts - 1) / parts; }

/// A kernel of one element that reads every element once: the image itself is the matrix of its patches.
bool is_pointwise(const ConvShape& s) {
  const auto plain = [&](int axis) {
    return s.kernel[axis] == 1 && s.stride[axis] == 1 && s.padding[axis] == 0 &&
           s.size[axis] == s.out_size[axis];
  };
  return plain(0) && plain(1);
}

/// So few outputs share an unfolded channel that packing it for a product costs more than the product.
bool is_depthwise(const ConvShape& s) { return s.group_channels() == 1 && s.group_outputs() <= 2; }

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
  const int64_t used = std::min(slots, tasks),
                together = std::max<int64_t>(tasks / std::max<int64_t>(8 * used, 1), 1);
  std::atomic<int64_t> next{0};
  parallel_for(static_cast<int>(used), used, [&](int64_t slot) {
    for (int64_t first = next.fetch_add(together); first < tasks; first = next.fetch_add(together))
      for (int64_t task = first; task < std::min(first + together, tasks); ++task) body(task, slot);
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

}  // namespace

template <class T>
int64_t convolution_scratch(int threads, const ConvShape& s) {
  if (is_pointwise(s)) return 0;
  const Blocks b = blocks_of<T>(s);
  return slot_count(threads, s, b) * slot_elements<T>(s, b);
}

template <class T>
void convolution(int threads, const ConvShape& s, const T* x, const T* weight, const T* bias, T* scratch,
                 T* y) {
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
      const int64_t rows = tile.channels * s.taps();
      const T* block = weight + group * outputs * column + first * s.taps();
      if (is_depthwise(s))
        for (int64_t o = 0; o < outputs; ++o)
          best<ConvKernels<T>>().combine(rows, tile.positions(), block + o * column, patches.data,
                                         out + o * s.out_plane());
      else
        gemm<T>(threads, Transpose::no, Transpose::no, outputs, tile.positions(), rows, T{1}, block, column,
                patches.data, patches.step, T{1}, out, s.out_plane());
    }
  });
}

template <class T>
void convolution_input_gradient(int threads, const ConvShape& s, const T* weight, const T* dy, T* scratch,
                                T* dx) {
  const Blocks b = blocks_of<T>(s);
  const int64_t column = s.group_channels() * s.taps(), outputs = s.group_outputs();
  const bool pointwise = is_pointwise(s);
  const auto& k = best<ConvKernels<T>>();
  for_tasks(
      slot_count(threads, s, b), s.batch * s.groups * b.channel_blocks, [&](int64_t task, int64_t slot) {
        const int64_t n = task / b.channel_blocks / s.groups, group = task / b.channel_blocks % s.groups;
        const int64_t first = task % b.channel_blocks * b.channels;
        const T* block = weight + group * outputs * column + first * s.taps();
        T* image = dx + n * s.channels * s.plane();
        for (int64_t i = 0; i < b.tiles; ++i) {
          const ConvTile tile = tile_at(s, b, group, first, i);
          const int64_t rows = tile.channels * s.taps(), position = first_position(s, tile);
          const T* gradient = dy + (n * s.out_channels + group * outputs) * s.out_plane() + position;
          T* plane = image + tile.channel * s.plane();
          T* patches = pointwise ? plane + position : scratch + slot * slot_elements<T>(s, b);
          if (i == 0 && !pointwise) std::fill_n(plane, tile.channels * s.plane(), T(0));
          if (is_depthwise(s))
            for (int64_t o = 0; o < outputs; ++o)
              k.spread(rows, tile.positions(), block + o * column, gradient + o * s.out_plane(), o > 0,
                       patches);
          else
            gemm<T>(threads, Transpose::yes, Transpose::no, rows, tile.positions(), outputs, T{1}, block,
                    column, gradient, s.out_plane(), T{0}, patches, pointwise ? s.plane() : tile.positions());
          if (!pointwise) k.fold(s, tile, patches, image);
        }
      });
}

int64_t convolution_weight_parts(const ConvShape& s) {
  const int64_t weight = s.out_channels * s.group_channels() * s.taps();
  return std::clamp<int64_t>(kMostPartElements / std::max<int64_t>(weight, 1), 1,
                             std::min(s.batch, kMostParts));
}

template <class T>
void convolution_weight_gradient(int threads, const ConvShape& s, const T* x, const T* dy, T* scratch,
                                 T* parts) {
  const Blocks b = blocks_of<T>(s);
  const int64_t column = s.group_channels() * s.taps(), outputs = s.group_outputs();
  const int64_t count = convolution_weight_parts(s), weight = s.out_channels * column;
  const int64_t per_part = s.groups * b.channel_blocks;
  for_tasks(slot_count(threads, s, b), count * per_part, [&](int64_t task, int64_t slot) {
    const int64_t part = task / per_part, group = task % per_part / b.channel_blocks,
                  first = task % b.channel_blocks * b.channels;
    const int64_t begin = part * s.batch / count, end = (part + 1) * s.batch / count;
    T* sum = parts + part * weight + group * outputs * column + first * s.taps();
    for (int64_t unit = begin * b.tiles; unit < end * b.tiles; ++unit) {
      const int64_t n = unit / b.tiles;
      const ConvTile tile = tile_at(s, b, group, first, unit % b.tiles);
      const Patches<T> patches =
          patches_of(s, tile, x + n * s.channels * s.plane(), scratch + slot * slot_elements<T>(s, b));
      const int64_t rows = tile.channels * s.taps();
      const T* gradient =
          dy + (n * s.out_channels + group * outputs) * s.out_plane() + first_position(s, tile);
      const bool add = unit > begin * b.tiles;
      if (is_depthwise(s))
        for (int64_t o = 0; o < outputs; ++o)
          best<ConvKernels<T>>().project(rows, tile.positions(), patches.data, gradient + o * s.out_plane(),
                                         add, sum + o * column);
      else
        gemm<T>(threads, Transpose::no, Transpose::yes, outputs, rows, tile.positions(), T{1}, gradient,
                s.out_plane(), patches.data, patches.step, add ? T{1} : T{0}, sum, column);
    }
  });
  parallel_blocks(threads, weight, kSumElements, [&](int64_t begin, int64_t end) {
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
