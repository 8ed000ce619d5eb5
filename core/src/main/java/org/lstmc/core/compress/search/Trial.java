package org.lstmc.core.compress.search;

/** Prunes to two ratios, retrains and scores: the costly step of a search, given from outside. */
@FunctionalInterface
public interface Trial {
  /** Name of the dense network as a starting point. */
  String DENSE = "dense";

  /**
   * Runs one trial for its number of epochs and scores it on the validation split.
   *
   * @param ratioWx ratio of all input matrices
   * @param ratioWh ratio of all recurrent matrices (and projections, which follow them)
   * @param startFrom key of the finished trial whose shadow weights (the dense ones behind the
   *     mask) to start from, or {@link #DENSE}; a caller keeps those weights by {@link
   *     SearchTrial#key}
   * @return the score, in the sense of {@link SearchOptions#higherIsBetter()}
   */
  double score(double ratioWx, double ratioWh, String startFrom);
}
