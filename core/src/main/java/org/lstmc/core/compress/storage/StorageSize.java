package org.lstmc.core.compress.storage;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What a stored matrix takes, by cause. The few words that describe a whole matrix (its sizes,
 * index width) sit in a machine's configuration and are not counted.
 *
 * @param storedWeights kept weights
 * @param valueBits bits of their values
 * @param indexBits bits of their indices
 * @param paddingEntries entries that carry no weight
 * @param paddingBits bits of those entries, values and indices
 * @param pointerBits bits of row or column pointers
 * @param indexWidth bits of one index or gap
 * @param entriesPerRow entries of each row, padding included; 0 where rows differ
 */
public record StorageSize(
    long storedWeights,
    long valueBits,
    long indexBits,
    long paddingEntries,
    long paddingBits,
    long pointerBits,
    int indexWidth,
    int entriesPerRow) {

  /** All bits. */
  @JsonIgnore
  public long totalBits() {
    return valueBits + indexBits + paddingBits + pointerBits;
  }

  /** All entries, padding included. */
  @JsonIgnore
  public long entries() {
    return storedWeights + paddingEntries;
  }

  /** Sizes from counts: {@code entries} in all, of which {@code weights} carry one. */
  static StorageSize of(
      long weights, long entries, int weightBits, int indexWidth, long pointerBits, int perRow) {
    long padding = entries - weights;
    return new StorageSize(
        weights,
        weights * weightBits,
        weights * indexWidth,
        padding,
        padding * (weightBits + indexWidth),
        pointerBits,
        indexWidth,
        perRow);
  }
}
