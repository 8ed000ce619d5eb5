package org.lstmc.core.compress.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Addresses of a transform against nested counting. */
class AxisPermutationTest {
  @Property(tries = 100)
  void everyWordGoesWhereItsIndicesSay(@ForAll long seed) {
    Random random = new Random(seed);
    int axes = 1 + random.nextInt(5);
    List<Integer> extents = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int a = 0; a < axes; a++) {
      extents.add(1 + random.nextInt(4));
      order.add(a);
    }
    Collections.shuffle(order, random);
    AxisPermutation p = new AxisPermutation(extents, order);
    int[] table = p.sourceIndices();
    assertThat(table).hasSize(p.words());
    boolean still = true;
    int[] index = new int[axes];
    for (int position = 0; position < table.length; position++) {
      int rest = position;
      for (int a = axes - 1; a >= 0; a--) {
        index[order.get(a)] = rest % extents.get(order.get(a));
        rest /= extents.get(order.get(a));
      }
      int source = 0;
      for (int a = 0; a < axes; a++) {
        source = source * extents.get(a) + index[a];
      }
      assertThat(table[position]).isEqualTo(source);
      assertThat(p.sourceIndex(position)).isEqualTo(source);
      assertThat(p.position(source)).isEqualTo(position);
      still &= source == position;
    }
    assertThat(p.isIdentity()).isEqualTo(still);
  }
}
