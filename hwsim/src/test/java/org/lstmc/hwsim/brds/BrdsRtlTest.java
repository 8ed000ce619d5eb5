package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.rtl.Cosim;
import org.lstmc.hwsim.rtl.CosimVerdict;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;

/**
 * The Verilog of the engine against the integer datapath and the timed walk: every output word in
 * its cycle. All configurations of a test are compiled together, which is what takes the time.
 */
@Tag("rtl")
class BrdsRtlTest {
  private static final BrdsAccelerator BRDS = new BrdsAccelerator();

  @TempDir Path temp;

  private static Model model(
      InputSpec in, int layers, int hidden, double scale, double sparsity, int bits, long seed) {
    Model m = TestModels.model(TestModels.network(in, layers, hidden, 0, false), scale, seed);
    if (sparsity > 0) {
      m = TestModels.rowBalanced(m, sparsity, seed + 1);
    }
    return TestModels.quantized(m, QuantizeOptions.defaults().withWidth(bits));
  }

  private static MachineOptions options(int rx, int rh, int lead, String index, int words) {
    return MachineOptions.DEFAULT
        .with("rx", rx)
        .with("rh", rh)
        .with("lead", lead)
        .with("index", index)
        .with("xwords", words);
  }

  private static RtlDesign design(
      String name, Model m, MachineOptions o, int steps, double scale, long seed) {
    return BRDS.verilog(name, m, RtlStimulus.random(m.network(), steps, seed, scale), o);
  }

  private static RtlDesign plain(
      String name, int x, int layers, int hidden, double sparsity, MachineOptions o, int steps) {
    Model m = model(InputSpec.features(x), layers, hidden, 1.0, sparsity, 16, name.hashCode());
    return design(name, m, o, steps, 1, 7);
  }

  private void exact(List<RtlDesign> designs) {
    Path folder = temp.resolve("rtl");
    RtlFolder.write(folder, designs);
    for (RtlDesign d : designs) {
      assertThat(Tools.lint(folder, d.top())).as("lint of %s", d.name()).isEmpty();
    }
    Cosim sim = new Cosim(RtlTool.VERILATOR, folder).build();
    for (int powerOn = 1; powerOn <= 3; powerOn++) {
      Map<String, CosimVerdict> verdicts = sim.run(powerOn);
      assertThat(verdicts.values())
          .allSatisfy(v -> assertThat(v.passed()).as("%s: %s", v.design(), v.message()).isTrue());
      assertThat(verdicts).hasSameSizeAs(designs);
    }
  }

  @Test
  void chosenConfigurationsAreExact() {
    Tools.assumePresent(RtlTool.VERILATOR);
    List<RtlDesign> all = new ArrayList<>();
    all.add(plain("smallest", 1, 1, 1, 0, options(1, 1, 0, "relative", 1), 5));
    all.add(plain("relative", 10, 1, 12, 0.5, options(2, 3, 32, "relative", 4), 8));
    all.add(plain("absolute", 10, 1, 12, 0.5, options(2, 3, 32, "absolute", 4), 8));
    all.add(plain("coupled", 9, 1, 7, 0.4, options(2, 1, 0, "relative", 2), 8));
    all.add(plain("lead_one", 9, 1, 7, 0.4, options(1, 4, 1, "relative", 1), 8));
    all.add(plain("dense", 13, 1, 11, 0, options(3, 4, 8, "absolute", 4), 8));
    all.add(plain("dense_two_layers", 7, 2, 9, 0, options(4, 2, 8, "absolute", 3), 8));
    all.add(plain("two_layers", 12, 2, 10, 0.6, options(2, 2, 16, "relative", 2), 8));
    all.add(plain("three_layers", 5, 3, 6, 0.5, options(3, 2, 64, "relative", 2), 8));
    all.add(plain("x_bound", 60, 1, 3, 0.9, options(6, 1, 4, "absolute", 1), 8));
    all.add(plain("uneven_trees", 33, 1, 20, 0.2, options(1, 17, 5, "relative", 2), 6));
    all.add(plain("row_a_cycle", 16, 1, 16, 0.75, options(4, 4, 8, "relative", 2), 8));
    Model narrow = model(InputSpec.features(6), 2, 5, 3.0, 0.5, 5, 11);
    all.add(design("narrow", narrow, options(2, 2, 8, "relative", 2), 12, 4, 3));
    Model saturating = model(InputSpec.features(6), 1, 8, 6.0, 0.5, 8, 12);
    all.add(design("saturating", saturating, options(2, 2, 8, "relative", 2), 20, 100, 4));
    Model truncating = rules(saturating, Rounding.TRN, Overflow.WRAP);
    all.add(design("wrapping", truncating, options(2, 2, 8, "relative", 2), 20, 100, 5));
    Model even = rules(model(InputSpec.oneHot(9), 1, 8, 1.0, 0.5, 10, 13), Rounding.RND_CONV, null);
    all.add(design("one_hot", even, options(1, 3, 8, "absolute", 2), 20, 1, 6));
    Model embedded = model(InputSpec.embedding(9, 6), 1, 70, 1.0, 0.9, 12, 14);
    all.add(design("embedding", embedded, options(3, 5, 32, "relative", 2), 10, 1, 7));
    exact(all);
  }

  private static RtlDesign cell(
      String name,
      int x,
      int layers,
      int hidden,
      int projection,
      boolean peepholes,
      double sparsity,
      MachineOptions o) {
    return cell(name, x, layers, hidden, projection, peepholes, sparsity, o, 0);
  }

  /** Piecewise linear functions of so many segments; 0 for tables. */
  private static QuantizeOptions activations(QuantizeOptions q, int segments) {
    if (segments == 0) {
      return q;
    }
    ActivationSpec lines = new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, segments, 8.0);
    return q.withActivations(lines, segments % 2 == 0 ? lines : q.tanh());
  }

  private static RtlDesign cell(
      String name,
      int x,
      int layers,
      int hidden,
      int projection,
      boolean peepholes,
      double sparsity,
      MachineOptions o,
      int segments) {
    Model m =
        TestModels.model(
            TestModels.network(InputSpec.features(x), layers, hidden, projection, peepholes),
            1.0,
            name.hashCode());
    m = sparsity > 0 ? TestModels.rowBalanced(m, sparsity, 3) : m;
    QuantizeOptions q = activations(QuantizeOptions.defaults().withWidth(12), segments);
    return design(name, TestModels.quantized(m, q), o, 8, 1, 7);
  }

  @Test
  void projectionsPeepholesAndLinesAreExact() {
    Tools.assumePresent(RtlTool.VERILATOR);
    List<RtlDesign> all = new ArrayList<>();
    all.add(cell("least", 1, 1, 1, 1, true, 0, options(1, 1, 0, "relative", 1)));
    all.add(cell("projected", 7, 1, 12, 5, false, 0.5, options(2, 3, 32, "relative", 4)));
    all.add(cell("projected_absolute", 7, 1, 12, 5, false, 0.5, options(2, 3, 8, "absolute", 4)));
    all.add(cell("projected_dense", 7, 1, 11, 6, false, 0, options(2, 3, 8, "absolute", 4)));
    // One beat a group: four words come in a cycle and two, or one, can be written.
    all.add(cell("quick_groups", 5, 1, 12, 30, false, 0.7, options(2, 12, 8, "relative", 2)));
    all.add(cell("quick_dense", 5, 1, 6, 31, false, 0, options(2, 8, 8, "relative", 2)));
    all.add(cell("quick_layers", 5, 2, 9, 23, false, 0.6, options(3, 6, 8, "relative", 2)));
    all.add(cell("coupled_projection", 6, 2, 7, 3, false, 0.5, options(2, 2, 0, "relative", 2)));
    all.add(cell("dense_layers", 6, 2, 7, 3, false, 0, options(2, 2, 4, "relative", 2)));
    all.add(cell("peepholes", 9, 1, 10, 0, true, 0.5, options(2, 3, 8, "relative", 2)));
    all.add(cell("few_cells", 3, 1, 2, 0, true, 0, options(2, 2, 8, "relative", 2)));
    all.add(cell("peephole_layers", 4, 3, 5, 0, true, 0.5, options(3, 3, 8, "absolute", 2)));
    MachineOptions two = options(2, 2, 8, "relative", 2);
    all.add(cell("lines", 5, 1, 6, 0, false, 0.5, two, 16));
    all.add(cell("sigmoid_lines", 5, 2, 6, 4, true, 0.5, two, 23));
    all.add(cell("one_line", 4, 1, 3, 0, true, 0, two, 1));
    all.add(cell("many_lines", 4, 2, 3, 0, false, 0, two, 64));
    all.add(cell("both", 8, 2, 13, 6, true, 0.5, options(3, 2, 8, "relative", 2)));
    exact(all);
  }

  private static Model rules(Model m, Rounding rounding, Overflow overflow) {
    QuantizationSpec q = m.quantization();
    return m.withQuantization(
        new QuantizationSpec(
            q.contract(),
            q.formats(),
            rounding,
            overflow == null ? q.overflow() : overflow,
            q.sigmoid(),
            q.tanh(),
            q.saturations()));
  }

  /** -Drtl.seed=N repeats a run, -Drtl.tries=N makes it longer. */
  @Test
  void randomConfigurationsAreExact() {
    Tools.assumePresent(RtlTool.VERILATOR);
    long seed = Long.getLong("rtl.seed", 20261121L);
    System.out.println("random BRDS configurations: -Drtl.seed=" + seed);
    Random r = new Random(seed);
    List<RtlDesign> all = new ArrayList<>();
    for (int n = 0; n < Integer.getInteger("rtl.tries", 16); n++) {
      int layers = 1 + r.nextInt(3);
      int hidden = 1 + r.nextInt(14);
      InputSpec in =
          r.nextInt(4) == 0
              ? InputSpec.oneHot(2 + r.nextInt(9))
              : InputSpec.features(1 + r.nextInt(20));
      int projection = r.nextInt(2) * (1 + r.nextInt(17));
      boolean peepholes = r.nextBoolean();
      Model m =
          TestModels.model(
              TestModels.network(in, layers, hidden, projection, peepholes), 1.5, r.nextLong());
      int pattern = r.nextInt(4);
      if (pattern == 3) {
        m = TestModels.unstructured(m, 0.6, r.nextLong());
      } else if (pattern > 0) {
        m = TestModels.rowBalanced(m, pattern == 1 ? 0.5 : 0.85, r.nextLong());
      }
      QuantizeOptions q = QuantizeOptions.defaults().withWidth(4 + r.nextInt(13));
      m = TestModels.quantized(m, activations(q, r.nextInt(3) == 0 ? 1 + r.nextInt(12) : 0));
      Rounding rounding = Rounding.values()[r.nextInt(3)];
      m = rules(m, rounding, Overflow.values()[r.nextInt(2)]);
      String index = r.nextBoolean() ? "relative" : "absolute";
      MachineOptions o =
          options(1 + r.nextInt(6), 1 + r.nextInt(6), r.nextInt(12), index, 1 + r.nextInt(4));
      all.add(design("random" + n, m, o, 6, 1 + 3 * r.nextInt(2), r.nextLong()));
    }
    exact(all);
  }
}
