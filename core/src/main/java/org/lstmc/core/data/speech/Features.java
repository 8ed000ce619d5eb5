package org.lstmc.core.data.speech;

import java.util.Arrays;

/**
 * Acoustic features, every 10 ms unless told otherwise, from windows of 25 ms, as defined by
 * python_speech_features 0.6 (J. Lyons) with a Hamming window: pre-emphasis 0.97; frames to the end
 * of the signal, zeros after it; power spectrum {@code |X|^2 / N} with N the smallest power of two
 * not below the window; mel filters ({@link MelFilters}); natural logarithm; for cepstra an
 * orthonormal DCT-II, lifter 22, and the log energy of the frame in place of coefficient 0. Slopes
 * are regressions over two frames to each side, the first and last frame repeated. Samples count as
 * whole numbers, not as fractions of full scale.
 */
enum Features {
  /** 13 cepstra (log energy and 12), 26 filters. */
  MFCC13(26, 13, false),
  /** The same with slopes and slopes of slopes. */
  MFCC39(26, 13, true),
  /**
   * 40 log filters and log energy, with slopes and slopes of slopes: Graves, Mohamed and Hinton,
   * Speech recognition with deep recurrent neural networks, 2013.
   */
  FBANK123(40, 0, true),
  /** The same with 50 filters: the 153 inputs of the Google LSTM of ESE and C-LSTM. */
  FBANK153(50, 0, true);

  private static final double EMPHASIS = 0.97;
  private static final int LIFTER = 22;
  private static final double EPSILON = 0x1p-52;

  private final int filters;
  private final int cepstra;
  private final boolean slopes;

  Features(int filters, int cepstra, boolean slopes) {
    this.filters = filters;
    this.cepstra = cepstra;
    this.slopes = slopes;
  }

  private int statics() {
    return cepstra > 0 ? cepstra : filters + 1;
  }

  /** Length of a feature vector. */
  int size() {
    return statics() * (slopes ? 3 : 1);
  }

  /** Samples in a window at this rate. */
  static int window(int rate) {
    return (int) Math.floor(0.025 * rate + 0.5);
  }

  /** Samples from one frame to the next at this rate. */
  static int step(int rate) {
    return (int) Math.floor(0.01 * rate + 0.5);
  }

  /** Frames of a signal; the last may reach beyond its end. */
  static int frames(int samples, int rate, int step) {
    int beyond = samples - window(rate);
    return beyond <= 0 ? 1 : 1 + (beyond + step - 1) / step;
  }

  /** Feature vectors of a sound, one a frame of 10 ms. */
  double[][] of(Sound sound) {
    return of(sound, step(sound.rate()));
  }

  /** Feature vectors of a sound, one a frame, {@code step} samples from one to the next. */
  double[][] of(Sound sound, int step) {
    double[][] statics = statics(sound, step);
    if (!slopes) {
      return statics;
    }
    double[][] first = slopes(statics);
    double[][] second = slopes(first);
    double[][] joined = new double[statics.length][];
    int n = statics();
    for (int t = 0; t < joined.length; t++) {
      joined[t] = Arrays.copyOf(statics[t], 3 * n);
      System.arraycopy(first[t], 0, joined[t], n, n);
      System.arraycopy(second[t], 0, joined[t], 2 * n, n);
    }
    return joined;
  }

  /** The same as one array, frame after frame, in single precision. */
  float[] flat(Sound sound, int step) {
    double[][] vectors = of(sound, step);
    float[] flat = new float[vectors.length * size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) vectors[i / size()][i % size()];
    }
    return flat;
  }

  private double[][] statics(Sound sound, int step) {
    int rate = sound.rate();
    int window = window(rate);
    int points = Integer.highestOneBit(window - 1) * 2;
    PowerSpectrum spectrum = new PowerSpectrum(points);
    MelFilters mel = new MelFilters(filters, points, rate);
    double[][] transform = transform();
    double[] hamming = new double[window];
    for (int i = 0; i < window; i++) {
      hamming[i] = 0.54 - 0.46 * StrictMath.cos(2 * Math.PI * i / (window - 1));
    }
    short[] s = sound.samples();
    double[][] features = new double[frames(s.length, rate, step)][];
    for (int t = 0; t < features.length; t++) {
      double[] frame = new double[window];
      int from = t * step;
      for (int i = 0; i < window && from + i < s.length; i++) {
        double before = from + i == 0 ? 0 : EMPHASIS * s[from + i - 1];
        frame[i] = (s[from + i] - before) * hamming[i];
      }
      double[] power = spectrum.of(frame);
      double[] logs = mel.energies(power);
      for (int j = 0; j < filters; j++) {
        logs[j] = log(logs[j]);
      }
      double energy = log(Arrays.stream(power).sum());
      features[t] = cepstra > 0 ? cepstra(logs, energy, transform) : bank(logs, energy);
    }
    return features;
  }

  private double[] bank(double[] logs, double energy) {
    double[] bank = Arrays.copyOf(logs, filters + 1);
    bank[filters] = energy;
    return bank;
  }

  private static double[] cepstra(double[] logs, double energy, double[][] transform) {
    double[] c = new double[transform.length];
    c[0] = energy;
    for (int k = 1; k < c.length; k++) {
      for (int j = 0; j < logs.length; j++) {
        c[k] += transform[k][j] * logs[j];
      }
    }
    return c;
  }

  /** Orthonormal DCT-II times the lifter, one row a cepstrum; row 0 is not used. */
  private double[][] transform() {
    double[][] rows = new double[cepstra][filters];
    for (int k = 1; k < cepstra; k++) {
      double lift = 1 + LIFTER / 2.0 * StrictMath.sin(Math.PI * k / LIFTER);
      for (int j = 0; j < filters; j++) {
        double wave = StrictMath.cos(Math.PI * k * (2 * j + 1) / (2.0 * filters));
        rows[k][j] = lift * Math.sqrt(2.0 / filters) * wave;
      }
    }
    return rows;
  }

  /** Slope over frames t-2 .. t+2: sum of n (x[t+n] - x[t-n]) over 2 (1 + 4). */
  private static double[][] slopes(double[][] x) {
    double[][] slopes = new double[x.length][x[0].length];
    int last = x.length - 1;
    for (int t = 0; t <= last; t++) {
      for (int d = 0; d < x[0].length; d++) {
        for (int n = 1; n <= 2; n++) {
          slopes[t][d] += n * (x[Math.min(last, t + n)][d] - x[Math.max(0, t - n)][d]) / 10;
        }
      }
    }
    return slopes;
  }

  private static double log(double energy) {
    return StrictMath.log(energy == 0 ? EPSILON : energy);
  }
}
