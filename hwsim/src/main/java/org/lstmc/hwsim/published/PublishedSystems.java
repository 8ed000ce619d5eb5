package org.lstmc.hwsim.published;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.device.FigureDocument;

/** The one visible list of systems with a published record. */
public final class PublishedSystems {
  /** Their names, in the order of pages. */
  public static final List<String> NAMES =
      List.of("brds", "bbs", "ese", "c-lstm", "e-rnn", "hcgs", "tie", "fdht", "swm", "circnn");

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private PublishedSystems() {}

  /**
   * The record of a system.
   *
   * @throws LstmcException usage, naming those there are
   */
  public static PublishedSystem load(String name) {
    if (!NAMES.contains(name)) {
      throw LstmcException.usage(
          "system '%s' has no published record here. Known: %s", name, String.join(", ", NAMES));
    }
    String resource = "/published/" + name + ".json";
    try (InputStream in = PublishedSystems.class.getResourceAsStream(resource)) {
      String json =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      return read(resource, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file of the record. */
  static PublishedSystem read(String file, String json) {
    ObjectNode root = (ObjectNode) FigureDocument.read(file, json, "lstmc.published", 1);
    root.remove(List.of("schema", "schemaVersion"));
    try {
      PublishedSystem read = MAPPER.treeToValue((JsonNode) root, PublishedSystem.class);
      return new PublishedSystem(
          read.system(), read.citation(), new TreeMap<>(read.runs()), List.copyOf(read.rows()));
    } catch (JsonProcessingException e) {
      throw LstmcException.badInput("%s: %s", file, e.getOriginalMessage(), e);
    }
  }
}
