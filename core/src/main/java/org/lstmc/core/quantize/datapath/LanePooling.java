package org.lstmc.core.quantize.datapath;

import java.util.Arrays;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.model.ImageShape;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.kernel.LaneKernel;
import org.lstmc.core.quantize.kernel.LaneWords;

/** Pooling in lock step, with the ReLU before it where there is one. */
final class LanePooling implements LaneLayer {
  private final ForwardLayer.Pooling pooling;
  private final boolean relu;
  private final LaneMap in;
  private final LaneMap out;
  private final int lanes;
  private final LaneWords mean;
  private final double[] window;
  private final double[] outside;

  /**
   * A pooling layer.
   *
   * @param relu whether negative values count as zero
   * @param format of the values
   */
  LanePooling(
      ForwardLayer.Pooling pooling,
      boolean relu,
      FixedFormat format,
      LaneKernel kernel,
      QuantizationSpec q,
      int lanes,
      LaneMap in,
      LaneMap out) {
    this.pooling = pooling;
    this.relu = relu;
    this.in = in;
    this.out = out;
    this.lanes = lanes;
    mean =
        pooling.kind() == ForwardLayer.PoolingKind.MAX
            ? null
            : new LaneWords(kernel, drop(pooling), format, q.rounding(), q.overflow());
    window = new double[in.shape().channels() * lanes];
    outside = new double[lanes];
  }

  /** Bits that a mean drops. */
  static int drop(ForwardLayer.Pooling pooling) {
    return 2 * Integer.numberOfTrailingZeros(pooling.size());
  }

  @Override
  public void run(int active, EventCounts counts) {
    ImageShape shape = out.shape();
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int to = out.at(y, x, 0);
        if (mean == null) {
          greatest(y * pooling.size(), x * pooling.size(), to);
        } else {
          sum(y * pooling.size(), x * pooling.size());
          mean.convert(window, shape.channels(), lanes, out.data(), to, lanes, outside);
        }
      }
    }
  }

  private void greatest(int y, int x, int to) {
    int n = window.length;
    if (relu) {
      Arrays.fill(out.data(), to, to + n, 0);
    } else {
      System.arraycopy(in.data(), in.at(y, x, 0), out.data(), to, n);
    }
    for (int w = 0; w < pooling.size() * pooling.size(); w++) {
      int from = in.at(y + w / pooling.size(), x + w % pooling.size(), 0);
      max(in.data(), from, out.data(), to, n);
    }
  }

  private void sum(int y, int x) {
    Arrays.fill(window, 0);
    for (int w = 0; w < pooling.size() * pooling.size(); w++) {
      int from = in.at(y + w / pooling.size(), x + w % pooling.size(), 0);
      double[] data = in.data();
      if (relu) {
        for (int i = 0; i < window.length; i++) {
          window[i] += Math.max(0, data[from + i]);
        }
      } else {
        for (int i = 0; i < window.length; i++) {
          window[i] += data[from + i];
        }
      }
    }
  }

  private static void max(double[] x, int from, double[] z, int to, int n) {
    for (int i = 0; i < n; i++) {
      z[to + i] = Math.max(z[to + i], x[from + i]);
    }
  }
}
