package org.lstmc.cli.command;

import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.report.ChromeTrace;
import org.lstmc.cli.report.Gates;
import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ReportBuilder;
import org.lstmc.cli.report.ReportFile;
import org.lstmc.cli.report.ReportText;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a model on a simulated machine. The model is not changed. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Run the model on a simulated machine: cycles, work, power, resources.",
    footer = {
      "",
      "The report is printed and kept beside the model as report.json.",
      "Examples:",
      "  lstmc simulate --accelerator brds --device xcku060 --clock-mhz 200",
      "  lstmc simulate --set rx=8 --set rh=24 --format json",
      "  lstmc simulate --check 20     (results against the integer datapath, bit for bit)",
      "  lstmc simulate --shape lstm:153,1024,p512,peep --sparsity 0.875",
      "  lstmc simulate --shape lstm:153,1024,p512,peep --block-wx 8 --block-wh 8 --accelerator c-lstm",
      "  lstmc simulate --shape 28x28x1:32C5-MP2-64C5-MP2-512-10 --block-size 0,16,64,0"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int TRACED_STEPS = 2;

  @ParentCommand private Lstmc lstmc;
  @Spec private CommandSpec spec;
  @Mixin private ModelOption model;
  @Mixin private MachineOptionsArgs machine;
  @Mixin private ShapeArgs shape;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Time steps of the simulated sequence; of a network over images as many images (default:"
              + " 100).")
  private int steps = 100;

  @Option(
      names = "--check",
      paramLabel = "N",
      description =
          "Also compute N test sequences on the machine and compare every output with the integer"
              + " datapath; a difference exits with 3.")
  private int check;

  @Option(
      names = "--data-path",
      paramLabel = "PATH",
      description = "Where the model's data are now, if they have moved (for --check).")
  private String dataPath;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Also write what every unit does in the first two steps as a Chrome trace (JSON), for"
              + " ui.perfetto.dev or chrome://tracing.")
  private java.nio.file.Path trace;

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description = "Exit with 3 if a value of the report meets this; repeatable.")
  private java.util.List<String> failIf = new java.util.ArrayList<>();

  @Override
  public Integer call() {
    var gates = failIf.stream().map(org.lstmc.cli.report.Gate::parse).toList();
    if (steps < 1) {
      throw LstmcException.usage("--steps %d: at least 1 is needed", steps);
    }
    shape.refuseWithoutShape(spec, "shape");
    if (shape.given()) {
      refuseOfModels();
      Report report = shape.report(machine, steps, spec.name());
      if (trace != null) {
        trace(shape.machine(machine), shape.workload(steps), report.hardware().clockMhz());
      }
      lstmc.console().result(ReportText.render(report, lstmc.console().format()));
      return Gates.check(gates, report, lstmc.console());
    }
    StoredModel stored = ManifestStore.read(model.in(lstmc.session()));
    Accelerator accelerator = machine.machineFor(stored.model());
    accelerator
        .whyNot(stored.model())
        .ifPresent(
            why -> {
              throw LstmcException.unsupported(
                  "%s does not run on %s: %s", stored.path(), accelerator.name(), why);
            });
    Simulation simulation =
        accelerator.simulate(Workload.of(stored.model(), steps), machine.options());
    lstmc.session().modelIs(stored.path());
    if (trace != null) {
      trace(accelerator, Workload.of(stored.model(), steps), simulation.clockMhz());
    }
    if (check > 0) {
      FunctionalCheck.run(
          accelerator,
          stored.model(),
          lstmc.session().dataset(stored, dataPath),
          check,
          machine.options(),
          lstmc.console());
    }
    Report report = ReportBuilder.of(stored, simulation, spec.name());
    ReportFile.write(ReportFile.beside(stored.path()), report);
    if (lstmc.isLast(spec)) {
      lstmc.console().result(ReportText.render(report, lstmc.console().format()));
    } else {
      lstmc.console().info("%s: %s", spec.name(), ReportText.oneLine(report));
    }
    return Gates.check(gates, report, lstmc.console());
  }

  /** A shape has no weights, so nothing can be computed with it. */
  private void refuseOfModels() {
    for (String name : new String[] {"--model", "--check", "--data-path"}) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw LstmcException.usage(
            "simulate --shape: %s needs a model, and a shape has no weights; leave one out", name);
      }
    }
  }

  private void trace(Accelerator accelerator, Workload workload, double clockMhz) {
    ChromeTrace events = new ChromeTrace(accelerator.name(), clockMhz);
    accelerator.trace(workload, machine.options(), Math.min(steps, TRACED_STEPS), events);
    events.write(trace);
    lstmc.console().info("simulate: %s: %d intervals", trace, events.size());
  }
}
