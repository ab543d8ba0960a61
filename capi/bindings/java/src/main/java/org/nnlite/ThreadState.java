package org.nnlite;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What the binding keeps for each Java thread, virtual ones included. */
final class ThreadState {
  private static final MethodHandle IS_VIRTUAL = isVirtualMethod();
  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  final Scratch scratch = new Scratch();
  /** Whether calls must be pinned; see {@link Call}. */
  final boolean virtual = isVirtual(Thread.currentThread());
  /** Pinned calls that are under way. */
  int pins;
  /** A virtual thread's grad mode outside of calls. */
  boolean gradEnabled = true;
  /** What a virtual thread's work is called, or null. */
  String label;
  /** What a callback has thrown, on its way past C to the call that caused it. */
  Throwable thrown;

  static ThreadState current() {
    return CURRENT.get();
  }

  /** Whether the thread may change its carrier now, so that the library's thread-local state is not its own. */
  boolean isLoose() {
    return virtual && pins == 0;
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable problem) {
      throw new AssertionError(problem);
    }
  }

  /** Thread.isVirtual, which Java has from 21 on. */
  private static MethodHandle isVirtualMethod() {
    try {
      return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException olderJava) {
      return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }
}
