package org.lstmc.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One part of a data set.
 *
 * @param name train, valid or test
 * @param sequences the examples
 * @param stream whether this is one running text (a single long sequence) over which state is
 *     carried, cut into equal columns for batching
 */
public record Split(String name, List<Sequence> sequences, boolean stream) {
  /** Steps over all sequences. */
  public long steps() {
    return sequences.stream().mapToLong(Sequence::length).sum();
  }

  /**
   * The split as sequences that are scored side by side, each from zero state: a stream of n steps
   * is cut so that column k holds steps [k*n/count, (k+1)*n/count), nothing dropped; separate
   * sequences stay as they are. Evaluation, float and integer alike, cuts streams in 32.
   *
   * @param count columns of a stream; fewer come back where it has fewer steps
   */
  public List<Sequence> columns(int count) {
    if (!stream) {
      return sequences;
    }
    List<Sequence> columns = new ArrayList<>();
    for (Sequence s : sequences) {
      int featureSize = s.features() == null ? 0 : s.features().length / Math.max(1, s.length());
      for (int k = 0; k < count; k++) {
        int from = (int) ((long) k * s.length() / count);
        int to = (int) ((k + 1L) * s.length() / count);
        if (to > from) {
          columns.add(cut(s, from, to, featureSize));
        }
      }
    }
    return columns;
  }

  private static Sequence cut(Sequence s, int from, int to, int featureSize) {
    return new Sequence(
        s.tokens() == null ? null : Arrays.copyOfRange(s.tokens(), from, to),
        s.features() == null
            ? null
            : Arrays.copyOfRange(s.features(), from * featureSize, to * featureSize),
        to - from,
        Arrays.copyOfRange(s.targets(), from, to));
  }
}
