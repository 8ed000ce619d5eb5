package org.lstmc.core.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;

class ActivationTableTest {
  private static final FixedFormat IN = new FixedFormat(16, 5);
  private static final FixedFormat OUT = new FixedFormat(16, 1);

  /** Greatest distance from the true function over all 2^16 inputs, from Java's own functions. */
  private static double worst(ActivationTable t) {
    double worst = 0;
    for (int raw = Short.MIN_VALUE; raw <= Short.MAX_VALUE; raw++) {
      double x = t.in().toDouble(raw);
      double f = t.function() == ActivationFunction.TANH ? Math.tanh(x) : 1 / (1 + Math.exp(-x));
      worst = Math.max(worst, Math.abs(t.out().toDouble(t.apply(raw)) - f));
    }
    return worst;
  }

  @Test
  void theDefaultTableIsWithinHalfAnIntervalOfTheFunction() {
    // Half an interval is 2^-8; the slope of tanh is at most 1, of the sigmoid 1/4.
    ActivationTable tanh = ActivationTable.table(ActivationFunction.TANH, 2048, 8, IN, OUT);
    assertThat(worst(tanh)).isLessThan(Math.scalb(1, -8)).isGreaterThan(Math.scalb(1, -9));
    assertThat(tanh.maxError()).isCloseTo(worst(tanh), org.assertj.core.data.Offset.offset(1e-12));
    ActivationTable sigmoid = ActivationTable.table(ActivationFunction.SIGMOID, 2048, 8, IN, OUT);
    assertThat(worst(sigmoid)).isLessThan(Math.scalb(1, -10));
  }

  @Test
  void linesAreCloserThanTheirClassicalBound() {
    // A minimax line over width w errs by w^2 max|f''| / 16; max|tanh''| = 4/(3 sqrt 3).
    for (int segments : new int[] {16, 24, 64, 100}) {
      ActivationTable t =
          ActivationTable.piecewiseLinear(ActivationFunction.TANH, segments, 4, IN, OUT);
      double w = 8.0 / segments;
      double outside = 1 - Math.tanh(4);
      double rounding = 1.5 * Math.scalb(1, -15);
      assertThat(worst(t)).isLessThan(Math.max(w * w * 0.7698 / 16, outside) + outside + rounding);
    }
  }

  @Test
  void aTableFinerThanItsInputIsExact() {
    FixedFormat in = new FixedFormat(8, 4);
    ActivationTable t = ActivationTable.table(ActivationFunction.TANH, 2048, 8, in, OUT);
    assertThat(t.contents()).hasSize(256);
    for (int raw = -128; raw < 128; raw++) {
      assertThat(t.apply(raw))
          .isEqualTo(FixedArithmetic.fromDouble(StrictMath.tanh(raw / 16.0), OUT));
    }
  }

  @Property(tries = 200)
  void neverFallsAsTheInputGrows(
      @ForAll ActivationFunction f, @ForAll @IntRange(min = 1, max = 11) int bits) {
    ActivationTable t = ActivationTable.table(f, 1 << bits, 8, IN, OUT);
    long before = Long.MIN_VALUE;
    for (int raw = Short.MIN_VALUE; raw <= Short.MAX_VALUE; raw += 13) {
      long now = t.apply(raw);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void outsideTheRangeTheEndsHold() {
    for (ActivationTable t :
        new ActivationTable[] {
          ActivationTable.table(ActivationFunction.TANH, 256, 4, IN, OUT),
          ActivationTable.piecewiseLinear(ActivationFunction.TANH, 10, 4, IN, OUT)
        }) {
      assertThat(t.apply(IN.maxRaw())).isEqualTo(t.apply(4 * 2048 - 1));
      assertThat(t.apply(IN.minRaw())).isEqualTo(t.apply(-4 * 2048));
    }
  }

  @Test
  void theHashTellsContentsApart() {
    ActivationTable a = ActivationTable.table(ActivationFunction.TANH, 256, 8, IN, OUT);
    assertThat(a.sha256())
        .hasSize(64)
        .isEqualTo(ActivationTable.table(ActivationFunction.TANH, 256, 8, IN, OUT).sha256())
        .isNotEqualTo(ActivationTable.table(ActivationFunction.SIGMOID, 256, 8, IN, OUT).sha256());
  }

  @Test
  void whatHardwareCannotIndexIsRefused() {
    assertThatThrownBy(() -> ActivationTable.table(ActivationFunction.TANH, 1000, 8, IN, OUT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("1000")
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> ActivationTable.table(ActivationFunction.TANH, 1024, 6, IN, OUT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("6");
    assertThatThrownBy(
            () -> ActivationTable.piecewiseLinear(ActivationFunction.TANH, 0, 8, IN, OUT))
        .isInstanceOf(LstmcException.class);
  }
}
