package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.ChipContent;
import org.lstmc.hwsim.asic.ChipCost;
import org.lstmc.hwsim.asic.ChipKeys;
import org.lstmc.hwsim.asic.OperatingPoint;
import org.lstmc.hwsim.asic.Operator;
import org.lstmc.hwsim.asic.PublishedPoint;
import org.lstmc.hwsim.power.ChipPower;

/**
 * The engine as a chip: its units are assumed, not sized, since no paper prints them.
 *
 * @param config the engine
 * @param timing its walk through a batch
 * @param activity what an image does
 * @param power what that draws
 * @param resources memories and area
 */
record SwmChip(
    SwmConfig config, SwmTiming timing, Activity activity, Power power, Resources resources) {
  private static final int BUTTERFLIES = 16;
  private static final int MULTIPLIERS = 64;
  private static final int BATCH = 16;

  /** Blocks and width with which published figures are held against the model. */
  private static final ShapeRatios EVIDENCE = ShapeRatios.images(16).withBits(16, 16);

  static SwmChip of(Workload w, SwmSettings s, Chip chip, OperatingPoint point) {
    SwmConfig c = config(w, s);
    List<SwmMemory> memories = SwmMemories.of(c);
    requireFit(c, chip);
    SwmTiming t = SwmTiming.of(c);
    Activity activity = SwmActivity.of(c, t, memories.stream().map(m -> m.sram().use()).toList());
    ChipContent content = content(c, activity, memories);
    ChipCost cost = new ChipCost(chip, point);
    double cycles = (double) t.period() / t.batch();
    return new SwmChip(c, t, activity, cost.power(content, cycles), cost.resources(content));
  }

  private static SwmConfig config(Workload w, SwmSettings s) {
    List<SwmLayer> layers = SwmLayer.of(w);
    int butterflies = s.butterflies() > 0 ? s.butterflies() : BUTTERFLIES;
    int multipliers = s.multipliers() > 0 ? s.multipliers() : MULTIPLIERS;
    int batch = s.batch() > 0 ? s.batch() : BATCH;
    SwmConfig best = null;
    long fewest = Long.MAX_VALUE;
    int last = s.together() > 0 ? Math.min(batch, s.together()) : batch;
    for (int n = s.together() > 0 ? last : 1; n <= last; n *= 2) {
      SwmArray a = SwmConfig.array(layers, butterflies, multipliers, s.lanes(), n);
      SwmConfig c = new SwmConfig(layers, w.forward().get(0).input(), a, batch, n, s.imageWords());
      long cycles = new SwmWalk(layers, a, n, SwmWalk.Listener.NONE).batch(batch, 0);
      best = cycles < fewest ? c : best;
      fewest = Math.min(cycles, fewest);
    }
    return best;
  }

  private static void requireFit(SwmConfig c, Chip chip) {
    long needed = (SwmMemories.modelBits(c.layers()) + 7) / 8;
    long there = (long) chip.value(ChipKeys.WEIGHT_BYTES);
    if (needed > there) {
      throw LstmcException.unsupported(
          "the stored model takes %d bytes and lies wholly on chip, chip %s has %d; use larger"
              + " blocks, fewer weight bits, or name a chip file with a larger %s (--device FILE)",
          needed, chip.name(), there, ChipKeys.WEIGHT_BYTES);
    }
  }

  private static ChipContent content(SwmConfig c, Activity a, List<SwmMemory> memories) {
    SwmArray units = c.array();
    int weights = 0;
    int words = 0;
    int sums = 0;
    for (SwmLayer l : c.layers()) {
      weights = Math.max(weights, l.matrix().weightBits());
      words = Math.max(words, Math.max(l.work().inputBits(), l.work().spectrumBits()));
      sums = Math.max(sums, l.work().accumulatorBits());
    }
    double products = a.macs() + a.transformProducts();
    int operands = 2 * (weights + words);
    List<Operator> operators =
        List.of(
            Operator.multipliers(weights, words, units.allMultipliers(), products),
            Operator.adders(
                sums, (long) units.allMultipliers() + 3L * units.lanes(), a.additions()));
    // operands and product of a multiplier, two accumulators a complex one, words on their way out
    long bits =
        (long) units.allMultipliers() * operands
            + 2L * units.multipliers() * sums
            + 2L * units.lanes() * sums;
    double updates =
        products * operands
            + a.macs() / 2 * sums
            + c.layers().stream().mapToLong(SwmLayer::sums).sum() * 2.0 * sums;
    return new ChipContent(
        units.allMultipliers(),
        operators,
        memories.stream().map(SwmMemory::sram).toList(),
        bits,
        updates,
        0,
        0,
        words);
  }

  /** How far the model is from the chip file's published power; nothing is fitted to it. */
  static Uncertainty uncertainty(Chip chip) {
    List<String> said = new ArrayList<>();
    for (PublishedPoint p : chip.published()) {
      Workload w = Workload.ofShape(p.shape(), EVIDENCE, 1);
      OperatingPoint at = chip.point(p.point());
      SwmChip d = of(w, SwmSettings.NONE, chip, at);
      double mw = 1e3 * d.power().chipW();
      double seconds = d.timing().period() / (double) d.timing().batch() / (at.clockMhz() * 1e6);
      double tops = 2e-12 * w.denseWeights() / seconds;
      said.add(
          String.format(
              Locale.ROOT,
              "%s: %.0f mW and %.1f TOPS/W published, %.1f mW and %.1f TOPS/W modelled on a LeNet",
              p.name(),
              p.powerMw(),
              p.topsPerWatt(),
              mw,
              1e3 * tops / mw));
    }
    String own =
        said.isEmpty()
            ? "The chip file has no published figure to hold the model against"
            : String.join("; ", said);
    return Uncertainty.ofChip(
        100,
        ChipPower.chosen().uncertaintyPercent(ChipPower.TOTAL),
        50,
        100,
        "Cycles: number of units, blocks and network are not published. Power: "
            + ChipPower.chosen().statement(ChipPower.TOTAL)
            + ". "
            + own
            + ". Area: nothing is published.");
  }
}
