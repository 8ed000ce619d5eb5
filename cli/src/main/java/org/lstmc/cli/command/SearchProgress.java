package org.lstmc.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.compress.search.SearchTrial;
import org.lstmc.core.model.Model;
import org.lstmc.core.train.PruneRun;
import org.lstmc.core.train.PruneSearch;

/** Shows the trials of a search and keeps their checkpoints. */
record SearchProgress(Lstmc lstmc, ProgressLine line, TrainingRun run, Path target, Model model)
    implements PruneSearch.Listener {
  @Override
  public PruneRun.Setting trial(double ratioWx, double ratioWh, Path checkpoint) {
    String label = String.format(Locale.ROOT, "search %.3f/%.3f", ratioWx, ratioWh);
    Path part = TrainingRun.folder(target).relativize(checkpoint);
    return trainer ->
        trainer
            .checkpoint(run.checkpoint(target, part.toString()))
            .listener(TrainingRun.listener(lstmc, line, label, model.task().kind()))
            .interrupt(lstmc.interruption()::asked);
  }

  @Override
  public void finished(SearchTrial t) {
    line.line(
        String.format(
            Locale.ROOT,
            "search: %s, Wx %.4f, Wh %.4f: valid %s %.6g",
            t.path(),
            t.ratioWx(),
            t.ratioWh(),
            model.task().kind().metric(),
            t.score()));
  }
}
