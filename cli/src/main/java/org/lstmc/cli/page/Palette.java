package org.lstmc.cli.page;

import java.util.List;

/** Colours that differ for the colour-blind too, and in grey (Okabe and Ito 2008, and tints). */
final class Palette {
  /** Of bars that are all alike. */
  static final String PLAIN = "#90a4ae";

  /** Of what is only left over. */
  static final String PALE = "#e3e7ea";

  private static final List<String> COLOURS =
      List.of(
          "#009e73", "#e69f00", "#56b4e9", "#d55e00", "#cc79a7", "#0072b2", "#f0e442", "#8c6d31",
          "#b0b0b0", "#5e4fa2", "#a6d96a", "#404040");

  private Palette() {}

  /** The n-th colour; after the last the first again. */
  static String colour(int n) {
    return COLOURS.get(n % COLOURS.size());
  }
}
