package org.lstmc.core.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.reference.FloatNetwork;

/** ONNX Runtime and our float network on the same sequences of one length. */
public final class OnnxRun {
  private OnnxRun() {}

  /** Outputs [batch][time][size] of ONNX Runtime. */
  public static float[][][] onnx(byte[] model, List<Sequence> batch) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(model);
        OnnxTensor input = input(env, batch);
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  private static OnnxTensor input(OrtEnvironment env, List<Sequence> batch) throws OrtException {
    int length = batch.get(0).length();
    if (batch.get(0).tokens() != null) {
      long[][] tokens = new long[batch.size()][length];
      for (int b = 0; b < tokens.length; b++) {
        for (int t = 0; t < length; t++) {
          tokens[b][t] = batch.get(b).tokens()[t];
        }
      }
      return OnnxTensor.createTensor(env, tokens);
    }
    int size = batch.get(0).features().length / length;
    float[][][] features = new float[batch.size()][length][size];
    for (int b = 0; b < features.length; b++) {
      for (int t = 0; t < length; t++) {
        System.arraycopy(batch.get(b).features(), t * size, features[b][t], 0, size);
      }
    }
    return OnnxTensor.createTensor(env, features);
  }

  /** Greatest difference from the float network, over 1 + the greatest size of an output. */
  public static double difference(Model m, float[][][] found, List<Sequence> batch) {
    FloatNetwork net = new FloatNetwork(m.network(), m.weights());
    int last = m.network().layers().size() - 1;
    double worst = 0;
    double most = 0;
    for (int b = 0; b < batch.size(); b++) {
      FloatNetwork.State state = net.newState();
      for (int t = 0; t < batch.get(b).length(); t++) {
        net.step(state, batch.get(b), t, (name, values, from, count) -> {});
        double[] y = m.network().classes() > 0 ? net.logits(state) : state.output(last);
        if (y.length != found[b][t].length) {
          throw new AssertionError(y.length + " outputs, found " + found[b][t].length);
        }
        for (int k = 0; k < y.length; k++) {
          worst = Math.max(worst, Math.abs(y[k] - found[b][t][k]));
          most = Math.max(most, Math.abs(y[k]));
        }
      }
    }
    return worst / (1 + most);
  }
}
