package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;

/** Words that go through the banks against the integer datapath of core, bit for bit. */
class TensorMachineTest {
  @Property(tries = 40)
  void equalsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 40) int inputs,
      @ForAll @IntRange(min = 0, max = 2) int access,
      @ForAll @IntRange(min = 0, max = 5) int passCycles,
      @ForAll @IntRange(min = 1, max = 70) int banks,
      @ForAll boolean fdht,
      @ForAll long seed) {
    Model m = model(inputs, layers, seed);
    m = TestModels.quantized(m, QuantizeOptions.defaults());
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("access", Access.values()[access].label())
            .with("passcycles", passCycles)
            .with("banks", banks)
            .with("elements", 1 + Math.floorMod(seed, 5))
            .with("macs", 1 << Math.floorMod(seed, 4))
            .with("split", 1 << Math.floorMod(seed, 3))
            .with("framewords", Math.floorMod(seed, 3));
    Accelerator machine = Accelerators.byName(fdht ? "fdht" : "tie");
    BitExact.check(machine, m, TestModels.sequence(m.network(), 4, seed + 1), o);
  }

  @Property(tries = 5)
  void equalsTheIntegerDatapathAsBuilt(
      @ForAll @IntRange(min = 1, max = 60) int inputs, @ForAll @IntRange(min = 1, max = 9) int s) {
    Model m = TestModels.quantized(model(inputs, 1, s), QuantizeOptions.defaults().withWidth(12));
    for (String name : new String[] {"tie", "fdht"}) {
      BitExact.check(
          Accelerators.byName(name),
          m,
          TestModels.sequence(m.network(), 6, s),
          MachineOptions.DEFAULT);
    }
  }

  @Test
  void aModelWithoutFormatsIsRefused() {
    Model m = model(5, 1, 3);
    assertThatThrownBy(
            () ->
                Accelerators.byName("tie")
                    .run(m, TestModels.sequence(m.network(), 3, 1), MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not quantized");
  }

  private static Model model(int inputs, int layers, long seed) {
    return TestModels.model(new TensorNetworks(seed).network(inputs, layers), 1.0, seed);
  }
}
