package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
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
  private static final Pattern PARAMETER = Pattern.compile("\\.([A-Z][A-Z_0-9]*)\\(([^\"()]+)\\)");

  private static final Pattern NUMBER = Pattern.compile("(?<![0-9'])(?:\\d+'d)?(\\d+)(?![0-9'])");

  /** Share of mutations that hit a constant; the others hit memories by their size in bits. */
  private static final double CONSTANTS = 0.2;

  private record Site(String name, int from, int to) {}

  /** Random mutations, in the order drawn. */
  static List<Mutation> draw(Path folder, int count, long seed) {
    Random random = new Random(seed);
    List<Path> images = files(folder.resolve("mem"), ".hex");
    List<Path> tops = files(folder.resolve("rtl"), "_top.v");
    Untried untried = Untried.of(folder);
    List<BitSet> live = new ArrayList<>();
    long all = 0;
    for (Path image : images) {
      BitSet bits = bits(live(folder, image));
      live.add(bits);
      all += bits.cardinality();
    }
    List<Mutation> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      if (random.nextDouble() < CONSTANTS) {
        drawn.add(constant(folder, tops.get(random.nextInt(tops.size())), untried, random));
      } else {
        long at = (long) (random.nextDouble() * all);
        int i = 0;
        while (at >= live.get(i).cardinality()) {
          at -= live.get(i++).cardinality();
        }
        drawn.add(memory(folder, images.get(i), nth(live.get(i), at)));
      }
    }
    return drawn;
  }

  /** Bits of an image counted from the first digit's highest bit on. */
  private static Mutation memory(Path folder, Path image, int bit) {
    List<String> lines = new ArrayList<>(read(image).lines().toList());
    int digits = lines.get(0).length();
    int word = bit / (4 * digits);
    int digit = bit / 4 % digits;
    String line = lines.get(word);
    int flipped = Character.digit(line.charAt(digit), 16) ^ 8 >> bit % 4;
    char hex = Character.forDigit(flipped, 16);
    lines.set(word, line.substring(0, digit) + hex + line.substring(digit + 1));
    String file = folder.relativize(image).toString();
    int at = 4 * digits - 1 - bit % (4 * digits);
    String what = String.format(Locale.ROOT, "%s word %d bit %d", file, word, at);
    return new Mutation(what, file, String.join("\n", lines) + "\n", false);
  }

  private static Path live(Path folder, Path image) {
    String name = image.getFileName().toString().replaceAll("\\.hex$", ".live.hex");
    return folder.resolve("tb").resolve(name);
  }

  private static BitSet bits(Path file) {
    BitSet bits = new BitSet();
    int at = 0;
    for (char c : read(file).replace("\n", "").toCharArray()) {
      for (int mask = 8; mask > 0; mask >>= 1) {
        bits.set(at++, (Character.digit(c, 16) & mask) != 0);
      }
    }
    return bits;
  }

  private static int nth(BitSet bits, long n) {
    int at = bits.nextSetBit(0);
    for (long left = n; left > 0; left--) {
      at = bits.nextSetBit(at + 1);
    }
    return at;
  }

  /** A bit of a number in the top. */
  private record Flip(Site site, long value, long changed) {}

  private static Mutation constant(Path folder, Path top, Untried untried, Random random) {
    String text = read(top);
    List<Site> sites = sites(text);
    Flip f;
    do {
      Site s = sites.get(random.nextInt(sites.size()));
      f = flip(text, s, random.nextInt(width(text, s)));
    } while (untried.holds(f.site().name(), f.value(), f.changed()));
    return mutation(folder, top, text, f);
  }

  /**
   * Every single bit of the tops' numbers.
   *
   * @param drawn those that may be drawn, or those that are called equivalent
   */
  static List<Mutation> constants(Path folder, boolean drawn) {
    Untried untried = Untried.of(folder);
    List<Mutation> all = new ArrayList<>();
    for (Path top : files(folder.resolve("rtl"), "_top.v")) {
      String text = read(top);
      for (Site s : sites(text)) {
        for (int bit = 0; bit < width(text, s); bit++) {
          Flip f = flip(text, s, bit);
          if (untried.holds(s.name(), f.value(), f.changed()) != drawn) {
            all.add(mutation(folder, top, text, f));
          }
        }
      }
    }
    return all;
  }

  private static List<Site> sites(String text) {
    List<Site> sites = new ArrayList<>();
    Matcher p = PARAMETER.matcher(text);
    while (p.find()) {
      Matcher n = NUMBER.matcher(text).region(p.start(2), p.end(2));
      List<Site> fields = new ArrayList<>();
      while (n.find()) {
        fields.add(new Site(p.group(1), n.start(1), n.end(1)));
      }
      for (int i = 0; i < fields.size(); i++) {
        // fields are written from the highest bits on and counted from the lowest
        Site s = fields.get(i);
        String at = fields.size() == 1 ? "" : "[" + (fields.size() - 1 - i) + "]";
        sites.add(new Site(s.name() + at, s.from(), s.to()));
      }
    }
    return sites;
  }

  private static long value(String text, Site s) {
    return Long.parseLong(text.substring(s.from(), s.to()));
  }

  private static int width(String text, Site s) {
    return Math.max(1, 64 - Long.numberOfLeadingZeros(value(text, s)));
  }

  private static Flip flip(String text, Site s, int bit) {
    return new Flip(s, value(text, s), value(text, s) ^ 1L << bit);
  }

  private static Mutation mutation(Path folder, Path top, String text, Flip f) {
    String file = folder.relativize(top).toString();
    String what =
        String.format(Locale.ROOT, "%s %s %d -> %d", file, f.site().name(), f.value(), f.changed());
    String mutated =
        text.substring(0, f.site().from()) + f.changed() + text.substring(f.site().to());
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
