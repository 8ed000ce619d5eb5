package org.lstmc.hwsim.published;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.tensor.TensorAccelerator;

/**
 * A published design as this simulator runs it: a machine and a shape.
 *
 * @param accelerator name of the machine
 * @param device name of device or chip; null for the machine's own
 * @param clockMhz clock; null for the device's
 * @param shape as {@code simulate --shape} takes it; null for a product alone
 * @param tensor the product of a tensor network, as {@code simulate --tensor} takes it; null with a
 *     shape
 * @param ratio zeros in all matrices; null for none
 * @param block size of circulant blocks in all matrices; null for none
 * @param levels B1, B2 and how many blocks there are to each that is kept, outer and inner; null
 *     where blocks do not lie in blocks
 * @param imageBlocks block sizes of the matrices of a network over images; null for none
 * @param weightBits width of weights
 * @param activationBits width of vectors
 * @param settings of the machine; null for none
 */
public record PublishedRun(
    String accelerator,
    String device,
    Double clockMhz,
    String shape,
    String tensor,
    Double ratio,
    Integer block,
    java.util.List<Integer> levels,
    java.util.List<Integer> imageBlocks,
    int weightBits,
    int activationBits,
    SortedMap<String, String> settings) {
  private static final int STEPS = 100;

  /** What runs, in words. */
  public String network() {
    return shape != null ? shape : tensor;
  }

  /** What the machine says of it. */
  Reproduction.Simulated simulate() {
    Accelerator machine = Accelerators.byName(accelerator);
    if (shape == null) {
      return new Reproduction.Simulated(
          this, null, ((TensorAccelerator) machine).simulateProduct(tensor, options()));
    }
    Workload workload = workload();
    return new Reproduction.Simulated(this, workload, machine.simulate(workload, options()));
  }

  private Workload workload() {
    double zeros = ratio == null ? 0 : ratio;
    int k = block == null ? 0 : block;
    BlockLevels blocks =
        levels == null
            ? null
            : new BlockLevels(levels.get(0), levels.get(1), levels.get(2), levels.get(3));
    return Workload.ofShape(
        shape,
        new ShapeRatios(
            zeros,
            zeros,
            zeros,
            weightBits,
            activationBits,
            k,
            k,
            k,
            blocks,
            imageBlocks == null ? java.util.List.of() : imageBlocks),
        STEPS);
  }

  private MachineOptions options() {
    return new MachineOptions(
        device, clockMhz, false, settings == null ? new TreeMap<>() : settings);
  }
}
