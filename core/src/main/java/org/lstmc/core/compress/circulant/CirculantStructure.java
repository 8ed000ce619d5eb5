package org.lstmc.core.compress.circulant;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lstmc.core.compress.Structure;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * The block-circulant matrices of one block size.
 *
 * @param block size k of a block, a power of two
 */
public record CirculantStructure(int block) implements Structure {
  @Override
  public String id() {
    return BlockCirculant.SCHEME + " block=" + block;
  }

  @Override
  public Optional<String> whyNot(NetworkSpec network, String matrix) {
    Optional<String> channels = ChannelBlocks.whyNot(network, matrix, block);
    int[] shape = network.tensorShapes().get(matrix);
    if (channels.isPresent() || block <= Math.max(shape[0], shape[1])) {
      return channels;
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "block size %d: the matrix is only %d x %d; a block may be no larger than its longer"
                + " side",
            block,
            shape[0],
            shape[1]));
  }

  @Override
  public Tensor project(Tensor matrix) {
    return form(matrix.rows(), matrix.cols()).project(matrix);
  }

  @Override
  public MatrixCompression describe(Tensor projected) {
    double kept =
        (double) form(projected.rows(), projected.cols()).parameters() / projected.data().length;
    return new MatrixCompression(
        BlockCirculant.SCHEME, Math.max(0, 1 - kept), Map.of(BlockCirculant.BLOCK, block));
  }

  @Override
  public Optional<Mask> mask(Tensor projected) {
    return Optional.empty();
  }

  /** The form of a matrix of this many rows and columns. */
  public BlockCirculant form(int rows, int cols) {
    return new BlockCirculant(rows, cols, block);
  }
}
