package org.lstmc.hwsim.parts.circulant.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;

/** DSP blocks and block RAM that yosys counts are those that are foretold. */
class CirculantSynthesisTest {
  @TempDir Path temp;

  @Test
  void dspAndBlockRamAreAsForetold() throws IOException, InterruptedException {
    Tools.assumePresent(RtlTool.YOSYS);
    RtlDesign d = RtlCase.of(CellType.GRU, 1, 20, 40, 4, 2, 1).design("d");
    Path folder = temp.resolve("a");
    RtlFolder.write(folder, d);
    List<String> files;
    try (var all = Files.list(folder.resolve("rtl"))) {
      files = all.map(f -> "rtl/" + f.getFileName()).sorted().toList();
    }
    String script =
        "read_verilog -defer "
            + String.join(" ", files)
            + "; synth_xilinx -family xcup -noiopad -noclkbuf -flatten -top d_top -run :fine;"
            + " tee -o stat.txt stat";

    int exit =
        new ProcessBuilder("yosys", "-q", "-p", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("yosys.log").toFile())
            .start()
            .waitFor();

    assertThat(exit).as(Files.readString(folder.resolve("yosys.log"))).isZero();
    String stat = Files.readString(folder.resolve("stat.txt"));
    Map<?, ?> predicted = (Map<?, ?>) d.facts().get("predicted");
    assertThat((long) count(stat, "DSP48E2")).isEqualTo(predicted.get("dsp"));
    assertThat(count(stat, "RAMB36E2") + count(stat, "RAMB18E2") / 2.0)
        .isEqualTo(predicted.get("bram36"));
  }

  private static int count(String stat, String cell) {
    Matcher m = Pattern.compile("\\s" + cell + "\\s+(\\d+)").matcher(stat);
    int last = 0;
    while (m.find()) {
      last = Integer.parseInt(m.group(1));
    }
    return last;
  }
}
