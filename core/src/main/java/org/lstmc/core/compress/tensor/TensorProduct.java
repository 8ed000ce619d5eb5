package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.tensor.kernel.ContractionKernel;
import org.lstmc.core.model.Tensor;

/**
 * A tensor network times a batch of vectors, in float, along a plan. The batch is the innermost
 * axis of every intermediate. Not safe for several threads: the intermediates are kept between
 * calls.
 */
public final class TensorProduct {
  private final ContractionPlan plan;
  private final int batch;
  private final ContractionKernel kernel;
  private final List<PreparedStep> steps = new ArrayList<>();
  private final int[] outputIndices;
  private final float[][] buffers;

  /**
   * Prepares a product on the fastest kernel.
   *
   * @param factors factors by short name
   * @param batch vectors of a call; multiples of 16 run best
   */
  public TensorProduct(ContractionPlan plan, Map<String, Tensor> factors, int batch) {
    this(plan, factors, batch, ContractionKernel.best());
  }

  TensorProduct(
      ContractionPlan plan, Map<String, Tensor> factors, int batch, ContractionKernel kernel) {
    TensorExpansion.checkShapes(plan.form(), factors);
    this.plan = plan;
    this.batch = batch;
    this.kernel = kernel;
    for (ContractionStep step : plan.steps()) {
      steps.add(PreparedStep.of(step, factors.get(step.factor()), batch));
    }
    this.outputIndices = plan.arrangeOutput().sourceIndices();
    int words = Math.multiplyExact(plan.peakWords(), batch);
    this.buffers = new float[][] {new float[words], new float[words]};
  }

  /**
   * Multiplies.
   *
   * @param x vectors [batch, N], N at most the form's columns
   * @param y results [batch, M], M at most its rows; overwritten
   */
  public void multiply(float[] x, float[] y) {
    int cols = x.length / batch;
    int rows = y.length / batch;
    if (cols * batch != x.length || cols > plan.form().columns()) {
      throw new IllegalArgumentException(
          x.length + " values are no " + batch + " vectors of the form");
    }
    if (rows * batch != y.length || rows > plan.form().rows()) {
      throw new IllegalArgumentException(
          y.length + " values are no " + batch + " results of the form");
    }
    float[] from = buffers[0];
    float[] to = buffers[1];
    BatchTranspose.in(x, cols, batch, from);
    java.util.Arrays.fill(from, cols * batch, plan.form().columns() * batch, 0);
    for (PreparedStep step : steps) {
      step.run(kernel, from, to);
      float[] swap = from;
      from = to;
      to = swap;
    }
    for (int row = 0; row < rows; row++) {
      int at = outputIndices[row] * batch;
      for (int b = 0; b < batch; b++) {
        y[b * rows + row] = from[at + b];
      }
    }
  }
}
