package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lstmc.cli.Console;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.report.Gates;
import org.lstmc.cli.report.Report;
import org.lstmc.cli.report.ReportBuilder;
import org.lstmc.cli.report.ReportFile;
import org.lstmc.cli.report.ReportText;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.ModelLock;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Task;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A command that makes a new model: it holds the output's lock, changes, scores, writes, simulates
 * and reports, in this order, so that an interruption at any point leaves the old model or the new.
 */
abstract class Step implements Callable<Integer> {
  @ParentCommand Lstmc lstmc;
  @Spec CommandSpec spec;
  @Mixin OutputOption output;
  @Mixin OutcomeArgs outcome;
  @Mixin MachineOptionsArgs machine;

  /** The manifest this step writes. */
  abstract Path target();

  /** The manifest this step reads; null for a step that makes a model from nothing. */
  abstract Path source();

  /** Does the step; scoring, writing and reporting follow. {@code source} may be null. */
  abstract Model change(StoredModel source, Path target);

  /** The figures of the changed model on the whole test split. */
  abstract Model score(Model changed, Dataset data);

  @Override
  public Integer call() {
    outcome.gates();
    Path target = target();
    try (ModelLock lock = ModelLock.acquire(target)) {
      Leftovers.remove(target);
      prepare(target);
      StoredModel in = source() == null ? null : ManifestStore.read(source());
      StoredModel out;
      if (in != null && !redo() && isDone(in, target)) {
        out = in;
        console()
            .info("%s: already the last step of this model; --restart does it again", spec.name());
      } else {
        Model result = scored(change(in, target), target);
        beforeWrite(result, target);
        out = ManifestStore.write(target, result);
      }
      TrainingRun.remove(target);
      lstmc.session().modelIs(target);
      return report(out);
    }
  }

  /** Writes what belongs beside the model; a run killed after this is done again. */
  void beforeWrite(Model scored, Path target) {}

  /** Discards the state of an earlier run, where the user asked for that. */
  void prepare(Path target) {}

  /** Whether the user wants a step done that is done already. */
  boolean redo() {
    return false;
  }

  /**
   * Whether the model that this step would replace was made by this very command. A run may be
   * killed after its model is in place; given again, it must not be done twice.
   */
  private boolean isDone(StoredModel in, Path target) {
    List<HistoryEntry> history = in.model().history();
    if (history.isEmpty() || !in.path().toAbsolutePath().equals(target.toAbsolutePath())) {
      return false;
    }
    HistoryEntry last = history.get(history.size() - 1);
    return last.command().equals(spec.name())
        && last.arguments().equals(GivenArguments.of(spec))
        && last.toolVersion().equals(ToolVersion.get());
  }

  private Model scored(Model changed, Path target) {
    if (outcome.noEvaluate || changed.task() == null) {
      return changed;
    }
    console().detail("%s: scoring the test split", spec.name());
    StoredModel unscored = new StoredModel(target, null, changed);
    return score(changed, lstmc.session().dataset(unscored, outcome.dataPath));
  }

  private int report(StoredModel stored) {
    Simulation simulation = outcome.noSimulate ? null : simulate(stored.model());
    Report report = ReportBuilder.of(stored, simulation, spec.name());
    ReportFile.write(ReportFile.beside(stored.path()), report);
    if (lstmc.isLast(spec)) {
      console().result(ReportText.render(report, console().format()));
    } else {
      console().info("%s: %s", spec.name(), ReportText.oneLine(report));
    }
    return Gates.check(outcome.gates(), report, console());
  }

  // A model that no machine takes is still a model; say why there are no machine figures.
  Simulation simulate(Model model) {
    Accelerator accelerator = machine.machineFor(model);
    Optional<String> reason = accelerator.whyNot(model);
    if (reason.isPresent()) {
      console().info("%s: not simulated on %s: %s", spec.name(), accelerator.name(), reason.get());
      return null;
    }
    try {
      return accelerator.simulate(Workload.of(model), machine.options());
    } catch (LstmcException e) {
      if (e.kind() != LstmcException.Kind.UNSUPPORTED) {
        throw e;
      }
      console()
          .info("%s: not simulated on %s: %s", spec.name(), accelerator.name(), e.getMessage());
      return null;
    }
  }

  Console console() {
    return lstmc.console();
  }

  /** A history entry of this command. */
  HistoryEntry entry(
      Map<String, String> options, long seed, int threads, String parent, Task task, String notes) {
    Map<String, String> inputs =
        task == null || task.sha256() == null
            ? Map.of()
            : Map.of(task.data() + ":" + task.path(), task.sha256());
    return new HistoryEntry(
        spec.name(),
        GivenArguments.of(spec),
        options,
        seed,
        threads,
        ToolVersion.get(),
        parent,
        inputs,
        notes);
  }

  /** Metrics of a split, keeping what was known before where it still holds. */
  static Metrics metrics(
      Model model, Dataset data, long examples, Double dense, Double compressed, Double quantized) {
    return new Metrics(
        model.task().kind().metric(),
        data.test().name(),
        examples,
        dense,
        compressed,
        quantized,
        data.bestPossible());
  }
}
