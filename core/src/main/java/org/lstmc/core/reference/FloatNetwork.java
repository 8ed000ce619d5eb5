package org.lstmc.core.reference;

import java.util.Map;
import org.lstmc.core.data.Score;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.decode.Transcriber;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/** A network computed step by step in double precision, written to be read. */
public final class FloatNetwork {
  private final NetworkSpec network;
  private final double[] embedding;
  private final FloatCell[] layers;

  /** Null for a recurrent network. */
  private final FloatForward forward;

  private final double[] outputWeight;
  private final double[] outputBias;

  /**
   * A network.
   *
   * @param weights complete, by tensor name
   */
  public FloatNetwork(NetworkSpec network, Map<String, Tensor> weights) {
    this.network = network;
    embedding = doubles(weights.get(TensorNames.EMBEDDING));
    outputWeight = doubles(weights.get(TensorNames.OUTPUT_WEIGHT));
    outputBias = doubles(weights.get(TensorNames.OUTPUT_BIAS));
    forward = network.isFeedForward() ? new FloatForward(network.forward(), weights) : null;
    layers = new FloatCell[network.layers().size()];
    for (int l = 0; l < layers.length; l++) {
      LayerSpec spec = network.layers().get(l);
      layers[l] =
          spec.cell().isGru() ? new FloatGru(l, spec, weights) : new FloatLstm(l, spec, weights);
    }
  }

  /** What a network remembers between steps; of a feed-forward one the logits of the last image. */
  public static final class State {
    private final double[][] cell;
    private final double[][] output;
    private double[] logits;

    private State(NetworkSpec network) {
      int n = network.layers().size();
      cell = new double[n][];
      output = new double[n][];
      for (int l = 0; l < n; l++) {
        LayerSpec spec = network.layers().get(l);
        cell[l] = new double[spec.cell().isGru() ? 0 : spec.hiddenSize()];
        output[l] = new double[network.layers().get(l).outputSize()];
      }
    }

    /** Cell state c of a layer, live; empty for a GRU. */
    public double[] cell(int layer) {
      return cell[layer];
    }

    /** Output of a layer (h, or the projected vector), live. */
    public double[] output(int layer) {
      return output[layer];
    }
  }

  /** A state of zeros. */
  public State newState() {
    return new State(network);
  }

  /** Advances the state by step {@code t} of a sequence. */
  public void step(State state, Sequence sequence, int t, Probe probe) {
    double[] x = input(sequence, t);
    if (forward != null) {
      state.logits = forward.logits(x, probe);
    }
    for (int l = 0; l < layers.length; l++) {
      x = layers[l].step(x, state.cell[l], state.output[l], probe);
    }
  }

  /**
   * The logits of the dense output; none without one. Of a feed-forward network the last step's.
   */
  public double[] logits(State state) {
    if (forward != null) {
      return state.logits.clone();
    }
    if (network.classes() == 0) {
      return new double[0];
    }
    double[] y = outputBias.clone();
    addProduct(outputWeight, state.output[layers.length - 1], y);
    return y;
  }

  /** Scores a whole split, cutting a stream as {@link Split#columns}(32) does. */
  public Score score(Split split, Task task, Probe probe) {
    Transcriber transcriber = Transcriber.of(task, network.classes());
    if (transcriber == null) {
      return score(split, task.kind(), probe);
    }
    Score sum = Score.ZERO;
    for (Sequence s : split.sequences()) {
      State state = newState();
      double[] all = new double[s.length() * network.classes()];
      for (int t = 0; t < s.length(); t++) {
        step(state, s, t, probe);
        double[] logits = logits(state);
        probe.signal(SignalNames.OUTPUT_ACCUMULATOR, logits, 0, logits.length);
        System.arraycopy(logits, 0, all, t * logits.length, logits.length);
      }
      sum = sum.plus(Score.of(transcriber.judge(all, s.length(), s.targets())));
    }
    return sum;
  }

  /** The same for tasks whose kind says all: any but transcription. */
  public Score score(Split split, TaskKind task, Probe probe) {
    if (task == TaskKind.TRANSCRIPTION) {
      throw new IllegalArgumentException("transcription is scored by its task, not by its kind");
    }
    Score sum = Score.ZERO;
    for (Sequence s : split.columns(32)) {
      State state = newState();
      for (int t = 0; t < s.length(); t++) {
        step(state, s, t, probe);
        boolean last = t == s.length() - 1;
        int target = task != TaskKind.CLASSIFICATION ? s.targets()[t] : last ? s.targets()[0] : -1;
        if (target >= 0) {
          double[] logits = logits(state);
          if (forward == null) {
            probe.signal(SignalNames.OUTPUT_ACCUMULATOR, logits, 0, logits.length);
          }
          sum = sum.plus(score(logits, target));
        }
      }
    }
    return sum;
  }

  /** Scores one prediction. */
  public static Score score(double[] logits, int target) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    double sum = 0;
    for (double v : logits) {
      sum += Math.exp(v - logits[best]);
    }
    double nll = logits[best] + Math.log(sum) - logits[target];
    return new Score(nll, best == target ? 1 : 0, 1);
  }

  private double[] input(Sequence s, int t) {
    int size = network.input().size();
    double[] x = new double[size];
    if (network.input().kind() == InputSpec.Kind.FEATURES) {
      float[] frame = s.frame(t, size);
      for (int i = 0; i < size; i++) {
        x[i] = frame[i];
      }
    } else if (network.input().kind() == InputSpec.Kind.ONE_HOT) {
      x[s.tokens()[t]] = 1;
    } else {
      System.arraycopy(embedding, s.tokens()[t] * size, x, 0, size);
    }
    return x;
  }

  /** {@code y += W x}, W row-major. */
  static void addProduct(double[] w, double[] x, double[] y) {
    for (int r = 0, k = 0; r < y.length; r++) {
      double sum = y[r];
      for (int c = 0; c < x.length; c++, k++) {
        sum += w[k] * x[c];
      }
      y[r] = sum;
    }
  }

  static double[] doubles(Tensor t) {
    if (t == null) {
      return null;
    }
    double[] d = new double[t.data().length];
    for (int i = 0; i < d.length; i++) {
      d[i] = t.data()[i];
    }
    return d;
  }

  static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
