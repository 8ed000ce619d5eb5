package org.lstmc.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EditsTest {
  /** Least cost; of that the most substitutions: one number that is smaller the better. */
  private static int naive(int[] truth, int[] found) {
    if (truth.length == 0 || found.length == 0) {
      return 1000 * (truth.length + found.length);
    }
    int[] t = Arrays.copyOfRange(truth, 1, truth.length);
    int[] f = Arrays.copyOfRange(found, 1, found.length);
    int replace = naive(t, f) + (truth[0] == found[0] ? 0 : 999);
    return Math.min(replace, 1000 + Math.min(naive(t, found), naive(truth, f)));
  }

  @Property(tries = 300)
  void equalANaiveRecursion(
      @ForAll @Size(max = 6) @IntRange(max = 2) int[] truth,
      @ForAll @Size(max = 6) @IntRange(max = 2) int[] found) {
    Edits e = Edits.between(truth, found);
    assertThat(1000 * e.total() - e.substitutions()).isEqualTo(naive(truth, found));
    assertThat(e.insertions() - e.deletions()).isEqualTo(found.length - truth.length);
    assertThat(e.insertions()).isNotNegative();
    assertThat(e.deletions()).isNotNegative();
  }

  @Test
  void tellKindsApart() {
    assertThat(Edits.between(new int[] {1, 2, 3}, new int[] {1, 4, 3}))
        .isEqualTo(new Edits(1, 0, 0));
    assertThat(Edits.between(new int[] {1, 2, 3}, new int[] {1, 3})).isEqualTo(new Edits(0, 1, 0));
    assertThat(Edits.between(new int[] {1, 2, 3}, new int[] {0, 1, 2, 3}))
        .isEqualTo(new Edits(0, 0, 1));
    assertThat(Edits.between(new int[] {}, new int[] {5, 5})).isEqualTo(new Edits(0, 0, 2));
  }
}
