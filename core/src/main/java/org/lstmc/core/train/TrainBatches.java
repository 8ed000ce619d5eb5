package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/** The batches of an epoch, each a function of (seed, epoch, index) alone. */
abstract class TrainBatches {
  /** Shuffled sequences are sorted by length in pools of this many batches. */
  private static final int POOL = 16;

  /** Batches in an epoch; the same for every epoch. */
  abstract int count();

  /** Prepares an epoch's order. */
  abstract void epoch(int epoch);

  /** A batch of the epoch prepared last. */
  abstract Batch get(int index);

  /** The batches of a run. */
  static TrainBatches of(RunSetup setup) {
    NetworkSpec network = setup.network();
    Split split = setup.data().train();
    TaskKind task = setup.data().task().kind();
    TrainOptions options = setup.options();
    int features = network.input().isTokens() ? 0 : network.input().size();
    if (split.sequences().isEmpty() || split.steps() == 0) {
      throw LstmcException.badInput("the %s split is empty; training needs data", split.name());
    }
    if (task == TaskKind.TRANSCRIPTION) {
      split.requireRoomForLabels("training");
    }
    return split.stream()
        ? new Stream(split, features, task, options)
        : new Shuffled(split, features, task, options, BatchImages.of(setup));
  }

  /** Equal columns of one running text, read from start to end in segments. */
  private static final class Stream extends TrainBatches {
    private final List<Sequence> columns = new ArrayList<>();
    private final int features;
    private final TaskKind task;
    private final int bptt;
    private final int length;

    Stream(Split split, int features, TaskKind task, TrainOptions options) {
      this.features = features;
      this.task = task;
      bptt = options.bptt();
      length = (int) (split.steps() / options.batchSize());
      if (length == 0) {
        throw LstmcException.badInput(
            "the %s split has %d steps, too few for a batch size of %d; choose a smaller one",
            split.name(), split.steps(), options.batchSize());
      }
      // Columns may differ by one step; all are read to the shortest's end.
      columns.addAll(split.columns(options.batchSize()));
    }

    @Override
    int count() {
      return (length + bptt - 1) / bptt;
    }

    @Override
    void epoch(int epoch) {}

    @Override
    Batch get(int index) {
      int start = index * bptt;
      return BatchBuilder.build(columns, start, Math.min(bptt, length - start), features, task);
    }
  }

  /** Separate sequences, shuffled anew each epoch, like lengths together. */
  private static final class Shuffled extends TrainBatches {
    private final List<Sequence> sequences;
    private final int features;
    private final TaskKind task;
    private final int size;
    private final long seed;
    private final BatchImages images;
    private final List<List<Sequence>> order = new ArrayList<>();
    private int epoch;

    Shuffled(Split split, int features, TaskKind task, TrainOptions options, BatchImages images) {
      this.images = images;
      sequences = split.sequences().stream().filter(s -> s.length() > 0).toList();
      this.features = features;
      this.task = task;
      size = options.batchSize();
      seed = options.seed();
    }

    @Override
    int count() {
      return (sequences.size() + size - 1) / size;
    }

    @Override
    void epoch(int epoch) {
      this.epoch = epoch;
      Random random = new Random(Seeds.mix(seed, epoch, 1));
      List<Sequence> shuffled = new ArrayList<>(sequences);
      Collections.shuffle(shuffled, random);
      order.clear();
      for (int from = 0; from < shuffled.size(); from += POOL * size) {
        List<Sequence> pool = shuffled.subList(from, Math.min(shuffled.size(), from + POOL * size));
        pool.sort(Comparator.comparingInt(Sequence::length));
        for (int b = 0; b < pool.size(); b += size) {
          order.add(pool.subList(b, Math.min(pool.size(), b + size)));
        }
      }
      Collections.shuffle(order, random);
    }

    @Override
    Batch get(int index) {
      List<Sequence> group = order.get(index);
      int longest = group.get(group.size() - 1).length();
      Batch batch = BatchBuilder.build(group, 0, longest, features, task);
      images.change(batch, epoch, index * size);
      return batch;
    }
  }
}
