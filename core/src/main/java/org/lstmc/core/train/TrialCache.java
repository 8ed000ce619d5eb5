package org.lstmc.core.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.AtomicFile;
import org.lstmc.core.manifest.ManifestJson;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.Sha256;
import org.lstmc.core.model.Tensor;

/**
 * Finished trainings in a folder, each found again by its settings: {@code trial-KEY-HASH.json}
 * with score and settings, {@code .safetensors} with weights, and while it runs a folder {@code
 * .run} with its checkpoints.
 */
record TrialCache(Path folder) {
  private static final int HASH_DIGITS = 12;

  /**
   * A finished training.
   *
   * @param score on the validation split
   * @param epochs it took
   * @param weights dense in shape
   */
  record Finished(double score, int epochs, Map<String, Tensor> weights) {}

  /** What the JSON file holds; {@code weights} is the other file's SHA-256. */
  record Kept(double score, int epochs, String weights, SortedMap<String, String> settings) {}

  /** One training's place in the folder. */
  record Entry(Path stem, SortedMap<String, String> settings) {
    /** Where its checkpoints are while it runs. */
    Path run() {
      return ending(".run");
    }

    /** What it found, where it is finished. */
    Optional<Finished> finished() {
      Path file = ending(".json");
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      try {
        Kept kept = ManifestJson.MAPPER.readValue(Files.readAllBytes(file), Kept.class);
        if (!kept.settings().equals(settings)) {
          return Optional.empty();
        }
        Path tensors = ending(".safetensors");
        if (!Sha256.of(tensors).equals(kept.weights())) {
          throw LstmcException.badInput(
              "%s: not the weights that %s was scored with; begin anew with --restart",
              tensors, file.getFileName());
        }
        Safetensors.Content content = Safetensors.read(tensors);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String name : content.entries().keySet()) {
          weights.put(name, content.require(tensors, name).toTensor(tensors + ": '" + name + "'"));
        }
        return Optional.of(new Finished(kept.score(), kept.epochs(), weights));
      } catch (IOException e) {
        throw LstmcException.badInput(
            "%s: cannot read a finished trial: %s; begin anew with --restart",
            file, e.getMessage(), e);
      }
    }

    /** Keeps what it found, the weights first; then its checkpoints are of no more use. */
    Finished keep(Finished f) {
      Safetensors.write(ending(".safetensors"), f.weights(), Map.of());
      AtomicFile.write(
          ending(".json"),
          ManifestJson.bytes(
              new Kept(f.score(), f.epochs(), sha256(ending(".safetensors")), settings)));
      if (Files.exists(run())) {
        remove(run());
      }
      return f;
    }

    private static String sha256(Path file) {
      try {
        return Sha256.of(file);
      } catch (IOException e) {
        throw LstmcException.badInput("%s: cannot read: %s", file, e.getMessage(), e);
      }
    }

    private Path ending(String e) {
      return stem.resolveSibling(stem.getFileName() + e);
    }
  }

  /** The place of a training with these settings. */
  Entry entry(String key, Map<String, String> settings) {
    SortedMap<String, String> sorted = new TreeMap<>(settings);
    String hash = new Fingerprint().add(sorted.toString()).hex().substring(0, HASH_DIGITS);
    return new Entry(folder.resolve("trial-" + key + "-" + hash), sorted);
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(f);
      }
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot remove: %s", folder, e.getMessage(), e);
    }
  }
}
