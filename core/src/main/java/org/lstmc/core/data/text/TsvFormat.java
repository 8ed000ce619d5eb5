package org.lstmc.core.data.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.NamedFiles;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.TaskKind;

/**
 * Labelled text, one a line, columns parted by tabs: the first is the label, the last the text, any
 * between (rating and name in the IMDB set) are passed over. A folder holds train and test, and
 * valid or not; without it every tenth line of train is valid. In a single file every tenth line is
 * test and the ninth of ten valid.
 */
public final class TsvFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "tsv",
        "FILE-or-DIR",
        TaskKind.CLASSIFICATION,
        "labelled text, 'label TAB text' a line (IMDB and alike)",
        "a *.tsv file, or a folder with *train.tsv and *test.tsv, or .gz",
        LabelledText.options("words"),
        "tsv:data/imdb");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    if (Files.isRegularFile(root)) {
      return Map.of("text", root);
    }
    Map<String, Path> files = new TreeMap<>();
    for (String role : List.of("train", "test")) {
      files.put(
          role,
          NamedFiles.require(info().name(), root, List.of(role + ".tsv", "*" + role + ".tsv")));
    }
    Path valid = NamedFiles.find(root, List.of("valid.tsv", "dev.tsv", "*valid.tsv", "*dev.tsv"));
    if (valid != null) {
      files.put("valid", valid);
    }
    return files;
  }

  @Override
  public boolean recognises(Path root) {
    String name = root.toString().toLowerCase(Locale.ROOT);
    return Files.isDirectory(root)
        ? DataFormat.super.recognises(root)
        : name.endsWith(".tsv") || name.endsWith(".tsv.gz");
  }

  @Override
  public Dataset load(Source source) {
    LabelledText.Parts parts = new LabelledText.Parts();
    if (source.names().contains("text")) {
      read(source, "text", parts::addByLine);
    } else {
      boolean hasValid = source.names().contains("valid");
      read(source, "train", hasValid ? parts.train()::add : parts::addTrainOrValid);
      read(source, "test", parts.test()::add);
      if (hasValid) {
        read(source, "valid", parts.valid()::add);
      }
    }
    return LabelledText.build(source, parts);
  }

  private static void read(Source source, String name, Consumer<LabelledText.Example> sink) {
    Path file = source.file(name);
    String text = Lines.decode(source.read(name), StandardCharsets.UTF_8, file);
    int line = 0;
    int columns = 0;
    for (String s : Lines.of(text)) {
      line++;
      int found = (int) s.chars().filter(c -> c == '\t').count() + 1;
      columns = line == 1 ? found : columns;
      if (found < 2 || found != columns) {
        throw LstmcException.badInput(
            "%s:%d: %d column(s), expected %s: label TAB text, the same number in every line",
            file, line, found, line == 1 || columns < 2 ? "2 or more" : columns);
      }
      String label = s.substring(0, s.indexOf('\t')).strip();
      if (label.isEmpty()) {
        throw LstmcException.badInput("%s:%d: the label is empty", file, line);
      }
      sink.accept(
          new LabelledText.Example(label, s.substring(s.lastIndexOf('\t') + 1), file, line));
    }
  }
}
