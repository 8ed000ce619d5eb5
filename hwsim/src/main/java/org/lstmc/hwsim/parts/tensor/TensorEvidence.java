package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.hwsim.TensorShape;
import org.lstmc.hwsim.TensorWorkload;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.OperatingPoint;
import org.lstmc.hwsim.asic.PublishedPoint;
import org.lstmc.hwsim.power.ChipPower;

/**
 * How well the model meets what was published of a chip. How sure power is says the model that all
 * chips share, each left out of its calibration in turn ({@link ChipPower}); area is predicted.
 */
final class TensorEvidence {
  /** TIE's widths: words and weights of 16 bits, sums of 24. */
  private static final int SUM_BITS = 24;

  private static final int STEP_PERCENT = 5;
  private static final double UNKNOWN_PERCENT = 100;

  private static final Map<String, List<String>> POWER_PARTS = parts();

  private static Map<String, List<String>> parts() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("memory", List.of("memories"));
    all.put("registers", List.of("registers"));
    all.put("combinational", List.of("multipliers", "logic"));
    all.put("clock", List.of("clock"));
    return all;
  }

  private static final Map<String, String> AREA_PARTS =
      Map.of(
          "memory", "memories",
          "registers", "registers",
          "combinational", "arithmetic",
          "filler", "placementAndRouting");

  /** A published figure beside the model's. */
  record Comparison(PublishedPoint published, TensorDesign design, double topsPerWatt) {
    double powerMw() {
      return 1e3 * design.power().chipW();
    }

    double areaMm2() {
      return design.resources().areaMm2();
    }

    /** Power of a published part in mW as modelled; NaN where the model has none. */
    double partMw(String part) {
      List<String> own = POWER_PARTS.get(part);
      return own == null
          ? Double.NaN
          : own.stream().mapToDouble(p -> 1e3 * design.power().partsW().get(p)).sum();
    }

    /** Area of a published part in mm2 as modelled; NaN where the model has none. */
    double partMm2(String part) {
      String own = AREA_PARTS.get(part);
      return own == null ? Double.NaN : design.resources().areaPartsMm2().get(own);
    }
  }

  private TensorEvidence() {}

  /** The workload of a published shape. */
  static TensorWorkload workload(String shape) {
    return new TensorWorkload(
        ContractionPlan.of(TensorShape.form(shape, false)),
        false,
        TensorContent.WORD_BITS,
        TensorContent.WORD_BITS,
        SUM_BITS);
  }

  static List<Comparison> of(Chip chip, TensorSettings s) {
    List<Comparison> all = new ArrayList<>();
    for (PublishedPoint p : chip.published()) {
      TensorWorkload w = workload(p.shape());
      OperatingPoint at = chip.point(p.point());
      TensorDesign d = TensorDesign.of(w, s, chip, at);
      double dense = 2.0 * w.plan().form().rows() * w.plan().form().columns();
      all.add(new Comparison(p, d, 1e-12 * dense * d.perSecond(at) / d.power().chipW()));
    }
    return all;
  }

  static Uncertainty uncertainty(Chip chip, TensorSettings s) {
    List<Comparison> all = of(chip, s);
    double area = 0;
    StringBuilder text = new StringBuilder();
    for (Comparison c : all) {
      PublishedPoint p = c.published();
      text.append(
          String.format(
              Locale.ROOT,
              "; %s: %d cycles modelled, %.1f dense-equivalent TOPS/W published, %.1f modelled; %.1f"
                  + " mW published, %.1f modelled (%+.0f %%)",
              p.name(),
              c.design().cycles(),
              p.topsPerWatt(),
              c.topsPerWatt(),
              p.powerMw(),
              c.powerMw(),
              100 * (c.powerMw() / p.powerMw() - 1)));
      p.partsMw()
          .forEach(
              (part, mw) ->
                  text.append(
                      String.format(Locale.ROOT, ", %s %.1f and %.1f", part, mw, c.partMw(part))));
      if (p.areaMm2() != null) {
        area = Math.max(area, miss(c.areaMm2(), p.areaMm2()));
        text.append(
            String.format(
                Locale.ROOT,
                "; %.2f mm2 published, %.2f modelled (%+.0f %%)",
                p.areaMm2(),
                c.areaMm2(),
                100 * (c.areaMm2() / p.areaMm2() - 1)));
      }
      p.partsMm2()
          .forEach(
              (part, mm2) -> {
                if (!Double.isNaN(c.partMm2(part))) {
                  text.append(
                      String.format(Locale.ROOT, ", %s %.3f and %.3f", part, mm2, c.partMm2(part)));
                }
              });
    }
    return Uncertainty.ofChip(
        0,
        ChipPower.chosen().uncertaintyPercent(ChipPower.TOTAL),
        50,
        area == 0 ? UNKNOWN_PERCENT : upwards(area),
        String.format(
            Locale.ROOT,
            "Cycles: exact for the machine as described; %d cycles a tile beyond its products (%s)."
                + " Power: %s. %s%s",
            s.array().passCycles(),
            s.array().passCycles() == TensorSettings.PASS_CYCLES
                ? TensorSettings.PASS_ORIGIN
                : "given by the user",
            ChipPower.chosen().statement(ChipPower.TOTAL),
            all.isEmpty()
                ? "This chip file has no published figure to hold the model against"
                : chip.name(),
            text));
  }

  /** How far a measurement is from the model's figure, in percent of that. */
  private static double miss(double modelled, double published) {
    return 100 * Math.abs(published / modelled - 1);
  }

  private static double upwards(double percent) {
    return STEP_PERCENT * Math.ceil(percent / STEP_PERCENT);
  }
}
