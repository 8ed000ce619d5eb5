package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * Contents of one memory, as {@code $readmemh} reads them. The core has a string parameter that
 * names the file.
 *
 * @param parameter the core's parameter that takes the file's path
 * @param file name inside the folder {@code mem}, such as {@code wx.hex}
 * @param width bits of a word
 * @param words the words, each at least 0 and below 2^width
 * @param live of every word the bits that this run's outputs can depend on: not those of table
 *     entries that no argument reaches, of slots behind a row's end, of weights whose operand is
 *     always zero. Mutations are drawn from these; null for all bits
 */
public record MemoryImage(
    String parameter, String file, int width, List<BigInteger> words, List<BigInteger> live) {
  /** Checks the range of every word. */
  public MemoryImage {
    words = List.copyOf(words);
    for (BigInteger w : words) {
      if (w.signum() < 0 || w.bitLength() > width) {
        throw new IllegalArgumentException(file + ": " + w + " is no word of " + width + " bits");
      }
    }
  }

  /** Path of the file with the live bits, inside the exported folder. */
  public String livePath() {
    return "tb/" + file.replaceAll("\\.hex$", ".live.hex");
  }

  /** The live bits in the form of the image. */
  public String liveText() {
    BigInteger all = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    return hex(live == null ? Collections.nCopies(words.size(), all) : live, width);
  }

  /** Contents whose every bit is live. */
  public static MemoryImage of(String parameter, String file, int width, List<BigInteger> words) {
    return new MemoryImage(parameter, file, width, words, null);
  }

  /** Path inside the exported folder. */
  public String path() {
    return "mem/" + file;
  }

  /** The file: one word a line in hexadecimal, leading zeros included. */
  public String text() {
    return hex(words, width);
  }

  static String hex(List<BigInteger> words, int width) {
    int digits = (width + 3) / 4;
    StringBuilder b = new StringBuilder();
    for (BigInteger w : words) {
      String s = w.toString(16);
      b.append("0".repeat(digits - s.length())).append(s).append('\n');
    }
    return b.toString();
  }
}
