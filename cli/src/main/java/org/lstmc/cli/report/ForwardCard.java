package org.lstmc.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;

/**
 * A layer of a feed-forward network for people.
 *
 * @param layer its number, as names of tensors have it
 * @param what what it does, such as {@code convolution 64 of 5x5}
 * @param input shape of what it reads: height x width x channels, or a length
 * @param output shape of what it gives
 * @param parameters weights and biases of the dense network
 * @param macs of one image through the dense network
 */
public record ForwardCard(
    int layer, String what, String input, String output, long parameters, long macs) {
  /** All layers; none of a recurrent network. */
  static List<ForwardCard> of(ForwardSpec network) {
    List<ForwardCard> all = new ArrayList<>();
    for (int l = 0; network != null && l < network.layers().size(); l++) {
      int[] matrix = network.layers().get(l).matrixShape(network.input(l));
      all.add(
          new ForwardCard(
              l,
              what(network.layers().get(l)),
              shape(network.input(l)),
              shape(network.output(l)),
              matrix == null ? 0 : (long) matrix[0] * matrix[1] + matrix[0],
              network.macs(l)));
    }
    return all;
  }

  private static String shape(ImageShape s) {
    return s.pixels() == 1 ? String.valueOf(s.channels()) : s.toString();
  }

  private static String what(ForwardLayer layer) {
    if (layer instanceof ForwardLayer.Convolution c) {
      return String.format(
          Locale.ROOT,
          "convolution %d of %dx%d%s",
          c.filters(),
          c.kernel(),
          c.kernel(),
          c.padding() == 0 ? "" : " padded by " + c.padding());
    }
    if (layer instanceof ForwardLayer.Pooling p) {
      return String.format(Locale.ROOT, "%s pooling %dx%d", p.kind().label(), p.size(), p.size());
    }
    return layer instanceof ForwardLayer.Relu
        ? "relu"
        : layer instanceof ForwardLayer.Flatten ? "flatten" : "dense";
  }

  /** As one of several in a line: {@code convolution 64 of 5x5 12x12x32->8x8x64}. */
  String brief() {
    return input.equals(output) ? what : what + " " + input + "->" + output;
  }

  /** As a line of its own. */
  String line() {
    String numbers =
        parameters == 0
            ? ""
            : String.format(Locale.ROOT, "  %,d parameters, %,d MACs", parameters, macs);
    return String.format(
            Locale.ROOT, "layer %-3d %-28s %10s -> %-10s%s", layer, what, input, output, numbers)
        .stripTrailing();
  }
}
