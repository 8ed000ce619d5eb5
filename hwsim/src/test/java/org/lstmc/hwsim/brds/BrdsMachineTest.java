package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;

/** The machine's values against the integer datapath of core, bit for bit. */
class BrdsMachineTest {
  private static final Accelerator BRDS = new BrdsAccelerator();

  @Property(tries = 60)
  void equalsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 13) int hidden,
      @ForAll @IntRange(min = 0, max = 7) int projection,
      @ForAll boolean peepholes,
      @ForAll @IntRange(min = 0, max = 3) int pattern,
      @ForAll @IntRange(min = 0, max = 5) int rx,
      @ForAll @IntRange(min = 0, max = 5) int rh,
      @ForAll @IntRange(min = 0, max = 9) int lead,
      @ForAll @IntRange(min = 4, max = 16) int bits,
      @ForAll boolean stream,
      @ForAll long seed) {
    InputSpec input = InputSpec.features(1 + (int) Math.floorMod(seed, 11L));
    Model m =
        TestModels.model(
            TestModels.network(input, layers, hidden, projection, peepholes), 1.5, seed);
    if (pattern == 1 || pattern == 2) {
      m = TestModels.rowBalanced(m, pattern == 1 ? 0.5 : 0.85, seed);
    } else if (pattern == 3) {
      m = TestModels.unstructured(m, 0.6, seed);
    }
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("lead", lead)
            .with("index", seed % 2 == 0 ? "relative" : "absolute")
            .withStream(stream);
    o = rx > 0 ? o.with("rx", rx) : o;
    o = rh > 0 ? o.with("rh", rh) : o;

    BitExact.check(BRDS, m, TestModels.sequence(m.network(), 6, seed + 1), o);
  }

  @Test
  void equalsTheIntegerDatapathOnTokens() {
    for (InputSpec input : new InputSpec[] {InputSpec.embedding(9, 6), InputSpec.oneHot(9)}) {
      Model m = TestModels.model(TestModels.network(input, 2, 8, 0, true), 0.8, 3);
      m = TestModels.quantized(TestModels.rowBalanced(m, 0.5, 4), QuantizeOptions.defaults());
      BitExact.check(BRDS, m, TestModels.sequence(m.network(), 20, 5), MachineOptions.DEFAULT);
    }
  }

  @Test
  void equalsTheIntegerDatapathWithLines() {
    ActivationSpec lines = new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, 32, 8.0);
    QuantizeOptions d = QuantizeOptions.defaults();
    QuantizeOptions o =
        new QuantizeOptions(
            d.kinds(),
            d.overrides(),
            d.rounding(),
            d.overflow(),
            lines,
            lines,
            d.coverage(),
            d.weightRange(),
            d.calibrationSteps());
    Model m = TestModels.model(TestModels.network(InputSpec.features(7), 1, 12, 6, true), 1.0, 8);
    m = TestModels.quantized(TestModels.rowBalanced(m, 0.6, 9), o);
    BitExact.check(BRDS, m, TestModels.sequence(m.network(), 15, 6), MachineOptions.DEFAULT);
  }

  @Test
  void aModelWithoutFormatsIsRefused() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(3), 1, 4, 0, false), 1.0, 8);
    Sequence s = TestModels.sequence(m.network(), 3, 1);

    assertThatThrownBy(() -> BRDS.run(m, s, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not quantized");
  }

  @Test
  void numbersOfBlockCirculantMatricesAreRefused() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(4), 1, 4, 0, false), 0.5, 8);
    Model q = TestModels.quantized(TestModels.circulant(m, 2, 2, 0), QuantizeOptions.defaults());
    Sequence s = TestModels.sequence(q.network(), 3, 1);

    assertThatThrownBy(() -> BRDS.run(q, s, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("brds has no transforms");
  }
}
