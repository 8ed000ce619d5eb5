package org.lstmc.core.quantize.fft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/** Integer products against the dense product in double: never further away than the bound. */
class ProductErrorBoundTest {
  /** A product of one matrix with calibrated formats, and a vector that fits them. */
  private static final class Case {
    final CirculantSum sum;
    final FloatCirculant twin;
    final double[] x;
    final long[] raw;
    final int fraction;
    final double[] exact;

    Case(long seed, int k, int width, int halvings, Rounding rounding) {
      this(seed, k, width, halvings, rounding, new double[3]);
    }

    /** Formats hold {@code most} too: spectra, inverse words, stored numbers. */
    Case(long seed, int k, int width, int halvings, Rounding rounding, double[] most) {
      Random random = new Random(seed);
      int rows = k * (1 + random.nextInt(2)) - random.nextInt(k);
      int cols = k * (1 + random.nextInt(4)) - random.nextInt(k);
      BlockCirculant form = new BlockCirculant(rows, cols, k);
      Tensor w = Tensor.zeros(rows, cols);
      for (int i = 0; i < w.data().length; i++) {
        w.data()[i] = (float) random.nextGaussian();
      }
      Tensor matrix = form.project(w);
      SpectralGroup group = new SpectralGroup("w", List.of("w"), k, halvings);
      twin = new FloatCirculant(group, Map.of("w", matrix));
      fraction = width - 1;
      x = new double[cols];
      raw = new long[cols];
      for (int i = 0; i < cols; i++) {
        raw[i] = random.nextLong(-(1L << fraction), 1L << fraction);
        x[i] = Math.scalb((double) raw[i], -fraction);
      }
      exact = new double[rows];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) {
          exact[r] += (double) matrix.at(r, c) * x[c];
        }
      }
      double[][] spectrum = twin.transform(0, x, z -> watch(z, most, 0));
      twin.rows(0, rows, one(spectrum), z -> watch(z, most, 1));
      double[] bins = WeightSpectra.exact(form, matrix);
      watch(bins, most, 2);
      FixedFormat words = holding(width, most[0]);
      FixedFormat back = holding(width, most[1]);
      FixedFormat twiddle = new FixedFormat(width, 1);
      WeightSpectra stored = WeightSpectra.of("w", form, matrix, holding(width, most[2]));
      assertThat(stored.clipped()).isZero();
      int log = Integer.numberOfTrailingZeros(k);
      FixedFft forward = new FixedFft(k, words, twiddle, halvings, rounding, Overflow.SAT);
      FixedFft inverse = new FixedFft(k, back, twiddle, log - halvings, rounding, Overflow.SAT);
      int f = stored.format().fractionBits() + words.fractionBits();
      sum =
          new CirculantSum(
              "w",
              List.of(new CirculantTerm("w", stored, forward, 0)),
              new FixedFormat(60, 60 - f),
              inverse);
    }

    static void watch(double[] z, double[] most, int at) {
      for (double v : z) {
        most[at] = Math.max(most[at], Math.abs(v));
      }
    }

    static <T> List<T> one(T value) {
      List<T> list = new ArrayList<>();
      list.add(value);
      return list;
    }

    /** One bit of room, as rounding may carry a word over a power of two. */
    static FixedFormat holding(int width, double most) {
      return new FixedFormat(width, Math.getExponent(Math.max(most, 1e-3)) + 3);
    }

    /** Sum of squared errors of all rows. */
    double squaredError() {
      long[][] spectrum = sum.terms().get(0).transform(raw, fraction, WordCounter.NONE);
      long[] words = sum.rows(0, sum.rows(), one(spectrum), WordCounter.NONE);
      double total = 0;
      for (int r = 0; r < words.length; r++) {
        total += Math.pow(sum.words().toDouble(words[r]) - exact[r], 2);
      }
      return total;
    }

    /** The greatest error in units of the bound. */
    double worst() {
      WordCounter none = (signal, n) -> assertThat(n).as(signal).isZero();
      long[][] spectrum = sum.terms().get(0).transform(raw, fraction, none);
      long[] words = sum.rows(0, sum.rows(), one(spectrum), none);
      double worst = 0;
      for (int r = 0; r < words.length; r++) {
        double error = Math.abs(sum.words().toDouble(words[r]) - exact[r]);
        double bound =
            new ProductErrorBound(sum)
                .of(r / sum.block(), new double[] {1.0}, new int[] {fraction});
        worst = Math.max(worst, error / bound);
      }
      return worst;
    }
  }

  @Property(tries = 400)
  void theBoundIsNeverExceeded(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int log,
      @ForAll @IntRange(min = 8, max = 24) int width,
      @ForAll @IntRange(max = 6) int halvings,
      @ForAll Rounding rounding) {
    assertThat(new Case(seed, 1 << log, width, Math.min(log, halvings), rounding).worst())
        .isLessThanOrEqualTo(1);
  }

  @Property(tries = 100)
  void theTwinIsTheDenseProduct(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int log,
      @ForAll @IntRange(max = 6) int f) {
    Case c = new Case(seed, 1 << log, 16, Math.min(f, log), Rounding.RND);
    double[][] spectrum = c.twin.transform(0, c.x, RealFft.Watch.NONE);
    double[] y = c.twin.rows(0, c.exact.length, Case.one(spectrum), RealFft.Watch.NONE);
    assertThat(y).hasSameSizeAs(c.exact);
    for (int r = 0; r < y.length; r++) {
      assertThat(y[r]).isCloseTo(c.exact[r], within(1e-4));
    }
  }

  /** A bound that nothing comes near would say nothing. */
  @Test
  void theBoundIsOfTheErrorsOrder() {
    double worst = 0;
    for (long seed = 0; seed < 200; seed++) {
      worst = Math.max(worst, new Case(seed, 8, 12, 2, Rounding.RND).worst());
    }
    assertThat(worst).isGreaterThan(0.1);
  }

  /** Half, rounded up: what the page gives as reason for the default. */
  @Test
  void theDefaultHalvingsAreNearTheBest() {
    for (int k = 4; k <= 32; k *= 2) {
      double[] decibel = new double[Integer.numberOfTrailingZeros(k) + 1];
      for (int f = 0; f < decibel.length; f++) {
        for (int group = 0; group < 16; group++) {
          decibel[f] += noise(group, k, f) / 16;
        }
      }
      double least = Arrays.stream(decibel).min().orElseThrow();
      assertThat(decibel[SpectralGroup.defaultHalvings(k)]).as("k = %d", k).isLessThan(least + 1);
      assertThat(decibel[0]).as("k = %d", k).isGreaterThan(least + 2);
    }
  }

  /** Noise of eight vectors with formats calibrated on eight others. */
  private static double noise(int group, int k, int f) {
    double[] most = new double[3];
    double squared = 0;
    for (int i = 0; i < 16; i++) {
      Case c = new Case(16L * group + i, k, 12, f, Rounding.RND, most);
      squared += i < 8 ? 0 : c.squaredError();
    }
    return 10 * Math.log10(squared);
  }
}
