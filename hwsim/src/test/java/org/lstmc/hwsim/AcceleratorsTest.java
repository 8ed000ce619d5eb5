package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;

/** No machine may be forgotten in the list. */
class AcceleratorsTest {
  /** Packages below the root that are no machines. */
  private static final Set<String> SHARED =
      Set.of("parts", "device", "asic", "rtl", "power", "published");

  @Test
  void everyPackageWithAMachineIsListed() throws IOException {
    Path root = Path.of("target/classes/org/lstmc/hwsim");
    try (Stream<Path> found = Files.list(root)) {
      List<String> packages =
          found
              .filter(Files::isDirectory)
              .map(p -> p.getFileName().toString())
              .filter(n -> !SHARED.contains(n))
              .sorted()
              .toList();
      assertThat(packages).isNotEmpty();
      List<String> listed =
          Accelerators.all().stream()
              .map(a -> a.getClass().getPackageName().replaceAll(".*\\.", ""))
              .distinct()
              .sorted()
              .collect(Collectors.toList());
      assertThat(listed).isEqualTo(packages);
    }
  }

  @Test
  void namesAreUniqueAndLeadBack() {
    for (Accelerator a : Accelerators.all()) {
      assertThat(Accelerators.byName(a.name())).isSameAs(a);
      assertThat(a.citation()).isNotBlank();
    }
    assertThat(Accelerators.all().stream().map(Accelerator::name)).doesNotHaveDuplicates();
  }

  @Test
  void aTechniqueLeadsToItsMachine() {
    assertThat(Accelerators.defaultFor("block-circulant").name()).isEqualTo("e-rnn");
    assertThat(Accelerators.defaultFor("row-balanced").name()).isEqualTo("brds");
    assertThat(Accelerators.defaultFor("dense").name()).isEqualTo("brds");
    assertThat(Accelerators.defaultFor("tensor-train").name()).isEqualTo("tie");
    assertThat(Accelerators.defaultFor("hierarchical-tucker").name()).isEqualTo("fdht");
  }

  /** SWM's LSTM figures are C-LSTM's; its images have a machine of their own. */
  @Test
  void swmForLstmIsCLstm() {
    assertThat(Accelerators.byName("swm-lstm")).isSameAs(Accelerators.byName("c-lstm"));
    assertThat(Accelerators.forImages().name()).isEqualTo("swm");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Accelerators.byName("tpu"))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("tpu")
        .hasMessageContaining("brds");
  }
}
