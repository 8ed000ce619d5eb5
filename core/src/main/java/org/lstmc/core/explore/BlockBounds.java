package org.lstmc.core.explore;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.NetworkSpec;

/**
 * Between which block sizes Phase I of E-RNN looks: above by saturating computation, below by the
 * device, which must hold the whole model on chip.
 *
 * @param compute the multiplications by block size
 * @param fits the machine's answer by block size, 2, 4, ...
 * @param bits of a word in those answers
 * @param lower smallest block size that fits
 * @param upper largest that is worth trying; the lower bound where that is larger
 */
public record BlockBounds(ComputeBound compute, List<Fit> fits, int bits, int lower, int upper) {
  /**
   * One block size on the device.
   *
   * @param block block size of all matrices
   * @param storedWords numbers that the recurrent layers' matrices store
   * @param answer the machine's
   */
  public record Fit(int block, long storedWords, MachineAnswer answer) {}

  /**
   * Finds both.
   *
   * @throws LstmcException UNSUPPORTED where no block size fits the device
   */
  public static BlockBounds of(
      NetworkSpec network, CellType cell, int bits, MachineSurface machine) {
    ComputeBound compute = ComputeBound.of(network, machine::transformProducts);
    List<Fit> fits = new ArrayList<>();
    int lower = 0;
    for (ComputeBound.Row row : compute.rows()) {
      int k = row.block();
      if (k == 1) {
        continue;
      }
      DesignPoint point = DesignPoint.same(cell, k);
      MachineAnswer answer = machine.at(network, point, bits);
      fits.add(new Fit(k, point.storedWords(network), answer));
      lower = lower == 0 && answer.fits() ? k : lower;
    }
    if (lower == 0) {
      Fit last = fits.get(fits.size() - 1);
      throw LstmcException.unsupported(
          "explore: no block size from 2 to %d fits at %d bits; at %d: %s. Take a larger device"
              + " (--device), fewer bits (--bits) or a smaller network",
          last.block(), bits, last.block(), last.answer().refusal());
    }
    return new BlockBounds(
        compute, List.copyOf(fits), bits, lower, Math.max(lower, compute.upper()));
  }
}
