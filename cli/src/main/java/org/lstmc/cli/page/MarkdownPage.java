package org.lstmc.cli.page;

import java.util.List;
import java.util.stream.Collectors;

/** A page as Markdown (GitHub's tables). */
public final class MarkdownPage {
  private MarkdownPage() {}

  /** The text. */
  public static String of(Page page) {
    StringBuilder s = new StringBuilder("# ").append(escaped(page.title())).append('\n');
    for (Page.Block block : page.blocks()) {
      if (block instanceof Page.Heading h) {
        s.append("\n## ").append(escaped(h.text())).append('\n');
      } else if (block instanceof Page.SubHeading h) {
        s.append("\n### ").append(escaped(h.text())).append('\n');
      } else if (block instanceof Page.Text t) {
        s.append('\n').append(escaped(t.text())).append('\n');
      } else if (block instanceof Page.Table t) {
        table(s, t);
      }
    }
    return s.toString();
  }

  private static void table(StringBuilder s, Page.Table t) {
    s.append('\n');
    line(s, t.header());
    s.append("|---".repeat(t.header().size())).append("|\n");
    for (int r = 0; r < t.rows().size(); r++) {
      List<String> row = t.rows().get(r);
      if (t.marked().contains(r)) {
        row = row.stream().map(c -> c.isEmpty() ? c : "**" + c + "**").toList();
      }
      line(s, row);
    }
  }

  private static void line(StringBuilder s, List<String> cells) {
    s.append(
        cells.stream().map(MarkdownPage::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
  }
}
