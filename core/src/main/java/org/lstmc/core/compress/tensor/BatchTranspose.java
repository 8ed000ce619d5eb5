package org.lstmc.core.compress.tensor;

/** Vectors one after another, turned into words with the batch innermost. */
final class BatchTranspose {
  private static final int BLOCK = 16;

  private BatchTranspose() {}

  /** {@code to[c * batch + b] = from[b * cols + c]}, in blocks that stay in the first cache. */
  static void in(float[] from, int cols, int batch, float[] to) {
    for (int c0 = 0; c0 < cols; c0 += BLOCK) {
      int c1 = Math.min(cols, c0 + BLOCK);
      for (int b = 0; b < batch; b++) {
        for (int c = c0; c < c1; c++) {
          to[c * batch + b] = from[b * cols + c];
        }
      }
    }
  }
}
