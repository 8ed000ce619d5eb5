package org.lstmc.core.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Task;
import org.lstmc.core.model.TaskKind;

/**
 * Where a format reads from: the files, the options, and what an earlier reading fixed. It hashes
 * whatever passes through it.
 */
public final class Source {
  private static final long MOST_KEPT = 128L << 20;
  private final String format;
  private final boolean synthetic;
  private final String named;
  private final SortedMap<String, Path> files;
  private final SortedMap<String, String> hashes = new TreeMap<>();

  /** What hashing has read and nobody has asked for yet, so that small data are read once. */
  private final SortedMap<String, byte[]> kept = new TreeMap<>();

  private long keptBytes;
  private final Options options;
  private final Task known;

  Source(DataFormat format, String named, Map<String, Path> files, Options options, Task known) {
    this.format = format.info().name();
    this.synthetic = format.synthetic();
    this.named = named;
    this.files = new TreeMap<>(files);
    this.options = options;
    this.known = known;
  }

  /** The checked options. */
  public Options options() {
    return options;
  }

  /** What an earlier reading fixed; null the first time. */
  public Task known() {
    return known;
  }

  /** The lasting names of all files, sorted. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Where a file lies, for messages; null if there is none of this name. */
  public Path file(String name) {
    return files.get(name);
  }

  /**
   * The content of a file, unpacked when it is gzip (told by its first two bytes).
   *
   * @throws LstmcException bad input, when it cannot be read
   */
  public byte[] read(String name) {
    byte[] before = kept.remove(name);
    if (before != null) {
      keptBytes -= before.length;
      return before;
    }
    Path file = files.get(name);
    byte[] content;
    try {
      content = Files.readAllBytes(file);
      if (content.length > 1 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(content), 1 << 16)) {
          content = in.readAllBytes();
        }
      }
    } catch (java.nio.file.NoSuchFileException e) {
      throw LstmcException.badInput("%s: no such file", file, e);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw LstmcException.badInput(
          "%s: damaged gzip file (%s); copy it again", file, e.getMessage(), e);
    } catch (IOException e) {
      throw LstmcException.badInput("%s: cannot be read (%s)", file, e, e);
    }
    hashes.put(name, hex(sha256Digest().digest(content)));
    return content;
  }

  /**
   * SHA-256 over one line {@code HEX NAME\n} a file, sorted by name, of the unpacked contents; null
   * for generated data. Packing a file or moving the folder does not change it.
   */
  public String sha256() {
    if (files.isEmpty()) {
      return null;
    }
    MessageDigest all = sha256Digest();
    for (String name : files.keySet()) {
      if (!hashes.containsKey(name)) {
        byte[] content = read(name);
        if (keptBytes + content.length <= MOST_KEPT) {
          kept.put(name, content);
          keptBytes += content.length;
        }
      }
      all.update((hashes.get(name) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return hex(all.digest());
  }

  /** The task of data read from here without features. */
  public Task task(TaskKind kind, List<String> vocabulary, List<String> labels) {
    return task(kind, vocabulary, labels, options, new float[0], new float[0]);
  }

  /** The task of data read from here; {@code settled} are the options as finally used. */
  public Task task(
      TaskKind kind,
      List<String> vocabulary,
      List<String> labels,
      Options settled,
      float[] mean,
      float[] std) {
    return task(kind, vocabulary, labels, List.of(), settled, mean, std);
  }

  /** The task of transcription from features; {@code scoredAs} is as {@link Task} has it. */
  public Task transcription(
      List<String> labels, List<String> scoredAs, Options settled, FeatureScaling scaling) {
    return task(
        TaskKind.TRANSCRIPTION,
        List.of(),
        labels,
        scoredAs,
        settled,
        scaling.mean(),
        scaling.std());
  }

  private Task task(
      TaskKind kind,
      List<String> vocabulary,
      List<String> labels,
      List<String> scoredAs,
      Options settled,
      float[] mean,
      float[] std) {
    return new Task(
        kind,
        format,
        synthetic,
        named,
        java.util.Collections.unmodifiableSortedMap(settled.values()),
        sha256(),
        List.copyOf(vocabulary),
        List.copyOf(labels),
        List.copyOf(scoredAs),
        mean,
        std);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
