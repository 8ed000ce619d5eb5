package org.lstmc.core.decode;

/** Finds the string of labels that a network's outputs say. */
public interface Decoder {
  /**
   * A string of labels, without blanks.
   *
   * @param logs natural logarithms of probabilities, step-major [steps * classes]; the last class
   *     is the blank
   * @param steps number of steps
   * @param classes labels and the blank
   */
  int[] decode(double[] logs, int steps, int classes);
}
