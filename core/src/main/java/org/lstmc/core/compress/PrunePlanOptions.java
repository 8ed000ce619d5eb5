package org.lstmc.core.compress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/**
 * A plan as options give it.
 *
 * <p>Overrides are named {@code [layers.N.](wx|wh|projection)[.GATE]}, for example {@code
 * layers.1.wh}, {@code wx.i} or {@code layers.0.wx.g}; GATE is a letter of the cell's gate order.
 * The general ones apply first: without layer before with layer, and inside that without gate
 * before with gate; so {@code layers.1.wx} overrides {@code wx.i} in layer 1.
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
  private static final Pattern NAME =
      Pattern.compile("(?:layers\\.(\\d{1,6})\\.)?(wx|wh|projection)(?:\\.([a-z]))?");

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
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    for (String matrix : network.recurrentMatrices()) {
      Double ratio = ratioOf(kind(matrix));
      if (ratio != null) {
        ratios.put(matrix, List.of(DropCount.checked(option(kind(matrix)), ratio)));
      }
    }
    List<Map.Entry<String, Double>> ordered = new ArrayList<>(new TreeMap<>(overrides).entrySet());
    ordered.sort((a, b) -> Integer.compare(rank(a.getKey()), rank(b.getKey())));
    for (Map.Entry<String, Double> e : ordered) {
      DropCount.checked(e.getKey(), e.getValue());
      applyOverride(network, e.getKey(), e.getValue(), ratios);
    }
    return new PrunePlan(pattern, parameters, inNetworkOrder(network, ratios));
  }

  private Double ratioOf(String kind) {
    return switch (kind) {
      case "wx" -> ratioWx;
      case "wh" -> ratioWh;
      default -> ratioProjection != null ? ratioProjection : ratioWh;
    };
  }

  private String option(String kind) {
    return switch (kind) {
      case "wx" -> "ratioWx";
      case "wh" -> "ratioWh";
      default -> ratioProjection != null ? "ratioProjection" : "ratioWh";
    };
  }

  private static int rank(String name) {
    Matcher m = match(name);
    return (m.group(1) != null ? 2 : 0) + (m.group(3) != null ? 1 : 0);
  }

  private static Matcher match(String name) {
    Matcher m = NAME.matcher(name);
    if (!m.matches()) {
      throw LstmcException.usage(
          "ratio override '%s' is not known; write [layers.N.]wx, wh or projection, and .GATE for"
              + " one gate, for example layers.1.wh or wx.i",
          name);
    }
    return m;
  }

  private static void applyOverride(
      NetworkSpec network, String name, double ratio, Map<String, List<Double>> ratios) {
    Matcher m = match(name);
    boolean any = false;
    for (String matrix : network.recurrentMatrices()) {
      if (!kind(matrix).equals(m.group(2))
          || m.group(1) != null && layer(matrix) != Integer.parseInt(m.group(1))) {
        continue;
      }
      any = true;
      if (m.group(3) == null) {
        ratios.put(matrix, List.of(ratio));
      } else {
        setGate(network, matrix, m.group(3), name, ratio, ratios);
      }
    }
    if (!any) {
      throw LstmcException.usage(
          "ratio override '%s' fits no matrix; the network has: %s",
          name, String.join(", ", network.recurrentMatrices()));
    }
  }

  private static void setGate(
      NetworkSpec network,
      String matrix,
      String gate,
      String name,
      double ratio,
      Map<String, List<Double>> ratios) {
    LayerSpec spec = network.layers().get(layer(matrix));
    String order = spec.cell().gateOrder();
    int index = order.indexOf(gate.charAt(0));
    if (index < 0 || kind(matrix).equals("projection")) {
      throw LstmcException.usage(
          "ratio override '%s': %s has %s",
          name,
          matrix,
          kind(matrix).equals("projection") ? "no gates" : "the gates " + order + " only");
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
    for (String matrix : network.recurrentMatrices()) {
      if (ratios.containsKey(matrix)) {
        sorted.put(matrix, ratios.get(matrix));
      }
    }
    return sorted;
  }

  private static String kind(String matrix) {
    return matrix.substring(matrix.lastIndexOf('.') + 1);
  }

  private static int layer(String matrix) {
    return Integer.parseInt(matrix.split("\\.", 3)[1]);
  }
}
