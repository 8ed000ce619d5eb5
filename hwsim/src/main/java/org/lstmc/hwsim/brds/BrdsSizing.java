package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.parts.DeviceBudget;
import org.lstmc.hwsim.parts.MacArray;

/**
 * Chooses R_x and R_h: the engine with the fewest cycles a step that the device holds, and among
 * equals the one with fewer DSP blocks, then fewer block RAMs. Only counts at which some row's
 * beats change are tried, best lower bound first, each by the timed walk itself.
 */
final class BrdsSizing {
  private static final double BITS_PER_BRAM36 = 36 * 1024;

  private final Workload workload;
  private final BrdsSettings settings;
  private final DeviceBudget budget;
  private final Device device;
  private final int dramBits;
  private final int dramLatency;

  /**
   * The engine that was chosen.
   *
   * @param design the engine
   * @param timing its timing
   * @param stoppedBy what of the device a faster engine would exceed; empty if none is faster
   */
  record Choice(BrdsDesign design, BrdsTiming timing, String stoppedBy) {}

  private record Candidate(int rx, int rh, long bound) {}

  BrdsSizing(Workload w, BrdsSettings s, Device d, int dramBits, int dramLatency) {
    this.workload = w;
    this.settings = s;
    this.device = d;
    this.budget = DeviceBudget.of(d, s.dsp());
    this.dramBits = dramBits;
    this.dramLatency = dramLatency;
  }

  /** The best engine. */
  Choice choose() {
    BrdsDesign best = null;
    BrdsTiming timing = null;
    String stoppedBy = "";
    if (bitsOverflow()) {
      throw tooSmall();
    }
    for (Candidate c : candidates()) {
      if (best != null && c.bound() >= timing.cyclesPerStep()) {
        break;
      }
      BrdsDesign design = fitting(c);
      if (design == null) {
        if (best == null) {
          stoppedBy =
              stoppedBy.isEmpty() ? budget.excess(build(c, false, false).resources()) : stoppedBy;
        }
        continue;
      }
      BrdsTiming t = design.timing(1);
      if (best == null || better(design, t, best, timing)) {
        best = design;
        timing = t;
      }
    }
    if (best == null) {
      throw tooSmall();
    }
    return new Choice(best, timing, stoppedBy);
  }

  /** Whether the bits alone, in memories without any waste, are too many for every engine. */
  private boolean bitsOverflow() {
    Candidate least = new Candidate(Math.max(1, settings.rx()), Math.max(1, settings.rh()), 0);
    long bits =
        build(least, true, true).memories().uses().stream()
            .filter(m -> m.kind() == MemoryUse.Kind.BLOCK)
            .mapToLong(MemoryUse::bits)
            .sum();
    return bits > budget.bram36() * BITS_PER_BRAM36;
  }

  private static boolean better(BrdsDesign a, BrdsTiming ta, BrdsDesign b, BrdsTiming tb) {
    if (ta.cyclesPerStep() != tb.cyclesPerStep()) {
      return ta.cyclesPerStep() < tb.cyclesPerStep();
    }
    if (a.resources().dsp() != b.resources().dsp()) {
      return a.resources().dsp() < b.resources().dsp();
    }
    return a.resources().bram36() < b.resources().bram36();
  }

  /** The candidate with its vectors in block RAM as far as that fits, else null. */
  private BrdsDesign fitting(Candidate c) {
    for (int style = 0; style < 4; style++) {
      BrdsDesign d = build(c, (style & 1) != 0, (style & 2) != 0);
      if (budget.holds(d.resources())) {
        return d;
      }
      if (d.resources().dsp() > budget.dsp()) {
        return null;
      }
    }
    return null;
  }

  private BrdsDesign build(Candidate c, boolean xDistributed, boolean hDistributed) {
    return BrdsDesign.of(
        workload, settings, c.rx(), c.rh(), dramBits, dramLatency, xDistributed, hDistributed);
  }

  private List<Candidate> candidates() {
    long dram = dramCycles();
    List<Candidate> all = new ArrayList<>();
    for (int rx : counts(settings.rx(), true)) {
      for (int rh : counts(settings.rh(), false)) {
        all.add(new Candidate(rx, rh, bound(rx, rh, dram)));
      }
    }
    all.sort(
        Comparator.comparingLong(Candidate::bound)
            .thenComparingInt(c -> c.rx() + c.rh())
            .thenComparingInt(Candidate::rx));
    return all;
  }

  /** Cycles in which the DRAM delivers a step's weights, the same for every engine. */
  private long dramCycles() {
    if (dramBits == 0) {
      return 0;
    }
    return build(new Candidate(1, 1, 0), false, false).schedule().dramWords();
  }

  /** No engine is faster than its multipliers, its input stream and its weights. */
  private long bound(int rx, int rh, long dram) {
    int words = workload.layers().get(0).spec().inputSize();
    long stream = (words + settings.xWordsPerCycle() - 1L) / settings.xWordsPerCycle();
    boolean relative = settings.relativeIndex();
    long x = 0;
    long h = 0;
    for (LayerWorkload l : workload.layers()) {
      int cells = l.spec().hiddenSize();
      x += (long) cells * MacArray.beats(l.wx().entries(relative), rx);
      h += (long) cells * MacArray.beats(l.wh().entries(relative), rh);
      if (l.projection() != null) {
        MatrixWorkload p = l.projection();
        h += (p.rows() + 3L) / 4 * MacArray.beats(p.entries(relative), rh);
      }
    }
    return Math.max(Math.max(x, h), Math.max(dram, stream));
  }

  private TreeSet<Integer> counts(int given, boolean x) {
    TreeSet<Integer> counts = new TreeSet<>();
    if (given > 0) {
      counts.add(given);
      return counts;
    }
    int most = (int) Math.min(Integer.MAX_VALUE, budget.dsp() / BrdsConfig.GATES);
    for (LayerWorkload l : workload.layers()) {
      breakpoints(x ? l.wx() : l.wh(), most, counts);
      if (!x && l.projection() != null) {
        breakpoints(l.projection(), most, counts);
      }
    }
    return counts;
  }

  private void breakpoints(MatrixWorkload m, int most, TreeSet<Integer> counts) {
    int fullest = Math.max(1, m.entries(settings.relativeIndex()));
    for (int beats = 1; beats <= fullest; beats++) {
      int r = (fullest + beats - 1) / beats;
      if (r <= most) {
        counts.add(r);
      }
      // Step to the last number of beats for which r is still the least count.
      beats = r <= 1 ? fullest : (fullest - 1) / (r - 1);
    }
    counts.add(1);
  }

  private LstmcException tooSmall() {
    Candidate least = new Candidate(Math.max(1, settings.rx()), Math.max(1, settings.rh()), 0);
    BrdsDesign d = build(least, false, false);
    StringBuilder parts = new StringBuilder();
    d.memories().uses().stream()
        .filter(m -> m.bram36() > 0)
        .sorted(Comparator.comparingDouble(MemoryUse::bram36).reversed())
        .limit(4)
        .forEach(
            m ->
                parts.append(
                    String.format(
                        java.util.Locale.ROOT,
                        "%s%s %.1f",
                        parts.isEmpty() ? "" : ", ",
                        m.memory(),
                        m.bram36())));
    return LstmcException.unsupported(
        "%s does not fit %s even with Rx=%d Rh=%d: needed %s (BRAM36: %s)."
            + " Use a larger device, higher ratios, fewer weight bits%s",
        workload.name(),
        device.name(),
        least.rx(),
        least.rh(),
        budget.excess(d.resources()),
        parts,
        dramBits > 0 ? "" : ", or stream the weights from DRAM (--stream)");
  }
}
