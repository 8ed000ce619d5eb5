package org.lstmc.core.data.generate;

/**
 * A hidden Markov source: it stays in its state with probability {@code stickiness}, else moves to
 * one of the others, all equally likely; the first state is any. It emits the mean of its state
 * plus normal noise.
 *
 * @param means one vector a state
 * @param noise standard deviation of the noise in every dimension
 * @param stickiness probability of staying
 */
record HiddenMarkov(double[][] means, double noise, double stickiness) {
  /** A source with means drawn from the standard normal distribution. */
  static HiddenMarkov draw(
      int states, int dimensions, double noise, double stickiness, RandomStream random) {
    double[][] means = new double[states][dimensions];
    for (double[] mean : means) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] = random.normal();
      }
    }
    return new HiddenMarkov(means, noise, stickiness);
  }

  int states() {
    return means.length;
  }

  int dimensions() {
    return means[0].length;
  }

  /** A path of states. */
  int[] path(int length, RandomStream random) {
    int[] path = new int[length];
    for (int t = 0; t < length; t++) {
      if (t == 0) {
        path[t] = random.below(states());
      } else if (random.uniform() < stickiness) {
        path[t] = path[t - 1];
      } else {
        path[t] = (path[t - 1] + 1 + random.below(states() - 1)) % states();
      }
    }
    return path;
  }

  /** What is seen along a path, step-major. */
  float[] emit(int[] path, RandomStream random) {
    float[] seen = new float[path.length * dimensions()];
    int at = 0;
    for (int state : path) {
      for (double mean : means[state]) {
        seen[at++] = (float) (mean + noise * random.normal());
      }
    }
    return seen;
  }

  /**
   * The likeliest state at each step given what has been seen up to it: the forward algorithm, so
   * that no causal predictor makes fewer errors on average.
   *
   * @param seen step-major emissions
   */
  int[] filter(float[] seen) {
    int n = seen.length / dimensions();
    int[] best = new int[n];
    double[] belief = new double[states()];
    java.util.Arrays.fill(belief, 1.0 / states());
    double move = (1 - stickiness) / (states() - 1);
    for (int t = 0; t < n; t++) {
      double[] log = new double[states()];
      double top = Double.NEGATIVE_INFINITY;
      for (int s = 0; s < log.length; s++) {
        double prior = t == 0 ? belief[s] : belief[s] * stickiness + (1 - belief[s]) * move;
        double square = 0;
        for (int d = 0; d < dimensions(); d++) {
          double e = (seen[t * dimensions() + d] - means[s][d]) / noise;
          square += e * e;
        }
        log[s] = StrictMath.log(prior) - square / 2;
        if (log[s] > top) {
          top = log[s];
          best[t] = s;
        }
      }
      double sum = 0;
      for (int s = 0; s < log.length; s++) {
        belief[s] = StrictMath.exp(log[s] - top);
        sum += belief[s];
      }
      for (int s = 0; s < log.length; s++) {
        belief[s] /= sum;
      }
    }
    return best;
  }
}
