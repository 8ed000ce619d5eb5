package org.lstmc.hwsim.rtl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;

/** Builds an exported folder with a simulator, runs it and reads the bench's verdicts. */
public final class Cosim {
  private static final long BUILD_SECONDS = 900;
  private static final long RUN_SECONDS = 900;
  private static final long QUICK_CYCLES = 200_000;

  private final RtlTool tool;
  private final Path folder;
  private double buildSeconds;
  private double runSeconds;
  private long buildLimit = BUILD_SECONDS;
  private long runLimit = RUN_SECONDS;

  /**
   * A simulation of a folder.
   *
   * @param tool Verilator or Icarus
   * @param folder exported folder; the compiled simulation is put into its {@code build}
   */
  public Cosim(RtlTool tool, Path folder) {
    this.tool = tool;
    this.folder = folder.toAbsolutePath();
  }

  /** Verilator where it is installed, else Icarus; refuses if neither is. */
  public static RtlTool available() {
    if (!RtlTool.VERILATOR.present() && RtlTool.ICARUS.present()) {
      return RtlTool.ICARUS;
    }
    RtlTool.VERILATOR.require();
    return RtlTool.VERILATOR;
  }

  /** Compiles the folder. Memory images are read when the simulation runs, not here. */
  public Cosim build() {
    tool.require();
    folder.resolve("build").toFile().mkdirs();
    List<String> command = new ArrayList<>();
    if (tool == RtlTool.VERILATOR) {
      command.addAll(List.of("verilator", "--cc", "--exe", "--build", "--top-module", "bench"));
      command.addAll(List.of("--prefix", "Vbench", "--Mdir", "build", "-o", "bench"));
      command.addAll(List.of("--x-assign", "unique", "--x-initial", "unique", "-Wno-fatal"));
      if (RtlDescriptor.read(folder).cycles() < QUICK_CYCLES) {
        // The C++ compiler takes longer to optimize than so short a run can win back.
        command.addAll(List.of("-MAKEFLAGS", "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0"));
      }
      command.addAll(List.of("-f", "files.f", "tb/main.cpp"));
    } else {
      command.addAll(List.of("iverilog", "-g2005", "-o", "build/bench.vvp", "-s", "clock"));
      command.addAll(List.of("-f", "files.f", "tb/clock.v"));
    }
    RtlTool.Outcome o = RtlTool.run(folder, command, buildLimit);
    buildSeconds = o.seconds();
    if (o.exit() != 0) {
      throw LstmcException.of(
          LstmcException.Kind.CHECK_FAILED,
          "%s does not compile %s: %s",
          tool.command(),
          folder,
          firstError(o.output()));
    }
    return this;
  }

  /**
   * Runs the compiled simulation.
   *
   * @param seed of the power-on values (Verilator); Icarus starts with unknown values
   * @return verdicts by design
   */
  public Map<String, CosimVerdict> run(int seed) {
    List<String> command =
        tool == RtlTool.VERILATOR
            ? List.of("./build/bench", "+verilator+seed+" + seed)
            : List.of("vvp", "-n", "build/bench.vvp");
    RtlTool.Outcome o = RtlTool.run(folder, command, runLimit);
    runSeconds = o.seconds();
    return CosimVerdict.parse(folder, RtlDescriptor.read(folder).designs(), o.output());
  }

  /** Stops a build or a run after so many seconds. */
  Cosim within(long seconds) {
    buildLimit = Math.min(BUILD_SECONDS, 4 * seconds);
    runLimit = seconds;
    return this;
  }

  /** Seconds that the last build took. */
  public double buildSeconds() {
    return buildSeconds;
  }

  /** Seconds that the last run took. */
  public double runSeconds() {
    return runSeconds;
  }

  private static String firstError(String output) {
    for (String line : output.split("\\R")) {
      if (line.toLowerCase(java.util.Locale.ROOT).contains("error")) {
        return line.trim();
      }
    }
    return output.lines().findFirst().orElse("no message");
  }
}
