package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.ImageShape;

/** Lays out the layers of a feed-forward network; shapes and models differ in where widths lie. */
final class ForwardWorkloads {
  private ForwardWorkloads() {}

  /**
   * Widths of a matrix layer, by its number in the network.
   *
   * @param matrix the matrix
   * @param outputBits width of what the layer gives
   * @param biasBits width of a stored bias
   * @param accumulatorBits width of the sums
   * @param spectrumBits width of a word of the transform; 0 for none
   */
  record Widths(
      MatrixWorkload matrix, int outputBits, int biasBits, int accumulatorBits, int spectrumBits) {}

  /** The layers; words keep their width through those without a matrix. */
  static List<ForwardWorkload> of(ForwardSpec spec, int inputBits, IntFunction<Widths> widths) {
    List<ImageShape> shapes = spec.shapes();
    List<ForwardWorkload> all = new ArrayList<>();
    int bits = inputBits;
    for (int l = 0; l < spec.layers().size(); l++) {
      ForwardLayer layer = spec.layers().get(l);
      boolean matrix = layer.matrixShape(shapes.get(l)) != null;
      Widths w = matrix ? widths.apply(l) : new Widths(null, bits, 0, 0, 0);
      all.add(
          new ForwardWorkload(
              layer,
              shapes.get(l),
              shapes.get(l + 1),
              w.matrix(),
              bits,
              w.outputBits(),
              w.biasBits(),
              w.accumulatorBits(),
              w.spectrumBits()));
      bits = w.outputBits();
    }
    return all;
  }
}
