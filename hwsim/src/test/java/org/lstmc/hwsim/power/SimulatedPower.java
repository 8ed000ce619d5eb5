package org.lstmc.hwsim.power;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.asic.PowerFactors;
import org.lstmc.hwsim.published.Reproduction;

/** Watts by part of the designs that the power record names, freed of every fitted parameter. */
final class SimulatedPower {
  private static final String HEAD =
      "# Simulated watts of published designs by part, before any fitted parameter: static, dynamic\n"
          + "# and DRAM of an FPGA; of a chip memory, logic, registers that change, all registers as if\n"
          + "# they changed in every cycle (clock), and static. Written by PowerModelTest.\n";

  private SimulatedPower() {}

  /** The file as it should be now. */
  static String text() {
    Map<String, Simulation> runs = new TreeMap<>();
    Reproduction.of(Stream.of("ese", "c-lstm", "e-rnn", "bbs", "hcgs", "tie", "fdht").toList())
        .runs()
        .forEach((name, run) -> runs.put(name, run.simulation()));
    PowerRecord record = PowerRecord.load();
    StringBuilder out = new StringBuilder(HEAD);
    TreeSet<String> wanted = new TreeSet<>();
    Stream.concat(record.boards().stream(), record.chips().stream())
        .filter(r -> r.run() != null)
        .forEach(r -> wanted.add(r.run()));
    for (String run : wanted) {
      Simulation s = runs.get(run);
      Map<String, Double> parts =
          s.resources().areaMm2() == null ? board(s.power().partsW()) : chip(s);
      parts.forEach(
          (part, watts) ->
              out.append(run)
                  .append('\t')
                  .append(part)
                  .append('\t')
                  .append(String.format(Locale.ROOT, "%.6g", watts))
                  .append('\n'));
    }
    return out.toString();
  }

  private static Map<String, Double> board(Map<String, Double> p) {
    double all = p.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Double> parts = new TreeMap<>();
    parts.put("static", p.get("static"));
    parts.put("dram", p.get("dram"));
    parts.put("dynamic", all - p.get("static") - p.get("dram"));
    return parts;
  }

  private static Map<String, Double> chip(Simulation s) {
    Map<String, Double> p = s.power().partsW();
    Map<String, Double> parts = new TreeMap<>();
    double energy = PowerFactors.value(PowerFactors.ENERGY);
    parts.put("memory", p.get("memories") / energy);
    parts.put("logic", (p.get("multipliers") + p.get("logic")) / energy);
    parts.put("registers", p.get("registers") / energy);
    parts.put("clock", p.get("clock") / energy / PowerFactors.value(PowerFactors.CLOCK));
    parts.put("static", p.get("static"));
    return parts;
  }
}
