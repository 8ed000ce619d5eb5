package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lstmc.cli.ProgressLine;
import org.lstmc.cli.explore.Exploration;
import org.lstmc.cli.explore.IntegerDatapath;
import org.lstmc.cli.explore.SimulatedSurface;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.explore.BlockBounds;
import org.lstmc.core.explore.ExploreOptions;
import org.lstmc.core.explore.ExploreText;
import org.lstmc.core.explore.PhaseOne;
import org.lstmc.core.explore.PhaseOneResult;
import org.lstmc.core.explore.PhaseTwo;
import org.lstmc.core.explore.PhaseTwoResult;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.train.ExploreTrials;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.BudgetSweep;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Workload;

/** Both phases of an exploration, one after the other. */
final class ExploreRun {
  private final ExploreTrials.Setup setup;
  private final ExploreOptions options;
  private final Dataset data;
  private final Accelerator accelerator;
  private final MachineOptions built;
  private final Path target;
  private Exploration found;

  ExploreRun(
      ExploreTrials.Setup setup,
      ExploreOptions options,
      Dataset data,
      Accelerator accelerator,
      MachineOptions built,
      Path target) {
    this.setup = setup;
    this.options = options;
    this.data = data;
    this.accelerator = accelerator;
    this.built = built;
    this.target = target;
  }

  /** What was found so far. */
  Exploration found() {
    return found;
  }

  /**
   * Runs them.
   *
   * @param settings for the page
   * @param line where decisions are told
   * @param threads for scoring
   * @param watched who watches trainings
   * @return the chosen model with its number formats, not scored on the test split
   */
  Model run(
      Map<String, String> settings, ProgressLine line, int threads, ExploreTrials.Setting watched) {
    SimulatedSurface surface = new SimulatedSurface(accelerator, built);
    NetworkSpec network = setup.base();
    BlockBounds bounds =
        BlockBounds.of(network, network.layers().get(0).cell(), options.bits(), surface);
    line.line(ExploreText.of(bounds));
    ExploreTrials trials = new ExploreTrials(setup, data, ExploreFiles.trials(target), watched);
    boolean given = setup.given() != null;
    PhaseOneResult one =
        new PhaseOne(
                network,
                bounds,
                options,
                given,
                trials,
                surface,
                step -> line.line("explore: " + ExploreText.of(step)))
            .run();
    found = begun(settings, one);
    refuse(one.stopped());
    Model chosen = trials.model(one.chosen());
    IntegerDatapath datapath = new IntegerDatapath(chosen, data.valid(), threads);
    PhaseTwoResult two = new PhaseTwo(options, one.score(), datapath).run();
    line.line(ExploreText.of(two));
    found = found.with(two, List.of());
    refuse(two.stopped());
    Model quantized = chosen.withQuantization(datapath.formats(two.bits(), two.activation()));
    if (built.settings().isEmpty()) {
      found = found.with(two, BudgetSweep.of(accelerator, Workload.of(quantized), built));
    }
    return quantized;
  }

  private Exploration begun(Map<String, String> settings, PhaseOneResult one) {
    return new Exploration(
        accelerator.name(),
        built.device() == null ? accelerator.defaultDevice() : built.device(),
        setup.base(),
        data.task().kind(),
        settings,
        one,
        null,
        List.of(),
        null,
        null);
  }

  private void refuse(String stopped) {
    if (stopped != null) {
      ExploreFiles.write(target, found);
      throw LstmcException.of(
          LstmcException.Kind.CHECK_FAILED,
          "explore: %s; %s has the numbers",
          stopped,
          ExploreFiles.page(target));
    }
  }
}
