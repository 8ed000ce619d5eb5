package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with its weights and all that is known about it. Immutable by convention: the {@code
 * with} methods make the next one.
 *
 * @param network the shape
 * @param task what it was trained for; null for an imported network
 * @param weights float tensors by name, complete as {@link NetworkSpec#tensorShapes()} demands
 * @param masks kept weights by tensor name; only pruned matrices have one
 * @param compression what was done to the matrices; those that the network holds as tensor networks
 *     are always named
 * @param quantization number formats; null for a float model
 * @param metrics last figures; null if never scored
 * @param history steps so far, first to last
 */
public record Model(
    NetworkSpec network,
    Task task,
    Map<String, Tensor> weights,
    Map<String, Mask> masks,
    CompressionSpec compression,
    QuantizationSpec quantization,
    Metrics metrics,
    List<HistoryEntry> history) {
  /** Names what the network holds as tensor networks. */
  public Model {
    compression = compression == null ? null : compression.with(network.factoredMatrices());
  }

  /** This model with its network under another description, such as another label. */
  public Model withNetwork(NetworkSpec n) {
    return new Model(n, task, weights, masks, compression, quantization, metrics, history);
  }

  /** This model with other weights. */
  public Model withWeights(Map<String, Tensor> w) {
    return new Model(
        network, task, new LinkedHashMap<>(w), masks, compression, quantization, metrics, history);
  }

  /** This model with other masks and what they mean. */
  public Model withCompression(CompressionSpec c, Map<String, Mask> m) {
    return new Model(network, task, weights, m, c, quantization, metrics, history);
  }

  /** This model with number formats, or without (null). */
  public Model withQuantization(QuantizationSpec q) {
    return new Model(network, task, weights, masks, compression, q, metrics, history);
  }

  /** This model with new figures. */
  public Model withMetrics(Metrics m) {
    return new Model(network, task, weights, masks, compression, quantization, m, history);
  }

  /** This model with one more step in its history. */
  public Model withHistory(HistoryEntry step) {
    List<HistoryEntry> all = new ArrayList<>(history);
    all.add(step);
    return new Model(network, task, weights, masks, compression, quantization, metrics, all);
  }
}
