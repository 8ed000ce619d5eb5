package org.lstmc.core.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.lstmc.core.LstmcException;

/**
 * Keeps two processes from writing one model. The operating system frees the lock when its holder
 * dies, however it dies.
 */
public final class ModelLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private ModelLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock of a manifest, or refuses at once. */
  public static ModelLock acquire(Path manifest) {
    Path folder = manifest.toAbsolutePath().getParent();
    Path file = folder.resolve("." + manifest.getFileName() + ".lock");
    try {
      Files.createDirectories(folder);
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
          channel.close();
          throw LstmcException.badInput(
              "%s: another lstmc process is writing this model. Wait for it, or write elsewhere"
                  + " with --output",
              manifest);
        }
        try {
          if (isStillThere(file, channel)) {
            return new ModelLock(file, channel);
          }
        } catch (IOException e) {
          Files.deleteIfExists(file);
          channel.close();
          throw e;
        }
        channel.close();
      }
    } catch (IOException e) {
      throw LstmcException.badInput(
          "%s: cannot lock: %s. Choose a folder you may write to with --output",
          manifest, e.getMessage(), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  // The holder removes the file when done; whoever opened it before that holds a lock on a file
  // that is gone. A fresh token, read back by name, tells.
  private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    AtomicFile.writeFully(channel, ByteBuffer.wrap(token));
    try {
      return java.util.Arrays.equals(Files.readAllBytes(file), token);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      // A left-over lock file does no harm: the next writer locks it again.
    }
  }
}
