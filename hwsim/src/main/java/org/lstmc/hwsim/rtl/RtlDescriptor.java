package org.lstmc.hwsim.rtl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.number.NumberContract;

/** {@code design.json}: what was exported, and the hash of every file. */
public final class RtlDescriptor {
  /** Name of the schema. */
  public static final String SCHEMA = "lstmc.design";

  /** Its version. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final JsonNode tree;

  private RtlDescriptor(JsonNode tree) {
    this.tree = tree;
  }

  static byte[] json(List<RtlDesign> designs, Map<String, byte[]> files) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("schemaVersion", SCHEMA_VERSION);
    Map<String, String> contract = new LinkedHashMap<>();
    contract.put("version", designs.get(0).contract());
    contract.put("sha256", NumberContract.sha256());
    root.put("contract", contract);
    List<Object> all = new ArrayList<>();
    for (RtlDesign d : designs) {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("name", d.name());
      m.put("machine", d.machine());
      m.put("core", d.core());
      m.put("steps", d.steps());
      m.put("cycles", d.cycles());
      m.put("outputs", d.outputs().size());
      m.put("wordBits", d.wordBits());
      if (!d.probes().isEmpty()) {
        Map<String, Object> probes = new LinkedHashMap<>();
        d.probes().forEach(p -> probes.put(p.name(), p.words()));
        m.put("probeWords", probes);
      }
      m.putAll(d.facts());
      all.add(m);
    }
    root.put("designs", all);
    Map<String, String> hashes = new LinkedHashMap<>();
    files.forEach((path, bytes) -> hashes.put(path, Sha256.of(bytes)));
    root.put("files", hashes);
    try {
      return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads and checks the descriptor of an exported folder.
   *
   * @throws LstmcException if it is none, or of another schema or number contract
   */
  public static RtlDescriptor read(Path folder) {
    Path file = folder.resolve("design.json");
    if (!Files.isRegularFile(file)) {
      throw LstmcException.badInput(
          "%s: no design.json; 'lstmc export verilog -o DIR' makes such a folder", folder);
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be read: %s", file, e.getMessage());
    }
    if (!tree.path("schema").asText().equals(SCHEMA)
        || tree.path("schemaVersion").asInt() != SCHEMA_VERSION) {
      throw LstmcException.badInput(
          "%s: schema %s %s; this version reads %s %d. Export again",
          file, tree.path("schema"), tree.path("schemaVersion"), SCHEMA, SCHEMA_VERSION);
    }
    String hash = tree.path("contract").path("sha256").asText();
    if (!hash.equals(NumberContract.sha256())) {
      throw LstmcException.badInput(
          "%s: follows number contract %s (%s); this version's is %s. Export again",
          file, tree.path("contract").path("version"), hash, NumberContract.sha256());
    }
    return new RtlDescriptor(tree);
  }

  /** Names of the designs in the folder. */
  public List<String> designs() {
    List<String> names = new ArrayList<>();
    tree.path("designs").forEach(d -> names.add(d.path("name").asText()));
    return names;
  }

  /** Cycles that all designs run together. */
  public long cycles() {
    long sum = 0;
    for (JsonNode d : tree.path("designs")) {
      sum += d.path("cycles").asLong();
    }
    return sum;
  }

  /** Output words of all designs. */
  public long outputs() {
    long sum = 0;
    for (JsonNode d : tree.path("designs")) {
      sum += d.path("outputs").asLong();
    }
    return sum;
  }

  /** What is written about a design. */
  public JsonNode design(String name) {
    for (JsonNode d : tree.path("designs")) {
      if (d.path("name").asText().equals(name)) {
        return d;
      }
    }
    throw LstmcException.badInput("design.json: no design '%s'", name);
  }

  /** Paths of files whose bytes are not those that were exported, or that are missing. */
  public List<String> changed(Path folder) {
    List<String> changed = new ArrayList<>();
    tree.path("files")
        .fields()
        .forEachRemaining(
            f -> {
              try {
                if (!Sha256.of(folder.resolve(f.getKey())).equals(f.getValue().asText())) {
                  changed.add(f.getKey());
                }
              } catch (IOException e) {
                changed.add(f.getKey());
              }
            });
    return changed;
  }
}
