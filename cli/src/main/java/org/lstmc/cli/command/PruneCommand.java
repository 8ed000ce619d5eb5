package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.search.SearchOptions;
import org.lstmc.core.compress.search.SearchResult;
import org.lstmc.core.compress.search.SearchTrial;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.Score;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.train.FloatEvaluator;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.PruneSearch;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prunes a model and retrains what is left. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = "Prune weights in a pattern that hardware likes, and retrain the rest.",
    footer = {
      "",
      "Ratios are sparsities: 0.8 means 80 %% of a row's weights are zero. Patterns: row-balanced",
      "(BRDS), bank-balanced (BBS), load-balanced (ESE), unstructured. The projection follows",
      "--ratio-wh unless told otherwise.",
      "Examples:",
      "  lstmc prune --ratio-wx 0.8 --ratio-wh 0.5",
      "  lstmc prune --ratio-wx 0.8 --ratio-wh 0.5 --ratio layers.1.wh=0.7 --epochs 6",
      "  lstmc prune --search --overall 0.65 --search-epochs 20",
      "  lstmc prune --scan scan --no-retrain --ratio-wx 0.5 --ratio-wh 0.5"
    })
public final class PruneCommand extends ModelStep {
  @Option(
      names = "--pattern",
      paramLabel = "NAME",
      description = "row-balanced (default), bank-balanced, load-balanced or unstructured.")
  private String pattern = "row-balanced";

  @Option(
      names = "--pattern-option",
      paramLabel = "KEY=N",
      description = "A parameter of the pattern, such as banks=8 or pes=32; repeatable.")
  private Map<String, Integer> patternOptions = new TreeMap<>();

  @Option(names = "--ratio-wx", paramLabel = "R", description = "Zeros in Wx, in [0,1).")
  private Double ratioWx;

  @Option(names = "--ratio-wh", paramLabel = "R", description = "Zeros in Wh, in [0,1).")
  private Double ratioWh;

  @Option(
      names = "--ratio-projection",
      paramLabel = "R",
      description = "Zeros in the projection, in [0,1) (default: as --ratio-wh).")
  private Double ratioProjection;

  @Option(
      names = "--ratio",
      paramLabel = "NAME=R",
      description =
          "Another ratio for a layer, a matrix or a gate: layers.1.wh=0.7, wx.i=0.9; repeatable.")
  private Map<String, Double> ratios = new TreeMap<>();

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "How ratios grow: cubic (default), linear or one-shot.")
  private String schedule = "cubic";

  @Option(
      names = "--ramp-epochs",
      paramLabel = "N",
      description = "Epochs in which ratios grow (default: a third of --epochs).")
  private Integer rampEpochs;

  @Option(names = "--no-retrain", description = "Prune only.")
  private boolean noRetrain;

  @Option(
      names = "--search",
      description = "Search the two ratios (BRDS) under --overall, then retrain at the best.")
  private boolean search;

  @Option(
      names = "--overall",
      paramLabel = "R",
      description = "Zeros over Wx and Wh together, for --search.")
  private Double overall;

  @Option(
      names = "--search-epochs",
      paramLabel = "N",
      description = "Budget of the search in epochs (default: 12); final retraining is extra.")
  private int searchEpochs = 12;

  @Option(
      names = "--search-step",
      paramLabel = "R",
      description = "Step of Wx's ratio in the search (default: 0.1).")
  private double searchStep = 0.1;

  @Option(
      names = "--scan",
      paramLabel = "PREFIX",
      description =
          "Also score each matrix and gate pruned alone, without retraining, on the validation"
              + " split: PREFIX.csv, PREFIX.svg and the same of both ratios, PREFIX-grid.*.")
  private Path scan;

  private String notes;

  @Override
  Model change(StoredModel stored, Path target) {
    Model in = stored.model();
    checkOptions();
    if (scan != null) {
      new ScanFiles(lstmc, pattern, patternOptions, run.threads)
          .write(scan, in, dataset(stored, "--scan").valid());
    }
    Map<String, String> record = new TreeMap<>();
    record.put("pattern", pattern);
    patternOptions.forEach((k, v) -> record.put("pattern." + k, String.valueOf(v)));
    Model out = noRetrain ? pruneOnly(in, record) : retrain(stored, target, record);
    Metrics m = in.metrics();
    return out.withQuantization(null)
        .withMetrics(m == null ? null : metricsWithout(m))
        .withHistory(
            entry(
                record, run.seed, noRetrain ? 0 : run.threads, stored.sha256(), in.task(), notes));
  }

  private void checkOptions() {
    if (search == (ratioWx != null || ratioWh != null || !ratios.isEmpty())) {
      throw LstmcException.usage(
          search
              ? "--search finds the ratios; leave out --ratio-wx, --ratio-wh and --ratio"
              : "no ratio given; add --ratio-wx and --ratio-wh, or --search --overall R");
    }
    if (search && overall == null) {
      throw LstmcException.usage("--search needs --overall R, the zeros over Wx and Wh together");
    }
    if (search && noRetrain) {
      throw LstmcException.usage("--search retrains in every trial; leave out --no-retrain");
    }
  }

  private PrunePlan plan(Model in) {
    return new PrunePlanOptions(pattern, patternOptions, ratioWx, ratioWh, ratioProjection, ratios)
        .plan(in.network());
  }

  private Model pruneOnly(Model in, Map<String, String> record) {
    PrunePlan plan = plan(in);
    recordPlan(plan, record);
    return Pruner.apply(in, plan);
  }

  private Model retrain(StoredModel stored, Path target, Map<String, String> record) {
    Model in = stored.model();
    Dataset data = dataset(stored, "retraining");
    TrainOptions o =
        options.over(
            PruneRun.defaults(in.task().kind(), data.train().stream(), run.seed, run.threads));
    record.putAll(TrainOptionArgs.record(o));
    try (ProgressLine line = console().progress()) {
      PrunePlan plan;
      Map<String, Tensor> start;
      SparsitySchedule how = SparsitySchedule.parse(schedule);
      int ramp = rampEpochs != null ? rampEpochs : o.epochs() / 3;
      if (search) {
        PruneSearch.Outcome found = search(in, data, o, target, line, record);
        plan = searcher(o, target, data).plan(in, best(found).ratioWx(), best(found).ratioWh());
        start = found.shadow();
        how = SparsitySchedule.ONE_SHOT;
        ramp = 0;
      } else {
        plan = plan(in);
        start = in.weights();
      }
      recordPlan(plan, record);
      record.put("schedule", how.label());
      record.put("rampEpochs", String.valueOf(ramp));
      PruneRun.Outcome out =
          new PruneRun(plan, how, ramp, o)
              .run(
                  in,
                  start,
                  data,
                  trainer ->
                      trainer
                          .checkpoint(run.checkpoint(target, "retrain"))
                          .listener(TrainingRun.listener(lstmc, line, "prune", in.task().kind()))
                          .interrupt(lstmc.interruption()::asked));
      notes = (notes == null ? "" : notes) + CurveText.of(out.training());
      return out.model();
    }
  }

  private static SearchTrial best(PruneSearch.Outcome found) {
    return found.result().best();
  }

  private PruneSearch searcher(TrainOptions o, Path target, Dataset data) {
    SearchOptions s =
        SearchOptions.of(overall, searchEpochs, data.task().kind().higherIsBetter())
            .withStep(searchStep);
    return new PruneSearch(
        new PrunePlanOptions(pattern, patternOptions, null, null, null, Map.of()),
        s,
        o,
        TrainingRun.folder(target).resolve("search"));
  }

  private PruneSearch.Outcome search(
      Model in,
      Dataset data,
      TrainOptions o,
      Path target,
      ProgressLine line,
      Map<String, String> record) {
    record.put("overall", String.valueOf(overall));
    record.put("searchEpochs", String.valueOf(searchEpochs));
    record.put("searchStep", String.valueOf(searchStep));
    PruneSearch.Outcome found =
        searcher(o, target, data).run(in, data, new SearchProgress(lstmc, line, run, target, in));
    SearchResult result = found.result();
    line.line(result.table());
    AtomicFile.write(
        target.resolveSibling(
            target.getFileName().toString().replaceFirst("\\.json$", "") + ".search.csv"),
        SearchCsv.of(result).getBytes(StandardCharsets.UTF_8));
    notes = result.table();
    return found;
  }

  private static void recordPlan(PrunePlan plan, Map<String, String> record) {
    plan.ratios()
        .forEach(
            (matrix, r) ->
                record.put(
                    "ratio." + matrix, String.join(" ", r.stream().map(String::valueOf).toList())));
  }

  private Dataset dataset(StoredModel stored, String purpose) {
    if (stored.model().task() == null) {
      throw LstmcException.usage(
          "%s: the model knows no data, which %s needs; import it with --data, or prune with"
              + " --no-retrain",
          stored.path(), purpose);
    }
    return lstmc.session().dataset(stored, outcome.dataPath);
  }

  private static Metrics metricsWithout(Metrics m) {
    return new Metrics(
        m.metric(), m.split(), m.examples(), m.dense(), null, null, m.bestPossible());
  }

  @Override
  Model score(Model m, Dataset data) {
    Score s =
        FloatEvaluator.evaluate(
            m.network(), m.weights(), data.test(), m.task().kind(), run.threads);
    Double dense = m.metrics() == null ? null : m.metrics().dense();
    return m.withMetrics(metrics(m, data, s.count(), dense, s.metric(m.task().kind()), null));
  }
}
