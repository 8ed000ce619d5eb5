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
  /**
   * One matrix.
   *
   * @param shape as the others have it
   * @param groups channels that the columns of a row belong to; 1 where nothing moves
   */
  private record Layout(int[] shape, int groups) {
    /** Where our element {@code i} of a matrix with {@code cols} columns stands with the others. */
    int theirs(int i, int cols) {
      int col = i % cols;
      return i - col + col % groups * (cols / groups) + col / groups;
    }
  }

  private ChannelFirst() {}

  /**
   * Weights and biases by {@link TensorNames#forwardWeight} and {@link TensorNames#forwardBias}.
   *
   * @param form what is being written, for the message
   * @throws LstmcException unsupported: a convolution after the maps were flattened
   */
  public static Map<String, Tensor> of(
      ForwardSpec network, Map<String, Tensor> weights, String form) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    layouts(network, form)
        .forEach(
            (l, layout) -> {
              Tensor w = weights.get(TensorNames.forwardWeight(l));
              Tensor out = Tensor.zeros(layout.shape());
              for (int i = 0; i < w.data().length; i++) {
                out.data()[layout.theirs(i, w.cols())] = w.data()[i];
              }
              all.put(TensorNames.forwardWeight(l), out);
              all.put(TensorNames.forwardBias(l), weights.get(TensorNames.forwardBias(l)));
            });
    return all;
  }

  /** The shapes of the matrices as the others have them, by layer. */
  public static Map<Integer, int[]> shapes(ForwardSpec network, String form) {
    Map<Integer, int[]> all = new LinkedHashMap<>();
    layouts(network, form).forEach((l, layout) -> all.put(l, layout.shape()));
    return all;
  }

  /** The reverse of {@link #of} for the matrix of one layer, of its shape in {@link #shapes}. */
  public static Tensor ours(ForwardSpec network, int layer, Tensor theirs, String form) {
    Layout layout = layouts(network, form).get(layer);
    Tensor out = Tensor.zeros(network.layers().get(layer).matrixShape(network.input(layer)));
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = theirs.data()[layout.theirs(i, out.cols())];
    }
    return out;
  }

  private static Map<Integer, Layout> layouts(ForwardSpec network, String form) {
    Map<Integer, Layout> all = new LinkedHashMap<>();
    // The maps that a vector was flattened from; null while maps are maps.
    ImageShape flattened = network.image().pixels() == 1 ? network.image() : null;
    for (int l = 0; l < network.layers().size(); l++) {
      ForwardLayer layer = network.layers().get(l);
      ImageShape in = network.input(l);
      if (layer instanceof ForwardLayer.Flatten && flattened == null) {
        flattened = in;
      } else if (layer instanceof ForwardLayer.Convolution c) {
        if (flattened != null) {
          throw LstmcException.unsupported(
              "%s: layer %d is a convolution of a vector; allowed are convolutions and pooling before"
                  + " the first flatten or dense layer",
              form, l);
        }
        int[] shape = {c.filters(), in.channels(), c.kernel(), c.kernel()};
        all.put(l, new Layout(shape, in.channels()));
      } else if (layer instanceof ForwardLayer.Dense d) {
        int channels = flattened == null ? in.channels() : flattened.channels();
        all.put(l, new Layout(new int[] {d.outputs(), in.channels()}, channels));
        flattened = layer.output(in);
      }
    }
    return all;
  }
}
