package org.nnlite;

import java.util.List;

/**
 * What the gradients of a custom operation are computed from. The tensors are borrowed, end with the callback, and must
 * not be written.
 *
 * @param inputs the operation's inputs
 * @param output its output
 * @param outputGradient the gradient of the output
 * @param wanted for each input, whether its gradient is wanted
 */
public record CustomGradient(List<Tensor> inputs, Tensor output, Tensor outputGradient, List<Boolean> wanted) {}
