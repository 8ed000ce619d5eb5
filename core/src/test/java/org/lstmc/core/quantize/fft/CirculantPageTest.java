package org.lstmc.core.quantize.fft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/** Reads the example of "Block-circulant products" in docs/arithmetic.md and computes it again. */
class CirculantPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\S+) \\| =? ?(\\S+) \\| `(fixed<\\d+,-?\\d+>)` \\| (-?\\d+) \\|");

  private record Item(double real, FixedFormat format, long raw) {}

  private static Map<String, Item> example() throws IOException {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/arithmetic.md"))) {
      at = at.getParent();
    }
    Map<String, Item> items = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : Files.readAllLines(at.resolve("docs/arithmetic.md"))) {
      inside = line.startsWith("## ") ? line.endsWith("Block-circulant products") : inside;
      Matcher m = ROW.matcher(line);
      if (inside && m.matches()) {
        FixedFormat format = FixedFormat.parse(m.group(3));
        Item item = new Item(Double.parseDouble(m.group(2)), format, Long.parseLong(m.group(4)));
        items.put(m.group(1), item);
      }
    }
    return items;
  }

  @Test
  void theWorkedExampleIsWhatTheTransformComputes() throws IOException {
    Map<String, Item> page = example();
    final BlockCirculant form = new BlockCirculant(4, 4, 4);
    float[] w = {0.5f, -0.2f, 0.1f, 0.7f};
    double[] x = {0.7, -0.3, 0.45, 0.1};
    final FixedFormat words = new FixedFormat(8, 2);
    final FixedFormat inverse = new FixedFormat(9, 2);
    final FixedFormat twiddle = new FixedFormat(8, 1);
    WeightSpectra stored =
        WeightSpectra.of(
            "w", form, form.expand(new Tensor(form.vectorShape(), w)), new FixedFormat(8, 2));
    FixedFft forward = new FixedFft(4, words, twiddle, 1, Rounding.RND, Overflow.SAT);
    FixedFft back = new FixedFft(4, inverse, twiddle, 1, Rounding.RND, Overflow.SAT);
    CirculantTerm term = new CirculantTerm("w", stored, forward, 0);
    FixedFormat accumulator = page.get("sum[0].re").format();
    CirculantSum sum = new CirculantSum("w", List.of(term), accumulator, back);
    assertThat(accumulator.fractionBits()).isEqualTo(12);
    Map<String, Item> found = new LinkedHashMap<>();
    long[] raw = new long[4];
    FixedFormat input = new FixedFormat(8, 1);
    for (int n = 0; n < 4; n++) {
      raw[n] = FixedArithmetic.fromDouble(x[n], input);
      found.put("x[" + n + "]", new Item(x[n], input, raw[n]));
    }
    long[][] spectrum = term.transform(raw, input.fractionBits(), WordCounter.NONE);
    List<long[][]> spectra = new ArrayList<>();
    spectra.add(spectrum);
    final long[] sums = sum.exactSums(0, spectra);
    long[] weights = new long[4];
    for (int i = 0; i < 4; i++) {
      weights[i] = stored.raw(0, 0, i);
    }
    put(found, "W", weights, stored.format());
    put(found, "X", spectrum[0], words);
    put(found, "sum", sums, accumulator);
    long[] y = sum.rows(0, 4, spectra, WordCounter.NONE);
    for (int n = 0; n < 4; n++) {
      found.put("y[" + n + "]", new Item(inverse.toDouble(y[n]), inverse, y[n]));
    }
    StringBuilder table = new StringBuilder();
    found.forEach(
        (name, i) ->
            table.append(
                String.format(
                    java.util.Locale.ROOT,
                    "| %s | %s%s | `%s` | %d |%n",
                    name,
                    name.startsWith("x") ? "" : "= ",
                    name.startsWith("x")
                        ? i.real()
                        : String.format(java.util.Locale.ROOT, "%.6f", i.real()),
                    i.format(),
                    i.raw())));
    assertThat(page.keySet()).as(table.toString()).containsExactlyElementsOf(found.keySet());
    page.forEach(
        (name, item) -> {
          assertThat(item.raw()).as(name).isEqualTo(found.get(name).raw());
          assertThat(item.format()).as(name).isEqualTo(found.get(name).format());
        });
    // The products themselves: W x with W[r][c] = w[(r - c) mod 4], within a few places.
    for (int r = 0; r < 4; r++) {
      double exact = 0;
      for (int c = 0; c < 4; c++) {
        exact += w[(r - c) & 3] * x[c];
      }
      assertThat(Math.abs(found.get("y[" + r + "]").real() - exact)).isLessThan(0.02);
    }
  }

  private static void put(Map<String, Item> all, String name, long[] v, FixedFormat f) {
    all.put(name + "[0].re", new Item(f.toDouble(v[0]), f, v[0]));
    all.put(name + "[1].re", new Item(f.toDouble(v[1]), f, v[1]));
    all.put(name + "[1].im", new Item(f.toDouble(v[3]), f, v[3]));
    all.put(name + "[2].re", new Item(f.toDouble(v[2]), f, v[2]));
  }
}
