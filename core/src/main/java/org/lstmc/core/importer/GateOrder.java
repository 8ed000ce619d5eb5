package org.lstmc.core.importer;

import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Tensor;

/**
 * The order in which a foreign file stacks the gates of an LSTM: i, f, o and the candidate g (also
 * written c). PyTorch and Keras: ifgo; ONNX: iofg.
 *
 * @param letters four letters, each of i, f, g, o once
 */
public record GateOrder(String letters) {
  /** Reads a permutation of i, f, g (or c), o. */
  public static GateOrder parse(String text) {
    String t = text.toLowerCase(java.util.Locale.ROOT).replace('c', 'g');
    boolean permutation =
        t.length() == 4 && "ifgo".chars().allMatch(letter -> t.indexOf(letter) >= 0);
    if (!permutation) {
      throw LstmcException.usage(
          "--gate-order '%s': not a permutation of i, f, g (or c), o. PyTorch and Keras use ifgo,"
              + " ONNX uses iofc",
          text);
    }
    return new GateOrder(t);
  }

  /** The same rows in our own order, {@link CellType#LSTM}. */
  public Tensor toOurs(Tensor stacked) {
    int block = stacked.data().length / 4;
    float[] out = new float[stacked.data().length];
    String ours = CellType.LSTM.gateOrder();
    for (int g = 0; g < 4; g++) {
      System.arraycopy(
          stacked.data(), letters.indexOf(ours.charAt(g)) * block, out, g * block, block);
    }
    return new Tensor(stacked.shape().clone(), out);
  }
}
