package org.lstmc.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.lstmc.core.LstmcException;

/**
 * A binary dimension tree of a hierarchical Tucker form, written {@code (((1,2),3),(4,5))}: a leaf
 * is a mode, an inner node has two children, every mode stands in one leaf.
 *
 * @param nodes leaves and inner nodes in post-order, the root last
 */
public record DimensionTree(List<Node> nodes) {
  /**
   * A node.
   *
   * @param name {@code leaf3} for the leaf of mode 3; {@code node1}, {@code node2}, .. for inner
   *     nodes in post-order; {@code root}
   * @param mode the leaf's mode, from 1; 0 for an inner node
   * @param left position of the left child among the tree's nodes; -1 for a leaf
   * @param right position of the right child; -1 for a leaf
   * @param modes modes below the node, in the order of the text
   */
  public record Node(String name, int mode, int left, int right, List<Integer> modes) {
    /** Whether the node is a leaf. */
    public boolean isLeaf() {
      return mode > 0;
    }
  }

  /** Copies the list. */
  public DimensionTree {
    nodes = List.copyOf(nodes);
  }

  /**
   * Reads a tree over the modes 1 .. {@code modes}.
   *
   * @throws LstmcException if it is no binary tree that holds every mode once
   */
  public static DimensionTree parse(String text, int modes) {
    return new TreeText(text, modes).parse();
  }

  /** The root. */
  public Node root() {
    return nodes.get(nodes.size() - 1);
  }

  /** Inner nodes in post-order, the root last. */
  public List<Node> inner() {
    return nodes.stream().filter(n -> !n.isLeaf()).toList();
  }

  /** Position of a mode's leaf among the nodes. */
  public int leaf(int mode) {
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).mode() == mode) {
        return n;
      }
    }
    throw new IllegalArgumentException("no leaf of mode " + mode);
  }

  /** Number of modes d. */
  public int modes() {
    return (nodes.size() + 1) / 2;
  }

  /** Rank of every node, by position, from the ranks of a {@link TensorForm}; 1 at the root. */
  public int[] nodeRanks(List<Integer> ranks) {
    int[] of = new int[nodes.size()];
    int inner = modes();
    for (int n = 0; n < of.length - 1; n++) {
      Node node = nodes.get(n);
      of[n] = ranks.get(node.isLeaf() ? node.mode() - 1 : inner++);
    }
    of[of.length - 1] = 1;
    return of;
  }

  /** The converse of {@link #nodeRanks}: leaves 1 .. d, then inner nodes without the root. */
  public List<Integer> ranks(int[] nodeRanks) {
    return inRankOrder(n -> nodeRanks[n]);
  }

  /** Something of every node but the root, by position, in the order in which ranks are listed. */
  public <T> List<T> inRankOrder(IntFunction<T> ofNode) {
    List<T> list = new ArrayList<>();
    for (int k = 1; k <= modes(); k++) {
      list.add(ofNode.apply(leaf(k)));
    }
    for (int n = 0; n < nodes.size() - 1; n++) {
      if (!nodes.get(n).isLeaf()) {
        list.add(ofNode.apply(n));
      }
    }
    return list;
  }
}
