package org.lstmc.core.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  /** The signal of features_golden.py. */
  static short[] signal(int n) {
    short[] samples = new short[n];
    long state = 12345;
    for (int t = 0; t < n; t++) {
      state = (1103515245L * state + 12345) % (1L << 31);
      double chirp = 6000 * Math.sin(2 * Math.PI * (0.01 * t + 0.00002 * t * t));
      samples[t] = (short) Math.floor(chirp + (state >> 16) % 2001 - 1000 + 0.5);
    }
    return samples;
  }

  @Test
  void agreesWithTheReferenceWrittenInNumpy() throws IOException {
    double worst = 0;
    int compared = 0;
    try (InputStream in = getClass().getResourceAsStream("features_golden.txt")) {
      String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : golden.split("\n")) {
        String[] words = line.split(" ");
        Features features = Features.valueOf(words[0]);
        double[][] ours = features.of(new Sound(Integer.parseInt(words[1]), signal(4123)));
        assertThat(ours).as(line.substring(0, 20)).hasNumberOfRows(Integer.parseInt(words[2]));
        double[] row = ours[Integer.parseInt(words[3])];
        assertThat(row).hasSize(words.length - 4).hasSize(features.size());
        for (int d = 0; d < row.length; d++) {
          double expected = Double.parseDouble(words[d + 4]);
          worst = Math.max(worst, Math.abs(row[d] - expected));
          assertThat(row[d]).as("%s, feature %d", words[0], d).isCloseTo(expected, within(1e-4));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(6 * (39 + 39 + 123 + 153));
    System.out.printf(Locale.ROOT, "features differ from the reference by at most %.2g%n", worst);
  }

  @Test
  void withoutSlopesTheStaticPartStays() {
    Sound sound = new Sound(16000, signal(2000));
    double[][] with = Features.MFCC39.of(sound);
    double[][] without = Features.MFCC13.of(sound);
    assertThat(without[3]).isEqualTo(java.util.Arrays.copyOf(with[3], 13));
  }

  @Test
  void silenceHasFiniteFeatures() {
    for (Features f : Features.values()) {
      for (double[] frame : f.of(new Sound(16000, new short[1000]))) {
        assertThat(frame).doesNotContain(Double.NEGATIVE_INFINITY, Double.NaN);
      }
    }
  }

  @Test
  void framesReachToTheEndOfTheSignal() {
    assertThat(Features.frames(400, 16000, 160)).isEqualTo(1);
    assertThat(Features.frames(401, 16000, 160)).isEqualTo(2);
    assertThat(Features.frames(560, 16000, 160)).isEqualTo(2);
    assertThat(Features.frames(561, 16000, 160)).isEqualTo(3);
  }
}
