package org.lstmc.hwsim.parts.circulant;

/**
 * A matrix-vector unit on spectra. In a cycle one block of the vector is transformed and meets the
 * weights of all lanes; a lane keeps the running spectrum of one block row in k/2+1 complex
 * accumulators and multiplies with as many complex multipliers of four products.
 *
 * @param name name in reports
 * @param units equal units side by side, each with its own transform and vector buffer, that share
 *     out the block rows evenly (C-LSTM: one a gate)
 * @param lanes block rows in parallel in a unit (P)
 * @param inverses blocks that a unit transforms back in a cycle
 * @param overlapped whether a group of block rows is transformed back while the next one is
 *     multiplied (two sets of accumulators); else all groups come first
 * @param together block columns that the control takes together; an odd one out is filled up
 * @param block block size that the lanes are built for; a larger block takes a lane several cycles
 * @param largest largest block size that comes, for which transforms and accumulators are built
 */
public record MvmUnit(
    String name,
    int units,
    int lanes,
    int inverses,
    boolean overlapped,
    int together,
    int block,
    int largest) {
  /** Real multipliers of a lane: k/2+1 complex products of four. */
  public static int multipliersPerLane(int block) {
    return 4 * (block / 2 + 1);
  }

  /** Lanes of all units. */
  public int allLanes() {
    return units * lanes;
  }

  /** Real multipliers of all lanes. */
  public long multipliers() {
    return (long) allLanes() * multipliersPerLane(block);
  }

  /** Block rows of {@code blockRows} that the first unit takes, which is the fullest. */
  public int share(int blockRows) {
    return (blockRows + units - 1) / units;
  }

  /** Groups of block rows, one after the other. */
  public int groups(int blockRows) {
    return (share(blockRows) + lanes - 1) / lanes;
  }

  /** Cycles in which a lane multiplies a block of a size: its bins by those of the lane. */
  public int cycles(int size) {
    int own = block / 2 + 1;
    return (size / 2 + 1 + own - 1) / own;
  }

  /** Cycles in which the multipliers run for a group of blocks of a size. */
  public int beats(int columns, int size) {
    return (columns + together - 1) / together * together * cycles(size);
  }

  /** Numbers that a lane reads in a cycle: the spectrum of a block of a size is k of them. */
  public int width(int size) {
    return (size + cycles(size) - 1) / cycles(size);
  }
}
