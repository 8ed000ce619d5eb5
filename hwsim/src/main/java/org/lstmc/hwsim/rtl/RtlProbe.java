package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.util.List;

/**
 * A signal inside the core that is compared like an output: sums, gates, states, which the integer
 * datapath knows exactly and narrow outputs hide. The core needs no port for it: the bench reads it
 * by its path.
 *
 * @param name for messages, {@code [a-z][a-z0-9_]*}
 * @param valid path of the bit below the core instance that says that a word is there
 * @param data path of the word below the core instance
 * @param width bits of the word that are compared, from the lowest on
 * @param words words a time step
 * @param expected all words in order, each taken modulo 2^width; null for a word that nothing reads
 */
public record RtlProbe(
    String name, String valid, String data, int width, int words, List<BigInteger> expected) {
  /** Takes every word modulo 2^width. */
  public RtlProbe {
    BigInteger modulus = BigInteger.ONE.shiftLeft(width);
    expected = expected.stream().map(v -> v == null ? null : v.mod(modulus)).toList();
  }

  /** The file: a bit that says whether a word is compared, and the word. */
  String text() {
    BigInteger compared = BigInteger.ONE.shiftLeft(width);
    List<BigInteger> all =
        expected.stream().map(v -> v == null ? BigInteger.ZERO : v.or(compared)).toList();
    return MemoryImage.hex(all, width + 1);
  }

  /** Path of the file with the expected words, inside the exported folder. */
  String path(String design) {
    return "tb/" + design + "." + name + ".hex";
  }
}
