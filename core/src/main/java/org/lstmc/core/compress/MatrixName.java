package org.lstmc.core.compress;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorNames;

/**
 * A name by which a user picks matrices. Of a recurrent network {@code
 * [layers.N.](wx|wh|projection)[.GATE]}, for example {@code layers.1.wh}, {@code wx.i} or {@code
 * layers.0.wx.g}; GATE is a letter of the cell's gate order. Of a feed-forward network {@code conv}
 * (all convolutions), {@code dense} (all dense layers) or {@code forward.N[.weight]}. Of both
 * {@code all}.
 *
 * @param text as given
 * @param layer null for all
 * @param kind wx, wh, projection, conv, dense; {@link #ALL}, or {@link #FORWARD} where the layer
 *     says it
 * @param gate null for all
 */
record MatrixName(String text, Integer layer, String kind, Character gate) {
  /** Every matrix of the network. */
  static final String ALL = "all";

  /** Convolutions of a feed-forward network. */
  static final String CONVOLUTION = "conv";

  /** Dense layers of a feed-forward network. */
  static final String DENSE = "dense";

  private static final String FORWARD = "forward";

  private static final Pattern RECURRENT_FORM =
      Pattern.compile("(?:layers\\.(\\d{1,6})\\.)?(wx|wh|projection)(?:\\.([a-z]))?");
  private static final Pattern FORWARD_FORM = Pattern.compile("forward\\.(\\d{1,6})(?:\\.weight)?");
  private static final List<String> WHOLE = List.of(ALL, CONVOLUTION, DENSE);

  /** Reads a name; {@code what} says in a message what is given by name. */
  static MatrixName parse(String what, String text) {
    if (WHOLE.contains(text)) {
      return new MatrixName(text, null, text, null);
    }
    Matcher f = FORWARD_FORM.matcher(text);
    if (f.matches()) {
      return new MatrixName(text, Integer.valueOf(f.group(1)), FORWARD, null);
    }
    Matcher m = RECURRENT_FORM.matcher(text);
    if (!m.matches()) {
      throw LstmcException.usage(
          "%s '%s' is not known; write [layers.N.]wx, wh or projection, and .GATE for one gate, for"
              + " example layers.1.wh or wx.i; conv, dense or forward.N of a feed-forward network;"
              + " or all",
          what, text);
    }
    return new MatrixName(
        text,
        m.group(1) == null ? null : Integer.valueOf(m.group(1)),
        m.group(2),
        m.group(3) == null ? null : m.group(3).charAt(0));
  }

  /**
   * General names apply before special ones: all before a kind, no layer before a layer, no gate
   * before a gate.
   */
  int rank() {
    return kind.equals(ALL) ? -1 : (layer != null ? 2 : 0) + (gate != null ? 1 : 0);
  }

  /** The matrices of the network that this picks; at least one, or a refusal. */
  List<String> matrices(String what, NetworkSpec network) {
    List<String> found = network.layerMatrices().stream().filter(m -> picks(m, network)).toList();
    if (found.isEmpty()) {
      throw LstmcException.usage(
          "%s '%s' fits no matrix; the network has: %s",
          what, text, String.join(", ", network.layerMatrices()));
    }
    return found;
  }

  private boolean picks(String matrix, NetworkSpec network) {
    boolean ofKind =
        switch (kind) {
          case ALL -> true;
          case FORWARD -> network.isFeedForward();
          default -> kindOf(matrix, network).equals(kind);
        };
    return ofKind && (layer == null || TensorNames.layerOf(matrix) == layer);
  }

  /** Of {@code layers.1.wx}: wx; of {@code forward.0.weight}: conv or dense. */
  static String kindOf(String matrix, NetworkSpec network) {
    if (network.isFeedForward()) {
      ForwardLayer layer = network.forward().layers().get(TensorNames.layerOf(matrix));
      return layer instanceof ForwardLayer.Convolution ? CONVOLUTION : DENSE;
    }
    return matrix.substring(matrix.lastIndexOf('.') + 1);
  }
}
