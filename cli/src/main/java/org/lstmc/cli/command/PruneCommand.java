package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlan;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.SparsitySchedule;
import org.lstmc.core.compress.search.SearchTrial;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.PruneSearch;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prunes a model and retrains what is left. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = "Prune weights in a pattern that hardware likes, and retrain the rest.",
    footer = {
      "",
      "Ratios are sparsities: 0.8 means 80 %% of a row's weights are zero. Patterns: row-balanced",
      "(BRDS, the default), bank-balanced (BBS), load-balanced (ESE), unstructured, hcgs and",
      "hcgs-guided (blocks in blocks, whose ratio follows from --keep). The projection follows",
      "--ratio-wh unless told otherwise.",
      "Examples:",
      "  lstmc prune --ratio-wx 0.8 --ratio-wh 0.5",
      "  lstmc prune --ratio-wx 0.8 --ratio-wh 0.5 --ratio layers.1.wh=0.7 --epochs 6",
      "  lstmc prune --ratio-all 0.75 --ratio forward.0=0     (a feed-forward network)",
      "  lstmc prune --pattern hcgs-guided --block 64,8 --keep 1/4,1/4",
      "  lstmc prune --search --overall 0.65 --search-epochs 20",
      "  lstmc prune --scan scan --no-retrain --ratio-wx 0.5 --ratio-wh 0.5"
    })
public final class PruneCommand extends CompressStep {
  @Mixin private PatternArgs patternArgs;

  @Option(
      names = "--block",
      paramLabel = "B1[,B2]",
      description = "Of hcgs: sizes of its blocks and of the blocks inside them (default: 64,8).")
  private String block;

  @Mixin private RatioArgs ratios;
  @Mixin private SearchArgs search;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "How ratios grow: cubic (default), linear or one-shot; hcgs: one-shot.")
  private String schedule;

  @Option(
      names = "--ramp-epochs",
      paramLabel = "N",
      description = "Epochs in which ratios grow (default: a third of --epochs).")
  private Integer rampEpochs;

  @Option(names = "--no-retrain", description = "Prune only.")
  private boolean noRetrain;

  @Option(
      names = "--scan",
      paramLabel = "PREFIX",
      description =
          "Also score each matrix and gate pruned alone, without retraining, on the validation"
              + " split: PREFIX.csv, PREFIX.svg and the same of both ratios, PREFIX-grid.*.")
  private Path scan;

  private String pattern;
  private Map<String, Integer> patternOptions;
  private boolean fixedRatio;
  private String notes;

  @Override
  Model changed(StoredModel stored, Path target) {
    Model in = stored.model();
    choosePattern();
    search.check(ratios.given() || fixedRatio, noRetrain);
    options.checkUsed(!noRetrain, "leave out --no-retrain");
    if (search.wanted()) {
      PruneSearch.check(in.network());
    }
    if (scan != null) {
      new ScanFiles(lstmc, pattern, patternOptions, run.threads)
          .write(scan, in, dataset(stored, "--scan", "prune with --no-retrain").valid());
    }
    Map<String, String> record = new TreeMap<>();
    record.put("pattern", pattern);
    patternOptions.forEach((k, v) -> record.put("pattern." + k, String.valueOf(v)));
    Model out = noRetrain ? pruneOnly(in, record) : retrain(stored, target, record);
    return unscored(out)
        .withHistory(
            entry(
                record, run.seed, noRetrain ? 0 : run.threads, stored.sha256(), in.task(), notes));
  }

  private void choosePattern() {
    PruningPattern chosen = patternArgs.pattern("row-balanced");
    pattern = chosen.name();
    patternOptions = patternArgs.parameters(chosen, block);
    fixedRatio = chosen.fixedRatio(patternOptions).isPresent();
    if (fixedRatio
        && ((schedule != null
                && !SparsitySchedule.parse(schedule).equals(SparsitySchedule.ONE_SHOT))
            || (rampEpochs != null && rampEpochs > 0))) {
      throw LstmcException.usage(
          "%s prunes all at once; leave out --schedule and --ramp-epochs", pattern);
    }
  }

  private Model pruneOnly(Model in, Map<String, String> record) {
    PrunePlan plan = ratios.plan(pattern, patternOptions, in.network());
    RatioArgs.record(plan, record);
    return Pruner.apply(in, plan);
  }

  private Model retrain(StoredModel stored, Path target, Map<String, String> record) {
    Model in = stored.model();
    Dataset data = dataset(stored, "retraining", "prune with --no-retrain");
    TrainOptions o = options.over(PruneRun.defaults(data, run.seed, run.threads));
    record.putAll(TrainOptionArgs.record(o));
    try (ProgressLine line = console().progress()) {
      PrunePlan plan;
      Map<String, Tensor> start;
      SparsitySchedule how =
          fixedRatio
              ? SparsitySchedule.ONE_SHOT
              : SparsitySchedule.parse(schedule == null ? "cubic" : schedule);
      int ramp = fixedRatio ? 0 : rampEpochs != null ? rampEpochs : o.epochs() / 3;
      if (search.wanted()) {
        PruneSearch searcher = search.searcher(pattern, patternOptions, o, target, data);
        search.record(record);
        PruneSearch.Outcome found = search.search(searcher, in, data, lstmc, run, line, target);
        SearchTrial best = found.result().best();
        notes = found.result().table();
        plan = searcher.plan(in, best.ratioWx(), best.ratioWh());
        start = found.shadow();
        how = SparsitySchedule.ONE_SHOT;
        ramp = 0;
      } else {
        plan = ratios.plan(pattern, patternOptions, in.network());
        start = in.weights();
      }
      RatioArgs.record(plan, record);
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
}
