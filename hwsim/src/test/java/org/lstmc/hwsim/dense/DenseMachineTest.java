package org.lstmc.hwsim.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
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
import org.lstmc.hwsim.parts.serial.SerialDesign;
import org.lstmc.hwsim.parts.serial.Tight;

/** Both dense engines: values against the integer datapath, cycles against counts and formulas. */
class DenseMachineTest {
  private static final Accelerator DENSE = new DenseAccelerator();
  private static final Accelerator SYSTOLIC = new SystolicAccelerator();

  private static Model tiny(int inputs) {
    Model m =
        TestModels.model(TestModels.network(InputSpec.features(inputs), 1, 2, 0, false), 1, 8);
    return TestModels.quantized(m, QuantizeOptions.defaults());
  }

  @Property(tries = 60)
  void equalTheIntegerDatapath(
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll @IntRange(min = 1, max = 13) int hidden,
      @ForAll @IntRange(min = 0, max = 7) int projection,
      @ForAll boolean peepholes,
      @ForAll boolean pruned,
      @ForAll @IntRange(min = 0, max = 5) int a,
      @ForAll @IntRange(min = 0, max = 5) int b,
      @ForAll @IntRange(min = 4, max = 16) int bits,
      @ForAll boolean stream,
      @ForAll long seed) {
    InputSpec input = InputSpec.features(1 + (int) Math.floorMod(seed, 11L));
    Model m =
        TestModels.model(
            TestModels.network(input, layers, hidden, projection, peepholes), 1.5, seed);
    m = pruned ? TestModels.unstructured(m, 0.6, seed) : m;
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
    Sequence s = TestModels.sequence(m.network(), 6, seed + 1);
    MachineOptions o = MachineOptions.DEFAULT.withStream(stream);
    MachineOptions vector = a > 0 ? o.with("pes", a) : o;
    BitExact.check(DENSE, m, s, b > 0 ? vector.with("width", b) : vector);
    MachineOptions array =
        a > 0 && b > 0 ? o.with("rows", a).with("cols", b).with("streams", 3) : o.with("dsp", 400);
    BitExact.check(SYSTOLIC, m, s, array);
  }

  /**
   * Three inputs, two cells, two elements of two multipliers, two lanes.
   *
   * <pre>
   * x comes in one cycle and can be read from 1
   * Wx i f g o: both rows at once, 2 beats of 3 columns: 1 .. 3 .. 5 .. 7 .. 9
   * Wh i f g o: 1 beat of 2 columns: 9 .. 10 .. 11 .. 12 .. 13
   * sums: read 2, product 3, tree 1, running sum 1, write 1 after the last beat: g 11+8 = 19, o 20
   * c: read 2, bias 1, rounding 1, tanh 2, products 3, addition 1, rounding 1, write 1: 19 + 12 = 31
   * o starts when c is there: 31, and h can be read 2+1+1+2+3+1+1 = 11 later: 42
   * </pre>
   */
  @Test
  void aTinyStepOfTheVectorEngineCountedByHand() {
    Model q = tiny(3);
    MachineOptions o = MachineOptions.DEFAULT.with("pes", 2).with("width", 2).with("lanes", 2);
    RowSizing.Choice c =
        DenseDesign.choose(
            Workload.of(q, 1), DenseSettings.of(o), Devices.load("XCKU9P"), 200, false);

    Sequence s = TestModels.sequence(q.network(), 1, 4);
    Tight.first(c.design(), q, s, (p, matrix) -> DenseWeights.of(p, matrix, 2), 42);
  }

  /**
   * One input, two cells, an array of two rows and one column, two lanes. A fold takes 2*2 + 1 - 2
   * + K cycles.
   *
   * <pre>
   * x can be read from 1. Wx i f g o, K = 1: 4 cycles each: 1 .. 5 .. 9 .. 13 .. 17
   * Wh i f g o, K = 2: 5 cycles each: 17 .. 22 .. 27 .. 32 .. 37; sums are written 1 later: g 32
   * c 12 later: 44; o starts then, h can be read 11 later: 55
   * </pre>
   */
  @Test
  void aTinyStepOfTheSystolicArrayCountedByHand() {
    Model q = tiny(1);
    MachineOptions o = MachineOptions.DEFAULT.with("rows", 2).with("cols", 1).with("lanes", 2);
    SerialDesign d =
        SystolicDesign.choose(
            Workload.of(q, 1), SystolicSettings.of(o), Devices.load("XCKU9P"), 200, false);

    Sequence s = TestModels.sequence(q.network(), 1, 4);
    Tight.first(d, q, s, (p, matrix) -> DenseWeights.of(p, matrix, 1), 55);
  }

  /** Operands move through registers, sums stay, then shift out downwards, one row a cycle. */
  @Property(tries = 100)
  void aFoldIsTheSteppedArray(
      @ForAll @IntRange(min = 1, max = 6) int rows,
      @ForAll @IntRange(min = 1, max = 6) int cols,
      @ForAll @IntRange(min = 1, max = 9) int k) {
    int[][] weights = new int[rows][cols];
    int[][] vectors = new int[rows][cols];
    int[][] products = new int[rows][cols];
    int cycles = 0;
    int done = 0;
    while (done < rows * cols) {
      for (int r = rows - 1; r >= 0; r--) {
        for (int c = cols - 1; c >= 0; c--) {
          int step = cycles - r - c; // which operand enters a skewed edge
          boolean edge = step >= 0 && step < k;
          weights[r][c] = c > 0 ? weights[r][c - 1] : edge ? step + 1 : 0;
          vectors[r][c] = r > 0 ? vectors[r - 1][c] : edge ? step + 1 : 0;
          if (weights[r][c] > 0 && vectors[r][c] > 0) {
            assertThat(weights[r][c]).isEqualTo(vectors[r][c]);
            products[r][c]++;
            done += products[r][c] == k ? 1 : 0;
          }
        }
      }
      cycles++;
    }
    cycles += rows; // the sums of the top row leave last
    Workload w = Workload.ofShape("lstm:" + k + "," + rows, ShapeRatios.uniform(0), 1);
    MachineOptions o = MachineOptions.DEFAULT.with("rows", rows).with("cols", cols);
    assertThat(SYSTOLIC.simulate(w, o).stages().get(0).cycles()).isEqualTo(cycles);
  }

  /** With a lane for every cell the step is what the array takes, or what h takes to come round. */
  @Property(tries = 200)
  void theVectorEngineFollowsTheClosedFormula(
      @ForAll @IntRange(min = 1, max = 60) int inputs,
      @ForAll @IntRange(min = 1, max = 40) int cells,
      @ForAll @IntRange(min = 1, max = 9) int pes,
      @ForAll @IntRange(min = 1, max = 9) int width) {
    Workload w = Workload.ofShape("lstm:" + inputs + "," + cells, ShapeRatios.uniform(0), 1);
    Simulation s =
        DENSE.simulate(
            w,
            MachineOptions.DEFAULT
                .with("pes", pes)
                .with("width", width)
                .with("xwords", 64)
                .with("lanes", 40));
    long rows = ((long) cells + pes - 1) / pes;
    long x = rows * ((inputs + width - 1) / width);
    long h = rows * ((cells + width - 1) / width);
    long tree = 0;
    while ((1L << tree) < width) {
      tree++;
    }
    // after the array has left Wh o in cycle 0: its sums, and those of g a pass before
    long sums = -1 + 2 + 3 + tree + 1 + 1;
    long state = Math.max(sums, sums - h + 12) + 11;
    assertThat((long) s.cyclesPerStep()).isEqualTo(4 * h + Math.max(4 * x, state));
  }

  @Test
  void zerosCostWhatWeightsCost() {
    MachineOptions o = MachineOptions.DEFAULT.with("pes", 16).with("width", 8);
    Workload all = Workload.ofShape("lstm:40,64", ShapeRatios.uniform(0), 10);
    Workload few = Workload.ofShape("lstm:40,64", ShapeRatios.uniform(0.75), 10);
    for (Accelerator a : new Accelerator[] {DENSE, SYSTOLIC}) {
      MachineOptions own = a == DENSE ? o : MachineOptions.DEFAULT.with("rows", 8).with("cols", 4);
      Simulation dense = a.simulate(all, own);
      Simulation sparse = a.simulate(few, own);
      assertThat(sparse.cyclesPerStep()).isEqualTo(dense.cyclesPerStep());
      assertThat(sparse.activity().macs()).isEqualTo(dense.activity().macs() / 4);
      assertThat(sparse.resources()).isEqualTo(dense.resources());
      UnitUse unit = sparse.units().get(0);
      assertThat(unit.stallCycles().get("zeros multiplied")).isEqualTo(3 * unit.busyCycles());
      double sum =
          unit.busyCycles() + unit.stallCycles().values().stream().mapToDouble(d -> d).sum();
      assertThat(sum).isCloseTo(sparse.cyclesPerStep(), within(1e-6));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedOrStreams() {
    Workload w = Workload.ofShape("lstm:1500,1500", ShapeRatios.uniform(0), 10);
    for (Accelerator a : new Accelerator[] {DENSE, SYSTOLIC}) {
      assertThatThrownBy(() -> a.simulate(w, MachineOptions.DEFAULT))
          .isInstanceOf(LstmcException.class)
          .hasMessageContaining("BRAM36")
          .hasMessageContaining("--stream");
      Simulation s = a.simulate(w, MachineOptions.DEFAULT.withStream(true));
      // 18 million weights of 16 bits at 19.2 GB/s, 80 %, 200 MHz: 614 bits a cycle
      double load = 8 * Math.ceil(1500.0 * 1500 * 16 / 614);
      assertThat(s.cyclesPerStep()).isGreaterThanOrEqualTo(load);
      assertThat(s.activity().dramBits()).isCloseTo(18e6 * 16, within(8.0 * 614));
    }
  }
}
