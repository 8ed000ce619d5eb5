package org.lstmc.cli.compare;

import java.util.List;

/** Marks what nothing else beats: accuracy, energy of a frame, latency of a frame. */
final class Pareto {
  private Pareto() {}

  /**
   * The same rows, marked.
   *
   * @param higherIsBetter whether a greater accuracy figure is better
   */
  static List<Compared> mark(List<Compared> rows, boolean higherIsBetter) {
    return rows.stream()
        .map(
            r ->
                r.simulation() == null
                    ? r
                    : r.marked(
                        rows.stream()
                            .noneMatch(o -> o.simulation() != null && beats(o, r, higherIsBetter))))
        .toList();
  }

  private static boolean beats(Compared a, Compared b, boolean higherIsBetter) {
    double[] x = figures(a, higherIsBetter);
    double[] y = figures(b, higherIsBetter);
    boolean better = false;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > y[i]) {
        return false;
      }
      better |= x[i] < y[i];
    }
    return better;
  }

  /** What is to be small. */
  private static double[] figures(Compared c, boolean higherIsBetter) {
    double accuracy = c.accuracy() == null ? 0 : c.accuracy();
    return new double[] {
      higherIsBetter ? -accuracy : accuracy,
      c.simulation().energyPerFrameUj(),
      c.simulation().latencyUs()
    };
  }
}
