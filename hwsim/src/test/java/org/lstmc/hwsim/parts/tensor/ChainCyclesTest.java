package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.hwsim.TensorShape;

/** Cycles of chains on the array: the closed formula, cases by hand, what waits for banks. */
class ChainCyclesTest {
  private static final String FC6 = "tt:2,7,8,8,7,4:4,4,4,4,4,4:4";
  private static final String FC7 = "tt:4,4,4,4,4,4:4,4,4,4,4,4:4";
  private static final String UCF11 = "tt:8,20,20,18:4,4,4,4:4";
  private static final String YOUTUBE = "tt:4,20,20,36:4,4,4,4:4";
  private static final String HT_UCF11 = "ht:8,10,10,9,8:16,4,2,4,2:(((1,2),3),(4,5)):4:5";
  private static final long TIE_WORDS = 196_608;

  /** The figures of the reference: 4 cycles a pass, and none. */
  @Test
  void tieTakesTheCyclesOfTheReferenceWithoutAConflict() {
    assertThat(free(FC6, 4)).isEqualTo(18_144);
    assertThat(free(FC6, 0)).isEqualTo(14_624);
    assertThat(free(YOUTUBE, 4)).isEqualTo(6_096);
    assertThat(free(YOUTUBE, 0)).isEqualTo(5_584);
    assertThat(free(FC7, 4)).isEqualTo(6_912);
    assertThat(free(UCF11, 4)).isEqualTo(8_576);
    assertThat(free(HT_UCF11, 4)).isEqualTo(26_192);
  }

  /** The same products in the same tiles, laid otherwise: the transform is no longer free. */
  @Test
  void otherLayoutsWait() {
    assertThat(waits(FC6, Access.UNTURNED, 64)).containsExactly(0, 13_824);
    assertThat(waits(FC6, Access.ROW_MAJOR, 64)).containsExactly(5_376, 9_984);
    assertThat(waits(YOUTUBE, Access.UNTURNED, 64)).containsExactly(0, 1_500);
    assertThat(waits(YOUTUBE, Access.ROW_MAJOR, 64)).containsExactly(0, 1_500);
    assertThat(waits(HT_UCF11, Access.ROW_MAJOR, 64)).containsExactly(3_008, 10_944);
  }

  /** 64 results a cycle need 64 banks, however they lie: with 32 every full cycle takes two. */
  @Test
  void fewerBanksThanResultsACycleMustWait() {
    assertThat(waits(FC6, Access.CONFLICT_FREE, 32)).containsExactly(0, 3_328);
  }

  /** Columns that share an element: 8 rows of 32, 4 rows of 64 columns. */
  @Test
  void splittingHelpsProductsOfFewRows() {
    ArrayShape split = new ArrayShape(16, 16, 4, 4, 64);
    ArrayChain c = chain(HT_UCF11, split, Access.CONFLICT_FREE);
    assertThat(cycles(c, split)).isEqualTo(15_336);
    assertThat(c.steps().stream().map(s -> s.tile().rows()))
        .containsExactly(8, 8, 16, 8, 8, 8, 16, 4, 16);
  }

  /**
   * By hand: n = m = (2, 2), rank 2; two elements of two MACs, four banks, one cycle in which sums
   * leave. core2: K = 2, O = (i2, r) = 4, L = j1 = 2: two tiles of 2 + 1 cycles. core1: K = (j1, r)
   * = 4, O = i1 = 2, L = i2 = 2: one tile of 4 + 1. Together 11.
   *
   * <p>Row-major: core2 leaves word (i2*2 + r)*2 + j1; core1 reads i2 = 0, 1 at once, 4 words
   * apart, the same bank in each of its 4 cycles: 15. Unturned: core1 reads word (j1*2 + r)*2 + i2;
   * a tile of core2 leaves r = 0, 1 and j1 = 0, 1 at once, words 0, 2, 4, 6: two banks of two
   * words, in each of its two tiles: 13.
   */
  @Test
  void aCaseByHand() {
    ArrayShape small = new ArrayShape(2, 2, 1, 1, 4);
    String shape = "tt:2,2:2,2:2";
    assertThat(cycles(chain(shape, small, Access.CONFLICT_FREE), small)).isEqualTo(11);
    assertThat(cycles(chain(shape, small, Access.ROW_MAJOR), small)).isEqualTo(15);
    assertThat(cycles(chain(shape, small, Access.UNTURNED), small)).isEqualTo(13);
  }

  /** Products and passes follow the closed formula whatever the layout; the rest is conflicts. */
  @Property(tries = 60)
  void closedFormula(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int elements,
      @ForAll @IntRange(min = 1, max = 6) int macs,
      @ForAll @IntRange(min = 0, max = 5) int pass,
      @ForAll @IntRange(min = 1, max = 20) int banks,
      @ForAll @IntRange(min = 0, max = 2) int access) {
    ContractionPlan plan = plan(seed);
    ArrayShape a = new ArrayShape(elements, macs, 1, pass, banks);
    ArrayChain c =
        ChainBuilder.of(plan, a, Access.values()[access], TIE_WORDS, plan.form().rows(), 1);
    long formula = 0;
    long unhindered = 0;
    for (int i = 0; i < c.steps().size(); i++) {
      ContractionStep s = plan.steps().get(i);
      formula +=
          (long) Math.ceil((double) s.producedLength() / macs)
              * (long) Math.ceil((double) s.restLength() / elements)
              * (s.contractedLength() + pass);
      TileCounts t = TileWalk.walk(c.steps().get(i), a, null);
      unhindered += t.products() + t.passes();
      assertThat(t.macs()).isEqualTo(s.multiplications());
      assertThat(t.wordsWritten()).isEqualTo(s.wordsAfter());
    }
    assertThat(unhindered).isEqualTo(formula);
  }

  /** Conflicts counted a second time, word by word, from the addresses alone. */
  @Property(tries = 40)
  void conflictsCountedAgain(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int elements,
      @ForAll @IntRange(min = 1, max = 4) int macs,
      @ForAll @IntRange(min = 1, max = 3) int pass,
      @ForAll @IntRange(min = 1, max = 9) int banks,
      @ForAll @IntRange(min = 0, max = 2) int access) {
    ContractionPlan plan = plan(seed);
    ArrayShape a = new ArrayShape(elements, macs, 1, pass, banks);
    ArrayChain c =
        ChainBuilder.of(plan, a, Access.values()[access], TIE_WORDS, plan.form().rows(), 1);
    int beat = (macs + pass - 1) / pass;
    for (ArrayStep s : c.steps()) {
      Map<String, Map<Integer, Integer>> cycles = new HashMap<>();
      for (int row = 0; row < s.o(); row++) {
        for (int col = 0; col < s.l(); col++) {
          String tile = row / macs + "/" + col / elements;
          for (int k = 0; k < s.k(); k++) {
            if (row % macs == 0) {
              want(cycles, tile + " read " + k, s.reads()[k * s.l() + col] % banks);
            }
          }
          String leaves = tile + " write " + row % macs / beat;
          want(cycles, leaves, s.writes()[row * s.l() + col] % banks);
        }
      }
      long reads = 0;
      long writes = 0;
      for (Map.Entry<String, Map<Integer, Integer>> e : cycles.entrySet()) {
        long waits = e.getValue().values().stream().max(Integer::compare).orElse(1) - 1L;
        reads += e.getKey().contains("read") ? waits : 0;
        writes += e.getKey().contains("write") ? waits : 0;
      }
      TileCounts t = TileWalk.walk(s, a, null);
      assertThat(t.readWaits()).isEqualTo(reads);
      assertThat(t.writeWaits()).isEqualTo(writes);
    }
  }

  @Test
  void whatDoesNotFitAMemoryIsRefusedWithNumbers() {
    ArrayShape tie = new ArrayShape(16, 16, 1, 4, 64);
    ContractionPlan p = ContractionPlan.of(TensorShape.form(FC6, false));
    assertThatThrownBy(() -> ChainBuilder.of(p, tie, Access.CONFLICT_FREE, 100_000, 4096, 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("what core6 leaves has 100352 words")
        .hasMessageContaining("holds 100000")
        .hasMessageContaining("memory.workingBytes");
  }

  @Test
  void aShapeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> TensorShape.form("tt:2,x:2,2:2", false))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("tt:MODES-IN");
  }

  private static void want(Map<String, Map<Integer, Integer>> cycles, String cycle, int bank) {
    cycles.computeIfAbsent(cycle, c -> new HashMap<>()).merge(bank, 1, Integer::sum);
  }

  private static ContractionPlan plan(long seed) {
    return ContractionPlan.of(new TensorNetworks(seed).network(30, 1).layers().get(0).factored());
  }

  private static long free(String shape, int pass) {
    ArrayShape tie = new ArrayShape(16, 16, 1, pass, 64);
    ArrayChain c = chain(shape, tie, Access.CONFLICT_FREE);
    for (ArrayStep s : c.steps()) {
      TileCounts t = TileWalk.walk(s, tie, null);
      assertThat(t.readWaits() + t.writeWaits()).as(s.name()).isZero();
    }
    return cycles(c, tie);
  }

  private static long[] waits(String shape, Access access, int banks) {
    ArrayShape tie = new ArrayShape(16, 16, 1, 4, banks);
    long[] waits = new long[2];
    for (ArrayStep s : chain(shape, tie, access).steps()) {
      TileCounts t = TileWalk.walk(s, tie, null);
      waits[0] += t.readWaits();
      waits[1] += t.writeWaits();
    }
    return waits;
  }

  private static ArrayChain chain(String shape, ArrayShape a, Access access) {
    ContractionPlan p = ContractionPlan.of(TensorShape.form(shape, false));
    return ChainBuilder.of(p, a, access, TIE_WORDS, p.form().rows(), 1);
  }

  private static long cycles(ArrayChain c, ArrayShape a) {
    return c.steps().stream().mapToLong(s -> TileWalk.walk(s, a, null).cycles()).sum();
  }
}
