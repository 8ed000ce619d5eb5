package org.lstmc.core.compress.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModeChoiceTest {
  @Test
  void roundLengthsAreCutEvenly() {
    assertThat(ModeChoice.of(256, 4)).containsExactly(4, 4, 4, 4);
    assertThat(ModeChoice.of(512, 3)).containsExactly(8, 8, 8);
    assertThat(ModeChoice.of(57_600, 4)).containsExactly(15, 15, 16, 16);
    assertThat(ModeChoice.of(1, 3)).containsExactly(1, 1, 1);
    // 167 is prime: 168 = 12 * 14 and 169 = 13 * 13 are near.
    assertThat(ModeChoice.of(167, 2)).containsExactly(13, 13);
    assertThat(ModeChoice.pairs(57_600L * 1024)).isEqualTo(4);
  }

  /** Against all tuples of modes. */
  @Property(tries = 300)
  void noOtherModesAreBetter(
      @ForAll @IntRange(min = 1, max = 400) int length, @ForAll @IntRange(min = 1, max = 3) int n) {
    List<Integer> chosen = ModeChoice.of(length, n);
    assertThat(chosen).hasSize(n).isSorted();
    long product = product(chosen);
    assertThat(product).isGreaterThanOrEqualTo(length);
    long least = Long.MAX_VALUE;
    int smallest = Integer.MAX_VALUE;
    for (int a = 1; a <= (n > 2 ? length : 1); a++) {
      for (int b = a; b <= (n > 1 ? length : 1); b++) {
        int c = Math.max(b, (length + a * b - 1) / (a * b));
        long all = (long) a * b * c;
        least = Math.min(least, all);
        if (all <= length * 1.05) {
          smallest = Math.min(smallest, c);
        }
      }
    }
    if (smallest < Integer.MAX_VALUE) {
      assertThat(product).isLessThanOrEqualTo((long) Math.floor(length * 1.05));
      assertThat(chosen.get(n - 1)).isEqualTo(smallest);
    } else {
      assertThat(product).isEqualTo(least);
    }
  }

  private static long product(List<Integer> modes) {
    return modes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
