package org.lstmc.hwsim.power;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lstmc.hwsim.device.FigureDocument;

/**
 * Published powers ({@code power/rows.json}) and what the simulator makes of their designs ({@code
 * power/simulated.tsv}: watts by part, before any fitted parameter). The second file is written
 * from simulations by a test and held to them: machines ask for their uncertainty here, so that it
 * cannot come from running them.
 *
 * @param boards powers of FPGA boards
 * @param chips powers of chips and their parts
 * @param unused those that are not used, with reasons
 */
public record PowerRecord(List<PowerRow> boards, List<PowerRow> chips, List<UnusedRow> unused) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** The record that ships with the tool. */
  public static PowerRecord load() {
    String resource = "/power/rows.json";
    ObjectNode root = (ObjectNode) FigureDocument.read(resource, text(resource), "lstmc.power", 1);
    root.remove(List.of("schema", "schemaVersion"));
    try {
      return MAPPER.treeToValue(root, PowerRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(resource + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Watts by part of every simulated design, by {@code system/run}. */
  public static Map<String, Map<String, Double>> simulated() {
    Map<String, Map<String, Double>> all = new TreeMap<>();
    text("/power/simulated.tsv")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .forEach(
            c ->
                all.computeIfAbsent(c[0], run -> new TreeMap<>())
                    .put(c[1], Double.parseDouble(c[2])));
    return all;
  }

  private static String text(String resource) {
    try (InputStream in = PowerRecord.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
