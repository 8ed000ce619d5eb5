package org.lstmc.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.ProgressLine;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.train.AdmmIteration;
import org.lstmc.core.train.CheckpointPolicy;
import org.lstmc.core.train.PhaseSetting;
import org.lstmc.core.train.ProgressListener;
import org.lstmc.core.train.TrainProgress;
import picocli.CommandLine.Option;

/** What every command that trains shares: checkpoints, threads, seed, progress. */
final class TrainingRun {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything random (default: 1).")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the training engine (default: 1). More are faster; the bits of the result"
              + " depend on the number, so it is recorded.")
  int threads = 1;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = "Seconds between two checkpoints (default: 30).")
  private double checkpointSeconds = 30;

  @Option(
      names = "--restart",
      description =
          "Begin anew, even if an interrupted run left a checkpoint or the step is already done.")
  private boolean restart;

  /** The folder in which an interrupted run of this target leaves its state. */
  static Path folder(Path target) {
    return target.resolveSibling(target.getFileName() + ".checkpoint");
  }

  /** Checkpoints of a part of the work; {@code part} is a folder name, or empty. */
  CheckpointPolicy checkpoint(Path target, String part) {
    return checkpoint(part.isEmpty() ? folder(target) : folder(target).resolve(part));
  }

  /** Checkpoints in a folder. */
  CheckpointPolicy checkpoint(Path folder) {
    if (!(checkpointSeconds > 0)) {
      throw LstmcException.usage("--checkpoint-seconds %s: must be above 0", checkpointSeconds);
    }
    return new CheckpointPolicy(folder, checkpointSeconds, 0);
  }

  /** Watches and keeps the phases of a longer run, each in a folder of its own. */
  PhaseSetting phases(Path target, Lstmc lstmc, ProgressLine line, String label, Task task) {
    return (trainer, phase) ->
        trainer
            .checkpoint(checkpoint(target, phase))
            .listener(listener(lstmc, line, label + " " + phase, task.kind()))
            .interrupt(lstmc.interruption()::asked);
  }

  /** Removes what an earlier run left, if the user wants to begin anew. */
  void prepare(Path target) {
    if (restart) {
      remove(target);
    }
  }

  /** Whether to do again what is done. */
  boolean redo() {
    return restart;
  }

  /** Removes the state of a run whose result is safe. */
  static void remove(Path target) {
    Path folder = folder(target);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(f);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows progress as {@code label}. */
  static ProgressListener listener(Lstmc lstmc, ProgressLine line, String label, TaskKind kind) {
    return new ProgressListener() {
      private String residuals = "";

      @Override
      public void progress(TrainProgress p) {
        String text =
            String.format(
                Locale.ROOT,
                "%s: epoch %d/%d, %3d %%, loss %.4f%s, %,.0f predictions/s, ETA %s",
                label,
                p.epoch(),
                p.epochs(),
                100 * p.step() / Math.max(1, p.stepsPerEpoch()),
                p.loss(),
                residuals,
                p.perSecond(),
                duration(p.etaSeconds()));
        if (p.epochEnd() && p.validMetric() != null) {
          line.line(
              String.format(
                  Locale.ROOT,
                  "%s, valid %s %.5g%s",
                  text,
                  kind.metric(),
                  p.validMetric(),
                  p.best() ? " (best)" : ""));
        } else {
          line.update(text);
        }
      }

      @Override
      public void iterated(AdmmIteration i) {
        residuals = ", " + AdmmText.of(i);
      }

      @Override
      public void resumed(int epoch, long step) {
        lstmc
            .console()
            .info("%s: going on from the checkpoint at epoch %d, step %d", label, epoch, step);
      }
    };
  }

  private static String duration(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }
}
