package org.lstmc.core.data;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;

/** A format's options after checking, defaults filled in. */
public final class Options {
  private final FormatInfo format;
  private final SortedMap<String, String> values;

  private Options(FormatInfo format, SortedMap<String, String> values) {
    this.format = format;
    this.values = values;
  }

  /**
   * Checks names and fills in defaults.
   *
   * @throws LstmcException usage, when a name is unknown
   */
  public static Options of(FormatInfo format, Map<String, String> given) {
    List<String> allowed = format.options().stream().map(OptionInfo::name).toList();
    for (String name : new TreeMap<>(given).keySet()) {
      if (!allowed.contains(name)) {
        throw LstmcException.usage(
            "data '%s' has no option '%s'%s; its options: %s",
            format.name(),
            name,
            NearestName.hint(name, allowed),
            allowed.isEmpty() ? "none" : String.join(", ", allowed));
      }
    }
    SortedMap<String, String> values = new TreeMap<>();
    for (OptionInfo o : format.options()) {
      String value = given.getOrDefault(o.name(), o.defaultValue());
      if (value != null) {
        values.put(o.name(), value.strip());
      }
    }
    return new Options(format, values);
  }

  /** These options with one value settled, such as a default that depends on the files. */
  public Options with(String name, String value) {
    SortedMap<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new Options(format, changed);
  }

  /** All values by name, sorted; what a task records. */
  public SortedMap<String, String> values() {
    return new TreeMap<>(values);
  }

  /** The value as written; null when it was not given and has no default. */
  public String text(String name) {
    return values.get(name);
  }

  /** A whole number from {@code least} up to {@code most}. */
  public int integer(String name, int least, int most) {
    try {
      int v = Integer.parseInt(values.get(name));
      if (v >= least && v <= most) {
        return v;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with numbers out of range.
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  /** A whole number of any size, such as a seed. */
  public long wholeNumber(String name) {
    try {
      return Long.parseLong(values.get(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number");
    }
  }

  /** A number from {@code least} up to {@code most}. */
  public double number(String name, double least, double most) {
    try {
      double v = Double.parseDouble(values.get(name));
      if (v >= least && v <= most) {
        return v;
      }
    } catch (NumberFormatException | NullPointerException e) {
      // Reported below, together with numbers out of range.
    }
    throw wrong(name, "a number from " + least + " to " + most);
  }

  /** One of the given words. */
  public String oneOf(String name, String... allowed) {
    String v = values.get(name);
    if (!List.of(allowed).contains(v)) {
      throw wrong(
          name,
          String.join(" or ", allowed) + NearestName.hint(String.valueOf(v), List.of(allowed)));
    }
    return v;
  }

  private LstmcException wrong(String name, String allowed) {
    return LstmcException.usage(
        "data '%s': option %s=%s must be %s", format.name(), name, values.get(name), allowed);
  }
}
