package org.lstmc.hwsim.asic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Remembered;

/** The chips that ship with the tool, and those in a user's files. */
public final class Chips {
  /** Names of the chips that ship with the tool. */
  public static final List<String> BUILT_IN =
      List.of("HCGS-65LP", "TIE-28", "FDHT-28", "CIRCNN-45");

  /** Read once: what ships with the tool does not change. */
  private static final Remembered<String, Chip> READ = new Remembered<>();

  private Chips() {}

  /** A chip by its name, or from a file. */
  public static Chip load(String nameOrPath) {
    for (String name : BUILT_IN) {
      if (name.equalsIgnoreCase(nameOrPath)) {
        return READ.get(name, () -> builtIn(name));
      }
    }
    Path path;
    try {
      path = Path.of(nameOrPath);
    } catch (InvalidPathException e) {
      path = null;
    }
    if (path == null || !Files.isRegularFile(path)) {
      throw LstmcException.usage(
          "chip '%s' is neither known nor a file. Known: %s; or the path of a chip file",
          nameOrPath, String.join(", ", BUILT_IN));
    }
    try {
      return ChipFile.read(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw LstmcException.badInput("chip file %s cannot be read: %s", path, e.getMessage());
    }
  }

  private static Chip builtIn(String name) {
    String resource = "/chip/" + name.toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = Chips.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return ChipFile.read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
