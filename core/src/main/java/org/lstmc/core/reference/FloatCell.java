package org.lstmc.core.reference;

/** One recurrent layer of {@link FloatNetwork}. */
interface FloatCell {
  /**
   * One step.
   *
   * @param x the layer's input
   * @param c cell state, which moves on; empty for a GRU
   * @param out the layer's last output, which becomes its new one
   * @return {@code out}
   */
  double[] step(double[] x, double[] c, double[] out, Probe probe);
}
