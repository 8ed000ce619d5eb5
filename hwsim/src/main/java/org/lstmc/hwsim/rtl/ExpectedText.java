package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;

/** The expected outputs of an exported folder, to say where a difference is. */
final class ExpectedText {
  private final List<List<Entry>> beats = new ArrayList<>();

  /**
   * One expected output.
   *
   * @param step time step; -1 behind the last
   * @param unit word of the step's output
   * @param cycle cycle
   * @param value raw integer
   * @param bits bits of a word
   */
  record Entry(int step, int unit, long cycle, long value, int bits) {
    String where() {
      return step < 0
          ? "after the last output"
          : String.format(Locale.ROOT, "step %d, unit %d", step, unit);
    }
  }

  static ExpectedText read(Path folder, String design) {
    ExpectedText all = new ExpectedText();
    int bits = RtlDescriptor.read(folder).design(design).path("wordBits").asInt();
    long before = -1;
    Path file = folder.resolve("tb/" + design + ".expected.txt");
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] w = line.split(" ");
        long cycle = Long.parseLong(w[2]);
        if (cycle != before) {
          all.beats.add(new ArrayList<>());
          before = cycle;
        }
        all.beats
            .get(all.beats.size() - 1)
            .add(
                new Entry(
                    Integer.parseInt(w[0]),
                    Integer.parseInt(w[1]),
                    cycle,
                    Long.parseLong(w[3]),
                    bits));
      }
    } catch (IOException | RuntimeException e) {
      throw LstmcException.badInput("%s: cannot be read: %s", file, e.getMessage());
    }
    return all;
  }

  Entry at(int beat, int lane) {
    if (beat >= beats.size() || lane >= beats.get(beat).size()) {
      return new Entry(-1, 0, 0, 0, 1);
    }
    return beats.get(beat).get(lane);
  }
}
