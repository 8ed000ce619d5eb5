package org.lstmc.hwsim.ese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.Tight;

/** The machine's values against the integer datapath, its cycles against a count by hand. */
class EseMachineTest {
  private static final Accelerator ESE = new EseAccelerator();

  @Property(tries = 60)
  void equalsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 13) int hidden,
      @ForAll @IntRange(min = 0, max = 7) int projection,
      @ForAll boolean peepholes,
      @ForAll @IntRange(min = 0, max = 3) int pattern,
      @ForAll @IntRange(min = 1, max = 5) int pes,
      @ForAll @IntRange(min = 1, max = 9) int queue,
      @ForAll @IntRange(min = 1, max = 9) int lanes,
      @ForAll @IntRange(min = 4, max = 16) int bits,
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
            .with("channels", 1)
            .with("pes", pes)
            .with("queue", queue)
            .with("lanes", lanes);

    BitExact.check(ESE, m, TestModels.sequence(m.network(), 6, seed + 1), o);
  }

  /** Gaps above 15 rows: zero entries are stored and multiplied. */
  @Test
  void equalsTheIntegerDatapathAcrossLongGaps() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(9), 1, 70, 40, true), 1, 3);
    m = TestModels.quantized(TestModels.unstructured(m, 0.97, 5), QuantizeOptions.defaults());
    MachineOptions o = MachineOptions.DEFAULT.with("pes", 1).with("channels", 1);
    EsePasses passes = new EsePasses(EseSettings.of(o), 512);
    var wh = Workload.of(m).layers().get(0).wh();
    assertThat(passes.load(wh, 0, 70).padding()).isPositive();
    BitExact.check(ESE, m, TestModels.sequence(m.network(), 12, 7), o);
  }

  /**
   * One input, two cells, two elements, everything kept, one channel, two lanes, XCKU060 at 200
   * MHz.
   *
   * <pre>
   * DRAM: first word after 150 ns = 30 cycles. Wx i: 1 word of 2 entries of 20 bits and 4 pointers
   *   of 1 bit, 44 bits: 1 of its 819-bit cycles, so it can start in 31
   * Wx i f g o: one column. Broadcast, taken a cycle later, 1 entry: 2 cycles each, 31 .. 39
   * Wh i f g o: two columns, 3 cycles each: 39 .. 42 .. 45 .. 48 .. 51; DRAM is ahead
   * sums: product 3, running sum 1, write 1 after the last entry: i 41+5 = 46, g 47+5 = 52, o 55
   * c: read 2, bias 1, rounding 1, tanh 2, i*g and f*c 3, addition 1, rounding 1, write 1:
   *   52 + 12 = 64
   * o starts when c is there: 64; read 2, bias 1, rounding 1, sigmoid 2, product 3, rounding 1,
   *   write 1: 64 + 11 = 75
   * </pre>
   */
  @Test
  void aTinyStepCountedByHand() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(1), 1, 2, 0, false), 1, 8);
    Model q = TestModels.quantized(m, QuantizeOptions.defaults());
    Sequence s = TestModels.sequence(q.network(), 1, 4);
    MachineOptions o = MachineOptions.DEFAULT.with("channels", 1).with("pes", 2);
    SerialDesign d =
        EseDesign.of(Workload.of(q, 1), EseSettings.of(o), Devices.load("XCKU060"), 200);

    Tight.first(d, q, s, (p, matrix) -> EseStorage.of(p, matrix, 2), 75);
  }

  /** 1408 DSP on the paper's 32 channels are 44 a channel. */
  @Test
  void fewerMultipliersAreFewerChannels() {
    Workload w =
        Workload.ofShape(
            "lstm:153,1024,p512,peep",
            new ShapeRatios(0.888, 0.888, 0.888, 12, 16, 0, 0, 0, null),
            1);
    MachineOptions o = MachineOptions.DEFAULT.withDevice("XCKU060");
    assertThat(ESE.simulate(w, o).resources().dsp()).isEqualTo(1408);
    assertThat(ESE.simulate(w, o.with("dsp", 1407)).streams()).isEqualTo(31);
    assertThat(ESE.simulate(w, o.with("dsp", 44)).resources().dsp()).isEqualTo(44);
    assertThatThrownBy(() -> ESE.simulate(w, o.with("dsp", 43))).hasMessageContaining("takes 44");
  }

  @Test
  void whatItCannotRunIsRefusedWithTheWayOut() {
    Workload gru =
        Workload.of(
            TestModels.model(
                TestModels.network(CellType.GRU, InputSpec.features(3), 1, 4, 0, false), 1, 1));
    assertThat(ESE.whyNot(gru)).hasValueSatisfying(w -> assertThat(w).contains("lstm"));

    Model m = TestModels.model(TestModels.network(InputSpec.features(4), 1, 4, 0, false), 0.5, 8);
    Workload w = Workload.of(m);
    MachineOptions tooMany = MachineOptions.DEFAULT.with("channels", 300);
    assertThatThrownBy(() -> ESE.simulate(w, tooMany))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("DSP")
        .hasMessageContaining("--set channels");

    Model c = TestModels.quantized(TestModels.circulant(m, 2, 2, 0), QuantizeOptions.defaults());
    Sequence s = TestModels.sequence(c.network(), 3, 1);
    assertThatThrownBy(() -> ESE.run(c, s, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("ese has no transforms");
  }
}
