package org.lstmc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of {@code simulate --trace}, as a viewer reads it. */
class TraceTest {
  @TempDir Path folder;

  private double clockMhz;
  private long cyclesOfOneStep;

  private JsonNode trace(int steps, String machine) throws IOException {
    Path file = folder.resolve("trace.json");
    String[] words = machine.split(" ");
    Object[] head = {
      "simulate", "--steps", steps, "--trace", file, "--format=json", "--accelerator"
    };
    Object[] line = new Object[head.length + words.length];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(words, 0, line, head.length, words.length);
    Run r = Run.of(line);
    assertThat(r.code()).as(r.err()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode hardware = mapper.readTree(r.out()).path("hardware");
    cyclesOfOneStep = hardware.path("firstStepCycles").asLong();
    clockMhz = hardware.path("clockMhz").asDouble();
    return mapper.readTree(file.toFile()).path("traceEvents");
  }

  /** What the simulation counts is what the picture shows, in the form that viewers take. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "brds --shape lstm:16,32",
        "ese --shape lstm:16,32",
        "systolic --shape lstm:16,32",
        "c-lstm --shape lstm:16,32 --block-wx 4 --block-wh 4",
        "hcgs --shape lstm:64,64 --keep 1/2,1/2 --block 8,4",
        "swm --shape 12x12x4:8C3-MP2-16-5 --block-size 4",
        "tie --shape lstm:64,32 --tensor tt:4,4,4:8,4,4:3",
        "fdht --shape lstm:64,32 --tensor ht:4,4,6:8,4,4:((1,2),3):3:3 --fully"
      })
  void aTraceIsWhatViewersTake(String machine) throws IOException {
    Set<String> named = new HashSet<>();
    Set<String> used = new HashSet<>();
    Map<String, Integer> kinds = new TreeMap<>();
    Map<String, Long> free = new HashMap<>();
    long last = 0;
    for (JsonNode e : trace(1, machine)) {
      assertThat(e.path("pid").isInt() && e.path("tid").isInt()).isTrue();
      String track = e.path("pid") + "/" + e.path("tid");
      if (e.path("ph").asText().equals("M")) {
        if (e.path("name").asText().equals("thread_name")) {
          assertThat(named.add(track)).isTrue();
          assertThat(e.at("/args/name").asText()).isNotBlank();
        }
        continue;
      }
      assertThat(e.path("ph").asText()).isEqualTo("X");
      assertThat(e.path("name").asText()).isNotBlank();
      long first = e.at("/args/firstCycle").asLong();
      long cycles = e.at("/args/cycles").asLong();
      assertThat(first).isNotNegative();
      assertThat(cycles).isNotNegative();
      assertThat(e.path("ts").asDouble()).isEqualTo(first / clockMhz);
      assertThat(e.path("dur").asDouble()).isEqualTo(cycles / clockMhz);
      assertThat(first).as(track).isGreaterThanOrEqualTo(free.getOrDefault(track, 0L));
      free.put(track, first + cycles);
      used.add(track);
      kinds.merge(e.path("cat").asText(), 1, Integer::sum);
      last = Math.max(last, first + cycles);
    }
    assertThat(last).isEqualTo(cyclesOfOneStep);
    assertThat(named).containsAll(used);
    assertThat(kinds).containsOnlyKeys("work", "stall", "memory");
  }

  /** Multipliers do one thing at a time. */
  @Test
  void multipliersDoNotOverlap() throws IOException {
    Map<Integer, String> units = new HashMap<>();
    Map<Integer, Long> free = new HashMap<>();
    int seen = 0;
    for (JsonNode e : trace(2, "brds --shape lstm:16,32")) {
      int track = e.path("tid").asInt();
      if (e.path("name").asText().equals("thread_name") && e.path("pid").asInt() == 1) {
        units.put(track, e.at("/args/name").asText());
      }
      if (e.path("cat").asText().equals("work") && units.get(track).endsWith("multipliers")) {
        long from = e.at("/args/firstCycle").asLong();
        assertThat(from).isGreaterThanOrEqualTo(free.getOrDefault(track, 0L));
        free.put(track, from + e.at("/args/cycles").asLong());
        seen++;
      }
    }
    assertThat(seen).isEqualTo(2 * 2 * 32);
  }

  @Test
  void circulantStages() throws IOException {
    Map<Integer, String> names = new HashMap<>();
    Map<String, Integer> units = new HashMap<>();
    for (JsonNode e : trace(1, "e-rnn --shape lstm:16,32 --block-wx 4 --block-wh 4")) {
      if (e.path("pid").asInt() == 1 && e.path("name").asText().equals("thread_name")) {
        names.put(e.path("tid").asInt(), e.at("/args/name").asText());
      } else if (e.path("cat").asText().equals("work")) {
        String name = names.get(e.path("tid").asInt()).replaceFirst(" [(][0-9]+[)]$", "");
        units.merge(name, 1, Integer::sum);
      }
    }
    assertThat(units.get("gates: transform back")).isEqualTo(4 * 32 / 4);
    assertThat(units.get("element-wise: lanes")).isEqualTo(32);
    assertThat(units).containsKeys("x stream", "gates: products", "gates");
  }
}
