package org.lstmc.hwsim.parts.circulant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.parts.circulant.MvmPass.Operand;
import org.lstmc.hwsim.parts.circulant.MvmPass.Part;
import org.lstmc.hwsim.parts.circulant.MvmPass.Weights;

/**
 * The walk through a stage against the closed formulas of the released source, T_gate = ceil(p/P)*q
 * + p + L, T_upd = r/k, T_vec = H/V + L, with L counted stage by stage.
 */
class StageWalkTest {
  private static final ActivationSpec TABLE =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 256, 8.0);

  @Property(tries = 300)
  void groupsThenTransformsBackFollowTheClosedFormula(
      @ForAll @IntRange(min = 1, max = 70) int p,
      @ForAll @IntRange(min = 1, max = 60) int q,
      @ForAll @IntRange(min = 1, max = 20) int lanes,
      @ForAll @IntRange(min = 1, max = 4) int units,
      @ForAll @IntRange(min = 1, max = 5) int logK,
      @ForAll @IntRange(min = 0, max = 40) int copied,
      @ForAll @IntRange(min = 0, max = 3) int loop) {
    int k = 1 << logK;
    MvmUnit unit = new MvmUnit("u", units, lanes, 1, false, 2, k, k);
    Map<String, Long> parts = StageWalk.walk(stage(unit, copied, p, q, k), depths(loop), null, 0);

    long share = ceil(p, units);
    long fill = products(k) - 1 + back(k) - 1 + (copied > 0 ? 1 + 2 - 1 : 0);
    long loops = (copied > 0 ? 3L : 2L) * loop;
    assertThat(parts.get(StageWalk.BEATS)).isEqualTo(ceil(share, lanes) * 2 * ceil(q, 2));
    assertThat(parts.get(StageWalk.BACK)).isEqualTo(share);
    assertThat(parts.get(StageWalk.COPY)).isEqualTo(copied);
    assertThat(parts.get(StageWalk.LOOPS)).isEqualTo(loops);
    assertThat(total(parts))
        .isEqualTo(copied + ceil(share, lanes) * 2 * ceil(q, 2) + share + fill + loops);
  }

  /** Every lane with a transform of its own: only that of the last group is not hidden. */
  @Property(tries = 200)
  void overlappedTransformsBackAreHidden(
      @ForAll @IntRange(min = 1, max = 70) int p,
      @ForAll @IntRange(min = 1, max = 60) int q,
      @ForAll @IntRange(min = 1, max = 20) int lanes,
      @ForAll @IntRange(min = 1, max = 5) int logK) {
    int k = 1 << logK;
    MvmUnit unit = new MvmUnit("u", 1, lanes, lanes, true, 1, k, k);
    Map<String, Long> parts = StageWalk.walk(stage(unit, 0, p, q, k), depths(0), null, 0);

    assertThat(total(parts)).isEqualTo(ceil(p, lanes) * q + products(k) + back(k) - 1);
    assertThat(parts.get(StageWalk.ACCUMULATORS)).isZero();
  }

  /** One transform for many lanes and few columns: it is what never rests. */
  @Property(tries = 200)
  void aSlowTransformBackSetsThePace(
      @ForAll @IntRange(min = 1, max = 6) int groups,
      @ForAll @IntRange(min = 1, max = 30) int lanes,
      @ForAll @IntRange(min = 1, max = 30) int q) {
    int k = 8;
    MvmUnit unit = new MvmUnit("u", 1, lanes, 1, true, 1, k, k);
    Map<String, Long> parts =
        StageWalk.walk(stage(unit, 0, groups * lanes, q, k), depths(0), null, 0);

    long slower = Math.max(lanes, q);
    long expected = q + (groups - 1) * slower + lanes + products(k) + back(k) - 2;
    assertThat(total(parts)).isEqualTo(expected);
  }

  /** Lanes of 5 complex multipliers take the 9 bins of 16 points in two cycles. */
  @Property(tries = 100)
  void largerBlocksTakeSeveralCycles(
      @ForAll @IntRange(min = 1, max = 70) int p,
      @ForAll @IntRange(min = 1, max = 60) int q,
      @ForAll @IntRange(min = 1, max = 20) int lanes) {
    MvmUnit unit = new MvmUnit("u", 1, lanes, lanes, true, 1, 8, 16);
    Map<String, Long> parts = StageWalk.walk(stage(unit, 0, p, q, 16), depths(0), null, 0);

    assertThat(total(parts)).isEqualTo(ceil(p, lanes) * 2 * q + products(16) + back(16) - 1);
    assertThat(unit.width(16)).isEqualTo(8);
    assertThat(new MvmUnit("u", 1, 1, 1, true, 1, 4, 16).cycles(16)).isEqualTo(3);
  }

  @Property(tries = 200)
  void lanesTakeTheirWordsInTurn(
      @ForAll @IntRange(min = 1, max = 300) int words,
      @ForAll @IntRange(min = 1, max = 17) int lanes,
      @ForAll @IntRange(min = 1, max = 40) int depth) {
    Stage.Vector v = new Stage.Vector("v", lanes, words, depth, Stage.Work.LSTM);

    assertThat(total(StageWalk.walk(v, depths(0), null, 7)))
        .isEqualTo(ceil(words, lanes) - 1 + depth);
  }

  @Test
  void oneBlockCountedByHand() {
    // k=2: address 0; buffer 2 -> 2; one level 1 -> 3; rounding -> 4; product 3 -> 7; its addition
    // -> 8; accumulator -> 9; read with addition -> 10; level -> 11; rounding -> 12; write -> 13
    MvmUnit unit = new MvmUnit("u", 1, 1, 1, true, 1, 2, 2);

    assertThat(total(StageWalk.walk(stage(unit, 0, 1, 1, 2), depths(0), null, 0))).isEqualTo(13);
  }

  /** Products of 8 and 16 points as in Sorensen et al. 1987, Table for radix 2. */
  @Test
  void transformsAreCountedAsInTheLiterature() {
    assertThat(TransformUnit.products(4)).isZero();
    assertThat(TransformUnit.products(8)).isEqualTo(2);
    assertThat(TransformUnit.additions(4)).isEqualTo(6);
    assertThat(TransformUnit.additions(8)).isEqualTo(20);
    assertThat(TransformUnit.products(16)).isEqualTo(2 * 2 + 3 * 4 - 2);
    assertThat(TransformUnit.additions(16)).isEqualTo(60);
    assertThat(TransformUnit.latency(8)).isEqualTo(3 + 3 + 1 + 1);
  }

  private static long products(int k) {
    return 2 + transform(k) + 3 + 1 + 1;
  }

  private static long back(int k) {
    return 1 + transform(k) + 1;
  }

  private static long transform(int k) {
    long depth = 1;
    for (int n = 2; n <= k; n *= 2) {
      depth += n < 8 ? 1 : 1 + 3 + 1;
    }
    return depth;
  }

  private static Stage.Mvm stage(MvmUnit unit, int copied, int p, int q, int k) {
    Part part = new Part(Weights.INPUT, Operand.INPUT, q);
    return new Stage.Mvm("s", unit, copied, List.of(new MvmPass("x", k, 0, p, List.of(part))));
  }

  private static CirculantDepths depths(int loop) {
    return CirculantDepths.of(TABLE, TABLE, loop, 0);
  }

  private static long total(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
