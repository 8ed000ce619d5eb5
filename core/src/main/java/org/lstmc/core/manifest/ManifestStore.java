package org.lstmc.core.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Model;

/** Reads and writes models: {@code NAME.json} and {@code NAME-HASH.safetensors} beside it. */
public final class ManifestStore {
  /** Name of the schema, first key of every manifest. */
  public static final String SCHEMA = "lstmc.model";

  /** Version of the schema this code reads and writes. */
  public static final int SCHEMA_VERSION = 1;

  private ManifestStore() {}

  /** Reads and checks a manifest and its tensors. */
  public static StoredModel read(Path manifest) {
    byte[] bytes = ManifestReader.bytes(manifest);
    ManifestDocument doc = ManifestReader.parse(manifest, bytes);
    ManifestChecks.network(manifest, doc.network(), doc.gateOrder());
    Path weightsFile = weightsFile(manifest, doc.weights().file());
    Safetensors.Content content = verifiedContent(manifest, weightsFile, doc.weights().sha256());
    ManifestChecks.sections(manifest, doc);
    TensorEntries tensors =
        TensorEntries.read(weightsFile, doc.network(), doc.compression(), content);
    Model model =
        new Model(
            doc.network(),
            doc.task(),
            tensors.weights(),
            tensors.masks(),
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
    Map<String, Safetensors.Entry> entries = TensorEntries.of(model);
    Map<String, String> metadata = Map.of("format", SCHEMA + "/" + SCHEMA_VERSION);
    String sha = Safetensors.sha256(entries, metadata);
    String stem = manifest.getFileName().toString().replaceFirst("\\.json$", "");
    String weightsName = stem + "-" + sha.substring(0, 12) + ".safetensors";
    Path weightsFile = manifest.resolveSibling(weightsName);
    if (!isUpToDate(weightsFile, sha)) {
      Safetensors.writeEntries(weightsFile, entries, metadata);
    }
    ManifestDocument document =
        ManifestDocument.of(model, new ManifestDocument.WeightsFile(weightsName, sha));
    byte[] bytes = document.bytes();
    AtomicFile.write(manifest, bytes);
    removeOrphans(manifest, stem, weightsName);
    return new StoredModel(manifest, Sha256.of(bytes), model);
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
