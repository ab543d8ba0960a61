package org.nnlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnlite.Check.equal;
import static org.nnlite.Check.f64;
import static org.nnlite.Check.fails;
import static org.nnlite.Check.leaf;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void aScopeReleasesWhatItsThreadMade() {
    Tensor x = leaf(3);
    Tensor kept;
    Tensor made;
    try (Scope scope = new Scope()) {
      made = x.multiply(x);
      kept = scope.keep(made.add(1));
      kept.backward(null, true);
    }
    equal(kept, 10);
    equal(x.grad(), 6);
    fails(Status.INVALID_HANDLE, "released", made::item);
    made.close();
    kept.close();
  }

  @Test
  void scopesNest() {
    Tensor inner;
    Tensor outer;
    Scope first = new Scope();
    Scope second = new Scope();
    inner = second.keep(f64(1));
    second.close();
    second.close();
    equal(inner, 1);
    outer = f64(2);
    new Scope();
    first.close();
    fails(Status.INVALID_HANDLE, "", inner::item);
    fails(Status.INVALID_HANDLE, "", outer::item);
  }

  @Test
  void aScopeReachesIntoCallbacks() {
    Tensor[] seen = {null};
    CustomModule module = new CustomModule("Makes", (self, inputs) -> {
      seen[0] = f64(5);
      return inputs.get(0).add(1);
    });
    Tensor y;
    try (Scope scope = new Scope()) {
      y = scope.keep(module.forward(f64(1)));
    }
    equal(y, 2);
    fails(Status.INVALID_HANDLE, "", seen[0]::item);
  }

  @Test
  void closedOnAnotherThreadItEndsWhenItsThreadCan() throws InterruptedException {
    Scope scope = new Scope();
    Tensor x = f64(1);
    Thread other = new Thread(() -> {
      fails(Status.INVALID_STATE, "", () -> scope.keep(x));
      scope.close();
    });
    other.start();
    other.join();
    equal(x, 1);
    new Scope().close();
    fails(Status.INVALID_HANDLE, "", x::item);
  }

  @Test
  void aReportTellsWhatIsLiveAndWhoMadeIt() {
    HandleReport.setTracing(true);
    try (Context context = new Context()) {
      HandleReport.setLabel("epoch 3");
      Tensor x = Tensor.of(context, new double[] {1, 2});
      Tensor y = x.add(x);
      HandleReport.setLabel(null);
      HandleReport report = HandleReport.of(context);
      HandleRow added = report.rows().stream().filter(row -> row.function().equals("nnl_add")).findFirst().orElseThrow();
      assertEquals(HandleKind.TENSOR, added.kind());
      assertEquals("epoch 3", added.label());
      assertEquals(1, added.count());
      assertTrue(added.bytes() >= 16 && added.thread() != 0);
      assertTrue(report.rows().stream().anyMatch(row -> row.kind() == HandleKind.CONTEXT && row.label().isEmpty()));
      assertTrue(report.table().contains("nnl_add"), report.table());
      y.close();
      assertFalse(HandleReport.of(context).table().contains("nnl_add"));
      assertTrue(HandleReport.ofAll().rows().stream().mapToLong(HandleRow::count).sum() >= 2);
      List.of(x, y).forEach(NnliteObject::close);
    } finally {
      HandleReport.setTracing(false);
    }
  }
}
