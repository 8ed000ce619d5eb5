package org.lstmc.core.compress;

import java.util.Arrays;
import java.util.BitSet;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Tensor;

/**
 * Collects positions of one group of weights and keeps those of largest magnitude, O(n log n).
 * Among equal magnitudes the lower row-major position wins. Reusable: {@link #keep} empties it.
 */
public final class LargestFirst {
  private final Tensor weights;
  private long[] keys = new long[64];
  private int size;

  /** For groups of this matrix. */
  public LargestFirst(Tensor weights) {
    this.weights = weights;
  }

  /** Adds the weight at a row-major position. */
  public void add(int position) {
    float w = weights.data()[position];
    if (!Float.isFinite(w)) {
      throw LstmcException.badInput(
          "weight at row %d, column %d is %s; weights must be finite numbers",
          position / weights.cols(), position % weights.cols(), w);
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    // The bits of a non-negative float rise with its value, so this sorts largest first, then by
    // position.
    int magnitude = Float.floatToIntBits(Math.abs(w));
    keys[size++] = ((long) (Integer.MAX_VALUE - magnitude) << 32) | position;
  }

  /** Adds {@code length} neighbouring positions. */
  public void addRange(int from, int length) {
    for (int i = 0; i < length; i++) {
      add(from + i);
    }
  }

  /** How many were added since the last {@link #keep}. */
  public int size() {
    return size;
  }

  /** Marks the {@code count} largest in {@code kept} and empties the group. */
  public void keep(int count, BitSet kept) {
    Arrays.sort(keys, 0, size);
    for (int i = 0; i < count; i++) {
      kept.set((int) keys[i]);
    }
    size = 0;
  }
}
