package org.lstmc.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.lstmc.core.LstmcException;

/** Writes whole files: under a temporary name, forced to disk, then renamed over the target. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the temporary file. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything to the channel. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces a file by the given bytes; a file that already holds them is left untouched, so that
   * Make sees no change.
   */
  public static void write(Path target, byte[] bytes) {
    try {
      if (Files.isRegularFile(target)
          && Files.size(target) == bytes.length
          && Arrays.equals(Files.readAllBytes(target), bytes)) {
        return;
      }
    } catch (IOException e) {
      // Unreadable: replacing it is what the caller asked for.
    }
    write(target, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /** Replaces a file by what {@code body} writes; on any failure the old file stays as it was. */
  public static void write(Path target, Body body) {
    Path folder = target.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      Files.createDirectories(folder);
      temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        body.writeTo(channel);
        channel.force(true);
      }
      makeReadable(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(temporary);
      throw LstmcException.badInput(
          "%s: cannot write: %s. The file is as it was before; free space or choose another place"
              + " with --output",
          target, reason(e), e);
    } catch (RuntimeException e) {
      discard(temporary);
      throw e;
    }
  }

  /** Writes all of the buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  // Temporary files are made private to their owner; results get the usual mode, less the umask.
  private static void makeReadable(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(
          file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static void discard(Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The write's own failure is what the user must hear about.
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "no such folder";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage();
  }
}
