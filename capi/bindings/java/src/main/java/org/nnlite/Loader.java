package org.nnlite;

import static org.nnlite.Library.NNL;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Mini-batches of tensors whose first axis is the sample. Iterating goes over the rest of an epoch, or over a whole one
 * from its beginning:
 *
 * <pre>{@code
 * for (Batch batch : loader) {
 *   try (batch) {
 *     Train.step(model, loss, optimizer, batch.get(0), batch.get(1));
 *   }
 * }
 * }</pre>
 */
public final class Loader extends NnliteObject implements Iterable<Batch> {
  private final int count;

  /** A loader with the default settings. */
  public Loader(List<Tensor> tensors) {
    this(tensors, null);
  }

  /** A loader of 1 to 1024 tensors; it shares contiguous ones and copies others. Options may be null. */
  public Loader(List<Tensor> tensors, LoaderOptions options) {
    super(Call.handle(
        (s, out) -> NNL.nnl_loader_create(tensors.size(), s.handles(tensors), s.struct(options), out)),
        NNL::nnl_loader_release);
    count = tensors.size();
  }

  /** The next batch; at the end of an epoch none, and the call after that begins the next epoch. */
  public Optional<Batch> next() {
    long[] batch = {0};
    return Call.get((s, out) -> {
      batch[0] = s.zeros(count * Long.BYTES);
      return NNL.nnl_loader_next(handle(), count, batch[0]);
    }, (s, out) -> s.getLong(batch[0]) == 0 ? Optional.empty()
        : Optional.of(new Batch(List.copyOf(Tensor.list(s, batch[0], count)))));
  }

  /** The batches of an epoch. */
  public long numBatches() {
    return Call.getLong((s, out) -> NNL.nnl_loader_num_batches(handle(), out));
  }

  /** Epochs that have ended. */
  public long epoch() {
    return Call.getLong((s, out) -> NNL.nnl_loader_epoch(handle(), out));
  }

  /** The batches up to the end of the epoch. Two iterators at once share the loader's place. */
  @Override
  public Iterator<Batch> iterator() {
    return new Iterator<>() {
      private Optional<Batch> ahead = Optional.empty();
      private boolean ended;

      @Override
      public boolean hasNext() {
        if (ahead.isEmpty() && !ended) {
          ahead = Loader.this.next();
          ended = ahead.isEmpty();
        }
        return ahead.isPresent();
      }

      @Override
      public Batch next() {
        if (!hasNext()) throw new NoSuchElementException("the epoch is at its end");
        Batch batch = ahead.get();
        ahead = Optional.empty();
        return batch;
      }
    };
  }

  /** The same as a sequential stream. */
  public Stream<Batch> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
