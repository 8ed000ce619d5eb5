package org.lstmc.hwsim.parts;

import java.util.Arrays;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedMatrix;
import org.lstmc.core.quantize.datapath.IntegerNetwork;

/** What the host does for a machine: it prepares the input words and computes the dense output. */
public final class HostSide {
  private final IntegerNetwork net;

  /** The host of a quantized network. */
  public HostSide(IntegerNetwork net) {
    this.net = net;
  }

  /** Raw input words of a step. */
  public long[] input(Sequence s, int t) {
    InputSpec spec = net.network().input();
    FixedFormat format = net.layerAt(0).plan().input();
    long[] x = new long[spec.size()];
    if (spec.isTokens() == (s.tokens() == null)) {
      throw LstmcException.badInput(
          "the network reads %s, the sequence holds %s",
          spec.isTokens() ? "tokens" : "features", s.tokens() == null ? "features" : "tokens");
    }
    switch (spec.kind()) {
      case FEATURES -> {
        float[] frame = s.frame(t, spec.size());
        Arrays.setAll(x, k -> FixedArithmetic.fromDouble(frame[k], format));
      }
      case ONE_HOT -> x[s.tokens()[t]] = FixedArithmetic.fromDouble(1.0, format);
      case EMBEDDING -> {
        FixedMatrix table = net.tensor(TensorNames.EMBEDDING);
        int row = table.rowStart(s.tokens()[t]);
        Arrays.setAll(
            x,
            k ->
                FixedArithmetic.requantize(
                    table.raw(row + k),
                    table.format().fractionBits(),
                    format,
                    net.quantization().rounding(),
                    net.quantization().overflow()));
      }
    }
    return x;
  }

  /** Raw logits of the dense output for the last layer's raw output; none without one. */
  public long[] logits(long[] state) {
    if (net.network().classes() == 0) {
      return new long[0];
    }
    FixedMatrix w = net.tensor(TensorNames.OUTPUT_WEIGHT);
    FixedMatrix b = net.tensor(TensorNames.OUTPUT_BIAS);
    FixedFormat acc = net.logitFormat();
    int last = net.network().layers().size() - 1;
    int products = w.format().fractionBits() + net.layerAt(last).plan().state().fractionBits();
    int shiftW = acc.fractionBits() - products;
    int shiftB = acc.fractionBits() - b.format().fractionBits();
    long[] logits = new long[w.rows()];
    Arrays.setAll(
        logits,
        r ->
            FixedArithmetic.wrap(
                (w.dot(r, state) << shiftW) + ((long) b.raw(r) << shiftB), acc.width()));
    return logits;
  }
}
