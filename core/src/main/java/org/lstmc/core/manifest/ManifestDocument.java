package org.lstmc.core.manifest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.HistoryEntry;
import org.lstmc.core.model.Metrics;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.Task;

/** The manifest as it stands in the file; keys in this order. */
@JsonPropertyOrder({
  "schema",
  "schemaVersion",
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
    NetworkSpec network,
    String gateOrder,
    Task task,
    WeightsFile weights,
    CompressionSpec compression,
    QuantizationSpec quantization,
    Metrics metrics,
    List<HistoryEntry> history) {
  /** The tensors' file, relative to the manifest. */
  record WeightsFile(String file, String sha256) {}
}
