package org.lstmc.hwsim.asic;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.lstmc.core.LstmcException;

/**
 * Single-port SRAM macros of a cell type on a process at a voltage, from a CACTI sweep ({@code
 * technology/sram.csv}): power laws over capacity, and over word width between 16, 64 and 256 bits.
 * Below 2 kB and 16 bits the smallest macro stands, as memory compilers have a least size. A node
 * that the sweep lacks takes the next larger one, scaled ({@link NodeScaling}). Leakage is in
 * proportion to the voltage.
 */
public final class SramTable {
  private final NavigableMap<Double, NavigableMap<Double, SramMacro>> byWord = new TreeMap<>();

  /**
   * Macros for a chip.
   *
   * @param cell {@code itrs-lstp} (low standby power) or {@code itrs-hp}
   * @param node process
   * @param volts supply
   * @param energyShare what a compiled macro needs of the sweep's energy, 1 for all
   */
  public SramTable(String cell, Node node, double volts, double energyShare) {
    double base = base(node);
    for (Map<String, String> row : TechnologyTable.rows("sram.csv")) {
      if (!row.get("cell").equals(cell) || TechnologyTable.number(row, "nodeNm") != base) {
        continue;
      }
      Node from = new Node((int) base, cell.equals("itrs-hp") ? "HP" : "LP");
      double fromV = TechnologyTable.number(row, "supplyV");
      double energy = energyShare * NodeScaling.energy(from, fromV, node, volts);
      byWord
          .computeIfAbsent(TechnologyTable.number(row, "wordBits"), w -> new TreeMap<>())
          .put(
              TechnologyTable.number(row, "kBytes"),
              new SramMacro(
                  TechnologyTable.number(row, "readPj") * energy,
                  TechnologyTable.number(row, "writePj") * energy,
                  TechnologyTable.number(row, "leakageMw") * volts / fromV,
                  TechnologyTable.number(row, "areaMm2") * NodeScaling.area(from, node)));
    }
    if (byWord.isEmpty()) {
      throw new IllegalStateException("sram.csv: no rows for " + cell + " at " + base + " nm");
    }
  }

  /** The smallest node of the sweep that is not below the chip's. */
  private static double base(Node node) {
    return TechnologyTable.rows("sram.csv").stream()
        .mapToDouble(r -> TechnologyTable.number(r, "nodeNm"))
        .filter(nm -> nm >= node.nm())
        .min()
        .orElseThrow(
            () ->
                LstmcException.unsupported(
                    "no SRAM figures for %s: known are 65 nm and below", node));
  }

  /**
   * One macro.
   *
   * @param kBytes capacity in 1024 bytes, up to 512
   * @param wordBits bits of a word, up to 256
   */
  public SramMacro macro(double kBytes, double wordBits) {
    double largest = byWord.lastEntry().getValue().lastKey();
    if (kBytes > largest || wordBits > byWord.lastKey()) {
      throw LstmcException.unsupported(
          "no SRAM figures for a macro of %.1f kB with %.0f-bit words; the largest known is %.0f kB"
              + " with %.0f bits: use smaller macros",
          kBytes, wordBits, largest, byWord.lastKey());
    }
    return new SramMacro(
        at(kBytes, wordBits, SramMacro::readPj),
        at(kBytes, wordBits, SramMacro::writePj),
        at(kBytes, wordBits, SramMacro::leakageMw),
        at(kBytes, wordBits, SramMacro::areaMm2));
  }

  private double at(double kBytes, double wordBits, ToDoubleFunction<SramMacro> figure) {
    NavigableMap<Double, Double> words = new TreeMap<>();
    byWord.forEach(
        (width, macros) -> {
          NavigableMap<Double, Double> sizes = new TreeMap<>();
          macros.forEach((size, macro) -> sizes.put(size, figure.applyAsDouble(macro)));
          words.put(width, Interpolation.logLog(sizes, kBytes));
        });
    return Interpolation.logLog(words, wordBits);
  }
}
