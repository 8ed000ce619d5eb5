package org.lstmc.core.quantize.datapath;

import org.lstmc.core.quantize.kernel.LaneKernel;

/** What the host does with logits: negative log-likelihoods in double. */
final class HostSoftmax {
  private HostSoftmax() {}

  /** The negative log-likelihood of one prediction; {@code scale} is the worth of one raw unit. */
  static double nll(double[] logits, double max, double target, double scale) {
    double[] sum = new double[1];
    LaneKernel.scalar().sumExp(logits, logits.length, 1, new double[] {max}, scale, sum);
    return nll(sum[0], max, target, scale);
  }

  /** The same where the sum of exponentials is known. */
  static double nll(double sum, double max, double target, double scale) {
    return StrictMath.log(sum) - (target - max) * scale;
  }
}
