package org.lstmc.core.compress.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.PruningPatterns;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** All formats: what comes out is what went in, for any mask, and sizes are as announced. */
class StorageFormatsTest {
  private static final List<StorageFormat> ALL =
      List.of(
          new RowBalancedRelative(),
          new RowBalancedAbsolute(),
          new BankIndexed(),
          new InterleavedColumns(),
          new CompressedRows(),
          new TwoLevelBlocks(),
          new Dense());

  @Property(tries = 1500)
  void decodesToWhatWasEncoded(
      @ForAll @IntRange(min = 0, max = 6) int format,
      @ForAll @IntRange(min = 1, max = 70) int rows,
      @ForAll @IntRange(min = 1, max = 70) int cols,
      @ForAll @IntRange(min = 2, max = 64) int bits,
      @ForAll @DoubleRange(min = 0, max = 1) double density,
      @ForAll @IntRange(min = 1, max = 9) int parts,
      @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
    Random random = new Random(seed);
    Mask mask = Mask.empty(rows, cols);
    long[] codes = new long[rows * cols];
    for (int i = 0; i < codes.length; i++) {
      if (random.nextDouble() < density) {
        mask.kept().set(i);
        codes[i] = random.nextLong() >> (64 - bits);
      }
    }
    CodedMatrix w = new CodedMatrix(rows, cols, bits, codes);
    StorageFormat f = ALL.get(format);
    Map<String, Integer> parameters =
        Map.of("banks", Math.min(parts, cols), "pes", parts, "block1", 2 * parts, "block2", parts);
    StoredMatrix stored = f.encode(w, mask, parameters);
    assertThat(f.decode(stored)).isEqualTo(w);
    assertThat(stored.size()).isEqualTo(f.size(mask, bits, parameters));
    assertThat(stored.bytes()).hasSize((int) ((stored.size().totalBits() + 7) / 8));
    assertThat(stored.size().storedWeights())
        .isEqualTo(f instanceof Dense ? codes.length : mask.count());
  }

  @Property(tries = 60)
  void floatsSurviveAsTheyAre(
      @ForAll @IntRange(min = 0, max = 3) int which, @ForAll @LongRange(max = 99) long seed) {
    PruningPattern pattern = PruningPatterns.ALL.get(which);
    Random random = new Random(seed);
    Tensor w = Tensor.zeros(40, 24);
    for (int i = 0; i < w.data().length; i++) {
      w.data()[i] = Float.intBitsToFloat(random.nextInt() & 0xbfffffff);
    }
    w.data()[5] = -0f;
    Mask mask = pattern.select(w, 0.5, Map.of());
    CodedMatrix pruned = CodedMatrix.ofFloats(mask.apply(w));
    StorageFormat f = pattern.storage();
    StoredMatrix stored = f.encode(CodedMatrix.ofFloats(w), mask, pattern.parameters());
    assertThat(f.decode(stored)).isEqualTo(pruned);
    for (int i = 0; i < w.data().length; i++) {
      int bits = mask.keeps(i / 24, i % 24) ? Float.floatToRawIntBits(w.data()[i]) : 0;
      assertThat((int) pruned.codes()[i]).isEqualTo(bits);
    }
  }
}
