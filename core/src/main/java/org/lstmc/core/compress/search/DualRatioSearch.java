package org.lstmc.core.compress.search;

import java.util.Map;
import java.util.function.Consumer;
import org.lstmc.core.model.NetworkSpec;

/** The dual-ratio search of BRDS (arXiv 2101.02667) under a fixed overall sparsity. */
public final class DualRatioSearch {
  private DualRatioSearch() {}

  /**
   * Searches.
   *
   * @param network whose matrices share the sparsity
   * @param options how
   * @param finished scores of trials of an earlier, interrupted run by {@link SearchTrial#key};
   *     they are not run again
   * @param trial runs one
   * @param progress told of every trial when it is done, to be stored for a resume
   */
  public static SearchResult run(
      NetworkSpec network,
      SearchOptions options,
      Map<String, Double> finished,
      Trial trial,
      Consumer<SearchTrial> progress) {
    return new DualRatioPaths(new RatioBalance(network), options, finished, trial, progress).run();
  }
}
