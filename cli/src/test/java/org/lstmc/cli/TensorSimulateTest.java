package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Shapes with tensor networks on the machines for them. */
class TensorSimulateTest {
  private static final String HT = "ht:4,8,9:8,4,8:((1,2),3):2:3";

  @Test
  void theFormChoosesTheMachineAndTheLayoutTheConflicts() throws IOException {
    JsonNode free = simulate("conflict-free");
    assertThat(free.at("/hardware/accelerator").asText()).isEqualTo("fdht");
    assertThat(free.at("/compression/scheme").asText()).isEqualTo("hierarchical-tucker");
    JsonNode naive = simulate("row-major");
    assertThat(conflicts(naive)).isGreaterThan(conflicts(free));
    assertThat(cycles(naive) - cycles(free)).isEqualTo(conflicts(naive) - conflicts(free));
  }

  @Test
  void thePageListsEveryProduct() {
    Run run = Run.of("simulate", "--shape", "lstm:200,64", "--tensor", HT, "--fully");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("leaf3:").contains("root:").contains("cells:");
    assertThat(run.out()).doesNotContain("sequences interleaved");
  }

  @Test
  void whatIsNoFormIsRefused() {
    Run none = Run.of("simulate", "--shape", "lstm:200,64", "--tensor", "cp:1:2:3");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("tt:MODES-IN");
    Run alone = Run.of("simulate", "--shape", "lstm:200,64", "--fully");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--tensor");
  }

  private static JsonNode simulate(String access) throws IOException {
    Run run =
        Run.of(
            "simulate",
            "--shape",
            "lstm:200,64",
            "--tensor",
            HT,
            "--fully",
            "--set",
            "access=" + access,
            "--format",
            "json");
    assertThat(run.err()).isEmpty();
    return new ObjectMapper().readTree(run.out());
  }

  private static long cycles(JsonNode report) {
    return report.at("/hardware/cyclesPerStep").asLong();
  }

  private static long conflicts(JsonNode report) {
    long sum = 0;
    for (JsonNode stage : report.at("/hardware/stages")) {
      sum +=
          stage.at("/parts/read conflicts").asLong() + stage.at("/parts/write conflicts").asLong();
    }
    return sum;
  }
}
