package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;

/**
 * Puts the netlist that yosys makes in the place of the Verilog: look-up tables, flip-flops, carry
 * chains and DSP48E1 of a Xilinx 7-series part, simulated with yosys' own cell models. Memories
 * stay in look-up tables and flip-flops, because the cell models have no block RAM contents.
 */
public final class GateLevel {
  private static final long SECONDS = 1800;

  private GateLevel() {}

  /** Synthesizes the folder's designs and rewrites its file list. */
  public static void synthesize(Path folder) {
    RtlTool.YOSYS.require();
    try {
      List<String> list = Files.readAllLines(folder.resolve("files.f"));
      StringBuilder files = new StringBuilder("+define+LSTMC_NETLIST\nrtl/gate_cells.v\n");
      Files.copy(cells(), folder.resolve("rtl/gate_cells.v"));
      for (String design : RtlDescriptor.read(folder).designs()) {
        String netlist = "rtl/" + design + "_gates.v";
        String sources = String.join(" ", list.stream().filter(f -> f.startsWith("rtl/")).toList());
        String script =
            String.format(
                Locale.ROOT,
                "read_verilog -defer %s; hierarchy -top %s_top; setattr -unset ram_style m:*;"
                    + " proc; setattr -unset ram_style m:* a:ram_style %%u;"
                    + " synth_xilinx -family xc7 -noiopad -noclkbuf -nobram -nosrl -flatten -top"
                    + " %s_top; rename -top %s_top; write_verilog -noattr %s",
                sources,
                design,
                design,
                design,
                netlist);
        RtlTool.Outcome o = RtlTool.run(folder, List.of("yosys", "-q", "-p", script), SECONDS);
        if (o.exit() != 0) {
          throw LstmcException.of(
              LstmcException.Kind.CHECK_FAILED,
              "yosys does not synthesize %s: %s",
              design,
              o.output().lines().filter(l -> l.contains("ERROR")).findFirst().orElse("no message"));
        }
        files.append(netlist).append('\n');
      }
      list.stream().filter(f -> f.startsWith("tb/")).forEach(f -> files.append(f).append('\n'));
      Files.writeString(folder.resolve("files.f"), files.toString());
    } catch (IOException e) {
      throw LstmcException.badInput("%s: %s", folder, e.getMessage());
    }
  }

  private static Path cells() {
    return Stream.of("/usr/share/yosys", "/usr/local/share/yosys")
        .map(p -> Path.of(p, "xilinx", "cells_sim.v"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.unsupported(
                    "yosys' xilinx/cells_sim.v is not under /usr/share/yosys;"
                        + " 'apt-get install yosys' provides it"));
  }
}
