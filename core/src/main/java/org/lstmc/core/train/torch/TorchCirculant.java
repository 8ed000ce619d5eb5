package org.lstmc.core.train.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lstmc.core.compress.circulant.BlockCirculant;

/** The dense matrix of a block-circulant one's vectors, differentiable. */
final class TorchCirculant implements TorchTransforms.Owned {
  private final BlockCirculant form;

  /** Position in the vectors, by position in the matrix. */
  private final Tensor index;

  /** One over the number of places that an element of the vectors fills, [p, q, k]. */
  private final Tensor share;

  TorchCirculant(BlockCirculant form, ScalarType type) {
    this.form = form;
    int[] at = new int[form.rows() * form.cols()];
    float[] places = new float[Math.toIntExact(form.parameters())];
    for (int r = 0, i = 0; r < form.rows(); r++) {
      for (int c = 0; c < form.cols(); c++, i++) {
        at[i] = form.index(r, c);
        places[at[i]]++;
      }
    }
    for (int v = 0; v < places.length; v++) {
      places[v] = places[v] == 0 ? 0 : 1 / places[v];
    }
    index = Tensor.create(at, at.length);
    share = TorchTensors.of(places, type, TorchTensors.shape(form.vectorShape()));
  }

  /** The matrix [rows, cols]; an element's gradient is the mean over the places it fills. */
  Tensor expand(Tensor vectors) {
    Tensor scaled = vectors.mul(share);
    // scaled - scaled is an exact zero that carries the gradient times the share.
    Tensor same = vectors.detach().add(scaled.sub(scaled.detach()));
    return same.reshape(-1).index_select(0, index).view(form.rows(), form.cols());
  }

  @Override
  public void close() {
    index.close();
    share.close();
  }
}
