package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.lstmc.core.LstmcException;

/** Reads the text of a {@link DimensionTree}, once. */
final class TreeText {
  private static final String EXAMPLE = "(((1,2),3),(4,5))";

  private final String text;
  private final int modes;
  private final List<DimensionTree.Node> nodes = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private int at;
  private int inner;

  TreeText(String text, int modes) {
    this.text = text == null ? "" : text.replaceAll("\\s", "");
    this.modes = modes;
  }

  DimensionTree parse() {
    if (modes < 2) {
      throw LstmcException.usage(
          "a dimension tree needs at least 2 modes, found %d; give more modes", modes);
    }
    node(0);
    if (at < text.length()) {
      throw wrong("'%s' follows the end of the tree", text.substring(at));
    }
    int missing = seen.nextClearBit(1);
    if (missing <= modes) {
      throw wrong("mode %d is missing, each of the modes 1 to %d is a leaf once", missing, modes);
    }
    DimensionTree.Node root = nodes.remove(nodes.size() - 1);
    nodes.add(new DimensionTree.Node("root", root.mode(), root.left(), root.right(), root.modes()));
    return new DimensionTree(nodes);
  }

  /** Reads a node and returns its position. */
  private int node(int depth) {
    if (depth >= modes) {
      throw wrong("parentheses at character %d are deeper than %d modes allow", at + 1, modes);
    }
    if (at < text.length() && text.charAt(at) == '(') {
      return pair(depth);
    }
    return leaf();
  }

  private int pair(int depth) {
    int open = ++at;
    int left = node(depth + 1);
    if (next() == ')') {
      throw wrong("the node at character %d has one child, each node has two", open);
    }
    take(',');
    int right = node(depth + 1);
    if (next() == ',') {
      throw wrong("the node at character %d has more than two children, it must be binary", open);
    }
    take(')');
    List<Integer> below = new ArrayList<>(nodes.get(left).modes());
    below.addAll(nodes.get(right).modes());
    nodes.add(new DimensionTree.Node("node" + ++inner, 0, left, right, List.copyOf(below)));
    return nodes.size() - 1;
  }

  private int leaf() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong("%s where a mode or '(' must stand", found());
    }
    String digits = text.substring(from, at);
    int mode = digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (mode < 1 || mode > modes) {
      throw wrong("mode %s, there are modes 1 to %d", digits, modes);
    }
    if (seen.get(mode)) {
      throw wrong("mode %d stands twice", mode);
    }
    seen.set(mode);
    nodes.add(new DimensionTree.Node("leaf" + mode, mode, -1, -1, List.of(mode)));
    return nodes.size() - 1;
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char expected) {
    if (next() != expected) {
      throw wrong("%s where '%s' must stand", found(), expected);
    }
    at++;
  }

  private String found() {
    return at < text.length()
        ? "'" + text.charAt(at) + "' at character " + (at + 1)
        : "the text ends";
  }

  private LstmcException wrong(String what, Object... args) {
    String reason = String.format(java.util.Locale.ROOT, what, args);
    return LstmcException.usage("tree '%s': %s; write it like %s", text, reason, EXAMPLE);
  }
}
