package org.nnlite;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The library by the foreign-function API, for Java 22 and later. */
final class FfmBackend extends Backend {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MALLOC = function(LINKER.defaultLookup(), "malloc", "JJ");
  private static final MethodHandle FREE = function(LINKER.defaultLookup(), "free", "JV");
  private static final MethodHandle BSEARCH = function(LINKER.defaultLookup(), "bsearch", "JJJJJJ");
  private static final MemorySegment ELEMENT = Arena.global().allocate(1);
  private static final long COMPARISON = upcall(MethodHandles.lookup(), FfmBackend.class, "runPinned", "JJI");
  private static final ThreadLocal<Runnable> PINNED = new ThreadLocal<>();

  private final Native functions;

  FfmBackend(String library) {
    SymbolLookup lookup = Path.of(library).isAbsolute() ? SymbolLookup.libraryLookup(Path.of(library), Arena.global())
        : SymbolLookup.libraryLookup(library, Arena.global());
    functions = new FfmNative(lookup);
  }

  @Override
  Native functions() {
    return functions;
  }

  @Override
  long allocate(long bytes) {
    try {
      long address = (long) MALLOC.invokeExact(Math.max(bytes, 1));
      if (address == 0) throw new OutOfMemoryError("nnlite: no memory for " + bytes + " bytes");
      return address;
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  @Override
  void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  @Override
  ByteBuffer view(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  long address(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct.duplicate().clear()).address();
  }

  @Override
  long callback(Callbacks.Kind kind) {
    return upcall(MethodHandles.lookup(), Callbacks.class, kind.method, kind.types);
  }

  /** bsearch calls its comparison once for a single element, on the same thread. */
  @Override
  void pinned(Runnable body) {
    PINNED.set(body);
    try {
      long found = (long) BSEARCH.invokeExact(ELEMENT.address(), ELEMENT.address(), 1L, 1L, COMPARISON);
    } catch (Throwable problem) {
      throw unexpected(problem);
    }
  }

  private static int runPinned(long key, long element) {
    Runnable body = PINNED.get();
    PINNED.set(null);
    body.run();
    return 0;
  }

  /** A function by its name and its parameters' types, then its result's: I, J, D, or V for none. */
  static MethodHandle function(SymbolLookup library, String name, String types) {
    MemorySegment address = library.find(name).orElseThrow(
        () -> new UnsatisfiedLinkError("nnlite: the library has no function " + name + "; it is older than the binding"));
    return LINKER.downcallHandle(address, descriptor(types));
  }

  private static long upcall(MethodHandles.Lookup lookup, Class<?> owner, String method, String types) {
    try {
      FunctionDescriptor descriptor = descriptor(types);
      MethodHandle target = lookup.findStatic(owner, method, descriptor.toMethodType());
      return LINKER.upcallStub(target, descriptor, Arena.global()).address();
    } catch (ReflectiveOperationException problem) {
      throw new AssertionError(problem);
    }
  }

  private static FunctionDescriptor descriptor(String types) {
    int last = types.length() - 1;
    MemoryLayout[] parameters = types.substring(0, last).chars().mapToObj(FfmBackend::layout).toArray(MemoryLayout[]::new);
    return types.charAt(last) == 'V' ? FunctionDescriptor.ofVoid(parameters)
        : FunctionDescriptor.of(layout(types.charAt(last)), parameters);
  }

  private static MemoryLayout layout(int type) {
    return type == 'I' ? ValueLayout.JAVA_INT : type == 'D' ? ValueLayout.JAVA_DOUBLE : ValueLayout.JAVA_LONG;
  }

  /** What a call of C throws: errors of the virtual machine alone. */
  static Error unexpected(Throwable problem) {
    if (problem instanceof Error error) throw error;
    return new AssertionError(problem);
  }
}
