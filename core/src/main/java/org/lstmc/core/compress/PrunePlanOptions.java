package org.lstmc.core.compress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorNames;

/**
 * A plan as options give it.
 *
 * <p>Overrides have the names of {@link MatrixName}, for example {@code layers.1.wh}, {@code wx.i},
 * {@code layers.0.wx.g} or, in a feed-forward network, {@code conv} or {@code forward.3}. The
 * general ones apply first: without layer before with layer, and inside that without gate before
 * with gate; so {@code layers.1.wx} overrides {@code wx.i} in layer 1. {@code all} is the most
 * general; the ratios by kind override it.
 *
 * @param pattern name of the pattern
 * @param parameters the pattern's parameters that differ from its defaults
 * @param ratioWx ratio of the input matrices; null leaves them as they are
 * @param ratioWh ratio of the recurrent matrices; null leaves them as they are
 * @param ratioProjection ratio of the projections; null takes {@code ratioWh}, because a projection
 *     makes the recurrent vector
 * @param overrides ratios by override name
 */
public record PrunePlanOptions(
    String pattern,
    Map<String, Integer> parameters,
    Double ratioWx,
    Double ratioWh,
    Double ratioProjection,
    Map<String, Double> overrides) {
  private static final String WHAT = "ratio override";

  /** Two ratios and no overrides. */
  public static PrunePlanOptions of(String pattern, double ratioWx, double ratioWh) {
    return new PrunePlanOptions(pattern, Map.of(), ratioWx, ratioWh, null, Map.of());
  }

  /**
   * The plan for a network.
   *
   * @throws LstmcException usage for ratios, names, layers or gates that do not exist
   */
  public PrunePlan plan(NetworkSpec network) {
    checkRows(network);
    LostValues.refuse("ratio", "wx", ratioWx, network);
    LostValues.refuse("ratio", "wh", ratioWh, network);
    LostValues.refuse("ratio", "projection", ratioProjection, network);
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (String matrix : network.layerMatrices()) {
      String kind = MatrixName.kindOf(matrix, network);
      Double ratio = ratioOf(kind);
      if (ratio != null) {
        ratios.put(matrix, List.of(DropCount.checked(option(kind), ratio)));
      } else if (overrides.containsKey(MatrixName.ALL)) {
        ratio = overrides.get(MatrixName.ALL);
        ratios.put(matrix, List.of(DropCount.checked(MatrixName.ALL, ratio)));
      }
    }
    overrides.keySet().stream()
        .map(name -> MatrixName.parse(WHAT, name))
        .filter(name -> !name.kind().equals(MatrixName.ALL))
        .sorted(Comparator.comparingInt(MatrixName::rank).thenComparing(MatrixName::text))
        .forEach(name -> applyOverride(network, name, ratios));
    checkRows(network, ratios);
    return new PrunePlan(pattern, parameters, inNetworkOrder(network, ratios));
  }

  /** Blocks of rows may not reach from one gate into the next. */
  private void checkRows(NetworkSpec network) {
    int unit = PruningPatterns.byName(pattern).rowUnit(parameters);
    for (LayerSpec layer : network.layers()) {
      for (int rows : new int[] {layer.hiddenSize(), layer.projectionSize()}) {
        if (rows % unit != 0) {
          throw LstmcException.usage(
              "%s: %d rows of a gate or projection do not divide into blocks of %d; choose a block"
                  + " size that divides them",
              pattern, rows, unit);
        }
      }
    }
  }

  /** The same of a feed-forward network, whose layers are as long as their outputs. */
  private void checkRows(NetworkSpec network, Map<String, List<Double>> ratios) {
    int unit = PruningPatterns.byName(pattern).rowUnit(parameters);
    ratios.forEach(
        (matrix, ratio) -> {
          int rows = network.tensorShapes().get(matrix)[0];
          if (network.isFeedForward() && ratio.get(0) > 0 && rows % unit != 0) {
            throw LstmcException.usage(
                "%s: %s has %d rows, which do not divide into blocks of %d; choose a block size that"
                    + " divides them, or give this layer the ratio 0",
                pattern, matrix, rows, unit);
          }
        });
  }

  private Double ratioOf(String kind) {
    OptionalDouble fixed = PruningPatterns.byName(pattern).fixedRatio(parameters);
    if (fixed.isPresent()
        && ratioWx == null
        && ratioWh == null
        && ratioProjection == null
        && !overrides.containsKey(MatrixName.ALL)) {
      return fixed.getAsDouble();
    }
    return switch (kind) {
      case "wx" -> ratioWx;
      case "wh" -> ratioWh;
      case "projection" -> ratioProjection != null ? ratioProjection : ratioWh;
      default -> null;
    };
  }

  private String option(String kind) {
    return switch (kind) {
      case MatrixName.CONVOLUTION, MatrixName.DENSE -> pattern;
      case "wx" -> "ratioWx";
      case "wh" -> "ratioWh";
      default -> ratioProjection != null ? "ratioProjection" : "ratioWh";
    };
  }

  private void applyOverride(
      NetworkSpec network, MatrixName name, Map<String, List<Double>> ratios) {
    double ratio = DropCount.checked(name.text(), overrides.get(name.text()));
    for (String matrix : name.matrices(WHAT, network)) {
      if (name.gate() == null) {
        ratios.put(matrix, List.of(ratio));
      } else {
        setGate(network, matrix, name, ratio, ratios);
      }
    }
  }

  private static void setGate(
      NetworkSpec network,
      String matrix,
      MatrixName name,
      double ratio,
      Map<String, List<Double>> ratios) {
    LayerSpec spec = network.layers().get(TensorNames.layerOf(matrix));
    String order = spec.cell().gateOrder();
    int index = order.indexOf(name.gate());
    if (index < 0 || name.kind().equals("projection")) {
      throw LstmcException.usage(
          "ratio override '%s': %s has %s",
          name.text(),
          matrix,
          name.kind().equals("projection") ? "no gates" : "the gates " + order + " only");
    }
    List<Double> before = ratios.getOrDefault(matrix, List.of(0.0));
    List<Double> gates =
        new ArrayList<>(
            before.size() == 1 ? Collections.nCopies(order.length(), before.get(0)) : before);
    gates.set(index, ratio);
    ratios.put(matrix, gates);
  }

  private static Map<String, List<Double>> inNetworkOrder(
      NetworkSpec network, Map<String, List<Double>> ratios) {
    Map<String, List<Double>> sorted = new LinkedHashMap<>();
    for (String matrix : network.layerMatrices()) {
      if (ratios.containsKey(matrix)) {
        sorted.put(matrix, ratios.get(matrix));
      }
    }
    return sorted;
  }
}
