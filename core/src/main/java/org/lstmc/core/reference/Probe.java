package org.lstmc.core.reference;

/** Watches the signals of a network as they are computed. */
@FunctionalInterface
public interface Probe {
  /** Watches nothing. */
  Probe NONE = (name, values, from, to) -> {};

  /**
   * One signal of one step.
   *
   * @param name as in {@link org.lstmc.core.model.SignalNames}; in an LSTM {@code activation} comes
   *     twice a step, for the gates [4H in gate order] and for tanh(c) [H]; of a feed-forward
   *     network once an image, whole maps
   * @param values an array that is used again; read {@code values[from]} to {@code values[to-1]}
   *     now
   * @param from first index
   * @param to index after the last
   */
  void signal(String name, double[] values, int from, int to);
}
