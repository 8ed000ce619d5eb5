package org.lstmc.core.train;

/** Independent seeds from one, so that any moment of a run can be replayed by its position. */
final class Seeds {
  private Seeds() {}

  /** A well mixed seed (the finalizer of SplitMix64, thrice). */
  static long mix(long seed, long a, long b) {
    return finish(finish(finish(seed) + a) + b);
  }

  private static long finish(long v) {
    long z = v + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
