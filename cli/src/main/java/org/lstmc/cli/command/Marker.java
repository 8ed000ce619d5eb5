package org.lstmc.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.HistoryEntry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Remembers what a step set out from, until all of it is done. A step that replaces its own input
 * may be killed after the new model is in place; given again, it must not be done twice.
 */
final class Marker {
  /** Name of the file in a checkpoint folder. */
  static final String FILE = "step";

  private static final Set<String> PRESENTATION =
      Set.of(
          "--format",
          "--progress",
          "--quiet",
          "--verbose",
          "--debug",
          "--fail-if",
          "--no-simulate",
          "--eval-threads",
          "--checkpoint-seconds",
          "--restart");

  private final Path file;
  private final String command;
  private final String options;
  private final Path target;

  Marker(CommandSpec spec, Path target) {
    this.file = TrainingRun.folder(target).resolve(FILE);
    this.command = spec.name();
    this.options = options(spec);
    this.target = target;
  }

  /**
   * Gives the finished model if an interrupted run of this very command already put it in place;
   * else notes where the step sets out and gives null.
   */
  StoredModel finishedOrBegin(StoredModel source) {
    StoredModel finished = finished();
    if (finished == null) {
      String content = String.join("\n", source.sha256(), hashOfTarget(), command, options);
      AtomicFile.write(file, content.getBytes(StandardCharsets.UTF_8));
    }
    return finished;
  }

  private StoredModel finished() {
    if (!Files.exists(file) || !Files.exists(target)) {
      return null;
    }
    List<String> noted;
    try {
      noted = Files.readAllLines(file);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
    boolean same =
        noted.size() == 4 && noted.get(2).equals(command) && noted.get(3).equals(options);
    if (!same || noted.get(1).equals(hashOfTarget())) {
      return null;
    }
    StoredModel now = ManifestStore.read(target);
    List<HistoryEntry> history = now.model().history();
    HistoryEntry last = history.isEmpty() ? null : history.get(history.size() - 1);
    boolean ours =
        last != null && last.command().equals(command) && noted.get(0).equals(last.parent());
    return ours ? now : null;
  }

  private String hashOfTarget() {
    try {
      return Files.exists(target) ? Sha256.of(target) : "none";
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", target, e.getMessage(), e);
    }
  }

  /** The options given, but for those that do not change the result. */
  private static String options(CommandSpec spec) {
    StringBuilder s = new StringBuilder();
    for (OptionSpec o : spec.commandLine().getParseResult().matchedOptions()) {
      if (!PRESENTATION.contains(o.longestName())) {
        s.append(o.longestName()).append('=').append(o.stringValues()).append(' ');
      }
    }
    return s.toString().replaceAll("\\R", " ");
  }
}
