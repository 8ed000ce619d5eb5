package org.lstmc.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.MatrixChoice;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.model.NetworkSpec;
import picocli.CommandLine.Option;

/** Sparsities by matrix. */
final class RatioArgs {
  @Option(names = "--ratio-all", paramLabel = "R", description = "Zeros in every matrix, in [0,1).")
  private Double ratioAll;

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
          "Another ratio for a layer, a matrix or a gate: layers.1.wh=0.7, wx.i=0.9, dense=0.8,"
              + " forward.3=0.5; repeatable.")
  private Map<String, Double> ratios = new TreeMap<>();

  /** Ratios as given. */
  MatrixChoice<Double> choice() {
    return new MatrixChoice<>(ratioWx, ratioWh, ratioProjection, overrides());
  }

  private Map<String, Double> overrides() {
    return withAll("--ratio-all", ratioAll, ratios);
  }

  /** Values by name, with one for every matrix under the name that stands for that. */
  static <T> Map<String, T> withAll(String option, T all, Map<String, T> byName) {
    if (all == null) {
      return byName;
    }
    if (byName.containsKey("all")) {
      throw LstmcException.usage("%s %s and all=%s: give one", option, all, byName.get("all"));
    }
    Map<String, T> both = new TreeMap<>(byName);
    both.put("all", all);
    return both;
  }

  /** Whether any ratio was given. */
  boolean given() {
    return !choice().isEmpty();
  }

  /** The plan of these ratios in a pattern. */
  PrunePlan plan(String pattern, Map<String, Integer> parameters, NetworkSpec network) {
    return new PrunePlanOptions(pattern, parameters, ratioWx, ratioWh, ratioProjection, overrides())
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
