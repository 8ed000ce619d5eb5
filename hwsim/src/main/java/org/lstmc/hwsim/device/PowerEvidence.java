package org.lstmc.hwsim.device;

import java.util.List;
import java.util.Locale;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;

/**
 * How well the energy model meets published powers. Nothing is fitted: the constants stand as their
 * sources give them, and the greatest miss is the uncertainty that every prediction carries.
 */
public final class PowerEvidence {
  /** Granularity of the stated uncertainty. */
  private static final int STEP_PERCENT = 5;

  /**
   * A published design whose occupation, clock and board power are known.
   *
   * @param name system and device
   * @param device device file
   * @param dsp DSP blocks
   * @param bram36 block RAMs
   * @param lut look-up tables
   * @param ff flip-flops
   * @param busy share of cycles in which multipliers and memories work
   * @param dramGBps weights from DRAM
   * @param boardW published power, measured at the board
   * @param source where the figures come from
   */
  public record Published(
      String name,
      String device,
      double dsp,
      double bram36,
      double lut,
      double ff,
      double busy,
      double dramGBps,
      double boardW,
      String source) {}

  /** Percentages of the papers' tables times the device totals; all at 200 MHz. */
  public static final List<Published> PUBLISHED =
      List.of(
          new Published(
              "ESE, XCKU060",
              "XCKU060",
              0.545 * 2760,
              0.877 * 1080,
              0.886 * 331680,
              0.683 * 663360,
              0.69,
              12.8,
              41,
              "ESE (arXiv 1612.00694): 41 W in the abstract, 1504 DSP, 82.7 of 57.0 us"),
          new Published(
              "C-LSTM FFT8, XC7VX690T",
              "XC7VX690T",
              0.743 * 3600,
              0.657 * 1470,
              0.587 * 433200,
              0.465 * 866400,
              0.78,
              0,
              22,
              "C-LSTM (arXiv 1803.06305), recalled table; 864 of 1113 cycles"),
          new Published(
              "C-LSTM FFT16, XC7VX690T",
              "XC7VX690T",
              0.774 * 3600,
              0.633 * 1470,
              0.653 * 433200,
              0.534 * 866400,
              0.77,
              0,
              23,
              "C-LSTM (arXiv 1803.06305), recalled table; 466 of 606 cycles"));

  private static final double CLOCK_MHZ = 200;
  private static final double CYCLES = 1e6;

  private PowerEvidence() {}

  /** What the model predicts for a published design, on a typical board. */
  public static double predictedBoardW(Published p) {
    double access = p.bram36() * 2 * CYCLES * p.busy();
    Activity a =
        new Activity(
            p.dsp() * CYCLES * p.busy(),
            p.dsp() * CYCLES * (1 - p.busy()),
            0,
            p.dsp() * CYCLES * p.busy(),
            p.dsp() * CYCLES * p.busy() * 36,
            0,
            0,
            List.of(new MemoryUse("all", MemoryUse.Kind.BLOCK, 18, 1, access, 0, p.bram36(), 0, 0)),
            p.dramGBps() * 8e9 * CYCLES / (CLOCK_MHZ * 1e6),
            0);
    Resources r =
        new Resources((long) p.dsp(), p.bram36(), (long) p.lut(), (long) p.ff(), p.source());
    Power power = new EnergyModel(Devices.load(p.device())).power(a, r, CYCLES, CLOCK_MHZ);
    return power.boardW();
  }

  /** The greatest miss in percent of the prediction, rounded up to a multiple of 5. */
  public static double uncertaintyPercent() {
    return Found.UNCERTAINTY_PERCENT;
  }

  /** One sentence on where the uncertainty comes from. */
  public static String origin() {
    return Found.ORIGIN;
  }

  /** Worked out once, when first asked for. */
  private static final class Found {
    static final double UNCERTAINTY_PERCENT = worst();
    static final String ORIGIN = sentence();
  }

  private static double worst() {
    double worst = 0;
    for (Published p : PUBLISHED) {
      double predicted = predictedBoardW(p);
      worst = Math.max(worst, 100 * Math.abs(p.boardW() - predicted) / predicted);
    }
    return STEP_PERCENT * Math.ceil(worst / STEP_PERCENT);
  }

  private static String sentence() {
    StringBuilder s = new StringBuilder("greatest miss of the same model against published boards");
    for (Published p : PUBLISHED) {
      s.append(
          String.format(
              Locale.ROOT,
              "; %s %.0f W published, %.1f W predicted",
              p.name(),
              p.boardW(),
              predictedBoardW(p)));
    }
    return s.toString();
  }
}
