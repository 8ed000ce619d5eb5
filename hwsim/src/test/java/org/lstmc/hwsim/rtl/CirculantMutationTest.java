package org.lstmc.hwsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lstmc.core.model.CellType;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.hwsim.parts.circulant.rtl.RtlCase;

/**
 * Bits of the block-circulant engine that mutations leave out do nothing, bits that they draw are
 * noticed: every masked bit of every memory, and samples of the others (-Drtl.mutants=N for more).
 */
@Tag("rtl")
class CirculantMutationTest {
  private static final int SAMPLES = Integer.getInteger("rtl.mutants", 8);

  @TempDir Path temp;

  /** Filled blocks and lanes, peepholes and lines, a second unit. */
  static List<RtlCase> cases() {
    return List.of(
        RtlCase.of(CellType.LSTM, 1, 3, 5, 4, 3, 2).withProjection(0, 1, true),
        RtlCase.of(CellType.GRU, 1, 2, 3, 2, 2, 1)
            .withNumbers(9, 0, Rounding.TRN, Overflow.WRAP, 1),
        RtlCase.of(CellType.GRU_RESET_BEFORE, 1, 3, 3, 2, 2, 2)
            .withNumbers(10, 16, Rounding.RND, Overflow.SAT, 3));
  }

  private Cosim exported(RtlCase c) {
    RtlFolder.write(temp.resolve("a"), c.design("d"));
    return new Cosim(RtlTool.ICARUS, temp.resolve("a")).within(60).build();
  }

  private static boolean passes(Cosim sim) {
    return sim.run(1).get("d").passed();
  }

  /**
   * No argument reads more than one word of lines, and no word's dead bit changes what it gives.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void aDeadBitOfEveryWordAtOnceDoesNothing(RtlCase c) throws IOException {
    Tools.assumePresent(RtlTool.ICARUS);
    Cosim sim = exported(c);
    assertThat(passes(sim)).isTrue();
    for (int seed = 0; seed < 4; seed++) {
      int flipped = flip(c.design("d"), new Random(seed), false);
      assertThat(flipped).isPositive();
      assertThat(passes(sim)).as("%s, seed %d", c, seed).isTrue();
    }
    if (c.lines() == 0) {
      flip(c.design("d"), new Random(9), true);
      assertThat(passes(sim)).as("all dead bits random: %s", c).isTrue();
    }
  }

  /** Writes images with dead bits flipped: one a word, or each by chance. */
  private int flip(RtlDesign d, Random random, boolean many) throws IOException {
    int flipped = 0;
    for (MemoryImage m : d.memories()) {
      List<BigInteger> words = new ArrayList<>();
      for (int i = 0; i < m.words().size(); i++) {
        List<Integer> dead = new ArrayList<>();
        for (int b = 0; b < m.width(); b++) {
          if (!m.live().get(i).testBit(b)) {
            dead.add(b);
          }
        }
        Collections.shuffle(dead, random);
        int n = many ? dead.size() / 2 : Math.min(1, dead.size());
        BigInteger word = m.words().get(i);
        for (int bit : dead.subList(0, n)) {
          word = word.flipBit(bit);
        }
        flipped += n;
        words.add(word);
      }
      Files.writeString(temp.resolve("a").resolve(m.path()), MemoryImage.hex(words, m.width()));
    }
    return flipped;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyDrawnBitOfAMemoryIsNoticed(RtlCase c) throws IOException {
    Tools.assumePresent(RtlTool.ICARUS);
    Cosim sim = exported(c);
    List<Mutation> drawn =
        Mutation.draw(temp.resolve("a"), 4 * SAMPLES, 5).stream()
            .filter(m -> !m.recompiles())
            .toList();
    assertThat(drawn).isNotEmpty();
    for (Mutation m : drawn) {
      assertThat(passesWith(m, sim)).as("%s: %s", m.what(), c).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void constantsThatAreDrawnAreNoticedAndOthersDoNothing(RtlCase c) throws IOException {
    Tools.assumePresent(RtlTool.ICARUS);
    exported(c);
    for (boolean drawn : new boolean[] {true, false}) {
      List<Mutation> all = new ArrayList<>(Mutation.constants(temp.resolve("a"), drawn));
      assertThat(all).hasSizeGreaterThan(50);
      // A wider accumulator is as good, but not where the bench looks for its words.
      all.removeIf(m -> m.what().matches(".* [AB]_AW .*"));
      Collections.shuffle(all, new Random(3));
      for (Mutation m : all.subList(0, Math.min(SAMPLES, all.size()))) {
        assertThat(passesWith(m, null)).as("%s: %s", m.what(), c).isEqualTo(!drawn);
      }
    }
  }

  /** Whether the bench sees nothing of a mutation; what does not compile or end is seen. */
  private boolean passesWith(Mutation m, Cosim compiled) throws IOException {
    Path folder = temp.resolve("a");
    Path file = folder.resolve(m.file());
    String original = Files.readString(file);
    Files.writeString(file, m.text());
    try {
      return passes(
          m.recompiles() ? new Cosim(RtlTool.ICARUS, folder).within(60).build() : compiled);
    } catch (org.lstmc.core.LstmcException refused) {
      return false;
    } finally {
      Files.writeString(file, original);
    }
  }
}
