package org.lstmc.hwsim.parts.circulant.rtl;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;
import org.lstmc.hwsim.rtl.YosysCounts;

/**
 * What the export foretells of an engine against yosys' count: DSP and block RAM equal, logic
 * within the band that docs/rtl-circulant.md states.
 */
@Tag("rtl")
class CirculantSynthesisTest {
  @TempDir Path temp;

  private void foretold(RtlCase c) {
    Tools.assumePresent(RtlTool.YOSYS);
    RtlDesign d = c.design("d");
    RtlFolder.write(temp, d);
    YosysCounts.of(temp, d).assertForetold(d, 0.85, 1.1, 0.9, 1.1);
  }

  @Test
  void lstm() {
    foretold(RtlCase.of(CellType.LSTM, 1, 5, 8, 4, 1, 1));
  }

  @Test
  void gru() {
    foretold(RtlCase.of(CellType.GRU, 1, 5, 8, 2, 3, 2));
  }
}
