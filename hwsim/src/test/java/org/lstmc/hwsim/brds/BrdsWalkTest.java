package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.brds.BrdsTiming.Counter;

/**
 * The timed walk against the closed formula of the published description (C_row, C_step) worked out
 * independently with fill and drain, and against tiny schedules counted by hand.
 */
class BrdsWalkTest {
  private static final ActivationSpec TABLE =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 256, 8.0);

  /** From a row's last operands to its readable h, counted stage by stage for a table engine. */
  private static long loop(int rx, int rh) {
    long tree = 0;
    while ((1L << tree) < Math.max(rx, rh)) {
      tree++;
    }
    long dot = 2 + 3 + tree + 1; // memory, product, tree, running sum
    long gate = 1 + 1; // join with bias, rounding
    long cell = 2 + 3 + 1 + 1; // table, f*c and i*g, addition, rounding
    long out = 2 + 3 + 1 + 1; // tanh table, o*tanh(c), rounding, write
    return dot + gate + cell + out;
  }

  @Property(tries = 300)
  void coupledPartsFollowTheClosedFormula(
      @ForAll @IntRange(min = 1, max = 60) int nzx,
      @ForAll @IntRange(min = 1, max = 60) int nzh,
      @ForAll @IntRange(min = 1, max = 16) int rx,
      @ForAll @IntRange(min = 1, max = 16) int rh,
      @ForAll @IntRange(min = 1, max = 40) int cells) {
    int x = 64;
    BrdsTiming t = walk(x, cells, nzx, nzh, rx, rh, 0, 64, 12);

    long row = Math.max(ceil(nzx, rx), ceil(nzh, rh));
    long shorterTree = treeSlack(nzx, nzh, rx, rh);
    long step = cells * row + loop(rx, rh) - 1 - shorterTree;
    // the first weights take two cycles; x arrives in one
    long first = 2 + step;
    assertThat(t.exact()).isTrue();
    assertThat((long) t.cyclesPerStep()).isEqualTo(step);
    assertThat(t.stepEnds()[0]).isEqualTo(first);
    assertThat(t.totalCycles(100)).isEqualTo(first + 99 * step);
  }

  /** With buffers for a whole step the x part hides behind the h loop, or the other way round. */
  @Property(tries = 300)
  void decoupledPartsOverlapCompletely(
      @ForAll @IntRange(min = 1, max = 60) int nzx,
      @ForAll @IntRange(min = 1, max = 60) int nzh,
      @ForAll @IntRange(min = 1, max = 16) int r,
      @ForAll @IntRange(min = 2, max = 40) int cells) {
    BrdsTiming t = walk(64, cells, nzx, nzh, r, r, 4 * cells, 64, 40);

    long xOnly = cells * ceil(nzx, r);
    long hOnly = cells * ceil(nzh, r) + loop(r, r) - 1;
    assertThat((long) t.cyclesPerStep()).isEqualTo(Math.max(xOnly, hOnly));
  }

  @Property(tries = 100)
  void slowInputStreamBoundsTheStep(
      @ForAll @IntRange(min = 1, max = 3) int words,
      @ForAll @IntRange(min = 1, max = 8) int cells) {
    BrdsTiming t = walk(400, cells, 4, 4, 4, 4, 8, words, 20);

    assertThat((long) t.cyclesPerStep()).isEqualTo(ceil(400, words));
    assertThat(t.of(Counter.STREAM_BANKS_FULL)).isZero();
  }

  @Test
  void oneCellCountedByHand() {
    // X=1 H=1, one weight each, one multiplier each, absolute addresses.
    // cycle 0: x word written; 2: weight memory done -> operands read in 2; memory 2 -> 4; product
    // 3 -> 7; no tree; running sum -> 8; join -> 9; round -> 10; table 2 -> 12; f*c 3 -> 15; add
    // -> 16; round -> 17; tanh 2 -> 19; o*t 3 -> 22; round -> 23; write -> readable in 24.
    BrdsTiming t = walk(1, 1, 1, 1, 1, 1, 0, 1, 3);

    assertThat(t.stepEnds()[0]).isEqualTo(24);
    assertThat(t.cyclesPerStep()).isEqualTo(22);
  }

  @Test
  void rowsFollowEachOtherWithoutGaps() {
    List<long[]> h = new ArrayList<>();
    BrdsSchedule s = schedule(4, 3, 4, 4, 2, 2, 0, 4);
    BrdsTrace trace =
        (unit, step, layer, row, from, to) -> {
          if (unit == BrdsTrace.Unit.H_PART) {
            h.add(new long[] {from, to});
          }
        };
    new BrdsWalk(s, trace, null).walk(2);

    assertThat(h).hasSize(6);
    assertThat(h.get(1)[0]).isEqualTo(h.get(0)[1]);
    assertThat(h.get(2)[0]).isEqualTo(h.get(1)[1]);
    // the next step begins in the cycle in which the last h can be read, not one before
    long lastOperands = h.get(2)[1] - 1;
    assertThat(h.get(3)[0]).isEqualTo(lastOperands + loop(2, 2));
  }

  @Property(tries = 100)
  void skippingAheadEqualsWalkingEveryStep(
      @ForAll @IntRange(min = 1, max = 60) int nzx,
      @ForAll @IntRange(min = 1, max = 60) int nzh,
      @ForAll @IntRange(min = 1, max = 9) int rx,
      @ForAll @IntRange(min = 0, max = 30) int lead,
      @ForAll @IntRange(min = 1, max = 5) int words) {
    BrdsSchedule s = schedule(64, 7, nzx, nzh, rx, 3, lead, words);
    BrdsTiming t = new BrdsWalk(s, null, null).steady(1);
    long[] every = new BrdsWalk(s, null, null).walk(150);

    for (int n = 1; n <= every.length; n++) {
      assertThat(t.totalCycles(n)).isEqualTo(every[n - 1]);
    }
  }

  /** Cycles by which the dominating part's tree is shallower than the deeper of both. */
  private static long treeSlack(int nzx, int nzh, int rx, int rh) {
    long deep = loop(rx, rh);
    long endX = ceil(nzx, rx) + loop(rx, rx);
    long endH = ceil(nzh, rh) + loop(rh, rh);
    long row = Math.max(ceil(nzx, rx), ceil(nzh, rh));
    return deep + row - Math.max(endX, endH);
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }

  private static BrdsTiming walk(
      int x, int cells, int nzx, int nzh, int rx, int rh, int lead, int words, int steps) {
    return new BrdsWalk(schedule(x, cells, nzx, nzh, rx, rh, lead, words), null, null)
        .steady(steps);
  }

  private static BrdsSchedule schedule(
      int x, int cells, int nzx, int nzh, int rx, int rh, int lead, int words) {
    BrdsLatency latency = BrdsLatency.of(rx, rh, false, false, TABLE, TABLE);
    BrdsConfig c = new BrdsConfig(rx, rh, lead, false, words, 0, 0, 0, false, false, 1, latency);
    BrdsSchedule.Layer layer =
        new BrdsSchedule.Layer(
            x, cells, cells, (int) ceil(nzx, rx), (int) ceil(nzh, rh), 0, 0, 0, 0);
    return new BrdsSchedule(c, new BrdsSchedule.Layer[] {layer});
  }
}
