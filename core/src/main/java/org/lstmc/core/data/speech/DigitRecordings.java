package org.lstmc.core.data.speech;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Source;

/** Recordings of single digits, by speaker; all of one sample rate. */
final class DigitRecordings {
  /**
   * A recording.
   *
   * @param digit that it says
   * @param index among the recordings of its digit and speaker
   */
  record Recording(int digit, int index, Sound sound) {}

  private final SortedMap<String, List<Recording>> bySpeaker = new TreeMap<>();
  private int rate;

  private DigitRecordings() {}

  /**
   * Reads all files of a source.
   *
   * @param form of their names; its groups are digit, speaker and index
   * @throws LstmcException bad input, for sounds that do not fit and for fewer than three speakers
   */
  static DigitRecordings read(Source source, Pattern form) {
    DigitRecordings all = new DigitRecordings();
    for (String name : source.names()) {
      Matcher parts = form.matcher(name);
      if (!parts.matches()) {
        throw new IllegalStateException(name);
      }
      Path file = source.file(name);
      Sound sound = Sound.read(source.read(name), file);
      all.rate = all.rate == 0 ? sound.rate() : all.rate;
      sound.check(all.rate, file);
      all.bySpeaker
          .computeIfAbsent(parts.group(2), s -> new ArrayList<>())
          .add(
              new Recording(
                  Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(3)), sound));
    }
    if (all.bySpeaker.size() < 3) {
      throw LstmcException.badInput(
          "data 'fsdd': %d speaker(s) (%s); train, valid and test need one each",
          all.bySpeaker.size(), String.join(", ", all.bySpeaker.keySet()));
    }
    return all;
  }

  /** Samples a second. */
  int rate() {
    return rate;
  }

  /** Names, sorted. */
  SortedSet<String> speakers() {
    return new TreeSet<>(bySpeaker.keySet());
  }

  /** All recordings of a speaker. */
  List<Recording> of(String speaker) {
    return bySpeaker.get(speaker);
  }

  /** Those with an index below {@code first}. */
  List<Recording> heldOut(String speaker, int first) {
    return of(speaker).stream().filter(r -> r.index() < first).toList();
  }

  /** Those with an index from {@code first} on. */
  List<Recording> others(String speaker, int first) {
    return of(speaker).stream().filter(r -> r.index() >= first).toList();
  }
}
