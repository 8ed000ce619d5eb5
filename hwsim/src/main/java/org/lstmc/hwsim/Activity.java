package org.lstmc.hwsim;

import java.util.List;

/**
 * What happened in one steady step; the energy model multiplies these and nothing else.
 *
 * @param macs products of kept weights, or of the spectra of weights
 * @param idleMacSlots multiplier slots that were clocked during a row but held no such product
 * @param transformProducts products with the constants of forward and inverse transforms
 * @param additions additions outside the multipliers (trees, joins, address sums)
 * @param additionBits bits of those additions, each of its own width
 * @param activations evaluations of sigmoid and tanh
 * @param elementwise element-wise products (f*c, i*g, o*tanh c, peepholes)
 * @param memories words moved, memory by memory
 * @param dramBits bits fetched from DRAM
 * @param ioBits bits of x in and of the output out
 */
public record Activity(
    double macs,
    double idleMacSlots,
    double transformProducts,
    double additions,
    double additionBits,
    double activations,
    double elementwise,
    List<MemoryUse> memories,
    double dramBits,
    double ioBits) {
  /** Copies the list. */
  public Activity {
    memories = List.copyOf(memories);
  }
}
