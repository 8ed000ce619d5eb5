package org.lstmc.hwsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What yosys counts of an exported design on Xilinx' 7 series, whose cells it packs best: registers
 * into DSP blocks, delay lines into shift registers.
 *
 * @param dsp DSP48
 * @param bram36 block RAMs of 36 Kb, those of 18 Kb half
 * @param lut look-up tables of logic, memory (four of a RAM32M or RAM64M) and shift registers
 * @param memoryLut those of memory among them
 * @param shiftLut those of shift registers among them
 * @param ff flip-flops outside of DSP blocks and shift registers
 */
public record YosysCounts(
    long dsp, double bram36, long lut, long memoryLut, long shiftLut, long ff) {
  private static final Pattern CELL = Pattern.compile("(?m)^\\s+([A-Z][A-Z0-9_]*)\\s+(\\d+)\\s*$");

  /** Synthesizes one design of an exported folder, as its {@code make synth} does. */
  public static YosysCounts of(Path folder, RtlDesign design) {
    List<String> sources = new ArrayList<>();
    for (String s : design.sources()) {
      sources.add("rtl/" + s.substring(s.lastIndexOf('/') + 1));
    }
    String script =
        String.format(
            Locale.ROOT,
            "read_verilog -defer %s rtl/%s.v; synth_xilinx -family xc7 -noiopad -noclkbuf -flatten"
                + " -top %s; tee -a /dev/stdout stat",
            String.join(" ", sources),
            design.top(),
            design.top());
    RtlTool.Outcome o = RtlTool.run(folder, List.of("yosys", "-q", "-p", script), 900);
    assertThat(o.exit()).as(o.output()).isZero();
    return parse(o.output());
  }

  private static YosysCounts parse(String stat) {
    long dsp = 0;
    double bram36 = 0;
    long logic = 0;
    long memory = 0;
    long shift = 0;
    long ff = 0;
    Matcher m = CELL.matcher(stat);
    while (m.find()) {
      String cell = m.group(1);
      long n = Long.parseLong(m.group(2));
      if (cell.startsWith("DSP48")) {
        dsp += n;
      } else if (cell.startsWith("RAMB36")) {
        bram36 += n;
      } else if (cell.startsWith("RAMB18")) {
        bram36 += n / 2.0;
      } else if (cell.matches("LUT[1-6]")) {
        logic += n;
      } else if (cell.matches("RAM(32|64)M")) {
        memory += 4 * n;
      } else if (cell.matches("RAM[0-9]+X.*")) {
        throw new IllegalStateException("a memory that is not counted here: " + cell);
      } else if (cell.startsWith("SRL")) {
        shift += n;
      } else if (cell.matches("FD[A-Z]+")) {
        ff += n;
      }
    }
    return new YosysCounts(dsp, bram36, logic + memory + shift, memory, shift, ff);
  }

  /**
   * DSP blocks and block RAM are those that the design foretells; look-up tables and flip-flops are
   * within a band of what it foretells.
   */
  public void assertForetold(RtlDesign design, double leastLut, double mostLut) {
    assertForetold(design, leastLut, mostLut, leastLut, mostLut);
  }

  /** Likewise with a band of its own for flip-flops. */
  public void assertForetold(
      RtlDesign design, double leastLut, double mostLut, double leastFf, double mostFf) {
    Map<?, ?> foretold = (Map<?, ?>) design.facts().get("predicted");
    double ofLut = lut / ((Number) foretold.get("lut")).doubleValue();
    double ofFf = ff / ((Number) foretold.get("ff")).doubleValue();
    System.out.printf(
        Locale.ROOT,
        "%s: foretold %s, counted %s; LUT %.3f, FF %.3f of what is foretold%n",
        design.name(),
        foretold,
        this,
        ofLut,
        ofFf);
    assertThat(dsp).as("DSP of %s", design.name()).isEqualTo(foretold.get("dsp"));
    assertThat(bram36).as("BRAM36 of %s", design.name()).isEqualTo(foretold.get("bram36"));
    assertThat(ofLut).as("LUT of %s", design.name()).isBetween(leastLut, mostLut);
    assertThat(ofFf).as("FF of %s", design.name()).isBetween(leastFf, mostFf);
  }
}
