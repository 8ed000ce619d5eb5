package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.MemoryUse;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.MemoryBlock;

/** Work, memories and resources of engines that were counted with pencil and paper. */
class BrdsCountsTest {
  private static BrdsDesign design(Workload w, String index, boolean xInLut, boolean hInLut) {
    BrdsSettings s = BrdsSettings.of(MachineOptions.DEFAULT.with("index", index));
    return BrdsDesign.of(w, s, 3, 4, 0, 0, xInLut, hInLut);
  }

  private static Activity activity(Workload w, BrdsDesign d) {
    return BrdsActivity.of(w, d.schedule(), d.memories());
  }

  private static Map<String, MemoryUse> memories(Activity a) {
    return a.memories().stream().collect(Collectors.toMap(MemoryUse::memory, Function.identity()));
  }

  private static void traffic(Activity a, String name, double reads, double writes) {
    assertThat(memories(a).get(name).reads()).as("reads of " + name).isEqualTo(reads);
    assertThat(memories(a).get(name).writes()).as("writes of " + name).isEqualTo(writes);
  }

  private static void built(BrdsDesign d, String name, int depth, int bits, int copies, double b) {
    MemoryBlock m =
        d.memories().blocks().stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
    assertThat(m.depth()).as("depth of " + name).isEqualTo(depth);
    assertThat(m.wordBits()).as("bits of " + name).isEqualTo(bits);
    assertThat(m.copies()).as("copies of " + name).isEqualTo(copies);
    assertThat(m.bram36()).as("blocks of " + name).isEqualTo(b);
  }

  /**
   * 40 -> 64, projection 16, peepholes; a row of Wx keeps 10 of 40, of Wh 8 of 16, of the
   * projection 32 of 64. With 3 and 4 multipliers: 4, 2 and 8 beats, so 256, 128 and 32 beats a
   * step.
   */
  private static final Workload SPARSE =
      Workload.ofShape("lstm:40,64,p16,peep", ShapeRatios.dual(0.75, 0.5).withBits(12, 16), 10);

  @Test
  void workOfASparseStep() {
    Activity a = activity(SPARSE, design(SPARSE, "absolute", false, true));
    assertThat(a.macs()).isEqualTo(4 * 64 * (10 + 8) + 16 * 32);
    // Slots 4 * (256*3 + 160*4) = 5632.
    assertThat(a.idleMacSlots()).isEqualTo(5632 - 5120);
    assertThat(a.transformProducts()).isZero();
    // Every slot is added once; a row joins x, h and bias in four gates and adds f*c and i*g.
    assertThat(a.additions()).isEqualTo(5632 + 64 * 9);
    // 12 + 16 + 6 bits of sum, 2 * 16 of the cell.
    assertThat(a.additionBits()).isEqualTo(5632 * 34 + 64 * (8 * 34 + 32));
    assertThat(a.activations()).isEqualTo(5 * 64);
    assertThat(a.elementwise()).isEqualTo(6 * 64);
    assertThat(a.ioBits()).isEqualTo(40 * 16 + 16 * 16);
    assertThat(a.dramBits()).isZero();
  }

  @Test
  void trafficOfASparseStep() {
    Activity a = activity(SPARSE, design(SPARSE, "absolute", false, true));
    traffic(a, "Wx memory", 4 * 256, 0);
    traffic(a, "Wh memory", 4 * 128, 0);
    traffic(a, "projection memory", 4 * 32, 0);
    // Two multipliers share a pair of banks: 2 pairs in each of four gates.
    traffic(a, "x memory", 4 * 3 * 256, 40 * 8);
    // In look-up tables every one of the 16 multipliers has a copy.
    traffic(a, "h memory", 16 * 128, 16 * 16);
    traffic(a, "projection input memory", 16 * 32, 64 * 16);
    traffic(a, "bias memory", 4 * 64, 0);
    traffic(a, "peephole memory", 3 * 64, 0);
    traffic(a, "c memory", 64, 64);
    traffic(a, "partial-sum buffers", 8 * 64, 8 * 64);
    traffic(a, "sigmoid table", 64, 0);
    traffic(a, "shared sigmoid table", 2 * 64, 0);
    traffic(a, "tanh table", 2 * 64, 0);
    traffic(a, "projected words", 4, 4);
    assertThat(a.memories()).hasSize(14);
  }

  @Test
  void memoriesAndResourcesOfASparseEngine() {
    BrdsDesign d = design(SPARSE, "absolute", false, true);
    built(d, "Wx memory", 256, 3 * (12 + 6), 4, 4);
    built(d, "Wh memory", 128, 4 * (12 + 4), 4, 4);
    built(d, "projection memory", 32, 4 * (12 + 6), 4, 4);
    built(d, "x memory", 40, 16, 16, 8);
    built(d, "h memory", 32, 16, 16, 0);
    built(d, "projection input memory", 64, 16, 16, 0);
    built(d, "bias memory", 64, 12, 4, 0);
    built(d, "peephole memory", 64, 12, 3, 0);
    built(d, "c memory", 64, 16, 1, 0);
    built(d, "partial-sum buffers", 34, 34, 8, 0);
    // A group takes 8 beats and its four words four cycles to write: one waits at most.
    built(d, "projected words", 1, 4 * 16 + 3, 1, 0);
    built(d, "sigmoid table", 1024, 16, 1, 0.5);
    built(d, "shared sigmoid table", 1024, 16, 1, 0.5);
    built(d, "tanh table", 1024, 16, 2, 1);
    assertThat(d.resources().bram36()).isEqualTo(22);
    assertThat(d.resources().dsp()).isEqualTo(4 * 7 + 6);
    // 64 words of 7 bits in 8 tables.
    int tables = 16 * 19 + 16 * 19 + 4 * 14 + 3 * 14 + 19 + 8 * 39 + 77;
    assertThat(d.memories().lut()).isEqualTo(tables);
    assertThat(memories(activity(SPARSE, d)).get("Wx memory").bits())
        .isEqualTo(4 * 64 * 10 * (12 + 6));
  }

  @Test
  void gapsAreSummedToAddresses() {
    BrdsDesign absolute = design(SPARSE, "absolute", true, true);
    BrdsDesign relative = design(SPARSE, "relative", true, true);
    // Running sums over 3 and over 4 gaps take 3*2/2 + 3 and 4*2/2 + 4 additions of 6 bits.
    double sums = 4 * (256 * 6 + 160 * 8);
    Activity a = activity(SPARSE, absolute);
    Activity r = activity(SPARSE, relative);
    assertThat(r.additions() - a.additions()).isEqualTo(sums);
    assertThat(r.additionBits() - a.additionBits()).isEqualTo(sums * 6);
    traffic(a, "x memory", 12 * 256, 12 * 40);
    // What distances need on top, besides that values wait for their columns in shift registers.
    assertThat(relative.resources().lut()).isGreaterThan(absolute.resources().lut());
  }

  /** Two dense layers 20 -> 30 -> 30: 7 and 8 beats, then 10 and 8; nothing is pruned. */
  @Test
  void denseRowsShareOneCopyOfAVector() {
    Workload w = Workload.ofShape("lstm:20,30x2", ShapeRatios.uniform(0), 10);
    BrdsDesign d = design(w, "relative", false, false);
    assertThat(d.config().relativeIndex()).isFalse();
    built(d, "Wx memory", 30 * (7 + 10), 3 * 16, 4, 4);
    built(d, "Wh memory", 30 * (8 + 8), 4 * 16, 4, 4);
    // Dealt out over the multipliers; two banks of x and h. A layer's part starts in the first
    // slice.
    built(d, "x memory", 2 * 7, 16, 3, 0);
    built(d, "layer input memory", 10, 16, 3, 0);
    built(d, "h memory", 2 * (8 + 8), 16, 4, 0);
    Activity a = activity(w, d);
    traffic(a, "x memory", 3 * 30 * 7, 20);
    traffic(a, "layer input memory", 3 * 30 * 10, 30);
    traffic(a, "h memory", 4 * 30 * 16, 60);
    assertThat(a.ioBits()).isEqualTo((20 + 30) * 16);
    assertThat(a.elementwise()).isEqualTo(3 * 60);
    assertThat(d.resources().dsp()).isEqualTo(4 * 7 + 3);
  }
}
