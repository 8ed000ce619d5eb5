package org.lstmc.cli.page;

import java.util.List;
import java.util.Locale;

/** {@link Page.Bars} and {@link Page.Stacks} as SVG. */
final class BarChart {
  private static final int WIDTH = 820;
  private static final int MOST_LABEL = 280;
  private static final int BAR_WIDTH = 380;
  private static final int ROW_HEIGHT = 22;
  private static final int LEGEND_STEP = 18;
  private static final int LETTERS = 40;
  private static final double LETTER = 7.2;

  private BarChart() {}

  static String svg(Page.Bars b) {
    List<Page.Bar> bars = b.bars();
    int edge = edge(bars.stream().map(Page.Bar::label).toList());
    double longest = bars.stream().mapToDouble(Page.Bar::value).max().orElse(0);
    StringBuilder s = new StringBuilder(head(b.title(), (bars.size() + 1) * ROW_HEIGHT + 4));
    for (int i = 0; i < bars.size(); i++) {
      Page.Bar bar = bars.get(i);
      int y = (i + 1) * ROW_HEIGHT;
      double width = longest > 0 ? Math.max(1, BAR_WIDTH * bar.value() / longest) : 1;
      label(s, bar.label(), edge, y);
      rect(s, edge, y, width, bar.marked() ? "#2e7d32" : Palette.PLAIN, bar.label(), bar.text());
      end(s, edge + width, y, bar.text());
    }
    return s.append("</svg>\n").toString();
  }

  static String svg(Page.Stacks b) {
    int edge = edge(b.stacks().stream().map(Page.Stack::label).toList());
    int legend = legendHeight(b.parts());
    int top = ROW_HEIGHT + legend;
    StringBuilder s = new StringBuilder(head(b.title(), top + b.stacks().size() * ROW_HEIGHT + 4));
    legend(s, b);
    double longest =
        b.stacks().stream()
            .mapToDouble(k -> k.values().stream().mapToDouble(d -> d).sum())
            .max()
            .orElse(0);
    for (int i = 0; i < b.stacks().size(); i++) {
      Page.Stack bar = b.stacks().get(i);
      int y = top + i * ROW_HEIGHT;
      label(s, bar.label(), edge, y);
      double x = edge;
      for (int p = 0; p < b.parts().size(); p++) {
        double width = longest > 0 ? BAR_WIDTH * bar.values().get(p) / longest : 0;
        if (width > 0) {
          String value = number(bar.values().get(p));
          rect(s, x, y, width, colour(b, p), bar.label(), b.parts().get(p) + ": " + value);
          x += width;
        }
      }
      end(s, x, y, bar.text());
    }
    return s.append("</svg>\n").toString();
  }

  /** Where the bars begin: behind the longest label. */
  private static int edge(List<String> labels) {
    int letters = labels.stream().mapToInt(String::length).max().orElse(0);
    return (int) Math.min(MOST_LABEL, letters * LETTER + 12);
  }

  private static String head(String title, int height) {
    return String.format(
        Locale.ROOT,
        "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            + "<text class=\"title\" x=\"0\" y=\"15\">%s</text>\n",
        HtmlPage.escaped(title),
        WIDTH,
        height,
        WIDTH,
        height,
        HtmlPage.escaped(title));
  }

  /** The names of the parts, in as many lines as they need. */
  private static void legend(StringBuilder s, Page.Stacks b) {
    List<String> parts = b.parts();
    double x = 0;
    int y = ROW_HEIGHT;
    for (int p = 0; p < parts.size(); p++) {
      double width = 24 + parts.get(p).length() * LETTER;
      if (x > 0 && x + width > WIDTH) {
        x = 0;
        y += LEGEND_STEP;
      }
      s.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
              x,
              y,
              colour(b, p),
              x + 16,
              y + 11,
              HtmlPage.escaped(parts.get(p))));
      x += width;
    }
  }

  private static int legendHeight(List<String> parts) {
    double x = 0;
    int lines = 1;
    for (String p : parts) {
      double width = 24 + p.length() * LETTER;
      if (x > 0 && x + width > WIDTH) {
        x = 0;
        lines++;
      }
      x += width;
    }
    return lines * LEGEND_STEP + 4;
  }

  private static void label(StringBuilder s, String label, int edge, int y) {
    String cut =
        label.length() > LETTERS ? "..." + label.substring(label.length() - LETTERS + 3) : label;
    s.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            edge - 8,
            y + 14,
            HtmlPage.escaped(cut)));
  }

  private static void rect(
      StringBuilder s, double x, int y, double width, String fill, String label, String tip) {
    s.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\">"
                + "<title>%s: %s</title></rect>",
            x,
            y + 2,
            width,
            fill,
            HtmlPage.escaped(label),
            HtmlPage.escaped(tip)));
  }

  private static void end(StringBuilder s, double x, int y, String text) {
    s.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
            x + 6,
            y + 14,
            HtmlPage.escaped(text)));
  }

  private static String colour(Page.Stacks b, int part) {
    return b.rest() && part == b.parts().size() - 1 ? Palette.PALE : Palette.colour(part);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
