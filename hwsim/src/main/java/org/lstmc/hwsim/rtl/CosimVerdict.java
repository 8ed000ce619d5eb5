package org.lstmc.hwsim.rtl;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the bench of one design found.
 *
 * @param design its name
 * @param passed whether every output and every cycle was as expected
 * @param message the first difference in words; the counts if there is none
 */
public record CosimVerdict(String design, boolean passed, String message) {

  /** Reads the bench's lines; a design without one has not ended. */
  static Map<String, CosimVerdict> parse(Path folder, List<String> designs, String output) {
    Map<String, CosimVerdict> all = new LinkedHashMap<>();
    for (String line : output.split("\\R")) {
      String[] w = line.trim().split(" +");
      if (w.length > 2 && w[0].equals("lstmc") && designs.contains(w[1])) {
        all.putIfAbsent(w[1], read(folder, w));
      }
    }
    for (String d : designs) {
      all.putIfAbsent(d, new CosimVerdict(d, false, "the simulation ended without a verdict"));
    }
    return all;
  }

  private static CosimVerdict read(Path folder, String[] w) {
    String name = w[1];
    switch (w[2]) {
      case "PASS":
        return new CosimVerdict(name, true, w[3] + " " + w[4]);
      case "DIFF":
        return new CosimVerdict(name, false, difference(folder, name, w));
      case "LANES":
        return new CosimVerdict(
            name,
            false,
            String.format(
                Locale.ROOT,
                "%s: in cycle %s words come in lanes %s, expected %s in cycle %s",
                at(folder, name, w[3], 0).where(),
                w[4],
                w[7],
                w[6],
                w[5]));
      case "PROBE":
        return new CosimVerdict(name, false, hidden(folder, name, w));
      case "FEW":
        return new CosimVerdict(
            name,
            false,
            String.format(Locale.ROOT, "%s: %s words instead of %s", w[3], w[4], w[5]));
      case "EXTRA":
        return new CosimVerdict(
            name,
            false,
            String.format(Locale.ROOT, "in cycle %s another word comes after the last one", w[4]));
      default:
        return new CosimVerdict(
            name,
            false,
            String.format(
                Locale.ROOT,
                "%s: did not come until cycle %s, then stopped",
                at(folder, name, w[3], 0).where(),
                w[4]));
    }
  }

  private static String difference(Path folder, String name, String[] w) {
    ExpectedText.Entry e = at(folder, name, w[3], Integer.parseInt(w[4]));
    long cycle = Long.parseLong(w[5]);
    String late =
        cycle == e.cycle()
            ? String.format(Locale.ROOT, "cycle %d", cycle)
            : String.format(
                Locale.ROOT, "cycle %d instead of %d (%+d)", cycle, e.cycle(), cycle - e.cycle());
    return String.format(
        Locale.ROOT,
        "%s: %s, expected %d (0x%s), got %s (0x%s)",
        e.where(),
        late,
        e.value(),
        w[7],
        signed(w[8], 4 * w[8].length(), e.bits()),
        w[8]);
  }

  /** A difference in a signal inside the core. */
  private static String hidden(Path folder, String name, String[] w) {
    int words = RtlDescriptor.read(folder).design(name).path("probeWords").path(w[3]).asInt(1);
    long at = Long.parseLong(w[4]);
    return String.format(
        Locale.ROOT,
        "step %d, unit %d, signal %s: cycle %s, expected 0x%s, got 0x%s",
        at / words,
        at % words,
        w[3],
        w[5],
        w[6],
        w[7]);
  }

  private static ExpectedText.Entry at(Path folder, String name, String beat, int lane) {
    return ExpectedText.read(folder, name).at(Integer.parseInt(beat), lane);
  }

  /** A word in hexadecimal as a signed decimal; as it is if it holds x or z. */
  private static String signed(String hex, int digits, int bits) {
    if (!hex.matches("[0-9a-fA-F]+")) {
      return "an unknown value";
    }
    BigInteger v = new BigInteger(hex, 16);
    int width = Math.min(digits, bits);
    return (v.testBit(width - 1) ? v.subtract(BigInteger.ONE.shiftLeft(width)) : v).toString();
  }
}
