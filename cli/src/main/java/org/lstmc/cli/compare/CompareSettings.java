package org.lstmc.cli.compare;

import java.util.List;
import org.lstmc.core.LstmcException;

/**
 * What all techniques have in common in a comparison.
 *
 * @param fewer how many times fewer weights each technique shall keep
 * @param bits width of weights and vectors
 * @param blocks B1,B2 of blocks in blocks; null for sizes that the matrices can be cut into
 * @param banks banks of a row of bank-balanced matrices
 * @param dense matrices that pruning leaves as they are
 * @param training options of the retraining, handed on as they are
 * @param fair whether all FPGA machines get the same device, clock and multipliers; else each its
 *     paper's
 * @param device the FPGA of a fair comparison
 * @param clockMhz its clock
 * @param multipliers DSP blocks of a fair comparison that a machine may use
 */
public record CompareSettings(
    int fewer,
    int bits,
    String blocks,
    int banks,
    List<String> dense,
    List<String> training,
    boolean fair,
    String device,
    double clockMhz,
    int multipliers) {
  /** Checks ranges. */
  public CompareSettings {
    if (fewer < 2) {
      throw LstmcException.usage("--fewer %d: at least 2 times fewer weights", fewer);
    }
    if (multipliers < 1) {
      throw LstmcException.usage("--multipliers %d: at least 1", multipliers);
    }
    dense = List.copyOf(dense);
    training = List.copyOf(training);
  }

  /** Share of zeros that keeps one weight in {@link #fewer}. */
  double ratio() {
    return 1 - 1.0 / fewer;
  }
}
