package org.lstmc.hwsim.bbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BitExact;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.parts.serial.RowSizing;
import org.lstmc.hwsim.parts.serial.Tight;

/** The machine's values against the integer datapath, its cycles against counts by hand. */
class BbsMachineTest {
  private static final Accelerator BBS = new BbsAccelerator();

  /** Banks of every matrix that has enough columns, half of each kept. */
  static Model balanced(Model m, int banks, double ratio) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, MatrixCompression> matrices = new TreeMap<>();
    for (String name : m.network().layerMatrices()) {
      Tensor t = m.weights().get(name);
      int width = (t.cols() + banks - 1) / banks;
      boolean fits = (banks - 1) * width < t.cols() && width - Math.round(ratio * width) >= 1;
      if (fits) {
        Map<String, Integer> p = Map.of(BankBalanced.BANKS, banks);
        masks.put(name, new BankBalanced().select(t, ratio, p));
        matrices.put(name, new MatrixCompression("bank-balanced", ratio, p));
      }
    }
    return m.withCompression(new CompressionSpec("bank-balanced", matrices), masks);
  }

  @Property(tries = 60)
  void equalsTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 13) int hidden,
      @ForAll @IntRange(min = 0, max = 7) int projection,
      @ForAll boolean peepholes,
      @ForAll @IntRange(min = 1, max = 4) int banks,
      @ForAll @IntRange(min = 0, max = 5) int multipliers,
      @ForAll @IntRange(min = 0, max = 5) int pes,
      @ForAll @IntRange(min = 4, max = 16) int bits,
      @ForAll boolean stream,
      @ForAll long seed) {
    InputSpec input = InputSpec.features(1 + (int) Math.floorMod(seed, 11L));
    Model m =
        TestModels.model(
            TestModels.network(input, layers, hidden, projection, peepholes), 1.5, seed);
    m = balanced(m, banks, seed % 2 == 0 ? 0.5 : 0.7);
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
    MachineOptions o = MachineOptions.DEFAULT.withStream(stream);
    o = multipliers > 0 ? o.with("banks", multipliers) : o;
    o = pes > 0 ? o.with("pes", pes) : o;

    BitExact.check(BBS, m, TestModels.sequence(m.network(), 6, seed + 1), o);
  }

  /**
   * Four inputs in two banks with one weight each, two cells, Wh dense, one element of two
   * multipliers, two lanes.
   *
   * <pre>
   * x comes in one cycle and can be read from 1
   * Wx i f g o: two rows of one beat each: 1 .. 3 .. 5 .. 7 .. 9
   * Wh i f g o: two columns, a bank each, two rows of one beat: 9 .. 11 .. 13 .. 15 .. 17
   * sums: read 2, product 3, tree 1, running sum 1, write 1 after the last beat: g 14+8 = 22, o 24
   * c: read 2, bias 1, rounding 1, tanh 2, products 3, addition 1, rounding 1, write 1: 22 + 12 = 34
   * o starts when c is there: 34, and h can be read 2+1+1+2+3+1+1 = 11 later: 45
   * </pre>
   */
  @Test
  void aTinyStepCountedByHand() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(4), 1, 2, 0, false), 1, 8);
    Model q = TestModels.quantized(balanced(m, 2, 0.5), QuantizeOptions.defaults());
    assertThat(q.masks()).containsOnlyKeys("layers.0.wx");
    Sequence s = TestModels.sequence(q.network(), 1, 4);
    MachineOptions o = MachineOptions.DEFAULT.with("pes", 1).with("banks", 2).with("lanes", 2);
    RowSizing.Choice c =
        BbsDesign.choose(
            Workload.of(q, 1), BbsSettings.of(o), Devices.load("ARRIA10-GX1150"), 200, false);

    Tight.first(c.design(), q, s, (p, matrix) -> BbsStorage.of(p, matrix, 2), 45);
  }

  @Test
  void masksWithoutEqualBanksAreRefused() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(8), 1, 8, 0, false), 1, 8);
    Model good = balanced(m, 2, 0.5);
    assertThat(BBS.whyNot(good)).isEmpty();
    Mask wh = good.masks().get("layers.0.wh");
    wh.kept().flip(wh.kept().nextSetBit(9));
    assertThat(BBS.whyNot(Workload.of(good)))
        .hasValueSatisfying(
            w -> assertThat(w).contains("layers.0.wh", "bank", "row", "bank-balanced"));
    Model any = TestModels.unstructured(m, 0.5, 3);
    assertThatThrownBy(() -> BBS.simulate(Workload.of(any), MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("says nothing of banks")
        .hasMessageContaining("prune --pattern bank-balanced");
  }

  /** The array's cycles are 4 * rows/pes * (Wx beats + Wh beats) + projection; nothing is lost. */
  @Test
  void theArrayFollowsTheClosedFormula() {
    Workload w = Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.uniform(0.875), 10);
    Simulation s = BBS.simulate(w, MachineOptions.DEFAULT.with("pes", 32).with("banks", 64));
    // kept of a row: 19, 64, 128 on 64 multipliers: 1, 1, 2 beats; 1024/32 and 512/32 rows
    long array = 4 * 32 * (1 + 1) + 16 * 2;
    assertThat(s.stages().stream().mapToLong(x -> x.cycles()).sum()).isEqualTo(array);
    UnitUse unit = s.units().get(0);
    double all = unit.busyCycles() + unit.stallCycles().values().stream().mapToDouble(d -> d).sum();
    assertThat(all).isCloseTo(s.cyclesPerStep(), org.assertj.core.api.Assertions.within(1e-6));
    assertThat(unit.busyCycles()).isEqualTo(w.nonZeros() / 2048.0);
  }
}
