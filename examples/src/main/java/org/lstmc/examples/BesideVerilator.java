package org.lstmc.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.rtl.Cosim;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlStimulus;
import org.lstmc.hwsim.rtl.RtlTool;

/**
 * Cycles a second of the simulator's bit-exact machine and of Verilator on the machine's exported
 * Verilog: the same model, engine, stimulus and cycles, a thread each, one after the other. Outputs
 * are compared in both; Verilator compiles the Verilog as its makefile does for long runs.
 */
public final class BesideVerilator {
  private static final int RUNS = 5;

  private BesideVerilator() {}

  /** Arguments: manifest, scratch folder, time steps, then settings of the machine, name=value. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Model model = ManifestStore.read(Path.of(args[0])).model();
    int steps = Integer.parseInt(args[2]);
    MachineOptions options = MachineOptions.DEFAULT;
    for (String setting : List.of(args).subList(3, args.length)) {
      options = options.with(setting.split("=")[0], setting.split("=")[1]);
    }
    Accelerator machine = Accelerators.byName("brds");
    RtlStimulus stimulus = RtlStimulus.random(model.network(), steps, 7, 1);
    RtlDesign design = machine.verilog("speed", model, stimulus, options);
    Path folder = Path.of(args[1]).resolve("rtl");
    RtlFolder.write(folder, outputsAlone(design));
    out.printf(
        Locale.ROOT,
        "%s, %d steps, %,d cycles%n",
        design.facts().get("configuration"),
        steps,
        design.cycles());
    new Cosim(RtlTool.VERILATOR, folder).build();
    verilator(folder);
    for (int run = 0; run < RUNS; run++) {
      double[] s = verilator(folder);
      print(out, "Verilator", design.cycles(), s[0], s[1]);
    }
    // The first runs warm the JIT compiler up.
    for (int run = -2; run < RUNS; run++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      Execution e = machine.run(model, stimulus.sequence(), options);
      double wallSeconds = (System.nanoTime() - wall) / 1e9;
      cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      if (e.cycles() < design.cycles()) {
        throw new IllegalStateException("the machine ran " + e.cycles() + " cycles");
      }
      if (run >= 0) {
        print(out, "machine in Java", design.cycles(), wallSeconds, cpu / 1e9);
      }
    }
  }

  private static void print(PrintStream out, String who, long cycles, double wall, double cpu) {
    out.printf(
        Locale.ROOT,
        "%-16s %8.3f s elapsed %8.3f s of processor time %8.3f M cycles/s elapsed, %.3f M of"
            + " processor time; load %.1f%n",
        who,
        wall,
        cpu,
        cycles / wall / 1e6,
        cycles / cpu / 1e6,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Runs the compiled bench; seconds elapsed and of processor time, user and system. */
  private static double[] verilator(Path folder) throws IOException, InterruptedException {
    Path said = folder.resolve("times.txt");
    long start = System.nanoTime();
    Process p =
        new ProcessBuilder("bash", "-c", "TIMEFORMAT='%U %S'; time ./build/bench +verilator+seed+1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!p.waitFor(30, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the simulation did not end");
    }
    double wall = (System.nanoTime() - start) / 1e9;
    List<String> lines = Files.readAllLines(said);
    if (lines.stream().noneMatch(l -> l.contains(" PASS "))) {
      throw new IllegalStateException(String.join("\n", lines));
    }
    String[] times = lines.get(lines.size() - 1).split(" ");
    return new double[] {wall, Double.parseDouble(times[0]) + Double.parseDouble(times[1])};
  }

  /** Without the comparison of inner signals. */
  private static RtlDesign outputsAlone(RtlDesign d) {
    return new RtlDesign(
        d.name(),
        d.machine(),
        d.core(),
        d.sources(),
        d.parameters(),
        d.memories(),
        d.inputBits(),
        d.wordBits(),
        d.lanes(),
        d.stimulus(),
        d.outputs(),
        d.steps(),
        d.cycles(),
        d.contract(),
        d.facts());
  }
}
