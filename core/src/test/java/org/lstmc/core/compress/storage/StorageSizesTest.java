package org.lstmc.core.compress.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.TestMatrices;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.compress.loadbalanced.LoadBalanced;
import org.lstmc.core.compress.rowbalanced.RowBalanced;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedFormat;

/** Sizes counted by hand. */
class StorageSizesTest {
  private static Mask mask(int cols, int[]... rows) {
    Mask m = Mask.empty(rows.length, cols);
    for (int r = 0; r < rows.length; r++) {
      for (int c : rows[r]) {
        m.kept().set(r * cols + c);
      }
    }
    return m;
  }

  @Test
  void relativeIndexPadsAllRowsToTheLongest() {
    // Gaps: row 0: 0, 0, 12; row 1: 1, 1, 1; 8-bit values. With gap fields of
    // a=0: 15 entries a row, 8 bits each: 240; a=1: 3+6=9 entries, 9 bits: 162;
    // a=2: 3+3=6, 10 bits: 120; a=3: 3+1=4, 11 bits: 88; a=4: 3 entries, 12 bits: 72.
    Mask m = mask(16, new int[] {0, 1, 14}, new int[] {1, 3, 5});
    StorageSize s = new RowBalancedRelative().size(m, 8, Map.of());
    assertThat(s.totalBits()).isEqualTo(72);
    assertThat(s.indexWidth()).isEqualTo(4);
    assertThat(s.paddingEntries()).isZero();
    // 64-bit values do not change the choice; 1-bit values favour it as well: a=3 is 2*4*4 = 32
    // bits, a=4 is 2*3*5 = 30.
    assertThat(new RowBalancedRelative().size(m, 1, Map.of()).totalBits()).isEqualTo(30);
  }

  @Test
  void relativeIndexTakesPaddingWhereItIsCheaper() {
    // 31 neighbours and one far away (gap 32), 4-bit values, 64 columns: a=0: 64 entries of 4 bits
    // = 256; a=1: 32+16 of 5 = 240; a=2: 32+8 of 6 = 240; a=3: 32+4 of 7 = 252; a=4: 32+2 of 8 =
    // 272; a=5: 32+1 of 9 = 297; a=6: 32 of 10 = 320. The narrower of the equals is taken.
    int[] row = new int[32];
    for (int i = 0; i < 31; i++) {
      row[i] = i;
    }
    row[31] = 63;
    StorageSize s = new RowBalancedRelative().size(mask(64, row), 4, Map.of());
    assertThat(s.indexWidth()).isEqualTo(1);
    assertThat(s.entriesPerRow()).isEqualTo(48);
    assertThat(s.paddingEntries()).isEqualTo(16);
    assertThat(s.paddingBits()).isEqualTo(80);
    assertThat(s.totalBits()).isEqualTo(240);
    // A second row without gaps is filled up to the same 48 entries, with zeros on free columns.
    int[] first = java.util.Arrays.copyOf(row, 31);
    StorageSize two = new RowBalancedRelative().size(mask(64, row, first), 4, Map.of());
    assertThat(two.entries()).isEqualTo(2 * 48);
    assertThat(two.paddingEntries()).isEqualTo(16 + 17);
  }

  @Test
  void absoluteIndexOfARowBalancedMaskNeedsNoPadding() {
    Mask m = new RowBalanced().select(TestMatrices.normal(20, 100, 1), 0.8, Map.of());
    StorageSize s = new RowBalancedAbsolute().size(m, 16, Map.of());
    assertThat(s.totalBits()).isEqualTo(20L * 20 * (16 + 7));
    assertThat(s.entriesPerRow()).isEqualTo(20);
    assertThat(s.paddingBits() + s.pointerBits()).isZero();
  }

  @Test
  void banksShareOneIndexWidth() {
    Mask m = new BankBalanced().select(TestMatrices.normal(10, 64, 1), 0.75, Map.of("banks", 4));
    StorageSize s = new BankIndexed().size(m, 16, Map.of("banks", 4));
    assertThat(s.totalBits()).isEqualTo(10L * 4 * 4 * (16 + 4));
    assertThat(s.paddingBits()).isZero();
  }

  @Test
  void eseFormatCountsGapsPaddingAndPointers() {
    // One element, 40 rows, 2 columns; column 0 keeps rows 0 and 35: gap 34 = two padding entries
    // (rows 16, 32), then gap 2. Column 1 keeps row 17: one padding entry (row 15), then gap 1.
    Mask m = Mask.empty(40, 2);
    m.kept().set(0);
    m.kept().set(35 * 2);
    m.kept().set(17 * 2 + 1);
    StorageSize s = new InterleavedColumns().size(m, 12, Map.of("pes", 1));
    assertThat(s.paddingEntries()).isEqualTo(3);
    assertThat(s.paddingBits()).isEqualTo(3 * 16);
    assertThat(s.pointerBits()).isEqualTo(3 * 3); // three pointers up to 6
    assertThat(s.totalBits()).isEqualTo(6 * 16 + 9);
    PeStreams streams = PeStreams.of(m, 1);
    assertThat(streams.positions()[0]).containsExactly(0, 32, 64, 70, 31, 35);
    assertThat(streams.gaps()[0]).containsExactly(0, 15, 15, 2, 15, 1);
  }

  @Test
  void eseStreamsAreFilledToTheLongest() {
    Mask m = mask(4, new int[] {0, 1, 2}, new int[] {3});
    StorageSize s = new InterleavedColumns().size(m, 12, Map.of("pes", 2));
    assertThat(s.entries()).isEqualTo(6);
    assertThat(s.paddingEntries()).isEqualTo(2);
  }

  @Test
  void eseLayerOneTakesAboutThePublishedSize() {
    // ESE: 11.2 % of the Google LSTM's weights, 12 + 4 bits an entry: compression about 20 over
    // 32-bit floats before padding and pointers (recalled from the paper).
    Tensor w = TestMatrices.normal(4096, 153, 3);
    Mask m = new LoadBalanced().select(w, 0.888, Map.of());
    StorageSize s = new InterleavedColumns().size(m, 12, Map.of("pes", 32));
    assertThat(4096.0 * 153 * 32 / (s.valueBits() + s.indexBits())).isBetween(17.5, 18.0);
    assertThat(s.paddingEntries()).isLessThan(s.storedWeights() / 2);
  }

  @Test
  void compressedRowsHavePointers() {
    Mask m = mask(16, new int[] {0, 1, 14}, new int[] {}, new int[] {5});
    StorageSize s = new CompressedRows().size(m, 8, Map.of());
    assertThat(s.totalBits()).isEqualTo(4 * (8 + 4) + 4 * 3);
    assertThat(s.pointerBits()).isEqualTo(12);
  }

  @Test
  void fixedPointCodesRoundHalfUpAndClamp() {
    Tensor w = new Tensor(new int[] {1, 5}, new float[] {0.25f, -0.25f, 0.3f, 9, -9});
    assertThat(CodedMatrix.ofFixed(w, FixedFormat.parse("fixed<4,3>")).codes())
        .containsExactly(1, 0, 1, 7, -8);
  }
}
