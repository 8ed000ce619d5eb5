package org.lstmc.hwsim.parts.circulant;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.clstm.ClstmAccelerator;
import org.lstmc.hwsim.ernn.ErnnAccelerator;

/** What both machines compute against the integer datapath of core, bit for bit. */
class CirculantMachineTest {
  private static final Accelerator CLSTM = new ClstmAccelerator();
  private static final Accelerator ERNN = new ErnnAccelerator();

  @Property(tries = 40)
  void clstmEqualsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 21) int hidden,
      @ForAll @IntRange(min = 0, max = 9) int projection,
      @ForAll boolean peepholes,
      @ForAll @IntRange(min = 1, max = 4) int logK,
      @ForAll @IntRange(min = 0, max = 4) int p,
      @ForAll @IntRange(min = 1, max = 3) int v,
      @ForAll @IntRange(min = 6, max = 16) int bits,
      @ForAll long seed) {
    InputSpec input = InputSpec.features(1 + (int) Math.floorMod(seed, 19L));
    Model m =
        TestModels.model(
            TestModels.network(input, layers, hidden, projection, peepholes), 1.0, seed);
    m = TestModels.circulant(m, 1 << logK, 1 << logK, 1 << logK);
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
    MachineOptions o = MachineOptions.DEFAULT.with("v", v);
    o = p > 0 ? o.with("p", p) : o;

    BitExact.check(CLSTM, m, TestModels.sequence(m.network(), 5, seed + 1), o);
  }

  @Property(tries = 50)
  void ernnEqualsTheIntegerDatapath(
      @ForAll CellType cell,
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 21) int hidden,
      @ForAll @IntRange(min = 0, max = 9) int projection,
      @ForAll @IntRange(min = 1, max = 4) int logX,
      @ForAll @IntRange(min = 1, max = 4) int logH,
      @ForAll @IntRange(min = 1, max = 3) int logP,
      @ForAll @IntRange(min = 1, max = 9) int pe,
      @ForAll @IntRange(min = 6, max = 16) int bits,
      @ForAll long seed) {
    InputSpec input = InputSpec.features(1 + (int) Math.floorMod(seed, 19L));
    boolean lstm = cell == CellType.LSTM;
    Model m =
        TestModels.model(
            TestModels.network(
                cell, input, layers, hidden, lstm ? projection : 0, lstm && seed % 2 == 0),
            1.0,
            seed);
    m = TestModels.circulant(m, 1 << logX, 1 << logH, 1 << logP);
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
    MachineOptions o = MachineOptions.DEFAULT.with("v", 1 + (int) Math.floorMod(seed, 3L));
    o = pe > 1 ? o.with("pe", pe) : o;

    BitExact.check(ERNN, m, TestModels.sequence(m.network(), 5, seed + 1), o);
  }

  @Test
  void equalOnTokensAndWithTheLinesOfThePapers() {
    QuantizeOptions d = QuantizeOptions.defaults().withWidth(12);
    for (InputSpec input : new InputSpec[] {InputSpec.embedding(9, 6), InputSpec.oneHot(9)}) {
      for (CellType cell : CellType.values()) {
        Model m = TestModels.model(TestModels.network(cell, input, 2, 16, 0, false), 0.8, 3);
        m = TestModels.quantized(TestModels.circulant(m, 8, 4, 4), d);
        BitExact.check(ERNN, m, TestModels.sequence(m.network(), 12, 5), MachineOptions.DEFAULT);
      }
    }
    ActivationSpec lines = new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, 22, 8.0);
    Model m = TestModels.model(TestModels.network(InputSpec.features(7), 1, 12, 6, true), 1, 8);
    m = TestModels.quantized(TestModels.circulant(m, 4, 4, 4), d.withActivations(lines, lines));
    BitExact.check(CLSTM, m, TestModels.sequence(m.network(), 15, 6), MachineOptions.DEFAULT);
  }

  @Test
  void aModelWithoutFormatsIsRefused() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(3), 1, 4, 0, false), 1, 8);
    Model circulant = TestModels.circulant(m, 2, 2, 2);
    Sequence s = TestModels.sequence(m.network(), 3, 1);

    assertThatThrownBy(() -> ERNN.run(circulant, s, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("not quantized");
    assertThatThrownBy(() -> ERNN.run(m, s, MachineOptions.DEFAULT))
        .hasMessageContaining("layers.0.wx is dense");
  }
}
