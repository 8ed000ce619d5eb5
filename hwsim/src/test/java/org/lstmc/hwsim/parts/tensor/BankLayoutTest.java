package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.model.FactorAxis;

class BankLayoutTest {
  private static final FactorAxis A = new FactorAxis("a", 3);
  private static final FactorAxis B = new FactorAxis("b", 2);
  private static final FactorAxis C = new FactorAxis("c", 5);

  /** Written out: runs of (b, c) = 10 words over 4 banks, three bank rows each; a turns by 1. */
  @Test
  void addressesByHand() {
    BankLayout l = new BankLayout(4, List.of(A, B, C), 1, new int[] {1});
    assertThat(l.words()).isEqualTo(3 * 3 * 4);
    int[] inOrder = l.addresses(List.of(A, B, C));
    assertThat(inOrder[0]).isEqualTo(0); // run 0, word 0: row 0, bank 0
    assertThat(inOrder[9]).isEqualTo(2 * 4 + 1); // run 0, word 9: row 2, bank 1
    assertThat(inOrder[10]).isEqualTo(3 * 4 + 1); // run 1, word 0: row 3, bank 0 + 1
    assertThat(inOrder[23]).isEqualTo(6 * 4 + 1); // run 2, word 3: row 6, bank (3 + 2) mod 4
    // The same words in the order (c, a, b): c=3, a=2, b=0 is that last one.
    assertThat(l.addresses(List.of(C, A, B))[3 * 6 + 2 * 2]).isEqualTo(inOrder[23]);
  }

  @Property(tries = 100)
  void noTwoWordsMeet(@ForAll @IntRange(min = 1, max = 9) int banks, @ForAll long seed) {
    Random random = new Random(seed);
    int from = random.nextInt(4);
    int[] turn = random.ints(from, 0, banks).toArray();
    BankLayout l = new BankLayout(banks, List.of(A, B, C), from, turn);
    int[] all = l.addresses(List.of(B, C, A));
    assertThat(Arrays.stream(all).distinct().count()).isEqualTo(30);
    assertThat(Arrays.stream(all).min().getAsInt()).isNotNegative();
    assertThat(Arrays.stream(all).max().getAsInt()).isLessThan((int) l.words());
  }

  @Test
  void aWordThatWasNotWrittenCannotBeRead() {
    BankedMemory m = new BankedMemory("working A", 4, 2);
    m.write(5, 42);
    assertThat(m.read(5)).isEqualTo(42);
    assertThatThrownBy(() -> m.read(1)).hasMessageContaining("bank 1 row 0");
    m.clear();
    assertThatThrownBy(() -> m.read(5)).hasMessageContaining("bank 1 row 1");
  }
}
