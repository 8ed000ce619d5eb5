package org.lstmc.core.compress.search;

import java.util.List;

/**
 * Scores over a grid of both ratios, without retraining.
 *
 * @param metric name of the score
 * @param ratiosWx ratios of the input matrices, one a row
 * @param ratiosWh ratios of the recurrent matrices, one a column
 * @param scores by row and column; NaN where a ratio would empty a row of weights
 */
public record RatioGrid(
    String metric, List<Double> ratiosWx, List<Double> ratiosWh, List<List<Double>> scores) {

  /** As CSV with a header, one line a pair. */
  public String toCsv() {
    StringBuilder s = new StringBuilder("ratioWx,ratioWh,metric,score\n");
    for (int i = 0; i < ratiosWx.size(); i++) {
      for (int j = 0; j < ratiosWh.size(); j++) {
        s.append(ratiosWx.get(i)).append(',').append(ratiosWh.get(j)).append(',');
        s.append(metric).append(',');
        s.append(SensitivityTable.number(scores.get(i).get(j))).append('\n');
      }
    }
    return s.toString();
  }

  /** As a heat map: Wx in rows, Wh in columns. */
  public HeatMap heatMap() {
    return new HeatMap(
        "Score over both ratios, without retraining",
        "all layers; projections follow Wh",
        "sparsity of Wh (share of zero weights)",
        ratiosWh.stream().map(r -> HeatMap.shortNumber(r)).toList(),
        "sparsity of Wx (share of zero weights)",
        ratiosWx.stream().map(r -> HeatMap.shortNumber(r)).toList(),
        metric,
        scores);
  }
}
