// Convolution over (batch, channels, height, width), contiguous, and its gradients: matrix products with
// patches of the image, which are unfolded block by block into scratch memory of bounded size (im2col).
//
// Every function runs on at most `threads` threads and gives the same bits for any number: blocks follow from
// the shape alone, and sums over them are added in a fixed order. T is float or double.
#pragma once

#include <cstdint>

#include "kernels/isa.h"

namespace nnl::kernels {

/// Sizes of one convolution; axis 0 of the pairs is height. `padding` is that in front of the image: what is
/// read beyond its end follows from the size of the output. All but batch and channels are at least 1, and
/// groups divides both counts of channels.
struct ConvShape {
  int64_t batch, channels, out_channels, groups;
  int64_t size[2], out_size[2], kernel[2], stride[2], padding[2], dilation[2];

  int64_t group_channels() const { return channels / groups; }
  int64_t group_outputs() const { return out_channels / groups; }
  int64_t plane() const { return size[0] * size[1]; }
  int64_t out_plane() const { return out_size[0] * out_size[1]; }
  int64_t taps() const { return kernel[0] * kernel[1]; }
};

/// Elements of scratch memory that each function below wants at `scratch`.
template <class T>
int64_t convolution_scratch(int threads, const ConvShape& shape);

/// y (batch, out_channels, out height, out width) from x and weight (out_channels, channels / groups, kernel
/// height, kernel width); bias (out_channels) or null.
template <class T>
void convolution(int threads, const ConvShape& shape, const T* x, const T* weight, const T* bias, T* scratch,
                 T* y);

/// dx from the gradient of y.
template <class T>
void convolution_input_gradient(int threads, const ConvShape& shape, const T* weight, const T* dy, T* scratch,
                                T* dx);

/// How many arrays like the weight convolution_weight_gradient adds up.
int64_t convolution_weight_parts(const ConvShape& shape);

/// The gradient of the weight. `parts` has room for convolution_weight_parts weights, of which the first
/// becomes the result.
template <class T>
void convolution_weight_gradient(int threads, const ConvShape& shape, const T* x, const T* dy, T* scratch,
                                 T* parts);

/// A part of one image's patches: input channels [channel, channel + channels), and output positions in whole
/// rows or in a piece of one row.
struct ConvTile {
  int64_t channel, channels, row, rows, column, columns;

  int64_t positions() const { return rows * columns; }
};

/// The work on one tile, per instruction set. `image` is one image with all its channels.
template <class T>
struct ConvKernels {
  /// patches[c, tap, position] = the element that the tap reads for that position, 0 outside of the image. Up
  /// to convolution_slack elements beyond the patches may be overwritten.
  void (*unfold)(const ConvShape&, const ConvTile&, const T* image, T* patches);
  /// Adds patches to the elements that they were read from, and puts zeros where they were read from padding.
  void (*fold)(const ConvShape&, const ConvTile&, T* patches, T* image);
  /// Products with few rows, for which GEMM is not made: y += weight (rows) times matrix (rows, n);
  void (*combine)(int64_t rows, int64_t n, const T* weight, const T* matrix, T* y);
  /// matrix = weight times dy (n) as an outer product, added to what is there if `add`;
  void (*spread)(int64_t rows, int64_t n, const T* weight, const T* dy, bool add, T* matrix);
  /// dweight = matrix times dy, likewise.
  void (*project)(int64_t rows, int64_t n, const T* matrix, const T* dy, bool add, T* dweight);
};
inline constexpr int64_t convolution_slack = 64;
NNL_DECLARE_KERNELS(ConvKernels<float>);
NNL_DECLARE_KERNELS(ConvKernels<double>);

}  // namespace nnl::kernels
