package org.lstmc.core.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/**
 * The weights of a feed-forward network for tools that keep images channel-first (PyTorch, ONNX):
 * filters as [P, C, kernel, kernel]; the columns of a dense matrix that reads flattened maps in the
 * order (channel, row, column) in which such tools flatten, where ours is (row, column, channel).
 */
public final class ChannelFirst {
  private ChannelFirst() {}

  /**
   * Weights and biases by {@link TensorNames#forwardWeight} and {@link TensorNames#forwardBias}.
   *
   * @param form what is being written, for the message
   * @throws LstmcException unsupported: a convolution or pooling after the maps were flattened
   */
  public static Map<String, Tensor> of(
      ForwardSpec network, Map<String, Tensor> weights, String form) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    // The maps that a vector was flattened from; null while maps are maps.
    ImageShape flattened = network.image().pixels() == 1 ? network.image() : null;
    for (int l = 0; l < network.layers().size(); l++) {
      ForwardLayer layer = network.layers().get(l);
      ImageShape in = network.input(l);
      Tensor w = weights.get(TensorNames.forwardWeight(l));
      if (layer instanceof ForwardLayer.Flatten && flattened == null) {
        flattened = in;
      } else if (layer instanceof ForwardLayer.Convolution c) {
        if (flattened != null) {
          throw LstmcException.unsupported(
              "%s: layer %d is a convolution of a vector; allowed are convolutions and pooling before"
                  + " the first flatten or dense layer",
              form, l);
        }
        all.put(TensorNames.forwardWeight(l), filters(w, c.kernel(), in.channels()));
      } else if (layer instanceof ForwardLayer.Dense) {
        all.put(TensorNames.forwardWeight(l), flattened == null ? w : columns(w, flattened));
        flattened = layer.output(in);
      }
      if (w != null) {
        all.put(TensorNames.forwardBias(l), weights.get(TensorNames.forwardBias(l)));
      }
    }
    return all;
  }

  /** [P, kernel * kernel * C] as [P, C, kernel, kernel]. */
  private static Tensor filters(Tensor w, int kernel, int channels) {
    Tensor out = Tensor.zeros(w.rows(), channels, kernel, kernel);
    int taps = kernel * kernel;
    for (int p = 0; p < w.rows(); p++) {
      for (int tap = 0; tap < taps; tap++) {
        for (int c = 0; c < channels; c++) {
          out.data()[(p * channels + c) * taps + tap] = w.at(p, tap * channels + c);
        }
      }
    }
    return out;
  }

  /** The columns of a matrix that reads these maps, channel by channel. */
  private static Tensor columns(Tensor w, ImageShape maps) {
    Tensor out = Tensor.zeros(w.rows(), w.cols());
    int pixels = maps.pixels();
    for (int r = 0; r < w.rows(); r++) {
      for (int i = 0; i < pixels; i++) {
        for (int c = 0; c < maps.channels(); c++) {
          out.data()[r * w.cols() + c * pixels + i] = w.at(r, i * maps.channels() + c);
        }
      }
    }
    return out;
  }
}
