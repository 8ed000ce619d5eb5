package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.rtl.RtlDesign;
import org.lstmc.hwsim.rtl.RtlFolder;
import org.lstmc.hwsim.rtl.RtlStimulus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the machine of a model as Verilog, with everything needed to check it. */
@Command(
    name = "verilog",
    mixinStandardHelpOptions = true,
    description = "Write the machine as Verilog with a self-checking test bench.",
    footer = {
      "",
      "The folder stands by itself: make sim (verilator), make icarus, make lint, make synth (yosys).",
      "The dense output layer is the host's, as in the simulation.",
      "Examples:",
      "  lstmc export verilog -o rtl && lstmc verify rtl",
      "  lstmc export verilog --steps 100 --set rx=8 --set rh=8 -o rtl"
    })
public final class ExportVerilogCommand implements Callable<Integer> {
  @ParentCommand private ExportCommand export;
  @Mixin private ModelOption model;
  @Mixin private MachineOptionsArgs machine;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder to write; an earlier export there is replaced.")
  private Path output;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Time steps of the stimulus (default: 32); further sequences follow a shorter one.")
  private int steps = 32;

  @Option(
      names = "--stimulus",
      paramLabel = "data|random",
      description =
          "data: the longest of the first 32 test sequences and those after it; random: seeded (default: data where"
              + " they are there, else random).")
  private String stimulus;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of a random stimulus (default: 1).")
  private long seed = 1;

  @Option(
      names = "--data-path",
      paramLabel = "PATH",
      description = "Where the model's data are now, if they have moved.")
  private String dataPath;

  @Override
  public Integer call() {
    Lstmc lstmc = export.lstmc();
    if (steps < 1) {
      throw LstmcException.usage("--steps %d: at least 1 is needed", steps);
    }
    StoredModel stored = ManifestStore.read(model.in(lstmc.session()));
    Model m = stored.model();
    m.network().requireRecurrent("export verilog", "'lstmc simulate' runs it");
    Accelerator accelerator = machine.machineFor(m);
    accelerator
        .whyNot(m)
        .ifPresent(
            why -> {
              throw LstmcException.unsupported(
                  "%s does not run on %s: %s", stored.path(), accelerator.name(), why);
            });
    if (m.quantization() == null) {
      throw LstmcException.badInput(
          "%s is not quantized; run 'lstmc quantize' first", stored.path());
    }
    RtlStimulus s = stimulus(lstmc, stored);
    RtlDesign design = accelerator.verilog("lstmc", m, s, machine.options());
    RtlFolder.write(output, design);
    lstmc
        .console()
        .result(
            String.format(
                Locale.ROOT,
                "%s: %s %s, %d steps, %,d outputs in %,d cycles; stimulus: %s; contract %s\n",
                output,
                accelerator.name(),
                design.facts().get("configuration"),
                design.steps(),
                design.outputs().size(),
                design.cycles(),
                s.origin(),
                design.contract()));
    return 0;
  }

  private RtlStimulus stimulus(Lstmc lstmc, StoredModel stored) {
    if (stimulus != null && !stimulus.equals("data") && !stimulus.equals("random")) {
      throw LstmcException.usage("--stimulus %s: allowed are data and random", stimulus);
    }
    Model m = stored.model();
    if (!"random".equals(stimulus)) {
      try {
        return fromData(lstmc, stored);
      } catch (LstmcException e) {
        if (stimulus != null || dataPath != null || m.task() != null && !absent(e)) {
          throw e;
        }
        lstmc.console().info("no data (%s): the stimulus is random", e.getMessage());
      }
    }
    return RtlStimulus.random(m.network(), steps, seed, 1);
  }

  private static boolean absent(LstmcException e) {
    return e.kind() == LstmcException.Kind.BAD_INPUT || e.kind() == LstmcException.Kind.USAGE;
  }

  private RtlStimulus fromData(Lstmc lstmc, StoredModel stored) {
    if (stored.model().task() == null) {
      throw LstmcException.badInput("%s names no data", stored.path());
    }
    Sequence longest = null;
    int at = 0;
    var sequences = lstmc.session().dataset(stored, dataPath).test().columns(32);
    for (int i = 0; i < Math.min(32, sequences.size()); i++) {
      if (longest == null || sequences.get(i).length() > longest.length()) {
        longest = sequences.get(i);
        at = i;
      }
    }
    int features = stored.model().network().input().size();
    String data = stored.model().task().data();
    List<Sequence> taken = new ArrayList<>(List.of(longest));
    int length = longest.length();
    int last = at;
    while (length < steps && last + 1 < sequences.size()) {
      taken.add(sequences.get(++last));
      length += sequences.get(last).length();
    }
    String origin =
        last == at
            ? String.format(Locale.ROOT, "test sequence %d of %s", at, data)
            : String.format(
                Locale.ROOT, "test sequences %d to %d of %s, state running on", at, last, data);
    return RtlStimulus.joined(taken, steps, features, origin);
  }
}
