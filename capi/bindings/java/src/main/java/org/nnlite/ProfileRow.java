package org.nnlite;

/**
 * All scopes of one kind and name, and for layers of one kind of module.
 *
 * @param kind what the row is about
 * @param name of an operation as in error messages, of a layer its path from the module that was called
 * @param layer the kind of module of a layer's row, such as "BatchNorm1d"; else ""
 * @param calls the number of scopes
 * @param totalNs their time in nanoseconds; that of a scope within one of the same row is not counted twice
 * @param selfNs the same without the scopes within
 * @param bytes tensor memory given out meanwhile, counted as totalNs
 */
public record ProfileRow(ProfileKind kind, String name, String layer, long calls, long totalNs, long selfNs,
    long bytes) {}
