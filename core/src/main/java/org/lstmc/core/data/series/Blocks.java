package org.lstmc.core.data.series;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;

/** Feature vectors a line, sequences parted by blank lines. */
final class Blocks {
  private Blocks() {}

  /** The sequences, without targets; every line must hold {@code size} finite numbers. */
  static List<Sequence> read(byte[] content, int size, Path file) {
    List<Sequence> sequences = new ArrayList<>();
    List<float[]> frames = new ArrayList<>();
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty()) {
        frames.add(frame(line.split("\\s+"), size, file, i + 1));
      } else if (!frames.isEmpty()) {
        sequences.add(sequence(frames, size));
        frames.clear();
      }
    }
    if (!frames.isEmpty()) {
      sequences.add(sequence(frames, size));
    }
    return sequences;
  }

  private static float[] frame(String[] words, int size, Path file, int line) {
    if (words.length != size) {
      throw LstmcException.badInput(
          "%s:%d: %d numbers, expected %d a line", file, line, words.length, size);
    }
    float[] frame = new float[size];
    for (int d = 0; d < size; d++) {
      frame[d] = Numbers.parse(words[d], file, line);
    }
    return frame;
  }

  private static Sequence sequence(List<float[]> frames, int size) {
    float[] features = new float[frames.size() * size];
    for (int t = 0; t < frames.size(); t++) {
      System.arraycopy(frames.get(t), 0, features, t * size, size);
    }
    return new Sequence(null, features, frames.size(), null);
  }
}
