package org.lstmc.cli.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A page, written once and shown as Markdown or HTML.
 *
 * @param title of the page
 * @param blocks what it says, from top to bottom
 */
public record Page(String title, List<Block> blocks) {
  /** A part of a page. */
  public sealed interface Block permits Heading, Text, Table, Bars, Scatter {}

  /** The title of a section. */
  public record Heading(String text) implements Block {}

  /** A paragraph. */
  public record Text(String text) implements Block {}

  /**
   * A table; cells that look like numbers stand to the right in HTML.
   *
   * @param header a cell a column
   * @param rows as many cells as the header has
   * @param marked number of the row that was chosen, from 0; -1 for none
   */
  public record Table(List<String> header, List<List<String>> rows, int marked) implements Block {
    /** Checks that every row fills the columns. */
    public Table {
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(row + " does not fill " + header);
        }
      }
    }
  }

  /**
   * Horizontal bars; Markdown leaves them out, since a table beside them has the numbers.
   *
   * @param title what they measure
   * @param bars from top to bottom
   */
  public record Bars(String title, List<Bar> bars) implements Block {}

  /**
   * One bar.
   *
   * @param label beside it
   * @param value its length
   * @param text at its end
   * @param marked whether it was chosen
   */
  public record Bar(String label, double value, String text, boolean marked) {}

  /**
   * Points in a plane; Markdown leaves them out, since a table beside them has the numbers.
   *
   * @param x what the horizontal axis measures; logarithmic
   * @param y what the vertical axis measures
   * @param logY whether the vertical axis is logarithmic
   */
  public record Scatter(String x, String y, boolean logY, List<Point> points) implements Block {}

  /**
   * One point.
   *
   * @param label beside it
   * @param marked whether it is among the best
   */
  public record Point(String label, double x, double y, boolean marked) {}

  /** Collects blocks. */
  public static final class Builder {
    private final String title;
    private final List<Block> blocks = new ArrayList<>();

    /** A page of that title. */
    public Builder(String title) {
      this.title = title;
    }

    /** Adds a block. */
    public Builder add(Block block) {
      blocks.add(block);
      return this;
    }

    /** Adds a section's title. */
    public Builder heading(String text) {
      return add(new Heading(text));
    }

    /** Adds a paragraph. */
    public Builder text(String text) {
      return add(new Text(text));
    }

    /** The page. */
    public Page page() {
      return new Page(title, List.copyOf(blocks));
    }
  }
}
