package org.nnlite;

/**
 * Live handles of one kind, and with tracing of one function, thread and label.
 *
 * @param kind what they are handles of
 * @param function the C function that made them, such as "nnl_add"; "" without a note
 * @param label the label of the work that made them; "" without one
 * @param count how many there are
 * @param bytes memory of their tensors, and of their modules' parameters and buffers; a block once
 * @param thread the system's number of the thread that made them, or 0 without a note
 */
public record HandleRow(HandleKind kind, String function, String label, long count, long bytes, long thread) {}
