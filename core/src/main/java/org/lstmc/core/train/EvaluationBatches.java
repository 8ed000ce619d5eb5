package org.lstmc.core.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TaskKind;

/**
 * A whole split in pieces of bounded memory, each made when it is its turn: columns in lock step,
 * cut in time, the state carried from piece to piece; not cut for transcription, which reads all
 * steps together. Nothing is dropped.
 */
final class EvaluationBatches {
  private static final int COLUMNS = 32;

  /** Images side by side; a pixel's maps of a wide layer then take some ten megabytes. */
  private static final int IMAGES = 256;

  private static final int STEPS = 64;

  /** Numbers of a piece at most, where vectors are so long that fewer steps must do. */
  private static final int MOST_VALUES = 1 << 24;

  private EvaluationBatches() {}

  static Iterable<Batch> of(NetworkSpec network, Split split, TaskKind task) {
    List<Sequence> sequences = new ArrayList<>(split.columns(COLUMNS));
    // Like lengths together waste little padding; the sort is stable, so the order is fixed.
    sequences.sort(Comparator.comparingInt(Sequence::length));
    int features = network.input().isTokens() ? 0 : network.input().size();
    List<Supplier<Batch>> batches = new ArrayList<>();
    int columns = network.isFeedForward() ? IMAGES : COLUMNS;
    for (int from = 0; from < sequences.size(); from += columns) {
      List<Sequence> group = sequences.subList(from, Math.min(sequences.size(), from + columns));
      int longest = group.get(group.size() - 1).length();
      int room = Math.max(1, MOST_VALUES / (columns * Math.max(1, features)));
      int piece = task == TaskKind.TRANSCRIPTION ? longest : Math.min(STEPS, room);
      for (int start = 0; start < longest; start += piece) {
        int at = start;
        int steps = Math.min(piece, longest - start);
        batches.add(() -> BatchBuilder.build(group, at, steps, features, task));
      }
    }
    return () -> batches.stream().map(Supplier::get).iterator();
  }
}
