package org.lstmc.core.data;

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
}
