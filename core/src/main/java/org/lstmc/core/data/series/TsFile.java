package org.lstmc.core.data.series;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;

/**
 * A classification file in the {@code .ts} form of the UEA archive: header lines begin with {@code
 * #} or {@code @}; then one case a line, its series parted by {@code :}, each a list parted by
 * commas, and last the class.
 *
 * @param labels the classes in the order of the header
 * @param size number of series, which is the length of a feature vector
 * @param sequences the cases, target included
 */
record TsFile(List<String> labels, int size, List<Sequence> sequences) {
  static TsFile read(byte[] content, Path file) {
    List<String> labels = null;
    int size = 0;
    List<Sequence> sequences = new ArrayList<>();
    String[] lines = new String(content, StandardCharsets.UTF_8).split("\r?\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.toLowerCase(Locale.ROOT).startsWith("@classlabel true")) {
        List<String> words = List.of(line.split("\\s+"));
        labels = words.subList(2, words.size());
      }
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("@")) {
        continue;
      }
      if (labels == null) {
        throw LstmcException.badInput(
            "%s:%d: no line '@classLabel true ...' before the first case", file, i + 1);
      }
      String[] parts = line.split(":", -1);
      size = sequences.isEmpty() ? parts.length - 1 : size;
      if (parts.length < 2 || parts.length - 1 != size) {
        throw LstmcException.badInput(
            "%s:%d: %d series, expected %s and the class, parted by ':'",
            file, i + 1, parts.length - 1, sequences.isEmpty() ? "one or more" : size);
      }
      int label = labels.indexOf(parts[size].strip());
      if (label < 0) {
        throw LstmcException.badInput(
            "%s:%d: class '%s' is not in the header (%s)",
            file, i + 1, parts[size].strip(), String.join(", ", labels));
      }
      sequences.add(sequence(parts, size, label, file, i + 1));
    }
    if (labels == null) {
      throw LstmcException.badInput("%s: no line '@classLabel true ...'; not a .ts file", file);
    }
    return new TsFile(labels, size, sequences);
  }

  private static Sequence sequence(String[] parts, int size, int label, Path file, int line) {
    int steps = parts[0].split(",", -1).length;
    float[] features = new float[steps * size];
    for (int d = 0; d < size; d++) {
      String[] series = parts[d].split(",", -1);
      if (series.length != steps) {
        throw LstmcException.badInput(
            "%s:%d: series %d has %d values, the first has %d",
            file, line, d + 1, series.length, steps);
      }
      for (int t = 0; t < steps; t++) {
        features[t * size + d] = Numbers.parse(series[t], file, line);
      }
    }
    return new Sequence(null, features, steps, new int[] {label});
  }
}
