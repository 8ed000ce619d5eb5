package org.lstmc.core.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.core.quantize.fft.WeightSpectra;

class FakeQuantizerTest {
  @Property
  void theForwardPassSeesExactlyTheRawInteger(
      @ForAll @FloatRange(min = -40, max = 40) float w,
      @ForAll @IntRange(min = 2, max = 24) int width,
      @ForAll @IntRange(min = -4, max = 8) int integerBits) {
    FixedFormat format = new FixedFormat(width, integerBits);
    Tensor t = new Tensor(new int[] {1, 2}, new float[] {w, -w / 3});
    Tensor fake = new FakeQuantizer(Map.of("w", format)).apply("w", t);
    FixedMatrix raw = FixedMatrix.of("w", t, null, format);
    for (int i = 0; i < 2; i++) {
      assertThat((double) fake.data()[i]).isEqualTo(raw.raw(i) / Math.pow(2, width - integerBits));
    }
  }

  @Property(tries = 100)
  void ofABlockCirculantMatrixTheSpectraAreRounded(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int log,
      @ForAll @IntRange(min = 6, max = 14) int width) {
    Random random = new Random(seed);
    int k = 1 << log;
    int rows = k * (1 + random.nextInt(2));
    int cols = k * (1 + random.nextInt(3));
    BlockCirculant form = new BlockCirculant(rows, cols, k);
    Tensor w = Tensor.zeros(rows, cols);
    for (int i = 0; i < w.data().length; i++) {
      w.data()[i] = (float) random.nextGaussian();
    }
    FixedFormat format = new FixedFormat(width, 5 + log);
    FakeQuantizer fake = new FakeQuantizer(Map.of("w", format), Map.of("w", k));
    Tensor once = fake.apply("w", form.project(w));
    WeightSpectra stored = WeightSpectra.of("w", form, form.project(w), format);
    double[] exact = WeightSpectra.exact(form, once);
    for (int i = 0; i < exact.length; i++) {
      assertThat(exact[i]).isCloseTo(format.toDouble(stored.raw(0, i / k, i % k)), within(1e-4));
    }
  }
}
