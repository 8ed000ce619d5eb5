package org.lstmc.hwsim.hcgs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.OperatingPoint;
import org.lstmc.hwsim.asic.PublishedPoint;
import org.lstmc.hwsim.power.ChipPower;

/**
 * How well the model meets what was published of a chip. How sure power is says the model that all
 * chips share, each left out of its calibration in turn ({@link ChipPower}); area is predicted.
 */
final class HcgsEvidence {
  /**
   * The paper's configuration as far as it is known: 16x, 6-bit weights, 13-bit vectors. Its block
   * sizes are not; 64 would leave 440 inputs without a whole quarter of their blocks.
   */
  static final ShapeRatios PAPER = ShapeRatios.hcgs(new BlockLevels(128, 8, 4, 4));

  private static final int STEP_PERCENT = 5;
  private static final double UNKNOWN_PERCENT = 100;

  /** A published figure beside the model's. */
  record Comparison(PublishedPoint published, double powerMw, double topsPerWatt, double areaMm2) {
    /** What the model predicts too much, in percent of the measurement; too little is negative. */
    double powerErrorPercent() {
      return 100 * (powerMw / published.powerMw() - 1);
    }

    double efficiencyErrorPercent() {
      return 100 * (topsPerWatt / published.topsPerWatt() - 1);
    }

    double areaErrorPercent() {
      return 100 * (areaMm2 / published.areaMm2() - 1);
    }
  }

  private HcgsEvidence() {}

  static List<Comparison> of(Chip chip) {
    List<Comparison> all = new ArrayList<>();
    for (PublishedPoint p : chip.published()) {
      Workload w = Workload.ofShape(p.shape(), PAPER, 1);
      OperatingPoint at = chip.point(p.point());
      HcgsDesign d = HcgsDesign.of(w, HcgsSettings.DEFAULT, chip, at);
      all.add(
          new Comparison(
              p, 1e3 * d.power().chipW(), d.effectiveTopsPerWatt(w, at), d.resources().areaMm2()));
    }
    return all;
  }

  static Uncertainty uncertainty(Chip chip, boolean exactCycles) {
    List<Comparison> all = of(chip);
    double area = 0;
    boolean measured = false;
    StringBuilder s = new StringBuilder();
    for (Comparison c : all) {
      PublishedPoint p = c.published();
      s.append(
          String.format(
              Locale.ROOT,
              "; %s: %.2f mW published, %.2f mW modelled (%+.0f %%%s), %.2f and %.2f TOPS/W"
                  + " (%+.0f %%)",
              p.name(),
              p.powerMw(),
              c.powerMw(),
              c.powerErrorPercent(),
              p.calibration() ? ", in the calibration" : "",
              p.topsPerWatt(),
              c.topsPerWatt(),
              c.efficiencyErrorPercent()));
      if (p.areaMm2() != null) {
        measured = true;
        area = Math.max(area, miss(c.areaMm2(), p.areaMm2()));
        s.append(
            String.format(
                Locale.ROOT,
                ", area %.2f mm2 published, %.2f modelled (%+.0f %%)",
                p.areaMm2(),
                c.areaMm2(),
                c.areaErrorPercent()));
      }
    }
    String own =
        all.isEmpty()
            ? ". This chip file has no published figure to hold the model against"
            : ". " + chip.name() + s;
    return Uncertainty.ofChip(
        exactCycles ? 0 : 1,
        ChipPower.chosen().uncertaintyPercent(ChipPower.TOTAL),
        50,
        measured ? upwards(area) : UNKNOWN_PERCENT,
        "Cycles: exact for the machine as described; the chip's own overheads are not known. Power: "
            + ChipPower.chosen().statement(ChipPower.TOTAL)
            + own);
  }

  /** How far a measurement is from the model's figure, in percent of that. */
  private static double miss(double modelled, double published) {
    return 100 * Math.abs(published / modelled - 1);
  }

  private static double upwards(double percent) {
    return STEP_PERCENT * Math.ceil(percent / STEP_PERCENT);
  }
}
