package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.cli.explore.Exploration;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Datasets;
import org.lstmc.core.data.Score;
import org.lstmc.core.explore.ExploreOptions;
import org.lstmc.core.explore.ExploreText;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;
import org.lstmc.core.train.AdmmOptions;
import org.lstmc.core.train.AdmmRun;
import org.lstmc.core.train.ExploreTrials;
import org.lstmc.core.train.FloatEvaluator;
import org.lstmc.core.train.TrainOptions;
import org.lstmc.hwsim.Accelerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds block sizes, cell, number formats and a machine for a task, within a budget. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description =
        "Choose cell, block sizes, word width, activations and machine for a task (E-RNN).",
    footer = {
      "",
      "Phase I trains at most --trials networks: dense, the smallest block size that fits the device,",
      "larger ones while --max-loss holds, a GRU, larger blocks of the input matrices. Phase II",
      "chooses word width, activations and processing elements. The result is a quantized model, and",
      "beside it NAME.explore.md and NAME.explore.html explain every decision. Finished trainings",
      "stay in NAME.explore, so that the same command, or one with other bounds, does not repeat",
      "them; --restart discards them.",
      "Examples:",
      "  lstmc explore --system e-rnn --data reber --hidden 64 -o reber.json",
      "  lstmc explore --system e-rnn -m dense.json -o small.json --trials 8 --max-loss 0.005",
      "  lstmc explore --system e-rnn --data timit:timit-folder --hidden 512 --method direct \\",
      "        --device XC7VX690T --bits 12 -o timit.json"
    })
public final class ExploreCommand extends Step {
  @Mixin private ExploreArgs explore;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Train the dense network on these data: NAME, NAME:PATH or PATH.")
  private String data;

  @Option(
      names = "--data-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the data; repeatable; 'lstmc data' lists them.")
  private Map<String, String> dataOptions = new TreeMap<>();

  @Mixin private ModelOption model;
  @Mixin private NetworkArgs shape;
  @Mixin private NewWeightArgs newWeights;
  @Mixin private TrainOptionArgs training;
  @Mixin private AdmmArgs admm;
  @Mixin private TrainingRun run;

  private Exploration found;
  private Double denseOnTest;

  @Override
  Path source() {
    return data != null ? null : model.in(lstmc.session());
  }

  @Override
  Path target() {
    return output.orElse(data != null ? lstmc.session().defaultModel() : source());
  }

  @Override
  void prepare(Path target) {
    if (run.redo()) {
      ExploreTrials.discard(ExploreFiles.trials(target));
    }
  }

  @Override
  boolean redo() {
    return run.redo();
  }

  @Override
  Model change(StoredModel stored, Path target) {
    Accelerator accelerator = machine.machineFor(BlockCirculant.SCHEME);
    if (!accelerator.name().equals(explore.system())) {
      throw LstmcException.usage(
          "--accelerator %s: --system %s explores for its own machine",
          accelerator.name(), explore.system());
    }
    explore.checkUsed(admm.given());
    check(stored);
    Dataset dataset =
        stored == null
            ? Datasets.open(data, dataOptions, run.seed)
            : lstmc.session().dataset(stored, outcome.dataPath);
    lstmc.session().datasetIs(dataset);
    NetworkSpec network = stored == null ? shape.network(dataset) : stored.model().network();
    recurrent(network);
    newWeights.check(network);
    ExploreTrials.Setup setup = setup(stored, dataset, network);
    ExploreOptions options = explore.options(dataset.task().kind());
    try (ProgressLine line = console().progress()) {
      ExploreRun exploration =
          new ExploreRun(setup, options, dataset, accelerator, machine.options(), target);
      Model result =
          exploration.run(
              ExploreSettings.shown(spec, dataset, setup),
              line,
              outcome.evalThreads,
              (trainer, label, checkpoint) ->
                  trainer
                      .checkpoint(run.checkpoint(checkpoint))
                      .listener(TrainingRun.listener(lstmc, line, label, dataset.task().kind()))
                      .interrupt(lstmc.interruption()::asked));
      found = exploration.found();
      return withHistory(stored, result, ExploreSettings.record(explore, setup));
    }
  }

  private static void recurrent(NetworkSpec network) {
    network.requireRecurrent(
        "explore", "compare block sizes with 'lstmc circulantize --block-size K'");
  }

  private void check(StoredModel stored) {
    if (stored == null) {
      return;
    }
    Model in = stored.model();
    recurrent(in.network());
    if (shape.given() || !dataOptions.isEmpty()) {
      throw LstmcException.usage(
          "options of a new network or of data were given without --data; %s has both",
          stored.path());
    }
    if (in.task() == null) {
      throw LstmcException.usage(
          "%s: the model knows no data to train on; import it with --data", stored.path());
    }
    if (!in.compression().equals(CompressionSpec.DENSE)) {
      throw LstmcException.badInput(
          "%s: the model is %s; an exploration starts from a dense one",
          stored.path(), in.compression().scheme());
    }
    if (in.network().layers().stream().map(LayerSpec::cell).distinct().count() > 1) {
      throw LstmcException.unsupported(
          "%s: the layers have different cells; an exploration gives all of them one",
          stored.path());
    }
  }

  private ExploreTrials.Setup setup(StoredModel stored, Dataset d, NetworkSpec network) {
    TrainOptions first =
        newWeights.over(training.over(TrainOptions.defaultsFor(d, run.seed, run.threads)));
    TrainOptions again = training.over(AdmmRun.defaults(d, run.seed, run.threads));
    if (explore.retrainEpochs() != null) {
      again = again.withEpochs(explore.retrainEpochs());
    }
    AdmmOptions a = admm.over(again, network);
    Model given = stored == null ? null : stored.model();
    return new ExploreTrials.Setup(network, given, explore.method(), first, again, a);
  }

  private Model withHistory(StoredModel stored, Model result, Map<String, String> record) {
    String notes = ExploreText.of(found.one()) + ExploreText.of(found.two());
    Model out = result;
    if (stored != null) {
      for (HistoryEntry e : stored.model().history()) {
        out = out.withHistory(e);
      }
      denseOnTest = stored.model().metrics() == null ? null : stored.model().metrics().dense();
    }
    String parent = stored == null ? null : stored.sha256();
    return out.withHistory(entry(record, run.seed, run.threads, parent, out.task(), notes));
  }

  @Override
  Model score(Model m, Dataset d) {
    Score floating =
        FloatEvaluator.evaluate(m.network(), m.weights(), d.test(), m.task(), run.threads);
    IntegerEvaluator.Evaluation r = IntegerEvaluator.evaluate(m, d.test(), outcome.evalThreads);
    return m.withQuantization(m.quantization().withSaturations(r.saturations()))
        .withMetrics(
            metrics(
                m,
                d,
                r.score().count(),
                denseOnTest,
                floating.metric(m.task().kind()),
                r.score().metric(m.task().kind())));
  }

  @Override
  void beforeWrite(Model scored, Path target) {
    found = found.with(scored, simulate(scored));
    ExploreFiles.write(target, found);
  }
}
