package org.nnlite;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;

/**
 * An object of the library. {@link #close} gives it back at once; otherwise that happens some time after the garbage
 * collector has found it unreachable, on a thread of its own. Closing twice does nothing, and so does closing after
 * {@link Nnlite#shutdown}. Objects that others still use live on without their handle: a module keeps its parameters,
 * a graph its tensors. Using a closed object is an {@link NnliteException} with {@link Status#INVALID_HANDLE}.
 *
 * <p>The garbage collector does not see the library's memory: close what a loop makes.
 */
public abstract class NnliteObject implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Owner owner;
  private final Cleaner.Cleanable cleanable;

  /** The owner of a handle that the function gives back. */
  NnliteObject(long handle, LongConsumer release) {
    owner = new Owner(handle, release);
    cleanable = CLEANER.register(this, owner);
  }

  /** An object of a handle that belongs to the library and ends with the callback that was given it. */
  NnliteObject(long borrowed) {
    owner = new Owner(borrowed, handle -> {});
    cleanable = owner::run;
  }

  /** Gives the object back; it must not be used any more. */
  @Override
  public final void close() {
    cleanable.clean();
    Reference.reachabilityFence(this);
  }

  /** Whether it was closed. */
  public final boolean isClosed() {
    return owner.closed;
  }

  /**
   * The C handle, which stays this object's: for functions of other libraries that take one. Keep the object reachable
   * meanwhile ({@link Reference#reachabilityFence}).
   *
   * @return the handle, also of a closed object
   */
  public final long handle() {
    return owner.handle;
  }

  /** Closes what holds some memory when nobody can reach that any more. */
  static void closeAfter(Object memory, NnliteObject holder) {
    CLEANER.register(memory, holder::close);
  }

  /** The handle of an object that may be absent: 0 for null. */
  static long handleOf(NnliteObject object) {
    return object == null ? 0 : object.handle();
  }

  /** Apart from the object, so that the cleaner does not keep it reachable. */
  private static final class Owner implements Runnable {
    final long handle;
    final LongConsumer release;
    volatile boolean closed;

    Owner(long handle, LongConsumer release) {
      this.handle = handle;
      this.release = release;
    }

    @Override
    public void run() {
      closed = true;
      release.accept(handle);
    }
  }
}
