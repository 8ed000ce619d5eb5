package org.lstmc.core.quantize.contraction;

import java.util.Arrays;
import java.util.Map;
import org.lstmc.core.model.Tensor;

/** {@link FixedChain} in double: what calibration watches and what errors are measured against. */
public final class FloatChain {
  private final ChainLayout layout;
  private final double[][] weights;

  /** Sees the elements of a step's intermediate. */
  @FunctionalInterface
  public interface Watch {
    /** Words of the step that contracts a factor. */
    void words(String factor, double[] words);
  }

  /**
   * A chain.
   *
   * @param weights the factors, by tensor name
   */
  public FloatChain(ChainLayout layout, Map<String, Tensor> weights) {
    this.layout = layout;
    this.weights = new double[layout.steps().size()][];
    for (int s = 0; s < this.weights.length; s++) {
      StepLayout step = layout.steps().get(s);
      float[] factor = weights.get(step.factor()).data();
      this.weights[s] = Arrays.stream(step.weights()).mapToDouble(p -> factor[p]).toArray();
    }
  }

  /** Where the elements lie. */
  public ChainLayout layout() {
    return layout;
  }

  /**
   * The product of every row.
   *
   * @param vector at most as many values as the first step reads; what is missing is 0
   */
  public double[] product(double[] vector, Watch watch) {
    double[] at = Arrays.copyOf(vector, layout.columns());
    for (int s = 0; s < weights.length; s++) {
      at = step(layout.steps().get(s), weights[s], at);
      watch.words(layout.steps().get(s).factor(), at);
    }
    double[] rows = new double[layout.rows().length];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = at[layout.rows()[r]];
    }
    return rows;
  }

  private static double[] step(StepLayout step, double[] w, double[] before) {
    int contracted = step.contracted();
    double[] out = new double[step.words()];
    double[] column = new double[contracted];
    for (int l = 0; l < step.rest(); l++) {
      for (int k = 0; k < contracted; k++) {
        column[k] = before[step.operand()[l * contracted + k]];
      }
      for (int o = 0; o < step.outputs(); o++) {
        double sum = 0;
        for (int k = 0; k < contracted; k++) {
          sum += w[o * contracted + k] * column[k];
        }
        out[o * step.rest() + l] = sum;
      }
    }
    return out;
  }
}
