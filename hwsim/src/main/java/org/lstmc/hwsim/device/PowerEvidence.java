package org.lstmc.hwsim.device;

import org.lstmc.hwsim.power.BoardPower;

/**
 * How sure the powers of FPGA designs are. A board's power is held against published boards, each
 * system left out of the calibration in turn. A chip's power is never held against a board's: no
 * chip power of an FPGA design that is simulated here is published, so the sources of the energies
 * alone say how far off they may be.
 */
public final class PowerEvidence {
  /** Working values of vendor estimators are good to a factor of two. */
  private static final double CHIP_PERCENT = 100;

  private PowerEvidence() {}

  /** Of the chip with its DRAM, in percent of the prediction. */
  public static double chipPercent() {
    return CHIP_PERCENT;
  }

  /** Of the board, in percent of the prediction: the greatest miss of a system left out. */
  public static double boardPercent() {
    return Found.BOARD_PERCENT;
  }

  /** One sentence on where these come from. */
  public static String origin() {
    return Found.ORIGIN;
  }

  /** Worked out once, when first asked for. */
  private static final class Found {
    static final double BOARD_PERCENT = BoardPower.chosen().uncertaintyPercent(BoardPower.BOARD);
    static final String ORIGIN =
        "chip: no chip power of a design simulated here is published; energies and static power are"
            + " working values, good to a factor of two. Board: "
            + BoardPower.chosen().summary(BoardPower.BOARD);
  }
}
