package org.lstmc.core.compress.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link SensitivityScan#scan} found.
 *
 * @param metric name of the score
 * @param denseScore score of the network unpruned
 * @param points one for each part and ratio, in network order
 */
public record SensitivityTable(String metric, double denseScore, List<Point> points) {
  /**
   * One part pruned alone.
   *
   * @param matrix the matrix
   * @param gate the gate's letter; empty for the whole matrix
   * @param ratio what was asked
   * @param achieved sparsity of the whole matrix
   * @param score score; NaN where the ratio would empty a row
   */
  public record Point(String matrix, String gate, double ratio, double achieved, double score) {
    /** What was pruned: the matrix, and the gate behind a dot. */
    public String part() {
      return gate.isEmpty() ? matrix : matrix + "." + gate;
    }
  }

  /** As CSV with a header; fields that have no value are empty. */
  public String toCsv() {
    StringBuilder s = new StringBuilder("matrix,gate,ratio,achievedSparsity,metric,dense,score\n");
    for (Point p : points) {
      s.append(p.matrix()).append(',').append(p.gate()).append(',').append(p.ratio());
      s.append(',').append(number(p.achieved())).append(',').append(metric);
      s.append(',').append(number(denseScore)).append(',').append(number(p.score())).append('\n');
    }
    return s.toString();
  }

  /** As a heat map: one row a part, one column a ratio. */
  public HeatMap heatMap() {
    List<Double> ratios = points.stream().map(Point::ratio).distinct().sorted().toList();
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    for (Point p : points) {
      List<Double> row =
          rows.computeIfAbsent(
              p.part(),
              k -> new ArrayList<>(java.util.Collections.nCopies(ratios.size(), Double.NaN)));
      row.set(ratios.indexOf(p.ratio()), p.score());
    }
    return new HeatMap(
        "Sensitivity to pruning one part alone, without retraining",
        String.format(Locale.ROOT, "dense network: %s %s", metric, HeatMap.shortNumber(denseScore)),
        "sparsity of that part (share of zero weights)",
        ratios.stream().map(r -> HeatMap.shortNumber(r)).toList(),
        "part that is pruned",
        List.copyOf(rows.keySet()),
        metric,
        List.copyOf(rows.values()));
  }

  static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
