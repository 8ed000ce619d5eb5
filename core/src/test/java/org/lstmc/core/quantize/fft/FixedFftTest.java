package org.lstmc.core.quantize.fft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/** The integer transform against the one in double; its bits are held by the contract's oracle. */
class FixedFftTest {
  @Property(tries = 60)
  void followsTheTransformInDouble(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int log,
      @ForAll @IntRange(max = 6) int f) {
    int k = 1 << log;
    int halvings = Math.min(f, log);
    FixedFormat words = new FixedFormat(30, 8);
    FixedFormat twiddle = new FixedFormat(24, 1);
    FixedFft forward = new FixedFft(k, words, twiddle, halvings, Rounding.RND, Overflow.SAT);
    FixedFft inverse = new FixedFft(k, words, twiddle, log - halvings, Rounding.RND, Overflow.SAT);
    Random random = new Random(seed);
    long[] x = random.longs(k, -(1L << 15), 1L << 15).toArray();
    double[] z = new double[k];
    for (int n = 0; n < k; n++) {
      z[n] = x[n] * 0x1p-15;
    }
    new RealFft(k).forward(z, halvings, RealFft.Watch.NONE);
    long[] spectrum = new long[k];
    assertThat(forward.forward(x, 15, spectrum)).isZero();
    long[] back = new long[k];
    assertThat(inverse.inverse(spectrum, back)).isZero();
    for (int i = 0; i < k; i++) {
      assertThat(words.toDouble(spectrum[i])).isCloseTo(z[i], within(2e-5));
      assertThat(words.toDouble(back[i])).isCloseTo(x[i] * 0x1p-15, within(4e-5));
    }
  }

  @Test
  void countsWordsThatLeaveTheFormat() {
    FixedFormat words = new FixedFormat(8, 8);
    FixedFormat twiddle = new FixedFormat(8, 1);
    FixedFft sat = new FixedFft(2, words, twiddle, 0, Rounding.RND, Overflow.SAT);
    long[] out = new long[2];
    assertThat(sat.forward(new long[] {100, 100}, 0, out)).isEqualTo(1);
    assertThat(out).containsExactly(127, 0);
    assertThat(sat.forward(new long[] {300, 0}, 0, out)).isEqualTo(1);
    assertThat(out).containsExactly(127, 127);
    FixedFft wrap = new FixedFft(2, words, twiddle, 0, Rounding.RND, Overflow.WRAP);
    assertThat(wrap.forward(new long[] {100, 100}, 0, out)).isEqualTo(1);
    assertThat(out).containsExactly(-56, 0);
    assertThat(wrap.inverse(new long[] {100, 100}, out)).isEqualTo(1);
  }

  @Test
  void refusesWhatItCannotCompute() {
    FixedFormat f = new FixedFormat(32, 8);
    assertThatThrownBy(() -> new FixedFft(8, f, f, 0, Rounding.RND, Overflow.SAT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("64 bits together; 59 is the most");
    FixedFormat t = new FixedFormat(16, 1);
    assertThatThrownBy(() -> new FixedFft(12, f, t, 0, Rounding.RND, Overflow.SAT))
        .hasMessageContaining("powers of two");
    assertThatThrownBy(() -> new FixedFft(8, f, t, 4, Rounding.RND, Overflow.SAT))
        .hasMessageContaining("at most one halving a stage");
    assertThatThrownBy(
            () -> new FixedFft(8, f, new FixedFormat(16, 0), 0, Rounding.RND, Overflow.SAT))
        .hasMessageContaining("integer bits");
  }
}
