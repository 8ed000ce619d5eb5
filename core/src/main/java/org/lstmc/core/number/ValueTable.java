package org.lstmc.core.number;

/** One stored value an interval; the index is a shift of the input. */
public final class ValueTable extends ActivationTable {
  private static final int MAX_ENTRIES = 1 << 20;

  private final long[] values;
  private final int shift;

  ValueTable(
      ActivationFunction function, int entries, double range, FixedFormat in, FixedFormat out) {
    super(function, in, out);
    if (Integer.bitCount(entries) != 1 || entries < 2 || entries > MAX_ENTRIES) {
      throw bad("number of table entries", entries, "a power of two from 2 to " + MAX_ENTRIES);
    }
    int log2Range = Math.getExponent(range);
    if (!(range > 0) || Double.isInfinite(range) || Math.scalb(1.0, log2Range) != range) {
      throw bad("range of a table", range, "a power of two, such as 8");
    }
    int wanted = in.fractionBits() + log2Range + 1 - Integer.numberOfTrailingZeros(entries);
    // A table finer than its input would have entries that no input reaches.
    int used = wanted < 0 ? (wanted < -20 ? 0 : entries >> -wanted) : entries;
    if (used < 2 || wanted > 61) {
      throw bad(
          "input format", in, "one whose steps are finer than the range " + range + " and entries");
    }
    shift = Math.max(0, wanted);
    values = new long[used];
    for (int k = 0; k < used; k++) {
      // Twice the mean of the raw inputs that share entry k; an odd number of halves.
      double twiceCentre = (double) ((2L * (k - used / 2) + 1) << shift) - 1;
      double x = Math.scalb(twiceCentre, -in.fractionBits() - 1);
      values[k] = FixedArithmetic.fromDouble(function.value(x), out);
    }
  }

  /** Right shift of a raw input that gives its entry, counted from the middle one. */
  public int shift() {
    return shift;
  }

  @Override
  public long apply(long raw) {
    long k = (raw >> shift) + values.length / 2;
    return values[(int) Math.max(0, Math.min(values.length - 1, k))];
  }

  @Override
  public long[] contents() {
    return values.clone();
  }
}
