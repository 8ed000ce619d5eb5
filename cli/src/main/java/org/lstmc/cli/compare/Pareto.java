package org.lstmc.cli.compare;

import java.util.List;

/**
 * Marks what nothing else beats: accuracy, energy of a frame, latency of a frame. A shape has no
 * accuracy, so that what keeps fewer weights would always win; there a row has to beat the other
 * machines of its own technique alone.
 */
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

  /** What a mark says. */
  static String meaning(boolean accuracy) {
    return accuracy
        ? "nothing else is at least as good in accuracy, energy and latency and better in one"
        : "of this technique, nothing else is at least as good in energy and latency and better in"
            + " one (techniques would have to be told apart by accuracy, which a shape has not)";
  }

  private static boolean beats(Compared a, Compared b, boolean higherIsBetter) {
    if (a.accuracy() == null && !a.technique().equals(b.technique())) {
      return false;
    }
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
