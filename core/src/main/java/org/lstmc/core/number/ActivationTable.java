package org.lstmc.core.number;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lstmc.core.LstmcException;

/**
 * An activation function as hardware computes it, exact to the bit ({@code docs/arithmetic.md},
 * section "Activation functions"): a table of values, or lines over equal segments. Inputs beyond
 * the range are held at its ends.
 */
public abstract class ActivationTable {
  private final ActivationFunction function;
  private final FixedFormat in;
  private final FixedFormat out;

  ActivationTable(ActivationFunction function, FixedFormat in, FixedFormat out) {
    this.function = function;
    this.in = in;
    this.out = out;
  }

  /**
   * A table of values over [-range, range).
   *
   * @param entries number of entries, a power of two from 2 to 2^20
   * @param range a power of two
   */
  public static ActivationTable table(
      ActivationFunction function, int entries, double range, FixedFormat in, FixedFormat out) {
    return new ValueTable(function, entries, range, in, out);
  }

  /**
   * Lines over equal segments of [-range, range).
   *
   * @param segments number of segments, 1 to 4096
   * @param range greater than 0
   */
  public static ActivationTable piecewiseLinear(
      ActivationFunction function, int segments, double range, FixedFormat in, FixedFormat out) {
    return new LineTable(function, segments, range, in, out);
  }

  /** The raw output for a raw input. */
  public abstract long apply(long raw);

  /** The stored integers, in the order the contract gives; what {@link #sha256()} is taken of. */
  public abstract long[] contents();

  /** The function that is approximated. */
  public final ActivationFunction function() {
    return function;
  }

  /** Format of the input. */
  public final FixedFormat in() {
    return in;
  }

  /** Format of the output. */
  public final FixedFormat out() {
    return out;
  }

  /** SHA-256 of the contents as big-endian 64-bit integers, in hexadecimal. */
  public final String sha256() {
    long[] words = contents();
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long w : words) {
      bytes.putLong(w);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Greatest absolute difference from the function, over every input of up to 20 bits and over 2^20
   * evenly spaced inputs (with both extremes) of wider ones.
   */
  public final double maxError() {
    long step = Math.max(1, 1L << Math.max(0, in.width() - 20));
    double worst = 0;
    for (long raw = in.minRaw(); raw < in.maxRaw(); raw += step) {
      worst = Math.max(worst, error(raw));
    }
    return Math.max(worst, error(in.maxRaw()));
  }

  private double error(long raw) {
    return Math.abs(out.toDouble(apply(raw)) - function.value(in.toDouble(raw)));
  }

  static LstmcException bad(String what, Object found, String allowed) {
    return LstmcException.badInput(
        "activation function: %s is %s; allowed is %s", what, found, allowed);
  }
}
