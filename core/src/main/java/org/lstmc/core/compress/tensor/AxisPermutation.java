package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * A row-major tensor with its axes in another order. Axis p of the arranged tensor is axis {@code
 * order[p]} of the source.
 *
 * @param extents extents of the source, outermost first
 * @param order source axis of every arranged axis
 */
public record AxisPermutation(List<Integer> extents, List<Integer> order) {
  /** Copies the lists. */
  public AxisPermutation {
    extents = List.copyOf(extents);
    order = List.copyOf(order);
  }

  /** Number of words. */
  public int words() {
    int n = 1;
    for (int extent : extents) {
      n = Math.multiplyExact(n, extent);
    }
    return n;
  }

  /** Whether every word stays where it is (axes of length 1 move nothing). */
  public boolean isIdentity() {
    int last = -1;
    for (int axis : order) {
      if (extents.get(axis) > 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    return true;
  }

  /** The way back. */
  public AxisPermutation inverse() {
    List<Integer> arranged = new ArrayList<>();
    List<Integer> back = new ArrayList<>(order);
    for (int p = 0; p < order.size(); p++) {
      arranged.add(extents.get(order.get(p)));
      back.set(order.get(p), p);
    }
    return new AxisPermutation(arranged, back);
  }

  /** Index in the source of the word that stands at a position of the arranged tensor. */
  public int sourceIndex(int position) {
    int[] stride = sourceStrides();
    int source = 0;
    int rest = position;
    for (int p = order.size() - 1; p >= 0; p--) {
      int extent = extents.get(order.get(p));
      source += rest % extent * stride[order.get(p)];
      rest /= extent;
    }
    return source;
  }

  /** Position in the arranged tensor of a word of the source. */
  public int position(int sourceIndex) {
    return inverse().sourceIndex(sourceIndex);
  }

  /** {@link #sourceIndex} of every position. */
  public int[] sourceIndices() {
    int[] table = new int[words()];
    int[] stride = sourceStrides();
    int filled = 1;
    int block = table.length;
    // Axis by axis from outside: every entry so far is the start of a block of the next axis.
    for (int axis : order) {
      int extent = extents.get(axis);
      int inner = block / extent;
      for (int b = 0; b < filled; b++) {
        int start = table[b * block];
        for (int e = 0; e < extent; e++) {
          table[b * block + e * inner] = start + e * stride[axis];
        }
      }
      filled *= extent;
      block = inner;
    }
    return table;
  }

  private int[] sourceStrides() {
    int[] stride = new int[extents.size()];
    int s = 1;
    for (int a = stride.length - 1; a >= 0; a--) {
      stride[a] = s;
      s = Math.multiplyExact(s, extents.get(a));
    }
    return stride;
  }
}
