package org.lstmc.hwsim.asic;

import java.util.List;

/**
 * What a chip is built of and what that does in one step: all that its power and area follow from.
 *
 * @param lanes MAC lanes, by which the calibrated overhead is counted
 * @param operators adders and multipliers
 * @param memories SRAMs
 * @param registerBits registers
 * @param registerUpdates register bits that are clocked in a step; idle ones are gated
 * @param romBits bits of tables
 * @param romReads words read from tables in a step
 * @param romWordBits width of these words
 */
public record ChipContent(
    int lanes,
    List<Operator> operators,
    List<OnChipMemory> memories,
    long registerBits,
    double registerUpdates,
    long romBits,
    double romReads,
    int romWordBits) {
  /** Copies the lists. */
  public ChipContent {
    operators = List.copyOf(operators);
    memories = List.copyOf(memories);
  }
}
