package org.lstmc.hwsim.hcgs;

import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.ChipContent;
import org.lstmc.hwsim.asic.ChipCost;
import org.lstmc.hwsim.asic.ChipKeys;
import org.lstmc.hwsim.asic.OperatingPoint;

/**
 * The machine for a workload on a chip at an operating point.
 *
 * @param schedule what runs
 * @param timing how long it takes
 * @param activity what happens in a steady step
 * @param power what that draws
 * @param resources what it occupies
 */
record HcgsDesign(
    HcgsSchedule schedule, HcgsTiming timing, Activity activity, Power power, Resources resources) {

  static HcgsDesign of(Workload w, HcgsSettings s, Chip chip, OperatingPoint point) {
    HcgsSchedule schedule = HcgsSchedule.of(w, s);
    HcgsTiming timing = new HcgsWalk(schedule, null).steady();
    HcgsContent parts = new HcgsContent(w, schedule);
    ChipContent content = parts.content();
    ChipCost cost = new ChipCost(chip, point);
    return new HcgsDesign(
        schedule,
        timing,
        parts.activity(),
        cost.power(content, timing.cyclesPerStep()),
        cost.resources(content));
  }

  /** Operations of the dense network a second, in 1e12, per W. */
  double effectiveTopsPerWatt(Workload w, OperatingPoint p) {
    double seconds = timing.cyclesPerStep() / (p.clockMhz() * 1e6);
    return 2e-12 * w.denseWeights() / seconds / power.chipW();
  }

  /** Refuses a network whose weights do not fit the chip. */
  static void requireFit(HcgsSchedule schedule, Chip chip) {
    long needed = (schedule.storedBits() + 7) / 8;
    long there = (long) chip.value(ChipKeys.WEIGHT_BYTES);
    if (needed > there) {
      throw LstmcException.unsupported(
          "the network's %d stored weights need %d bytes of weight memory, chip %s has %d; keep"
              + " fewer blocks, quantize the weights to fewer bits, or name a chip file with a larger"
              + " %s (--device FILE)",
          schedule.storedWeights(), needed, chip.name(), there, ChipKeys.WEIGHT_BYTES);
    }
  }
}
