package org.lstmc.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A {@link Page.Scatter} as SVG: a colour a group; marked points large, with their label, all
 * others with their number.
 */
final class ScatterPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int BOTTOM = 50;
  private static final int TOP = 20;
  private static final int RIGHT = 210;
  private static final double LETTER = 6.5;
  private static final double LINE = 13;
  private static final int LEGEND_STEP = 18;

  private ScatterPlot() {}

  static String svg(Page.Scatter p) {
    StringBuilder s = new StringBuilder();
    s.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" aria-label=\"%s over %s\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\">\n",
            HtmlPage.escaped(p.y()),
            HtmlPage.escaped(p.x()),
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    if (!p.points().isEmpty()) {
      Axis x = Axis.of(p, Page.Point::x, true, LEFT, WIDTH - RIGHT);
      Axis y = Axis.of(p, Page.Point::y, p.logY(), HEIGHT - BOTTOM, TOP);
      frame(s, p, x, y);
      List<String> groups = p.points().stream().map(Page.Point::group).distinct().toList();
      legend(s, groups);
      List<double[]> taken = new ArrayList<>();
      // Circles first, so that no label lies under one; labels of marked points have the choice.
      p.points().forEach(point -> circle(s, point, groups.indexOf(point.group()), x, y));
      p.points().forEach(point -> taken.add(around(x.at(point.x()), y.at(point.y()))));
      p.points().stream().filter(Page.Point::marked).forEach(q -> label(s, q, x, y, taken));
      p.points().stream().filter(q -> !q.marked()).forEach(q -> label(s, q, x, y, taken));
    }
    return s.append("</svg>\n").toString();
  }

  private static double[] around(double x, double y) {
    return new double[] {x - 5, x + 5, y + 4};
  }

  private static void circle(StringBuilder s, Page.Point point, int group, Axis x, Axis y) {
    s.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\">"
                + "<title>%s</title></circle>\n",
            x.at(point.x()),
            y.at(point.y()),
            point.marked() ? 7 : 4,
            Palette.colour(group),
            point.marked() ? "#000" : "#37474f",
            point.marked() ? "2" : "0.7",
            HtmlPage.escaped(
                String.format(
                    Locale.ROOT,
                    "%d: %s (%.4g, %.4g)",
                    point.number(),
                    point.label(),
                    point.x(),
                    point.y()))));
  }

  private static void label(
      StringBuilder s, Page.Point point, Axis x, Axis y, List<double[]> taken) {
    String text = point.marked() ? point.number() + " " + point.label() : "" + point.number();
    double left = x.at(point.x()) + (point.marked() ? 10 : 6);
    double wished = y.at(point.y()) + 4;
    double baseline = free(taken, left, wished, text.length());
    if (Math.abs(baseline - wished) > LINE) {
      s.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#b0b0b0\"/>",
              x.at(point.x()),
              y.at(point.y()),
              left,
              baseline - 4));
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n",
            left,
            baseline,
            point.marked() ? " font-weight=\"600\"" : "",
            HtmlPage.escaped(text)));
  }

  /** The place nearest to the wished one where a label meets no other and no point. */
  private static double free(List<double[]> taken, double left, double wished, int letters) {
    double right = left + letters * LETTER;
    for (int i = 0; ; i++) {
      int lines = i % 2 == 0 ? i / 2 : -(i + 1) / 2;
      double baseline = wished + lines * LINE;
      boolean inside = baseline > TOP && baseline < HEIGHT - BOTTOM;
      boolean meets =
          taken.stream()
              .anyMatch(t -> t[0] < right && left < t[1] && Math.abs(t[2] - baseline) < LINE - 2);
      if (inside && !meets || i > 2 * HEIGHT / LINE) {
        taken.add(new double[] {left, right, baseline});
        return baseline;
      }
    }
  }

  private static void legend(StringBuilder s, List<String> groups) {
    for (int g = 0; g < groups.size(); g++) {
      int y = TOP + 8 + g * LEGEND_STEP;
      s.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\" stroke=\"#37474f\"/>"
                  + "<text x=\"%d\" y=\"%d\">%s</text>\n",
              WIDTH - RIGHT + 20,
              y,
              Palette.colour(g),
              WIDTH - RIGHT + 32,
              y + 4,
              HtmlPage.escaped(groups.get(g))));
    }
  }

  private static void frame(StringBuilder s, Page.Scatter p, Axis x, Axis y) {
    s.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#90a4ae\"/>\n",
            LEFT,
            TOP,
            WIDTH - RIGHT - LEFT,
            HEIGHT - BOTTOM - TOP));
    for (double v : x.ticks()) {
      s.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e4e8ea\"/>"
                  + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
              x.at(v),
              TOP,
              x.at(v),
              HEIGHT - BOTTOM,
              x.at(v),
              HEIGHT - BOTTOM + 18,
              tick(v)));
    }
    for (double v : y.ticks()) {
      s.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e4e8ea\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT,
              y.at(v),
              WIDTH - RIGHT,
              y.at(v),
              LEFT - 6,
              y.at(v) + 4,
              tick(v)));
    }
    s.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                + "<text x=\"14\" y=\"%d\" text-anchor=\"middle\""
                + " transform=\"rotate(-90 14 %d)\">%s</text>\n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 8,
            HtmlPage.escaped(p.x()),
            (TOP + HEIGHT - BOTTOM) / 2,
            (TOP + HEIGHT - BOTTOM) / 2,
            HtmlPage.escaped(p.y())));
  }

  /** A round number without zeros behind. */
  private static String tick(double v) {
    return new java.math.BigDecimal(String.format(Locale.ROOT, "%.3g", v))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** From values to pixels. */
  private record Axis(double low, double high, boolean log, double from, double to) {
    static Axis of(
        Page.Scatter p, ToDoubleFunction<Page.Point> value, boolean log, double from, double to) {
      DoubleUnaryOperator scale = log ? Math::log10 : v -> v;
      double low = p.points().stream().mapToDouble(value).map(scale).min().orElse(0);
      double high = p.points().stream().mapToDouble(value).map(scale).max().orElse(1);
      double margin = high > low ? 0.06 * (high - low) : 0.5;
      return new Axis(low - margin, high + margin, log, from, to);
    }

    double at(double value) {
      double v = log ? Math.log10(value) : value;
      return from + (v - low) / (high - low) * (to - from);
    }

    /** Round values: 1, 2, 5 in every decade, or multiples of 1, 2 or 5; some five of them. */
    List<Double> ticks() {
      List<Double> all = new ArrayList<>();
      if (log) {
        double[] steps = high - low > 2.5 ? new double[] {1} : new double[] {1, 2, 5};
        for (int e = (int) Math.floor(low); e <= high; e++) {
          for (double m : steps) {
            double v = m * Math.pow(10, e);
            if (Math.log10(v) >= low && Math.log10(v) <= high) {
              all.add(v);
            }
          }
        }
        if (all.size() > 1) {
          return all;
        }
        all.clear();
      }
      double first = log ? Math.pow(10, low) : low;
      double last = log ? Math.pow(10, high) : high;
      double raw = (last - first) / 5;
      double decade = Math.pow(10, Math.floor(Math.log10(raw)));
      double step =
          decade * (raw / decade > 5 ? 10 : raw / decade > 2 ? 5 : raw / decade > 1 ? 2 : 1);
      for (double v = Math.ceil(first / step) * step; v <= last; v += step) {
        all.add(v);
      }
      return all;
    }
  }
}
