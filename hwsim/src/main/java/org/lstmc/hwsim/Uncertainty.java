package org.lstmc.hwsim;

/**
 * How far a figure may be off, in percent of it, and why.
 *
 * @param cyclesPercent cycles; 0 means exact for the machine as described
 * @param powerPercent power and energy of the chip
 * @param boardPowerPercent power of the chip on its board, which has evidence of its own; null for
 *     a chip without a board
 * @param dspPercent multipliers
 * @param bramPercent block RAMs
 * @param logicPercent look-up tables and flip-flops
 * @param areaPercent area of a chip; null for an FPGA
 * @param origin where these come from
 */
public record Uncertainty(
    double cyclesPercent,
    double powerPercent,
    Double boardPowerPercent,
    double dspPercent,
    double bramPercent,
    double logicPercent,
    Double areaPercent,
    String origin) {
  /** For a machine on an FPGA. */
  public Uncertainty(
      double cyclesPercent,
      double powerPercent,
      double boardPowerPercent,
      double dspPercent,
      double bramPercent,
      double logicPercent,
      String origin) {
    this(
        cyclesPercent,
        powerPercent,
        boardPowerPercent,
        dspPercent,
        bramPercent,
        logicPercent,
        null,
        origin);
  }

  /** For a chip. */
  public static Uncertainty ofChip(
      double cyclesPercent,
      double powerPercent,
      double logicPercent,
      double areaPercent,
      String origin) {
    return new Uncertainty(
        cyclesPercent, powerPercent, null, 0, 0, logicPercent, areaPercent, origin);
  }
}
