package org.lstmc.core.export.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantSum;
import org.lstmc.core.quantize.fft.CirculantTerm;
import org.lstmc.core.quantize.fft.FixedFft;
import org.lstmc.core.quantize.fft.WeightSpectra;

/** Transforms and block-circulant matrices as C tables with their descriptions. */
final class CTransforms {
  private final CTables tables;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> byContent = new HashMap<>();
  private final Map<String, String> circulants = new HashMap<>();
  private int exactBits = 32;
  private int twiddleBits = 16;

  CTransforms(CTables tables) {
    this.tables = tables;
  }

  /** The name of a description, which is written where it is new. */
  private String described(String type, String stem, String body) {
    return byContent.computeIfAbsent(
        type + body,
        b -> {
          String name = stem + "_" + byContent.size();
          text.append(
              String.format(Locale.ROOT, "static const %s %s = {\n%s};\n\n", type, name, body));
          return name;
        });
  }

  private String fft(FixedFft f) {
    int k = f.points();
    long[] cos = new long[k / 4 + 1];
    long[] sin = new long[k / 4 + 1];
    for (int m = 0; m < cos.length; m++) {
      cos[m] = f.cos(m);
      sin[m] = f.sin(m);
    }
    return described(
        "lstmc_fft",
        "fft",
        String.format(
            Locale.ROOT,
            "    .cosine = %s,\n    .sine = %s,\n    .points = %d,\n    .halvings = %d,\n"
                + "    .word_bits = %d,\n    .twiddle_fraction = %d,\n",
            tables.signed("twiddle factors", "cosine_" + k, twiddleBits, cos),
            tables.signed("twiddle factors", "sine_" + k, twiddleBits, sin),
            k,
            f.halvings(),
            f.words().width(),
            f.twiddle().fractionBits()));
  }

  /** Takes note of what all transforms need; before any is added. */
  void fit(Iterable<CirculantSum> sums) {
    for (CirculantSum s : sums) {
      List<FixedFft> all = new ArrayList<>(s.terms().stream().map(CirculantTerm::forward).toList());
      all.add(s.inverse());
      for (FixedFft f : all) {
        // A difference of two words times a factor, twice: width + width bits and one for each sum.
        boolean fits = f.words().width() + f.twiddle().width() <= 30;
        exactBits = fits ? exactBits : 64;
        twiddleBits = Math.max(twiddleBits, CTables.typeBits(f.twiddle().width()));
      }
    }
  }

  /** Bits of the integers that hold a word of a transform before it is rounded: 32 or 64. */
  int exactBits() {
    return exactBits;
  }

  /** Bits of a stored twiddle factor: 16 or 32. */
  int twiddleBits() {
    return twiddleBits;
  }

  /**
   * A {@code lstmc_spectrum} of the vectors that a matrix meets.
   *
   * @param vector their format
   */
  String spectrum(CirculantTerm term, FixedFormat vector) {
    return described(
        "lstmc_spectrum",
        "spectrum",
        String.format(
            Locale.ROOT,
            "    .fft = &%s,\n    .blocks = %d,\n    .to = %s,\n",
            fft(term.forward()),
            term.spectra().form().blockCols(),
            CText.to(vector.fractionBits(), term.forward().words())));
  }

  /** A {@code lstmc_circulant}. */
  String circulant(CirculantSum sum) {
    return circulants.computeIfAbsent(sum.lead(), lead -> write(sum));
  }

  private String write(CirculantSum sum) {
    String name = "circulant_" + circulants.size();
    StringBuilder terms = new StringBuilder();
    for (CirculantTerm t : sum.terms()) {
      String data =
          tables.signed(
              "weights",
              t.matrix().replace('.', '_') + "_spectra",
              spectraBits(sum),
              raws(t.spectra()));
      terms.append(
          String.format(
              Locale.ROOT,
              "    {.spectra = %s, .block_cols = %d, .shift = %d},\n",
              data,
              t.spectra().form().blockCols(),
              CText.shift(t.shift())));
    }
    String inverse = fft(sum.inverse());
    text.append(
        String.format(
            Locale.ROOT,
            "static const lstmc_term %s_terms[] = {\n%s};\n\n"
                + "static const lstmc_circulant %s = {\n    .terms = %s_terms,\n"
                + "    .inverse = &%s,\n    .to = %s,\n    .bits = %d,\n    .count = %d,\n};\n\n",
            name,
            terms,
            name,
            name,
            inverse,
            CText.to(sum.accumulator().fractionBits(), sum.words()),
            sum.accumulator().width(),
            sum.terms().size()));
    return name;
  }

  /** The kernel of a product; all matrices of a group are stored in the type of the widest. */
  static String kernel(CirculantSum sum) {
    return String.format(
        Locale.ROOT,
        "lstmc_blocks_s%d_%d",
        CTables.typeBits(spectraBits(sum)),
        sum.accumulator().width() <= 32 ? 32 : 64);
  }

  private static int spectraBits(CirculantSum sum) {
    return sum.terms().stream().mapToInt(t -> t.spectra().format().width()).max().orElseThrow();
  }

  private static long[] raws(WeightSpectra s) {
    int k = s.form().block();
    long[] all = new long[s.form().blockRows() * s.form().blockCols() * k];
    for (int at = 0; at < all.length; at++) {
      int block = at / k;
      all[at] = s.raw(block / s.form().blockCols(), block % s.form().blockCols(), at % k);
    }
    return all;
  }

  /** The descriptions. */
  String text() {
    return text.toString();
  }
}
