package org.lstmc.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.cli.report.Gate;
import picocli.CommandLine.Option;

/** What follows a change of the model: evaluation, simulation, report, gates. */
final class OutcomeArgs {
  @Option(names = "--no-evaluate", description = "Do not score the test split.")
  boolean noEvaluate;

  @Option(names = "--no-simulate", description = "Do not simulate the model's machine.")
  boolean noSimulate;

  @Option(
      names = "--data-path",
      paramLabel = "PATH",
      description = "Where the model's data are now, if they have moved.")
  String dataPath;

  @Option(
      names = "--eval-threads",
      paramLabel = "N",
      description = "Threads for scoring (default: all cores; results do not depend on it).")
  int evalThreads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description =
          "Exit with 3 if a value of the report meets this, such as 'accuracy.quantized<0.9';"
              + " repeatable.")
  private List<String> failIf = new ArrayList<>();

  List<Gate> gates() {
    return failIf.stream().map(Gate::parse).toList();
  }
}
