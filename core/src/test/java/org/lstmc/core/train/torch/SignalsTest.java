package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.TrainingEngine.SessionSpec;

/** Rounding of every signal in the unrolled cell against a plain loop in double precision. */
class SignalsTest {
  private static final int H = 6;
  private static final int X = 3;
  private static final int P = 4;

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 9})
  void everySignalIsRounded(int width) {
    NetworkSpec network = Networks.of(InputSpec.features(X), 1, H, P, true, 5);
    Map<String, Tensor> w = Networks.weights(network, 1.2, 1);
    Map<String, FixedFormat> formats = new LinkedHashMap<>();
    formats.put(SignalNames.input(0), new FixedFormat(width, 2));
    formats.put(SignalNames.gate(0), new FixedFormat(width, 3));
    formats.put(SignalNames.activation(0), new FixedFormat(width, 1));
    formats.put(SignalNames.cell(0), new FixedFormat(width, 2));
    formats.put(SignalNames.hidden(0), new FixedFormat(width, 1));
    formats.put(SignalNames.state(0), new FixedFormat(width, 2));
    Sequence s =
        Networks.split(network, TaskKind.FRAME_LABELLING, 1, 15, true, 5).sequences().get(0);
    Batch batch = new Batch(15, 1, null, s.features(), s.targets(), new int[] {15}, false);
    SessionSpec spec =
        new SessionSpec(
            network, TaskKind.FRAME_LABELLING, w, Map.of(), formats, true, null, true, 1);
    try (TorchSession session = (TorchSession) new TorchEngine().open(spec)) {
      double expected = naive(s, w, formats);
      assertThat(session.score(batch).loss()).isCloseTo(expected, within(1e-9));
      double exact =
          new FloatNetwork(network, w)
              .score(
                  new org.lstmc.core.data.Split("test", java.util.List.of(s), false),
                  TaskKind.FRAME_LABELLING,
                  org.lstmc.core.reference.Probe.NONE)
              .loss();
      assertThat(Math.abs(expected - exact)).isGreaterThan(1e-5);
    }
  }

  private static double naive(Sequence s, Map<String, Tensor> w, Map<String, FixedFormat> formats) {
    float[] wx = w.get(TensorNames.wx(0)).data();
    float[] wh = w.get(TensorNames.wh(0)).data();
    float[] b = w.get(TensorNames.bias(0)).data();
    float[] peep = w.get(TensorNames.peephole(0)).data();
    float[] proj = w.get(TensorNames.projection(0)).data();
    FixedFormat gate = formats.get(SignalNames.gate(0));
    FixedFormat act = formats.get(SignalNames.activation(0));
    double[] c = new double[H];
    double[] y = new double[P];
    Score sum = Score.ZERO;
    for (int t = 0; t < s.length(); t++) {
      double[] z = new double[4 * H];
      for (int r = 0; r < z.length; r++) {
        z[r] = b[r];
        for (int k = 0; k < X; k++) {
          z[r] += wx[r * X + k] * q(s.features()[t * X + k], formats.get(SignalNames.input(0)));
        }
        for (int k = 0; k < P; k++) {
          z[r] += wh[r * P + k] * y[k];
        }
      }
      double[] next = new double[P];
      for (int j = 0; j < H; j++) {
        double i = q(sigmoid(q(z[j] + peep[j] * c[j], gate)), act);
        double f = q(sigmoid(q(z[H + j] + peep[H + j] * c[j], gate)), act);
        double g = q(Math.tanh(q(z[2 * H + j], gate)), act);
        c[j] = q(f * c[j] + i * g, formats.get(SignalNames.cell(0)));
        double o = q(sigmoid(q(z[3 * H + j] + peep[2 * H + j] * c[j], gate)), act);
        double h = q(o * q(Math.tanh(c[j]), act), formats.get(SignalNames.hidden(0)));
        for (int p = 0; p < P; p++) {
          next[p] += proj[p * H + j] * h;
        }
      }
      y = Arrays.stream(next).map(v -> q(v, formats.get(SignalNames.state(0)))).toArray();
      if (s.targets()[t] >= 0) {
        sum = sum.plus(FloatNetwork.score(logits(w, y), s.targets()[t]));
      }
    }
    return sum.loss();
  }

  private static double[] logits(Map<String, Tensor> w, double[] y) {
    Tensor out = w.get(TensorNames.OUTPUT_WEIGHT);
    double[] logits = new double[out.rows()];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = w.get(TensorNames.OUTPUT_BIAS).data()[k];
      for (int p = 0; p < P; p++) {
        logits[k] += out.at(k, p) * y[p];
      }
    }
    return logits;
  }

  private static double q(double v, FixedFormat f) {
    double raw = Math.floor(Math.scalb(v, f.fractionBits()) + 0.5);
    return f.toDouble((long) Math.max(f.minRaw(), Math.min(f.maxRaw(), raw)));
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
