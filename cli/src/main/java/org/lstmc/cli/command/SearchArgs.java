package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.search.SearchOptions;
import org.lstmc.core.compress.search.SearchResult;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.PruneSearch;
import org.lstmc.core.train.TrainOptions;
import picocli.CommandLine.Option;

/** The search of two ratios under one, its options and its traces. */
final class SearchArgs {
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

  /** Whether ratios are to be searched. */
  boolean wanted() {
    return search;
  }

  /** Refuses what does not go with a search, or without one. */
  void check(boolean ratiosGiven, boolean noRetrain) {
    if (search == ratiosGiven) {
      throw LstmcException.usage(
          search
              ? "--search finds the ratios; leave out --ratio-wx, --ratio-wh, --ratio-all and --ratio"
              : "no ratio given; add --ratio-wx and --ratio-wh, --ratio-all, or --search --overall"
                  + " R");
    }
    if (search && overall == null) {
      throw LstmcException.usage("--search needs --overall R, the zeros over Wx and Wh together");
    }
    if (search && noRetrain) {
      throw LstmcException.usage("--search retrains in every trial; leave out --no-retrain");
    }
  }

  /** A searcher that keeps its trials beside the target. */
  PruneSearch searcher(
      String pattern, Map<String, Integer> parameters, TrainOptions o, Path target, Dataset data) {
    SearchOptions s =
        SearchOptions.of(overall, searchEpochs, data.task().kind().higherIsBetter())
            .withStep(searchStep);
    return new PruneSearch(
        new PrunePlanOptions(pattern, parameters, null, null, null, Map.of()),
        s,
        o,
        TrainingRun.folder(target).resolve("search"));
  }

  /** Searches, shows the trials and writes them to {@code NAME.search.csv}. */
  PruneSearch.Outcome search(
      PruneSearch searcher,
      Model in,
      Dataset data,
      Lstmc lstmc,
      TrainingRun run,
      ProgressLine line,
      Path target) {
    PruneSearch.Outcome found =
        searcher.run(in, data, new SearchProgress(lstmc, line, run, target, in));
    SearchResult result = found.result();
    line.line(result.table());
    AtomicFile.write(
        target.resolveSibling(
            target.getFileName().toString().replaceFirst("\\.json$", "") + ".search.csv"),
        SearchCsv.of(result).getBytes(StandardCharsets.UTF_8));
    return found;
  }

  /** For the history. */
  void record(Map<String, String> record) {
    record.put("overall", String.valueOf(overall));
    record.put("searchEpochs", String.valueOf(searchEpochs));
    record.put("searchStep", String.valueOf(searchStep));
  }
}
