package org.lstmc.core.data.speech;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;

/** The phone segments of an utterance, from lines {@code begin end phone} counted in samples. */
final class Segments {
  private record Segment(int begin, int end, int target) {}

  private final List<Segment> segments = new ArrayList<>();

  private Segments() {}

  /**
   * Reads a {@code .phn} file.
   *
   * @throws LstmcException bad input with file and line, for unknown phones, and for segments that
   *     are empty or begin before the one before has ended
   */
  static Segments read(byte[] content, Phones phones, Path file) {
    Segments read = new Segments();
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\r?\n");
    int last = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      String[] words = lines[i].strip().split("\\s+");
      if (words.length != 3 || !words[0].matches("\\d{1,9}") || !words[1].matches("\\d{1,9}")) {
        throw LstmcException.badInput(
            "%s:%d: '%s', expected 'BEGIN END PHONE' in samples", file, i + 1, lines[i].strip());
      }
      int begin = Integer.parseInt(words[0]);
      int end = Integer.parseInt(words[1]);
      if (begin < last || end <= begin) {
        throw LstmcException.badInput(
            "%s:%d: segment %d to %d after one that ends at %d; segments must go forward",
            file, i + 1, begin, end, last);
      }
      Integer target = phones.target(words[2]);
      if (target == null) {
        throw LstmcException.badInput(
            "%s:%d: '%s' is not one of the 61 TIMIT phone codes", file, i + 1, words[2]);
      }
      read.segments.add(new Segment(begin, end, target));
      last = end;
    }
    if (read.segments.isEmpty()) {
      throw LstmcException.badInput("%s: no phone segments", file);
    }
    return read;
  }

  /** The phones in their order, those without a class left out. */
  int[] string() {
    return segments.stream().mapToInt(Segment::target).filter(k -> k >= 0).toArray();
  }

  /**
   * One target a frame: that of the segment at the middle of its window, -1 where there is none.
   *
   * @param frames number of frames
   * @param step samples from one frame to the next
   * @param window samples in a window
   */
  int[] targets(int frames, int step, int window) {
    int[] targets = new int[frames];
    int at = 0;
    for (int t = 0; t < frames; t++) {
      int middle = t * step + window / 2;
      while (at < segments.size() && segments.get(at).end() <= middle) {
        at++;
      }
      boolean inside = at < segments.size() && segments.get(at).begin() <= middle;
      targets[t] = inside ? segments.get(at).target() : -1;
    }
    return targets;
  }
}
