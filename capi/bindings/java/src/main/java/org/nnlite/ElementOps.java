package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.function.LongConsumer;

/**
 * Operations of tensors element by element. Each makes a new tensor, recorded for backward where an input requires a
 * gradient. Tensors are floating and of one dtype unless it says "any dtype"; numbers are rounded to the tensor's dtype.
 */
abstract class ElementOps extends NnliteObject {
  ElementOps(long handle, LongConsumer release) {
    super(handle, release);
  }

  ElementOps(long borrowed) {
    super(borrowed);
  }

  /** A function of the library that makes a tensor of one. */
  @FunctionalInterface
  interface Unary {
    int call(long x, long result);
  }

  /** One that makes a tensor of two. */
  @FunctionalInterface
  interface Binary {
    int call(long a, long b, long result);
  }

  final Tensor unary(Unary function) {
    return Call.tensor((s, out) -> function.call(handle(), out));
  }

  final Tensor binary(Tensor other, Binary function) {
    return Call.tensor((s, out) -> function.call(handle(), other.handle(), out));
  }

  /** Sum, element by element; shapes broadcast as in NumPy and PyTorch. Both of one floating dtype. */
  public final Tensor add(Tensor other) {
    return binary(other, NNL::nnl_add);
  }

  /** Difference; as {@link #add}. */
  public final Tensor subtract(Tensor other) {
    return binary(other, NNL::nnl_subtract);
  }

  /** Product, element by element; as {@link #add}. */
  public final Tensor multiply(Tensor other) {
    return binary(other, NNL::nnl_multiply);
  }

  /** Quotient; as {@link #add}. */
  public final Tensor divide(Tensor other) {
    return binary(other, NNL::nnl_divide);
  }

  /** scale * x + shift. */
  public final Tensor affine(double scale, double shift) {
    return Call.tensor((s, out) -> NNL.nnl_affine(handle(), scale, shift, out));
  }

  /** x + number. */
  public final Tensor add(double number) {
    return affine(1, number);
  }

  /** x * number. */
  public final Tensor multiply(double number) {
    return affine(number, 0);
  }

  /** exp(x). */
  public final Tensor exp() {
    return unary(NNL::nnl_exp);
  }

  /** The natural logarithm. */
  public final Tensor log() {
    return unary(NNL::nnl_log);
  }

  /** The square root. */
  public final Tensor sqrt() {
    return unary(NNL::nnl_sqrt);
  }

  /** |x|; derivative 0 at 0. */
  public final Tensor abs() {
    return unary(NNL::nnl_abs);
  }

  /** -x. */
  public final Tensor negative() {
    return unary(NNL::nnl_negative);
  }

  /** 1 / x. */
  public final Tensor reciprocal() {
    return unary(NNL::nnl_reciprocal);
  }

  /** x to a power. For a power 0 the derivative is 0. */
  public final Tensor pow(double exponent) {
    return Call.tensor((s, out) -> NNL.nnl_pow(handle(), exponent, out));
  }

  /**
   * x to a power for each element; both broadcast. The derivative by a power that is not negative is 0 where x is 0.
   */
  public final Tensor pow(Tensor exponent) {
    return binary(exponent, NNL::nnl_pow_tensor);
  }

  /**
   * min(max(x, low), high). An infinite bound is none; one that is NaN is an error. The derivative is 1 between the
   * bounds and at them.
   */
  public final Tensor clamp(double low, double high) {
    return Call.tensor((s, out) -> NNL.nnl_clamp(handle(), low, high, out));
  }

  /** The lesser of two elements; both broadcast, any dtype, the same for both. Equal ones share the gradient. */
  public final Tensor minimum(Tensor other) {
    return binary(other, NNL::nnl_minimum);
  }

  /** The greater of two elements; as {@link #minimum}. */
  public final Tensor maximum(Tensor other) {
    return binary(other, NNL::nnl_maximum);
  }

  /** 1 / (1 + exp(-x)). */
  public final Tensor sigmoid() {
    return unary(NNL::nnl_sigmoid);
  }

  /** tanh(x). */
  public final Tensor tanh() {
    return unary(NNL::nnl_tanh);
  }

  /** max(x, 0); derivative 0 at 0. */
  public final Tensor relu() {
    return unary(NNL::nnl_relu);
  }

  /** x above 0, else negativeSlope * x; derivative negativeSlope at 0. */
  public final Tensor leakyRelu(double negativeSlope) {
    return Call.tensor((s, out) -> NNL.nnl_leaky_relu(handle(), negativeSlope, out));
  }

  /** The same with PyTorch's slope of 0.01. */
  public final Tensor leakyRelu() {
    return leakyRelu(0.01);
  }

  /** x above 0, else alpha (exp(x) - 1); derivative alpha at 0. PyTorch's alpha is 1. */
  public final Tensor elu(double alpha) {
    return Call.tensor((s, out) -> NNL.nnl_elu(handle(), alpha, out));
  }

  /**
   * x Phi(x), Phi being the normal distribution, or its approximation by tanh. NaN at -infinity, as in PyTorch.
   */
  public final Tensor gelu(Approximate approximate) {
    return Call.tensor((s, out) -> NNL.nnl_gelu(handle(), approximate.code(), out));
  }

  /** The same by the normal distribution itself. */
  public final Tensor gelu() {
    return gelu(Approximate.NONE);
  }

  /** x / (1 + exp(-x)), or swish. NaN at -infinity, as in PyTorch. */
  public final Tensor silu() {
    return unary(NNL::nnl_silu);
  }

  /**
   * log(1 + exp(beta x)) / beta, or x where beta x exceeds the threshold; never overflows. PyTorch's settings are 1
   * and 20.
   */
  public final Tensor softplus(double beta, double threshold) {
    return Call.tensor((s, out) -> NNL.nnl_softplus(handle(), beta, threshold, out));
  }

  /** x cut to [minVal, maxVal], the derivative at the bounds being 0. PyTorch's bounds are -1 and 1. */
  public final Tensor hardtanh(double minVal, double maxVal) {
    return Call.tensor((s, out) -> NNL.nnl_hardtanh(handle(), minVal, maxVal, out));
  }

  /** x above 0, else weight x; the weight has one element, or one for each place of axis 1. */
  public final Tensor prelu(Tensor weight) {
    return binary(weight, NNL::nnl_prelu);
  }

  /** exp(x) / sum(exp(x)) along an axis, without overflow. */
  public final Tensor softmax(long axis) {
    return Call.tensor((s, out) -> NNL.nnl_softmax(handle(), axis, out));
  }

  /** The logarithm of {@link #softmax}, without overflow. */
  public final Tensor logSoftmax(long axis) {
    return Call.tensor((s, out) -> NNL.nnl_log_softmax(handle(), axis, out));
  }

  /**
   * In training each element becomes 0 with probability p, in [0, 1], and otherwise x / (1 - p), by the context's
   * random stream. Without training, or with p = 0, the result is x itself, not a copy.
   */
  public final Tensor dropout(double p, boolean training) {
    return Call.tensor((s, out) -> NNL.nnl_dropout(handle(), p, training ? 1 : 0, out));
  }

  /** a == b, as bool, without gradient. Both broadcast, any dtype, the same for both. NaN is unequal to all. */
  public final Tensor eq(Tensor other) {
    return binary(other, NNL::nnl_eq);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor eq(double number) {
    return Call.tensor((s, out) -> NNL.nnl_eq_scalar(handle(), number, out));
  }

  /** a != b, as bool, without gradient. Both broadcast, any dtype, the same for both. NaN is unequal to all. */
  public final Tensor ne(Tensor other) {
    return binary(other, NNL::nnl_ne);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor ne(double number) {
    return Call.tensor((s, out) -> NNL.nnl_ne_scalar(handle(), number, out));
  }

  /**
   * Whether a is less than b, as bool, without gradient. Both broadcast, any dtype, the same for both. NaN is
   * unequal to all.
   */
  public final Tensor lt(Tensor other) {
    return binary(other, NNL::nnl_lt);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor lt(double number) {
    return Call.tensor((s, out) -> NNL.nnl_lt_scalar(handle(), number, out));
  }

  /**
   * Whether a is less than or equal to b, as bool, without gradient. Both broadcast, any dtype, the same for both.
   * NaN is unequal to all.
   */
  public final Tensor le(Tensor other) {
    return binary(other, NNL::nnl_le);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor le(double number) {
    return Call.tensor((s, out) -> NNL.nnl_le_scalar(handle(), number, out));
  }

  /**
   * Whether a is greater than b, as bool, without gradient. Both broadcast, any dtype, the same for both. NaN is
   * unequal to all.
   */
  public final Tensor gt(Tensor other) {
    return binary(other, NNL::nnl_gt);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor gt(double number) {
    return Call.tensor((s, out) -> NNL.nnl_gt_scalar(handle(), number, out));
  }

  /**
   * Whether a is greater than or equal to b, as bool, without gradient. Both broadcast, any dtype, the same for
   * both. NaN is unequal to all.
   */
  public final Tensor ge(Tensor other) {
    return binary(other, NNL::nnl_ge);
  }

  /** The same with a number, rounded to the dtype of a floating tensor and as it is for integers and bool. */
  public final Tensor ge(double number) {
    return Call.tensor((s, out) -> NNL.nnl_ge_scalar(handle(), number, out));
  }

  /** Whether an element is 0, as bool, without gradient; any dtype. NaN is not 0. */
  public final Tensor logicalNot() {
    return unary(NNL::nnl_logical_not);
  }

  /** Whether both elements are not 0, as bool; both broadcast, any dtypes. */
  public final Tensor logicalAnd(Tensor other) {
    return binary(other, NNL::nnl_logical_and);
  }

  /** Whether one of the elements is not 0, as bool; both broadcast, any dtypes. */
  public final Tensor logicalOr(Tensor other) {
    return binary(other, NNL::nnl_logical_or);
  }

  /** This where the condition (bool) is true, else the other. All three broadcast; both of one dtype, any. */
  public final Tensor where(Tensor condition, Tensor other) {
    return Call.tensor((s, out) -> NNL.nnl_where(condition.handle(), handle(), other.handle(), out));
  }

  /**
   * The value where the mask (bool) is true, else x. Both broadcast; any dtype. For integers the value is cut
   * towards zero, and one out of their range is an error.
   */
  public final Tensor maskedFill(Tensor mask, double value) {
    return Call.tensor((s, out) -> NNL.nnl_masked_fill(handle(), mask.handle(), value, out));
  }
}
