package org.nnlite;

import static org.nnlite.Library.NNL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer, or several as one: torch.nn.Module. Its subclasses make modules; what {@link #children} and the like give are
 * plain objects of this class. Tensors of a module are shared with those that it gives.
 *
 * <p>A module in inference mode may be used by several threads; one that is trained by one only.
 */
public class NnModule extends NnliteObject {
  /** A module that owns the handle. */
  NnModule(long handle) {
    super(handle, NNL::nnl_module_release);
  }

  private NnModule(long handle, boolean borrowed) {
    super(handle);
  }

  static NnModule borrowed(long handle) {
    return new NnModule(handle, true);
  }

  /** Runs the module on one input. In training mode batch norms move their running statistics. */
  public final Tensor forward(Tensor input) {
    return Call.tensor((s, out) -> NNL.nnl_module_forward(handle(), input.handle(), out));
  }

  /**
   * The same with several inputs, at least one, in the module's order; null is an absent one where the module allows it.
   * Another number than the module takes is {@link Status#INVALID_ARGUMENT}.
   */
  public final Tensor forward(List<Tensor> inputs) {
    return Call.tensor((s, out) -> NNL.nnl_module_forward_inputs(handle(), inputs.size(), s.handles(inputs), out));
  }

  /** The same for inputs one by one, such as a prediction and its target. */
  public final Tensor forward(Tensor first, Tensor second, Tensor... others) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(first);
    inputs.add(second);
    Collections.addAll(inputs, others);
    return forward(inputs);
  }

  /** Training mode, of the module and all below it: as they are made. */
  public final void train() {
    train(true);
  }

  /** Training mode, or inference mode with false. */
  public final void train(boolean training) {
    Call.run((s, out) -> NNL.nnl_module_train(handle(), training ? 1 : 0));
  }

  /** Inference mode. */
  public final void eval() {
    train(false);
  }

  /** Whether it is in training mode. */
  public final boolean isTraining() {
    return Call.getFlag((s, out) -> NNL.nnl_module_is_training(handle(), out));
  }

  /** Freezes (false) or unfreezes all parameters. */
  public final void setRequiresGrad(boolean requiresGrad) {
    Call.run((s, out) -> NNL.nnl_module_set_requires_grad(handle(), requiresGrad ? 1 : 0));
  }

  /** Drops all gradients. */
  public final void zeroGrad() {
    Call.run((s, out) -> NNL.nnl_module_zero_grad(handle()));
  }

  /** The parameters in order; each tensor is a new object. */
  public final List<Tensor> parameters() {
    return new ArrayList<>(namedParameters().values());
  }

  /** The parameters in order, under PyTorch's names ("0.weight"); each tensor is a new object. */
  public final Map<String, Tensor> namedParameters() {
    return named(count(NNL::nnl_module_num_parameters), NNL::nnl_module_parameter, NNL::nnl_module_parameter_name);
  }

  /** The buffers in order, such as running statistics, under PyTorch's names; each tensor is a new object. */
  public final Map<String, Tensor> namedBuffers() {
    return named(count(NNL::nnl_module_num_buffers), NNL::nnl_module_buffer, NNL::nnl_module_buffer_name);
  }

  /** The parameter or buffer of that name, or {@link Status#NOT_FOUND}. */
  public final Tensor tensor(String name) {
    return Call.tensor((s, out) -> NNL.nnl_module_tensor(handle(), s.text(name), out));
  }

  /** "BatchNorm1d" and the like; of a {@link CustomModule} the kind that it was made with. */
  public final String kind() {
    return Call.text((s, buffer, capacity, needed) -> NNL.nnl_module_kind(handle(), buffer, capacity, needed));
  }

  /** The children in order, under their names: those of a Sequential are "0", "1", ...; each is a new object. */
  public final Map<String, NnModule> namedChildren() {
    Map<String, NnModule> children = new LinkedHashMap<>();
    long count = count(NNL::nnl_module_num_children);
    for (long i = 0; i < count; ++i) {
      long index = i;
      children.put(name(NNL::nnl_module_child_name, index),
          new NnModule(Call.handle((s, out) -> NNL.nnl_module_child(handle(), index, out))));
    }
    return children;
  }

  /** The children in order; each is a new object. */
  public final List<NnModule> children() {
    return new ArrayList<>(namedChildren().values());
  }

  /** The context that it lives in, so that a {@link CustomModule} can make more there. */
  public final Context context() {
    return Context.of(Call.handle((s, out) -> NNL.nnl_module_context(handle(), out)));
  }

  /** Another object of the same module. */
  public final NnModule share() {
    return new NnModule(Call.handle((s, out) -> NNL.nnl_module_share(handle(), out)));
  }

  /**
   * A table for people: a line for each module with its kind, the shape of its output when the model runs on the inputs,
   * and the elements of its own parameters; then the totals. The run is not recorded, and what it changes is undone.
   */
  public final String summary(Tensor... inputs) {
    List<Tensor> given = List.of(inputs);
    return Call.text((s, buffer, capacity, needed) -> NNL.nnl_module_summary(handle(), given.size(), s.handles(given),
        buffer, capacity, needed));
  }

  /** Saves all parameters and buffers as a safetensors file, which appears whole or not at all. */
  public final void save(Path path) {
    Call.run((s, out) -> NNL.nnl_module_save(handle(), s.text(path.toString())));
  }

  /**
   * Reads them back. The file must hold exactly the module's names, dtypes and shapes; otherwise nothing is changed.
   * Files are not trusted.
   */
  public final void load(Path path) {
    Call.run((s, out) -> NNL.nnl_module_load(handle(), s.text(path.toString())));
  }

  /**
   * The same with settings, and an account of what did not meet. Strict, it fails with {@link Status#NOT_FOUND} if a name
   * is missing, else {@link Status#INVALID_FILE}, or {@link Status#DTYPE_MISMATCH} or {@link Status#SHAPE_MISMATCH} if
   * only those differ.
   */
  public final LoadReport load(Path path, LoadOptions options) {
    return LoadReport.read(Call.handle(
        (s, out) -> NNL.nnl_module_load_with(handle(), s.text(path.toString()), s.struct(options), out)));
  }

  /**
   * Frozen batch norms use and keep their running statistics in training mode too, while "weight" and "bias" still learn.
   * {@link #train} does not change this.
   */
  public final void freezeStatistics(boolean frozen) {
    Call.run((s, out) -> NNL.nnl_module_freeze_statistics(handle(), frozen ? 1 : 0));
  }

  /** Whether the module has a batch norm and all are frozen. */
  public final boolean statisticsFrozen() {
    return Call.getFlag((s, out) -> NNL.nnl_module_statistics_frozen(handle(), out));
  }

  /**
   * While batch norms accumulate, training normalises each micro-batch by its own statistics but leaves the running ones
   * alone, until {@link #commitStatistics}. Switching on or off drops what has not been committed.
   */
  public final void accumulateStatistics(boolean accumulate) {
    Call.run((s, out) -> NNL.nnl_module_accumulate_statistics(handle(), accumulate ? 1 : 0));
  }

  /** Moves the running statistics, and counts, once, by all values since the last commit, as one batch of all would. */
  public final void commitStatistics() {
    Call.run((s, out) -> NNL.nnl_module_commit_statistics(handle()));
  }

  /**
   * Replaces the running statistics by their average over batches of the loader: torch.optim.swa_utils.update_bn. The
   * module's inputs are all tensors of a batch but the last, or the only one.
   *
   * @param loader its rest of an epoch is used, or its next epoch if it is at the end of one; a loader without batches is
   *     {@link Status#INVALID_STATE}
   * @param maxBatches at most so many batches; 0: no bound
   * @return the number of batches
   */
  public final long recalibrate(Loader loader, long maxBatches) {
    return Call.getLong((s, out) -> NNL.nnl_recalibrate(handle(), loader.handle(), maxBatches, out));
  }

  /**
   * A copy in inference mode, with the same outputs to rounding, in which batch norms with running statistics are folded
   * into the Linear, Conv1d or Conv2d in front of them. It shares nothing with this module. Losses and custom modules
   * cannot be copied: {@link Status#NOT_SUPPORTED}.
   */
  public final NnModule foldBatchNorms() {
    return new NnModule(Call.handle((s, out) -> NNL.nnl_module_fold_batch_norms(handle(), out)));
  }

  /**
   * A table with a line for each batch norm and how the inputs compare with its running statistics: what to look at when
   * a model does well in training and badly in inference, or the other way round. Nothing is changed.
   */
  public final String batchNormReport(Tensor... inputs) {
    List<Tensor> given = List.of(inputs);
    return Call.text((s, buffer, capacity, needed) -> NNL.nnl_batch_norm_report(handle(), given.size(),
        s.handles(given), buffer, capacity, needed));
  }

  /** Its kind, for people. */
  @Override
  public String toString() {
    return isClosed() ? "NnModule(closed)" : kind();
  }

  @FunctionalInterface
  private interface Count {
    int call(long module, long count);
  }

  @FunctionalInterface
  private interface Member {
    int call(long module, long index, long result);
  }

  @FunctionalInterface
  private interface Name {
    int call(long module, long index, long buffer, long capacity, long needed);
  }

  private long count(Count count) {
    return Call.getLong((s, out) -> count.call(handle(), out));
  }

  private String name(Name name, long index) {
    return Call.text((s, buffer, capacity, needed) -> name.call(handle(), index, buffer, capacity, needed));
  }

  private Map<String, Tensor> named(long count, Member member, Name name) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (long i = 0; i < count; ++i) {
      long index = i;
      tensors.put(name(name, index), Call.tensor((s, out) -> member.call(handle(), index, out)));
    }
    return tensors;
  }
}
