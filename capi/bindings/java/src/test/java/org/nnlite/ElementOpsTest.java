package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ElementOpsTest {
  private static final double[] X = {-2.5, -1, -0.3, 0.4, 1, 3};
  private static final double[] POSITIVE = {0.2, 0.5, 1, 1.5, 4, 9};

  private static void unary(double[] at, Function<Tensor, Tensor> op, DoubleUnaryOperator expected) {
    assertArrayEquals(DoubleStream.of(at).map(expected).toArray(), op.apply(f64(at)).toDoubles(), 1e-9);
  }

  private static void binary(Function<Tensor, Tensor> op, DoubleBinaryOperator expected) {
    double[] values = new double[X.length];
    for (int i = 0; i < X.length; ++i) values[i] = expected.applyAsDouble(X[i], 1.25);
    equal(op.apply(f64(X)), values);
  }

  @Test
  void arithmetic() {
    Tensor b = Tensor.full(DType.F64, 1.25, 6);
    binary(x -> x.add(b), (x, y) -> x + y);
    binary(x -> x.subtract(b), (x, y) -> x - y);
    binary(x -> x.multiply(b), (x, y) -> x * y);
    binary(x -> x.divide(b), (x, y) -> x / y);
    binary(x -> x.minimum(b), Math::min);
    binary(x -> x.maximum(b), Math::max);
    binary(x -> x.affine(3, -1), (x, y) -> 3 * x - 1);
    binary(x -> x.add(2.5), (x, y) -> x + 2.5);
    binary(x -> x.multiply(-2), (x, y) -> -2 * x);
    unary(POSITIVE, x -> x.pow(b), x -> Math.pow(x, 1.25));
    unary(POSITIVE, x -> x.pow(-0.5), x -> 1 / Math.sqrt(x));
    equal(new long[] {2, 3}, f64(new long[] {2, 1}, 1, 2).add(f64(10, 20, 30)), 11, 21, 31, 12, 22, 32);
    fails(Status.DTYPE_MISMATCH, "subtract", () -> f64(1).subtract(Tensor.of(new float[] {1})));
  }

  @Test
  void functions() {
    unary(X, Tensor::exp, Math::exp);
    unary(POSITIVE, Tensor::log, Math::log);
    unary(POSITIVE, Tensor::sqrt, Math::sqrt);
    unary(X, Tensor::abs, Math::abs);
    unary(X, Tensor::negative, x -> -x);
    unary(X, Tensor::reciprocal, x -> 1 / x);
    unary(X, x -> x.clamp(-1, 0.5), x -> Math.max(-1, Math.min(0.5, x)));
  }

  @Test
  void activations() {
    unary(X, Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)));
    unary(X, Tensor::tanh, Math::tanh);
    unary(X, Tensor::relu, x -> Math.max(0, x));
    unary(X, Tensor::leakyRelu, x -> x > 0 ? x : 0.01 * x);
    unary(X, x -> x.leakyRelu(0.3), x -> x > 0 ? x : 0.3 * x);
    unary(X, x -> x.elu(2), x -> x > 0 ? x : 2 * Math.expm1(x));
    unary(X, x -> x.gelu(Approximate.TANH),
        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    unary(new double[] {0, 1}, Tensor::gelu, x -> x == 0 ? 0 : 0.841344746068543);
    unary(X, Tensor::silu, x -> x / (1 + Math.exp(-x)));
    unary(X, x -> x.softplus(2, 4), x -> 2 * x > 4 ? x : Math.log1p(Math.exp(2 * x)) / 2);
    unary(X, x -> x.hardtanh(-1, 2), x -> Math.max(-1, Math.min(2, x)));
    unary(X, x -> x.prelu(f64(0.25)), x -> x > 0 ? x : 0.25 * x);
    double sum = DoubleStream.of(X).map(Math::exp).sum();
    unary(X, x -> x.softmax(0), x -> Math.exp(x) / sum);
    unary(X, x -> x.logSoftmax(-1), x -> x - Math.log(sum));
    fails(Status.INVALID_ARGUMENT, "NaN", () -> f64(1).leakyRelu(Double.NaN));
  }

  @Test
  void dropoutKeepsTheMeanAndFollowsTheContext() {
    try (Context context = new Context(new ContextOptions().seed(5))) {
      Tensor ones = Tensor.full(context, DType.F64, 1, 1000);
      double[] dropped = ones.dropout(0.25, true).toDoubles();
      long zeros = DoubleStream.of(dropped).filter(value -> value == 0).count();
      assertTrue(zeros > 180 && zeros < 320, zeros + " zeros");
      for (double value : dropped) if (value != 0) assertEquals(1 / 0.75, value, 1e-12);
      context.seed(5);
      assertArrayEquals(dropped, ones.dropout(0.25, true).toDoubles());
      assertArrayEquals(ones.toDoubles(), ones.dropout(0.25, false).toDoubles());
    }
  }

  @Test
  void comparisonsAndLogic() {
    Tensor a = f64(1, 2, Double.NaN);
    Tensor b = f64(2, 2, 2);
    assertArrayEquals(new boolean[] {false, true, false}, a.eq(b).toBooleans());
    assertArrayEquals(new boolean[] {true, false, true}, a.ne(b).toBooleans());
    assertArrayEquals(new boolean[] {true, false, false}, a.lt(b).toBooleans());
    assertArrayEquals(new boolean[] {true, true, false}, a.le(b).toBooleans());
    assertArrayEquals(new boolean[] {false, false, false}, a.gt(b).toBooleans());
    assertArrayEquals(new boolean[] {false, true, false}, a.ge(b).toBooleans());
    assertArrayEquals(new boolean[] {true, false, false}, a.eq(1).toBooleans());
    assertArrayEquals(new boolean[] {false, true, true}, a.ne(1).toBooleans());
    assertArrayEquals(new boolean[] {true, false, false}, a.lt(2).toBooleans());
    assertArrayEquals(new boolean[] {true, true, false}, a.le(2).toBooleans());
    assertArrayEquals(new boolean[] {false, true, false}, a.gt(1).toBooleans());
    assertArrayEquals(new boolean[] {true, true, false}, a.ge(1).toBooleans());
    Tensor t = Tensor.of(new boolean[] {true, false});
    Tensor n = Tensor.of(new int[] {3, 3});
    assertArrayEquals(new boolean[] {false, true}, t.logicalNot().toBooleans());
    assertArrayEquals(new boolean[] {true, false}, t.logicalAnd(n).toBooleans());
    assertArrayEquals(new boolean[] {true, true}, t.logicalOr(n).toBooleans());
    equal(f64(1, 2).where(t, f64(9, 8)), 1, 8);
    equal(f64(1, 2).maskedFill(t, -5), -5, 2);
  }
}
