package org.lstmc.core.compress.tensor.kernel;

import java.util.Arrays;

/** The plain loops: fused multiply-add in the order of k, as the vector kernel rounds. */
final class ScalarContraction implements ContractionKernel {
  @Override
  public void multiply(
      float[] factor, int produced, int[] offset, int[] start, int run, float[] x, float[] out) {
    int rest = start.length * run;
    for (int o = 0; o < produced; o++) {
      Arrays.fill(out, o * rest, (o + 1) * rest, 0);
      for (int k = 0; k < offset.length; k++) {
        float w = factor[o * offset.length + k];
        for (int r = 0; r < start.length; r++) {
          int from = offset[k] + start[r];
          int to = o * rest + r * run;
          for (int t = 0; t < run; t++) {
            out[to + t] = Math.fma(w, x[from + t], out[to + t]);
          }
        }
      }
    }
  }
}
