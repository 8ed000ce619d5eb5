package org.lstmc.core.compress.circulant;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorNames;

/**
 * Which block sizes suit a convolution. Its block-circulant form is circulant over input and output
 * channels for every filter tap (CirCNN, arXiv 1708.08917; Ding et al., 1804.11239), so the block
 * size must divide both channel counts: a block that reached into the next tap would tie weights of
 * different pixels together, and the channel spectra of a pixel could not be reused.
 */
public final class ChannelBlocks {
  private ChannelBlocks() {}

  /**
   * Why a block size does not suit a matrix because of its channels, with the sizes that do; empty
   * where it does, and for whatever is no convolution.
   */
  public static Optional<String> whyNot(NetworkSpec network, String matrix, int block) {
    if (!isConvolution(network, matrix)) {
      return Optional.empty();
    }
    int l = TensorNames.layerOf(matrix);
    int in = network.forward().input(l).channels();
    int out = network.forward().output(l).channels();
    if (in % block == 0 && out % block == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "a convolution of %d input and %d output channels does not divide into blocks of %d;"
                + " allowed: %s",
            in,
            out,
            block,
            allowed(in, out)));
  }

  /** Whether a matrix is that of a convolution which is the first layer with weights. */
  public static boolean isFirst(NetworkSpec network, String matrix) {
    return isConvolution(network, matrix)
        && network.forward().matrixLayers().get(0) == TensorNames.layerOf(matrix);
  }

  private static boolean isConvolution(NetworkSpec network, String matrix) {
    return network.isFeedForward()
        && network.forward().layers().get(TensorNames.layerOf(matrix))
            instanceof ForwardLayer.Convolution;
  }

  private static String allowed(int in, int out) {
    int common = BigInteger.valueOf(in).gcd(BigInteger.valueOf(out)).intValue();
    int most = Math.min(Integer.lowestOneBit(common), BlockCirculant.MOST);
    String sizes =
        IntStream.iterate(2, k -> k <= most, k -> 2 * k)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    return (sizes.isEmpty() ? "only 1" : sizes + ", or 1") + ", which leaves the layer dense";
  }
}
