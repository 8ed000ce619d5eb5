package org.lstmc.core.manifest;

import java.nio.file.Path;
import java.util.Arrays;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.compress.circulant.ChannelBlocks;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

/**
 * A block-circulant matrix as one vector a block, [p, q, k] under the matrix's own name: p block
 * rows, q block columns, first column of each block. What of a last block lies outside the matrix
 * and defines nothing inside is 0.
 */
final class CirculantEntry {
  private CirculantEntry() {}

  static boolean is(MatrixCompression c) {
    return c != null && c.scheme().equals(BlockCirculant.SCHEME);
  }

  /**
   * The vectors of a matrix.
   *
   * @throws IllegalStateException where the matrix is not exactly of the form that its model says:
   *     whoever made the model is wrong, and storing it would change it
   */
  static Tensor compact(String name, Tensor matrix, MatrixCompression c) {
    BlockCirculant form =
        new BlockCirculant(matrix.rows(), matrix.cols(), c.parameters().get(BlockCirculant.BLOCK));
    float[] vectors = new float[Math.toIntExact(form.parameters())];
    for (int row = 0, i = 0; row < matrix.rows(); row++) {
      for (int col = 0; col < matrix.cols(); col++, i++) {
        vectors[form.index(row, col)] = matrix.data()[i];
      }
    }
    Tensor compact = new Tensor(form.vectorShape(), vectors);
    if (!form.expand(compact).equals(matrix)) {
      throw new IllegalStateException(
          "'" + name + "' is said to be block-circulant with k=" + form.block() + " and is not");
    }
    return compact;
  }

  /** Refuses a convolution whose channels do not divide into its blocks. */
  static void checkChannels(Path file, NetworkSpec network, String name, MatrixCompression c) {
    if (!is(c)) {
      return;
    }
    BlockCirculant form = form(file, name, network.tensorShapes().get(name), c);
    ChannelBlocks.whyNot(network, name, form.block())
        .ifPresent(
            why -> {
              throw LstmcException.badInput("%s: compression of '%s': %s", file, name, why);
            });
  }

  /** The matrix of stored vectors; whatever does not fit is said in one line. */
  static Tensor expand(
      Path file, String name, int[] shape, Safetensors.Entry stored, MatrixCompression c) {
    BlockCirculant form = form(file, name, shape, c);
    if (!Arrays.equals(stored.shape(), form.vectorShape())) {
      throw LstmcException.badInput(
          "%s: tensor '%s' has the shape %s; a block-circulant matrix of %d x %d with k=%d needs"
              + " %s, a vector for every block",
          file,
          name,
          Arrays.toString(stored.shape()),
          shape[0],
          shape[1],
          form.block(),
          Arrays.toString(form.vectorShape()));
    }
    Tensor vectors = stored.toTensor(file + ": '" + name + "'");
    ManifestChecks.finite(file, name, vectors);
    return form.expand(vectors);
  }

  private static BlockCirculant form(Path file, String name, int[] shape, MatrixCompression c) {
    Integer block = c.parameters().get(BlockCirculant.BLOCK);
    if (block == null) {
      throw LstmcException.badInput(
          "%s: compression of '%s' is %s without parameters.block, the block size",
          file, name, c.scheme());
    }
    try {
      return new BlockCirculant(shape[0], shape[1], block);
    } catch (LstmcException e) {
      throw LstmcException.badInput("%s: compression of '%s': %s", file, name, e.getMessage(), e);
    }
  }
}
