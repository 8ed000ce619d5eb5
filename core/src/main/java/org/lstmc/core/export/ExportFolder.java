package org.lstmc.core.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.lstmc.core.LstmcException;

/**
 * Writes a folder whole or not at all: under a temporary name beside its place, then renamed. Only
 * an earlier export, known by its descriptor, is replaced.
 */
public final class ExportFolder {
  /** The descriptor that stands in every exported folder. */
  public static final String DESCRIPTOR = "export.json";

  private ExportFolder() {}

  /**
   * Writes a folder.
   *
   * @param folder absent, empty, or an earlier export
   * @param files contents by file name, the descriptor among them
   */
  public static void write(Path folder, Map<String, byte[]> files) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      requireOurs(folder, target);
      Files.createDirectories(target.getParent());
      Path fresh = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".");
      try {
        for (Map.Entry<String, byte[]> f : files.entrySet()) {
          Files.write(fresh.resolve(f.getKey()), f.getValue());
        }
        makeReadable(fresh);
        replace(fresh, target);
      } finally {
        remove(fresh);
      }
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot write: %s", folder, e.getMessage(), e);
    }
  }

  private static void requireOurs(Path named, Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw LstmcException.badInput("%s: is a file; name a folder with --output", named);
    }
    try (Stream<Path> inside = Files.list(target)) {
      if (!Files.isRegularFile(target.resolve(DESCRIPTOR)) && inside.findAny().isPresent()) {
        throw LstmcException.badInput(
            "%s: holds files but no %s, so it is no earlier export and stays as it is; name another"
                + " folder, or empty this one",
            named, DESCRIPTOR);
      }
    }
  }

  private static void replace(Path fresh, Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.move(fresh, target);
      return;
    }
    Path old = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".old.");
    Path moved = old.resolve("export");
    Files.move(target, moved);
    Files.move(fresh, target);
    remove(old);
  }

  // A temporary folder is its owner's alone; results get the usual mode.
  private static void makeReadable(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              f -> {
                try {
                  Files.delete(f);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
