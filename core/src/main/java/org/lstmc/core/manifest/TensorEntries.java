package org.lstmc.core.manifest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * A model's tensors and masks as entries of its safetensors file.
 *
 * @param weights dense, by name
 * @param masks by name, of the pruned matrices
 */
record TensorEntries(Map<String, Tensor> weights, Map<String, Mask> masks) {
  private static final String MASK_SUFFIX = ".mask";

  /** Entries of a model, in the network's order. */
  static Map<String, Safetensors.Entry> of(Model model) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      Tensor weight = model.weights().get(name);
      MatrixCompression c = model.compression().matrices().get(name);
      entries.put(
          name,
          Safetensors.Entry.of(
              CirculantEntry.is(c) ? CirculantEntry.compact(name, weight, c) : weight));
      Mask mask = model.masks().get(name);
      if (mask != null) {
        entries.put(name + MASK_SUFFIX, MaskBytes.encode(mask));
      }
    }
    return entries;
  }

  /** Reads and checks the tensors that a network needs. */
  static TensorEntries read(
      Path file, NetworkSpec network, CompressionSpec compression, Safetensors.Content content) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, Mask> masks = new LinkedHashMap<>();
    network
        .tensorShapes()
        .forEach(
            (name, shape) -> {
              Safetensors.Entry stored = content.require(file, name);
              MatrixCompression c = compression.matrices().get(name);
              weights.put(
                  name,
                  CirculantEntry.is(c)
                      ? CirculantEntry.expand(file, name, shape, stored, c)
                      : stored.toTensor(file + ": '" + name + "'"));
              Safetensors.Entry mask = content.entries().get(name + MASK_SUFFIX);
              if (mask != null) {
                masks.put(name, MaskBytes.decode(file, name, mask));
              }
            });
    ManifestChecks.tensors(file, network, weights, masks);
    checkAllUsed(file, network, content);
    return new TensorEntries(weights, masks);
  }

  /**
   * Refuses a tensor that the network does not have: a manifest that names another cell than the
   * one whose weights these are would otherwise be computed without it.
   */
  private static void checkAllUsed(Path file, NetworkSpec network, Safetensors.Content content) {
    for (String name : content.entries().keySet()) {
      String tensor =
          name.endsWith(MASK_SUFFIX)
              ? name.substring(0, name.length() - MASK_SUFFIX.length())
              : name;
      if (!network.tensorShapes().containsKey(tensor)) {
        throw LstmcException.badInput(
            "%s: the network (%s) has no place for tensor '%s'; the manifest names another network"
                + " than the one whose weights these are",
            file, network.cellLabel(), name);
      }
    }
  }
}
