package org.lstmc.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.compress.search.RatioGrid;
import org.lstmc.core.compress.search.SensitivityScan;
import org.lstmc.core.compress.search.SensitivityTable;
import org.lstmc.core.data.Split;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.train.FloatEvaluator;

/** Runs the sensitivity scan and writes its tables and heat maps. */
record ScanFiles(Lstmc lstmc, String pattern, Map<String, Integer> parameters, int threads) {
  private static final List<Double> RATIOS = List.of(0.3, 0.5, 0.6, 0.7, 0.8, 0.9);

  void write(Path prefix, Model model, Split split) {
    TaskKind kind = model.task().kind();
    int[] done = {0};
    try (ProgressLine line = lstmc.console().progress()) {
      SensitivityScan scan =
          new SensitivityScan(
              pattern,
              parameters,
              weights -> {
                line.update("scan: " + ++done[0] + " networks scored");
                return FloatEvaluator.evaluate(
                        model.network(), weights, split, model.task(), threads)
                    .metric(kind);
              });
      SensitivityTable table = scan.scan(model, RATIOS, true, kind.metric());
      save(prefix, ".csv", table.toCsv());
      save(prefix, ".svg", table.heatMap().toSvg());
      if (model.network().isFeedForward()) {
        lstmc.console().info("scan: no grid, which is over the ratios of Wx and of Wh");
        return;
      }
      RatioGrid grid = scan.grid(model, RATIOS, RATIOS, kind.metric());
      save(prefix, "-grid.csv", grid.toCsv());
      save(prefix, "-grid.svg", grid.heatMap().toSvg());
    }
  }

  private static void save(Path prefix, String ending, String text) {
    AtomicFile.write(
        prefix.resolveSibling(prefix.getFileName() + ending),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
