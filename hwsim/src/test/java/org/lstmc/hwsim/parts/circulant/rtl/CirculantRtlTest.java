package org.lstmc.hwsim.parts.circulant.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lstmc.core.model.CellType.GRU;
import static org.lstmc.core.model.CellType.GRU_RESET_BEFORE;
import static org.lstmc.core.model.CellType.LSTM;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.ernn.ErnnAccelerator;
import org.lstmc.hwsim.rtl.Cosim;
import org.lstmc.hwsim.rtl.CosimVerdict;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;

/** The exported block-circulant machine in free simulators: every word in its bit and its cycle. */
class CirculantRtlTest {
  @TempDir Path temp;

  /** Odd sizes with filled blocks, the smallest legal, two layers, all modes, lines, saturation. */
  static List<RtlCase> cases() {
    return List.of(
        RtlCase.of(LSTM, 1, 1, 1, 2, 1, 1),
        RtlCase.of(GRU, 1, 1, 1, 2, 1, 1),
        RtlCase.of(GRU_RESET_BEFORE, 1, 1, 1, 2, 1, 1),
        RtlCase.of(LSTM, 1, 7, 11, 4, 3, 2).withProjection(0, 1, true),
        RtlCase.of(LSTM, 2, 3, 6, 2, 3, 3),
        RtlCase.of(LSTM, 1, 9, 13, 8, 2, 3).withProjection(6, 1, true),
        RtlCase.of(LSTM, 2, 9, 13, 4, 2, 3).withProjection(6, 3, true),
        RtlCase.of(LSTM, 1, 17, 18, 16, 1, 5)
            .withNumbers(16, 0, Rounding.RND_CONV, Overflow.SAT, 1),
        RtlCase.of(LSTM, 3, 2, 5, 2, 2, 1)
            .withProjection(3, 1, false)
            .withNumbers(9, 0, Rounding.TRN, Overflow.WRAP, 6),
        RtlCase.of(LSTM, 2, 5, 8, 4, 8, 8).withNumbers(12, 22, Rounding.RND, Overflow.SAT, 9),
        RtlCase.of(GRU, 2, 5, 7, 4, 3, 2),
        RtlCase.of(GRU, 1, 11, 9, 8, 4, 1).withNumbers(10, 0, Rounding.TRN, Overflow.SAT, 40),
        RtlCase.of(GRU, 3, 3, 5, 2, 5, 2).withNumbers(14, 16, Rounding.RND, Overflow.WRAP, 5),
        RtlCase.of(GRU_RESET_BEFORE, 2, 5, 7, 4, 3, 2).withProjection(0, 2, false),
        RtlCase.of(GRU_RESET_BEFORE, 1, 11, 9, 8, 4, 4)
            .withNumbers(11, 22, Rounding.RND_CONV, Overflow.SAT, 30),
        RtlCase.of(GRU_RESET_BEFORE, 3, 6, 5, 2, 2, 3)
            .withNumbers(9, 0, Rounding.RND, Overflow.WRAP, 6)
            .withSteps(4));
  }

  private static List<RtlDesign> designs(List<RtlCase> cases) {
    List<RtlDesign> all = new ArrayList<>();
    for (RtlCase c : cases) {
      all.add(c.design("d" + all.size()));
    }
    return all;
  }

  private static void assertAllPass(Map<String, CosimVerdict> verdicts) {
    assertThat(verdicts.values()).allSatisfy(v -> assertThat(v.passed()).as(v.toString()).isTrue());
  }

  @Test
  void everyWordInItsBitAndItsCycle() {
    Tools.assumePresent(RtlTool.ICARUS);
    RtlFolder.write(temp.resolve("a"), designs(cases()));

    Map<String, CosimVerdict> v = new Cosim(RtlTool.ICARUS, temp.resolve("a")).build().run(1);

    assertThat(v).hasSize(cases().size());
    assertAllPass(v);
  }

  @Test
  void powerOnValuesDoNotMatter() {
    Tools.assumePresent(RtlTool.VERILATOR);
    List<RtlCase> some = List.of(cases().get(4), cases().get(1), cases().get(2));
    RtlFolder.write(temp.resolve("a"), designs(some));

    Cosim cosim = new Cosim(RtlTool.VERILATOR, temp.resolve("a")).build();

    for (int seed = 1; seed <= 3; seed++) {
      assertAllPass(cosim.run(seed));
    }
  }

  /** The smallest, a projection with peepholes, wrapping lines in three layers, two units. */
  @Test
  void lintIsClean() {
    Tools.assumePresent(RtlTool.VERILATOR);
    for (int i : new int[] {0, 3, 12, 13}) {
      Path folder = temp.resolve("lint" + i);
      RtlFolder.write(folder, cases().get(i).design("d"));
      assertThat(Tools.lint(folder, "d_top")).as("%s", cases().get(i)).isEmpty();
    }
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    Tools.assumePresent(RtlTool.ICARUS);
    Path a = temp.resolve("a");
    RtlFolder.write(a, designs(cases().subList(3, 5)));
    Path weights = a.resolve("mem/d1_a_spectra.hex");
    String text = Files.readString(weights);
    char first = text.charAt(0) == 'f' ? 'e' : 'f';
    Files.writeString(weights, first + text.substring(1));

    Map<String, CosimVerdict> v = new Cosim(RtlTool.ICARUS, a).build().run(1);

    assertThat(v.get("d0").passed()).isTrue();
    assertThat(v.get("d1").passed()).isFalse();
    assertThat(v.get("d1").message()).contains("step 0").contains("expected");
  }

  @Test
  void whatTheCoresAreNotBuiltForIsRefused() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(5), 1, 8, 0, false), 1, 3);
    m = TestModels.quantized(TestModels.circulant(m, 4, 2, 2), QuantizeOptions.defaults());
    Model mixed = m;
    Sequence s = TestModels.sequence(m.network(), 2, 4);

    assertThatThrownBy(
            () ->
                CirculantRtl.of(
                    "d",
                    mixed,
                    new ErnnAccelerator().design(Workload.of(mixed, 2), MachineOptions.DEFAULT),
                    s))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("one block size");
  }
}
