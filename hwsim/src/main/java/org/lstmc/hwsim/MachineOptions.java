package org.lstmc.hwsim;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;

/**
 * How a machine is to be built and clocked for a simulation.
 *
 * @param device name of a device that ships with the tool, or the path of a device file; null for
 *     the machine's own
 * @param clockMhz clock; null for the device's typical clock
 * @param stream whether weights that do not fit on chip may come from DRAM
 * @param settings the machine's own settings by key ({@code rx}, {@code rh}, ...); a key that the
 *     machine does not know is refused
 */
public record MachineOptions(
    String device, Double clockMhz, boolean stream, SortedMap<String, String> settings) {
  /** Everything as the machine chooses. */
  public static final MachineOptions DEFAULT =
      new MachineOptions(null, null, false, new TreeMap<>());

  /** Checks the clock and copies the settings. */
  public MachineOptions {
    if (clockMhz != null && !(clockMhz > 0 && clockMhz <= 2000)) {
      throw LstmcException.usage("clock %s MHz: allowed are values above 0 up to 2000", clockMhz);
    }
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** These options on another device. */
  public MachineOptions withDevice(String nameOrPath) {
    return new MachineOptions(nameOrPath, clockMhz, stream, settings);
  }

  /** These options at another clock. */
  public MachineOptions withClockMhz(double mhz) {
    return new MachineOptions(device, mhz, stream, settings);
  }

  /** These options with weights from DRAM allowed or not. */
  public MachineOptions withStream(boolean allowed) {
    return new MachineOptions(device, clockMhz, allowed, settings);
  }

  /** These options with one more setting. */
  public MachineOptions with(String key, Object value) {
    SortedMap<String, String> all = new TreeMap<>(settings);
    all.put(key, String.valueOf(value));
    return new MachineOptions(device, clockMhz, stream, all);
  }

  /** Refuses settings outside the known ones. */
  public void requireKnown(String machine, Map<String, String> known) {
    for (String key : settings.keySet()) {
      if (!known.containsKey(key)) {
        throw LstmcException.usage(
            "accelerator %s has no setting '%s'. Known: %s", machine, key, new TreeMap<>(known));
      }
    }
  }

  /** An integer setting, or the default where it is not given. */
  public int integer(String key, int min, int max, int otherwise) {
    String text = settings.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.trim());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the message that names what is allowed
    }
    throw LstmcException.usage(
        "setting %s=%s: allowed are whole numbers from %d to %d", key, text, min, max);
  }

  /** A number, or the default where it is not given. */
  public double number(String key, double min, double max, double otherwise) {
    String text = settings.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.trim());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the message that names what is allowed
    }
    throw LstmcException.usage(
        "setting %s=%s: allowed are numbers from %s to %s", key, text, min, max);
  }
}
