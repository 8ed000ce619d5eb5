package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.page.HtmlPage;
import org.lstmc.cli.report.Gate;
import org.lstmc.cli.report.Gates;
import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ReportBuilder;
import org.lstmc.cli.report.ReportFile;
import org.lstmc.cli.report.ReportPage;
import org.lstmc.cli.report.ReportText;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints what is known of one model, or of several side by side. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Print the report of a model, or of several side by side.",
    footer = {
      "",
      "The report that the last step left beside the model is printed if it is of this very model;",
      "otherwise the model's own machine is simulated anew.",
      "Examples:",
      "  lstmc report",
      "  lstmc report a.json b.json --format md",
      "  lstmc report a.json b.json --html reports.html",
      "  lstmc report --fail-if 'accuracy.quantized>1.6' --fail-if 'hardware.latencyUs>10'"
    })
public final class ReportCommand implements Callable<Integer> {
  @ParentCommand private Lstmc lstmc;
  @Mixin private ModelOption model;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Manifests or report files to show side by side (default: the model).")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result to a file instead of stdout.")
  private Path output;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page with charts and the data to a file that needs no network.")
  private Path html;

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description =
          "Exit with 3 if a value of a report meets this, such as 'accuracy.quantized<0.9';"
              + " repeatable.")
  private List<String> failIf = new ArrayList<>();

  @Override
  public Integer call() {
    List<Gate> gates = failIf.stream().map(Gate::parse).toList();
    List<Path> sources = files.isEmpty() ? List.of(model.in(lstmc.session())) : files;
    List<Report> reports = sources.stream().map(ReportCommand::load).toList();
    List<String> names = sources.stream().map(Path::toString).toList();
    if (html != null) {
      AtomicFile.write(
          html, HtmlPage.of(ReportPage.of(reports, names)).getBytes(StandardCharsets.UTF_8));
    }
    String text = ReportText.render(reports, names, lstmc.console().format());
    if (output == null) {
      lstmc.console().result(text);
    } else {
      AtomicFile.write(output, text.getBytes(StandardCharsets.UTF_8));
    }
    int worst = 0;
    for (int i = 0; i < reports.size(); i++) {
      Report r = reports.get(i);
      String label = reports.size() == 1 ? r.model().name() : names.get(i);
      worst = Math.max(worst, Gates.check(gates, r, label, lstmc.console()));
    }
    return worst;
  }

  private static Report load(Path file) {
    Report given = ReportFile.readIfReport(file);
    if (given != null) {
      return given;
    }
    StoredModel stored = ManifestStore.read(file);
    Path kept = ReportFile.beside(file);
    if (Files.exists(kept)) {
      Report report = ReportFile.readIfReport(kept);
      String name = file.getFileName().toString();
      if (report != null
          && report.provenance().inputs().contains(new Report.FileHash(name, stored.sha256()))) {
        return report;
      }
    }
    return anew(stored);
  }

  private static Report anew(StoredModel stored) {
    Accelerator accelerator = Accelerators.defaultFor(stored.model());
    Simulation simulation =
        accelerator.supports(stored.model())
            ? accelerator.simulate(Workload.of(stored.model()), MachineOptions.DEFAULT)
            : null;
    return ReportBuilder.of(stored, simulation, "simulate");
  }
}
