package org.lstmc.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;

/**
 * The upper bound of the block size (E-RNN, Phase I): real multiplications of one step fall with
 * the block size, but less and less. The bound is the largest block size whose last doubling still
 * saves {@link #LEAST_SAVING} of the dense network's multiplications; no block is larger than a
 * layer's cells or its output.
 *
 * @param rows block sizes 1 (dense), 2, 4, ... with their multiplications
 * @param largest largest block size that the layers allow
 * @param upper the bound
 */
public record ComputeBound(List<Row> rows, int largest, int upper) {
  /** Share of the dense multiplications that a doubling must save. */
  public static final double LEAST_SAVING = 0.02;

  /**
   * One block size.
   *
   * @param block block size; 1 for dense
   * @param products products of spectra with spectra: 2k-2 real ones a block (k/2-1 complex bins of
   *     four, two real bins)
   * @param transforms products inside the transforms: one forward a block of an input vector, one
   *     inverse a block of an output vector
   * @param share of the dense network's multiplications
   * @param saved share of the dense ones that the last doubling saved
   */
  public record Row(int block, long products, long transforms, double share, double saved) {}

  /**
   * Counts.
   *
   * @param network whose recurrent layers are counted
   * @param transformProducts real products of a transform of k real points
   */
  public static ComputeBound of(NetworkSpec network, IntUnaryOperator transformProducts) {
    int shortest =
        network.layers().stream()
            .mapToInt(l -> Math.min(l.hiddenSize(), l.outputSize()))
            .min()
            .orElseThrow();
    int largest = Math.min(BlockCirculant.MOST, Integer.highestOneBit(shortest));
    if (largest < 2) {
      throw LstmcException.usage(
          "explore: a layer of one cell leaves no block size; give at least 2 cells (--hidden)");
    }
    long dense = network.stepMacs();
    List<Row> rows = new ArrayList<>(List.of(new Row(1, dense, 0, 1, 0)));
    int upper = 2;
    for (int k = 2; k <= largest; k *= 2) {
      long products = 0;
      long transforms = 0;
      for (LayerSpec l : network.layers()) {
        long p = blocks(l.gateRows(), k);
        long q = blocks(l.inputSize(), k) + blocks(l.outputSize(), k);
        long pairs = p * q;
        long vectors = p + q;
        if (l.projectionSize() > 0) {
          pairs += blocks(l.projectionSize(), k) * blocks(l.hiddenSize(), k);
          vectors += blocks(l.projectionSize(), k) + blocks(l.hiddenSize(), k);
        }
        products += pairs * (2L * k - 2);
        transforms += vectors * transformProducts.applyAsInt(k);
      }
      double share = (double) (products + transforms) / dense;
      double saved = rows.get(rows.size() - 1).share() - share;
      rows.add(new Row(k, products, transforms, share, saved));
      // Once a doubling saves too little, a later one that pads less must not reopen the search.
      if (saved >= LEAST_SAVING && upper >= k / 2) {
        upper = k;
      }
    }
    return new ComputeBound(List.copyOf(rows), largest, upper);
  }

  private static long blocks(int length, int k) {
    return ((long) length + k - 1) / k;
  }
}
