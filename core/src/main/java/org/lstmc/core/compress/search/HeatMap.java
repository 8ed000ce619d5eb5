package org.lstmc.core.compress.search;

import java.util.List;
import java.util.Locale;

/**
 * A table of numbers as coloured cells with their values, written as SVG text. The colour scale
 * turns logarithmic, and says so, where all values are positive and span more than a factor of 4.
 *
 * @param title heading
 * @param subtitle line under it
 * @param xLabel what the columns are, with its unit
 * @param xTicks label of each column
 * @param yLabel what the rows are, with its unit
 * @param yTicks label of each row
 * @param unit what the values are, for the legend
 * @param values by row and column; not-a-number is drawn as an empty cell
 */
public record HeatMap(
    String title,
    String subtitle,
    String xLabel,
    List<String> xTicks,
    String yLabel,
    List<String> yTicks,
    String unit,
    List<List<Double>> values) {
  private static final int CELL_WIDTH = 62;
  private static final int MIN_CELL_HEIGHT = 26;
  private static final int MAX_CELL_HEIGHT = 80;
  private static final int TOP = 64;
  private static final int LEGEND_STEPS = 64;

  /** The SVG document. */
  public String toSvg() {
    int longest = yTicks.stream().mapToInt(String::length).max().orElse(0);
    int left = 52 + 7 * longest;
    int plotWidth = CELL_WIDTH * xTicks.size();
    int plotHeight = cellHeight() * yTicks.size();
    int legendHeight = Math.max(plotHeight, 120);
    ColourScale scale = ColourScale.over(values);
    int legendX = left + plotWidth + 28;
    int needed = Math.max(title.length() * 9, subtitle.length() * 7) + 40;
    int width = Math.max(legendX + 150, needed);
    int height = TOP + Math.max(Math.max(plotHeight + 52, legendHeight + 30), 7 * yLabel.length());
    StringBuilder s = new StringBuilder();
    s.append(
        line(
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                + " viewBox='0 0 %d %d' font-family='DejaVu Sans, Helvetica, Arial, sans-serif'"
                + " font-size='12' fill='#222'>",
            width, height, width, height));
    s.append(line("<rect width='%d' height='%d' fill='#fff'/>", width, height));
    s.append(line("<text x='20' y='24' font-size='15'>%s</text>", escaped(title)));
    s.append(line("<text x='20' y='43' fill='#555'>%s</text>", escaped(subtitle)));
    cells(s, left, scale);
    int middleX = left + plotWidth / 2;
    int middleY = Math.max(TOP + plotHeight / 2, TOP + 7 * yLabel.length() / 2);
    s.append(
        line(
            "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
            Math.max(middleX, 20 + escaped(xLabel).length() * 7 / 2),
            TOP + plotHeight + 40,
            escaped(xLabel)));
    s.append(
        line(
            "<text x='20' y='%d' text-anchor='middle' transform='rotate(-90 20 %d)'>%s</text>",
            middleY, middleY, escaped(yLabel)));
    legend(s, legendX, legendHeight, scale);
    return s.append("</svg>\n").toString();
  }

  /** Few rows are drawn higher, so that the label of their axis has room beside them. */
  private int cellHeight() {
    int wanted = 8 * yLabel.length() / Math.max(1, yTicks.size());
    return Math.max(MIN_CELL_HEIGHT, Math.min(MAX_CELL_HEIGHT, wanted));
  }

  private void cells(StringBuilder s, int left, ColourScale scale) {
    int cellHeight = cellHeight();
    for (int r = 0; r < yTicks.size(); r++) {
      int y = TOP + r * cellHeight;
      s.append(
          line(
              "<text x='%d' y='%d' text-anchor='end'>%s</text>",
              left - 8, y + cellHeight / 2 + 4, escaped(yTicks.get(r))));
      for (int c = 0; c < xTicks.size(); c++) {
        double v = values.get(r).get(c);
        int x = left + c * CELL_WIDTH;
        s.append(
            line(
                "<rect x='%d' y='%d' width='%d' height='%d' fill='%s' stroke='#fff'/>",
                x, y, CELL_WIDTH, cellHeight, scale.colour(v)));
        s.append(
            line(
                "<text x='%d' y='%d' text-anchor='middle' font-size='11' fill='%s'>%s</text>",
                x + CELL_WIDTH / 2,
                y + cellHeight / 2 + 4,
                scale.ink(v),
                Double.isFinite(v) ? shortNumber(v) : "n/a"));
      }
    }
    for (int c = 0; c < xTicks.size(); c++) {
      s.append(
          line(
              "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
              left + c * CELL_WIDTH + CELL_WIDTH / 2,
              TOP + cellHeight * yTicks.size() + 18,
              escaped(xTicks.get(c))));
    }
  }

  private void legend(StringBuilder s, int x, int height, ColourScale scale) {
    for (int i = 0; i < LEGEND_STEPS; i++) {
      int from = height * i / LEGEND_STEPS;
      int to = height * (i + 1) / LEGEND_STEPS;
      double share = 1 - (i + 0.5) / LEGEND_STEPS;
      s.append(
          line(
              "<rect x='%d' y='%d' width='16' height='%d' fill='%s'/>",
              x, TOP + from, to - from, ColourScale.viridis(share)));
    }
    for (int i = 0; i <= 4; i++) {
      s.append(
          line(
              "<text x='%d' y='%d'>%s</text>",
              x + 22, TOP + height * i / 4 + 4, shortNumber(scale.valueAt(1 - i / 4.0))));
    }
    s.append(
        line(
            "<text x='%d' y='%d'>%s%s</text>",
            x, TOP - 10, escaped(unit), scale.logarithmic() ? " (log colours)" : ""));
  }

  /** At most four significant digits, without exponent for everyday values. */
  static String shortNumber(double v) {
    if (v == 0) {
      return "0";
    }
    double magnitude = Math.abs(v);
    if (magnitude >= 1e6 || magnitude < 1e-3) {
      return String.format(Locale.ROOT, "%.2e", v);
    }
    int decimals = magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", v);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String line(String format, Object... args) {
    return String.format(Locale.ROOT, format, args) + "\n";
  }
}
