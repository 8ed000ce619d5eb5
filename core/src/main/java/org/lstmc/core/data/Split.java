package org.lstmc.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.decode.CtcLikelihood;

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
   * Refuses sequences whose strings of labels cannot be transcribed: CTC needs a step a label, and
   * one more between two labels that are the same.
   *
   * @param where named in the message
   */
  public void requireRoomForLabels(String where) {
    for (int i = 0; i < sequences.size(); i++) {
      Sequence s = sequences.get(i);
      int needed = CtcLikelihood.stepsNeeded(s.targets());
      if (s.length() < needed) {
        throw LstmcException.badInput(
            "%s: sequence %d of %d of the %s split has %d steps, its %d labels need %d to be"
                + " transcribed; take more frames a second, or leave it out",
            where, i + 1, sequences.size(), name, s.length(), s.targets().length, needed);
      }
    }
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
