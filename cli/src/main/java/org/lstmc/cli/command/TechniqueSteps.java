package org.lstmc.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lstmc.cli.Lstmc;
import org.lstmc.cli.Main;
import org.lstmc.cli.compare.CompareSettings;
import org.lstmc.cli.compare.Comparison;
import org.lstmc.cli.compare.Technique;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestStore;
import org.lstmc.core.manifest.StoredModel;

/**
 * A technique applied to a model by the commands that a user would give: its own step and {@code
 * quantize}, unless both were done to this very model before.
 */
final class TechniqueSteps implements Comparison.Maker {
  private final Lstmc lstmc;
  private final Writer err;
  private final StoredModel dense;
  private final CompareSettings settings;
  private final String dataPath;

  TechniqueSteps(
      Lstmc lstmc, Writer err, StoredModel dense, CompareSettings settings, String dataPath) {
    this.lstmc = lstmc;
    this.err = err;
    this.dense = dense;
    this.settings = settings;
    this.dataPath = dataPath;
  }

  @Override
  public StoredModel make(Technique technique) {
    Path folder = Comparison.folder(dense.path());
    Path result = folder.resolve(technique.name() + ".json");
    List<String> commands = new ArrayList<>();
    List<List<String>> steps = new ArrayList<>();
    Path from = dense.path();
    List<List<String>> compress =
        technique.steps().apply(settings, dense.model().network().layers());
    for (int i = 0; i < compress.size(); i++) {
      List<String> step = new ArrayList<>(compress.get(i));
      if (i == compress.size() - 1) {
        step.addAll(settings.training());
      }
      steps.add(files(step, from, result));
      from = result;
    }
    List<String> quantize = new ArrayList<>(List.of("quantize", "--width", "" + settings.bits()));
    if (dataPath != null) {
      quantize.addAll(List.of("--data-path", dataPath));
    }
    steps.add(files(quantize, from, result));
    steps.forEach(s -> commands.add(String.join(" ", s)));
    String done =
        String.join("\n", commands) + "\n" + dense.sha256() + "\n" + ToolVersion.get() + "\n";
    Path marker = folder.resolve(technique.name() + ".done");
    try {
      if (!Files.exists(result)
          || !Files.exists(marker)
          || !Files.readString(marker).equals(done)) {
        Files.createDirectories(folder);
        Files.deleteIfExists(marker);
        for (List<String> step : steps) {
          lstmc.console().info("compare: %s: %s", technique.name(), String.join(" ", step));
          run(step);
        }
        AtomicFile.write(marker, done.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be used: %s", folder, e.getMessage(), e);
    }
    return ManifestStore.read(result);
  }

  private static List<String> files(List<String> step, Path from, Path to) {
    List<String> all = new ArrayList<>(step);
    all.addAll(List.of("-m", from.toString(), "-o", to.toString(), "--no-simulate"));
    return all;
  }

  /** Runs a step as a user would, its progress shown; a failure is told as the step tells it. */
  private void run(List<String> step) {
    List<String> line = new ArrayList<>();
    if (lstmc.quiet()) {
      line.add("-q");
    }
    line.addAll(step);
    LastLine said = new LastLine(err);
    int code =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(said, true),
            lstmc.interruption(),
            line.toArray(String[]::new));
    LstmcException.Kind kind =
        Arrays.stream(LstmcException.Kind.values())
            .filter(k -> k.exitCode() == code)
            .findFirst()
            .orElse(LstmcException.Kind.CHECK_FAILED);
    if (code != 0) {
      throw LstmcException.of(kind, "%s", said.last().replaceFirst("^lstmc: ", ""));
    }
  }

  /** Passes on what is written and remembers the last line. */
  private static final class LastLine extends Writer {
    private final Writer to;
    private final StringBuilder line = new StringBuilder();
    private String last = "";

    LastLine(Writer to) {
      this.to = to;
    }

    String last() {
      return line.length() > 0 ? line.toString() : last;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      to.write(text, from, length);
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n' || text[i] == '\r') {
          if (line.length() > 0) {
            last = line.toString();
            line.setLength(0);
          }
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
