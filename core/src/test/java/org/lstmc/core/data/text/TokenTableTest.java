package org.lstmc.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TokenTableTest {
  @Property(tries = 200)
  void numbersAsAMapWould(
      @ForAll @Size(max = 60)
          List<@StringLength(max = 3) @CharRange(from = 'a', to = 'c') String> words) {
    TokenTable table = new TokenTable();
    Map<String, Integer> map = new LinkedHashMap<>();
    for (String w : words) {
      assertThat(table.find("x" + w + "y", 1, 1 + w.length())).isEqualTo(map.getOrDefault(w, -1));
      map.putIfAbsent(w, map.size());
      assertThat(table.add("x" + w + "y", 1, 1 + w.length())).isEqualTo(map.get(w));
    }
    assertThat(table.tokens()).containsExactlyElementsOf(map.keySet());
  }

  @Test
  void keepsNumbersWhileItGrows() {
    TokenTable table = new TokenTable();
    for (int i = 0; i < 50_000; i++) {
      String w = Integer.toString(i * 7919);
      if (table.add(w, 0, w.length()) != i) {
        throw new AssertionError(w);
      }
    }
    for (int i = 0; i < 50_000; i++) {
      String w = Integer.toString(i * 7919);
      assertThat(table.find(w, 0, w.length())).isEqualTo(i);
    }
  }
}
