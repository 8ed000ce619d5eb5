package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ImageShape;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.MacArray;

/**
 * The engine on a device: butterflies and complex multipliers share the DSP blocks, images go in
 * groups, so that an image takes the fewest cycles. A batch is 50 images, or half, a quarter, ...
 * of that where its maps leave block RAM for a faster engine.
 */
final class SwmSizing {
  private static final double BLOCK_BITS = 36 * 1024;

  private final Workload workload;
  private final SwmSettings settings;
  private final Device device;
  private final DeviceBudget budget;
  private final List<SwmLayer> layers;
  private final int perProduct;

  /**
   * What was chosen.
   *
   * @param config the engine
   * @param memories its memories
   * @param resources what it occupies
   * @param stoppedBy what of the device more multipliers would exceed
   */
  record Choice(
      SwmConfig config, List<SwmMemory> memories, Resources resources, String stoppedBy) {}

  SwmSizing(Workload w, SwmSettings s, Device d) {
    workload = w;
    settings = s;
    device = d;
    budget = DeviceBudget.of(d, s.dsp());
    layers = SwmLayer.of(w);
    int weights = layers.stream().mapToInt(l -> l.matrix().weightBits()).max().orElse(0);
    int words =
        layers.stream()
            .mapToInt(l -> Math.max(l.work().inputBits(), l.work().spectrumBits()))
            .max()
            .orElse(0);
    perProduct = MacArray.dspPerProduct(weights, words);
  }

  Choice choose() {
    long model = SwmMemories.modelBits(layers);
    double there = budget.bram36() * BLOCK_BITS;
    if (model > there) {
      throw LstmcException.unsupported(
          "%s: the stored model takes %d Kb and lies wholly on chip; %s has %.0f Kb of block RAM that"
              + " may be used. Use larger blocks, fewer weight bits or a larger device",
          workload.name(), (model + 1023) / 1024, device.name(), there / 1024);
    }
    boolean given = settings.batch() > 0;
    Choice best = null;
    double fewest = Double.MAX_VALUE;
    for (int n = given ? settings.batch() : SwmSettings.USUAL_BATCH;
        n >= 1;
        n = given ? 0 : n / 2) {
      Choice of = best(n);
      double cycles = of == null ? Double.MAX_VALUE : (double) cycles(of.config()) / n;
      if (cycles < fewest) {
        best = of;
        fewest = cycles;
      }
    }
    if (best == null) {
      throw tooSmall(given ? settings.batch() : 1);
    }
    return best;
  }

  /** The fastest engine for batches of a size; null where none fits. */
  private Choice best(int batch) {
    Choice best = null;
    long fewest = Long.MAX_VALUE;
    for (int together : togethers(batch)) {
      for (int butterflies : butterflies()) {
        int most = multipliers(butterflies);
        for (int m = most; m >= 1; m = settings.multipliers() > 0 ? 0 : m * 7 / 8) {
          SwmConfig c = config(batch, together, butterflies, m);
          long cycles = cycles(c);
          if (cycles >= fewest) {
            break;
          }
          List<SwmMemory> memories = SwmMemories.of(c);
          Resources r = SwmResources.of(c, memories);
          if (budget.holds(r)) {
            best = new Choice(c, memories, r, excess(c));
            fewest = cycles;
            break;
          }
        }
      }
    }
    return best;
  }

  private long cycles(SwmConfig c) {
    return new SwmWalk(layers, c.array(), c.together(), SwmWalk.Listener.NONE).batch(c.batch(), 0);
  }

  /** Powers of two up to the batch, and the batch; or what the user says. */
  private List<Integer> togethers(int batch) {
    if (settings.together() > 0) {
      return List.of(Math.min(batch, settings.together()));
    }
    List<Integer> all = new ArrayList<>();
    for (int n = 1; n < batch; n *= 2) {
      all.add(n);
    }
    all.add(batch);
    return all;
  }

  /** Numbers of butterflies that shorten the transforms of some block size. */
  private TreeSet<Integer> butterflies() {
    TreeSet<Integer> all = new TreeSet<>();
    if (settings.butterflies() > 0) {
      all.add(settings.butterflies());
      return all;
    }
    for (SwmLayer l : layers) {
      int needed = l.spectral() ? SwmArray.butterflies(l.block()) : 0;
      for (int cycles = 1; cycles <= needed; cycles++) {
        all.add((needed + cycles - 1) / cycles);
      }
    }
    if (all.isEmpty()) {
      all.add(0);
    }
    return all;
  }

  private int multipliers(int butterflies) {
    if (settings.multipliers() > 0) {
      return settings.multipliers();
    }
    long blocks = budget.dsp() / ((long) SwmArray.REAL * perProduct);
    return (int) Math.max(0, blocks - butterflies);
  }

  private SwmConfig config(int batch, int together, int butterflies, int multipliers) {
    ImageShape image = workload.forward().get(0).input();
    SwmArray a = SwmConfig.array(layers, butterflies, multipliers, settings.lanes(), together);
    return new SwmConfig(layers, image, a, batch, together, settings.imageWords());
  }

  private String excess(SwmConfig c) {
    SwmArray a = c.array();
    SwmConfig more = c.with(new SwmArray(a.butterflies(), a.multipliers() + 1, a.lanes()));
    return budget.excess(SwmResources.of(more, SwmMemories.of(more)));
  }

  private LstmcException tooSmall(int batch) {
    int butterflies = butterflies().first();
    SwmConfig c = config(batch, 1, butterflies, Math.max(1, multipliers(butterflies)));
    List<SwmMemory> memories = SwmMemories.of(c);
    return LstmcException.unsupported(
        "%s does not fit %s%s: needed %s (BRAM36: %s). Model and maps lie wholly on chip; use larger"
            + " blocks, fewer bits, smaller batches (batch) or a larger device",
        workload.name(),
        device.name(),
        batch > 1 ? " in batches of " + batch : "",
        budget.excess(SwmResources.of(c, memories)),
        largest(memories));
  }

  private static String largest(List<SwmMemory> memories) {
    return memories.stream()
        .sorted(java.util.Comparator.comparingDouble((SwmMemory m) -> -m.block().bram36()))
        .limit(3)
        .map(m -> String.format(Locale.ROOT, "%s %.1f", m.name(), m.block().bram36()))
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
