package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Uncertainty;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.Chips;
import org.lstmc.hwsim.parts.tensor.TensorLayer.Part;

/** The figures of docs/machines.md, published beside ours. */
class PublishedFiguresTest {
  private static final Chip TIE = Chips.load("TIE-28");
  private static final Chip FDHT = Chips.load("FDHT-28");
  private static final String HT_UCF11 = "ht:8,10,10,9,8:16,4,2,4,2:(((1,2),3),(4,5)):4:5";
  private static final String YOUTUBE = "tt:4,20,20,36:4,4,4,4:4";

  @Test
  void tiePowerAndAreaByPart() throws IOException {
    TensorEvidence.Comparison c =
        TensorEvidence.of(TIE, TensorSettings.of("tie", 1, MachineOptions.DEFAULT)).get(0);
    StringBuilder rows = new StringBuilder();
    c.published()
        .partsMw()
        .forEach((p, mw) -> rows.append(row(p + ", mW", mw, c.partMw(p), "%.1f")));
    rows.append(row("total, mW", 154.8, c.powerMw(), "%.1f"));
    for (String p : new String[] {"memory", "registers", "combinational", "filler"}) {
      rows.append(row(p + ", mm2", c.published().partsMm2().get(p), c.partMm2(p), "%.3f"));
    }
    rows.append(row("total, mm2", 1.744, c.areaMm2(), "%.3f"));
    documented(rows.toString());
  }

  @Test
  void uncertaintyIsTheGreatestMiss() {
    Uncertainty u =
        TensorEvidence.uncertainty(TIE, TensorSettings.of("tie", 1, MachineOptions.DEFAULT));
    assertThat(u.powerPercent())
        .isEqualTo(50); // of the model that all chips share: HCGS from the others
    assertThat(u.areaPercent()).isEqualTo(20); // 1.744 of 1.48 mm2
    assertThat(u.origin()).contains("18144 cycles").contains("derived: EIE's published VGG-FC6");
  }

  @Test
  void cyclesAndConflicts() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (String[] r :
        new String[][] {
          {"VGG-FC6, TT rank 4", "tt:2,7,8,8,7,4:4,4,4,4,4,4:4", "1", " (14,624)", " (18,144)"},
          {"VGG-FC7, TT rank 4", "tt:4,4,4,4,4,4:4,4,4,4,4,4:4", "1", "", ""},
          {"LSTM-UCF11, TT rank 4", "tt:8,20,20,18:4,4,4,4:4", "1", "", ""},
          {"LSTM-Youtube, TT rank 4", YOUTUBE, "1", " (5,584)", " (6,096)"},
          {"HT-LSTM UCF11 (4/5), 2,408,448 products", HT_UCF11, "1", "", ""},
          {"the same, `split=4`", HT_UCF11, "4", "", ""}
        }) {
      int split = Integer.parseInt(r[2]);
      long[] waits = new long[Access.values().length];
      long free = 0;
      for (Access a : Access.values()) {
        TensorDesign d = design(r[1], TIE, split, 4, a);
        waits[a.ordinal()] = d.part(Part.READ_WAITS) + d.part(Part.WRITE_WAITS);
        free = d.cycles() - waits[a.ordinal()];
      }
      long bound = design(r[1], TIE, split, 0, Access.CONFLICT_FREE).cycles();
      rows.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d%s | %,d%s | %,d | %,d | %,d |\n",
              r[0],
              bound,
              r[3],
              free,
              r[4],
              waits[0],
              waits[1],
              waits[2]));
    }
    documented(rows.toString());
  }

  /** FDHT over TIE on LSTM-Youtube for readings of what is not published. */
  @Test
  void fdhtAgainstTie() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (String[] r :
        new String[][] {
          {"TIE's modes, balanced tree, rank 4", "ht:4,20,20,36:4,4,4,4:((1,2),(3,4)):4:4", "1"},
          {"same, columns share elements", "ht:4,20,20,36:4,4,4,4:((1,2),(3,4)):4:4", "4"},
          {"rank 3, columns share elements", "ht:4,20,20,36:4,4,4,4:((1,2),(3,4)):3:3", "4"},
          {"rank 2, columns share elements", "ht:4,20,20,36:4,4,4,4:((1,2),(3,4)):2:2", "4"},
          {
            "UCF11's modes, 4/5, columns share",
            "ht:8,10,10,9,8:4,4,2,4,2:(((1,2),3),(4,5)):4:5",
            "4"
          }
        }) {
      rows.append(against(r[0], r[1], Integer.parseInt(r[2])));
    }
    documented(rows.toString());
  }

  private static String against(String name, String shape, int split) {
    TensorDesign tie = design(YOUTUBE, TIE, 1);
    TensorDesign own = design(shape, FDHT, split);
    double faster = (double) tie.cycles() / own.cycles();
    double power = own.power().chipW() / tie.power().chipW();
    double area = own.resources().areaMm2() / tie.resources().areaMm2();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %.2f | %.2f | %.2f |\n",
        name,
        TensorEvidence.workload(shape).plan().multiplications(),
        own.cycles(),
        faster,
        faster / area,
        faster / power);
  }

  private static TensorDesign design(String shape, Chip chip, int split) {
    return design(shape, chip, split, 4, Access.CONFLICT_FREE);
  }

  private static TensorDesign design(
      String shape, Chip chip, int split, int passCycles, Access access) {
    return TensorDesign.of(
        TensorEvidence.workload(shape),
        TensorSettings.of(
            "fdht",
            split,
            MachineOptions.DEFAULT.with("passcycles", passCycles).with("access", access.label())),
        chip,
        chip.points().get(0));
  }

  private static String row(String name, double published, double ours, String format) {
    return String.format(
        Locale.ROOT,
        "| %s | " + format + " | " + format + " | %+.0f %% |\n",
        name,
        published,
        ours,
        100 * (ours / published - 1));
  }

  private static void documented(String rows) throws IOException {
    assertThat(Files.readString(Path.of("../docs/machines.md"))).contains(rows);
  }
}
