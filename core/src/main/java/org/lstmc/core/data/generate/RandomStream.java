package org.lstmc.core.data.generate;

/**
 * Random numbers that stay the same in every Java: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014),
 * and normal deviates by the polar method of Marsaglia with {@link StrictMath}.
 */
public final class RandomStream {
  private long state;

  public RandomStream(long seed) {
    this.state = seed;
  }

  /** The seed of an independent stream, such as that of another split. */
  public RandomStream branch(int number) {
    return new RandomStream(new RandomStream(state ^ (0x632be59bd9b4e019L * (number + 1))).bits());
  }

  private long bits() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** Uniform among 0 .. n-1. */
  public int below(int n) {
    return (int) (uniform() * n);
  }

  public boolean coin() {
    return bits() < 0;
  }

  /** Normal with mean 0 and variance 1. */
  public double normal() {
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
