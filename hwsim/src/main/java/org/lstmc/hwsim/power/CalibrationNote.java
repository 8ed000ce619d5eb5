package org.lstmc.hwsim.power;

import java.util.List;

/** Whether our own power of a published design comes from a fit that used that design. */
public final class CalibrationNote {
  private CalibrationNote() {}

  /**
   * In words; null where no published power of the design is on record.
   *
   * @param run the design, {@code system/run}
   * @param board whether the figure is about the board, or else about the chip
   */
  public static String of(String run, boolean board) {
    PowerRecord record = PowerRecord.load();
    List<PowerRow> rows =
        (board ? record.boards() : record.chips())
            .stream().filter(r -> run.equals(r.run())).toList();
    if (rows.isEmpty()) {
      return null;
    }
    PowerModel model = board ? BoardPower.chosen() : ChipPower.chosen();
    boolean used = rows.stream().anyMatch(PowerRow::calibration);
    String whole = rows.get(rows.size() - 1).name();
    LeftOut left =
        model.rows().stream().filter(r -> r.row().name().equals(whole)).findFirst().orElseThrow();
    return (used ? "power is in the calibration" : "power is a test of the calibration")
        + "; "
        + PowerModel.watts(left.withoutGroupW())
        + " without its system";
  }
}
