package org.lstmc.core.compress;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorNames;

/**
 * A name by which a user picks matrices: {@code [layers.N.](wx|wh|projection)[.GATE]}, for example
 * {@code layers.1.wh}, {@code wx.i} or {@code layers.0.wx.g}; GATE is a letter of the cell's gate
 * order.
 *
 * @param text as given
 * @param layer null for all
 * @param kind wx, wh or projection
 * @param gate null for all
 */
record MatrixName(String text, Integer layer, String kind, Character gate) {
  private static final Pattern FORM =
      Pattern.compile("(?:layers\\.(\\d{1,6})\\.)?(wx|wh|projection)(?:\\.([a-z]))?");

  /** Reads a name; {@code what} says in a message what is given by name. */
  static MatrixName parse(String what, String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw LstmcException.usage(
          "%s '%s' is not known; write [layers.N.]wx, wh or projection, and .GATE for one gate, for"
              + " example layers.1.wh or wx.i",
          what, text);
    }
    return new MatrixName(
        text,
        m.group(1) == null ? null : Integer.valueOf(m.group(1)),
        m.group(2),
        m.group(3) == null ? null : m.group(3).charAt(0));
  }

  /** General names apply before special ones: no layer before a layer, no gate before a gate. */
  int rank() {
    return (layer != null ? 2 : 0) + (gate != null ? 1 : 0);
  }

  /** The matrices of the network that this picks; at least one, or a refusal. */
  List<String> matrices(String what, NetworkSpec network) {
    List<String> found =
        network.layerMatrices().stream()
            .filter(
                m -> kindOf(m).equals(kind) && (layer == null || TensorNames.layerOf(m) == layer))
            .toList();
    if (found.isEmpty()) {
      throw LstmcException.usage(
          "%s '%s' fits no matrix; the network has: %s",
          what, text, String.join(", ", network.layerMatrices()));
    }
    return found;
  }

  /** Of {@code layers.1.wx}: wx. */
  static String kindOf(String matrix) {
    return matrix.substring(matrix.lastIndexOf('.') + 1);
  }
}
