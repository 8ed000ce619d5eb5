package org.lstmc.core.model;

import java.util.Arrays;

/**
 * A dense float tensor, row-major. The array is not copied: whoever makes a tensor gives it away.
 *
 * @param shape extents, outermost first
 * @param data row-major values, as many as the product of the extents
 */
public record Tensor(int[] shape, float[] data) {
  /** Checks that the shape and the data agree. */
  public Tensor {
    if (count(shape) != data.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not hold " + data.length + " values");
    }
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return new Tensor(shape.clone(), new float[Math.toIntExact(count(shape))]);
  }

  /** Number of values of a shape. */
  public static long count(int[] shape) {
    long n = 1;
    for (int extent : shape) {
      n *= extent;
    }
    return n;
  }

  /** Rows of a matrix. */
  public int rows() {
    return shape[0];
  }

  /** Columns of a matrix; 1 for a vector. */
  public int cols() {
    return shape.length > 1 ? shape[1] : 1;
  }

  /** Value of a matrix at a row and a column. */
  public float at(int row, int col) {
    return data[row * cols() + col];
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(data, t.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
