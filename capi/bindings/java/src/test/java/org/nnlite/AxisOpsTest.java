package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.shape;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisOpsTest {
  private static final double[] COUNTED = {1, 2, 3, 4, 5, 6};

  private static Tensor matrix() {
    return f64(shape(2, 3), COUNTED);
  }

  @Test
  void products() {
    equal(shape(2, 2), matrix().matmul(f64(shape(3, 2), 1, 0, 0, 1, 1, 1)), 4, 5, 10, 11);
    equal(shape(1, 2, 2), matrix().unsqueeze(0).bmm(f64(shape(1, 3, 2), 1, 0, 0, 1, 1, 1)), 4, 5, 10, 11);
    equal(shape(1), f64(shape(1, 2), 3, 4).cosineSimilarity(f64(shape(1, 2), 4, 3)), 24.0 / 25);
    equal(shape(2), f64(shape(2, 1), 3, 4).cosineSimilarity(f64(shape(2, 1), 1, -1), 1, 1e-8), 1, -1);
  }

  @Test
  void shapes() {
    equal(shape(3, 2), matrix().reshape(3, -1), COUNTED);
    equal(shape(6), matrix().flatten(0, -1), COUNTED);
    equal(shape(3, 2), matrix().transpose(0, 1), 1, 4, 2, 5, 3, 6);
    equal(shape(3, 2), matrix().permute(1, 0), 1, 4, 2, 5, 3, 6);
    equal(shape(2, 1, 3), matrix().unsqueeze(1), COUNTED);
    equal(shape(2, 3), matrix().unsqueeze(1).squeeze(), COUNTED);
    equal(shape(2, 3, 1), f64(shape(2, 1, 3, 1), COUNTED).squeeze(1), COUNTED);
    equal(shape(2, 2), f64(shape(2, 1), 1, 2).expand(-1, 2), 1, 1, 2, 2);
    Tensor x = matrix();
    Tensor copy = x.copy();
    x.write(new double[6]);
    equal(copy, COUNTED);
    fails(Status.SHAPE_MISMATCH, "reshape", () -> matrix().reshape(4));
  }

  @Test
  void reductions() {
    equal(shape(), matrix().sum(), 21);
    equal(shape(3), matrix().sum(0), 5, 7, 9);
    equal(shape(2, 1), matrix().sum(true, 1), 6, 15);
    equal(shape(), matrix().mean(), 3.5);
    equal(shape(2), matrix().mean(-1), 2, 5);
    equal(shape(1, 3), matrix().mean(true, 0), 2.5, 3.5, 4.5);
    equal(shape(2), matrix().var(1), 1, 1);
    equal(shape(2), matrix().std(0, false, 1), Math.sqrt(2.0 / 3), Math.sqrt(2.0 / 3));
    equal(shape(), matrix().std(), Math.sqrt(3.5));
    equal(shape(1, 1), matrix().var(0, true), 35.0 / 12);
    equal(shape(), f64(3, -4).norm(2), 5);
    equal(shape(1), f64(3, -4).norm(Double.POSITIVE_INFINITY, true, 0), 4);
  }

  @Test
  void extrema() {
    assertEquals(6, matrix().max().item());
    assertEquals(1, matrix().min().item());
    try (ValuesAndIndices greatest = matrix().max(1, true)) {
      equal(shape(2, 1), greatest.values(), 3, 6);
      assertArrayEquals(new long[] {2, 2}, greatest.indices().toLongs());
    }
    try (ValuesAndIndices least = matrix().min(0, false)) {
      equal(shape(3), least.values(), 1, 2, 3);
      assertArrayEquals(new long[] {0, 0, 0}, least.indices().toLongs());
    }
    assertEquals(5, matrix().argmax().item());
    assertEquals(0, matrix().argmin().item());
    assertArrayEquals(shape(1, 1), matrix().argmax(true).shape());
    assertArrayEquals(shape(1, 1), matrix().argmin(true).shape());
    assertArrayEquals(new long[] {2, 2}, matrix().argmax(1, false).toLongs());
    assertArrayEquals(new long[] {0, 0, 0}, matrix().argmin(0, true).toLongs());
    try (ValuesAndIndices top = f64(3, 9, 1, 7).topk(2, 0, true)) {
      equal(top.values(), 9, 7);
      assertArrayEquals(new long[] {1, 3}, top.indices().toLongs());
    }
    fails(Status.INDEX_OUT_OF_RANGE, "topk", () -> f64(1).topk(2, 0, true));
  }

  @Test
  void partsAndPlaces() {
    equal(shape(2, 2), matrix().slice(1, 0, 2), 1, 2, 4, 5);
    equal(shape(2, 2), matrix().slice(1, 0, Long.MAX_VALUE, 2), 1, 3, 4, 6);
    List<Tensor> parts = matrix().split(1, 1, 2);
    equal(shape(2, 1), parts.get(0), 1, 4);
    equal(shape(2, 2), parts.get(1), 2, 3, 5, 6);
    equal(shape(2, 3), Tensor.cat(parts, 1), COUNTED);
    equal(shape(2, 2), Tensor.stack(List.of(f64(1, 2), f64(3, 4)), 1), 1, 3, 2, 4);
    equal(shape(2, 1), matrix().gather(1, Tensor.of(new long[] {2, 0}, 2, 1)), 3, 4);
    equal(shape(2, 2), matrix().indexSelect(1, Tensor.of(new int[] {2, 2})), 3, 3, 6, 6);
    assertArrayEquals(new long[] {0, 1, 1, 0}, Tensor.of(new int[] {1, 0}).oneHot(-1).toLongs());
    assertArrayEquals(shape(2, 4), Tensor.of(new int[] {1, 0}).oneHot(4).shape());
    NnliteException failure =
        fails(Status.INDEX_OUT_OF_RANGE, "7", () -> matrix().indexSelect(1, Tensor.of(new int[] {7})));
    assertEquals("nnl_index_select", failure.function());
  }
}
