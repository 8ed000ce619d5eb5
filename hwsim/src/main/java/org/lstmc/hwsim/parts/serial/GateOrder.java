package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.MatrixWorkload;
import org.lstmc.hwsim.parts.serial.Pass.Operand;

/** The order of passes of a layer: Wx for i, f, g, o, then Wh for i, f, g, o, then projection. */
public final class GateOrder {
  private static final int GATES = 4;

  private GateOrder() {}

  /** Makes one pass. */
  @FunctionalInterface
  public interface Maker {
    /** The pass over rows [first, first + rows) of a matrix. */
    Pass of(Operand operand, int gate, MatrixWorkload matrix, int first, int rows);
  }

  /** All passes of a layer. */
  public static SerialSchedule.Layer of(LayerWorkload l, Maker maker) {
    List<Pass> all = new ArrayList<>();
    int cells = l.spec().hiddenSize();
    for (int gate = 0; gate < GATES; gate++) {
      all.add(maker.of(Operand.INPUT, gate, l.wx(), gate * cells, cells));
    }
    for (int gate = 0; gate < GATES; gate++) {
      all.add(maker.of(Operand.STATE, gate, l.wh(), gate * cells, cells));
    }
    if (l.projection() != null) {
      MatrixWorkload p = l.projection();
      all.add(maker.of(Operand.HIDDEN, Pass.PROJECTION, p, 0, p.rows()));
    }
    return new SerialSchedule.Layer(l.spec().inputSize(), cells, l.spec().outputSize(), all);
  }
}
