package org.lstmc.core.data.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.DataFormat;
import org.lstmc.core.data.Dataset;
import org.lstmc.core.data.FormatInfo;
import org.lstmc.core.data.OptionInfo;
import org.lstmc.core.data.Options;
import org.lstmc.core.data.Source;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Any text file, character by character (Unicode code points), cut into train, valid and test in
 * the order of the text. As in Karpathy's char-rnn, the vocabulary is that of the whole file, so
 * that a rare character in the last part does not stand in the way; the first character of each
 * part is only an input.
 */
public final class CharFormat implements DataFormat {
  @Override
  public FormatInfo info() {
    return new FormatInfo(
        "char",
        "FILE",
        TaskKind.LANGUAGE_MODEL,
        "any UTF-8 text file, predict the next character",
        "a text file, *.txt or *.txt.gz",
        List.of(
            new OptionInfo("valid", "0.05", "share of the text for validation, 0 to 0.5"),
            new OptionInfo("test", "0.05", "share at the end for test, 0 to 0.5")),
        "char:data/tinyshakespeare.txt.gz");
  }

  @Override
  public Map<String, Path> files(Path root, Options options) {
    if (!Files.isRegularFile(root)) {
      throw LstmcException.badInput(
          "data 'char' at %s: expected a text file, not a folder; name the file", root);
    }
    return Map.of("text", root);
  }

  @Override
  public boolean recognises(Path root) {
    String name = root.toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(root) && (name.endsWith(".txt") || name.endsWith(".txt.gz"));
  }

  @Override
  public Dataset load(Source source) {
    int[] points =
        Lines.decode(source.read("text"), StandardCharsets.UTF_8, source.file("text"))
            .codePoints()
            .toArray();
    double validShare = source.options().number("valid", 0, 0.5);
    double testShare = source.options().number("test", 0, 0.5);
    int n = points.length;
    int trainEnd = (int) Math.round(n * (1 - validShare - testShare));
    int validEnd = (int) Math.round(n * (1 - testShare));
    Vocabulary vocabulary;
    if (source.known() != null) {
      vocabulary = Vocabulary.of(source.known().vocabulary());
    } else {
      Vocabulary.Counter counter = new Vocabulary.Counter();
      Arrays.stream(points)
          .mapToObj(Character::toString)
          .forEach(c -> counter.add(c, 0, c.length()));
      vocabulary = counter.all();
    }
    int[] tokens =
        Arrays.stream(points).map(p -> vocabulary.index(Character.toString(p))).toArray();
    Task task = source.task(TaskKind.LANGUAGE_MODEL, vocabulary.tokens(), List.of());
    return new Dataset(
        task,
        vocabulary.size(),
        vocabulary.size(),
        RunningText.withoutFirst("train", Arrays.copyOf(tokens, trainEnd)),
        RunningText.withoutFirst("valid", Arrays.copyOfRange(tokens, trainEnd, validEnd)),
        RunningText.withoutFirst("test", Arrays.copyOfRange(tokens, validEnd, n)),
        null);
  }
}
