package org.lstmc.core.model;

/**
 * One axis of a factor or of an intermediate result: i_k of output mode k is called {@code i3}, j_k
 * of input mode k {@code j3}, a rank after the tree node below it, {@code r.leaf3} or {@code
 * r.node1}, or in a tensor train after its place, {@code r.1}. Two factors that name the same rank
 * are joined there.
 *
 * @param label name of the axis
 * @param extent its length
 */
public record FactorAxis(String label, int extent) {
  /** Label of the two outer axes of a tensor train, of length 1, which nothing joins. */
  public static final String EDGE = "edge";

  /** Axis i_k of output mode k. */
  public static FactorAxis output(int k, int extent) {
    return new FactorAxis("i" + k, extent);
  }

  /** Axis j_k of input mode k. */
  public static FactorAxis input(int k, int extent) {
    return new FactorAxis("j" + k, extent);
  }

  /** A rank's axis. */
  public static FactorAxis rank(String of, int extent) {
    return new FactorAxis("r." + of, extent);
  }

  /** Whether this is an axis of an output mode. */
  public boolean isOutput() {
    return label.charAt(0) == 'i';
  }

  /** Whether this is an axis of an input mode. */
  public boolean isInput() {
    return label.charAt(0) == 'j';
  }

  /** Whether this is one of a tensor train's two outer axes. */
  public boolean isEdge() {
    return label.equals(EDGE);
  }
}
