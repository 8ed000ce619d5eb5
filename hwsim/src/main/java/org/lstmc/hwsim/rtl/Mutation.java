package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;

/**
 * One bit of an exported folder flipped: in a memory image, or in a number that the generated top
 * hands to the core.
 *
 * @param what in words: file, word or parameter, bit
 * @param file path inside the folder
 * @param text the whole file with the bit flipped
 * @param recompiles whether the Verilog itself changed
 */
record Mutation(String what, String file, String text, boolean recompiles) {
  /** A parameter of the top with a decimal value, or one field of several. */
  private static final Pattern PARAMETER = Pattern.compile("\\.([A-Z_]+)\\(([^\"()]+)\\)");

  private static final Pattern NUMBER = Pattern.compile("(?<![0-9'])(?:\\d+'d)?(\\d+)(?![0-9'])");

  /** Share of mutations that hit a constant; the others hit memories by their size in bits. */
  private static final double CONSTANTS = 0.2;

  private record Site(String name, int from, int to) {}

  /** Random mutations, in the order drawn. */
  static List<Mutation> draw(Path folder, int count, long seed) {
    Random random = new Random(seed);
    List<Path> images = files(folder.resolve("mem"), ".hex");
    List<Path> tops = files(folder.resolve("rtl"), "_top.v");
    long[] bits = new long[images.size()];
    long all = 0;
    for (int i = 0; i < bits.length; i++) {
      bits[i] = 4L * read(images.get(i)).replace("\n", "").length();
      all += bits[i];
    }
    List<Mutation> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      if (random.nextDouble() < CONSTANTS) {
        drawn.add(constant(folder, tops.get(random.nextInt(tops.size())), random));
      } else {
        long at = (long) (random.nextDouble() * all);
        int i = 0;
        while (at >= bits[i]) {
          at -= bits[i++];
        }
        drawn.add(memory(folder, images.get(i), random));
      }
    }
    return drawn;
  }

  private static Mutation memory(Path folder, Path image, Random random) {
    List<String> lines = new ArrayList<>(read(image).lines().toList());
    int word = random.nextInt(lines.size());
    String line = lines.get(word);
    int digit = random.nextInt(line.length());
    int bit = random.nextInt(4);
    int flipped = Character.digit(line.charAt(digit), 16) ^ 1 << bit;
    lines.set(
        word,
        line.substring(0, digit) + Character.forDigit(flipped, 16) + line.substring(digit + 1));
    String file = folder.relativize(image).toString();
    int at = 4 * (line.length() - 1 - digit) + bit;
    String what = String.format(Locale.ROOT, "%s word %d bit %d", file, word, at);
    return new Mutation(what, file, String.join("\n", lines) + "\n", false);
  }

  private static Mutation constant(Path folder, Path top, Random random) {
    String text = read(top);
    List<Site> sites = new ArrayList<>();
    Matcher p = PARAMETER.matcher(text);
    while (p.find()) {
      Matcher n = NUMBER.matcher(text).region(p.start(2), p.end(2));
      int field = 0;
      while (n.find()) {
        sites.add(new Site(p.group(1) + (field++ > 0 ? "#" + field : ""), n.start(1), n.end(1)));
      }
    }
    Site s = sites.get(random.nextInt(sites.size()));
    long value = Long.parseLong(text.substring(s.from(), s.to()));
    int width = Math.max(1, 64 - Long.numberOfLeadingZeros(value));
    long changed = value ^ 1L << random.nextInt(width);
    String file = folder.relativize(top).toString();
    String what = String.format(Locale.ROOT, "%s %s %d -> %d", file, s.name(), value, changed);
    String mutated = text.substring(0, s.from()) + changed + text.substring(s.to());
    return new Mutation(what, file, mutated, true);
  }

  private static List<Path> files(Path folder, String suffix) {
    try (var list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be listed: %s", folder, e.getMessage());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be read: %s", file, e.getMessage());
    }
  }
}
