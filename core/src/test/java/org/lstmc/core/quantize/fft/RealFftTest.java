package org.lstmc.core.quantize.fft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The transform in double against the sum that defines it. */
class RealFftTest {
  @Test
  void rootsAreThoseOfTheCircle() {
    for (int n = 1; n <= 1024; n *= 2) {
      for (int m = -n; m <= 2 * n; m++) {
        assertThat(RootsOfUnity.cos(m, n)).isCloseTo(Math.cos(2 * Math.PI * m / n), within(1e-14));
        assertThat(RootsOfUnity.sin(m, n)).isCloseTo(Math.sin(2 * Math.PI * m / n), within(1e-14));
      }
    }
    assertThat(RootsOfUnity.cos(1, 4)).isZero();
    assertThat(RootsOfUnity.sin(2, 4)).isZero();
    assertThat(RootsOfUnity.sin(1, 4)).isEqualTo(1);
    assertThat(RootsOfUnity.cos(1, 8)).isEqualTo(RootsOfUnity.sin(1, 8));
  }

  @Property(tries = 60)
  void isTheSumThatDefinesIt(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int log,
      @ForAll @IntRange(max = 7) int f) {
    int k = 1 << log;
    int halvings = Math.min(f, log);
    Random random = new Random(seed);
    double[] x = random.doubles(k, -1, 1).toArray();
    double[] z = x.clone();
    RealFft fft = new RealFft(k);
    fft.forward(z, halvings, RealFft.Watch.NONE);
    double down = Math.scalb(1.0, -halvings);
    for (int j = 0; j <= k / 2; j++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < k; n++) {
        re += x[n] * Math.cos(2 * Math.PI * j * n / k);
        im -= x[n] * Math.sin(2 * Math.PI * j * n / k);
      }
      assertThat(z[j]).isCloseTo(re * down, within(1e-12));
      if (j > 0 && j < k / 2) {
        assertThat(z[k - j]).isCloseTo(im * down, within(1e-12));
      }
    }
    fft.inverse(z, log - halvings, RealFft.Watch.NONE);
    for (int n = 0; n < k; n++) {
      assertThat(z[n]).isCloseTo(x[n], within(1e-12));
    }
  }
}
