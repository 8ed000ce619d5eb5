package org.lstmc.core.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How sigmoid and tanh are computed in hardware ({@code docs/arithmetic.md}).
 *
 * @param kind table look-up or piecewise linear
 * @param entries table entries or linear segments over the range, a power of two for tables
 * @param range the functions are approximated on [-range, range) and held constant outside
 */
public record ActivationSpec(Kind kind, int entries, double range) {
  /** The kind of approximation. */
  public enum Kind {
    /** One stored value an interval. */
    @JsonProperty("table")
    TABLE,
    /** One stored line an interval. */
    @JsonProperty("pwl")
    PIECEWISE_LINEAR
  }
}
