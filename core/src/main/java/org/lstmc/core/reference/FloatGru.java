package org.lstmc.core.reference;

import java.util.Arrays;
import java.util.Map;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * The GRU of both conventions ({@link CellType#GRU}, {@link CellType#GRU_RESET_BEFORE}); gates r,
 * z, n stacked along rows.
 */
final class FloatGru implements FloatCell {
  private final int index;
  private final int hidden;
  private final FloatProduct input;
  private final double[] whGates;
  private final double[] whCandidate;
  private final double[] bias;
  private final double[] recurrentBias;

  FloatGru(int index, LayerSpec spec, Map<String, Tensor> weights) {
    this.index = index;
    hidden = spec.hiddenSize();
    input = FloatProduct.ofInput(index, spec, weights);
    double[] wh = FloatNetwork.doubles(weights.get(TensorNames.wh(index)));
    whGates = Arrays.copyOf(wh, 2 * hidden * hidden);
    whCandidate = Arrays.copyOfRange(wh, 2 * hidden * hidden, wh.length);
    bias = FloatNetwork.doubles(weights.get(TensorNames.bias(index)));
    recurrentBias = FloatNetwork.doubles(weights.get(TensorNames.recurrentBias(index)));
  }

  @Override
  public double[] step(double[] x, double[] c, double[] out, Probe probe) {
    int h = hidden;
    probe.signal(SignalNames.input(index), x, 0, x.length);
    double[] sum = bias.clone();
    input.addTo(sum, x);
    double[] gates = Arrays.copyOf(sum, 2 * h);
    FloatNetwork.addProduct(whGates, out, gates);
    double[] a = new double[3 * h];
    for (int j = 0; j < 2 * h; j++) {
      a[j] = FloatNetwork.sigmoid(gates[j]);
    }
    double[] candidate = recurrentBias == null ? before(a, out, probe) : after(a, out, probe);
    double[] all = Arrays.copyOf(gates, 3 * h);
    for (int j = 0; j < h; j++) {
      all[2 * h + j] = sum[2 * h + j] + candidate[j];
      a[2 * h + j] = Math.tanh(all[2 * h + j]);
      out[j] = (1 - a[h + j]) * a[2 * h + j] + a[h + j] * out[j];
    }
    probe.signal(SignalNames.accumulator(index), all, 0, 3 * h);
    probe.signal(SignalNames.gate(index), all, 0, 3 * h);
    probe.signal(SignalNames.activation(index), a, 0, 3 * h);
    probe.signal(SignalNames.state(index), out, 0, h);
    return out;
  }

  /** r * (Un h + un). */
  private double[] after(double[] r, double[] state, Probe probe) {
    double[] q = recurrentBias.clone();
    FloatNetwork.addProduct(whCandidate, state, q);
    probe.signal(SignalNames.recurrentAccumulator(index), q, 0, hidden);
    probe.signal(SignalNames.recurrent(index), q, 0, hidden);
    double[] product = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      product[j] = r[j] * q[j];
    }
    return product;
  }

  /** Un (r * h). */
  private double[] before(double[] r, double[] state, Probe probe) {
    double[] kept = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      kept[j] = r[j] * state[j];
    }
    probe.signal(SignalNames.resetState(index), kept, 0, hidden);
    double[] product = new double[hidden];
    FloatNetwork.addProduct(whCandidate, kept, product);
    return product;
  }
}
