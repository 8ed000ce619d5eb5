package org.lstmc.core.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;
import org.lstmc.core.train.Batch;
import org.lstmc.core.train.Networks;
import org.lstmc.core.train.TrainingEngine.SessionSpec;

/** Rounding of every signal in the unrolled GRU against a plain loop in double precision. */
class GruSignalsTest {
  private static final int H = 6;
  private static final int X = 3;

  @ParameterizedTest
  @CsvSource({"GRU, 4", "GRU, 9", "GRU_RESET_BEFORE, 4", "GRU_RESET_BEFORE, 9"})
  void everySignalIsRounded(CellType cell, int width) {
    NetworkSpec network = Networks.mixed(InputSpec.features(X), List.of(cell), H, 5);
    Map<String, Tensor> w = Networks.weights(network, 1.2, 1);
    Map<String, FixedFormat> formats = new LinkedHashMap<>();
    formats.put(SignalNames.input(0), new FixedFormat(width, 2));
    formats.put(SignalNames.gate(0), new FixedFormat(width, 3));
    formats.put(SignalNames.activation(0), new FixedFormat(width, 1));
    formats.put(SignalNames.recurrent(0), new FixedFormat(width, 2));
    formats.put(SignalNames.resetState(0), new FixedFormat(width - 1, 1));
    formats.put(SignalNames.state(0), new FixedFormat(width, 2));
    Sequence s =
        Networks.split(network, TaskKind.FRAME_LABELLING, 1, 15, true, 5).sequences().get(0);
    Batch batch = new Batch(15, 1, null, s.features(), s.targets(), new int[] {15}, false);
    SessionSpec spec =
        new SessionSpec(
            network, TaskKind.FRAME_LABELLING, w, Map.of(), formats, true, null, true, 1);
    try (TorchSession session = (TorchSession) new TorchEngine().open(spec)) {
      double expected = naive(cell, s, w, formats);
      assertThat(session.score(batch).loss()).isCloseTo(expected, within(1e-9));
      double exact =
          new FloatNetwork(network, w)
              .score(new Split("test", List.of(s), false), TaskKind.FRAME_LABELLING, Probe.NONE)
              .loss();
      assertThat(Math.abs(expected - exact)).isGreaterThan(1e-5);
    }
  }

  private static double naive(
      CellType cell, Sequence s, Map<String, Tensor> w, Map<String, FixedFormat> formats) {
    Tensor wx = w.get(TensorNames.wx(0));
    Tensor wh = w.get(TensorNames.wh(0));
    float[] b = w.get(TensorNames.bias(0)).data();
    FixedFormat gate = formats.get(SignalNames.gate(0));
    FixedFormat act = formats.get(SignalNames.activation(0));
    double[] h = new double[H];
    Score sum = Score.ZERO;
    for (int t = 0; t < s.length(); t++) {
      double[] a = new double[3 * H];
      double[] kept = new double[H];
      for (int row = 0; row < 3 * H; row++) {
        double v = b[row];
        for (int k = 0; k < X; k++) {
          v += wx.at(row, k) * q(s.features()[t * X + k], formats.get(SignalNames.input(0)));
        }
        if (row < 2 * H) {
          a[row] = q(1 / (1 + Math.exp(-q(v + dot(wh, row, h), gate))), act);
          continue;
        }
        for (int j = 0; j < H; j++) {
          kept[j] = q(a[j] * h[j], formats.get(SignalNames.resetState(0)));
        }
        if (cell == CellType.GRU) {
          double un = w.get(TensorNames.recurrentBias(0)).data()[row - 2 * H];
          v += a[row - 2 * H] * q(dot(wh, row, h) + un, formats.get(SignalNames.recurrent(0)));
        } else {
          v += dot(wh, row, kept);
        }
        a[row] = q(Math.tanh(q(v, gate)), act);
      }
      for (int j = 0; j < H; j++) {
        double z = a[H + j];
        h[j] = q((1 - z) * a[2 * H + j] + z * h[j], formats.get(SignalNames.state(0)));
      }
      if (s.targets()[t] >= 0) {
        sum = sum.plus(FloatNetwork.score(logits(w, h), s.targets()[t]));
      }
    }
    return sum.loss();
  }

  private static double dot(Tensor m, int row, double[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += m.at(row, k) * x[k];
    }
    return sum;
  }

  private static double[] logits(Map<String, Tensor> w, double[] y) {
    Tensor out = w.get(TensorNames.OUTPUT_WEIGHT);
    double[] logits = new double[out.rows()];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = w.get(TensorNames.OUTPUT_BIAS).data()[k] + dot(out, k, y);
    }
    return logits;
  }

  private static double q(double v, FixedFormat f) {
    double raw = Math.floor(Math.scalb(v, f.fractionBits()) + 0.5);
    return f.toDouble((long) Math.max(f.minRaw(), Math.min(f.maxRaw(), raw)));
  }
}
