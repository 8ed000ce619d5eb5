package org.lstmc.cli.page;

import java.util.List;
import java.util.Locale;

/** A page as one HTML file: no script, no font, no picture from elsewhere; fit to be printed. */
public final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem;
             color: #1c1c1c; background: #fff; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #ccc; }
      p { max-width: 52rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .88rem; margin: .8rem 0; }
      th, td { border: 1px solid #d0d0d0; padding: .25rem .55rem; text-align: left; vertical-align: top; }
      th { background: #f0f2f4; } td.n { text-align: right; white-space: nowrap;
           font-variant-numeric: tabular-nums; }
      tr.chosen td { background: #e4f2e4; font-weight: 600; }
      svg text { font: 12px system-ui, sans-serif; fill: #1c1c1c; }
      @media print { body { margin: 0; max-width: none; font-size: 11px; } table { font-size: 9px; }
        .wide { overflow: visible; } h2 { break-after: avoid; } tr, svg { break-inside: avoid; } }
      """;
  private static final int LABEL_WIDTH = 260;
  private static final int BAR_WIDTH = 380;
  private static final int ROW_HEIGHT = 22;

  private HtmlPage() {}

  /** The document. */
  public static String of(Page page) {
    StringBuilder s = new StringBuilder();
    s.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(escaped(page.title()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(page.title()))
        .append("</h1>\n");
    for (Page.Block block : page.blocks()) {
      if (block instanceof Page.Heading h) {
        s.append("<h2>").append(escaped(h.text())).append("</h2>\n");
      } else if (block instanceof Page.Text t) {
        s.append("<p>").append(escaped(t.text())).append("</p>\n");
      } else if (block instanceof Page.Table t) {
        table(s, t);
      } else if (block instanceof Page.Bars b) {
        bars(s, b);
      } else if (block instanceof Page.Scatter p) {
        s.append(ScatterPlot.svg(p));
      }
    }
    return s.append("</body>\n</html>\n").toString();
  }

  private static void table(StringBuilder s, Page.Table t) {
    s.append("<div class=\"wide\"><table>\n<thead><tr>");
    t.header().forEach(c -> s.append("<th>").append(escaped(c)).append("</th>"));
    s.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < t.rows().size(); r++) {
      s.append(r == t.marked() ? "<tr class=\"chosen\">" : "<tr>");
      for (String c : t.rows().get(r)) {
        s.append(c.matches("[-+]?[0-9][0-9,.]*( ?[%a-zA-Z]{1,4})?") ? "<td class=\"n\">" : "<td>")
            .append(escaped(c))
            .append("</td>");
      }
      s.append("</tr>\n");
    }
    s.append("</tbody>\n</table></div>\n");
  }

  private static void bars(StringBuilder s, Page.Bars b) {
    List<Page.Bar> bars = b.bars();
    double longest = bars.stream().mapToDouble(Page.Bar::value).max().orElse(0);
    int height = (bars.size() + 1) * ROW_HEIGHT;
    s.append(
        String.format(
            Locale.ROOT,
            "<svg role=\"img\" aria-label=\"%s\" width=\"780\" height=\"%d\""
                + " viewBox=\"0 0 780 %d\">\n<text x=\"0\" y=\"15\">%s</text>\n",
            escaped(b.title()),
            height,
            height,
            escaped(b.title())));
    for (int i = 0; i < bars.size(); i++) {
      Page.Bar bar = bars.get(i);
      int y = (i + 1) * ROW_HEIGHT;
      double width = longest > 0 ? Math.max(1, BAR_WIDTH * bar.value() / longest) : 1;
      s.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
              LABEL_WIDTH - 8,
              y + 14,
              escaped(bar.label()),
              LABEL_WIDTH,
              y + 2,
              width,
              bar.marked() ? "#2e7d32" : "#90a4ae",
              LABEL_WIDTH + width + 6,
              y + 14,
              escaped(bar.text())));
    }
    s.append("</svg>\n");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
