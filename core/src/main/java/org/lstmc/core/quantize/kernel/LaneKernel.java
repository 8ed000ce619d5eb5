package org.lstmc.core.quantize.kernel;

/**
 * Inner loops over lanes: element {@code k} of the vector of lane {@code b} lies at {@code k*lanes
 * + b}. All implementations give the same bits.
 */
public interface LaneKernel {
  /** The number of lanes is a multiple of this. */
  int LANE_TILE = 16;

  /**
   * {@code out += M x} for some rows: {@code out[(row-from)*lanes + b]} gains the product of row
   * {@code row} with lane b.
   *
   * @param from first row, a multiple of 4
   * @param to row after the last, a multiple of 4
   */
  void multiplyAdd(LaneMatrix m, int from, int to, int lanes, double[] x, double[] out);

  /**
   * {@code out = M x} with the elements of x anywhere: {@code out[o*lanes + b]} becomes the sum of
   * {@code M[o,k] * x[rows[at+k]*lanes + b]} over k.
   */
  void contract(LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out);

  /**
   * The same with every product, plus an offset, rounded to the nearest integer before it is added.
   */
  void contractCut(
      LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out, double offset);

  /**
   * The product of M with what lies under a filter: {@code out[at + o*lanes + b]} becomes {@code
   * start[o]} and the sum of {@code M[o,k] * x[corner + offsets[k] + b]} over k, for all rows o of
   * M, those of its padding included.
   *
   * @param m dense
   */
  void convolve(
      LaneMatrix m,
      double[] start,
      int[] offsets,
      double[] x,
      int corner,
      int lanes,
      double[] out,
      int at);

  /** {@code max[b] = max(max[b], values[k*lanes+b])} over {@code count} rows. */
  void max(double[] values, int count, int lanes, double[] max);

  /**
   * {@code sum[b] += exp((values[k*lanes+b] - max[b]) * scale)} over {@code count} rows, in their
   * order, with {@link Exp}.
   */
  void sumExp(double[] values, int count, int lanes, double[] max, double scale, double[] sum);

  /** The steps of transforms. */
  WordKernel words();

  /** The fastest kernel that this Java runs; the scalar one without the Vector API module. */
  static LaneKernel best() {
    return Kernels.BEST;
  }

  /** The scalar kernel. */
  static LaneKernel scalar() {
    return Kernels.SCALAR;
  }
}
