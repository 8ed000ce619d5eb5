package org.lstmc.hwsim.asic;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Integer adders, multipliers and registers by width, on a process and at a voltage. Energies of an
 * operation in pJ, areas in um2. Between the widths of the table: additions linear in bits (and
 * proportional outside); a product of a by b bits is a*b times the cost of a square bit, which is
 * linear in the logarithm of sqrt(a*b) between the table's widths. The sets: {@code horowitz-45}
 * (M. Horowitz, ISSCC 2014), and {@code aladdin-40} as a second, about four times as high for
 * products.
 */
public final class Arithmetic {
  /** Names of the sets of constants. */
  public static final List<String> SETS = List.of("horowitz-45", "aladdin-40");

  /** The set that knows registers; it stands for all. */
  private static final String REGISTERS = "aladdin-40";

  private final NavigableMap<Double, Double> addPj = new TreeMap<>();
  private final NavigableMap<Double, Double> addUm2 = new TreeMap<>();
  private final NavigableMap<Double, Double> squareBitPj = new TreeMap<>();
  private final NavigableMap<Double, Double> squareBitUm2 = new TreeMap<>();
  private double registerPj;
  private double registerUm2;

  /**
   * Arithmetic of a set.
   *
   * @param set one of {@link #SETS}
   * @param node process it is on
   * @param volts supply
   */
  public Arithmetic(String set, Node node, double volts) {
    for (Map<String, String> row : TechnologyTable.rows("arithmetic.csv")) {
      double bits = TechnologyTable.number(row, "bits");
      String operation = row.get("operation");
      boolean register = operation.equals("register");
      if (!row.get("set").equals(register ? REGISTERS : set)) {
        continue;
      }
      Node from = new Node((int) TechnologyTable.number(row, "nodeNm"), row.get("process"));
      double fromV = TechnologyTable.number(row, "supplyV");
      double pj = TechnologyTable.number(row, "pj") * NodeScaling.energy(from, fromV, node, volts);
      double um2 = TechnologyTable.number(row, "um2") * NodeScaling.area(from, node);
      switch (operation) {
        case "add" -> {
          addPj.put(bits, pj);
          addUm2.put(bits, um2);
        }
        case "multiply" -> {
          squareBitPj.put(bits, pj / (bits * bits));
          squareBitUm2.put(bits, um2 / (bits * bits));
        }
        case "register" -> {
          registerPj = pj;
          registerUm2 = um2;
        }
        default -> throw new IllegalStateException("arithmetic.csv: operation " + operation);
      }
    }
    if (addPj.isEmpty()) {
      throw new IllegalStateException("arithmetic.csv: no set " + set);
    }
  }

  /** Energy of an addition. */
  public double addPj(int bits) {
    return linear(addPj, bits);
  }

  /** Area of an adder. */
  public double addUm2(int bits) {
    return linear(addUm2, bits);
  }

  /** Energy of a product. */
  public double multiplyPj(int a, int b) {
    return (double) a * b * Interpolation.overLog(squareBitPj, Math.sqrt((double) a * b));
  }

  /** Area of a multiplier. */
  public double multiplyUm2(int a, int b) {
    return (double) a * b * Interpolation.overLog(squareBitUm2, Math.sqrt((double) a * b));
  }

  /** Energy of a register bit that is clocked and may change. */
  public double registerPj() {
    return registerPj;
  }

  /** Area of a register bit. */
  public double registerUm2() {
    return registerUm2;
  }

  private static double linear(NavigableMap<Double, Double> points, double bits) {
    Map.Entry<Double, Double> low = points.floorEntry(bits);
    Map.Entry<Double, Double> high = points.ceilingEntry(bits);
    if (low == null || high == null) {
      Map.Entry<Double, Double> end = low == null ? high : low;
      return end.getValue() * bits / end.getKey();
    }
    if (low.getKey().equals(high.getKey())) {
      return low.getValue();
    }
    double part = (bits - low.getKey()) / (high.getKey() - low.getKey());
    return low.getValue() + part * (high.getValue() - low.getValue());
  }
}
