package org.lstmc.core.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.number.ActivationFunction;
import org.lstmc.core.number.ActivationTable;
import org.lstmc.core.number.FixedFormat;

/** Phase II over datapaths whose losses are known; the errors of activations are the real ones. */
class PhaseTwoTest {
  private static double error(int bits, ActivationSpec a) {
    FixedFormat in = new FixedFormat(bits, 4);
    FixedFormat out = new FixedFormat(bits, 1);
    double worst = 0;
    for (ActivationFunction f : ActivationFunction.values()) {
      ActivationTable table =
          a.kind() == ActivationSpec.Kind.TABLE
              ? ActivationTable.table(f, a.entries(), a.range(), in, out)
              : ActivationTable.piecewiseLinear(f, a.entries(), a.range(), in, out);
      worst = Math.max(worst, table.maxError());
    }
    return worst;
  }

  private record Fake(ToDoubleFunction<Integer> byBits, ToDoubleFunction<Integer> bySegments)
      implements Datapath {
    @Override
    public double score(int bits, ActivationSpec a) {
      boolean lines = a.kind() == ActivationSpec.Kind.PIECEWISE_LINEAR;
      return byBits.applyAsDouble(bits) + (lines ? bySegments.applyAsDouble(a.entries()) : 0);
    }

    @Override
    public double activationError(int bits, ActivationSpec a) {
      return error(bits, a);
    }
  }

  private static PhaseTwoResult run(
      int bits, ToDoubleFunction<Integer> byBits, ToDoubleFunction<Integer> bySegments) {
    ExploreOptions o =
        new ExploreOptions(6, 0.01, 0.005, bits, CellType.GRU, TaskKind.FRAME_LABELLING);
    return new PhaseTwo(o, 0.2, new Fake(byBits, bySegments)).run();
  }

  @Test
  void takesTheNarrowestWidthThatHolds() {
    PhaseTwoResult r = run(16, b -> b >= 12 ? 0.204 : 0.21, n -> 0);
    assertThat(r.bits()).isEqualTo(12);
    assertThat(r.widths())
        .extracting(PhaseTwoResult.Row::bits, PhaseTwoResult.Row::taken)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(16, true),
            org.assertj.core.groups.Tuple.tuple(14, true),
            org.assertj.core.groups.Tuple.tuple(12, true),
            org.assertj.core.groups.Tuple.tuple(10, false));
    assertThat(r.widths().get(3).loss()).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void goesToTheNarrowestWhereAllHold() {
    assertThat(run(16, b -> 0.2, n -> 0).bits()).isEqualTo(8);
  }

  @Test
  void isNoWiderThanTheDeviceWasCheckedFor() {
    assertThat(run(12, b -> 0.2, n -> 0).widths())
        .extracting(PhaseTwoResult.Row::bits)
        .containsExactly(12, 10, 8);
  }

  @Test
  void saysThatEvenTheWidestMisses() {
    PhaseTwoResult r = run(12, b -> 0.3, n -> 0);
    assertThat(r.bits()).isZero();
    assertThat(r.stopped())
        .isEqualTo(
            "at 12 bits the integer datapath loses 0.1000, allowed is 0.005000; allow more"
                + " (--max-quantization-loss) or more bits (--bits)");
  }

  @Test
  void takesTheFewestSegmentsBelowOnePercent() {
    PhaseTwoResult r = run(16, b -> b >= 12 ? 0.2 : 1, n -> 0);
    assertThat(r.activation().kind()).isEqualTo(ActivationSpec.Kind.PIECEWISE_LINEAR);
    int n = r.activation().entries();
    assertThat(error(12, r.activation())).isLessThan(PhaseTwo.LEAST_ACCURATE);
    for (double range : PhaseTwo.RANGES) {
      ActivationSpec fewer = new ActivationSpec(r.activation().kind(), n - 2, range);
      assertThat(error(12, fewer)).isGreaterThanOrEqualTo(PhaseTwo.LEAST_ACCURATE);
    }
    // The papers have 22: no more are needed.
    assertThat(n).isLessThanOrEqualTo(22);
    assertThat(r.activations()).hasSize(1);
  }

  @Test
  void takesMoreSegmentsUntilTheBoundHolds() {
    int fewest = run(16, b -> 0.2, n -> 0).activation().entries();
    PhaseTwoResult r = run(16, b -> 0.2, n -> n > fewest ? 0.005 : 0.006);
    assertThat(r.activation().entries()).isEqualTo(2 * fewest);
    assertThat(r.activations()).extracting(PhaseTwoResult.Row::taken).containsExactly(false, true);
    assertThat(r.score()).isCloseTo(0.205, within(1e-12));
  }

  @Test
  void widthAndActivationShareOneBound() {
    // 0.003 of 0.005 are spent by the width.
    PhaseTwoResult r = run(16, b -> 0.203, n -> 0.003);
    assertThat(r.activation().kind()).isEqualTo(ActivationSpec.Kind.TABLE);
    assertThat(r.activations()).hasSize(3);
  }

  @Test
  void keepsTablesWhereLinesMissTheBound() {
    PhaseTwoResult r = run(16, b -> 0.2, n -> 0.1);
    assertThat(r.activation().kind()).isEqualTo(ActivationSpec.Kind.TABLE);
    assertThat(r.score()).isEqualTo(0.2);
  }
}
