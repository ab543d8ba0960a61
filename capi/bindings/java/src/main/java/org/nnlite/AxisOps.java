package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.List;
import java.util.function.LongConsumer;

/** Operations along the axes of tensors, which count from 0, negative ones from the end. */
abstract class AxisOps extends ElementOps {
  AxisOps(long handle, LongConsumer release) {
    super(handle, release);
  }

  AxisOps(long borrowed) {
    super(borrowed);
  }

  /** A call that makes two tensors. */
  @FunctionalInterface
  private interface Pair {
    int call(Scratch scratch, long first, long second);
  }

  private static ValuesAndIndices valuesAndIndices(Pair pair) {
    long[] second = {0};
    return Call.get((s, out) -> {
      second[0] = s.zeros(Long.BYTES);
      return pair.call(s, out, second[0]);
    }, (s, out) -> new ValuesAndIndices(new Tensor(s.getLong(out)), new Tensor(s.getLong(second[0]))));
  }

  /** Tensors (at least one; one dtype, any) one after the other along an axis; their other sizes are equal. */
  public static Tensor cat(List<Tensor> tensors, long axis) {
    return Call.tensor((s, out) -> NNL.nnl_cat(tensors.size(), s.handles(tensors), axis, out));
  }

  /** Tensors of one shape along a new axis, in [-rank - 1, rank]. */
  public static Tensor stack(List<Tensor> tensors, long axis) {
    return Call.tensor((s, out) -> NNL.nnl_stack(tensors.size(), s.handles(tensors), axis, out));
  }

  /** Matrix product of vectors, matrices, or batches of matrices whose leading axes broadcast: torch.matmul. */
  public final Tensor matmul(Tensor other) {
    return binary(other, NNL::nnl_matmul);
  }

  /** Matrix products of this (n, i, k) and the other (n, k, j), one by one; nothing broadcasts. */
  public final Tensor bmm(Tensor other) {
    return binary(other, NNL::nnl_bmm);
  }

  /** The same elements in another shape, of which one size may be -1. Shares memory where the layout allows. */
  public final Tensor reshape(long... shape) {
    return Call.tensor((s, out) -> NNL.nnl_reshape(handle(), shape.length, s.longs(shape), out));
  }

  /** Axes from startAxis to endAxis become one. */
  public final Tensor flatten(long startAxis, long endAxis) {
    return Call.tensor((s, out) -> NNL.nnl_flatten(handle(), startAxis, endAxis, out));
  }

  /** Two axes exchanged; shares memory. */
  public final Tensor transpose(long axis0, long axis1) {
    return Call.tensor((s, out) -> NNL.nnl_transpose(handle(), axis0, axis1, out));
  }

  /** All axes in another order; shares memory. Any dtype. */
  public final Tensor permute(long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_permute(handle(), axes.length, s.longs(axes), out));
  }

  /** Without those of the named axes (none: of all) that have size 1; shares memory. Any dtype. */
  public final Tensor squeeze(long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_squeeze(handle(), axes.length, s.longs(axes), out));
  }

  /** With a new axis of size 1 there, in [-rank - 1, rank]; shares memory. Any dtype. */
  public final Tensor unsqueeze(long axis) {
    return Call.tensor((s, out) -> NNL.nnl_unsqueeze(handle(), axis, out));
  }

  /**
   * Axes of size 1 repeated, and new ones in front, to a shape in which -1 keeps a size; without a copy. The result
   * must not be written to. Any dtype.
   */
  public final Tensor expand(long... shape) {
    return Call.tensor((s, out) -> NNL.nnl_expand(handle(), shape.length, s.longs(shape), out));
  }

  /** A copy in memory of its own: torch.clone. */
  public final Tensor copy() {
    return Call.tensor((s, out) -> NNL.nnl_clone(handle(), out));
  }

  /** The same memory, cut off from the graph. */
  public final Tensor detach() {
    return unary(NNL::nnl_detach);
  }

  /** Sum over the axes (none: over all); they stay as size 1 with keepdim. */
  public final Tensor sum(boolean keepdim, long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_sum(handle(), axes.length, s.longs(axes), keepdim ? 1 : 0, out));
  }

  /** Sum over the axes (none: over all). */
  public final Tensor sum(long... axes) {
    return sum(false, axes);
  }

  /** Mean over the axes (none: over all); they stay as size 1 with keepdim. The mean of nothing is NaN. */
  public final Tensor mean(boolean keepdim, long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_mean(handle(), axes.length, s.longs(axes), keepdim ? 1 : 0, out));
  }

  /** Mean over the axes (none: over all). */
  public final Tensor mean(long... axes) {
    return mean(false, axes);
  }

  /**
   * Variance over the axes (none: over all); they stay as size 1 with keepdim. The sum of squares is divided by n -
   * correction, which is 1 for the unbiased variance.
   */
  public final Tensor var(long correction, boolean keepdim, long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_var(handle(), axes.length, s.longs(axes), correction, keepdim ? 1 : 0, out));
  }

  /** The same, unbiased, without keepdim. */
  public final Tensor var(long... axes) {
    return var(1, false, axes);
  }

  /**
   * Standard deviation over the axes (none: over all); they stay as size 1 with keepdim. The sum of squares is
   * divided by n - correction, which is 1 for the unbiased variance.
   */
  public final Tensor std(long correction, boolean keepdim, long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_std(handle(), axes.length, s.longs(axes), correction, keepdim ? 1 : 0, out));
  }

  /** The same, unbiased, without keepdim. */
  public final Tensor std(long... axes) {
    return std(1, false, axes);
  }

  /**
   * (sum of |x|^p)^(1/p) over the axes (none: over all); they stay as size 1 with keepdim. p = 0 counts the elements
   * that are not 0, infinity gives the greatest |x|, -infinity the least.
   */
  public final Tensor norm(double p, boolean keepdim, long... axes) {
    return Call.tensor((s, out) -> NNL.nnl_norm(handle(), p, axes.length, s.longs(axes), keepdim ? 1 : 0, out));
  }

  /** The same over all elements. */
  public final Tensor norm(double p) {
    return norm(p, false);
  }

  /**
   * The greatest of all elements, at least one; any dtype. NaN is it, if there is one. Equal extrema share the
   * gradient evenly.
   */
  public final Tensor max() {
    return unary(NNL::nnl_max);
  }

  /**
   * The greatest elements along an axis, which stays as size 1 with keepdim, and where they stand. Of equal ones the
   * first is taken. Any dtype.
   */
  public final ValuesAndIndices max(long axis, boolean keepdim) {
    return valuesAndIndices((s, values, indices) -> NNL.nnl_max_along(handle(), axis, keepdim ? 1 : 0, values, indices));
  }

  /** Where the greatest element stands among all, counted row-major: i64, one element. Any dtype. */
  public final Tensor argmax() {
    return Call.tensor((s, out) -> NNL.nnl_argmax(handle(), 0, out));
  }

  /** The same, with keepdim of as many axes as x. */
  public final Tensor argmax(boolean keepdim) {
    return Call.tensor((s, out) -> NNL.nnl_argmax(handle(), keepdim ? 1 : 0, out));
  }

  /** Where the greatest elements stand along an axis: i64; the first of equal ones. Any dtype. */
  public final Tensor argmax(long axis, boolean keepdim) {
    return Call.tensor((s, out) -> NNL.nnl_argmax_along(handle(), axis, keepdim ? 1 : 0, out));
  }

  /**
   * The least of all elements, at least one; any dtype. NaN is it, if there is one. Equal extrema share the gradient
   * evenly.
   */
  public final Tensor min() {
    return unary(NNL::nnl_min);
  }

  /**
   * The least elements along an axis, which stays as size 1 with keepdim, and where they stand. Of equal ones the
   * first is taken. Any dtype.
   */
  public final ValuesAndIndices min(long axis, boolean keepdim) {
    return valuesAndIndices((s, values, indices) -> NNL.nnl_min_along(handle(), axis, keepdim ? 1 : 0, values, indices));
  }

  /** Where the least element stands among all, counted row-major: i64, one element. Any dtype. */
  public final Tensor argmin() {
    return Call.tensor((s, out) -> NNL.nnl_argmin(handle(), 0, out));
  }

  /** The same, with keepdim of as many axes as x. */
  public final Tensor argmin(boolean keepdim) {
    return Call.tensor((s, out) -> NNL.nnl_argmin(handle(), keepdim ? 1 : 0, out));
  }

  /** Where the least elements stand along an axis: i64; the first of equal ones. Any dtype. */
  public final Tensor argmin(long axis, boolean keepdim) {
    return Call.tensor((s, out) -> NNL.nnl_argmin_along(handle(), axis, keepdim ? 1 : 0, out));
  }

  /**
   * The k greatest elements along an axis in descending order (with {@code largest} false the least, ascending), and
   * where they stand. NaN counts as greater than all; of equal ones the first comes first. Any dtype.
   */
  public final ValuesAndIndices topk(long k, long axis, boolean largest) {
    return valuesAndIndices(
        (s, values, indices) -> NNL.nnl_topk(handle(), k, axis, largest ? 1 : 0, values, indices));
  }

  /**
   * An axis cut into parts of the given sizes, which must add up to it. Any dtype; the parts share x's memory.
   */
  public final List<Tensor> split(long axis, long... sizes) {
    long[] parts = {0};
    return Call.get((s, out) -> {
      parts[0] = s.zeros(sizes.length * Long.BYTES);
      return NNL.nnl_split(handle(), axis, sizes.length, s.longs(sizes), parts[0]);
    }, (s, out) -> Tensor.list(s, parts[0], sizes.length));
  }

  /**
   * x[start:stop:step] along an axis as Python has it, sharing memory: negative bounds count from the end, and
   * bounds beyond the axis mean its ends. The step is at least 1. Any dtype.
   */
  public final Tensor slice(long axis, long start, long stop, long step) {
    return Call.tensor((s, out) -> NNL.nnl_slice(handle(), axis, start, stop, step, out));
  }

  /** x[start:stop] along an axis. */
  public final Tensor slice(long axis, long start, long stop) {
    return slice(axis, start, stop, 1);
  }

  /**
   * Element index[i, j, k] along the axis, at the same place in the other axes. The index (i32 or i64) has as many
   * axes as x; repeated elements add their gradients. Any dtype.
   */
  public final Tensor gather(long axis, Tensor index) {
    return Call.tensor((s, out) -> NNL.nnl_gather(handle(), axis, index.handle(), out));
  }

  /**
   * Whole slices of x at places along an axis, which may repeat; the index (i32 or i64) has one axis, or none for
   * one place.
   */
  public final Tensor indexSelect(long axis, Tensor index) {
    return Call.tensor((s, out) -> NNL.nnl_index_select(handle(), axis, index.handle(), out));
  }

  /**
   * i64 of this index's shape (i32 or i64) and one more axis of {@code classes}: 1 at the index, else 0. With -1
   * there are as many classes as the greatest index + 1.
   */
  public final Tensor oneHot(long classes) {
    return Call.tensor((s, out) -> NNL.nnl_one_hot(handle(), classes, out));
  }

  /** Sums of a * b along an axis, over both norms, each at least eps. Both broadcast. */
  public final Tensor cosineSimilarity(Tensor other, long axis, double eps) {
    return Call.tensor((s, out) -> NNL.nnl_cosine_similarity(handle(), other.handle(), axis, eps, out));
  }

  /** The same with PyTorch's defaults: axis 1 and 1e-8. */
  public final Tensor cosineSimilarity(Tensor other) {
    return cosineSimilarity(other, 1, 1e-8);
  }
}
