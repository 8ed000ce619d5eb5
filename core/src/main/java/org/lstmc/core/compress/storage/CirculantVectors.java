package org.lstmc.core.compress.storage;

import org.lstmc.core.compress.circulant.BlockCirculant;

/**
 * A block-circulant matrix as one vector of k values a block, p x q x k in all; no indices. What
 * stands over the matrix's edge is stored like the rest. Vectors, not spectra: k real values have k
 * real numbers in k/2+1 bins, so the transform stored in their place takes as many words.
 */
public final class CirculantVectors {
  private CirculantVectors() {}

  /** Size at a value's width. */
  public static StorageSize sizeOf(BlockCirculant form, int weightBits) {
    long values = form.parameters();
    return StorageSize.of(values, values, weightBits, 0, 0, form.blockCols());
  }
}
