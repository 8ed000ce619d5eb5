package org.lstmc.cli.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A page as one HTML file: no script, no font, no picture from elsewhere; fit to be printed. Files
 * to keep are data: addresses, which need neither a network nor a server.
 */
public final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem;
             color: #1c1c1c; background: #fff; }
      h1 { font-size: 1.6rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
      h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
      p { max-width: 52rem; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; } .many table { font-size: .8rem; }
      .many th, .many td { padding: .2rem .4rem; }
      .keep a { display: inline-block; margin: 0 .8rem .4rem 0; padding: .15rem .6rem; color: #0b4f8a;
                border: 1px solid #0b4f8a; border-radius: 3px; text-decoration: none; }
      table { border-collapse: collapse; font-size: .88rem; margin: .8rem 0; }
      th, td { border: 1px solid #d0d0d0; padding: .25rem .55rem; text-align: left; vertical-align: top; }
      th { background: #f0f2f4; } td.n { text-align: right; white-space: nowrap;
           font-variant-numeric: tabular-nums; }
      tr.chosen td { background: #e4f2e4; font-weight: 600; }
      svg { display: block; margin: .8rem 0; }
      svg text { font: 12px system-ui, sans-serif; fill: #1c1c1c; }
      svg text.title { font-weight: 600; }
      @media print {
        @page { margin: 12mm; }
        * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        body { margin: 0; padding: 0; max-width: none; font-size: 11px; }
        table { font-size: 9px; } th, td { padding: .15rem .3rem; }
        .wide { overflow: visible; } .keep { display: none; }
        svg { max-width: 100%; height: auto; }
        h2, h3 { break-after: avoid; } tr, svg { break-inside: avoid; }
        .wide.many table { font-size: 7px; } .wide.many th, .wide.many td { padding: .1rem .15rem; }
        .wide.many td.n { white-space: normal; }
      }
      """;

  /** From so many columns on a printed table is set smaller. */
  private static final int MANY = 10;

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
    page.blocks().forEach(b -> block(s, b));
    return s.append("</body>\n</html>\n").toString();
  }

  private static void block(StringBuilder s, Page.Block block) {
    if (block instanceof Page.Heading h) {
      s.append("<h2>").append(escaped(h.text())).append("</h2>\n");
    } else if (block instanceof Page.SubHeading h) {
      s.append("<h3>").append(escaped(h.text())).append("</h3>\n");
    } else if (block instanceof Page.Text t) {
      s.append("<p>").append(escaped(t.text())).append("</p>\n");
    } else if (block instanceof Page.Table t) {
      table(s, t);
    } else if (block instanceof Page.Bars b) {
      drawing(s, BarChart.svg(b));
    } else if (block instanceof Page.Stacks b) {
      drawing(s, BarChart.svg(b));
    } else if (block instanceof Page.Scatter p) {
      drawing(s, ScatterPlot.svg(p));
    } else if (block instanceof Page.Downloads d) {
      downloads(s, d);
    }
  }

  /** A narrow window scrolls a drawing; shrunk it could not be read. */
  private static void drawing(StringBuilder s, String svg) {
    s.append("<div class=\"wide\">\n").append(svg).append("</div>\n");
  }

  private static void downloads(StringBuilder s, Page.Downloads d) {
    s.append("<p class=\"keep\">");
    for (Page.Download f : d.files()) {
      s.append("<a download=\"")
          .append(escaped(f.name()))
          .append("\" href=\"data:")
          .append(f.type())
          .append(";charset=utf-8;base64,")
          .append(Base64.getEncoder().encodeToString(f.content().getBytes(StandardCharsets.UTF_8)))
          .append("\">")
          .append(escaped(f.name()))
          .append("</a>");
    }
    s.append("</p>\n");
  }

  private static void table(StringBuilder s, Page.Table t) {
    s.append(t.header().size() > MANY ? "<div class=\"wide many\">" : "<div class=\"wide\">");
    s.append("<table>\n");
    // Labels and what they say: words, whatever they look like.
    boolean bare = t.header().stream().allMatch(String::isEmpty);
    if (!bare) {
      s.append("<thead><tr>");
      t.header().forEach(c -> s.append("<th>").append(escaped(c)).append("</th>"));
      s.append("</tr></thead>\n");
    }
    s.append("<tbody>\n");
    for (int r = 0; r < t.rows().size(); r++) {
      s.append(t.marked().contains(r) ? "<tr class=\"chosen\">" : "<tr>");
      for (String c : t.rows().get(r)) {
        s.append(
                !bare && c.matches("[-+]?[0-9][0-9,.]*( ?[%a-zA-Z]{1,4})?")
                    ? "<td class=\"n\">"
                    : "<td>")
            .append(escaped(c))
            .append("</td>");
      }
      s.append("</tr>\n");
    }
    s.append("</tbody>\n</table></div>\n");
  }

  /** Text that stands in an element or in an attribute between double quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
