package org.lstmc.hwsim.brds;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.Workload;

/**
 * An entry of a weight memory, wide enough for every matrix in it. Rows are read as dense ones,
 * without columns, only where all rows on the same multipliers are.
 *
 * @param valueBits bits of a value
 * @param indexBits bits of a column field; 0 for dense rows
 * @param dense whether no row has columns
 */
record BrdsEntry(int valueBits, int indexBits, boolean dense) {
  /** Entries of Wx. */
  static BrdsEntry x(Workload w, boolean relative) {
    List<MatrixWorkload> wx = w.layers().stream().map(LayerWorkload::wx).toList();
    return of(wx, wx.stream().allMatch(MatrixWorkload::isDense), relative);
  }

  /** Entries of Wh. */
  static BrdsEntry h(Workload w, boolean relative) {
    return of(w.layers().stream().map(LayerWorkload::wh).toList(), denseH(w), relative);
  }

  /** Entries of projections. */
  static BrdsEntry projection(Workload w, boolean relative) {
    return of(
        w.layers().stream().map(LayerWorkload::projection).filter(Objects::nonNull).toList(),
        denseH(w),
        relative);
  }

  private static boolean denseH(Workload w) {
    return w.layers().stream()
        .flatMap(l -> Stream.of(l.wh(), l.projection()))
        .filter(Objects::nonNull)
        .allMatch(MatrixWorkload::isDense);
  }

  private static BrdsEntry of(List<MatrixWorkload> all, boolean dense, boolean relative) {
    int value = all.stream().mapToInt(MatrixWorkload::weightBits).max().orElse(0);
    int index = 0;
    for (MatrixWorkload m : all) {
      index = Math.max(index, relative ? m.indexBits(true) : BrdsEntry.addressBits(m.cols()));
    }
    return new BrdsEntry(value, dense ? 0 : index, dense);
  }

  /** An entry as wide as both. */
  BrdsEntry widened(BrdsEntry other) {
    return new BrdsEntry(
        Math.max(valueBits, other.valueBits), Math.max(indexBits, other.indexBits), dense);
  }

  /** Bits that tell {@code n} words apart; at least 1. */
  static int addressBits(int n) {
    return n <= 2 ? 1 : 32 - Integer.numberOfLeadingZeros(n - 1);
  }

  /** Bits of an entry. */
  int bits() {
    return valueBits + indexBits;
  }
}
