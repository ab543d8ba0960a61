package org.nnlite;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The library by JNA, for Java before 22. */
final class JnaBackend extends Backend {
  private static final ThreadLocal<Runnable> PINNED = new ThreadLocal<>();

  private final Native functions;
  /** Kept, since function pointers end with their callbacks. */
  private final Map<Callbacks.Kind, Callback> callbacks = Map.of(
      Callbacks.Kind.RELEASE, (Release) Callbacks::release,
      Callbacks.Kind.LOG, (Log) Callbacks::log,
      Callbacks.Kind.FIT, (Fit) Callbacks::fit,
      Callbacks.Kind.MODULE, (Module) Callbacks::module,
      Callbacks.Kind.FUNCTION, (Function) Callbacks::function,
      Callbacks.Kind.BACKWARD, (Backward) Callbacks::backward);

  JnaBackend(String library) {
    functions = new JnaNative(NativeLibrary.getInstance(library));
  }

  @Override
  Native functions() {
    return functions;
  }

  @Override
  long allocate(long bytes) {
    long address = com.sun.jna.Native.malloc(Math.max(bytes, 1));
    if (address == 0) throw new OutOfMemoryError("nnlite: no memory for " + bytes + " bytes");
    return address;
  }

  @Override
  void free(long address) {
    com.sun.jna.Native.free(address);
  }

  @Override
  ByteBuffer view(long address, long bytes) {
    return new Pointer(address).getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  long address(ByteBuffer direct) {
    return Pointer.nativeValue(com.sun.jna.Native.getDirectBufferPointer(direct.duplicate().clear()));
  }

  @Override
  long callback(Callbacks.Kind kind) {
    return Pointer.nativeValue(CallbackReference.getFunctionPointer(callbacks.get(kind)));
  }

  @Override
  void pinned(Runnable body) {
    PINNED.set(body);
    CLibrary.bsearch(CLibrary.ELEMENT, CLibrary.ELEMENT, 1, 1, CLibrary.COMPARISON);
  }

  /** bsearch calls its comparison once for a single element, on the same thread. */
  private static final class CLibrary {
    static final long ELEMENT = com.sun.jna.Native.malloc(1);
    private static final Comparison CALLBACK = (key, element) -> {
      Runnable body = PINNED.get();
      PINNED.set(null);
      body.run();
      return 0;
    };
    static final long COMPARISON = Pointer.nativeValue(CallbackReference.getFunctionPointer(CALLBACK));

    static {
      com.sun.jna.Native.register(CLibrary.class, "c");
    }

    static native long bsearch(long key, long base, long count, long size, long comparison);
  }

  interface Comparison extends Callback {
    int invoke(long key, long element);
  }

  interface Release extends Callback {
    void invoke(long userData);
  }

  interface Log extends Callback {
    int invoke(int level, long text, long userData);
  }

  interface Fit extends Callback {
    int invoke(long progress, long userData);
  }

  interface Module extends Callback {
    int invoke(long module, long count, long inputs, long output, long userData);
  }

  interface Function extends Callback {
    int invoke(long count, long inputs, long output, long userData);
  }

  interface Backward extends Callback {
    int invoke(long count, long inputs, long output, long outputGradient, long wanted, long gradients, long userData);
  }
}
