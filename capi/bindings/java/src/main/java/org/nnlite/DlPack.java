package org.nnlite;

import static org.nnlite.Library.NNL;

/**
 * Tensors to and from other libraries without a copy, as DLPack's structs: DLManagedTensorVersioned of DLPack 1
 * ({@code versioned}), or DLManagedTensor. They are named by their addresses. Each side sees what the other writes; nnlite
 * does not notice that it was written.
 */
public final class DlPack {
  private DlPack() {}

  /**
   * A tensor's memory for another library, which calls the struct's deleter once; until then the memory stays, whatever
   * becomes of the tensor. A tensor that requires a gradient is {@link Status#INVALID_STATE}: export what
   * {@link Tensor#detach} gives.
   *
   * @return the address of the struct
   */
  public static long fromTensor(Tensor tensor, boolean versioned) {
    return Call.getLong((s, out) -> NNL.nnl_tensor_to_dlpack(tensor.handle(), versioned ? 1 : 0, out));
  }

  /**
   * A tensor over the memory of another library. On success nnlite calls the deleter when the last user of the memory is
   * gone; on failure the caller keeps the struct. Another device, major version or dtype, a negative stride, or memory
   * that is not aligned is {@link Status#NOT_SUPPORTED}.
   *
   * @param context where the tensor lives; null for the default context
   * @param managed the address of the struct
   */
  public static Tensor toTensor(Context context, long managed, boolean versioned) {
    return Call.tensor((s, out) -> NNL.nnl_tensor_from_dlpack(NnliteObject.handleOf(context), managed,
        versioned ? 1 : 0, out));
  }
}
