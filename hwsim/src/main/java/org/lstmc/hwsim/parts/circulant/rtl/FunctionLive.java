package org.lstmc.hwsim.parts.circulant.rtl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.LineTable;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.number.ValueTable;

/**
 * Which bits of an activation memory a run's function values depend on: of tables the entries that
 * an argument reaches, of lines the bits that change the rounded value for an argument that does.
 */
final class FunctionLive {
  private final List<BigInteger> words;

  FunctionLive(int depth) {
    words = new ArrayList<>(Collections.nCopies(depth, BigInteger.ZERO));
  }

  /** By word, the bits. */
  List<BigInteger> words() {
    return words;
  }

  /** Arguments of a table that begins at a word. */
  void table(ValueTable t, int first, int bits, long[] arguments) {
    BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    int n = t.contents().length;
    for (long a : arguments) {
      long k = Math.max(0, Math.min(n - 1, (a >> t.shift()) + n / 2));
      words.set(first + (int) k, all);
    }
  }

  /**
   * Arguments of lines that begin at a word.
   *
   * @param bits of start, slope and intercept as stored, and of the sum
   */
  void lines(LineTable t, int first, int[] bits, long[] arguments) {
    long[] stored = t.contents();
    int n = t.segments();
    for (long a : Arrays.stream(arguments).distinct().toArray()) {
      long x = Math.max(-t.bound(), Math.min(t.bound() - 1, a));
      int k = (int) Math.floorDiv((x + t.bound()) * n, 2 * t.bound());
      long[] line = Arrays.copyOfRange(stored, 3 * k, 3 * k + 3);
      BigInteger live = words.get(first + k);
      int at = 0;
      for (int field = 0; field < line.length; field++) {
        for (int b = 0; b < bits[field]; b++, at++) {
          if (!live.testBit(at) && value(t, x, flip(line, field, b, bits), bits) != t.apply(x)) {
            live = live.setBit(at);
          }
        }
      }
      words.set(first + k, live);
    }
  }

  private static long[] flip(long[] line, int field, int bit, int[] bits) {
    long[] changed = line.clone();
    changed[field] = FixedArithmetic.wrap(line[field] ^ 1L << bit, bits[field]);
    return changed;
  }

  /** What core {@code circ_act} makes of a line, in the widths that it has. */
  private static long value(LineTable t, long x, long[] line, int[] bits) {
    long along = FixedArithmetic.wrap(x - line[0], bits[0]);
    long sum = ((line[1] * along) << t.slopeUp()) + (line[2] << t.interceptUp());
    FixedFormat out = t.out();
    return FixedArithmetic.requantize(
        FixedArithmetic.wrap(sum, bits[3]), t.sumFraction(), out, Rounding.RND, Overflow.SAT);
  }
}
