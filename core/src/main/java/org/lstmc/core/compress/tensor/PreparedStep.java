package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.compress.tensor.kernel.ContractionKernel;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.core.model.Tensor;

/**
 * A step as the kernel wants it: the factor as a matrix, and addresses in place of a transform. The
 * innermost axes that stay, the batch among them, form runs of words that lie side by side.
 *
 * @param factor matrix [O, K]
 * @param produced O
 * @param offset of every contracted word
 * @param start of every run
 * @param run words of a run
 */
record PreparedStep(float[] factor, int produced, int[] offset, int[] start, int run) {
  static PreparedStep of(ContractionStep step, Tensor stored, int batch) {
    int[] indices = step.arrangeFactor().sourceIndices();
    float[] factor = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      factor[i] = stored.data()[indices[i]];
    }
    List<FactorAxis> outer = new ArrayList<>(step.rest());
    int run = batch;
    for (int a = step.source().size() - 1; a >= 0; a--) {
      FactorAxis axis = step.source().get(a);
      if (!step.rest().contains(axis)) {
        break;
      }
      outer.remove(axis);
      run *= axis.extent();
    }
    int[] offset = offsets(step, step.contracted(), batch);
    return new PreparedStep(
        factor, step.producedLength(), offset, offsets(step, outer, batch), run);
  }

  void run(ContractionKernel kernel, float[] from, float[] to) {
    kernel.multiply(factor, produced, offset, start, run, from, to);
  }

  /** Addresses of all index tuples of some axes of the step's source. */
  private static int[] offsets(ContractionStep step, List<FactorAxis> axes, int batch) {
    int[] offsets = {0};
    for (FactorAxis axis : axes) {
      int stride = batch;
      for (int a = step.source().size() - 1; !step.source().get(a).equals(axis); a--) {
        stride *= step.source().get(a).extent();
      }
      int[] next = new int[offsets.length * axis.extent()];
      for (int i = 0; i < next.length; i++) {
        next[i] = offsets[i / axis.extent()] + i % axis.extent() * stride;
      }
      offsets = next;
    }
    return offsets;
  }
}
