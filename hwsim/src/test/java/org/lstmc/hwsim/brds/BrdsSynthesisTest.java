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

/** What the machine foretells of an engine against yosys' count of its Verilog. */
@Tag("rtl")
class BrdsSynthesisTest {
  @TempDir Path temp;

  private void foretold(String name, int x, int layers, int cells, double sparsity, String index) {
    Tools.assumePresent(RtlTool.YOSYS);
    Model m =
        TestModels.model(
            TestModels.network(InputSpec.features(x), layers, cells, 0, false), 1.0, 5);
    m = sparsity > 0 ? TestModels.rowBalanced(m, sparsity, 6) : m;
    m = TestModels.quantized(m, QuantizeOptions.defaults().withWidth(12));
    MachineOptions o =
        MachineOptions.DEFAULT.with("rx", 2).with("rh", 3).with("lead", 8).with("index", index);
    RtlDesign d =
        new BrdsAccelerator().verilog(name, m, RtlStimulus.random(m.network(), 2, 7, 1), o);
    RtlFolder.write(temp, d);
    YosysCounts.of(temp, d).assertForetold(d, 0.5, 1.1, 0.4, 1.1);
  }

  @Test
  void sparseRows() {
    foretold("sparse", 7, 1, 8, 0.5, "relative");
  }
}
