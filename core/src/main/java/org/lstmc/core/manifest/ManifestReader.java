package org.lstmc.core.manifest;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Datasets;

/** From a manifest's file to its document; whatever is wrong with it is said in one line. */
final class ManifestReader {
  private ManifestReader() {}

  static byte[] bytes(Path manifest) {
    try {
      return Files.readAllBytes(manifest);
    } catch (NoSuchFileException e) {
      throw LstmcException.badInput(
          "%s: no such file. Name a manifest with --model, or make one with 'lstmc train' or"
              + " 'lstmc import'",
          manifest);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", manifest, e.getMessage(), e);
    }
  }

  static ManifestDocument parse(Path manifest, byte[] bytes) {
    try {
      JsonNode tree = ManifestJson.MAPPER.readTree(bytes);
      if (tree == null
          || !tree.isObject()
          || !tree.path("schema").asText().equals(ManifestStore.SCHEMA)) {
        throw LstmcException.badInput(
            "%s: not a model manifest: key 'schema' is %s, must be \"%s\"",
            manifest, tree == null ? "absent" : tree.path("schema"), ManifestStore.SCHEMA);
      }
      if (tree.path("schemaVersion").asInt(-1) != ManifestStore.SCHEMA_VERSION) {
        throw LstmcException.badInput(
            "%s: schemaVersion is %s, this lstmc reads %d. Use the lstmc that wrote it, or a newer"
                + " one",
            manifest, tree.path("schemaVersion"), ManifestStore.SCHEMA_VERSION);
      }
      ContentHash.check(manifest, tree, bytes);
      fill((ObjectNode) tree);
      return ManifestJson.MAPPER.treeToValue(tree, ManifestDocument.class);
    } catch (JsonParseException e) {
      throw LstmcException.badInput(
          "%s:%d: not valid JSON: %s",
          manifest, e.getLocation().getLineNr(), e.getOriginalMessage(), e);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause();
      String reason =
          cause instanceof LstmcException
              ? cause.getMessage()
              : cause instanceof NullPointerException
                  ? "a value or an element of a list is null that must not be"
                  : e.getOriginalMessage();
      throw LstmcException.badInput("%s: at %s: %s", manifest, pointer(e), plain(reason), e);
    } catch (JsonProcessingException e) {
      throw LstmcException.badInput("%s: %s", manifest, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", manifest, e.getMessage(), e);
    }
  }

  /** What manifests from before a key existed leave out. */
  private static void fill(ObjectNode tree) {
    if (!tree.has(ContentHash.KEY)) {
      tree.putNull(ContentHash.KEY);
    }
    if (tree.get("task") instanceof ObjectNode task && !task.has("scoredAs")) {
      task.putArray("scoredAs");
    }
    if (tree.get("task") instanceof ObjectNode task && !task.has("synthetic")) {
      task.put("synthetic", Datasets.synthetic(task.path("data").asText()));
    }
    if (tree.get("quantization") instanceof ObjectNode q && !q.has("forwardHalvings")) {
      q.putObject("forwardHalvings");
    }
    if (tree.get("network") instanceof ObjectNode network && !network.has("forward")) {
      network.putNull("forward");
    }
    for (JsonNode layer : tree.path("network").path("layers")) {
      if (layer instanceof ObjectNode l && !l.has("factored")) {
        l.putNull("factored");
      }
      if (layer.get("factored") instanceof ObjectNode form && !form.has("tree")) {
        form.putNull("tree");
      }
    }
  }

  /** The first line of what Jackson says, without its own vocabulary. */
  private static String plain(String reason) {
    String line = reason.lines().findFirst().orElse("");
    return line.replaceAll("Missing creator property '([^']*)'.*", "key '$1' is missing")
        .replaceAll(
            "Could not resolve subtype.*missing type id property '([^']*)'.*",
            "key '$1' is missing")
        .replaceAll("`(?:[\\w]+\\.)*(\\w+)(?:\\$\\w+)?`", "$1");
  }

  private static String pointer(JsonMappingException e) {
    StringBuilder out = new StringBuilder();
    for (JsonMappingException.Reference r : e.getPath()) {
      out.append('/').append(r.getFieldName() != null ? r.getFieldName() : r.getIndex());
    }
    return out.length() == 0 ? "/" : out.toString();
  }
}
