package org.nnlite;

/**
 * What a profile has.
 *
 * @param recording whether it records
 * @param rows the number of its rows
 * @param events that are kept
 * @param droppedEvents that were not, beyond the most or without memory
 * @param totalNs time in scopes in nanoseconds, of all threads together
 */
public record ProfileSummary(boolean recording, long rows, long events, long droppedEvents, long totalNs) {}
