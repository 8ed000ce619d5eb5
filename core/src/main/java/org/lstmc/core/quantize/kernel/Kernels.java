package org.lstmc.core.quantize.kernel;

/** The kernels at hand. */
final class Kernels {
  static final LaneKernel SCALAR = new ScalarKernel();
  static final LaneKernel BEST = find();

  private Kernels() {}

  private static LaneKernel find() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return SCALAR;
    }
    return new VectorKernel();
  }
}
