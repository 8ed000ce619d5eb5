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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;

/** Reads and writes models: {@code NAME.json} and {@code NAME-HASH.safetensors} beside it. */
public final class ManifestStore {
  /** Name of the schema, first key of every manifest. */
  public static final String SCHEMA = "lstmc.model";

  /** Version of the schema this code reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  private static final String MASK_SUFFIX = ".mask";

  private ManifestStore() {}

  /** Reads and checks a manifest and its tensors. */
  public static StoredModel read(Path manifest) {
    byte[] bytes = readBytes(manifest);
    ManifestDocument doc = parse(manifest, bytes);
    ManifestChecks.network(manifest, doc.network(), doc.gateOrder());
    Path weightsFile = weightsFile(manifest, doc.weights().file());
    Safetensors.Content content = verifiedContent(manifest, weightsFile, doc.weights().sha256());
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (String name : doc.network().tensorShapes().keySet()) {
      weights.put(
          name, content.require(weightsFile, name).toTensor(weightsFile + ": '" + name + "'"));
      Safetensors.Entry mask = content.entries().get(name + MASK_SUFFIX);
      if (mask != null) {
        masks.put(name, MaskBytes.decode(weightsFile, name, mask));
      }
    }
    ManifestChecks.tensors(weightsFile, doc.network(), weights, masks);
    ManifestChecks.sections(manifest, doc);
    Model model =
        new Model(
            doc.network(),
            doc.task(),
            weights,
            masks,
            doc.compression(),
            doc.quantization(),
            doc.metrics(),
            doc.history());
    return new StoredModel(manifest, Sha256.of(bytes), model);
  }

  /**
   * Writes a model; the manifest is renamed into place last, so a reader sees the old model or the
   * new one. The former weights file goes when no manifest in the folder names it any more.
   */
  public static StoredModel write(Path manifest, Model model) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      entries.put(name, Safetensors.Entry.of(model.weights().get(name)));
      Mask mask = model.masks().get(name);
      if (mask != null) {
        entries.put(name + MASK_SUFFIX, MaskBytes.encode(mask));
      }
    }
    Map<String, String> metadata = Map.of("format", SCHEMA + "/" + SCHEMA_VERSION);
    String sha = Safetensors.sha256(entries, metadata);
    String stem = manifest.getFileName().toString().replaceFirst("\\.json$", "");
    String weightsName = stem + "-" + sha.substring(0, 12) + ".safetensors";
    Path weightsFile = manifest.resolveSibling(weightsName);
    if (!isUpToDate(weightsFile, sha)) {
      Safetensors.writeEntries(weightsFile, entries, metadata);
    }
    byte[] bytes =
        ManifestJson.bytes(
            new ManifestDocument(
                SCHEMA,
                SCHEMA_VERSION,
                model.network(),
                model.network().layers().get(0).cell().gateOrder(),
                model.task(),
                new ManifestDocument.WeightsFile(weightsName, sha),
                model.compression(),
                model.quantization(),
                model.metrics(),
                model.history()));
    AtomicFile.write(manifest, bytes);
    removeOrphans(manifest, stem, weightsName);
    return new StoredModel(manifest, Sha256.of(bytes), model);
  }

  private static byte[] readBytes(Path manifest) {
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

  private static ManifestDocument parse(Path manifest, byte[] bytes) {
    try {
      JsonNode tree = ManifestJson.MAPPER.readTree(bytes);
      if (tree == null || !tree.isObject() || !tree.path("schema").asText().equals(SCHEMA)) {
        throw LstmcException.badInput(
            "%s: not a model manifest: key 'schema' is %s, must be \"%s\"",
            manifest, tree == null ? "absent" : tree.path("schema"), SCHEMA);
      }
      if (tree.path("schemaVersion").asInt(-1) != SCHEMA_VERSION) {
        throw LstmcException.badInput(
            "%s: schemaVersion is %s, this lstmc reads %d. Use the lstmc that wrote it, or a newer"
                + " one",
            manifest, tree.path("schemaVersion"), SCHEMA_VERSION);
      }
      // Manifests from before there was transcription do not say how labels are scored.
      if (tree.get("task") instanceof ObjectNode task && !task.has("scoredAs")) {
        task.putArray("scoredAs");
      }
      return ManifestJson.MAPPER.treeToValue(tree, ManifestDocument.class);
    } catch (JsonParseException e) {
      throw LstmcException.badInput(
          "%s:%d: not valid JSON: %s",
          manifest, e.getLocation().getLineNr(), e.getOriginalMessage(), e);
    } catch (JsonMappingException e) {
      Throwable cause = e.getCause();
      String reason = cause instanceof LstmcException ? cause.getMessage() : e.getOriginalMessage();
      throw LstmcException.badInput("%s: at %s: %s", manifest, pointer(e), plain(reason), e);
    } catch (JsonProcessingException e) {
      throw LstmcException.badInput("%s: %s", manifest, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", manifest, e.getMessage(), e);
    }
  }

  /** The first line of what Jackson says, without its own vocabulary. */
  private static String plain(String reason) {
    String line = reason.lines().findFirst().orElse("");
    return line.replaceAll("Missing creator property '([^']*)'.*", "key '$1' is missing")
        .replaceAll("`(?:[\\w]+\\.)*(\\w+)(?:\\$\\w+)?`", "$1");
  }

  private static String pointer(JsonMappingException e) {
    StringBuilder out = new StringBuilder();
    for (JsonMappingException.Reference r : e.getPath()) {
      out.append('/').append(r.getFieldName() != null ? r.getFieldName() : r.getIndex());
    }
    return out.length() == 0 ? "/" : out.toString();
  }

  private static Path weightsFile(Path manifest, String name) {
    if (name == null
        || name.isEmpty()
        || name.contains("/")
        || name.contains("\\")
        || name.equals("..")
        || name.indexOf('\0') >= 0) {
      throw LstmcException.badInput(
          "%s: weights.file is '%s'; allowed is the plain name of a file in the same folder",
          manifest, name);
    }
    return manifest.resolveSibling(name);
  }

  private static Safetensors.Content verifiedContent(Path manifest, Path file, String sha256) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw LstmcException.badInput(
          "%s: its weights file %s is missing. Put it beside the manifest",
          manifest, file.getFileName());
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
    }
    String found = Sha256.of(bytes);
    if (!found.equals(sha256)) {
      throw LstmcException.badInput(
          "%s: SHA-256 is %s but %s demands %s; the file was changed or damaged, restore it",
          file, found, manifest.getFileName(), sha256);
    }
    return Safetensors.parse(file, bytes);
  }

  private static boolean isUpToDate(Path file, String sha) {
    try {
      return Files.isRegularFile(file) && Sha256.of(file).equals(sha);
    } catch (IOException e) {
      return false;
    }
  }

  private static void removeOrphans(Path manifest, String stem, String current) {
    Path folder = manifest.toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, Path> orphans = new TreeMap<>();
      List<Path> all = files.toList();
      for (Path f : all) {
        String n = f.getFileName().toString();
        if (n.startsWith(stem + "-")
            && n.substring(stem.length() + 1).matches("[0-9a-f]{12}\\.safetensors")
            && !n.equals(current)) {
          orphans.put(n, f);
        }
      }
      for (Path f : all) {
        if (!orphans.isEmpty() && f.getFileName().toString().endsWith(".json")) {
          String text = Files.readString(f);
          orphans.keySet().removeIf(text::contains);
        }
      }
      for (Path orphan : orphans.values()) {
        Files.deleteIfExists(orphan);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // Keeping an unused file is harmless.
    }
  }
}
