package org.lstmc.hwsim.parts.tensor;

/**
 * What a product took.
 *
 * @param products cycles in which the array multiplies
 * @param passes cycles in which sums leave
 * @param readWaits further cycles in which words wait for a bank of the source
 * @param writeWaits further cycles in which words wait for a bank of the destination
 * @param wordsRead words read from the source
 * @param wordsWritten words written to the destination
 * @param weightReads columns of a tile's rows read from the weight memory
 * @param macs products that are work
 */
record TileCounts(
    long products,
    long passes,
    long readWaits,
    long writeWaits,
    long wordsRead,
    long wordsWritten,
    long weightReads,
    long macs) {
  long cycles() {
    return products + passes + readWaits + writeWaits;
  }
}
