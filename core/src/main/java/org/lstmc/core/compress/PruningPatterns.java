package org.lstmc.core.compress;

import java.util.List;
import java.util.stream.Collectors;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.compress.hcgs.Hcgs;
import org.lstmc.core.compress.loadbalanced.LoadBalanced;
import org.lstmc.core.compress.rowbalanced.RowBalanced;
import org.lstmc.core.compress.unstructured.Unstructured;

/** The visible list of pruning patterns: a new one lives in its own package and is named here. */
public final class PruningPatterns {
  /** All patterns, the default first. */
  public static final List<PruningPattern> ALL =
      List.of(
          new RowBalanced(),
          new BankBalanced(),
          new LoadBalanced(),
          new Unstructured(),
          Hcgs.random(),
          Hcgs.guided());

  private PruningPatterns() {}

  /**
   * The pattern of that name.
   *
   * @throws LstmcException usage, naming the patterns there are
   */
  public static PruningPattern byName(String name) {
    return ALL.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                LstmcException.usage(
                    "unknown pruning pattern '%s'; there are: %s",
                    name,
                    ALL.stream().map(PruningPattern::name).collect(Collectors.joining(", "))));
  }

  /** Whether a scheme name is that of a pruning pattern. */
  public static boolean has(String name) {
    return ALL.stream().anyMatch(p -> p.name().equals(name));
  }
}
