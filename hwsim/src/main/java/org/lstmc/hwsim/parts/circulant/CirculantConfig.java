package org.lstmc.hwsim.parts.circulant;

import java.util.List;

/**
 * A machine for block-circulant matrices as built.
 *
 * @param machine its name
 * @param units matrix-vector units in the order of the stages
 * @param lanes words that the element-wise lanes take in a cycle (V)
 * @param streams sequences that are interleaved
 * @param xWordsPerCycle words of x that arrive in a cycle
 * @param banked whether each of the k+2 numbers of a lane's spectrum lies in a memory of its own,
 *     as array partitioning in high-level synthesis makes them; else all lie side by side, k a lane
 * @param depths depths of the pipelines
 */
public record CirculantConfig(
    String machine,
    List<MvmUnit> units,
    int lanes,
    int streams,
    int xWordsPerCycle,
    boolean banked,
    CirculantDepths depths) {
  /** Copies the list. */
  public CirculantConfig {
    units = List.copyOf(units);
  }

  /** These with other sequences interleaved. */
  public CirculantConfig withStreams(int n) {
    return new CirculantConfig(machine, units, lanes, n, xWordsPerCycle, banked, depths);
  }
}
