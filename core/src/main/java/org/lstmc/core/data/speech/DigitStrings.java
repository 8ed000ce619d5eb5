package org.lstmc.core.data.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.data.generate.RandomStream;
import org.lstmc.core.data.speech.DigitRecordings.Recording;

/**
 * Strings of digits made of recordings of single ones: the recordings of one speaker in random
 * order, cut into strings of random length, with pauses of random length before, between and after
 * them, and normal noise over all of it.
 *
 * @param least digits of a string; the last string of a round takes what is left and may be shorter
 * @param most digits of a string
 * @param pause samples of the longest pause
 * @param noise standard deviation of the noise, in units of a sample's last bit
 */
record DigitStrings(int least, int most, int pause, double noise) {
  /**
   * A string.
   *
   * @param digits in their order
   */
  record Spoken(int[] digits, Sound sound) {}

  /**
   * Strings in which every recording is said once.
   *
   * @param speed share by which a recording is played faster or slower at most, pitch and all; 0 to
   *     leave them as they are
   */
  List<Spoken> round(List<Recording> recordings, double speed, RandomStream random) {
    List<Recording> rest = new ArrayList<>(recordings);
    for (int i = rest.size() - 1; i > 0; i--) {
      Collections.swap(rest, i, random.below(i + 1));
    }
    List<Spoken> strings = new ArrayList<>();
    for (int from = 0; from < rest.size(); ) {
      int count = Math.min(rest.size() - from, least + random.below(most - least + 1));
      strings.add(spoken(rest.subList(from, from + count), speed, random));
      from += count;
    }
    return strings;
  }

  private Spoken spoken(List<Recording> recordings, double speed, RandomStream random) {
    short[] all = new short[0];
    for (Recording r : recordings) {
      int at = all.length + random.below(pause + 1);
      short[] one = r.sound().samples();
      if (speed > 0) {
        one = played(one, 1 + speed * (2 * random.uniform() - 1));
      }
      all = Arrays.copyOf(all, at + one.length);
      System.arraycopy(one, 0, all, at, one.length);
    }
    all = Arrays.copyOf(all, all.length + random.below(pause + 1));
    for (int i = 0; i < all.length && noise > 0; i++) {
      long noisy = all[i] + Math.round(noise * random.normal());
      all[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, noisy));
    }
    int[] digits = recordings.stream().mapToInt(Recording::digit).toArray();
    return new Spoken(digits, new Sound(recordings.get(0).sound().rate(), all));
  }

  /** Samples played at a factor of their speed, between them by straight lines. */
  static short[] played(short[] samples, double factor) {
    short[] played = new short[(int) ((samples.length - 1) / factor) + 1];
    for (int i = 0; i < played.length; i++) {
      double at = Math.min(i * factor, samples.length - 1.0);
      int left = Math.min((int) at, samples.length - 2);
      double share = at - left;
      played[i] = (short) Math.round((1 - share) * samples[left] + share * samples[left + 1]);
    }
    return played;
  }
}
