package org.lstmc.core.compress;

import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;

/** What techniques that work on matrices say of those that are held as tensor networks. */
final class TensorNetworks {
  private TensorNetworks() {}

  /**
   * Refuses a value for a kind of matrix that the network has in tensor networks alone, where it
   * would have no effect.
   *
   * @param what what the value is, such as "ratio"
   * @param kind wx, wh or projection
   * @param value null for none
   */
  static void refuseLost(String what, String kind, Object value, NetworkSpec network) {
    boolean lost =
        value != null
            && !network.factoredMatrices().isEmpty()
            && network.layerMatrices().stream().noneMatch(m -> m.endsWith("." + kind))
            && network.dense().layerMatrices().stream().anyMatch(m -> m.endsWith("." + kind));
    if (lost) {
      throw LstmcException.usage(
          "%s %s of %s: the network has no such matrix, it holds %s; leave it out",
          what,
          value,
          kind,
          network.factoredMatrices().entrySet().stream()
              .map(e -> e.getKey() + " as " + e.getValue().scheme())
              .collect(Collectors.joining(", ")));
    }
  }
}
