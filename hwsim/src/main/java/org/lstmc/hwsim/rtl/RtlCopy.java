package org.lstmc.hwsim.rtl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lstmc.core.LstmcException;

/** A copy of an exported folder to compile and change; the folder itself stays as it is. */
public final class RtlCopy implements AutoCloseable {
  private final Path folder;

  private RtlCopy(Path folder) {
    this.folder = folder;
  }

  /** Copies what was exported, without anything compiled. */
  public static RtlCopy of(Path exported) {
    try {
      Path copy = Files.createTempDirectory("lstmc-rtl");
      List<Path> files;
      try (var all = Files.walk(exported)) {
        files = all.filter(Files::isRegularFile).toList();
      }
      for (Path f : files) {
        Path relative = exported.relativize(f);
        if (!relative.startsWith("build")) {
          Path to = copy.resolve(relative.toString());
          Files.createDirectories(to.getParent());
          Files.copy(f, to);
        }
      }
      return new RtlCopy(copy);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be copied: %s", exported, e.getMessage());
    }
  }

  /** The copy. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      RtlFolder.delete(folder);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be removed: %s", folder, e.getMessage());
    }
  }
}
