package org.lstmc.core.quantize.fft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;

/**
 * The products of a {@link SpectralGroup} in double precision: {@link CirculantSum}'s algorithm
 * with the same halvings and no rounding. Its words tell what number formats must hold.
 */
public final class FloatCirculant {
  private final SpectralGroup group;
  private final List<BlockCirculant> forms = new ArrayList<>();
  private final List<double[]> spectra = new ArrayList<>();
  private final RealFft fft;

  /** The group's matrices, dense, by name. */
  public FloatCirculant(SpectralGroup group, Map<String, Tensor> weights) {
    this.group = group;
    this.fft = new RealFft(group.block());
    for (String matrix : group.matrices()) {
      Tensor w = weights.get(matrix);
      BlockCirculant form = new BlockCirculant(w.rows(), w.cols(), group.block());
      forms.add(form);
      spectra.add(WeightSpectra.exact(form, w));
    }
  }

  /** The group. */
  public SpectralGroup group() {
    return group;
  }

  /** Rows of every matrix. */
  public int rows() {
    return forms.get(0).rows();
  }

  /**
   * The spectrum of a vector that a matrix of the group meets, block by block [q][k].
   *
   * @param term which matrix
   * @param vector what it meets, or of a convolution the channels of one pixel
   * @param watch sees every word of the transform
   */
  public double[][] transform(int term, double[] vector, RealFft.Watch watch) {
    int k = group.block();
    double[][] out = new double[(vector.length + k - 1) / k][k];
    for (int j = 0; j < out.length; j++) {
      int n = Math.min(k, vector.length - j * k);
      System.arraycopy(vector, j * k, out[j], 0, n);
      fft.forward(out[j], group.halvings(), watch);
    }
    return out;
  }

  /**
   * The products of some rows.
   *
   * @param from first row
   * @param to row after the last
   * @param x by term, a vector's spectrum [q][k]; null where the term takes no part
   * @param watch sees every word of the inverse transforms
   */
  public double[] rows(int from, int to, List<double[][]> x, RealFft.Watch watch) {
    int k = group.block();
    int halvings = Integer.numberOfTrailingZeros(k) - group.halvings();
    double[] out = new double[to - from];
    double[] sums = new double[k];
    for (int i = from / k; i * k < to; i++) {
      Arrays.fill(sums, 0);
      for (int t = 0; t < forms.size(); t++) {
        if (x.get(t) != null) {
          addProducts(t, i, x.get(t), sums);
        }
      }
      fft.inverse(sums, halvings, watch);
      for (int r = Math.max(from, i * k); r < Math.min(to, (i + 1) * k); r++) {
        out[r - from] = sums[r - i * k];
      }
    }
    return out;
  }

  private void addProducts(int term, int blockRow, double[][] x, double[] sums) {
    int k = group.block();
    double[] w = spectra.get(term);
    for (int j = 0; j < x.length; j++) {
      int at = (blockRow * x.length + j) * k;
      sums[0] += w[at] * x[j][0];
      sums[k / 2] += w[at + k / 2] * x[j][k / 2];
      for (int bin = 1; bin < k / 2; bin++) {
        int im = HalfComplex.imaginary(bin, k);
        sums[bin] += w[at + bin] * x[j][bin] - w[at + im] * x[j][im];
        sums[im] += w[at + bin] * x[j][im] + w[at + im] * x[j][bin];
      }
    }
  }
}
