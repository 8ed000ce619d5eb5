package org.lstmc.core.compress.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.PruningPatterns;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * What pruning one thing alone does to a trained network's score, without retraining: a cheap hint
 * at which matrix stands a high ratio. Retraining recovers much of the loss, and not evenly, so it
 * ranks matrices; it does not predict final scores.
 *
 * @param pattern name of the pruning pattern
 * @param parameters its parameters that differ from the defaults
 * @param score scores weights (all tensors by name), for example on the validation split
 */
public record SensitivityScan(
    String pattern, Map<String, Integer> parameters, ToDoubleFunction<Map<String, Tensor>> score) {

  /**
   * Prunes one matrix, or one gate of it, at a time.
   *
   * @param model the trained network; its own masks are ignored
   * @param ratios the ratios to try
   * @param perGate whether gates of matrices that have them are tried one by one too
   * @param metric name of the score, for the tables
   */
  public SensitivityTable scan(Model model, List<Double> ratios, boolean perGate, String metric) {
    Map<String, Tensor> dense = model.weights();
    List<SensitivityTable.Point> points = new ArrayList<>();
    for (String matrix : model.network().layerMatrices()) {
      PruningPatterns.byName(pattern).select(dense.get(matrix), 0, parameters); // weights are fit
      List<String> parts = new ArrayList<>(List.of(""));
      if (perGate) {
        gates(model, matrix).chars().forEach(g -> parts.add(String.valueOf((char) g)));
      }
      for (String part : parts) {
        for (double ratio : ratios) {
          points.add(point(model, matrix, part, ratio));
        }
      }
    }
    return new SensitivityTable(metric, score.applyAsDouble(dense), List.copyOf(points));
  }

  /**
   * Prunes all input matrices to one ratio and all recurrent ones (with projections) to another,
   * over a grid.
   */
  public RatioGrid grid(Model model, List<Double> ratiosWx, List<Double> ratiosWh, String metric) {
    List<List<Double>> scores = new ArrayList<>();
    for (double x : ratiosWx) {
      List<Double> row = new ArrayList<>();
      for (double h : ratiosWh) {
        Map<String, List<Double>> plan = new LinkedHashMap<>();
        for (String m : model.network().layerMatrices()) {
          plan.put(m, List.of(m.endsWith(".wx") ? x : h));
        }
        row.add(scoreOf(model, plan).score());
      }
      scores.add(row);
    }
    return new RatioGrid(metric, List.copyOf(ratiosWx), List.copyOf(ratiosWh), scores);
  }

  private SensitivityTable.Point point(Model model, String matrix, String part, double ratio) {
    List<Double> ratios = new ArrayList<>();
    if (part.isEmpty()) {
      ratios.add(ratio);
    } else {
      gates(model, matrix).chars().forEach(g -> ratios.add(part.charAt(0) == g ? ratio : 0.0));
    }
    Scored s = scoreOf(model, Map.of(matrix, ratios));
    return new SensitivityTable.Point(matrix, part, ratio, s.sparsity(), s.score());
  }

  /** Score and sparsity over the pruned matrices; NaN where a ratio would empty a row. */
  private Scored scoreOf(Model model, Map<String, List<Double>> ratios) {
    PrunePlan plan = new PrunePlan(pattern, parameters, ratios);
    Map<String, Mask> masks;
    try {
      masks = Pruner.masks(model.weights(), plan);
    } catch (LstmcException e) {
      if (e.kind() == LstmcException.Kind.BAD_INPUT) {
        return new Scored(Double.NaN, Double.NaN);
      }
      throw e;
    }
    Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
    masks.forEach((name, mask) -> weights.put(name, mask.apply(weights.get(name))));
    long dropped = 0;
    long size = 0;
    for (String name : ratios.keySet()) {
      long n = weights.get(name).data().length;
      size += n;
      dropped += masks.containsKey(name) ? n - masks.get(name).count() : 0;
    }
    return new Scored((double) dropped / size, score.applyAsDouble(weights));
  }

  private static String gates(Model model, String matrix) {
    for (int l = 0; l < model.network().layers().size(); l++) {
      LayerSpec spec = model.network().layers().get(l);
      if (matrix.equals(TensorNames.wx(l)) || matrix.equals(TensorNames.wh(l))) {
        return spec.cell().gateOrder();
      }
    }
    return "";
  }

  private record Scored(double sparsity, double score) {}
}
