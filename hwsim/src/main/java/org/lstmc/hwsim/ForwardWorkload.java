package org.lstmc.hwsim;

import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;

/**
 * One layer of a feed-forward network as a machine sees it.
 *
 * @param layer what it does, with kernel, padding and window
 * @param input shape of what it reads
 * @param output shape of what it gives
 * @param matrix matrix of a convolution (lowered, one product for every pixel of the output) or a
 *     dense layer; null for the rest
 * @param inputBits width of a word that it reads
 * @param outputBits width of a word that it gives; of the logits that of the raw sums
 * @param biasBits width of a stored bias; 0 without a matrix
 * @param accumulatorBits width of its sums, of products of spectra where it is block-circulant; 0
 *     without a matrix
 * @param spectrumBits width of a word of the transform of what it reads; 0 where nothing is
 *     transformed
 */
public record ForwardWorkload(
    ForwardLayer layer,
    ImageShape input,
    ImageShape output,
    MatrixWorkload matrix,
    int inputBits,
    int outputBits,
    int biasBits,
    int accumulatorBits,
    int spectrumBits) {
  /** Whether it has a matrix. */
  public boolean hasMatrix() {
    return matrix != null;
  }

  /** MACs of one image with the dense matrix, zeros of the padding included. */
  public long denseMacs() {
    return matrix == null ? 0 : matrix.denseWeights() * output.pixels();
  }

  /** MACs of one image with kept weights alone. */
  public long keptMacs() {
    return matrix == null ? 0 : matrix.nonZeros() * output.pixels();
  }
}
