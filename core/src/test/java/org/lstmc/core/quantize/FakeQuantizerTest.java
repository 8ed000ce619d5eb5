package org.lstmc.core.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedMatrix;

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
}
