package org.lstmc.core.importer;

import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Tensor;

/**
 * The order in which a foreign file stacks the gates. LSTM: i, f, o and the candidate g (also
 * written c); PyTorch and Keras ifgo, ONNX iofg. GRU: reset r, update z and the candidate n (also
 * written h); PyTorch rzn, Keras and ONNX zrn.
 *
 * @param letters each gate once; empty for the order of {@link CellType#gateOrder()}
 */
public record GateOrder(String letters) {
  /** PyTorch's, which is ours. */
  public static final GateOrder OWN = new GateOrder("");

  /** Reads a permutation of i, f, g (or c), o, or of r, z, n (or h). */
  public static GateOrder parse(String text) {
    String t = text.toLowerCase(Locale.ROOT);
    t = t.length() == 3 ? t.replace('h', 'n') : t.replace('c', 'g');
    if (!permutes(t, CellType.LSTM) && !permutes(t, CellType.GRU)) {
      throw LstmcException.usage(
          "--gate-order '%s': neither a permutation of i, f, g (or c), o nor one of r, z, n (or h)."
              + " LSTM: PyTorch and Keras use ifgo, ONNX iofc. GRU: PyTorch uses rzn, Keras and ONNX"
              + " zrh",
          text);
    }
    return new GateOrder(t);
  }

  private static boolean permutes(String letters, CellType cell) {
    return letters.length() == cell.gates()
        && cell.gateOrder().chars().allMatch(gate -> letters.indexOf(gate) >= 0);
  }

  /** The same rows in the order of our cell. */
  public Tensor toOurs(Tensor stacked, CellType cell) {
    String theirs = letters.isEmpty() ? cell.gateOrder() : letters;
    if (!permutes(theirs, cell)) {
      throw LstmcException.usage(
          "--gate-order '%s': the file holds a layer of gates %s; give a permutation of these",
          letters, cell.gateOrder());
    }
    int block = stacked.data().length / cell.gates();
    float[] out = new float[stacked.data().length];
    for (int g = 0; g < cell.gates(); g++) {
      int from = theirs.indexOf(cell.gateOrder().charAt(g));
      System.arraycopy(stacked.data(), from * block, out, g * block, block);
    }
    return new Tensor(stacked.shape().clone(), out);
  }
}
