package org.lstmc.hwsim.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flipped bits on the adder of {@link RtlFolderTest}. */
class MutationRunTest {
  @TempDir Path temp;

  /** The adder with the constants that may differ, and one image word declared dead or not. */
  private static RtlDesign adder(List<BigInteger> live) {
    RtlDesign d = RtlFolderTest.adder("good", 0, 0);
    MemoryImage m = d.memories().get(0);
    return new RtlDesign(
        d.name(),
        d.machine(),
        d.core(),
        d.sources(),
        d.parameters(),
        List.of(new MemoryImage(m.parameter(), m.file(), m.width(), m.words(), live)),
        d.inputBits(),
        d.wordBits(),
        d.lanes(),
        d.stimulus(),
        d.outputs(),
        d.steps(),
        d.cycles(),
        d.contract(),
        Map.of(Untried.KEY, Untried.facts(List.of("W"), List.of("CONTRACT"))));
  }

  @Test
  void everyFlippedBitIsNoticed() {
    Tools.assumePresent(RtlTool.ICARUS);
    RtlFolder.write(temp.resolve("a"), adder(null));
    List<String> said = new ArrayList<>();

    MutationRun run = MutationRun.of(temp.resolve("a"), RtlTool.ICARUS, 12, 5, said::add);

    assertThat(run.survivors()).isEmpty();
    assertThat(run.different() + run.refused()).isEqualTo(12);
    assertThat(said).hasSize(12).anyMatch(s -> s.startsWith("mem/good.hex word "));
    assertThat(said).anyMatch(s -> s.startsWith("rtl/good_top.v "));
    assertThat(RtlDescriptor.read(temp.resolve("a")).changed(temp.resolve("a"))).isEmpty();
  }

  @Test
  void bitsThatNothingDependsOnAreNotDrawn() {
    RtlFolder.write(temp.resolve("a"), adder(List.of(BigInteger.valueOf(4), BigInteger.ZERO)));

    List<String> memory =
        Mutation.draw(temp.resolve("a"), 40, 1).stream()
            .map(Mutation::what)
            .filter(w -> w.startsWith("mem"))
            .distinct()
            .toList();

    assertThat(memory).containsExactly("mem/good.hex word 0 bit 2");
  }

  @Test
  void whatIsNotNoticedIsListed() {
    Tools.assumePresent(RtlTool.ICARUS);
    // Constants that this core does not use, or has too much of, and here nobody says so.
    RtlDesign d = RtlFolderTest.adder("good", 0, 0);
    RtlFolder.write(temp.resolve("a"), d);

    MutationRun run = MutationRun.of(temp.resolve("a"), RtlTool.ICARUS, 30, 5, s -> {});

    assertThat(run.survivors())
        .isNotEmpty()
        .allMatch(s -> s.matches("rtl/good_top.v (CONTRACT [0-9]+|W 8) -> .*"));
  }
}
