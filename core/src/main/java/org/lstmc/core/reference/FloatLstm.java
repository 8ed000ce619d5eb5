package org.lstmc.core.reference;

import java.util.Arrays;
import java.util.Map;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * The LSTM with optional peepholes and projection (Sak et al., Interspeech 2014); gates i, f, g, o
 * stacked along rows.
 */
final class FloatLstm implements FloatCell {
  private final int index;
  private final LayerSpec spec;
  private final FloatProduct input;

  /** Null where the input's product takes in the recurrent vector too. */
  private final FloatProduct recurrent;

  private final double[] bias;
  private final double[] peephole;
  private final double[] projection;

  FloatLstm(int index, LayerSpec spec, Map<String, Tensor> weights) {
    this.index = index;
    this.spec = spec;
    input = FloatProduct.ofInput(index, spec, weights);
    boolean joined = spec.factored() != null && spec.factored().joined();
    recurrent =
        joined ? null : FloatProduct.of(FloatNetwork.doubles(weights.get(TensorNames.wh(index))));
    bias = FloatNetwork.doubles(weights.get(TensorNames.bias(index)));
    peephole = FloatNetwork.doubles(weights.get(TensorNames.peephole(index)));
    projection = FloatNetwork.doubles(weights.get(TensorNames.projection(index)));
  }

  @Override
  public double[] step(double[] x, double[] c, double[] out, Probe probe) {
    int h = spec.hiddenSize();
    probe.signal(SignalNames.input(index), x, 0, x.length);
    double[] z = bias.clone();
    input.addTo(z, recurrent == null ? FloatProduct.join(x, out) : x);
    if (recurrent != null) {
      recurrent.addTo(z, out);
    }
    if (peephole != null) {
      for (int j = 0; j < h; j++) {
        z[j] += peephole[j] * c[j];
        z[h + j] += peephole[h + j] * c[j];
      }
    }
    double[] a = new double[4 * h];
    for (int j = 0; j < h; j++) {
      a[j] = FloatNetwork.sigmoid(z[j]);
      a[h + j] = FloatNetwork.sigmoid(z[h + j]);
      a[2 * h + j] = Math.tanh(z[2 * h + j]);
      c[j] = a[h + j] * c[j] + a[j] * a[2 * h + j];
      if (peephole != null) {
        z[3 * h + j] += peephole[2 * h + j] * c[j];
      }
      a[3 * h + j] = FloatNetwork.sigmoid(z[3 * h + j]);
    }
    probe.signal(SignalNames.accumulator(index), z, 0, z.length);
    probe.signal(SignalNames.gate(index), z, 0, z.length);
    probe.signal(SignalNames.activation(index), a, 0, a.length);
    probe.signal(SignalNames.cell(index), c, 0, h);
    return output(a, c, out, probe);
  }

  private double[] output(double[] a, double[] c, double[] out, Probe probe) {
    int h = spec.hiddenSize();
    double[] tanh = new double[h];
    double[] hidden = projection == null ? out : new double[h];
    for (int j = 0; j < h; j++) {
      tanh[j] = Math.tanh(c[j]);
      hidden[j] = a[3 * h + j] * tanh[j];
    }
    probe.signal(SignalNames.activation(index), tanh, 0, h);
    if (projection != null) {
      probe.signal(SignalNames.hidden(index), hidden, 0, h);
      Arrays.fill(out, 0);
      FloatNetwork.addProduct(projection, hidden, out);
      probe.signal(SignalNames.projectionAccumulator(index), out, 0, out.length);
    }
    probe.signal(SignalNames.state(index), out, 0, out.length);
    return out;
  }
}
