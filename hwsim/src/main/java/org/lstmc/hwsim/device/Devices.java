package org.lstmc.hwsim.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Remembered;

/** The devices that ship with the tool, and those in a user's files. */
public final class Devices {
  /** Names of the devices that ship with the tool. */
  public static final List<String> BUILT_IN =
      List.of(
          "XCKU9P", "XCKU060", "XC7VX690T", "ADM-PCIE-7V3", "ARRIA10-GX1150", "5CEA9", "XC7K325T");

  /** Other names that papers use, in lower case. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "ku9p", "XCKU9P",
          "ku060", "XCKU060",
          "7v3", "ADM-PCIE-7V3",
          "cyclone-v", "5CEA9",
          "kintex-7", "XC7K325T");

  /** Read once: what ships with the tool does not change. */
  private static final Remembered<String, Device> READ = new Remembered<>();

  private Devices() {}

  /** A device by its name, or from a file. */
  public static Device load(String nameOrPath) {
    String known = builtInName(nameOrPath);
    if (known != null) {
      return READ.get(known, () -> builtIn(known));
    }
    Path path;
    try {
      path = Path.of(nameOrPath);
    } catch (InvalidPathException e) {
      path = null;
    }
    if (path == null || !Files.isRegularFile(path)) {
      throw LstmcException.usage(
          "device '%s' is neither known nor a file. Known: %s; or the path of a device file",
          nameOrPath, String.join(", ", BUILT_IN));
    }
    try {
      return DeviceFile.read(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw LstmcException.badInput("device file %s cannot be read: %s", path, e.getMessage());
    }
  }

  /** The device's own name for a name or an alias, in any case; null where it is neither. */
  static String builtInName(String name) {
    String alias = ALIASES.get(name.toLowerCase(Locale.ROOT));
    return BUILT_IN.stream()
        .filter(n -> n.equalsIgnoreCase(name) || n.equals(alias))
        .findFirst()
        .orElse(null);
  }

  private static Device builtIn(String name) {
    String resource = "/device/" + name.toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = Devices.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return DeviceFile.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
