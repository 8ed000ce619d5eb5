package org.lstmc.core.compress;

import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;

/** Values for a kind of matrix that the network does not have, where they would have no effect. */
final class LostValues {
  private LostValues() {}

  /**
   * Refuses a value for a kind of recurrent matrix of a feed-forward network, or for one that the
   * network has in tensor networks alone.
   *
   * @param what what the value is, such as "ratio"
   * @param kind wx, wh or projection
   * @param value null for none
   */
  static void refuse(String what, String kind, Object value, NetworkSpec network) {
    if (value != null && network.isFeedForward()) {
      throw LstmcException.usage(
          "%s %s of %s: '%s' is a feed-forward network, whose matrices are named all, conv, dense or"
              + " forward.N: %s",
          what, value, kind, network.name(), String.join(", ", network.layerMatrices()));
    }
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
