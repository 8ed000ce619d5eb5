package org.lstmc.core.data.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lstmc.core.LstmcException;

/**
 * One channel of 16-bit samples from a RIFF wave or a NIST SPHERE file; which of them is told by
 * the first bytes, not by the name.
 *
 * @param rate samples a second
 * @param samples -32768 .. 32767
 */
record Sound(int rate, short[] samples) {
  /** Reads a file's content; {@code file} is for messages. */
  static Sound read(byte[] content, Path file) {
    String magic = ascii(content, 0, Math.min(8, content.length));
    if (magic.startsWith("RIFF")) {
      return riff(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), file);
    }
    if (magic.startsWith("NIST_1A")) {
      return sphere(content, file);
    }
    throw LstmcException.badInput(
        "%s: neither a RIFF wave nor a NIST SPHERE file; convert it to 16-bit mono wave", file);
  }

  /** Refuses another rate than that of the files before, and what is shorter than a window. */
  void check(int expectedRate, Path file) {
    if (rate != expectedRate) {
      throw LstmcException.badInput(
          "%s: %d Hz, but the files before have %d Hz; resample it", file, rate, expectedRate);
    }
    if (samples.length < Features.window(rate)) {
      throw LstmcException.badInput(
          "%s: %d samples, shorter than one window of 25 ms (%d); remove it",
          file, samples.length, Features.window(rate));
    }
  }

  /** Chunks of four letters and a length; {@code fmt } must come before {@code data}. */
  private static Sound riff(ByteBuffer in, Path file) {
    int rate = 0;
    int at = 12;
    while (at + 8 <= in.limit()) {
      String name = ascii(in.array(), at, 4);
      long size = in.getInt(at + 4) & 0xffffffffL;
      int body = at + 8;
      if (body + size > in.limit()) {
        throw LstmcException.badInput(
            "%s: truncated: chunk '%s' says %d bytes, %d are there",
            file, name, size, in.limit() - body);
      }
      if (name.equals("fmt ") && size >= 16) {
        check(file, "format tag", in.getShort(body) & 0xffff, 1);
        check(file, "number of channels", in.getShort(body + 2), 1);
        check(file, "bits a sample", in.getShort(body + 14), 16);
        rate = in.getInt(body + 4);
      } else if (name.equals("data")) {
        return new Sound(checkRate(rate, file), samples(in, body, (int) size / 2));
      }
      at = (int) (body + size + (size & 1));
    }
    throw LstmcException.badInput("%s: truncated: no data chunk", file);
  }

  /** A text header of {@code name -type value} lines, its length in the second line. */
  private static Sound sphere(byte[] content, Path file) {
    int header;
    try {
      header = Integer.parseInt(ascii(content, 8, Math.min(8, content.length - 8)).strip());
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw LstmcException.badInput("%s: SPHERE header without a length", file, e);
    }
    if (header < 16 || header > content.length) {
      throw LstmcException.badInput(
          "%s: truncated: a header of %d bytes in a file of %d", file, header, content.length);
    }
    String fields = ascii(content, 16, header - 16);
    String coding = field(fields, "sample_coding", "pcm");
    if (!coding.equals("pcm")) {
      throw LstmcException.badInput(
          "%s: sample_coding %s; unpack it to pcm first (sph2pipe or sox)", file, coding);
    }
    check(file, "number of channels", number(fields, "channel_count", 1, file), 1);
    check(file, "bytes a sample", number(fields, "sample_n_bytes", 2, file), 2);
    boolean little = field(fields, "sample_byte_format", "01").equals("01");
    int count = number(fields, "sample_count", (content.length - header) / 2, file);
    if (count < 0 || count > (content.length - header) / 2) {
      throw LstmcException.badInput(
          "%s: truncated: %d samples announced, %d are there",
          file, count, (content.length - header) / 2);
    }
    ByteBuffer in =
        ByteBuffer.wrap(content).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int rate = checkRate(number(fields, "sample_rate", 0, file), file);
    return new Sound(rate, samples(in, header, count));
  }

  private static short[] samples(ByteBuffer in, int at, int count) {
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = in.getShort(at + 2 * i);
    }
    return samples;
  }

  private static int number(String fields, String name, int fallback, Path file) {
    String value = field(fields, name, Integer.toString(fallback));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw LstmcException.badInput("%s: header field %s is '%s'", file, name, value, e);
    }
  }

  private static String field(String fields, String name, String fallback) {
    for (String line : fields.split("\n")) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length == 3 && words[0].equals(name)) {
        return words[2].strip();
      }
    }
    return fallback;
  }

  private static void check(Path file, String what, int found, int expected) {
    if (found != expected) {
      throw LstmcException.badInput(
          "%s: %s is %d, expected %d; convert it to 16-bit mono PCM", file, what, found, expected);
    }
  }

  private static int checkRate(int rate, Path file) {
    if (rate < 4000 || rate > 192_000) {
      throw LstmcException.badInput("%s: sample rate %d Hz, expected 4000 to 192000", file, rate);
    }
    return rate;
  }

  private static String ascii(byte[] content, int from, int length) {
    return new String(content, from, Math.max(0, length), StandardCharsets.ISO_8859_1);
  }
}
