package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.rtl.Cosim;
import org.lstmc.hwsim.rtl.CosimVerdict;
import org.lstmc.hwsim.rtl.GateLevel;
import org.lstmc.hwsim.rtl.MutationRun;
import org.lstmc.hwsim.rtl.RtlCopy;
import org.lstmc.hwsim.rtl.RtlDescriptor;
import org.lstmc.hwsim.rtl.RtlTool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Simulates exported Verilog and compares it with what the integer datapath and schedule say. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Simulate exported Verilog; compare every output and every cycle.",
    footer = {
      "",
      "Exit codes: 0 equal, 3 a difference (or an unnoticed mutation), 4 a tool is missing.",
      "Examples:",
      "  lstmc verify rtl",
      "  lstmc verify rtl --mutate 100 --seed 7   (flip bits; the check must notice)",
      "  lstmc verify rtl --gate-level            (the netlist that yosys makes; small designs)"
    })
public final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private Lstmc lstmc;

  @Parameters(paramLabel = "DIR", description = "Folder that 'lstmc export verilog' wrote.")
  private Path folder;

  @Option(
      names = "--tool",
      paramLabel = "verilator|icarus",
      description = "Simulator (default: verilator, else icarus).")
  private String tool;

  @Option(
      names = "--power-on",
      paramLabel = "N",
      description = "Random power-on states to run with, Verilator only (default: 3).")
  private int powerOn = 3;

  @Option(
      names = "--mutate",
      paramLabel = "N",
      description = "Flip a bit in each of N copies; every one must be noticed.")
  private int mutate;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the mutations (default: 1).")
  private long seed = 1;

  @Option(
      names = "--gate-level",
      description = "Also synthesize with yosys and simulate the netlist; for small designs.")
  private boolean gateLevel;

  @Override
  public Integer call() {
    if (mutate < 0 || powerOn < 1) {
      throw LstmcException.usage("--mutate and --power-on: at least 0 and 1");
    }
    RtlDescriptor design = RtlDescriptor.read(folder);
    RtlTool simulator = simulator();
    List<String> changed = design.changed(folder);
    if (!changed.isEmpty()) {
      lstmc.console().info("%s: changed since the export: %s", folder, String.join(", ", changed));
    }
    try (RtlCopy copy = RtlCopy.of(folder)) {
      Cosim sim = new Cosim(simulator, copy.folder()).build();
      int runs = simulator == RtlTool.VERILATOR ? powerOn : 1;
      for (int n = 1; n <= runs; n++) {
        check(sim, n, simulator.command());
      }
      result(
          "%s: equal: %,d outputs, %,d cycles, %d power-on states (%s, %.1f s)\n",
          folder, design.outputs(), design.cycles(), runs, simulator.command(), sim.runSeconds());
      if (gateLevel) {
        GateLevel.synthesize(copy.folder());
        Cosim gates = new Cosim(simulator, copy.folder()).build();
        check(gates, 1, "netlist");
        result("%s: the netlist of yosys is equal too\n", folder);
      }
    }
    return mutate == 0 ? 0 : mutations(simulator);
  }

  private void check(Cosim sim, int powerOnSeed, String what) {
    for (CosimVerdict v : sim.run(powerOnSeed).values()) {
      if (!v.passed()) {
        throw LstmcException.of(
            LstmcException.Kind.CHECK_FAILED,
            "%s: %s (%s, power-on state %d): %s",
            folder,
            v.design(),
            what,
            powerOnSeed,
            v.message());
      }
    }
  }

  private int mutations(RtlTool simulator) {
    MutationRun run;
    try (RtlCopy copy = RtlCopy.of(folder)) {
      run =
          MutationRun.of(
              copy.folder(), simulator, mutate, seed, m -> lstmc.console().detail("%s", m));
    }
    result(
        "%s: %d of %d mutations noticed (%.1f %%; %d by an output or cycle, %d do not build or"
            + " run), seed %d\n",
        folder,
        run.different() + run.refused(),
        run.tried(),
        run.caughtPercent(),
        run.different(),
        run.refused(),
        seed);
    run.survivors().forEach(s -> result("  not noticed: %s\n", s));
    return run.survivors().isEmpty() ? 0 : LstmcException.Kind.CHECK_FAILED.exitCode();
  }

  private void result(String format, Object... args) {
    lstmc.console().result(String.format(Locale.ROOT, format, args));
  }

  private RtlTool simulator() {
    if (tool == null) {
      return Cosim.available();
    }
    RtlTool t =
        switch (tool) {
          case "verilator" -> RtlTool.VERILATOR;
          case "icarus" -> RtlTool.ICARUS;
          default ->
              throw LstmcException.usage("--tool %s: allowed are verilator and icarus", tool);
        };
    t.require();
    return t;
  }
}
