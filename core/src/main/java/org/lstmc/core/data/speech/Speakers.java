package org.lstmc.core.data.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Options;

/**
 * Which speaker belongs to which split. No speaker is in two.
 *
 * @param valid names, sorted
 * @param test names, sorted
 */
record Speakers(List<String> valid, List<String> test) {
  /**
   * Follows the options {@code valid} and {@code test}. What they leave open: test is the TEST
   * folder where there is one beside TRAIN, otherwise every sixth speaker by name (the last if
   * there are fewer); valid is every tenth of the others (the last if there are fewer).
   *
   * @param format of the data, for messages
   * @param all every speaker
   * @param inTestFolder those below TEST; empty where the data are not laid out so
   */
  static Speakers choose(
      String format, SortedSet<String> all, SortedSet<String> inTestFolder, Options options) {
    List<String> test = named(format, "test", all, options);
    List<String> valid = named(format, "valid", all, options);
    for (String s : valid == null || test == null ? List.<String>of() : valid) {
      if (test.contains(s)) {
        throw LstmcException.usage(
            "data '%s': speaker '%s' is in both test and valid; leave it in one of them",
            format, s);
      }
    }
    if (test == null) {
      List<String> free = without(all, valid);
      test = inTestFolder.isEmpty() ? everyNth(free, 6) : without(inTestFolder, valid);
    }
    if (valid == null) {
      valid = everyNth(without(without(all, test), List.copyOf(inTestFolder)), 10);
    }
    return new Speakers(valid, test);
  }

  /** The options with these speakers named. */
  Options in(Options options) {
    return options.with("test", String.join(",", test)).with("valid", String.join(",", valid));
  }

  private static List<String> named(
      String format, String option, SortedSet<String> all, Options options) {
    String text = options.text(option);
    if (text == null) {
      return null;
    }
    SortedSet<String> names = new TreeSet<>();
    for (String name : Arrays.stream(text.split("[,+\\s]+")).filter(s -> !s.isEmpty()).toList()) {
      if (!all.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        throw LstmcException.usage(
            "data '%s': %s=%s: no speaker '%s'; speakers: %s",
            format, option, text, name, shown(all));
      }
      names.add(name.toLowerCase(java.util.Locale.ROOT));
    }
    return List.copyOf(names);
  }

  private static List<String> without(java.util.Collection<String> all, List<String> some) {
    return all.stream().filter(s -> some == null || !some.contains(s)).toList();
  }

  private static List<String> everyNth(List<String> names, int n) {
    List<String> chosen = new ArrayList<>();
    for (int i = n - 1; i < names.size(); i += n) {
      chosen.add(names.get(i));
    }
    return chosen.isEmpty() && names.size() > 1
        ? names.subList(names.size() - 1, names.size())
        : List.copyOf(chosen);
  }

  private static String shown(SortedSet<String> all) {
    List<String> first = all.stream().limit(30).toList();
    return String.join(", ", first) + (all.size() > 30 ? ", ... (" + all.size() + ")" : "");
  }
}
