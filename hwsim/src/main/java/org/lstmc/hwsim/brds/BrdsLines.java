package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.rtl.BitWord;
import org.lstmc.hwsim.rtl.Verilog;

/**
 * The lines of an engine's activation functions as {@code layer_lines} takes them: all functions
 * with fields of the same widths, all layers of a function with as many segments.
 */
final class BrdsLines {
  /** A comparator each; more would be no smaller than a table. */
  static final int MOST_SEGMENTS = 64;

  private final int places;
  private final int slopes;
  private final int intercepts;
  private final int sums;

  BrdsLines(List<LineTable> all) {
    // A place is a difference of two numbers in [-bound, bound].
    places = most(all, t -> Math.max(t.in().width(), bits(2 * t.bound())));
    slopes = most(all, t -> widest(t, 1));
    intercepts = most(all, t -> widest(t, 2));
    int up = most(all, LineTable::slopeUp);
    int offsetUp = most(all, LineTable::interceptUp);
    sums = 1 + Math.max(places + slopes + up, intercepts + offsetUp);
  }

  /** Bits of a word of the table. */
  int entryBits() {
    return slopes + intercepts;
  }

  /** What all functions share. */
  void widths(Map<String, String> parameters) {
    parameters.put("LINE_XW", Integer.toString(places));
    parameters.put("LINE_SW", Integer.toString(slopes));
    parameters.put("LINE_OW", Integer.toString(intercepts));
    parameters.put("LINE_YW", Integer.toString(sums));
  }

  /** The constants of one function, by layer. */
  void constants(Map<String, String> parameters, String name, List<LineTable> layers) {
    List<Long> starts = new ArrayList<>();
    long modulus = 1L << places;
    for (LineTable t : layers) {
      for (int k = 0; k < t.segments(); k++) {
        starts.add(Math.floorMod(t.contents()[3 * k], modulus));
      }
    }
    parameters.put(name + "_STARTS", Verilog.fields(places, starts));
    fields(parameters, name + "_BOUNDS", places, layers, LineTable::bound);
    fields(parameters, name + "_UPS", 8, layers, t -> (long) t.slopeUp());
    fields(parameters, name + "_OFFSET_UPS", 8, layers, t -> (long) t.interceptUp());
    fields(
        parameters,
        name + "_DROPS",
        8,
        layers,
        t -> 128L + t.sumFraction() - t.out().fractionBits());
  }

  /** Slope and intercept of every segment. */
  List<BigInteger> image(List<LineTable> layers) {
    List<BigInteger> words = new ArrayList<>();
    for (LineTable t : layers) {
      long[] c = t.contents();
      for (int k = 0; k < t.segments(); k++) {
        words.add(new BitWord().add(c[3 * k + 1], slopes).add(c[3 * k + 2], intercepts).value());
      }
    }
    return words;
  }

  /** Intercepts of segments that some argument reaches, slopes where one is not at the start. */
  List<BigInteger> live(
      List<LineTable> layers, List<StepTrace> steps, Function<StepTrace.Layer, long[]> arguments) {
    List<BigInteger> words = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      LineTable t = layers.get(l);
      List<BigInteger> of = new ArrayList<>(Collections.nCopies(t.segments(), BigInteger.ZERO));
      for (StepTrace s : steps) {
        for (long a : arguments.apply(s.layers().get(l))) {
          long x = Math.max(-t.bound(), Math.min(t.bound() - 1, a));
          int k = (int) Math.floorDiv((x + t.bound()) * t.segments(), 2 * t.bound());
          boolean rises = x != t.contents()[3 * k];
          BigInteger word = new BitWord().add(rises ? -1 : 0, slopes).add(-1, intercepts).value();
          of.set(k, of.get(k).or(word));
        }
      }
      words.addAll(of);
    }
    return words;
  }

  private static void fields(
      Map<String, String> to,
      String name,
      int bits,
      List<LineTable> layers,
      ToLongFunction<LineTable> of) {
    to.put(name, Verilog.fields(bits, layers.stream().map(of::applyAsLong).toList()));
  }

  private static int most(List<LineTable> all, ToIntFunction<LineTable> of) {
    return all.stream().mapToInt(of).max().orElse(1);
  }

  /** Bits of the widest slope (1) or intercept (2). */
  private static int widest(LineTable t, int part) {
    int bits = 1;
    for (int k = 0; k < t.segments(); k++) {
      bits = Math.max(bits, bits(t.contents()[3 * k + part]));
    }
    return bits;
  }

  /** Bits of a signed number. */
  private static int bits(long v) {
    return 65 - Long.numberOfLeadingZeros(v < 0 ? ~v : v);
  }
}
