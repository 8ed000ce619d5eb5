package org.lstmc.core.manifest;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Task;

/**
 * The manifest as it stands in the file; keys in this order. {@code gateOrder} is one for all
 * layers, or one a layer where they differ.
 */
@JsonPropertyOrder({
  "schema",
  "schemaVersion",
  "contentSha256",
  "network",
  "gateOrder",
  "task",
  "weights",
  "compression",
  "quantization",
  "metrics",
  "history"
})
record ManifestDocument(
    String schema,
    int schemaVersion,
    String contentSha256,
    NetworkSpec network,
    @JsonFormat(
            with = {
              JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<String> gateOrder,
    Task task,
    WeightsFile weights,
    CompressionSpec compression,
    QuantizationSpec quantization,
    Metrics metrics,
    List<HistoryEntry> history) {
  /** The tensors' file, relative to the manifest. */
  record WeightsFile(String file, String sha256) {}

  /** The document of a model, without its own hash. */
  static ManifestDocument of(Model model, WeightsFile weights) {
    return new ManifestDocument(
        ManifestStore.SCHEMA,
        ManifestStore.SCHEMA_VERSION,
        ContentHash.NONE,
        model.network(),
        gateOrder(model.network()),
        model.task(),
        weights,
        model.compression(),
        model.quantization(),
        model.metrics(),
        model.history());
  }

  private static List<String> gateOrder(NetworkSpec network) {
    List<String> all = network.layers().stream().map(l -> l.cell().gateOrder()).toList();
    return all.stream().distinct().count() == 1 ? all.subList(0, 1) : all;
  }

  /** The file's bytes, with the hash of all the rest in them. */
  byte[] bytes() {
    ManifestDocument hashed =
        new ManifestDocument(
            schema,
            schemaVersion,
            ContentHash.of(ManifestJson.bytes(this)),
            network,
            gateOrder,
            task,
            weights,
            compression,
            quantization,
            metrics,
            history);
    return ManifestJson.bytes(hashed);
  }
}
