package org.lstmc.hwsim.asic;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;

/**
 * Energy, delay and area between processes and voltages: A. Stillmaker, B. Baas, "Scaling equations
 * for the accurate prediction of CMOS device performance from 180 nm to 7 nm", Integration 58
 * (2017). A quantity scales by the ratio of the factors of where it goes and where it comes from.
 * Nodes between those of the paper (40, 28, 22 nm) lie on a line between the logarithms of the
 * factors over the logarithm of the node.
 */
public final class NodeScaling {
  /** Polynomials of a node, highest power first. */
  private record Factors(double[] delay, double[] energy) {}

  private static final Map<String, NavigableMap<Double, Factors>> FACTORS =
      Map.of("HP", factors("HP"), "LP", factors("LP"));
  private static final NavigableMap<Double, Double> AREA = area();

  private NodeScaling() {}

  /** What an energy at one process and voltage becomes at another. */
  public static double energy(Node from, double fromV, Node to, double toV) {
    return energyFactor(to, toV) / energyFactor(from, fromV);
  }

  /** What a delay at one process and voltage becomes at another. */
  public static double delay(Node from, double fromV, Node to, double toV) {
    return factor(to, toV, false) / factor(from, fromV, false);
  }

  /** What the area of the same logic at one process becomes at another. */
  public static double area(Node from, Node to) {
    return relativeArea(to) / relativeArea(from);
  }

  /** The energy factor of a process at a voltage. */
  static double energyFactor(Node node, double volts) {
    return factor(node, volts, true);
  }

  private static double factor(Node node, double volts, boolean energy) {
    NavigableMap<Double, Factors> all = FACTORS.get(node.process());
    if (all == null || node.nm() > all.lastKey() || node.nm() < all.firstKey()) {
      throw LstmcException.unsupported(
          "no scaling factors for %s: known are HP from %.0f to %.0f nm and LP from %.0f to %.0f nm",
          node,
          FACTORS.get("HP").firstKey(),
          FACTORS.get("HP").lastKey(),
          FACTORS.get("LP").firstKey(),
          FACTORS.get("LP").lastKey());
    }
    NavigableMap<Double, Double> points = new TreeMap<>();
    for (Double nm :
        new Double[] {all.floorKey((double) node.nm()), all.ceilingKey((double) node.nm())}) {
      Factors f = all.get(nm);
      double value = polynomial(energy ? f.energy() : f.delay(), volts);
      if (!(value > 0)) {
        throw LstmcException.unsupported(
            "%s at %s V is outside what the scaling polynomials hold for", node, volts);
      }
      points.put(nm, value);
    }
    return Interpolation.logLog(points, node.nm());
  }

  private static double polynomial(double[] highestFirst, double x) {
    double sum = 0;
    for (double c : highestFirst) {
      sum = sum * x + c;
    }
    return sum;
  }

  private static double relativeArea(Node node) {
    if (node.nm() > AREA.lastKey() || node.nm() < AREA.firstKey()) {
      throw LstmcException.unsupported(
          "no area factor for %s: known are %.0f to %.0f nm",
          node, AREA.firstKey(), AREA.lastKey());
    }
    return Interpolation.logLog(AREA, node.nm());
  }

  private static NavigableMap<Double, Factors> factors(String process) {
    NavigableMap<Double, Factors> all = new TreeMap<>();
    for (Map<String, String> row : TechnologyTable.rows("node-scaling.csv")) {
      if (row.get("process").equals(process) || row.get("process").equals("BOTH")) {
        all.put(
            TechnologyTable.number(row, "nodeNm"),
            new Factors(numbers(row, "b3", "b2", "b1", "b0"), numbers(row, "a2", "a1", "a0")));
      }
    }
    return all;
  }

  private static double[] numbers(Map<String, String> row, String... columns) {
    double[] all = new double[columns.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = TechnologyTable.number(row, columns[i]);
    }
    return all;
  }

  private static NavigableMap<Double, Double> area() {
    NavigableMap<Double, Double> all = new TreeMap<>();
    for (Map<String, String> row : TechnologyTable.rows("node-area.csv")) {
      all.put(TechnologyTable.number(row, "nodeNm"), TechnologyTable.number(row, "relativeTo65"));
    }
    return all;
  }
}
