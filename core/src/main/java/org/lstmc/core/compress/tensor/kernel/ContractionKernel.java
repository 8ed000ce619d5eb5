package org.lstmc.core.compress.tensor.kernel;

/**
 * A factor's matrix times an intermediate that stays where it lies: the transform before the
 * product is a matter of addresses, no word is moved.
 */
public interface ContractionKernel {
  /**
   * {@code out[o * runs * run + r * run + t] = sum over k of factor[o * K + k] * x[offset[k] +
   * start[r] + t]}.
   *
   * @param factor matrix [O, K]
   * @param produced O
   * @param offset K offsets of the contracted words
   * @param start where every run of words lies in x, less the offset
   * @param run words of a run
   * @param x the intermediate
   * @param out the next one, [O, runs, run]
   */
  void multiply(
      float[] factor, int produced, int[] offset, int[] start, int run, float[] x, float[] out);

  /** The fastest kernel of this Java. */
  static ContractionKernel best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorContraction()
        : scalar();
  }

  /** The plain loops. */
  static ContractionKernel scalar() {
    return new ScalarContraction();
  }
}
