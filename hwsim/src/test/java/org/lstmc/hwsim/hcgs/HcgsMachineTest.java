package org.lstmc.hwsim.hcgs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.FormatChoice;
import org.lstmc.core.quantize.FormatKind;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;

/** The machine's values against the integer datapath of core, bit for bit. */
class HcgsMachineTest {
  private static final Accelerator HCGS = new HcgsAccelerator();

  @Property(tries = 80)
  void equalsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 3) int layers,
      @ForAll @IntRange(min = 1, max = 21) int hidden,
      @ForAll @IntRange(min = 1, max = 19) int inputs,
      @ForAll @IntRange(min = 0, max = 2) int log2Inner,
      @ForAll @IntRange(min = 1, max = 4) int innerSide,
      @ForAll @IntRange(min = 0, max = 4) int kind,
      @ForAll @IntRange(min = 1, max = 9) int macs,
      @ForAll @IntRange(min = 1, max = 3) int accumulators,
      @ForAll @IntRange(min = 1, max = 5) int refill,
      @ForAll boolean ideal,
      @ForAll long seed) {
    int inner = 1 << log2Inner;
    int outer = inner * innerSide;
    Model m = model(InputSpec.features(inputs), layers, hidden, seed);
    m =
        switch (kind) {
          case 0 -> m; // dense, stored whole
          case 1 -> TestModels.unstructured(m, 0.6, seed); // stored whole, with zeros
          default -> BlockModels.irregular(m, outer, inner, 0.2 * kind, seed);
        };
    m = TestModels.quantized(m, formats());
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("macs", macs)
            .with("accumulators", accumulators)
            .with("refill", refill)
            .with("celllanes", 1 + Math.floorMod(seed, 3))
            .with("cellcycles", 1 + Math.floorMod(seed, 2))
            .with("framewords", 1 + Math.floorMod(seed, 4))
            .with("block1", outer)
            .with("block2", inner)
            .with("overheads", ideal ? "none" : "modelled");
    BitExact.check(HCGS, m, TestModels.sequence(m.network(), 5, seed + 1), o);
  }

  @Property(tries = 20)
  void equalsTheIntegerDatapathOfPrunedModels(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 0, max = 3) int inputs,
      @ForAll @IntRange(min = 1, max = 1000) int seed) {
    Model m = model(InputSpec.features(16 - inputs), layers, 32, seed);
    m = TestModels.quantized(BlockModels.pruned(m, 8, 2, 2, 4, seed), formats());
    BitExact.check(HCGS, m, TestModels.sequence(m.network(), 4, seed), MachineOptions.DEFAULT);
  }

  @Test
  void equalsTheIntegerDatapathOnTokens() {
    for (InputSpec input : new InputSpec[] {InputSpec.embedding(9, 6), InputSpec.oneHot(8)}) {
      Model m = BlockModels.irregular(model(input, 2, 8, 3), 4, 2, 0.4, 4);
      m = TestModels.quantized(m, QuantizeOptions.defaults());
      BitExact.check(HCGS, m, TestModels.sequence(m.network(), 12, 5), MachineOptions.DEFAULT);
    }
  }

  @Test
  void aModelWithoutFormatsIsRefused() {
    Model m = model(InputSpec.features(3), 1, 4, 8);
    Sequence s = TestModels.sequence(m.network(), 3, 1);
    assertThatThrownBy(() -> HCGS.run(m, s, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not quantized");
  }

  /** The paper's widths: 6-bit weights, 13 bits for everything that flows. */
  private static QuantizeOptions formats() {
    return QuantizeOptions.defaults().withWidth(13).with(FormatKind.WEIGHTS, FormatChoice.width(6));
  }

  private static Model model(InputSpec input, int layers, int hidden, long seed) {
    return TestModels.model(TestModels.network(input, layers, hidden, 0, false), 1.5, seed);
  }
}
