package org.lstmc.hwsim.swm;

import java.util.List;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.parts.circulant.TransformUnit;

/** Counts what one image of a full batch does. */
final class SwmActivity {
  private SwmActivity() {}

  static Activity of(SwmConfig c, SwmTiming t, List<MemoryUse> memories) {
    double macs = 0;
    double transforms = 0;
    double additions = 0;
    double bits = 0;
    for (SwmLayer l : c.layers()) {
      double sums = l.macs() + l.sums();
      if (l.spectral()) {
        double blocks = l.forwardTransforms() + l.outputBlocks();
        transforms += blocks * TransformUnit.products(l.block());
        sums += blocks * TransformUnit.additions(l.block());
      }
      macs += l.macs();
      additions += sums;
      bits += sums * l.work().accumulatorBits();
    }
    double slots =
        (double) t.busy().getOrDefault(SwmWalk.PRODUCTS, 0L)
            * c.array().realMultipliers()
            / t.batch();
    SwmLayer last = c.layers().get(c.layers().size() - 1);
    double in =
        c.imageWords() == 0 ? 0 : (double) c.image().size() * c.layers().get(0).work().inputBits();
    return new Activity(
        macs,
        slots - macs,
        transforms,
        additions,
        bits,
        0,
        0,
        memories,
        0,
        in + (double) last.sums() * last.work().outputBits());
  }
}
