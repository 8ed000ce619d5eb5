package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  @TempDir Path folder;

  private JsonNode trace(int steps, String... machine) throws IOException {
    Path file = folder.resolve("trace.json");
    Object[] line = new Object[machine.length + 8];
    Object[] head = {
      "simulate", "--shape", "lstm:16,32", "--steps", steps, "--trace", file, "--format=json"
    };
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(machine, 0, line, head.length, machine.length);
    Run r = Run.of(line);
    assertThat(r.code()).as(r.err()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    cyclesOfOneStep = mapper.readTree(r.out()).at("/hardware/firstStepCycles").asLong();
    return mapper.readTree(file.toFile()).path("traceEvents");
  }

  private long cyclesOfOneStep;

  /** What the simulation counts is what the picture shows. */
  @ParameterizedTest
  @ValueSource(strings = {"brds", "ese", "dense", "systolic"})
  void theLastIntervalOfAStepEndsItsCycles(String machine) throws IOException {
    long last = 0;
    for (JsonNode e : trace(1, "--accelerator", machine)) {
      if (e.path("ph").asText().equals("X")) {
        JsonNode args = e.path("args");
        last = Math.max(last, args.path("firstCycle").asLong() + args.path("cycles").asLong());
        assertThat(e.path("ts").asDouble()).isEqualTo(args.path("firstCycle").asLong() / 200.0);
      }
    }
    assertThat(last).isEqualTo(cyclesOfOneStep);
  }

  /** Multipliers do one thing at a time. */
  @Test
  void multipliersDoNotOverlap() throws IOException {
    Map<Integer, Long> free = new HashMap<>();
    int seen = 0;
    for (JsonNode e : trace(2, "--accelerator", "brds")) {
      if (e.path("cat").asText().endsWith("multipliers")) {
        long from = e.at("/args/firstCycle").asLong();
        assertThat(from).isGreaterThanOrEqualTo(free.getOrDefault(e.path("tid").asInt(), 0L));
        free.put(e.path("tid").asInt(), from + e.at("/args/cycles").asLong());
        seen++;
      }
    }
    assertThat(seen).isEqualTo(2 * 2 * 32);
  }

  @Test
  void circulantStages() throws IOException {
    Map<String, Integer> units = new HashMap<>();
    for (JsonNode e : trace(1, "--accelerator", "e-rnn", "--block-wx", "4", "--block-wh", "4")) {
      units.merge(e.path("cat").asText(), 1, Integer::sum);
    }
    assertThat(units.get("layer 0 stage 0 transform back")).isEqualTo(4 * 32 / 4);
    assertThat(units.get("layer 0 stage 1 element-wise")).isEqualTo(32);
    assertThat(units).containsKeys("x stream", "layer 0 stage 0 products");
  }

  @Test
  void aMachineWithoutSaysSo() {
    Run r =
        Run.of(
            "simulate",
            "--shape",
            "lstm:64,64",
            "--keep",
            "1/2,1/2",
            "--block",
            "8,4",
            "--trace",
            folder.resolve("t.json"));
    assertThat(r.code()).isEqualTo(4);
    assertThat(r.err()).contains("hcgs keeps no trace of its units yet");
  }
}
