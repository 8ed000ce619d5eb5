package org.lstmc.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A page, written once and shown as Markdown or HTML.
 *
 * @param title of the page
 * @param blocks what it says, from top to bottom
 */
public record Page(String title, List<Block> blocks) {
  /** A part of a page. */
  public sealed interface Block
      permits Heading, Text, Table, Bars, Stacks, Scatter, Downloads, SubHeading {}

  /** The title of a section. */
  public record Heading(String text) implements Block {}

  /** The title of a part of a section. */
  public record SubHeading(String text) implements Block {}

  /** A paragraph. */
  public record Text(String text) implements Block {}

  /**
   * A table; cells that look like numbers stand to the right in HTML.
   *
   * @param header a cell a column
   * @param rows as many cells as the header has
   * @param marked numbers of the rows that stand out, from 0
   */
  public record Table(List<String> header, List<List<String>> rows, Set<Integer> marked)
      implements Block {
    /** Checks that every row fills the columns. */
    public Table {
      marked = Set.copyOf(marked);
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(row + " does not fill " + header);
        }
      }
    }

    /** One row stands out, or none (-1). */
    public Table(List<String> header, List<List<String>> rows, int marked) {
      this(header, rows, marked < 0 ? Set.of() : Set.of(marked));
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
   * Horizontal bars of parts that add up; Markdown leaves them out.
   *
   * @param title what they measure
   * @param parts names of the parts, in the order in which they lie; a colour each
   * @param stacks from top to bottom
   * @param rest whether the last part is only what the others leave, and is drawn pale
   */
  public record Stacks(String title, List<String> parts, List<Stack> stacks, boolean rest)
      implements Block {}

  /**
   * One bar of parts.
   *
   * @param label beside it
   * @param values a length for every part, 0 for one that it has not
   * @param text at its end
   */
  public record Stack(String label, List<Double> values, String text) {}

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
   * @param number written beside it where it is not among the best
   * @param label beside it where it is
   * @param group points of one group share a colour
   * @param marked whether it is among the best
   */
  public record Point(int number, String label, String group, double x, double y, boolean marked) {}

  /** Files that a reader can keep, carried by the HTML page itself; not in Markdown or print. */
  public record Downloads(List<Download> files) implements Block {}

  /**
   * One file.
   *
   * @param name as which it is kept
   * @param type media type
   * @param content text in UTF-8
   */
  public record Download(String name, String type, String content) {
    /** A JSON document. */
    public static Download json(String name, String content) {
      return new Download(name + ".json", "application/json", content);
    }

    /** A table. */
    public static Download csv(String name, String content) {
      return new Download(name + ".csv", "text/csv", content);
    }
  }

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

    /** Adds the title of a part of a section. */
    public Builder subHeading(String text) {
      return add(new SubHeading(text));
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
