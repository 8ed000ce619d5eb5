package org.lstmc.hwsim.swm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.hwsim.ForwardWorkload;
import org.lstmc.hwsim.Workload;

/** What SWM's engine runs, and what is assumed of it, on an FPGA as on a chip. */
final class SwmSupport {
  private SwmSupport() {}

  /** Empty if the network runs; else why not. */
  static Optional<String> whyNot(String machine, Workload w) {
    for (ForwardWorkload l : w.forward()) {
      if (l.hasMatrix()) {
        return Optional.empty();
      }
      if (!(l.layer() instanceof ForwardLayer.Flatten)) {
        return Optional.of(
            machine
                + " pools and rectifies sums on their way out of a convolution or dense layer; this"
                + " network pools or rectifies its images before the first of them. Prepare the"
                + " images so (--image-size)");
      }
    }
    return Optional.empty();
  }

  /** Refuses what does not run. */
  static void require(String machine, Optional<String> why) {
    why.ifPresent(
        w -> {
          throw LstmcException.unsupported("%s", w);
        });
  }

  /** Everything assumed about a run. */
  static List<String> assumptions(Workload w, SwmConfig c, SwmTiming t, double clockMhz) {
    List<String> all = new ArrayList<>(w.assumptions());
    double gbps = clockMhz * 1e-3 * c.image().size() * c.layers().get(0).work().inputBits();
    gbps *= (double) t.batch() / t.period();
    all.add(
        c.imageWords() == 0
            ? String.format(
                Locale.ROOT,
                "Images lie on chip when their batch begins, as the papers count; this rate needs"
                    + " %.1f Gb/s of them (--set imagewords=N times it).",
                gbps)
            : String.format(
                Locale.ROOT, "Images come in %d words a cycle: %.1f Gb/s.", c.imageWords(), gbps));
    all.add(
        String.format(
            Locale.ROOT,
            "Not published, assumed: %d butterflies, %d complex multipliers, groups of %d images,"
                + " %d words a cycle in the peripheral block; pipelines fully registered.",
            c.array().butterflies(),
            c.array().multipliers(),
            c.together(),
            c.array().lanes()));
    all.add(
        "Dense layers take the same multipliers as real products, as many of a sum at once as is"
            + " fastest.");
    if (w.matrices().stream().anyMatch(m -> !m.isCirculant() && !m.isDense())) {
      all.add("Pruned matrices are stored and multiplied whole, zeros among them.");
    }
    all.add("Banks of the memories are assumed to give every beat its words: no conflicts.");
    all.add(
        "Latency is that of a whole batch: an image comes in with it and its logits leave with it.");
    all.add(
        "GOPS count the real products of the spectra, 2k-2 a block, and those of dense layers;"
            + " transforms are not counted as work. A step is an image.");
    return all;
  }
}
