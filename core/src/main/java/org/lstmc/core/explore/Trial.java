package org.lstmc.core.explore;

/** Trains a network at a point and scores it: the costly step of an exploration. */
@FunctionalInterface
public interface Trial {
  /**
   * What a training found.
   *
   * @param score the task's metric on the validation split
   * @param epochs epochs it took, a dense training that it started from included where that was not
   *     a trial of its own
   */
  record Outcome(double score, int epochs) {}

  /** Trains and scores on the validation split, or remembers that it did. */
  Outcome run(DesignPoint point);
}
