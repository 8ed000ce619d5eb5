package org.lstmc.core.data;

import java.util.List;
import org.lstmc.core.model.Task;

/**
 * Shifts and scales every feature to mean 0 and standard deviation 1 over the frames of the train
 * split. A feature that never changes keeps its scale.
 *
 * @param mean subtracted, one a feature
 * @param std divided by, one a feature
 */
public record FeatureScaling(float[] mean, float[] std) {
  /** The scaling of a task made earlier, or that of these train sequences when there is none. */
  public static FeatureScaling of(Task known, List<Sequence> train, int size) {
    return known == null
        ? measure(train, size)
        : new FeatureScaling(known.featureMean(), known.featureStd());
  }

  private static FeatureScaling measure(List<Sequence> train, int size) {
    double[] sum = new double[size];
    long frames = 0;
    for (Sequence s : train) {
      for (int i = 0; i < s.length() * size; i++) {
        sum[i % size] += s.features()[i];
      }
      frames += s.length();
    }
    double[] squares = new double[size];
    for (Sequence s : train) {
      for (int i = 0; i < s.length() * size; i++) {
        double e = s.features()[i] - sum[i % size] / frames;
        squares[i % size] += e * e;
      }
    }
    float[] mean = new float[size];
    float[] std = new float[size];
    for (int d = 0; d < size && frames > 0; d++) {
      mean[d] = (float) (sum[d] / frames);
      double deviation = Math.sqrt(squares[d] / frames);
      std[d] = deviation > 1e-6 * Math.max(1, Math.abs(mean[d])) ? (float) deviation : 1;
    }
    return new FeatureScaling(mean, std);
  }

  /** The scaled sequences as a split. */
  public Split split(String name, List<Sequence> sequences) {
    return new Split(name, sequences.stream().map(this::scaled).toList(), false);
  }

  private Sequence scaled(Sequence s) {
    float[] features = new float[s.features().length];
    for (int i = 0; i < features.length; i++) {
      int d = i % mean.length;
      features[i] = (s.features()[i] - mean[d]) / std[d];
    }
    return new Sequence(null, features, s.length(), s.targets());
  }
}
