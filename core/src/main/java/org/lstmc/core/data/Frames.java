package org.lstmc.core.data;

/**
 * Feature vectors of one sequence that are made when they are asked for, because a whole split of
 * them would not fit into memory.
 */
public interface Frames {
  /** Length of a vector. */
  int size();

  /**
   * Makes one vector, always the same for the same step.
   *
   * @param t step
   * @param into written from {@code at} on, {@link #size} numbers
   */
  void make(int t, float[] into, int at);

  /** What decides every vector; equal text means equal vectors. */
  String id();
}
