package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions of the host inside the library, and what they throw. */
class CallbacksTest {
  private static Tensor square(List<Tensor> inputs) {
    return inputs.get(0).multiply(inputs.get(0));
  }

  private static List<Tensor> squareBackward(CustomGradient given) {
    try (Tensor twice = given.inputs().get(0).multiply(2)) {
      return List.of(twice.multiply(given.outputGradient()));
    }
  }

  @Test
  void anOperationHasAGradient() {
    Tensor x = leaf(3, -1);
    Tensor y = CustomOp.apply("square", List.of(x), CallbacksTest::square, CallbacksTest::squareBackward);
    equal(y, 9, 1);
    y.sum().backward();
    equal(x.grad(), 6, -2);
    Tensor z = CustomOp.apply("square", List.of(x), CallbacksTest::square);
    fails(Status.NOT_SUPPORTED, "square", () -> z.sum().backward());
  }

  @Test
  void aBackwardIsToldWhatIsWanted() {
    Tensor x = leaf(3);
    List<List<Boolean>> wanted = new ArrayList<>();
    Tensor y = CustomOp.apply("pick", List.of(x, f64(2)), in -> in.get(0).multiply(in.get(1)), given -> {
      wanted.add(given.wanted());
      equal(given.output(), 6);
      return Arrays.asList(given.inputs().get(1).multiply(given.outputGradient()), null);
    });
    y.backward();
    assertEquals(List.of(List.of(true, false)), wanted);
    equal(x.grad(), 2);
    Tensor wrong = CustomOp.apply("few", List.of(x), CallbacksTest::square, given -> List.of());
    fails(Status.CALLBACK_FAILED, "backward gave 0 gradients for 1 inputs", wrong::backward);
  }

  @Test
  void oneGradientMayServeTwoInputs() {
    Tensor a = leaf(3);
    Tensor b = leaf(4);
    CustomOp.apply("sum", List.of(a, b), in -> in.get(0).add(in.get(1)), given -> {
      Tensor g = given.outputGradient().copy();
      return List.of(g, g);
    }).backward();
    equal(a.grad(), 1);
    equal(b.grad(), 1);
  }

  @Test
  void whatAForwardThrowsIsTheCause() {
    RuntimeException own = new IllegalStateException("no square today, été");
    NnliteException failure = fails(Status.CALLBACK_FAILED, "no square today, été",
        () -> CustomOp.apply("square", List.of(f64(1)), in -> {
          throw own;
        }));
    assertSame(own, failure.getCause());
    assertEquals("nnl_custom_op", failure.function());
    assertTrue(failure.getMessage().contains("square"), failure.getMessage());
  }

  @Test
  void whatABackwardThrowsIsTheCause() {
    Tensor x = leaf(1);
    Error own = new AssertionError("no way back");
    Tensor y = CustomOp.apply("square", List.of(x), CallbacksTest::square, given -> {
      throw own;
    });
    NnliteException failure = fails(Status.CALLBACK_FAILED, "no way back", y::backward);
    assertSame(own, failure.getCause());
    assertEquals("nnl_tensor_backward", failure.function());
    assertNull(x.grad());
  }

  @Test
  void whatAModuleThrowsIsTheCauseAlsoFromDeepBelow() {
    Exception own = new Exception();
    CustomModule module = new CustomModule("Fails", (self, inputs) -> {
      throw own;
    });
    NnliteException failure = fails(Status.CALLBACK_FAILED, "java.lang.Exception",
        () -> new Sequential(new Tanh(), new Sequential(module)).forward(f64(1)));
    assertSame(own, failure.getCause());
  }

  @Test
  void anErrorOfACallInACallbackIsTheCause() {
    CustomModule module = new CustomModule("Adds", (self, inputs) -> inputs.get(0).add(f64(1, 2, 3)));
    NnliteException failure = fails(Status.CALLBACK_FAILED, "add", () -> module.forward(f64(1, 2)));
    NnliteException cause = (NnliteException) failure.getCause();
    assertEquals(Status.SHAPE_MISMATCH, cause.status());
    assertEquals("nnl_add", cause.function());
  }

  @Test
  void aCaughtErrorInACallbackIsNoCause() {
    CustomModule module = new CustomModule("Catches", (self, inputs) -> {
      fails(Status.CALLBACK_FAILED, "inner", () -> CustomOp.apply("inner", List.of(f64(1)), in -> {
        throw new IllegalStateException("inner");
      }));
      return null;
    });
    assertNull(fails(Status.CALLBACK_FAILED, "", () -> module.forward(f64(1))).getCause());
    equal(new CustomModule("Fine", (self, inputs) -> inputs.get(0).add(1)).forward(f64(1)), 2);
  }

  @Test
  void gradcheckComparesAndItsFunctionMayThrow() {
    Tensor x = leaf(1, 2);
    assertTrue(Gradcheck.check(in -> in.get(0).tanh(), List.of(x)).passed());
    Gradcheck.Result wrong = Gradcheck.check(
        in -> CustomOp.apply("wrong", in, CallbacksTest::square, given -> List.of(given.outputGradient().copy())),
        List.of(x), new GradcheckOptions().eps(1e-5));
    assertFalse(wrong.passed());
    assertTrue(wrong.report().contains("input 0 at [0], output at [0]: analytical 1, numerical 2"), wrong.report());
    RuntimeException own = new UnsupportedOperationException("not checked");
    NnliteException failure = fails(Status.CALLBACK_FAILED, "not checked", () -> Gradcheck.check(in -> {
      throw own;
    }, List.of(x)));
    assertSame(own, failure.getCause());
    fails(Status.DTYPE_MISMATCH, "", () -> Gradcheck.check(in -> in.get(0).tanh(),
        List.of(Tensor.of(new float[] {1}).setRequiresGrad(true))));
  }

  @Test
  void endlessRecursionIsAnErrorHoweverSmallTheStack() throws InterruptedException {
    CustomModule module = new CustomModule("Again", (self, inputs) -> self.forward(inputs.get(0)));
    Tensor x = f64(1);
    for (long kilobytes : new long[] {4096, 1024, 512, 300}) {
      Throwable[] thrown = {null};
      Thread deep = new Thread(null, () -> {
        try {
          module.forward(x);
        } catch (NnliteException failure) {
          thrown[0] = failure;
        }
      }, "deep", kilobytes << 10);
      deep.start();
      deep.join();
      assertEquals(Status.CALLBACK_FAILED, ((NnliteException) thrown[0]).status());
    }
  }

  @Test
  void borrowedTensorsEndWithTheCallback() {
    List<Tensor> kept = new ArrayList<>();
    List<Tensor> shared = new ArrayList<>();
    new CustomModule("Keeps", (self, inputs) -> {
      kept.add(inputs.get(0));
      shared.add(inputs.get(0).share());
      return inputs.get(0).add(1);
    }).forward(f64(5));
    fails(Status.INVALID_HANDLE, "released", () -> kept.get(0).item());
    equal(shared.get(0), 5);
  }

  @Test
  void theGradModeOfACallbackIsPutBack() {
    new CustomModule("Off", (self, inputs) -> {
      NoGrad.setGradEnabled(false);
      return inputs.get(0).copy();
    }).forward(f64(1));
    assertTrue(NoGrad.isGradEnabled());
    CustomOp.apply("unrecorded", List.of(leaf(1)), in -> {
      assertFalse(NoGrad.isGradEnabled());
      return in.get(0).copy();
    });
  }
}
