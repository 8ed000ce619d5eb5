package org.lstmc.hwsim;

import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.hcgs.BlockLevels;

/**
 * Sparsities or block sizes, and widths, of a workload that is made from a shape. Row-balanced:
 * every row of a matrix keeps {@code cols - round(ratio*cols)} weights. A matrix with a block size
 * is block-circulant and has no sparsity.
 *
 * @param wx share of zeros in Wx, in [0,1)
 * @param wh share of zeros in Wh, in [0,1)
 * @param projection share of zeros in the projection, in [0,1)
 * @param weightBits bits of a stored weight
 * @param activationBits bits of a word of x, h, c
 * @param blockWx block size of Wx, a power of two; 0 for none
 * @param blockWh block size of Wh; 0 for none
 * @param blockProjection block size of the projection; 0 for none
 * @param levels blocks in blocks (HCGS) that every matrix keeps; null for none
 * @param imageBlocks block sizes of the matrices of a network over images, one for each, 0 for a
 *     dense one; a single one for all but the last layer and a convolution over the image; none for
 *     dense matrices
 */
public record ShapeRatios(
    double wx,
    double wh,
    double projection,
    int weightBits,
    int activationBits,
    int blockWx,
    int blockWh,
    int blockProjection,
    BlockLevels levels,
    List<Integer> imageBlocks) {
  /** Checks the ranges. */
  public ShapeRatios {
    imageBlocks = List.copyOf(imageBlocks);
    for (int k : imageBlocks) {
      block("a matrix", k, 0);
    }
    ratio("Wx", wx);
    ratio("Wh", wh);
    ratio("projection", projection);
    bits("weight", weightBits);
    bits("activation", activationBits);
    block("Wx", blockWx, wx);
    block("Wh", blockWh, wh);
    block("projection", blockProjection, projection);
    if (levels != null && (wx + wh + projection > 0 || blockWx + blockWh + blockProjection > 0)) {
      throw LstmcException.usage(
          "blocks in blocks (keep 1/%d,1/%d) go with neither ratios nor block-circulant matrices",
          levels.keepOuter(), levels.keepInner());
    }
  }

  /** Of recurrent layers. */
  public ShapeRatios(
      double wx,
      double wh,
      double projection,
      int weightBits,
      int activationBits,
      int blockWx,
      int blockWh,
      int blockProjection,
      BlockLevels levels) {
    this(
        wx,
        wh,
        projection,
        weightBits,
        activationBits,
        blockWx,
        blockWh,
        blockProjection,
        levels,
        List.of());
  }

  /** Block sizes of a network over images, 12 bits everywhere as SWM has them. */
  public static ShapeRatios images(Integer... blocks) {
    return new ShapeRatios(0, 0, 0, 12, 12, 0, 0, 0, null, List.of(blocks));
  }

  /** Sparsities or block sizes, no blocks in blocks. */
  public ShapeRatios(
      double wx,
      double wh,
      double projection,
      int weightBits,
      int activationBits,
      int blockWx,
      int blockWh,
      int blockProjection) {
    this(wx, wh, projection, weightBits, activationBits, blockWx, blockWh, blockProjection, null);
  }

  /** One ratio for every matrix, 16 bits everywhere. */
  public static ShapeRatios uniform(double ratio) {
    return new ShapeRatios(ratio, ratio, ratio, 16, 16, 0, 0, 0);
  }

  /** Two ratios as in BRDS (the projection takes that of Wh), 16 bits everywhere. */
  public static ShapeRatios dual(double wx, double wh) {
    return new ShapeRatios(wx, wh, wh, 16, 16, 0, 0, 0);
  }

  /** Block-circulant matrices of one block size, nothing pruned, 16 bits everywhere. */
  public static ShapeRatios circulant(int block) {
    return new ShapeRatios(0, 0, 0, 16, 16, block, block, block);
  }

  /** Blocks in blocks (HCGS), 6-bit weights and 13-bit vectors as its chip has them. */
  public static ShapeRatios hcgs(BlockLevels levels) {
    return new ShapeRatios(0, 0, 0, 6, 13, 0, 0, 0, levels);
  }

  /** These with other widths. */
  public ShapeRatios withBits(int weight, int activation) {
    return new ShapeRatios(
        wx,
        wh,
        projection,
        weight,
        activation,
        blockWx,
        blockWh,
        blockProjection,
        levels,
        imageBlocks);
  }

  /** Whether any matrix is block-circulant. */
  public boolean anyBlock() {
    return blockWx > 0 || blockWh > 0 || blockProjection > 0;
  }

  private static void ratio(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw LstmcException.usage("ratio of %s is %s: allowed are values in [0,1)", what, value);
    }
  }

  private static void bits(String what, int value) {
    if (value < 2 || value > 32) {
      throw LstmcException.usage("%s bits %d: allowed are 2 to 32", what, value);
    }
  }

  private static void block(String what, int block, double ratio) {
    if (block == 0) {
      return;
    }
    if (block < 2 || block > BlockCirculant.MOST || Integer.bitCount(block) != 1) {
      throw LstmcException.usage(
          "block size of %s is %d: must be a power of two from 2 to %d",
          what, block, BlockCirculant.MOST);
    }
    if (ratio > 0) {
      throw LstmcException.usage(
          "%s has both a ratio (%s) and a block size (%d): a matrix is either pruned or"
              + " block-circulant",
          what, ratio, block);
    }
  }
}
