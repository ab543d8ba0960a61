package org.nnlite;

/**
 * The first number of a context that is not finite, and how it came.
 *
 * @param kind what made it
 * @param isNan whether it is NaN, else an infinity
 * @param inputsFinite whether all that it was made of was finite
 * @param input -1 where it arose; else NaN was given as that input
 * @param position of the first one in the tensor, in row-major order
 * @param step optimizer steps before, since the mode was set
 * @param op "log", "sgd"; "" for a module's input
 * @param layer the innermost module's name, such as "3.conv"; "" outside of modules
 * @param text all of it in a sentence
 */
public record NumberReport(NumberKind kind, boolean isNan, boolean inputsFinite, long input, long position, long step,
    String op, String layer, String text) {}
