package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.model.NetworkSpec;
import picocli.CommandLine.Option;

/** Sparsities by matrix. */
final class RatioArgs {
  @Option(names = "--ratio-wx", paramLabel = "R", description = "Zeros in Wx, in [0,1).")
  private Double ratioWx;

  @Option(names = "--ratio-wh", paramLabel = "R", description = "Zeros in Wh, in [0,1).")
  private Double ratioWh;

  @Option(
      names = "--ratio-projection",
      paramLabel = "R",
      description = "Zeros in the projection, in [0,1) (default: as --ratio-wh).")
  private Double ratioProjection;

  @Option(
      names = "--ratio",
      paramLabel = "NAME=R",
      description =
          "Another ratio for a layer, a matrix or a gate: layers.1.wh=0.7, wx.i=0.9; repeatable.")
  private Map<String, Double> ratios = new TreeMap<>();

  /** Ratios as given. */
  MatrixChoice<Double> choice() {
    return new MatrixChoice<>(ratioWx, ratioWh, ratioProjection, ratios);
  }

  /** Whether any ratio was given. */
  boolean given() {
    return !choice().isEmpty();
  }

  /** The plan of these ratios in a pattern. */
  PrunePlan plan(String pattern, Map<String, Integer> parameters, NetworkSpec network) {
    return new PrunePlanOptions(pattern, parameters, ratioWx, ratioWh, ratioProjection, ratios)
        .plan(network);
  }

  /** For the history. */
  static void record(PrunePlan plan, Map<String, String> record) {
    plan.ratios()
        .forEach(
            (matrix, r) ->
                record.put(
                    "ratio." + matrix, String.join(" ", r.stream().map(String::valueOf).toList())));
  }
}
