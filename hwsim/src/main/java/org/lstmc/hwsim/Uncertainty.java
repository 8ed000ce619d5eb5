package org.lstmc.hwsim;

/**
 * How far a figure may be off, in percent of it, and why.
 *
 * @param cyclesPercent cycles; 0 means exact for the machine as described
 * @param powerPercent power and energy
 * @param dspPercent multipliers
 * @param bramPercent block RAMs
 * @param logicPercent look-up tables and flip-flops
 * @param areaPercent area of a chip; null for an FPGA
 * @param origin where these come from
 */
public record Uncertainty(
    double cyclesPercent,
    double powerPercent,
    double dspPercent,
    double bramPercent,
    double logicPercent,
    Double areaPercent,
    String origin) {
  /** For a machine on an FPGA. */
  public Uncertainty(
      double cyclesPercent,
      double powerPercent,
      double dspPercent,
      double bramPercent,
      double logicPercent,
      String origin) {
    this(cyclesPercent, powerPercent, dspPercent, bramPercent, logicPercent, null, origin);
  }
}
