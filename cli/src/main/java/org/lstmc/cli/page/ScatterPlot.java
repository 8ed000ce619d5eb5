package org.lstmc.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** A {@link Page.Scatter} as SVG: marked points filled green, labels beside the points. */
final class ScatterPlot {
  private static final int WIDTH = 780;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int BOTTOM = 50;
  private static final int TOP = 20;
  private static final int RIGHT = 150;
  private static final int TICKS = 5;
  private static final double LETTER = 6.5;
  private static final double LINE = 13;

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
      List<double[]> taken = new ArrayList<>();
      for (Page.Point point : p.points()) {
        double left = x.at(point.x()) + 8;
        double baseline = free(taken, left, y.at(point.y()) + 4, point.label().length());
        s.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\" stroke=\"#37474f\"/>"
                    + "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                x.at(point.x()),
                y.at(point.y()),
                point.marked() ? "#2e7d32" : "#fff",
                left,
                baseline,
                HtmlPage.escaped(point.label())));
      }
    }
    return s.append("</svg>\n").toString();
  }

  /** The place nearest to the wished one where a label meets no other. */
  private static double free(List<double[]> taken, double left, double wished, int letters) {
    double right = left + letters * LETTER;
    for (int i = 0; ; i++) {
      int lines = i % 2 == 0 ? i / 2 : -(i + 1) / 2;
      double baseline = wished + lines * LINE;
      boolean meets =
          taken.stream()
              .anyMatch(t -> t[0] < right && left < t[1] && Math.abs(t[2] - baseline) < LINE);
      if (!meets) {
        taken.add(new double[] {left, right, baseline});
        return baseline;
      }
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
    for (int i = 0; i < TICKS; i++) {
      double share = (double) i / (TICKS - 1);
      s.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.3g</text>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>\n",
              x.position(share),
              HEIGHT - BOTTOM + 18,
              x.value(share),
              LEFT - 6,
              y.position(share) + 4,
              y.value(share)));
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
      return position((v - low) / (high - low));
    }

    double position(double share) {
      return from + share * (to - from);
    }

    double value(double share) {
      double v = low + share * (high - low);
      return log ? Math.pow(10, v) : v;
    }
  }
}
