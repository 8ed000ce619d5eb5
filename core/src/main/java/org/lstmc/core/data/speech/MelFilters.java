package org.lstmc.core.data.speech;

/**
 * Triangular filters, evenly spaced in mel from 0 Hz to half the sample rate, their corners rounded
 * down to points of the transform: {@code floor((size + 1) * hz / rate)}, mel = 2595 log10(1 + hz /
 * 700).
 */
final class MelFilters {
  private final int[] corner;
  private final double[][] weights;

  /**
   * Prepares the filters.
   *
   * @param count number of filters
   * @param size points of the transform
   * @param rate samples a second
   */
  MelFilters(int count, int size, int rate) {
    double top = 2595 * StrictMath.log10(1 + rate / 2.0 / 700);
    corner = new int[count + 2];
    for (int i = 0; i < corner.length; i++) {
      double hz = 700 * (StrictMath.pow(10, top * i / (count + 1) / 2595) - 1);
      corner[i] = (int) Math.floor((size + 1) * hz / rate);
    }
    weights = new double[count][size / 2 + 1];
    for (int j = 0; j < count; j++) {
      for (int i = corner[j]; i < corner[j + 1]; i++) {
        weights[j][i] = (double) (i - corner[j]) / (corner[j + 1] - corner[j]);
      }
      for (int i = corner[j + 1]; i < corner[j + 2]; i++) {
        weights[j][i] = (double) (corner[j + 2] - i) / (corner[j + 2] - corner[j + 1]);
      }
    }
  }

  /** Energy in each filter. */
  double[] energies(double[] power) {
    double[] energies = new double[weights.length];
    for (int j = 0; j < weights.length; j++) {
      for (int i = corner[j]; i < corner[j + 2]; i++) {
        energies[j] += weights[j][i] * power[i];
      }
    }
    return energies;
  }
}
