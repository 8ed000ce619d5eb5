package org.lstmc.core.compress.hcgs;

import java.util.Arrays;
import java.util.Random;

/** Blocks drawn without replacement, row by row, from one stream of random numbers. */
final class RandomBlocks implements BlockChoice {
  private final Random random;
  private final BlockLevels levels;

  RandomBlocks(long seed, BlockLevels levels) {
    // Neighbouring seeds of this generator begin alike, so they are spread first.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ seed * 0xBF58476D1CE4E5B9L >>> 29);
    this.levels = levels;
  }

  @Override
  public void blockRow(int row, int blocks, Keep keep) {
    for (int b : draw(blocks / levels.keepOuter(), blocks)) {
      for (int c = 0; c < levels.innerBlocks(); c++) {
        for (int d : draw(levels.keptInner(), levels.innerBlocks())) {
          keep.inner(
              row * levels.outer() + c * levels.inner(), b * levels.outer() + d * levels.inner());
        }
      }
    }
  }

  /**
   * {@code count} of the numbers below {@code n}, ascending: the head of a Fisher-Yates shuffle.
   */
  private int[] draw(int count, int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(n - i);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    int[] drawn = Arrays.copyOf(all, count);
    Arrays.sort(drawn);
    return drawn;
  }
}
