package org.lstmc.hwsim.brds;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.RtlTool;
import org.lstmc.hwsim.rtl.Tools;
import org.lstmc.hwsim.rtl.YosysCounts;

/**
 * What the machine foretells of an engine against yosys' count of its Verilog. The band of look-up
 * tables and flip-flops is that of docs/rtl.md.
 */
@Tag("rtl")
class BrdsSynthesisTest {
  private static final double LEAST = 0.85;
  private static final double MOST = 1.10;

  @TempDir Path temp;

  private void foretold(
      String name, int x, int cells, int projection, boolean peepholes, int rx, int rh) {
    Tools.assumePresent(RtlTool.YOSYS);
    Model m =
        TestModels.model(
            TestModels.network(InputSpec.features(x), 1, cells, projection, peepholes), 1.0, 5);
    m = TestModels.rowBalanced(m, 0.5, 6);
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(12));
    MachineOptions o = MachineOptions.DEFAULT.with("rx", rx).with("rh", rh).with("lead", 8);
    RtlDesign d =
        new BrdsAccelerator().verilog(name, m, RtlStimulus.random(m.network(), 2, 7, 1), o);
    RtlFolder.write(temp, d);
    YosysCounts.of(temp, d).assertForetold(d, LEAST, MOST);
  }

  @Test
  void sparseRows() {
    foretold("sparse", 7, 8, 0, false, 2, 4);
  }

  @Test
  void projectionAndPeepholes() {
    foretold("lstmp", 6, 12, 6, true, 2, 2);
  }
}
