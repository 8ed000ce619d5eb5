package org.lstmc.core.data;

/**
 * One example: tokens or feature vectors, with what is to be predicted.
 *
 * @param tokens one token a step; null for features
 * @param features step-major feature vectors, {@code length * featureSize}; null for tokens and
 *     where {@code frames} makes them
 * @param length number of steps
 * @param targets one class a step, a single class for the whole sequence (classification), or its
 *     string of labels (transcription); -1 marks a step that is not scored
 * @param frames makes the feature vectors on demand; null where they are kept
 */
public record Sequence(int[] tokens, float[] features, int length, int[] targets, Frames frames) {
  /** A sequence that is kept. */
  public Sequence(int[] tokens, float[] features, int length, int[] targets) {
    this(tokens, features, length, targets, null);
  }

  /** A sequence whose vectors are made on demand. */
  public static Sequence of(Frames frames, int length, int[] targets) {
    return new Sequence(null, null, length, targets, frames);
  }

  /**
   * All feature vectors, step-major; null for tokens. Vectors on demand are made anew by every
   * call: {@link #copyFrame} makes one.
   */
  @Override
  public float[] features() {
    if (frames == null) {
      return features;
    }
    float[] all = new float[length * frames.size()];
    for (int t = 0; t < length; t++) {
      frames.make(t, all, t * frames.size());
    }
    return all;
  }

  /** The feature vector of one step, {@code size} long. */
  public float[] frame(int t, int size) {
    float[] frame = new float[size];
    copyFrame(t, size, frame, 0);
    return frame;
  }

  /**
   * Copies the feature vector of one step.
   *
   * @param size length of a vector
   * @param into written from {@code at} on
   */
  public void copyFrame(int t, int size, float[] into, int at) {
    if (frames == null) {
      System.arraycopy(features, t * size, into, at, size);
    } else {
      frames.make(t, into, at);
    }
  }
}
